"""Fields that show what is stored and tell what a person typed instead."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

_PASSED_ON = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class FilterField(QLineEdit):
    """A line to type a filter into; undo and redo are always the window's."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and is_undo_or_redo(event):
            event.ignore()
            return True
        return super().event(event)


class StoredField(QLineEdit):
    """A line that shows what is stored; Enter or leaving it wishes to store what was typed.

    Escape shows again what is stored. Undo and redo are the window's where nothing is typed.
    """

    def __init__(self, name: str, on_typed: Callable[[str], None]) -> None:
        super().__init__()
        self._stored = ""
        self._on_typed = on_typed
        self.setAccessibleName(name)
        self.editingFinished.connect(self.store)

    def show_stored(self, text: str) -> None:
        """Show what is stored now, over whatever stands there."""
        self._stored = text
        if self.text() != text or self.isUndoAvailable() or self.isRedoAvailable():
            self.setText(text)  # this forgets what was typed, so that undo is the window's again
            self.setCursorPosition(0)

    def store(self) -> None:
        """Wish to store what was typed, where it is different."""
        typed, stored = self.text(), self._stored
        if typed == stored:
            return
        self._stored = typed  # tell it once, also where leaving the field comes in between
        self._on_typed(typed)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self.text() != self._stored:
                event.accept()
                return True
            if self._is_passed_on(event):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._stored:
            self.show_stored(self._stored)
            self.selectAll()
            return
        super().keyPressEvent(event)

    def _is_passed_on(self, event: QKeyEvent) -> bool:
        is_typed = self.isUndoAvailable() or self.isRedoAvailable()
        return not is_typed and is_undo_or_redo(event)


def is_undo_or_redo(event: QEvent) -> bool:
    """Tell whether an event is the key of undo or redo."""
    return isinstance(event, QKeyEvent) and any(event.matches(each) for each in _PASSED_ON)
