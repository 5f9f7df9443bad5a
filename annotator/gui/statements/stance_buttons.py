"""A stance value as a button: its sign in the value's hue, with its name where there is room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from annotator.codebook.model import StanceValue
from annotator.gui.keys.own import label_key
from annotator.gui.statements.rows import shown_sign
from annotator.gui.theme import Theme
from annotator.gui.widgets.plain import set_tip


class StanceButton(QAbstractButton):
    """One stance value; told apart by sign, and by colour only besides."""

    looked = Signal()

    def __init__(self, value: StanceValue, words: str, *, with_words: bool = False) -> None:
        super().__init__()
        self._value = value
        self._sign = shown_sign(value.sign)
        self._shown = f"{self._sign} {value.label}" if with_words else self._sign
        self.setText(words)
        self.setAccessibleName(words)
        key = label_key(f"codebook.stance.{value.id}", value.key)
        set_tip(self, f"{words} ({key})" if key else words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        words = max(metrics.horizontalAdvance(self._shown) + 12, metrics.horizontalAdvance("MMM"))
        return QSize(words, metrics.height() + 8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.looked.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.looked.emit()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Theme.for_palette(self.palette())
        hue = theme.hue(self._value.color)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        edge = theme.accent if self.hasFocus() else (hue.ink if chosen else theme.rule)
        painter.setPen(QPen(edge, 2.0 if chosen or self.hasFocus() else 1.0))
        painter.setBrush(hue.tint if chosen or self.underMouse() else theme.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        font = painter.font()
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen(hue.ink)
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._shown)
        painter.end()
