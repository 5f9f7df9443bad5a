"""A thin line that fills as articles get done; the number stands beside it in words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.gui.theme import Theme


class ProgressLine(QWidget):
    """Shows a share of a whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setFixedHeight(5)
        self.setAccessibleName(self.tr("Articles done"))

    def show_share(self, done: int, total: int) -> None:
        """Show ``done`` of ``total``."""
        self._share = done / total if total else 0.0
        self.setAccessibleDescription(f"{done} / {total}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Theme.for_palette(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        painter.setBrush(theme.rule)
        painter.drawRoundedRect(whole, 2.5, 2.5)
        if self._share:
            painter.setBrush(theme.good)
            width = max(whole.height(), whole.width() * self._share)
            painter.drawRoundedRect(QRectF(0, 0, width, whole.height()), 2.5, 2.5)
