"""What can be done in the actors view: every action with its words and keys."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from annotator.gui.actions import ActionSpec

MENU = "Actors"


class ActorsWindow(Protocol):
    """What the view can do."""

    def add_actor(self) -> None: ...
    def rename(self) -> None: ...
    def merge(self) -> None: ...
    def split(self) -> None: ...
    def remove(self) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def find_actor(self) -> None: ...


def actors_commands(window: ActorsWindow) -> list[ActionSpec]:
    """Return every action of the view."""
    change = partial(ActionSpec, menu=MENU, needs="project_writing")
    past = partial(ActionSpec, menu=MENU, needs="project_writing", section=1)
    return [
        change(
            "actors.add",
            _tr("Add…"),
            callback=window.add_actor,
            keys=("Ctrl+N",),
            tooltip=_tr("Add an actor that nobody has used yet"),
        ),
        change(
            "actors.rename",
            _tr("Rename"),
            callback=window.rename,
            keys=("F2",),
            scope="reading",
            tooltip=_tr("Write another name; the old one stays as another name"),
        ),
        change(
            "actors.merge",
            _tr("Merge…"),
            callback=window.merge,
            keys=("Ctrl+M",),
            tooltip=_tr("Let one of the selected actors stand for the others"),
        ),
        change(
            "actors.split",
            _tr("Split…"),
            callback=window.split,
            keys=("Ctrl+Shift+M",),
            tooltip=_tr("Make an own actor of some names and uses of the one in focus"),
        ),
        change(
            "actors.remove",
            _tr("Remove"),
            callback=window.remove,
            keys=("Del",),
            scope="reading",
            tooltip=_tr("Remove the actor in focus, where nothing is labelled with it"),
        ),
        past(
            "actors.undo",
            _tr("Undo"),
            callback=window.undo,
            keys=("Ctrl+Z",),
            tooltip=_tr("Take back what was done last to the actors, also on an earlier day"),
        ),
        past(
            "actors.redo",
            _tr("Redo"),
            callback=window.redo,
            keys=("Ctrl+Shift+Z", "Ctrl+Y"),
            tooltip=_tr("Do again what was taken back"),
        ),
        ActionSpec(
            "actors.find",
            _tr("Find"),
            MENU,
            window.find_actor,
            ("Ctrl+F",),
            _tr("Type a part of a name"),
            needs="project",
            section=2,
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actors", text)
