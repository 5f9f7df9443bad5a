"""Links from a statement to the statements it takes a stance on: arcs between their brackets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from annotator.annotations.model import Statement
from annotator.gui.reader.marks import Focus, Labelled
from annotator.gui.reader.page import Page
from annotator.gui.theme import Theme

_UNKNOWN, _NO_COLOR = "?", "grey"
_ARROW = 4.0


@dataclass(frozen=True, slots=True)
class Link:
    """A stance of one statement on another: where both begin, its sign and its hue."""

    holder: int
    target: int
    sign: str
    color: str


def links_of(session: Labelled, focus: Focus) -> tuple[Link, ...]:
    """Return the links from and to the statement in focus."""
    found = session.find(focus[1]) if focus is not None else None
    if not isinstance(found, Statement):
        return ()
    others = (each for each in session.referring_to(found.id) if each.id != found.id)
    to_here = (link for each in others for link in _links(session, each, found.id))
    return (*_links(session, found, None), *to_here)


def linked_to(session: Labelled, statement: Statement) -> tuple[str, ...]:
    """Return the ids of the statements that a statement is linked with: its targets first."""
    targets, referring = _targets(statement), session.referring_to(statement.id)
    holders = (each.id for each in referring if statement.id in _targets(each))
    found = dict.fromkeys((*targets, *holders))
    return tuple(each for each in found if session.find(each) is not None)


def _targets(statement: Statement) -> tuple[str, ...]:
    targets = (each.target for each in statement.stances)
    return tuple(each.id for each in targets if each.kind == "statement")


def _links(session: Labelled, statement: Statement, only: str | None) -> Iterator[Link]:
    for stance in statement.stances:
        if stance.target.kind != "statement" or only not in (None, stance.target.id):
            continue
        target = session.find(stance.target.id)
        value = session.codebook.stance_value(stance.value)
        if isinstance(target, Statement):
            yield Link(
                statement.content[0].start,
                target.content[0].start,
                value.sign if value is not None else _UNKNOWN,
                value.color if value is not None else _NO_COLOR,
            )


@dataclass(frozen=True, slots=True)
class Margin:
    """Where arcs may run: where the bracket of a place stands, the left end, and what is seen."""

    x_of: Callable[[int], float]
    left: float
    top: float
    bottom: float


def paint_links(
    painter: QPainter, page: Page, theme: Theme, links: tuple[Link, ...], margin: Margin
) -> None:
    """Draw an arc with an arrow for each link, and its sign where it can be seen."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    signs: list[float] = []
    for link in links:
        start = QPointF(margin.x_of(link.holder), _height(page, link.holder))
        end = QPointF(margin.x_of(link.target), _height(page, link.target))
        ink = theme.hue(link.color).ink
        painter.setPen(QPen(ink, 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_arc(start, end, margin.left))
        painter.drawPath(_arrow(end))
        where = _sign_height(page, start.y(), end.y(), margin, signs)
        signs.append(where)
        _paint_sign(painter, page, theme, link, QPointF(margin.left, where))


def _height(page: Page, offset: int) -> float:
    """Return where the middle of a line is, or of what is not laid out yet, roughly."""
    number = page.number_at(offset)
    if page.is_laid_out(number):
        return page.line_rect(offset).center().y()
    return page.top(number)


def _arc(start: QPointF, end: QPointF, left: float) -> QPainterPath:
    """Return a bow to the left end of the margin, straight where both are far from each other."""
    down = 1.0 if end.y() >= start.y() else -1.0
    turn = min(abs(end.y() - start.y()) / 2, 14.0) * down
    path = QPainterPath(start)
    path.quadTo(QPointF(left, start.y()), QPointF(left, start.y() + turn))
    path.lineTo(QPointF(left, end.y() - turn))
    path.quadTo(QPointF(left, end.y()), end)
    return path


def _arrow(tip: QPointF) -> QPainterPath:
    path = QPainterPath(QPointF(tip.x() - _ARROW, tip.y() - _ARROW))
    path.lineTo(tip)
    path.lineTo(QPointF(tip.x() - _ARROW, tip.y() + _ARROW))
    return path


def _sign_height(page: Page, one: float, other: float, margin: Margin, taken: list[float]) -> float:
    """Return the middle of what is seen of an arc, apart from other signs."""
    em = page.typography.em
    low, high = sorted((one, other))
    middle = (max(low, margin.top + em) + min(high, margin.bottom - em)) / 2
    while any(abs(middle - each) < em for each in taken):
        middle += em
    return middle


def _paint_sign(painter: QPainter, page: Page, theme: Theme, link: Link, at: QPointF) -> None:
    font, sign = page.typography.small, "−" if link.sign == "-" else link.sign
    metrics = QFontMetricsF(font)
    width = max(metrics.horizontalAdvance(sign), metrics.capHeight()) + 4.0
    area = QRectF(at.x() - width / 2, at.y() - width / 2, width, width)
    painter.setPen(QPen(theme.hue(link.color).ink, 1.2))
    painter.setBrush(theme.background)
    painter.drawEllipse(area)
    painter.setFont(font)
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), sign)
