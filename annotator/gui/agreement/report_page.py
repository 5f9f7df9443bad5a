"""The page with everything that was measured: a list of sides, the one chosen, its passages."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.agreement.reported.report import AgreementReport
from annotator.gui.agreement.articles import ArticlesPage
from annotator.gui.agreement.boundaries import BoundariesPage
from annotator.gui.agreement.labels import LabelsPage
from annotator.gui.agreement.matrices import MatricesPage
from annotator.gui.agreement.over_time import TimePage
from annotator.gui.agreement.overview import OverviewPage
from annotator.gui.agreement.page import Page
from annotator.gui.agreement.passages import PassagesPanel, TextOf
from annotator.gui.agreement.people import PeoplePage
from annotator.gui.widgets.plain import plain_label, plain_tooltip
from annotator.gui.widgets.side_window import in_tab_order
from annotator.workflows.agreement.exploring import Exploration


class ReportPage(QWidget):
    """Shows an exploration; another one takes its place without losing what was chosen."""

    passage_chosen = Signal(object)

    def __init__(self, text_of: TextOf, parent: QWidget) -> None:
        super().__init__(parent)
        self._explored: Exploration | None = None
        self._old: set[Page] = set()
        self._summary = plain_label(wrap=True)
        self.state = plain_label()
        self.state.setObjectName("outdated")
        self.all_measures = QCheckBox(self.tr("&All measures"))
        self.all_measures.setToolTip(
            plain_tooltip(self.tr("Measure everything that the program knows; takes longer"))
        )
        self.again = QPushButton(self.tr("&Measure again"))
        self.again.setAutoDefault(False)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Sides of agreement"))
        self.pages = QStackedWidget(self)
        self.passages = PassagesPanel(text_of, self)
        self._fill_pages()
        self._lay_out()
        self.list.currentRowChanged.connect(self._turn_to)
        self.passages.chosen.connect(self.passage_chosen)
        self.list.setCurrentRow(0)

    @property
    def page(self) -> Page:
        """The side in sight."""
        page = self.pages.currentWidget()
        assert isinstance(page, Page)
        return page

    def show_exploration(self, explored: Exploration) -> None:
        """Show an exploration instead of the one before."""
        self._summary.setText(self._in_short(explored.report))
        self.say_state("")
        self._explored, self._old = explored, set(self._every_page())
        self._show_page()

    def forget(self) -> None:
        """Forget the report: another project is open, or somebody else is labelling."""
        self.say_state("")
        self._summary.clear()
        for page in self._every_page():
            page.forget()
        self._explored = None
        self.passages.forget()

    def say_state(self, words: str) -> None:
        """Say how new the numbers are; "" says nothing."""
        self.state.setText(words)
        self.state.setVisible(bool(words))

    def turn(self, by: int) -> None:
        """Go some pages on, around at the ends."""
        self.list.setCurrentRow((self.list.currentRow() + by) % self.list.count())
        self.page.setFocus()

    def _fill_pages(self) -> None:
        for make in (
            OverviewPage,
            LabelsPage,
            MatricesPage,
            PeoplePage,
            ArticlesPage,
            TimePage,
            BoundariesPage,
        ):
            page: Page = make(self)
            page.behind.connect(self._show_behind)
            page.entered.connect(self.passages.table.setFocus)
            self.pages.addWidget(page)
            self.list.addItem(page.title)

    def _every_page(self) -> list[Page]:
        found = (self.pages.widget(place) for place in range(self.pages.count()))
        return [each for each in found if isinstance(each, Page)]

    @Slot(int)
    def _turn_to(self, place: int) -> None:
        self.pages.setCurrentIndex(place)
        self._show_page()

    def _show_page(self) -> None:
        """Fill the side in sight where it is old; the others wait until somebody turns to them."""
        page = self.page
        if self._explored is not None and page in self._old:
            self._old.discard(page)
            page.show_exploration(self._explored)
        page.tell_behind()

    @Slot(str, object)
    def _show_behind(self, heading: str, rows: object) -> None:
        if self.sender() is self.page and isinstance(rows, tuple):
            self.passages.show_behind(heading, rows)

    def _in_short(self, report: AgreementReport) -> str:
        people = ", ".join(
            self.tr("%1 %2 of %3")
            .replace("%2", str(each.compared))
            .replace("%3", str(each.articles))
            .replace("%1", each.name)
            for each in report.work
        )
        one = report.articles == 1
        articles = self.tr("1 article") if one else self.tr("%1 articles")
        words = self.tr("Compared: %0. Of those finished: %2.").replace("%0", articles)
        return words.replace("%1", str(report.articles)).replace("%2", people)

    def _lay_out(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        widest = max(
            self.fontMetrics().horizontalAdvance(each.title) for each in self._every_page()
        )
        self.list.setFixedWidth(widest + 5 * letter)
        self.list.setSpacing(3)
        head = QHBoxLayout()
        head.addWidget(self._summary, 1)
        for widget in (self.state, self.all_measures, self.again):
            head.addWidget(widget)
        self.passages.setMinimumHeight(170)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.pages)
        split.addWidget(self.passages)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([380, 250])
        body = QHBoxLayout()
        body.addWidget(self.list)
        body.addWidget(split, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 4)
        layout.addLayout(head)
        layout.addLayout(body, 1)
        in_tab_order(self.all_measures, self.again, self.list, self.pages, self.passages.table)
