"""A scroll bar that shows where in the article there are statements and open suggestions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Literal

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QWidget

from annotator.gui.theme import Theme

Told = Literal["statement", "suggestion"]
Places = Callable[[], Iterable[tuple[Told, float]]]
"""Gives each thing that is shown with its place: 0 is the top of the article, 1 its end."""

_SOON, _PAUSE = 120, 600
"""Milliseconds until they are first shown, and after a change: they wait for the keys to rest."""
_AT_ONCE = 200
"""Marks that are looked at between one key and the next."""


class MarkedScrollBar(QScrollBar):
    """Shows statements as lines at the left of its groove, open suggestions as short ones."""

    def __init__(self, places: Places, parent: QWidget) -> None:
        super().__init__(parent)
        self._places = places
        self._rows: dict[Told, tuple[float, ...]] = {}
        self._runs: dict[tuple[Told, int], tuple[tuple[int, int], ...]] = {}
        self._coming: Iterator[tuple[Told, float]] | None = None
        self._found: dict[Told, set[float]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)

    def look_soon(self) -> None:
        """Find the places anew in a moment, once for many changes."""
        self._coming = None
        self._timer.start(_PAUSE if self._rows else _SOON)

    def forget(self) -> None:
        """Show nothing until :meth:`look_soon`: the places were those of another article."""
        self._timer.stop()
        self._coming, self._rows, self._runs = None, {}, {}
        self.update()

    def _look(self) -> None:
        """Find some more places; once there are no more, show them."""
        if self._coming is None:
            self._coming = iter(self._places())
            self._found = {"statement": set(), "suggestion": set()}
        found = list(islice(self._coming, _AT_ONCE))
        for told, place in found:
            self._found[told].add(round(place, 3))
        if len(found) == _AT_ONCE:
            self._timer.start(0)
            return
        self._coming = None
        rows = {told: tuple(sorted(each)) for told, each in self._found.items()}
        if rows != self._rows:
            self._rows, self._runs = rows, {}
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
            for top, bottom in self._runs_of(told, groove.height() - 2):
                height = bottom - top
                painter.fillRect(groove.left(), groove.top() + top, width, height, ink)
        painter.end()

    def _runs_of(self, told: Told, height: int) -> tuple[tuple[int, int], ...]:
        """Return where lines stand; while one scrolls they stay the same."""
        if (told, height) not in self._runs:
            self._runs[told, height] = tuple(_runs(self._rows.get(told, ()), height))
        return self._runs[told, height]


def _runs(places: Iterable[float], height: int) -> Iterator[tuple[int, int]]:
    """Yield from where to where lines of two pixels stand close together, for ordered places."""
    start = end = -1
    for place in places:
        top = round(place * height)
        if top > end:
            if end > start:
                yield start, end
            start = top
        end = top + 2
    if end > start:
        yield start, end
