"""Draws a stretch of the page: tints, selection, words, underlines and outlines, in that order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import pi, sin
from typing import cast

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QRegion

from annotator.corpus.span import Span
from annotator.gui.reader.blocks import Block, Piece
from annotator.gui.reader.margin import paint_margin
from annotator.gui.reader.mark_index import MarkIndex, Placed
from annotator.gui.reader.marks import Mark
from annotator.gui.reader.page import Page
from annotator.gui.theme import Theme

_DASHES = {
    "dash": [3.0, 2.0],
    "dot": [0.01, 2.2],
    "dash_dot": [4.0, 1.8, 1.0, 1.8],
}
_DOTS = {
    "solid": [1.2, 2.0],
    "dash": [1.2, 2.0, 1.2, 4.4],
    "dash_dot": [1.2, 2.0, 1.2, 2.0, 1.2, 5.0],
    "dot": [1.2, 4.4],
}
_DEPTHS = 3
"""How many overlapping things of one sort are drawn at different heights."""
OUTLINE = 6.0
"""How many pixels outlines reach out of the words at most."""
_NEAR = 240
"""Up to so many code points apart, fragments in focus are joined by a line all the way."""


_PIECES = 6
"""Rectangles up to which each is painted by itself."""


def areas_of(region: QRegion) -> list[QRect]:
    """Return the rectangles of what is to be painted, or one around many of them."""
    if region.rectCount() > _PIECES:
        return [region.boundingRect()]
    return list(cast("Iterable[QRect]", region))


@dataclass(frozen=True, slots=True)
class Scene:
    """What is to be seen: the page, its marks, their numbers, the selection and the colours."""

    page: Page
    marks: MarkIndex
    selection: Span | None
    theme: Theme
    numbers: Mapping[str, int] = field(default_factory=dict)
    hits: Sequence[Span] = ()


@dataclass(frozen=True, slots=True)
class Slice:
    """Some lines of one paragraph, with the marks that touch them."""

    scene: Scene
    number: int
    block: Block
    origin: QPointF
    first: int
    last: int
    placed: list[Placed]

    @property
    def em(self) -> float:
        """The size of the body's letters in pixels."""
        return self.scene.page.typography.em

    @property
    def start(self) -> int:
        """The paragraph's offset in the article."""
        return self.scene.page.paragraphs[self.number].start

    def pieces(self, span: Span) -> list[Piece]:
        """Return the straight parts of a span on these lines."""
        start = max(span.start - self.start, 0)
        end = min(span.end - self.start, self.block.offsets.length)
        if start >= end:
            return []
        found = self.block.pieces(start, end, self.first, self.last)
        inside = span.start >= self.start, span.end <= self.start + self.block.offsets.length
        return [
            Piece(p.line, p.left, p.right, p.first and inside[0], p.last and inside[1])
            for p in found
        ]

    def band(self, piece: Piece, inset: float = 0.0) -> QRectF:
        """Return the area behind the letters of a piece."""
        size = QFontMetricsF(self.block.style.font)
        base = self.origin.y() + self.block.baseline(piece.line)
        top = round(base - size.capHeight() - self.em * 0.27 + inset)
        bottom = round(base + size.descent() - inset)
        return QRectF(self.origin.x() + piece.left, top, piece.right - piece.left, bottom - top)


def paint_page(painter: QPainter, scene: Scene, top: float, bottom: float) -> None:
    """Draw what lies between two heights; the painter's origin is the page's."""
    for part in _slices(scene, top, bottom):
        _paint_slice(painter, part)
        paint_margin(painter, scene.page, scene.theme, part.number, part.placed, scene.numbers)


def paint_beside(painter: QPainter, scene: Scene, top: float, bottom: float) -> None:
    """Draw what stands beside the words between two heights, and not the words."""
    for part in _slices(scene, top, bottom):
        paint_margin(painter, scene.page, scene.theme, part.number, part.placed, scene.numbers)


def _slices(scene: Scene, top: float, bottom: float) -> Iterator[Slice]:
    """Yield the lines between two heights, and one more at each end, by paragraphs."""
    page = scene.page
    for number in page.visible(top, bottom):
        block, origin = page.block(number), page.origin(number)
        first = max(0, block.line_at(top - origin.y()) - 1)
        last = min(block.line_count - 1, block.line_at(bottom - origin.y()) + 1)
        start = page.paragraphs[number].start
        placed = scene.marks.between(
            start + block.line_start(first), start + block.line_end(last) + 1
        )
        yield Slice(scene, number, block, origin, first, last, placed)


def _paint_slice(painter: QPainter, part: Slice) -> None:
    for placed in part.placed:
        if placed.mark.kind == "statement":
            _paint_tint(painter, part, placed)
    _paint_words(painter, part)
    for placed in part.placed:
        if placed.mark.kind in ("mention", "suggestion"):
            _paint_underline(painter, part, placed)
        if placed.mark.role or (placed.mark.focused and placed.mark.kind != "statement"):
            _paint_outline(painter, part, placed)
        if placed.mark.focused and len(placed.mark.spans) > 1:
            _paint_joins(painter, part, placed)
    _paint_roles(painter, part)


def _paint_tint(painter: QPainter, part: Slice, placed: Placed) -> None:
    mark, hue = placed.mark, part.scene.theme.hue(placed.mark.color)
    inset = (placed.lane % _DEPTHS) * part.em * 0.14
    edge = QColor(hue.ink)
    edge.setAlphaF(1.0 if mark.focused else 0.45)
    for span in mark.spans:
        for piece in part.pieces(span):
            band = part.band(piece, inset)
            painter.fillRect(band, hue.tint)
            painter.setPen(QPen(edge, 1.4 if mark.focused else 1.0))
            if mark.focused:
                painter.drawLine(band.topLeft(), band.topRight())
                painter.drawLine(band.bottomLeft(), band.bottomRight())
            turned = part.block.right_to_left
            if piece.last if turned else piece.first:
                painter.drawLine(band.topLeft(), band.bottomLeft())
            if piece.first if turned else piece.last:
                painter.drawLine(band.topRight(), band.bottomRight())


def _paint_words(painter: QPainter, part: Slice) -> None:
    theme, style = part.scene.theme, part.block.style
    selected = part.pieces(part.scene.selection) if part.scene.selection else []
    for hit in _hits(part):
        for piece in part.pieces(hit):
            painter.fillRect(part.band(piece), theme.rule)
    areas = [_selected_area(part, piece) for piece in selected]
    for area in areas:
        painter.fillRect(area, theme.selection)
    painter.setPen(theme.boilerplate if style.faint else theme.ink)
    part.block.draw(painter, part.origin, part.first, part.last)
    if style.faint:
        painter.setPen(theme.selection_ink)
        for piece, area in zip(selected, areas, strict=True):
            painter.save()
            painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
            part.block.draw(painter, part.origin, piece.line, piece.line)
            painter.restore()


def _hits(part: Slice) -> Iterator[Span]:
    """Yield what was found on these lines."""
    hits = part.scene.hits
    end = part.start + part.block.line_end(part.last)
    place = bisect_right(hits, part.start + part.block.line_start(part.first), key=_end_of)
    while place < len(hits) and hits[place].start < end:
        yield hits[place]
        place += 1


def _end_of(span: Span) -> int:
    return span.end


def _selected_area(part: Slice, piece: Piece) -> QRectF:
    top = part.origin.y() + part.block.top(piece.line)
    bottom = part.origin.y() + part.block.bottom(piece.line)
    return QRectF(part.origin.x() + piece.left, top, piece.right - piece.left, bottom - top)


def _paint_underline(painter: QPainter, part: Slice, placed: Placed) -> None:
    mark = placed.mark
    grid = painter.device().devicePixelRatioF()
    pen = _underline_pen(mark, part.scene.theme.hue(mark.color).ink, part.em, grid)
    painter.setPen(pen)
    drop = part.em * (0.14 + (placed.lane % _DEPTHS) * 0.16)
    for span in mark.spans:
        for piece in part.pieces(span):
            y = part.origin.y() + part.block.baseline(piece.line) + drop
            y = round(y * grid) / grid + pen.widthF() / 2
            left, right = part.origin.x() + piece.left, part.origin.x() + piece.right
            if mark.underline == "wave":
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPath(_wave(left, right, y))
            else:
                painter.drawLine(QPointF(left, y), QPointF(right, y))


def _underline_pen(mark: Mark, ink: QColor, em: float, grid: float) -> QPen:
    """Return a pen of a whole number of device pixels, so that lines are sharp."""
    share = (
        14 if mark.dotted or mark.underline == "wave" else (8 if mark.underline == "dot" else 11)
    )
    pen = QPen(ink, max(1, round(em * grid / share)) / grid)
    round_dots = mark.underline == "dot" and not mark.dotted
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if round_dots else Qt.PenCapStyle.FlatCap)
    if mark.dotted:
        pen.setDashPattern(_DOTS.get(mark.underline, _DOTS["solid"]))
    elif mark.underline in _DASHES:
        pen.setDashPattern(_DASHES[mark.underline])
    return pen


def _wave(left: float, right: float, y: float) -> QPainterPath:
    path = QPainterPath(QPointF(left, y))
    x = left
    while x < right:
        x = min(right, x + 1.0)
        path.lineTo(QPointF(x, y + 1.3 * sin((x - left) * pi / 3.0)))
    return path


def _paint_outline(painter: QPainter, part: Slice, placed: Placed) -> None:
    mark, theme = placed.mark, part.scene.theme
    pen = QPen(theme.hue(mark.color).ink, 1.3)
    if mark.dotted:
        pen.setDashPattern([1.2, 2.0])
    for span in mark.spans:
        for piece in part.pieces(span):
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(_outline(part, piece, placed.lane), 3.0, 3.0)


def _paint_joins(painter: QPainter, part: Slice, placed: Placed) -> None:
    """Join the fragments of what is in focus by a thin line below the words between them."""
    spans = placed.mark.spans
    pen = QPen(part.scene.theme.hue(placed.mark.color).ink, 1.2)
    pen.setDashPattern([4.0, 3.0])
    painter.setPen(pen)
    for one, other in pairwise(spans):
        if one.end >= other.start:
            continue
        for piece in part.pieces(Span(one.end, other.start)):
            if piece.first or piece.last or other.start - one.end <= _NEAR:
                band = part.band(piece)
                painter.drawLine(band.bottomLeft(), band.bottomRight())


def _outline(part: Slice, piece: Piece, lane: int) -> QRectF:
    grow = 1.0 + (lane % _DEPTHS) * 1.6
    return part.band(piece).adjusted(-grow - 0.5, -grow * 0.5, grow + 0.5, grow * 0.5)


def role_places(part: Slice) -> list[tuple[QRectF, Mark]]:
    """Return where the role words of a slice stand: above their words, none over another."""
    metrics = QFontMetricsF(part.scene.page.typography.tiny)
    height = metrics.capHeight() + 3.0
    wanted = []
    for placed in part.placed:
        for span in placed.mark.spans if placed.mark.role else ():
            for piece in part.pieces(span):
                if piece.first:
                    corner = _outline(part, piece, placed.lane).topLeft()
                    wanted.append((piece.line, corner.x() + 4.0, corner.y(), placed.mark))
    found: list[tuple[QRectF, Mark]] = []
    taken: dict[int, float] = {}
    for line, x, y, mark in sorted(wanted, key=lambda each: each[:2]):
        left = max(x, taken.get(line, x))
        width = metrics.horizontalAdvance(mark.role) + 4.0
        found.append((QRectF(left, y - height * 0.66, width, height), mark))
        taken[line] = left + width + 1.0
    return found


def _paint_roles(painter: QPainter, part: Slice) -> None:
    theme = part.scene.theme
    painter.setFont(part.scene.page.typography.tiny)
    for area, mark in role_places(part):
        painter.fillRect(area, theme.background)
        painter.setPen(theme.hue(mark.color).ink)
        painter.drawText(QPointF(area.left() + 2.0, area.bottom() - 1.5), mark.role)
