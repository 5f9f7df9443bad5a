"""The view that compares what one person said the first and the second time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.agreement.explored.disagreements import KINDS, Disagreement
from annotator.agreement.explored.over_time import Stretch
from annotator.agreement.labels.coefficient import interval_in_words
from annotator.agreement.reported.measurement import PARTS, Measurement
from annotator.agreement.reported.report import value_in_words
from annotator.gui.agreement.taking import Takings
from annotator.gui.jobs.awaited import Awaited
from annotator.gui.jobs.running import Job
from annotator.gui.repeats.view_commands import MENU, self_agreement_commands
from annotator.gui.widgets.empty_state import EmptyState
from annotator.gui.widgets.plain import plain_label
from annotator.gui.widgets.side_window import SideWindow
from annotator.gui.workbench import Workbench
from annotator.project import Project
from annotator.workflows.agreement.measuring import AgreementOptions
from annotator.workflows.agreement.report_forms import ReportFormat
from annotator.workflows.agreement.self_agreement import SelfAgreement, measure_selves
from annotator.workflows.agreement.self_agreement_paper import self_blocks
from annotator.workflows.agreement.self_agreement_report import (
    codebooks_in_words,
    in_short,
)

_PLACE = Qt.ItemDataRole.UserRole


class SelfAgreementView(SideWindow):
    """Measures when it is shown, and only the current annotator: nobody else's labels are read."""

    passage_requested = Signal(str, object)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self._awaited = Awaited(workbench, self)
        self._takings = Takings(workbench, self)
        self._found: SelfAgreement | None = None
        self.summary = plain_label(parent=self, wrap=True)
        self.tree = QTreeWidget(self)
        self.empty = EmptyState(self)
        self._pages = QStackedWidget(self)
        self.offer(
            self_agreement_commands(self),
            menu=MENU,
            title=self.tr("Agreement with &yourself"),
            hint=self.tr(
                "Enter on a passage opens its article · {self_agreement.save_report} writes a "
                "report for a paper"
            ),
        )
        self._lay_out()
        self._takings.said.connect(self.say)
        self.tree.itemActivated.connect(self._request)
        self._awaited.arrived.connect(self._show)
        self._awaited.failed.connect(self._explain)
        workbench.annotator_changed.connect(self._measure_again)
        workbench.project_opened.connect(self._measure_again)

    def _lay_out(self) -> None:
        self.tree.setAccessibleName(self.tr("How far the first and the second time agree"))
        names = (self.tr("Measure"), self.tr("Value"), self.tr("95 % interval"))
        counts = (self.tr("Raw agreement"), self.tr("Units"), self.tr("Articles"))
        self.tree.setHeaderLabels([*names, *counts])
        self.tree.setAlternatingRowColors(True)
        self.tree.setUniformRowHeights(True)
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for page in (self.empty, self.tree):
            self._pages.addWidget(page)
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self.summary)
        column.addWidget(self._pages, 1)
        self.lay_out(whole, name=self.tr("Agreement with yourself"))

    @property
    def is_measuring(self) -> bool:
        """Whether an answer is on its way."""
        return self._awaited.is_waiting

    def showEvent(self, event: QShowEvent) -> None:
        """Measure whenever it is looked at anew."""
        super().showEvent(event)
        if not event.spontaneous():
            self.measure()

    @Slot()
    def _measure_again(self) -> None:
        self._awaited.forget()
        self._found = None
        self.tree.clear()
        if self.isVisible():
            self.measure()

    def measure(self) -> None:
        """Compare in the background what the current annotator said both times."""
        project = self._workbench.project
        if project is None:
            return
        self._awaited.forget()
        self._found = None
        self._say(self.tr("One moment"), self.tr("Comparing the first and the second time."))
        options = AgreementOptions(annotators=(project.annotator.id,))

        def work(reading: Project, job: Job) -> SelfAgreement:
            (found,) = measure_selves(reading, options, cancelled=job.is_cancelled)
            return found

        self._awaited.begin(work)

    def open_passage(self) -> None:
        """Go to the passage in focus in its article."""
        item = self.tree.currentItem()
        if item is not None:
            self._request(item, 0)

    def copy_report(self, form: ReportFormat) -> None:
        """Copy the report as Markdown, HTML or LaTeX."""
        if self._has_report() and self._found is not None:
            self._takings.copy_report(self_blocks([self._found]), form)

    def save_report(self) -> None:
        """Ask for a file name and write the report."""
        if self._has_report() and self._found is not None:
            self._takings.save_report(self_blocks([self._found]), name="self-agreement.md")

    def _has_report(self) -> bool:
        if self._found is None:
            self.say(self.tr("There is nothing to report yet."))
        return self._found is not None

    @Slot(object)
    def _show(self, found: SelfAgreement) -> None:
        self._found = found
        self.summary.setText(in_short(found))
        self.tree.clear()
        for part, title in PARTS.items():
            lines = [each for each in found.report.measurements if each.part == part]
            self._add_part(title, [each for each in lines if each.rank == "main"])
        self._add_stretches(found.stretches)
        self._add_codebooks(found)
        self._add_moved(found)
        self._add_passages(found)
        self._pages.setCurrentWidget(self.tree)
        self.tree.setCurrentIndex(self.tree.model().index(0, 0))
        self.tree.setFocus()

    def _add_part(self, title: str, lines: Sequence[Measurement]) -> None:
        if not lines:
            return
        part = self._add(None, title)
        for of in dict.fromkeys(each.of for each in lines):
            group = self._add(part, of[:1].upper() + of[1:])
            for each in lines:
                if each.of == of:
                    self._add_measure(group, each.title, each)
            group.setExpanded(True)
        part.setExpanded(True)

    def _add_measure(self, above: QTreeWidgetItem, title: str, each: Measurement) -> None:
        found = each.coefficient
        raw = "" if found.raw_agreement is None else f"{found.raw_agreement:.3f}"
        known = found.value is not None
        value = value_in_words(each) if known else self.tr("no value")
        sure = interval_in_words(found)
        item = self._add(above, title, value, sure, raw, f"{found.units:,}", f"{found.articles:,}")
        if not known:
            item.setToolTip(1, value_in_words(each))
            item.setText(0, f"{title} ({found.reason})" if found.reason else title)

    def _add_stretches(self, stretches: Sequence[Stretch]) -> None:
        if not stretches:
            return
        top = self._add(None, self.tr("Over time, by when the second time was done"))
        for each in stretches:
            group = self._add(top, each.when, "", "", "", "", f"{len(each.articles):,}")
            for one in each.measures:
                self._add_measure(group, one.subject, one)

    def _add_codebooks(self, found: SelfAgreement) -> None:
        if not found.is_under_several_codebooks:
            return
        top = self._add(None, self.tr("By the codebook of the first and of the second time"))
        for each in found.codebooks:
            words = codebooks_in_words(each)
            group = self._add(top, words, "", "", "", "", f"{each.articles:,}")
            if not each.measures:
                self._add(group, self.tr("Too few articles to say anything"))
            for one in each.measures:
                self._add_measure(group, one.subject, one)

    def _add_moved(self, found: SelfAgreement) -> None:
        if not found.moved:
            return
        top = self._add(None, self.tr("Labels that differ: the first time, then the second"))
        for each in found.moved:
            words = f"{each.of}: {each.first} → {each.second}"
            self._add(top, words, "", "", "", f"{each.count:,}")
        top.setExpanded(True)

    def _add_passages(self, found: SelfAgreement) -> None:
        differing = found.report.disagreements
        words = self.tr("Passages that differ; Enter opens one in its article")
        top = self._add(None, words, "", "", "", f"{len(differing):,}")
        for each in differing:
            item = self._add(top, f"{KINDS[each.kind]}: {each.passage}")
            item.setToolTip(0, self._both(found, each))
            item.setData(0, _PLACE, (each.article, each.span))
            self._add(item, self._both(found, each)).setData(0, _PLACE, (each.article, each.span))

    def _both(self, found: SelfAgreement, each: Disagreement) -> str:
        """Return what was said the first and what the second time."""
        said = dict(each.said)
        first, second = (said.get(one, "–") for one in found.layers)
        words = self.tr("first %1, then %2").replace("%1", first).replace("%2", second)
        return f"{found.report.titles.get(each.article, '')}: {words}"

    def _add(self, above: QTreeWidgetItem | None, *words: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(list(words))
        for column in range(1, self.tree.columnCount()):
            item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
        if above is None:
            font = item.font(0)
            font.setBold(True)
            item.setFont(0, font)
            self.tree.addTopLevelItem(item)
        else:
            above.addChild(item)
        return item

    def _say(self, title: str, words: str) -> None:
        self.summary.clear()
        self.empty.show_words(title, words)
        self._pages.setCurrentWidget(self.empty)

    @Slot(object)
    def _explain(self, error: Exception) -> None:
        self._say(self.tr("Nothing to compare yet"), str(error))

    def _request(self, item: QTreeWidgetItem, _column: int) -> None:
        place = item.data(0, _PLACE)
        if place is not None:
            self.passage_requested.emit(*place)
