"""A scroll bar that shows where in the article there are statements and open suggestions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QWidget

from annotator.gui.theme import Theme

Told = Literal["statement", "suggestion"]
Places = Callable[[], Iterable[tuple[Told, float]]]
"""Gives each thing that is shown with its place: 0 is the top of the article, 1 its end."""

_PAUSE = 120
"""Milliseconds after a change: nobody waits for these, so they wait for the keys."""


class MarkedScrollBar(QScrollBar):
    """Shows statements as lines at the left of its groove, open suggestions as short ones."""

    def __init__(self, places: Places, parent: QWidget) -> None:
        super().__init__(parent)
        self._places = places
        self._rows: dict[Told, tuple[float, ...]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.look)

    def look_soon(self) -> None:
        """Find the places anew in a moment, once for many changes."""
        self._timer.start()

    def forget(self) -> None:
        """Show nothing until :meth:`look_soon`: the places were those of another article."""
        self._timer.stop()
        self._rows = {}
        self.update()

    def look(self) -> None:
        """Find the places anew and show them; what falls together is drawn once."""
        found: dict[Told, set[float]] = {"statement": set(), "suggestion": set()}
        for told, place in self._places():
            found[told].add(round(place, 3))
        rows = {told: tuple(sorted(each)) for told, each in found.items()}
        if rows != self._rows:
            self._rows = rows
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        groove = self.style().subControlRect(
            QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarGroove, self
        )
        theme = Theme.for_palette(self.palette())
        looks: tuple[tuple[Told, QColor, float], ...] = (
            ("suggestion", theme.muted, 0.3),
            ("statement", theme.accent, 0.6),
        )
        painter = QPainter(self)
        for told, ink, share in looks:
            width = max(2, round(groove.width() * share))
            for place in self._rows.get(told, ()):
                top = groove.top() + round(place * (groove.height() - 2))
                painter.fillRect(groove.left(), top, width, 2, ink)
        painter.end()
