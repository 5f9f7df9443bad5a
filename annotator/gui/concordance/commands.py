"""What can be done in the concordance: every action with its words and keys."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from annotator.gui.actions import ActionSpec

MENU = "Concordance"


class ConcordanceWindow(Protocol):
    """What the view can do."""

    def add_statements(self) -> None: ...
    def choose_claim_type(self) -> None: ...
    def choose_kind(self) -> None: ...
    def undo(self) -> None: ...
    def look_for(self) -> None: ...
    def open_passage(self) -> None: ...


def concordance_commands(window: ConcordanceWindow) -> list[ActionSpec]:
    """Return every action of the view."""
    return [*_labels(window), *_moves(window)]


def _labels(window: ConcordanceWindow) -> list[ActionSpec]:
    label = partial(ActionSpec, menu=MENU, needs="project_writing", scope="reading")
    return [
        label(
            "concordance.statement",
            _tr("Make a statement"),
            callback=window.add_statements,
            keys=("S",),
            tooltip=_tr("Take over the possible statement, or make one of the sentence"),
        ),
        label(
            "concordance.claim_type",
            _tr("Claim type…"),
            callback=window.choose_claim_type,
            keys=("T",),
            tooltip=_tr("Give the statements of all selected rows a claim type"),
        ),
        label(
            "concordance.mention",
            _tr("Mark as mention…"),
            callback=window.choose_kind,
            keys=("M",),
            tooltip=_tr("Make mentions of the words of all selected rows"),
        ),
    ]


def _moves(window: ConcordanceWindow) -> list[ActionSpec]:
    return [
        ActionSpec(
            "concordance.undo",
            _tr("Undo"),
            MENU,
            window.undo,
            ("Ctrl+Z",),
            _tr("Take back what was labelled last in this list"),
            needs="project_writing",
            section=1,
        ),
        ActionSpec(
            "concordance.open",
            _tr("Open the passage"),
            MENU,
            window.open_passage,
            ("Ctrl+Return",),
            _tr("Go to the row in focus in its article; Enter on a row does the same"),
            needs="project",
            section=2,
        ),
        ActionSpec(
            "concordance.find",
            _tr("Look for something else"),
            MENU,
            window.look_for,
            ("Ctrl+F",),
            _tr("Go to the field above the list"),
            needs="project",
            section=2,
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("ConcordanceCommands", text)
