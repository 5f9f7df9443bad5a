"""What can be done in the codebook editor: every action with its words and keys."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from annotator.gui.actions import ActionSpec

MENU = "Codebook"


class CodebookWindow(Protocol):
    """What the view can do."""

    def add_entry(self) -> None: ...
    def store(self) -> None: ...
    def merge(self) -> None: ...
    def split(self) -> None: ...
    def retire(self) -> None: ...
    def restore(self) -> None: ...
    def move_up(self) -> None: ...
    def move_down(self) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def next_section(self) -> None: ...
    def previous_section(self) -> None: ...
    def import_file(self) -> None: ...
    def export_file(self) -> None: ...


def codebook_editor_commands(window: CodebookWindow) -> list[ActionSpec]:
    """Return every action of the view."""
    changes = [*_changes(window), *_fates(window), *_places(window)]
    return [*changes, *_past(window), *_moves(window), *_files(window)]


def _changes(window: CodebookWindow) -> list[ActionSpec]:
    change = partial(ActionSpec, menu=MENU, needs="project_writing")
    return [
        change(
            "codebook_editor.add",
            _tr("Add…"),
            callback=window.add_entry,
            keys=("Ctrl+N",),
            tooltip=_tr("Offer a new entry in this section"),
        ),
        change(
            "codebook_editor.store",
            _tr("Store changes…"),
            callback=window.store,
            keys=("Ctrl+S",),
            tooltip=_tr("See what the changed fields do to annotations, then store them"),
        ),
        change(
            "codebook_editor.merge",
            _tr("Merge…"),
            callback=window.merge,
            keys=("Ctrl+M",),
            tooltip=_tr("Let one of the selected entries stand for the others"),
        ),
        change(
            "codebook_editor.split",
            _tr("Split…"),
            callback=window.split,
            keys=("Ctrl+Shift+M",),
            tooltip=_tr("Let people choose anew, among others, where this entry was given"),
        ),
    ]


def _fates(window: CodebookWindow) -> list[ActionSpec]:
    change = partial(ActionSpec, menu=MENU, needs="project_writing")
    return [
        change(
            "codebook_editor.retire",
            _tr("Retire…"),
            callback=window.retire,
            keys=("Del",),
            scope="reading",
            tooltip=_tr("Do not offer the selected entries any more; annotations keep them"),
        ),
        change(
            "codebook_editor.restore",
            _tr("Offer again…"),
            callback=window.restore,
            keys=("Ctrl+B",),
            tooltip=_tr("Offer the selected entries again, as they were"),
        ),
    ]


def _places(window: CodebookWindow) -> list[ActionSpec]:
    move = partial(ActionSpec, menu=MENU, needs="project_writing", section=1, scope="reading")
    return [
        move(
            "codebook_editor.up",
            _tr("Move up"),
            callback=window.move_up,
            keys=("Ctrl+Up",),
            tooltip=_tr("Let the entry in focus stand one place higher"),
        ),
        move(
            "codebook_editor.down",
            _tr("Move down"),
            callback=window.move_down,
            keys=("Ctrl+Down",),
            tooltip=_tr("Let the entry in focus stand one place lower"),
        ),
    ]


def _past(window: CodebookWindow) -> list[ActionSpec]:
    past = partial(ActionSpec, menu=MENU, needs="project_writing", section=2)
    return [
        past(
            "codebook_editor.undo",
            _tr("Undo"),
            callback=window.undo,
            keys=("Ctrl+Z",),
            tooltip=_tr("Take back the last change of codebook or actors, also of an earlier day"),
        ),
        past(
            "codebook_editor.redo",
            _tr("Redo"),
            callback=window.redo,
            keys=("Ctrl+Shift+Z", "Ctrl+Y"),
            tooltip=_tr("Do again what was taken back"),
        ),
    ]


def _moves(window: CodebookWindow) -> list[ActionSpec]:
    go = partial(ActionSpec, menu=MENU, needs="project", section=3)
    return [
        go(
            "codebook_editor.next_section",
            _tr("Next section"),
            callback=window.next_section,
            keys=("Ctrl+PgDown",),
            tooltip=_tr("Show the next section: stances after claim types, and so on"),
        ),
        go(
            "codebook_editor.previous_section",
            _tr("Previous section"),
            callback=window.previous_section,
            keys=("Ctrl+PgUp",),
            tooltip=_tr("Show the section before"),
        ),
    ]


def _files(window: CodebookWindow) -> list[ActionSpec]:
    return [
        ActionSpec(
            "codebook_editor.import",
            _tr("Import…"),
            MENU,
            window.import_file,
            ("Ctrl+O",),
            _tr("Make a codebook file the codebook of this project, after a look at what it does"),
            needs="project_writing",
            section=4,
        ),
        ActionSpec(
            "codebook_editor.export",
            _tr("Export…"),
            MENU,
            window.export_file,
            ("Ctrl+E",),
            _tr("Write the codebook to a file, to edit it or to begin another project with it"),
            needs="project",
            section=4,
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("CodebookEditor", text)
