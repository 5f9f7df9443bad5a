"""The view in which agreement is measured, after a warning that it shows others' labels."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.agreement.disagreements import KINDS, Disagreement, DisagreementKind
from annotator.agreement.report import AgreementReport
from annotator.errors import Cancelled
from annotator.gui.agreement.disagreements import DisagreementsTable
from annotator.gui.agreement.measures import MeasuresTable
from annotator.gui.awaited import Awaited
from annotator.gui.widgets.plain import plain_label, plain_tooltip
from annotator.gui.widgets.waiting_page import WaitingPage
from annotator.gui.workbench import Workbench
from annotator.workflows.measuring import AgreementOptions, measure


class AgreementView(QWidget):
    """Measures on request, shows what came out, and opens the passages behind it.

    Nothing of others' labels is read before a person asks for it here.
    """

    passage_requested = Signal(str, object)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._awaited = Awaited(workbench, self)
        self._start = _StartPage(self)
        self._waiting = WaitingPage(
            self, title=self.tr("Measuring agreement"), counted=self.tr("Articles compared")
        )
        self._report = _ReportPage(self)
        self._pages = QStackedWidget(self)
        for page in (self._start, self._waiting, self._report):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.setAccessibleName(self.tr("Agreement"))
        self._connect()
        self._begin_anew()

    def _connect(self) -> None:
        for button in (self._start.measure, self._report.again):
            button.clicked.connect(self.measure)
        self._report.all_measures.toggled.connect(self.measure)
        self._waiting.cancel.clicked.connect(self._awaited.cancel)
        self._awaited.progressed.connect(self._waiting.show_progress)
        self._awaited.arrived.connect(self._show)
        self._awaited.failed.connect(self._explain)
        self._report.disagreements.chosen.connect(self._request)
        self._workbench.project_opened.connect(self._begin_anew)
        self._workbench.project_closed.connect(self._begin_anew)
        self._workbench.annotator_changed.connect(self._begin_anew)
        self._workbench.annotations_changed.connect(self._report.tell_outdated)

    @property
    def is_measuring(self) -> bool:
        """Tell whether a measurement is on its way."""
        return self._awaited.is_waiting

    @Slot()
    def measure(self) -> None:
        """Measure the open project in the background and show what comes out."""
        if self._workbench.project is None or self.is_measuring:
            return
        options = AgreementOptions(is_full=self._report.all_measures.isChecked())
        self._waiting.show_progress(0, 0, "")
        self._pages.setCurrentWidget(self._waiting)
        self._waiting.cancel.setFocus()
        self._awaited.begin(
            lambda project, job: measure(
                project, options, progress=job.progress, cancelled=job.is_cancelled
            ),
        )

    @Slot(object)
    def _show(self, report: object) -> None:
        if isinstance(report, AgreementReport):
            self._report.show_report(report)
            self._pages.setCurrentWidget(self._report)
            self._report.disagreements.setFocus()

    @Slot(object)
    def _explain(self, error: Exception) -> None:
        stopped = isinstance(error, Cancelled)
        self._start.say("" if stopped else str(error))
        self._pages.setCurrentWidget(self._start)
        self._start.measure.setFocus()

    @Slot()
    def _begin_anew(self) -> None:
        self._awaited.forget()
        self._report.forget()
        self._start.say("")
        self._start.measure.setEnabled(self._workbench.project is not None)
        self._pages.setCurrentWidget(self._start)

    def showEvent(self, event: QShowEvent) -> None:
        """Let Enter measure where there is nothing to read yet."""
        super().showEvent(event)
        if self._pages.currentWidget() is self._start:
            self._start.measure.setFocus()

    @Slot(object)
    def _request(self, disagreement: Disagreement) -> None:
        self.passage_requested.emit(disagreement.article, disagreement.span)


class _StartPage(QWidget):
    """Says what measuring shows, and what is missing for it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        title = plain_label(self.tr("Do the annotators agree?"))
        font = title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.3)
        title.setFont(font)
        warning = plain_label(
            self.tr(
                "Agreement compares everybody's labels on articles that at least two annotators "
                "marked as done. It shows you what the others said. Look at it when you have "
                "finished these articles: labels that you set afterwards are no longer "
                "independent."
            ),
            wrap=True,
        )
        self._problem = plain_label(wrap=True)
        self._problem.setObjectName("problem")
        self.measure = QPushButton(self.tr("&Measure agreement"))
        self.measure.setAutoDefault(True)
        self.measure.setToolTip(plain_tooltip(self.tr("Compare the annotators of this project")))
        column = QVBoxLayout()
        column.setSpacing(12)
        for widget in (title, warning, self._problem):
            widget.setMaximumWidth(620)
            column.addWidget(widget)
        column.addWidget(self.measure, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.addLayout(column)
        layout.addStretch(1)

    def say(self, problem: str) -> None:
        """Say why there is nothing to show."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))


class _ReportPage(QWidget):
    """The measures above, the disagreements below, the words about the row in focus with each."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._summary = plain_label(wrap=True)
        self._outdated = plain_label(
            self.tr("Labels have changed since. Measure again to see them.")
        )
        self._outdated.setObjectName("outdated")
        self.again = QPushButton(self.tr("&Measure again"))
        self.again.setAutoDefault(False)
        self.all_measures = QCheckBox(self.tr("&All measures"))
        self.all_measures.setToolTip(
            plain_tooltip(self.tr("Measure everything that the program knows; takes longer"))
        )
        self._measures = MeasuresTable()
        self._definition = _muted()
        self._kinds = QComboBox()
        self._kinds.setAccessibleName(self.tr("Kind of disagreement"))
        self.disagreements = DisagreementsTable()
        self._detail = plain_label(wrap=True)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._detail.setMinimumHeight(4 * self._detail.fontMetrics().lineSpacing())
        self._open = QPushButton(self.tr("&Open the passage"))
        self._open.setAutoDefault(False)
        self._heading = plain_label()
        self._lay_out()
        self._connect()

    def show_report(self, report: AgreementReport) -> None:
        """Show a report and forget the one before."""
        self._summary.setText(self._in_short(report))
        self._outdated.hide()
        self._measures.show_report(report)
        self.disagreements.show_report(report)
        self._offer_kinds(report)
        self._open.setEnabled(bool(report.disagreements))

    def forget(self) -> None:
        """Forget the report: another project is open, or somebody else is labelling."""
        self._outdated.hide()
        self._summary.clear()
        self._measures.measures.clear()
        self._definition.clear()
        self.disagreements.show_report(None)

    @Slot(object)
    def tell_outdated(self, _change: object = None) -> None:
        """Say that labels have changed since the report was made."""
        if self._summary.text():
            self._outdated.show()

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

    def _offer_kinds(self, report: AgreementReport) -> None:
        counts = Counter(each.kind for each in report.disagreements)
        self._kinds.clear()
        every = self.tr("all kinds (%1)").replace("%1", str(len(report.disagreements)))
        self._kinds.addItem(every, None)
        for kind, words in KINDS.items():
            if counts[kind]:
                self._kinds.addItem(f"{words} ({counts[kind]})", kind)
        nothing = self.tr("No disagreements: everybody said the same.")
        some = self.tr("Disagreements. Enter opens the passage.")
        self._heading.setText(some if report.disagreements else nothing)
        self._kinds.setEnabled(bool(report.disagreements))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._summary, 1)
        for widget in (self._outdated, self.all_measures, self.again):
            buttons.addWidget(widget)
        above = _column(self._measures, self._definition)
        choice = QHBoxLayout()
        choice.addWidget(self._heading, 1)
        choice.addWidget(self._kinds)
        foot = QHBoxLayout()
        foot.addWidget(self._detail, 1)
        foot.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        below = _column(self.disagreements)
        below_layout = below.layout()
        assert isinstance(below_layout, QVBoxLayout)
        below_layout.insertLayout(0, choice)
        below_layout.addLayout(foot)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(above)
        splitter.addWidget(below)
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(buttons)
        layout.addWidget(splitter, 1)

    def _connect(self) -> None:
        self._measures.selectionModel().currentChanged.connect(self._define)
        self.disagreements.current_changed.connect(self._detail.setText)
        self._kinds.currentIndexChanged.connect(self._filter)
        self._open.clicked.connect(self.disagreements.choose)

    @Slot()
    def _define(self) -> None:
        detail = self._measures.measures.detail(self._measures.currentIndex())
        self._definition.setText(detail)

    @Slot()
    def _filter(self) -> None:
        kind: DisagreementKind | None = self._kinds.currentData()
        self.disagreements.show_kind(kind)


def _muted() -> QLabel:
    label = plain_label(wrap=True)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def _column(*widgets: QWidget) -> QWidget:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 4, 0, 4)
    for index, widget in enumerate(widgets):
        layout.addWidget(widget, 1 if index == 0 else 0)
    return box
