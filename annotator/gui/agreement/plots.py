"""Plots of agreement: dots with intervals, bars, histograms and lines, drawn by pyqtgraph.

It is imported when the first plot is drawn. Labels are told apart by words and shapes, never by
colour alone; every plot has a table with the same numbers beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.gui.agreement.pictures import Picture
from annotator.gui.theme import Theme

_LONGEST = 26  # letters of a name beside an axis
_SERIES = (
    ("blue", "o"),
    ("orange", "s"),
    ("green", "t"),
    ("purple", "d"),
    ("red", "x"),
    ("teal", "+"),
    ("pink", "star"),
    ("olive", "p"),
    ("brown", "h"),
)
MOST_LINES = len(_SERIES)
"""More in one plot would look like others."""
_DOT = 10
_TICKS = 6  # with words at an axis from left to right: more run into each other


@dataclass(frozen=True, slots=True)
class Dot:
    """A value with its interval; without a value there is a word in its place."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Values in a row under one name; None leaves a gap."""

    name: str
    values: tuple[float | None, ...]


class Plot(QWidget):
    """One plot; it is drawn again in the colours of the theme when that changes."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMinimumSize(220, 160)
        self._canvas: Any = None  # a PlotWidget: the library has no types
        self._draw: Callable[[], None] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def is_drawn(self) -> bool:
        """Whether there is anything to see."""
        return self._draw is not None

    def dots(self, dots: Sequence[Dot], *, scale: str, guides: Sequence[float] = ()) -> None:
        """Draw one line for each dot, top down; ``guides`` are values to compare with."""
        self._show(lambda: self._draw_dots(tuple(dots), scale, tuple(guides)), len(dots))

    def bars(self, dots: Sequence[Dot], *, scale: str) -> None:
        """Draw one bar for each share in percent, top down; ``low`` is a line across the bar."""
        self._show(lambda: self._draw_bars(tuple(dots), scale), len(dots))

    def histogram(self, bins: Sequence[tuple[str, int]], *, scale: str) -> None:
        """Draw how often something was counted in each bin, top down."""
        self._show(lambda: self._draw_histogram(tuple(bins), scale), len(bins))

    def lines(self, series: Sequence[Series], ticks: Sequence[str], *, scale: str) -> None:
        """Draw series over the same ticks, each with a shape of its own."""
        self._show(lambda: self._draw_lines(tuple(series), tuple(ticks), scale), 0)

    def forget(self) -> None:
        """Draw nothing any more."""
        self._draw = None
        if self._canvas is not None:
            self._canvas.getPlotItem().clear()
        self.setAccessibleDescription("")

    def picture(self) -> Picture | None:
        """Return the plot to draw elsewhere."""
        if self._canvas is None or not self.is_drawn:
            return None
        canvas, size = self._canvas, QSizeF(self._canvas.size())

        def draw(painter: QPainter) -> None:
            with _as_shapes(canvas):
                canvas.render(painter, QRectF(0, 0, size.width(), size.height()))

        return Picture(size, draw)

    def changeEvent(self, event: QEvent) -> None:
        """Take over the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._draw is not None:
            self._draw()

    # Drawing

    def _show(self, draw: Callable[[], None], rows: int) -> None:
        self._draw = draw
        line = self.fontMetrics().lineSpacing()
        self.setMinimumHeight(max(160, rows * (line + 4) + 4 * line))
        draw()

    def _begin(self) -> tuple[Any, Any, Theme]:
        import_quietly()
        import pyqtgraph as pg  # type: ignore[import-untyped]  # late, and without types

        theme = Theme.for_palette(self.palette())
        if self._canvas is None:
            self._canvas = pg.PlotWidget(self)
            self._canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._column.addWidget(self._canvas)
        self._canvas.setBackground(theme.raised)
        plot = self._canvas.getPlotItem()
        plot.clear()
        if plot.legend is not None:
            plot.legend.scene().removeItem(plot.legend)
            plot.legend = None
        plot.setMouseEnabled(False, False)
        plot.setMenuEnabled(False)
        plot.hideButtons()
        for side in ("left", "bottom", "top"):
            axis = plot.getAxis(side)
            axis.setPen(pg.mkPen(theme.rule))
            axis.setTextPen(pg.mkPen(theme.ink))
            axis.setStyle(tickFont=self.font(), autoExpandTextSpace=True, tickLength=4)
            axis.enableAutoSIPrefix(False)
            axis.setTicks(None)
            axis.setLabel("")
        return pg, plot, theme

    def _draw_dots(self, dots: tuple[Dot, ...], scale: str, guides: tuple[float, ...]) -> None:
        pg, plot, theme = self._begin()
        cap = 0.16 * min(1.0, len(dots) / 8)  # of few dots each has much room
        for at in guides:
            dashed = pg.mkPen(theme.muted, style=Qt.PenStyle.DotLine)
            plot.addItem(pg.InfiniteLine(at, angle=90, pen=dashed))
        for row, dot in enumerate(dots):
            self._draw_dot(pg, plot, dot, (-row, cap), theme)
        lowest = min([0.0, *(each for dot in dots for each in (dot.value, dot.low) if each)])
        self._frame(plot, [dot.name for dot in dots], scale, (max(lowest, -1.0), 1.0))

    def _draw_dot(
        self, pg: Any, plot: Any, dot: Dot, place: tuple[int, float], theme: Theme
    ) -> None:
        (row, cap), ink = place, theme.hue("blue").ink
        if dot.value is None:
            words = pg.TextItem("no value", color=theme.muted, anchor=(0, 0.5))
            words.setFont(self.font())
            words.setPos(0, row)
            plot.addItem(words)
            return
        if dot.low is not None and dot.high is not None:
            pen = pg.mkPen(ink, width=2)
            plot.plot([dot.low, dot.high], [row, row], pen=pen)
            for end in (dot.low, dot.high):
                plot.plot([end, end], [row - cap, row + cap], pen=pen)
        plot.plot(
            [dot.value],
            [row],
            pen=None,
            symbol="o",
            symbolSize=_DOT,
            symbolBrush=ink,
            symbolPen=theme.raised,
        )

    def _draw_bars(self, dots: tuple[Dot, ...], scale: str) -> None:
        pg, plot, theme = self._begin()
        rows = [-row for row in range(len(dots))]
        widths = [100 * (dot.value or 0.0) for dot in dots]
        plot.addItem(self._across(pg, theme, rows, widths))
        for row, dot in zip(rows, dots, strict=True):
            if dot.low is not None:
                pen = pg.mkPen(theme.hue("orange").ink, width=3)
                at = 100 * dot.low
                plot.plot([at, at], [row - 0.42, row + 0.42], pen=pen)
        most = max([1.0, *widths, *(100 * (dot.low or 0.0) for dot in dots)])
        self._frame(plot, [dot.name for dot in dots], scale, (0.0, most))

    def _draw_histogram(self, bins: tuple[tuple[str, int], ...], scale: str) -> None:
        pg, plot, theme = self._begin()
        filled = [(-row, count) for row, (_, count) in enumerate(bins) if count]
        rows, counts = [row for row, _ in filled], [count for _, count in filled]
        plot.addItem(self._across(pg, theme, rows, counts))
        for row, count in filled:
            words = pg.TextItem(str(count), color=theme.ink, anchor=(0, 0.5))
            words.setFont(self.font())
            words.setPos(count, row)
            plot.addItem(words)
        self._frame(plot, [name for name, _ in bins], scale, (0.0, 1.12 * max([1, *counts])))

    def _across(self, pg: Any, theme: Theme, rows: Sequence[int], widths: Sequence[float]) -> Any:
        ink = theme.hue("blue").ink
        left = [0.0] * len(rows)
        return pg.BarGraphItem(x0=left, y=rows, width=widths, height=0.62, brush=ink, pen=ink)

    def _draw_lines(self, series: tuple[Series, ...], ticks: tuple[str, ...], scale: str) -> None:
        pg, plot, theme = self._begin()
        legend = plot.addLegend(offset=(8, -8), labelTextColor=theme.ink)
        legend.setBrush(pg.mkBrush(theme.raised))
        for (role, symbol), each in zip(cycle(_SERIES), series, strict=False):
            ink = theme.hue(role).ink
            look = {
                "pen": pg.mkPen(ink, width=2),
                "symbol": symbol,
                "symbolSize": _DOT,
                "symbolBrush": ink,
                "symbolPen": theme.raised,
            }
            pieces = _unbroken(each.values)
            for start, piece in pieces:
                plot.plot(list(range(start, start + len(piece))), piece, **look)
            sample = pg.PlotDataItem([0.0], [0.0], **look)  # never drawn: it shows the look
            legend.addItem(sample, each.name if pieces else f"{each.name}: no value")
        values = [value for each in series for value in each.values if value is not None]
        every = -(-len(ticks) // _TICKS)
        plot.getAxis("bottom").setTicks([list(enumerate(ticks))[::every]])
        plot.setLabel("bottom", scale, color=theme.ink)
        plot.showGrid(x=False, y=True, alpha=0.15)
        plot.setXRange(-0.4, max(len(ticks) - 0.6, 0.4), padding=0)
        plot.setYRange(min([0.0, *values]) - 0.03, 1.06, padding=0)

    def _frame(
        self, plot: Any, names: Sequence[str], scale: str, span: tuple[float, float]
    ) -> None:
        """Name the rows, with the scale above them: it is in sight before one scrolls."""
        plot.showAxis("top")
        plot.hideAxis("bottom")
        plot.getAxis("left").setTicks([[(-row, _short(name)) for row, name in enumerate(names)]])
        plot.setLabel("top", scale)
        margin = 0.06 * (span[1] - span[0])
        plot.setXRange(span[0] - margin, span[1] + margin, padding=0)
        plot.setYRange(-len(names) + 0.4, 0.6, padding=0)


@contextmanager
def _as_shapes(canvas: Any) -> Iterator[None]:
    """Let symbols be drawn as shapes, not as the small images that are quick on a screen."""
    items = [each for each in canvas.scene().items() if hasattr(each, "setExportMode")]
    for each in items:
        each.setExportMode(True, {"antialias": True, "resolutionScale": 1.0})
    try:
        yield
    finally:
        for each in items:
            each.setExportMode(False)


def import_quietly() -> None:
    """Import pyqtgraph without the hook for unexpected errors that it puts over ours."""
    import sys
    import threading

    if "pyqtgraph" in sys.modules:
        return
    ours, ours_in_threads = sys.excepthook, threading.excepthook
    import pyqtgraph

    pyqtgraph.setConfigOptions(antialias=True)
    sys.excepthook, threading.excepthook = ours, ours_in_threads


def _unbroken(values: Sequence[float | None]) -> list[tuple[int, list[float]]]:
    """Return the stretches of values without a gap, each with the place it starts at."""
    pieces: list[tuple[int, list[float]]] = []
    for place, value in enumerate(values):
        if value is None:
            continue
        if not pieces or pieces[-1][0] + len(pieces[-1][1]) != place:
            pieces.append((place, []))
        pieces[-1][1].append(value)
    return pieces


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
