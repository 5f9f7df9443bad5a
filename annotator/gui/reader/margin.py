"""Draws what stands beside the text: brackets, rules of passages, signs of comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from annotator.corpus.span import Span
from annotator.gui.reader.mark_index import Placed
from annotator.gui.reader.page import Page
from annotator.gui.theme import Theme

LANES = 5
"""How many brackets stand side by side; of what is more than that the number is shown."""

_GAP = 0.75
_LANE = 1.3
_CAP = 5.0
_RULE, _RULE_GAP = 0.7, 0.22
_NOTCH = 4.0
_SIGN = 1.0
"""How far to the right of the column signs of comments stand, in letters' sizes."""

RIGHT_MARGIN = 2.3
"""The room to the right of the column, in letters' sizes."""


def lane_x(em: float, lane: int) -> float:
    """Return where the bracket of a lane stands, to the left of the column's edge."""
    return -em * (_GAP + _LANE * min(lane, LANES))


def lane_at(em: float, x: float) -> int:
    """Return the lane whose bracket or number stands at ``x``."""
    return min(LANES, max(0, round((-x / em - _GAP - _LANE * 0.25) / _LANE)))


def margin_width(em: float, lanes: int) -> float:
    """Return how wide a margin the brackets need."""
    return em * (_GAP + _LANE * max(1, min(lanes, LANES + 1)) + 0.7)


def brackets_end(em: float) -> float:
    """Return how far to the right the nearest brackets reach."""
    return _CAP + 1.0 - em * _GAP


def links_x(em: float, lanes: int) -> float:
    """Return where links run: to the left of all brackets and their numbers."""
    return -em * (_GAP + _LANE * max(1, min(lanes, LANES + 1)))


def is_beside_passages(page: Page, x: float) -> bool:
    """Tell whether ``x`` is where the rules of passages stand, to the right of the column."""
    return x > page.width + page.typography.em * _RULE / 2


def is_beside_comments(page: Page, x: float) -> bool:
    """Tell whether ``x`` is where signs of comments stand, farther to the right."""
    return x > page.width + page.typography.em * (_SIGN - 0.1)


@dataclass(frozen=True, slots=True)
class Bar:
    """A vertical stretch of a bracket in one paragraph, with what belongs at its ends."""

    top: float
    bottom: float
    opens: bool
    closes: bool
    baseline: float


def paint_margin(
    painter: QPainter,
    page: Page,
    theme: Theme,
    number: int,
    placed: list[Placed],
    numbers: Mapping[str, int],
) -> None:
    """Draw the brackets and rules beside one paragraph, with the ``numbers`` of statements."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    crowded = []
    _paint_comments(painter, page, theme, number, placed)
    for each in placed:
        if each.mark.kind == "passage":
            _paint_rule(painter, page, theme, number, each)
        elif each.margin >= LANES and not each.mark.focused:
            crowded.append(each)
        elif each.margin >= 0:
            _paint_bracket(painter, page, theme, number, each, numbers)
    _paint_counts(painter, page, theme, number, crowded)


def _paint_bracket(
    painter: QPainter,
    page: Page,
    theme: Theme,
    number: int,
    each: Placed,
    numbers: Mapping[str, int],
) -> None:
    ink = theme.hue(each.mark.color).ink
    x = lane_x(page.typography.em, each.margin)
    for bar in _connectors(page, number, each):
        painter.setPen(_pen(ink, 1.0, None if each.mark.focused else [2.0, 2.0]))
        painter.drawLine(QPointF(x, bar.top), QPointF(x, bar.bottom))
    width = 2.0 if each.mark.focused else 1.3
    painter.setPen(_pen(ink, width, [1.5, 2.0] if each.mark.dotted else None))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    label = str(numbers.get(each.mark.id, "")) or each.mark.label
    for place, span in enumerate(each.mark.spans):
        part = _bar(page, number, span)
        if part is None:
            continue
        painter.drawPath(_shape(each.mark.bracket, x, part))
        if part.opens and place == 0 and label:
            _paint_label(painter, page, each, label, QPointF(x, part.baseline))


def _paint_counts(
    painter: QPainter, page: Page, theme: Theme, number: int, crowded: list[Placed]
) -> None:
    """Say how many more begin on a line than there are lanes for."""
    lines: Counter[float] = Counter()
    for each in crowded:
        part = _bar(page, number, each.mark.spans[0])
        if part is not None and part.opens:
            lines[part.baseline] += 1
    painter.setFont(page.typography.tiny)
    painter.setPen(theme.muted)
    x = lane_x(page.typography.em, LANES)
    for baseline, count in lines.items():
        painter.drawText(QPointF(x - page.typography.em * 0.4, baseline), f"+{count}")


def _paint_rule(painter: QPainter, page: Page, theme: Theme, number: int, placed: Placed) -> None:
    """Draw two thin lines to the right of a passage: it stands more than once."""
    em = page.typography.em
    painter.setPen(_pen(theme.muted, 1.0, None))
    for span in placed.mark.spans:
        part = _bar(page, number, span)
        if part is None:
            continue
        for x in (page.width + em * _RULE, page.width + em * (_RULE + _RULE_GAP)):
            x = round(x) + 0.5
            painter.drawLine(QPointF(x, part.top), QPointF(x, part.bottom))


def _paint_comments(
    painter: QPainter, page: Page, theme: Theme, number: int, placed: list[Placed]
) -> None:
    """Draw a sign where commented words begin: filled while one is open, else empty."""
    signs: dict[float, list[bool]] = {}
    for each in placed:
        part = _bar(page, number, each.mark.spans[0]) if each.mark.kind == "comment" else None
        if part is not None and part.opens:
            signs.setdefault(part.baseline, []).append(each.mark.dotted)
    for baseline, settled in signs.items():
        _paint_sign(painter, page, theme, baseline, settled)


def _paint_sign(
    painter: QPainter, page: Page, theme: Theme, baseline: float, settled: list[bool]
) -> None:
    """Draw a speech bubble; open ones on the same line are counted in it."""
    em = page.typography.em
    count = settled.count(False)
    box = QRectF(page.width + em * _SIGN, baseline - em * 0.68, em * 0.9, em * 0.62)
    painter.setPen(_pen(theme.accent if count else theme.muted, 1.2, None))
    painter.setBrush(theme.accent if count else Qt.BrushStyle.NoBrush)
    painter.drawPath(_bubble(box, em))
    if count > 1:
        painter.setFont(page.typography.tiny)
        painter.setPen(theme.accent_ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(count))


def _bubble(box: QRectF, em: float) -> QPainterPath:
    """Return a round box with a tail at its lower left."""
    bubble, tail = QPainterPath(), QPainterPath()
    bubble.addRoundedRect(box, em * 0.14, em * 0.14)
    tail.moveTo(box.left() + em * 0.16, box.bottom() - 0.5)
    tail.lineTo(box.left() + em * 0.16, box.bottom() + em * 0.2)
    tail.lineTo(box.left() + em * 0.42, box.bottom() - 0.5)
    tail.closeSubpath()
    return bubble.united(tail)


def _paint_label(
    painter: QPainter, page: Page, placed: Placed, label: str, corner: QPointF
) -> None:
    font = QFont(page.typography.tiny)
    if placed.mark.focused:
        font.setWeight(QFont.Weight.Bold)
    width = QFontMetricsF(font).horizontalAdvance(label)
    notch = _NOTCH if placed.mark.bracket == "angle" else 0.0
    pen = painter.pen()
    painter.setFont(font)
    painter.setPen(pen.color())
    painter.drawText(QPointF(corner.x() - width - 3.0 - notch, corner.y()), label)
    painter.setPen(pen)


def _pen(ink: QColor, width: float, dashes: list[float] | None) -> QPen:
    pen = QPen(ink, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashes:
        pen.setDashPattern(dashes)
    return pen


def _bar(page: Page, number: int, span: Span) -> Bar | None:
    """Return the part of a fragment's bracket beside one paragraph."""
    paragraph = page.paragraphs[number]
    if span.start >= paragraph.end or span.end <= paragraph.start:
        return None
    block, top = page.block(number), page.origin(number).y()
    opens, closes = span.start >= paragraph.start, span.end <= paragraph.end
    first = block.line_of(max(0, span.start - paragraph.start))
    last = block.line_of(max(0, min(span.end, paragraph.end) - 1 - paragraph.start))
    lead = page.typography.em * 0.15
    return Bar(
        top=top + block.top(first) + lead if opens else page.top(number),
        bottom=top + block.bottom(last) - lead if closes else page.top(number + 1),
        opens=opens,
        closes=closes,
        baseline=top + block.baseline(first),
    )


def _connectors(page: Page, number: int, placed: Placed) -> Iterator[Bar]:
    """Yield the thin lines that join one fragment to the next beside this paragraph."""
    paragraph = page.paragraphs[number]
    for one, other in zip(placed.mark.spans, placed.mark.spans[1:], strict=False):
        if one.end > paragraph.end or other.start < paragraph.start:
            continue
        top, bottom = page.top(number), page.top(number + 1)
        above, below = _bar(page, number, one), _bar(page, number, other)
        if above is not None:
            top = above.bottom
        if below is not None:
            bottom = below.top
        if bottom > top:
            yield Bar(top, bottom, opens=False, closes=False, baseline=top)


def _shape(bracket: str, x: float, bar: Bar) -> QPainterPath:
    path = QPainterPath()
    if bracket == "round":
        return _round(path, x, bar)
    capped = bracket in ("square", "double")
    path.moveTo(x + _CAP if capped and bar.opens else x, bar.top)
    path.lineTo(x, bar.top)
    if bracket == "angle" and bar.opens:
        middle = bar.baseline - _CAP
        path.lineTo(x, middle - _NOTCH)
        path.lineTo(x - _NOTCH, middle)
        path.lineTo(x, middle + _NOTCH)
    path.lineTo(x, bar.bottom)
    if capped and bar.closes:
        path.lineTo(x + _CAP, bar.bottom)
    if bracket == "double":
        path.moveTo(x + 2.8, bar.top)
        path.lineTo(x + 2.8, bar.bottom)
    return path


def _round(path: QPainterPath, x: float, bar: Bar) -> QPainterPath:
    bow = min(_CAP, (bar.bottom - bar.top) / 2)
    path.moveTo(x + bow if bar.opens else x, bar.top)
    if bar.opens:
        path.quadTo(x, bar.top, x, bar.top + bow)
    path.lineTo(x, bar.bottom - bow if bar.closes else bar.bottom)
    if bar.closes:
        path.quadTo(x, bar.bottom, x + bow, bar.bottom)
    return path
