"""The article as a column of paragraphs, of which only those that are seen are laid out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF

from annotator.corpus.article import Zone
from annotator.corpus.span import Span
from annotator.gui.reader.blocks import Block
from annotator.gui.reader.typography import Style, Typography

_EMPTY = 0.4
"""How high an empty line is, in lines: paragraphs have some space below them already."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch that is shown as a paragraph: between two line ends, within one zone.

    It may be empty. A line end belongs to no paragraph.
    """

    start: int
    end: int
    zone: str


def paragraphs_of(text: str, zones: Sequence[Zone]) -> list[Paragraph]:
    """Split a text at its line ends, and where one kind of zone gives way to another."""
    found: list[Paragraph] = []
    position, place, kind = 0, 0, zones[0].kind if zones else "body"
    for line in text.split("\n"):
        end, start = position + len(line), position
        while place < len(zones) and zones[place].span.start <= end:
            zone = zones[place]
            if zone.span.start == end and line:
                break
            if zone.kind != kind and zone.span.start > start:
                found.append(Paragraph(start, zone.span.start, kind))
                start = zone.span.start
            kind = zone.kind
            place += 1
        found.append(Paragraph(start, end, kind))
        position = end + 1
    return found


class Page:
    """Where everything is; heights of paragraphs that were never seen are estimates.

    Offsets are code points of the article, lengths pixels from the page's top and the column's
    left.
    """

    def __init__(
        self, text: str, zones: Sequence[Zone], typography: Typography, width: float
    ) -> None:
        self.text = text
        self.paragraphs = paragraphs_of(text, zones)
        self._starts = [paragraph.start for paragraph in self.paragraphs]
        self._sizes = [(each.end - each.start, each.zone) for each in self.paragraphs]
        self.head = 0.0
        self._tops: list[float] = []
        self.set_type(typography, width)

    def set_type(self, typography: Typography, width: float) -> None:
        """Set everything anew in another face or a column of another width."""
        self.typography = typography
        self.width = width
        self._blocks: list[Block | None] = [None] * len(self.paragraphs)
        self._heights = self._estimates()
        self._add_up()

    def set_head(self, height: float) -> None:
        """Leave room above the first paragraph."""
        if height != self.head:
            self.head = height
            self._add_up()

    def _add_up(self, first: int = 0) -> None:
        """Put each paragraph from one on below the one before; thousands take no time."""
        top = self._tops[first] if first else self.head
        self._tops[first:] = accumulate(self._heights[first:], initial=top)

    @property
    def height(self) -> float:
        """The height of the whole page."""
        return self._tops[-1]

    def _style(self, paragraph: Paragraph) -> Style:
        return self.typography.style(paragraph.zone)

    def _estimates(self) -> list[float]:
        """Return about how high each paragraph is."""
        per_line = max(1.0, self.width / self.typography.column * self.typography.characters)
        kinds = {paragraph.zone for paragraph in self.paragraphs}
        styles = {kind: self.typography.style(kind) for kind in kinds}
        empty = {kind: round(style.line_height * _EMPTY) for kind, style in styles.items()}
        line = {kind: style.line_height for kind, style in styles.items()}
        around = {kind: style.before + style.after for kind, style in styles.items()}
        return [
            (1 + int(length / per_line)) * line[kind] + around[kind] if length else empty[kind]
            for length, kind in self._sizes
        ]

    def block(self, number: int) -> Block:
        """Return a paragraph laid out; where its estimate was wrong all below it moves."""
        block = self._blocks[number]
        if block is None:
            paragraph = self.paragraphs[number]
            style = self._style(paragraph)
            block = Block(self.text[paragraph.start : paragraph.end], style, self.width)
            self._blocks[number] = block
            if paragraph.start < paragraph.end:
                height = block.height + style.before + style.after
                if height != self._heights[number]:
                    self._heights[number] = height
                    self._add_up(number)
        return block

    def is_laid_out(self, number: int) -> bool:
        """Tell whether a paragraph was needed since the last change of type or width."""
        return self._blocks[number] is not None

    def number_at(self, offset: int) -> int:
        """Return the number of the paragraph that holds an offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def number_at_y(self, y: float) -> int:
        """Return the number of the paragraph at a height."""
        return min(max(0, bisect_right(self._tops, y) - 1), len(self.paragraphs) - 1)

    def origin(self, number: int) -> QPointF:
        """Return where the text of a paragraph begins."""
        return QPointF(0.0, self._tops[number] + self._style(self.paragraphs[number]).before)

    def top(self, number: int) -> float:
        """Return where a paragraph begins, its space before included."""
        return self._tops[number]

    def about(self, offset: int) -> float:
        """Return about how far down an offset is, without laying anything out."""
        number = self.number_at(offset)
        paragraph, top = self.paragraphs[number], self._tops[number]
        share = (offset - paragraph.start) / max(1, paragraph.end - paragraph.start)
        return top + (self._tops[number + 1] - top) * min(1.0, share)

    def settle(self, top: float, bottom: float) -> float:
        """Lay out what lies between two heights; return how far the paragraph at ``top`` moved."""
        anchor = self.number_at_y(top)
        before = self._tops[anchor]
        number = anchor
        while number < len(self.paragraphs) and self._tops[number] <= bottom:
            self.block(number)
            number += 1
        return self._tops[anchor] - before

    def visible(self, top: float, bottom: float) -> Iterator[int]:
        """Yield the numbers of the paragraphs between two heights, laid out."""
        number = self.number_at_y(top)
        while number < len(self.paragraphs) and self._tops[number] <= bottom:
            self.block(number)
            yield number
            number += 1

    def caret_rect(self, offset: int) -> QRectF:
        """Return where the caret stands before the character at ``offset``."""
        number = self.number_at(offset)
        block, origin = self.block(number), self.origin(number)
        inner = min(offset - self._starts[number], block.offsets.length)
        line = block.line_of(inner)
        text_line = block.layout.lineAt(line)
        height = text_line.ascent() + text_line.descent()
        if block.offsets.length == 0:
            return QRectF(block.x(0), origin.y(), 0.0, min(height, self._heights[number]))
        return QRectF(block.x(inner), origin.y() + text_line.y(), 0.0, height)

    def line_rect(self, offset: int) -> QRectF:
        """Return the whole line that holds an offset."""
        number = self.number_at(offset)
        block, origin = self.block(number), self.origin(number)
        line = block.line_of(min(offset - self._starts[number], block.offsets.length))
        top = block.top(line)
        return QRectF(0.0, origin.y() + top, self.width, block.bottom(line) - top)

    def line_span(self, point: QPointF) -> Span | None:
        """Return what stands on the line at a height; None on an empty line."""
        number = self.number_at_y(point.y())
        block, start = self.block(number), self._starts[number]
        line = block.line_at(point.y() - self.origin(number).y())
        first, end = start + block.line_start(line), start + block.line_end(line)
        return Span(first, end) if first < end else None

    def offsets_between(self, top: float, bottom: float) -> tuple[int, int]:
        """Return where the line at one height begins and the line at another ends."""
        first, last = self.number_at_y(top), self.number_at_y(bottom)
        upper, lower = self.block(first), self.block(last)
        start = upper.line_start(upper.line_at(top - self.origin(first).y()))
        end = lower.line_end(lower.line_at(bottom - self.origin(last).y()))
        return self._starts[first] + start, self._starts[last] + end

    def offset_at(self, point: QPointF) -> int:
        """Return the caret position nearest to a point."""
        number = self.number_at_y(point.y())
        block, origin = self.block(number), self.origin(number)
        line = block.line_at(point.y() - origin.y())
        return self._starts[number] + block.offset_at(line, point.x())

    def character_at(self, point: QPointF) -> int | None:
        """Return the offset of the character under a point, None beside the words."""
        number = self.number_at_y(point.y())
        block, origin = self.block(number), self.origin(number)
        y = point.y() - origin.y()
        line = block.line_at(y)
        if not 0 <= y <= block.height or block.offsets.length == 0:
            return None
        rect = block.layout.lineAt(line).naturalTextRect()
        if not rect.left() <= point.x() <= rect.right():
            return None
        offset = block.offset_at(line, point.x())
        before = block.previous(offset)
        if before >= block.line_start(line) and _between(block, before, offset, line, point.x()):
            return self._starts[number] + before
        return self._starts[number] + min(offset, block.offsets.length - 1)


def _between(block: Block, start: int, end: int, line: int, x: float) -> bool:
    if start == end:
        return False
    return any(piece.left <= x < piece.right for piece in block.pieces(start, end, line, line))
