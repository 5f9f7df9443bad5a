"""A field that takes a key by its being pressed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.gui.keys.pressed import recorded
from annotator.gui.keys.sequences import MODIFIER_KEYS, MOST_PRESSES, normal, presses, shown

_LEAVING = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class KeyField(QLineEdit):
    """Shows the key that was pressed, or two in a row; Backspace or Escape clear, Tab leaves.

    ``most`` says how many presses make a key here.
    """

    recorded = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, most: int = MOST_PRESSES) -> None:
        super().__init__(parent)
        self._most = most
        self._key = ""
        self.setReadOnly(True)
        self.setClearButtonEnabled(False)

    @property
    def key(self) -> str:
        """The key in its normal spelling; "" before one is pressed."""
        return self._key

    def forget(self) -> None:
        """Show no key."""
        self._take("")

    def event(self, event: QEvent) -> bool:
        """Keep every key from what it does in the window, but for those that leave the field."""
        if isinstance(event, QKeyEvent) and not self._leaves(event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._press(event)
                return True
        return super().event(event)

    def _leaves(self, event: QKeyEvent) -> bool:
        is_escape = event.key() == Qt.Key.Key_Escape and not event.modifiers()
        return event.key() in _LEAVING or (is_escape and not self._key)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """There is nothing to paste here."""
        event.accept()

    def _press(self, event: QKeyEvent) -> None:
        event.accept()
        if event.key() in MODIFIER_KEYS or event.isAutoRepeat():
            return
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Escape) and not event.modifiers():
            self._take("")
            return
        press = recorded(event)
        if not press:
            return
        before = presses(self._key)
        is_next = self._key and len(before) < self._most
        self._take(normal(f"{self._key}, {press}") if is_next else press)

    def _take(self, key: str) -> None:
        self._key = key
        self.setText(shown(key))
        self.recorded.emit(key)
