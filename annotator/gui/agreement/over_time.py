"""The page of time: whether people agree more or less as the work goes on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from annotator.agreement.explored.over_time import FEWEST_ARTICLES, Stretch
from annotator.agreement.reported.time_and_people import short_value
from annotator.gui.agreement.behind import Behind, of_disagreements
from annotator.gui.agreement.numbers import NumbersTable, Row
from annotator.gui.agreement.page import Page, beside, column_of, muted
from annotator.gui.agreement.pictures import Picture
from annotator.gui.agreement.plots import MOST_LINES, Plot, Series
from annotator.gui.agreement.sureness import told_in_full
from annotator.workflows.agreement.exploring import Exploration


class TimePage(Page):
    """Stretches of articles in the order they were finished."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title = self.tr("Over time")
        self.setAccessibleName(self.title)
        self._stretches: tuple[Stretch, ...] = ()
        self._headers = self.tr("Finished"), self.tr("Articles")
        self.table = NumbersTable(self._headers, name=self.tr("Agreement over time"), parent=self)
        self._plot = Plot(self.tr("Agreement over time, as lines"), self)
        self._words = muted()
        column = column_of(self)
        column.addWidget(beside(self.table, self._plot), 1)
        column.addWidget(self._words)
        self.setFocusProxy(self.table)
        self.table.current_changed.connect(self.tell_behind)
        self.table.entered.connect(self.entered)

    def fill(self, explored: Exploration) -> None:
        self._stretches = explored.stretches
        rows = [_row(place, each) for place, each in enumerate(self._stretches)]
        what = (each.subject for each in self._stretches[0].measures) if self._stretches else ()
        self.table.show_lines(rows, (*self._headers, *what))
        measures = [each.measures for each in self._stretches]
        lines = list(zip(*measures, strict=True))
        series = [
            Series(line[0].subject, tuple(each.coefficient.value for each in line))
            for line in lines
        ]
        ticks = [_day(each) for each in self._stretches]
        self._plot.lines(
            series[:MOST_LINES], ticks, scale=self.tr("When the articles were finished")
        )
        self._plot.setAccessibleDescription(self.as_text())
        self._words.setText(self._in_short())

    def clear(self) -> None:
        self._stretches = ()
        self.table.show_lines([])
        self._plot.forget()
        self._words.clear()

    def passages(self, explored: Exploration) -> tuple[str, Sequence[Behind]]:
        place = self.table.currentIndex().row()
        if not 0 <= place < len(self._stretches):
            return "", ()
        articles = set(self._stretches[place].articles)
        found = [each for each in explored.report.disagreements if each.article in articles]
        heading = self.tr("Disagreements in these articles: %1").replace("%1", str(len(found)))
        return heading, of_disagreements(found, explored)

    def as_text(self) -> str:
        return self.table.numbers.as_text()

    def picture(self) -> Picture | None:
        return self._plot.picture()

    def _in_short(self) -> str:
        words = self.tr(
            "Entities: share set exactly alike. Statements: share aligned. Claim types, stances "
            "and labels of articles: Krippendorff's alpha. Each is pooled over the articles of its "
            "row alone; articles count from when the last annotator was done with them. Values of "
            "few articles jump."
        )
        measures = len(self._stretches[0].measures) if self._stretches else 0
        if measures > MOST_LINES:
            more = self.tr("The plot shows the first %1 of %2, the table all.")
            words += " " + more.replace("%1", str(MOST_LINES)).replace("%2", str(measures))
        if len(self._stretches) < 2:
            more = self.tr("Several points in time need %1 articles or more.")
            words = f"{more.replace('%1', str(2 * FEWEST_ARTICLES))} {words}"
        return words


def _row(place: int, stretch: Stretch) -> Row:
    values = tuple(short_value(each.coefficient) for each in stretch.measures)
    said = "; ".join(
        f"{each.subject} {told_in_full(each.coefficient)}" for each in stretch.measures
    )
    return Row(str(place), (stretch.when, str(len(stretch.articles)), *values), said)


def _day(stretch: Stretch) -> str:
    return f"{stretch.last.astimezone():%d %b}" if stretch.last else "?"
