"""The right side of the window: the versions or the card, and under them why and what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from annotator.gui.adjudication.cards import VersionsPage
from annotator.gui.adjudication.editing import GoldPage
from annotator.gui.statements.flow import FlowLayout

_BUTTONS = (
    "settling.edit",
    "settling.reject",
    "settling.defer",
    "settling.unclear",
    "settling.withdraw",
)


class VersionsSide(QWidget):
    """Shows the versions with a field for the reason, or the card of what is settled."""

    reason_given = Signal()
    """Enter was pressed in the field."""

    def __init__(self, gold: GoldPage, parent: QWidget) -> None:
        super().__init__(parent)
        self.versions = VersionsPage(self)
        self.gold = gold
        self.reason = QLineEdit(self)
        self._deciding = QWidget(self)
        self._foot = QWidget(self)
        self._buttons: list[QPushButton] = []
        self._pages = QStackedWidget(self)
        column = QVBoxLayout(self._deciding)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.versions, 1)
        column.addWidget(self._foot)
        for page in (self._deciding, gold):
            self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self.setMinimumWidth(300)
        self.reason.returnPressed.connect(self.reason_given)

    def offer(self, button: Callable[[str], QPushButton]) -> None:
        """Put the buttons in; ``button`` makes the one of an action."""
        self.reason.setPlaceholderText(self.tr("Reason, stored with the next decision"))
        self.reason.setAccessibleName(self.tr("Reason for the next decision"))
        column = QVBoxLayout(self._foot)
        column.setContentsMargins(10, 6, 10, 8)
        column.addWidget(self.reason)
        row = QWidget(self._foot)
        flow = FlowLayout(row)
        for each in _BUTTONS:
            made = button(each)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._buttons.append(made)
            flow.addWidget(made)
        column.addWidget(row)

    @property
    def buttons(self) -> Sequence[QPushButton]:
        """The buttons under the versions."""
        return self._buttons

    @property
    def is_editing(self) -> bool:
        """Whether the card is shown."""
        return self._pages.currentWidget() is self.gold

    def show_versions(self) -> None:
        """Show the versions."""
        self._pages.setCurrentWidget(self._deciding)

    def show_card(self) -> None:
        """Show the card of what is settled."""
        self._pages.setCurrentWidget(self.gold)
