"""Leads from a statement to those it is linked with, and back."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QObject

from annotator.gui.actions import ActionSpec
from annotator.gui.keys.own import with_keys
from annotator.gui.reader.links import linked_to
from annotator.gui.workbench import Workbench


class Following(QObject):
    """Goes along the links of stances on other statements."""

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._came_from = ""

    def follow(self) -> None:
        """Put the next statement in focus that the one in focus is linked with; again: back."""
        session, statement = self._workbench.session, self._workbench.focused_statement()
        if session is None or statement is None:
            words = self.tr("No statement in focus. Press {statement.next} for the next.")
            self._workbench.refused.emit(with_keys(words))
            return
        linked = linked_to(session, statement)
        if not linked:
            words = self.tr("This statement takes no stance on another, and none on it.")
            self._workbench.refused.emit(words)
            return
        at = linked.index(self._came_from) + 1 if self._came_from in linked else 0
        self._came_from = statement.id
        self._workbench.focus = ("statement", linked[at % len(linked)])


def following_commands(following: Following) -> Iterator[ActionSpec]:
    """Return what leads along links."""
    yield ActionSpec(
        "statement.follow",
        QCoreApplication.translate("Actions", "Linked statement"),
        "Statement",
        following.follow,
        ("Ctrl+J",),
        QCoreApplication.translate(
            "Actions", "Go to the statement that a stance is about, or from it to the stance"
        ),
        section=5,
    )
