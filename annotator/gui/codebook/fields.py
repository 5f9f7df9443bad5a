"""Fields that hold a draft beside what is stored; Escape shows again what is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from annotator.gui.actors.fields import is_undo_or_redo
from annotator.gui.statements.pieces import Option, QuietBox


class DraftLine(QLineEdit):
    """A line; undo is the window's where nothing was typed."""

    def __init__(self, name: str, on_typed: Callable[[], None]) -> None:
        super().__init__()
        self._stored = ""
        self.setAccessibleName(name)
        self.textEdited.connect(lambda _text: on_typed())
        self._on_typed = on_typed

    @property
    def draft(self) -> str:
        """What stands in the field."""
        return self.text()

    def show_draft(self, stored: str, draft: str) -> None:
        """Show a draft of what is stored."""
        self._stored = stored
        if self.text() != draft:
            self.setText(draft)
            self.setCursorPosition(0)

    def set_locked(self, locked: bool) -> None:
        """Let the field be read only, or be written again."""
        self.setReadOnly(locked)

    def event(self, event: QEvent) -> bool:
        is_typed = self.isUndoAvailable() or self.isRedoAvailable()
        taken = _override(event, is_typed=is_typed, is_draft=self.text() != self._stored)
        return super().event(event) if taken is None else taken

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._stored:
            self.setText(self._stored)
            self._on_typed()
            return
        super().keyPressEvent(event)


class DraftText(QPlainTextEdit):
    """Several lines; Tab goes on to the next field."""

    def __init__(self, name: str, on_typed: Callable[[], None]) -> None:
        super().__init__()
        self._stored = ""
        self._is_showing = False
        self._on_typed = on_typed
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        line = self.fontMetrics().lineSpacing()
        self.setMinimumHeight(3 * line)
        self.setMaximumHeight(11 * line)
        self.textChanged.connect(self._tell)

    @property
    def draft(self) -> str:
        """What stands in the field."""
        return self.toPlainText()

    def show_draft(self, stored: str, draft: str) -> None:
        """Show a draft of what is stored."""
        self._stored = stored
        if self.toPlainText() != draft:
            self._is_showing = True
            self.setPlainText(draft)
            self._is_showing = False

    def set_locked(self, locked: bool) -> None:
        """Let the field be read only, or be written again."""
        self.setReadOnly(locked)

    def event(self, event: QEvent) -> bool:
        document = self.document()
        is_typed = document.isUndoAvailable() or document.isRedoAvailable()
        is_draft = self.toPlainText() != self._stored
        taken = _override(event, is_typed=is_typed, is_draft=is_draft)
        return super().event(event) if taken is None else taken

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.toPlainText() != self._stored:
            self.setPlainText(self._stored)
            return
        super().keyPressEvent(event)

    def _tell(self) -> None:
        if not self._is_showing:
            self._on_typed()


class DraftBox(QuietBox):
    """A drop-down; what the list does not know is shown as it is stored."""

    def __init__(
        self, name: str, on_typed: Callable[[], None], choices: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__([Option("", "")], "", name)
        self._choices = [Option(value, words) for value, words in choices]
        self.on_pick(lambda _value: on_typed())

    @property
    def draft(self) -> str:
        """What is set."""
        return self.value or ""

    def show_draft(self, stored: str, draft: str) -> None:
        """Show a draft; what is stored is not needed here."""
        self.offer(self._choices, draft)

    def set_locked(self, locked: bool) -> None:
        """Let the field be read only, or be written again."""
        self.setEnabled(not locked)


DraftField = DraftLine | DraftText | DraftBox


def _override(event: QEvent, *, is_typed: bool, is_draft: bool) -> bool | None:
    """Say whose a key is before the window takes it: None leaves that to the field."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return None
    if event.key() == Qt.Key.Key_Escape and is_draft:
        event.accept()
        return True
    if is_undo_or_redo(event) and not is_typed:
        event.ignore()
        return True
    return None
