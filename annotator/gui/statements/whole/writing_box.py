"""A small sheet over the article on which a person writes a few words; it never blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from annotator.gui.statements.pieces import muted
from annotator.gui.widgets.plain import plain_label

_WIDTH, _LINES = 380, 4
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WritingBox(QFrame):
    """Asks for words over the window of ``parent``.

    Enter stores them, Shift+Enter begins a new line. Escape closes; what was typed is there again
    when the same is asked for next.
    """

    orphaned = Signal()
    """It was closed, and what had the focus before is gone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent.window())
        self._window = parent.window()
        self._came_from: QWidget | None = None
        self._on_store: Callable[[str], bool] = lambda _words: True
        self._about = ""
        self._drafts: dict[str, str] = {}
        self._title = plain_label(parent=self, wrap=True)
        self._earlier = plain_label(parent=self, wrap=True)
        self.edit = QPlainTextEdit(self)
        self._hint = muted(self.tr("Enter stores · Shift+Enter begins a line · Esc closes"))
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setObjectName("writing_box")
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(self.edit.fontMetrics().lineSpacing() * _LINES + 12)
        self.edit.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        for part in (self._title, self._earlier, self.edit, self._hint):
            column.addWidget(part)

    def ask(
        self,
        title: str,
        on_store: Callable[[str], bool],
        *,
        about: str,
        at: QPoint,
        earlier: Sequence[str] = (),
        words: str = "",
    ) -> None:
        """Ask for words; ``on_store`` tells whether they were stored.

        ``about`` names what they are about, for words that were left unfinished; ``at`` is a global
        position; ``earlier`` is what was said before.
        """
        self.dismiss()
        self._about, self._on_store = about, on_store
        self._came_from = QApplication.focusWidget()
        self._title.setText(title)
        self._earlier.setText("\n".join(earlier))
        self._earlier.setVisible(bool(earlier))
        self.setAccessibleName(title)
        self.edit.setAccessibleName(title)
        self.edit.setAccessibleDescription(" ".join(earlier))
        self.edit.setPlainText(self._drafts.pop(about, words))
        self.edit.selectAll()
        self._place(at)
        self.show()
        self.raise_()
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self, at: QPoint) -> None:
        window = self._window
        self.setFixedWidth(min(_WIDTH, window.width() - 16))
        self.adjustSize()
        corner = window.mapFromGlobal(at)
        right = max(8, window.width() - self.width() - 8)
        bottom = max(8, window.height() - self.height() - 8)
        self.move(min(max(8, corner.x()), right), min(max(8, corner.y()), bottom))

    def store(self) -> None:
        """Store what was typed and close; where that is refused, it stays to be mended."""
        if self._on_store(self.edit.toPlainText()):
            self.edit.clear()
            self.dismiss()

    def dismiss(self) -> None:
        """Close and give the focus back to where it was."""
        if self.isHidden():
            return
        words = self.edit.toPlainText()
        if words.strip():
            self._drafts[self._about] = words
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self._window)
        self.hide()
        before = self._came_from
        if not had_focus or before is None:
            return
        if shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self.orphaned.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and watched is self.edit:
            if event.type() == QEvent.Type.ShortcutOverride:
                return self._claimed(event)
            if event.type() == QEvent.Type.KeyPress:
                return self._pressed(event)
        return False

    def _claimed(self, event: QKeyEvent) -> bool:
        """Keep Escape and Enter from what they do in the window."""
        if event.key() == Qt.Key.Key_Escape or event.key() in _ENTER:
            event.accept()
            return True
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return True
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.store()
            return True
        return False
