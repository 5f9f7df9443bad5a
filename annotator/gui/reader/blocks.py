"""A paragraph on the page: laid out when it comes into view, measured in the page's pixels."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from annotator.gui.offsets import OffsetMap
from annotator.gui.reader.display import changes_direction, is_right_to_left, shown
from annotator.gui.reader.typography import Style

_EMPTY_LINE = "\u200b"
"""Makes Qt begin a line after a line separator, for the caret to stand on."""

_SLACK = 2.0
"""Pixels between two glyphs, by kerning and rounding, that are still no gap."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A straight part of a stretch on the line with that number, from the column's left."""

    line: int
    left: float
    right: float
    first: bool
    """Whether the stretch begins here."""
    last: bool
    """Whether the stretch ends here."""


class Block:
    """A paragraph laid out in a column; offsets are code points from the block's own start."""

    __slots__ = (
        "_mixed",
        "_slack",
        "_starts",
        "_text",
        "_tops",
        "height",
        "layout",
        "offsets",
        "right_to_left",
        "style",
    )

    def __init__(self, text: str, style: Style, width: float) -> None:
        self._text = shown(text)
        self.style = style
        self.offsets = OffsetMap(self._text)
        self.right_to_left = is_right_to_left(text)
        self._slack = _SLACK + style.font.wordSpacing() + _letter_gap(style.font)
        self._mixed = self.right_to_left or changes_direction(text)
        ending = _EMPTY_LINE if self._text.endswith("\u2028") else ""
        self.layout = QTextLayout(self._text + ending, style.font)
        self.layout.setCacheEnabled(True)
        self.layout.setTextOption(_option(style, right_to_left=self.right_to_left))
        self._starts: list[int] = []
        self._tops: list[float] = []
        self.height = self._break_lines(width)

    def _break_lines(self, width: float) -> float:
        metrics = QFontMetricsF(self.style.font)
        lead = (self.style.line_height - metrics.ascent() - metrics.descent()) / 2
        top = 0.0
        self.layout.beginLayout()
        while (line := self.layout.createLine()).isValid():
            line.setLineWidth(width)
            rise = max(0.0, ceil(line.ascent() - metrics.ascent() - lead))
            fall = max(0.0, ceil(line.descent() - metrics.descent() - lead))
            baseline = round(top + rise + lead + metrics.ascent())
            line.setPosition(QPointF(0.0, baseline - line.ascent()))
            self._starts.append(line.textStart())
            self._tops.append(top)
            top += self.style.line_height + rise + fall
        self.layout.endLayout()
        return top

    def lay_out_alike(self, layout: QTextLayout) -> None:
        """Break the same text in another layout into the same lines; what is more goes below."""
        layout.setFormats([_face(self.style.font, self.offsets.to_qt(self.offsets.length))])
        layout.setTextOption(self.layout.textOption())
        layout.beginLayout()
        place, number = QPointF(), 0
        while (line := layout.createLine()).isValid():
            mine = self.layout.lineAt(min(number, self.line_count - 1))
            line.setLineWidth(mine.width())
            below = QPointF(0.0, self.style.line_height)
            place = mine.position() if number < self.line_count else place + below
            line.setPosition(place)
            number += 1
        layout.endLayout()

    @property
    def line_count(self) -> int:
        """How many lines there are; never none."""
        return len(self._starts)

    def line_at(self, y: float) -> int:
        """Return the number of the line at a height within the block."""
        return min(max(0, bisect_right(self._tops, y) - 1), self.line_count - 1)

    def line_of(self, offset: int) -> int:
        """Return the number of the line that holds an offset."""
        return max(0, bisect_right(self._starts, self.offsets.to_qt(offset)) - 1)

    def top(self, line: int) -> float:
        """Return where a line begins, below the block's top."""
        return self._tops[line]

    def bottom(self, line: int) -> float:
        """Return where a line ends, below the block's top."""
        return self._tops[line + 1] if line + 1 < self.line_count else self.height

    def baseline(self, line: int) -> float:
        """Return the baseline of a line, below the block's top."""
        text_line = self.layout.lineAt(line)
        return text_line.y() + text_line.ascent()

    def line_start(self, line: int) -> int:
        """Return the offset at which a line begins."""
        return self.offsets.from_qt(self._starts[line])

    def line_end(self, line: int) -> int:
        """Return the offset after a line's last character."""
        if line + 1 < self.line_count:
            return self.offsets.from_qt(self._starts[line + 1])
        return self.offsets.length

    def last_caret(self, line: int) -> int:
        """Return the last offset at which the caret still stands on that line."""
        end = self.line_end(line)
        if line + 1 < self.line_count and end > self.line_start(line):
            return self.previous(end)
        return end

    def x(self, offset: int) -> float:
        """Return where the caret stands before the character at ``offset``."""
        position = self.offsets.to_qt(offset)
        return _x(self.layout.lineAt(self.line_of(offset)), position)

    def offset_at(self, line: int, x: float) -> int:
        """Return the caret position nearest to ``x`` on a line.

        Not by ``QTextLine.xToCursor``: in Qt 6.11 that jumps to the end of the line from beside a
        letter with a combining mark or an emoji before letters of another font.
        """
        text_line = self.layout.lineAt(line)
        position, last = self._starts[line], self.offsets.to_qt(self.last_caret(line))
        nearest, distance = position, abs(_x(text_line, position) - x)
        while position < last:
            position = self.layout.nextCursorPosition(position)
            away = abs(_x(text_line, position) - x)
            if away < distance:
                nearest, distance = position, away
        return self.snapped(self.offsets.from_qt(nearest))  # a line may begin with a joiner

    def next(self, offset: int) -> int:
        """Return the offset after the grapheme cluster that begins here."""
        return self.offsets.from_qt(self.layout.nextCursorPosition(self.offsets.to_qt(offset)))

    def previous(self, offset: int) -> int:
        """Return the offset before the grapheme cluster that ends here."""
        position = self.layout.previousCursorPosition(self.offsets.to_qt(offset))
        return self.offsets.from_qt(position)

    def snapped(self, offset: int) -> int:
        """Return the last caret position at or before ``offset``."""
        position = self.offsets.to_qt(offset)
        if self.layout.isValidCursorPosition(position):
            return offset
        return self.previous(offset)

    def pieces(self, start: int, end: int, first_line: int, last_line: int) -> Iterator[Piece]:
        """Yield the straight parts of ``[start, end)`` on the lines asked for."""
        begin, stop = self.offsets.to_qt(start), self.offsets.to_qt(end)
        line = max(first_line, bisect_right(self._starts, begin) - 1)
        while line <= last_line and self._starts[line] < stop:
            yield from self._on_line(line, begin, stop)
            line += 1

    def _on_line(self, line: int, begin: int, stop: int) -> Iterator[Piece]:
        text_line = self.layout.lineAt(line)
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < self.line_count else self.offsets.units
        low, high = max(begin, start), min(stop, end)
        if self._mixed:
            stretches = self._cells(text_line, low, high)
        else:
            full = high == end and line + 1 < self.line_count
            right = text_line.naturalTextWidth() if full else _x(text_line, high)
            stretches = [(_x(text_line, low), right)]
        outer = len(stretches) - 1
        begins, ends = (outer, 0) if self.right_to_left else (0, outer)
        for number, (left, right) in enumerate(stretches):
            first, last = low == begin and number == begins, high == stop and number == ends
            yield Piece(line, left, right, first=first, last=last)

    def _cells(self, line: QTextLine, low: int, high: int) -> list[tuple[float, float]]:
        """Merge the places of the single glyphs: in mixed directions they are not one area.

        The caret's place will not do, it is ambiguous where the direction changes.
        """
        merged: list[tuple[float, float]] = []
        for left, right in sorted(_glyph_places(line, low, high)):
            if merged and left - merged[-1][1] < self._slack:
                merged[-1] = merged[-1][0], max(merged[-1][1], right)
            else:
                merged.append((left, right))
        return merged or [(_x(line, low), _x(line, low))]

    def draw(self, painter: QPainter, origin: QPointF, first_line: int, last_line: int) -> None:
        """Draw the words of some lines in the painter's pen."""
        for line in range(first_line, last_line + 1):
            self.layout.lineAt(line).draw(painter, origin)


def _face(font: QFont, length: int) -> QTextLayout.FormatRange:
    """Return a format for a whole layout, whatever its document says; ``length`` as Qt counts."""
    face, letters = QTextLayout.FormatRange(), QTextCharFormat()
    letters.setFont(font)
    face.start, face.length, face.format = 0, length, letters
    return face


def _letter_gap(font: QFont) -> float:
    """Return how many pixels a font puts between letters, beyond what is usual."""
    percent = font.letterSpacing() - 100.0 if font.letterSpacing() > 0 else 0.0
    return max(0.0, percent / 100.0 * QFontMetricsF(font).maxWidth())


def _x(line: QTextLine, position: int) -> float:
    found: Any = line.cursorToX(position)  # Any: the stubs promise a mere object
    return float(found[0])


def _glyph_places(line: QTextLine, low: int, high: int) -> Iterator[tuple[float, float]]:
    """Yield where each glyph of ``[low, high)`` begins and ends, as far as it has a width."""
    for run in line.glyphRuns(low, high - low):
        advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())
        for place, advance in zip(run.positions(), advances, strict=True):
            if advance.x() > 0:
                yield place.x(), place.x() + advance.x()


def _option(style: Style, *, right_to_left: bool) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTabStopDistance(QFontMetricsF(style.font).averageCharWidth() * 4)
    if right_to_left:
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    else:
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    return option
