"""The view that lists the figures of all articles and tells which of them differ."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.annotations.wording import label
from annotator.errors import Cancelled
from annotator.gui.figures.table import FiguresTable
from annotator.gui.widgets.awaited_pages import AwaitedPages
from annotator.gui.widgets.empty_state import EmptyState
from annotator.gui.widgets.plain import plain_label, plain_tooltip
from annotator.gui.workbench import Workbench
from annotator.workflows.figures import FigureRow, FiguresOptions, FiguresReport, list_figures


class FiguresView(QWidget):
    """Lists when it is shown, and opens the passages behind the numbers.

    Only the statements of whoever labels now are read, so that nobody sees others' labels here.
    """

    passage_requested = Signal(str, object)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._has_listed = False
        self._empty = _EmptyPage(self)
        self._list = _ListPage(self)
        title, counted = self.tr("Reading the articles"), self.tr("Articles read")
        pages = self._empty, self._list
        self._pages = AwaitedPages(workbench, *pages, parent=self, title=title, counted=counted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.setAccessibleName(self.tr("Figures"))
        self._connect()
        self._begin_anew()

    def _connect(self) -> None:
        for button in (self._list.again, self._empty.again):
            button.clicked.connect(self.list_figures)
        self._pages.arrived.connect(self._show)
        self._pages.failed.connect(self._explain)
        self._list.table.chosen.connect(self._request)
        self._workbench.project_opened.connect(self._begin_anew)
        self._workbench.project_closed.connect(self._begin_anew)
        self._workbench.annotator_changed.connect(self._begin_anew)
        self._workbench.annotations_changed.connect(self._list.tell_outdated)

    @property
    def is_listing(self) -> bool:
        """Tell whether a list is on its way."""
        return self._pages.is_waiting

    @Slot()
    def list_figures(self) -> None:
        """Read the open project in the background and show its figures."""
        project = self._workbench.project
        if project is None or self.is_listing:
            return
        self._has_listed = True
        options = FiguresOptions(annotators=(project.annotator.id,), is_blind=True)
        self._pages.begin(
            lambda project, job: list_figures(
                project, options, progress=job.progress, cancelled=job.is_cancelled
            ),
        )

    def showEvent(self, event: QShowEvent) -> None:
        """List as soon as it is looked at."""
        super().showEvent(event)
        if not self._has_listed:
            self.list_figures()

    @Slot(object)
    def _show(self, report: object) -> None:
        if not isinstance(report, FiguresReport):
            return
        if report.rows:
            self._list.show_report(report)
            self._pages.setCurrentWidget(self._list)
            self._list.table.setFocus()
        else:
            self._empty.say_nothing_found(report.articles)
            self._pages.setCurrentWidget(self._empty)

    @Slot(object)
    def _explain(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._empty.say_stopped()
        else:
            self._empty.say_failed(str(error))
        self._pages.setCurrentWidget(self._empty)

    @Slot()
    def _begin_anew(self) -> None:
        self._pages.forget()
        self._has_listed = False
        self._list.forget()
        self._empty.invite(has_project=self._workbench.project is not None)
        self._pages.setCurrentWidget(self._empty)
        if self.isVisible():
            self.list_figures()

    @Slot(object)
    def _request(self, figure: FigureRow) -> None:
        self.passage_requested.emit(figure.article, figure.span)


class _EmptyPage(QWidget):
    """Says why there is nothing to list, and what would change that."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = EmptyState()
        self.again = QPushButton(self.tr("&List figures"))
        self.again.setAutoDefault(True)
        self.again.setToolTip(plain_tooltip(self.tr("Read all articles of this project")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 12)
        layout.addWidget(self._state, 1)
        layout.addWidget(self.again, 0, Qt.AlignmentFlag.AlignHCenter)

    def invite(self, *, has_project: bool) -> None:
        """Say what this view is for."""
        words = self.tr("How many were killed, injured or are missing, as each article tells it.")
        self._state.show_words(self.tr("Figures"), words)
        self.again.setEnabled(has_project)

    def say_nothing_found(self, articles: int) -> None:
        """Say that no article has any."""
        one = articles == 1
        count = self.tr("the one article") if one else self.tr("the %1 articles")
        words = self.tr(
            "Nothing in %0 tells how many people were killed, injured or are missing. Figures that "
            "you put into statements are listed here, too: select a number in the content of a "
            "statement and press + beside Figures."
        ).replace("%0", count.replace("%1", str(articles)))
        self._state.show_words(self.tr("No figures"), words)

    def say_stopped(self) -> None:
        """Say that a person stopped the work."""
        words = self.tr("Nothing was changed. List them again whenever you like.")
        self._state.show_words(self.tr("Stopped"), words)

    def say_failed(self, problem: str) -> None:
        """Say what went wrong."""
        self._state.show_words(self.tr("The figures could not be listed"), problem)


class _ListPage(QWidget):
    """Filters above, the figures in the middle, the passage of the one in focus below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._report: FiguresReport | None = None
        self._summary = plain_label(wrap=True)
        self._outdated = plain_label(self.tr("Labels have changed since."))
        self._outdated.setObjectName("outdated")
        self.again = QPushButton(self.tr("&List again"))
        self.again.setAutoDefault(True)
        self._units = QComboBox()
        self._units.setAccessibleName(self.tr("Unit"))
        self._sides = QComboBox()
        self._sides.setAccessibleName(self.tr("Whose"))
        self._differing = QCheckBox(self.tr("Only those that &differ"))
        self._differing.setToolTip(
            plain_tooltip(self.tr("Same day, unit, group and side, but another number elsewhere"))
        )
        self.table = FiguresTable()
        self._detail = plain_label(wrap=True)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._detail.setMinimumHeight(4 * self._detail.fontMetrics().lineSpacing())
        self._open = QPushButton(self.tr("&Open the passage"))
        self._open.setAutoDefault(True)
        self._lay_out()
        self._connect()

    def show_report(self, report: FiguresReport) -> None:
        """Show a report and forget the one before."""
        self._report = report
        self._outdated.hide()
        self._offer(self._units, self.tr("all units"), {x.unit: label(x.unit) for x in report.rows})
        self._offer(self._sides, self.tr("all sides"), {x.side: x.whose for x in report.rows})
        self._differing.setEnabled(report.contradictions > 0)
        if not report.contradictions:
            self._differing.setChecked(False)
        self._summary.setText(self._in_short(report))
        self._filter()

    def forget(self) -> None:
        """Forget the report: another project is open, or somebody else is labelling."""
        self._report = None
        self._outdated.hide()
        self._summary.clear()
        self.table.show_rows(())

    @Slot(object)
    def tell_outdated(self, _change: object = None) -> None:
        """Say that labels have changed since the list was made."""
        if self._report is not None:
            self._outdated.show()

    def _in_short(self, report: FiguresReport) -> str:
        found = sum(1 for each in report.rows if each.is_found)
        count, differing = len(report.rows), report.contradictions
        figures = self.tr("1 figure") if count == 1 else self.tr("%1 figures")
        differ = self.tr("1 differs") if differing == 1 else self.tr("%3 differ")
        differ = differ if differing else self.tr("none differs")
        words = f"{figures}, {self.tr('%2 of them found by the program')}; {differ}."
        numbers = {"%1": count, "%2": found, "%3": differing}
        for place, number in numbers.items():
            words = words.replace(place, f"{number:,}")
        return words

    def _offer(self, box: QComboBox, every: str, choices: dict[str, str]) -> None:
        """Fill a filter anew and keep what was chosen, where it is still there."""
        chosen = box.currentData()
        box.blockSignals(True)
        box.clear()
        box.addItem(every, None)
        for value, words in choices.items():
            box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(chosen), 0) if chosen is not None else 0)
        box.blockSignals(False)

    @Slot()
    def _filter(self) -> None:
        rows = self._report.rows if self._report is not None else ()
        unit, side = self._units.currentData(), self._sides.currentData()
        shown = tuple(
            each
            for each in rows
            if (unit is None or each.unit == unit)
            and (side is None or each.side == side)
            and (each.differs or not self._differing.isChecked())
        )
        self.table.show_rows(shown)
        self._open.setEnabled(bool(shown))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._summary, 1)
        for widget in (self._outdated, self.again):
            head.addWidget(widget)
        filters = QHBoxLayout()
        for box in (self._units, self._sides):
            box.setMinimumContentsLength(14)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            filters.addWidget(box)
        filters.addWidget(self._differing)
        filters.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self._detail, 1)
        foot.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        for row in (head, filters):
            layout.addLayout(row)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.table.current_changed.connect(self._detail.setText)
        self._units.currentIndexChanged.connect(self._filter)
        self._sides.currentIndexChanged.connect(self._filter)
        self._differing.toggled.connect(self._filter)
        self._open.clicked.connect(self.table.choose)
