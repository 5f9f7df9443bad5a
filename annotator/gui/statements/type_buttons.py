"""Claim types as buttons with their keys, each with the bracket and the hue of its group."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QAbstractButton

from annotator.gui.theme import Theme
from annotator.gui.widgets.plain import plain_tooltip

BRACKET_WIDTH = 5.0


def draw_bracket(painter: QPainter, box: QRectF, place: int) -> None:
    """Draw the bracket of a claim-type group: square, round, angle, double, then plain."""
    left, right, top, bottom = box.left(), box.right(), box.top(), box.bottom()
    middle = box.center().y()
    shape = place % 4 if place >= 0 else 4
    if shape == 0:
        corners = [(right, top), (left, top), (left, bottom), (right, bottom)]
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in corners]))
    elif shape == 1:
        painter.drawArc(QRectF(left, top, 2 * box.width(), box.height()), 100 * 16, 160 * 16)
    elif shape == 2:
        painter.drawPolyline(
            QPolygonF([QPointF(right, top), QPointF(left, middle), QPointF(right, bottom)])
        )
    elif shape == 3:
        painter.drawLine(QPointF(left, top), QPointF(left, bottom))
        painter.drawLine(QPointF(left + 3, top), QPointF(left + 3, bottom))
    else:
        painter.drawLine(QPointF(left, top), QPointF(left, bottom))


class TypeButton(QAbstractButton):
    """One claim type: pressed where the statement has it; says by focus or mouse what it means."""

    def __init__(
        self,
        *,
        label: str,
        key: str,
        color: str,
        place: int,
        tip: str,
        on_look: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setText(label)
        self.setAccessibleName(label)
        self.setAccessibleDescription(tip)
        self.setToolTip(plain_tooltip(tip))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._key, self._color, self._place = key, color, place
        self._on_look = on_look
        self._hint: QSize | None = None

    def sizeHint(self) -> QSize:
        """Return the room for its words in bold, measured once: layouts ask many times."""
        if self._hint is None:
            self._hint = self._room()
        return self._hint

    def _room(self) -> QSize:
        metrics = self.fontMetrics()
        bold = self.font()
        bold.setBold(True)
        words = QFontMetrics(bold).horizontalAdvance(self.text())
        key = metrics.horizontalAdvance(self._key) + 5 if self._key else 0
        return QSize(words + key + 21, metrics.height() + 10)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        self._hint = None  # other letters, perhaps
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._on_look()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._on_look()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Theme.for_palette(self.palette())
        hue = theme.hue(self._color)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen = self.isChecked()
        edge = hue.ink if chosen else theme.rule
        if self.hasFocus():
            edge = theme.accent
        painter.setPen(QPen(edge, 2.0 if self.hasFocus() or chosen else 1.0))
        painter.setBrush(hue.tint if chosen or self.underMouse() else theme.raised)
        painter.drawRoundedRect(box, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(hue.ink, 1.8))
        high = self.fontMetrics().height() - 3
        draw_bracket(
            painter, QRectF(6, box.center().y() - high / 2, BRACKET_WIDTH, high), self._place
        )
        font = painter.font()
        words = box.adjusted(13, 0, -5, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.muted)
        painter.drawText(words, int(middle | Qt.AlignmentFlag.AlignRight), self._key)
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen(theme.ink)
        painter.drawText(words, int(middle | Qt.AlignmentFlag.AlignLeft), self.text())
        painter.end()
