"""A line below the article in which one types what to find; the hit is what is selected."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from annotator.corpus.span import Span
from annotator.gui.reader.finding import hit_from, hits
from annotator.gui.reader.view import ReaderView
from annotator.gui.widgets.plain import set_tip

_LONGEST = 80
"""Code points of a selection that is taken as what to find."""


class _FindEdit(QLineEdit):
    """A line whose Enter and Esc belong to it, whatever they mean elsewhere in the window."""

    _OWN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)

    def event(self, event: QEvent) -> bool:
        key = event.key() if isinstance(event, QKeyEvent) else None
        if event.type() == QEvent.Type.ShortcutOverride and key in self._OWN:
            event.accept()
            return True
        return super().event(event)


class FindBar(QWidget):
    """Finds as you type: Enter goes on, Shift+Enter back, Esc returns to the article."""

    def __init__(self, reader: ReaderView, parent: QWidget) -> None:
        super().__init__(parent)
        self._reader = reader
        self._found: tuple[Span, ...] = ()
        self._from = 0
        self.line = _FindEdit(self)
        self.line.setPlaceholderText(self.tr("Find in the article"))
        self.line.setAccessibleName(self.tr("Find in the article"))
        self.line.setClearButtonEnabled(True)
        self.line.setMaximumWidth(420)
        self.line.textChanged.connect(self._type)
        self.line.installEventFilter(self)
        self._count = QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self.line, 2)
        for sign, words, work in (
            ("\u2191", self.tr("The hit before (Shift+Enter)"), self.previous),
            ("\u2193", self.tr("The next hit (Enter)"), self.next),
        ):
            row.addWidget(self._button(sign, words, work))
        row.addWidget(self._count, 1)
        row.addWidget(self._button("\u00d7", self.tr("Back to the article (Esc)"), self.leave))
        self.hide()

    def _button(self, sign: str, words: str, work: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setAutoRaise(True)
        set_tip(button, words)
        button.setAccessibleName(words.partition(" (")[0])
        button.clicked.connect(work)
        return button

    @property
    def told(self) -> str:
        """What is said of the hits: which of how many."""
        return self._count.text()

    def start(self) -> None:
        """Let a person type what to find; a short selection is taken as what to find."""
        chosen = " ".join(self._reader.selected_text().split())
        self._from = min(self._reader.anchor, self._reader.caret)
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if 0 < len(chosen) <= _LONGEST:
            self.line.setText(chosen)
        self.line.selectAll()
        self._type()

    def next(self) -> None:
        """Select the next hit, from the caret on; around the end it begins anew."""
        self._go(onward=True)

    def previous(self) -> None:
        """Select the hit before the caret; before the first it ends anew."""
        self._go(onward=False)

    def _go(self, *, onward: bool) -> None:
        if not self.line.text().strip():
            self.start()
            return
        self._look()
        if self._found:
            low = min(self._reader.anchor, self._reader.caret)
            if onward:
                at = hit_from(self._found, low + 1)
            else:
                at = sum(span.start < low for span in self._found) - 1
            self._select(at % len(self._found))

    def leave(self) -> None:
        """Go back to the article; what was found stays selected."""
        self.hide()
        self._reader.set_hits(())
        self._reader.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Let go of what was found: another article is shown."""
        self._found, self._from = (), 0
        self._reader.set_hits(())
        with QSignalBlocker(self.line):
            self.hide()

    def _type(self) -> None:
        """Select the first hit from where the search began."""
        self._look()
        if self._found:
            self._select(hit_from(self._found, self._from))

    def _look(self) -> None:
        words = self.line.text()
        self._found = hits(self._reader.text, words)
        self._reader.set_hits(self._found if self.isVisible() else ())
        self._count.setText(self.tr("Nothing found") if words.strip() and not self._found else "")

    def _select(self, at: int) -> None:
        self._reader.select(self._found[at])
        words = self.tr("%1 of %2").replace("%1", str(at + 1))
        self._count.setText(words.replace("%2", str(len(self._found))))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Take the keys of the line: on, back, and back to the article."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                (self.previous if back else self.next)()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
        return False
