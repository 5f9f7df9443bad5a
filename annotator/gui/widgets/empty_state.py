"""What stands where there is nothing to show yet: what to do next, with buttons to do it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.gui.widgets.plain import plain_label, set_tip, tip_words


class EmptyState(QWidget):
    """A headline, a sentence and buttons, calm in the middle of an empty place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self._title = plain_label(parent=self, wrap=True)
        self._words = plain_label(parent=self, wrap=True)
        self._row = QHBoxLayout()
        self._buttons: list[QPushButton] = []
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        self._title.setFont(font)
        for label in (self._title, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addStretch(2)
        for label in (self._title, self._words):
            column.addWidget(label)
        column.addLayout(self._row)
        column.addStretch(3)

    @property
    def text(self) -> str:
        """Headline and sentence."""
        return f"{self._title.text()}\n{self._words.text()}"

    def show_words(self, title: str, words: str, actions: Sequence[QAction] = ()) -> None:
        """Say what to do, and offer actions as buttons."""
        self._title.setText(title)
        self._words.setText(words)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        while self._row.count():
            self._row.takeAt(0)
        for button in self._buttons:
            button.deleteLater()
        self._buttons = [_button(action, self) for action in actions]
        alone = Qt.FocusPolicy.NoFocus if self._buttons else Qt.FocusPolicy.TabFocus
        self.setFocusPolicy(alone)
        self._row.addStretch(1)
        for button in self._buttons:
            self._row.addWidget(button)
        self._row.addStretch(1)

    def offer_first(self) -> None:
        """Put the keyboard on the first button, or on the words where there is none.

        Enter does what is likeliest; a screen reader reads the words.
        """
        first = self._buttons[0] if self._buttons else self
        first.show()  # what is not shown yet takes no focus
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def _button(action: QAction, parent: QWidget) -> QPushButton:
    key = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
    button = QPushButton(f"{action.text()}   {key}".strip(), parent)
    set_tip(button, tip_words(action.toolTip()))
    button.setAutoDefault(True)
    button.clicked.connect(action.trigger)
    return button
