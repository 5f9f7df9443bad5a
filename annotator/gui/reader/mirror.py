"""An editor that is never shown and tells a screen reader what the reader shows, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QFont, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QPlainTextDocumentLayout, QPlainTextEdit

from annotator.gui.offsets import OffsetMap
from annotator.gui.reader.blocks import Block
from annotator.gui.reader.display import shown

OffsetAt = Callable[[QPointF], int]
InSight = Callable[[], Iterator[tuple[int, Block, QPointF]]]


class _Lines(QPlainTextDocumentLayout):
    """The lines of the mirror, which stand where those of the reader do."""

    def __init__(self, document: QTextDocument, at: OffsetAt) -> None:
        super().__init__(document)
        self._at = at

    def hitTest(  # type: ignore[override]  # the stubs let a point be a QPainterPath.Element
        self, point: QPointF | QPoint, _accuracy: Qt.HitTestAccuracy
    ) -> int:
        """Return the position of the character at a point of the mirror; -1 for none."""
        return self._at(QPointF(point))


class Mirror(QPlainTextEdit):
    """Mirrors text, caret and selection, and on request where the words in view stand.

    Qt tells of a character what the layout of its block says, so these layouts are given the lines
    and the places of the reader's. ``offset_at`` finds a character at a place on the screen.
    """

    changed = Signal(int, int)
    """Anchor and caret, in code points, where assistive technology moved them."""

    def __init__(self, offset_at: OffsetAt) -> None:
        super().__init__()
        self._offset_at = offset_at
        document = QTextDocument(self)
        document.setDocumentLayout(_Lines(document, self._position_at))
        self.setDocument(document)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self._text = ""
        self._offsets = OffsetMap("")
        self._copying = False
        self._sight: object = None
        self._laid_out: list[int] = []
        self.cursorPositionChanged.connect(self._tell)
        self.selectionChanged.connect(self._tell)

    def follow(self, text: str, anchor: int, caret: int) -> None:
        """Take over what the reader shows and selects; offsets in code points."""
        self._copying = True
        if self._text is not text:
            self._text = text
            self._offsets = OffsetMap(text)
            self._sight, self._laid_out = None, []
            self.setPlainText(shown(text))
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._offsets.to_qt(anchor))
        cursor.setPosition(self._offsets.to_qt(caret), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self._copying = False

    def stand(self, sight: object, in_sight: InSight) -> None:
        """Put the paragraphs in view where they stand; nothing is done where none has moved."""
        shift = self._shift()
        if self._sight == (sight, shift):
            return
        self._sight = sight, shift
        seen = list(in_sight())
        for block in map(self.document().findBlock, self._laid_out):
            block.layout().clearLayout()  # what is out of sight has no place
        self._laid_out = [self._offsets.to_qt(start) for start, _, _ in seen]
        self._measure_in([lines.style.font for _, lines, _ in seen])
        for position, (_, lines, place) in zip(self._laid_out, seen, strict=True):
            block = self.document().findBlock(position)
            lines.lay_out_alike(block.layout())
            block.layout().setPosition(place - shift)

    def _measure_in(self, fonts: Sequence[QFont]) -> None:
        """Let the widths of characters be those of the font that most of them have."""
        if fonts:
            font = max(fonts, key=fonts.count)
            if self.document().defaultFont() != font:
                self.document().setDefaultFont(font)

    def position(self, offset: int) -> int:
        """Return how Qt counts an offset."""
        return self._offsets.to_qt(offset)

    def _shift(self) -> QPointF:
        """Return how far the mirror's own place and scrolling move what Qt tells."""
        corner = QPointF(self.viewport().mapToGlobal(QPoint(0, 0)))
        scrolled = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return corner - QPointF(*scrolled)

    def _position_at(self, point: QPointF) -> int:
        found = self._offset_at(point + self._shift())
        return -1 if found < 0 else self._offsets.to_qt(found)

    def _tell(self) -> None:
        if not self._copying:
            cursor = self.textCursor()
            anchor, caret = cursor.anchor(), cursor.position()
            self.changed.emit(self._offsets.from_qt(anchor), self._offsets.from_qt(caret))
