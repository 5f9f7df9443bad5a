"""The view in which agreement is measured, after a warning that it shows others' labels."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from annotator.errors import Cancelled, NothingToMeasureError
from annotator.gui.agreement.behind import Behind
from annotator.gui.agreement.commands import MENU, agreement_commands
from annotator.gui.agreement.report_page import ReportPage
from annotator.gui.agreement.start_page import StartPage
from annotator.gui.agreement.taking import Takings
from annotator.gui.jobs.awaited import Awaited
from annotator.gui.widgets.side_window import SideWindow
from annotator.gui.widgets.waiting_page import WaitingPage
from annotator.gui.workbench import Workbench
from annotator.workflows.agreement.agreement_report import blocks
from annotator.workflows.agreement.exploring import Exploration, explore
from annotator.workflows.agreement.measuring import AgreementOptions
from annotator.workflows.agreement.report_forms import ReportFormat

_SOON_MS = 1500  # after the last label, or as long as measuring took: who labels comes first


class AgreementView(SideWindow):
    """Measures on request, shows what came out, and opens the passages behind it.

    Nothing of others' labels is read before a person asks for it here. From then on the numbers
    are kept new while the window is open, until somebody else labels.
    """

    passage_requested = Signal(str, object)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self._awaited = Awaited(workbench, self)
        self._takings = Takings(workbench, self)
        self._explored: Exploration | None = None
        self._is_again = False
        self._is_old = False
        self._taken = QElapsedTimer()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._start = StartPage(self)
        self._waiting = WaitingPage(
            self, title=self.tr("Measuring agreement"), counted=self.tr("Articles compared")
        )
        self.report = ReportPage(self._text_of, self)
        self._pages = QStackedWidget(self)
        for page in (self._start, self._waiting, self.report):
            self._pages.addWidget(page)
        self._offer_actions()
        self.lay_out(self._pages, name=self.tr("Agreement"))
        self._connect()
        self._begin_anew()

    def _offer_actions(self) -> None:
        hint = self.tr(
            "Enter on a number goes to its passages, Enter there opens the article"
            " · {agreement.next_page} next side · {agreement.copy_numbers} copies the numbers"
        )
        specs = agreement_commands(self)
        self.offer(specs, menu=MENU, title=self.tr("&Agreement"), hint=hint)
        self.follow = self.actions_registry.action("agreement.follow")
        self.follow.setChecked(True)

    def _connect(self) -> None:
        for button in (self._start.measure, self.report.again):
            button.clicked.connect(self.measure)
        self.report.all_measures.toggled.connect(self.measure)
        self.report.passage_chosen.connect(self._request)
        self._takings.said.connect(self.say)
        self._waiting.cancel.clicked.connect(self._awaited.cancel)
        self._awaited.progressed.connect(self._waiting.show_progress)
        self._awaited.arrived.connect(self._show)
        self._awaited.failed.connect(self._explain_why_not)
        self._soon.timeout.connect(self._measure_again)
        self._workbench.project_opened.connect(self._begin_anew)
        self._workbench.project_closed.connect(self._begin_anew)
        self._workbench.annotator_changed.connect(self._begin_anew)
        self._workbench.annotations_changed.connect(self._grow_old)

    # Measuring

    @property
    def is_measuring(self) -> bool:
        """Tell whether a measurement is on its way."""
        return self._awaited.is_waiting or self._soon.isActive()

    @Slot()
    def measure(self) -> None:
        """Measure the open project in the background and show what comes out."""
        if self._workbench.project is None or (self._awaited.is_waiting and not self._is_again):
            return
        self._is_again = False
        self._waiting.show_progress(0, 0, "")
        self._pages.setCurrentWidget(self._waiting)
        self._waiting.cancel.setFocus()
        self._begin()

    def _measure_again(self) -> None:
        """Measure what has changed; the numbers before stay in sight until then."""
        if self._explored is not None and not (self._awaited.is_waiting and not self._is_again):
            self._is_again = True
            self.report.say_state(self.tr("Labels have changed. Measuring again…"))
            self._begin()

    def _begin(self) -> None:
        self._soon.stop()
        self._awaited.forget()
        self._is_old = False
        self._taken.start()
        options = AgreementOptions(is_full=self.report.all_measures.isChecked())
        known = self._explored.known if self._explored is not None else None
        self._awaited.begin(
            lambda project, job: explore(
                project,
                options,
                before=known,
                progress=job.progress,
                cancelled=job.is_cancelled,
            ),
        )

    @Slot(object)
    def _show(self, explored: object) -> None:
        if not isinstance(explored, Exploration):
            return
        self._explored = explored
        self._soon.setInterval(max(_SOON_MS, self._taken.elapsed()))
        self.report.show_exploration(explored)
        if not self._is_again:
            self._pages.setCurrentWidget(self.report)
            self.report.passages.table.setFocus()
        self._is_again = False
        if self._is_old:
            self._grow_old()

    @Slot(object)
    def _explain_why_not(self, error: Exception) -> None:
        was_again, self._is_again = self._is_again, False
        if was_again and not isinstance(error, NothingToMeasureError):
            self.explain(error)
            self.report.say_state(self._old_words())
            return
        self._start.say("" if isinstance(error, Cancelled) else str(error))
        self._pages.setCurrentWidget(self._start)
        self._start.measure.setFocus()

    @Slot()
    def _begin_anew(self) -> None:
        self._awaited.forget()
        self._soon.stop()
        self._explored, self._is_again, self._is_old = None, False, False
        self.report.forget()
        self._start.say("")
        self._start.measure.setEnabled(self._workbench.project is not None)
        self._pages.setCurrentWidget(self._start)

    # Keeping new

    @Slot(object)
    def _grow_old(self, _change: object = None) -> None:
        if self._explored is None:
            return
        self._is_old = True
        self.report.say_state(self._old_words())
        self._measure_soon()

    def _measure_soon(self) -> None:
        if self._is_old and self.follow.isChecked() and self.isVisible():
            self._soon.start()

    def _old_words(self) -> str:
        return self.tr("Labels have changed since.")

    def showEvent(self, event: QShowEvent) -> None:
        """Let Enter measure where there is nothing to read yet; measure what changed meanwhile."""
        super().showEvent(event)
        self._measure_soon()
        if self._pages.currentWidget() is self._start:
            self._start.measure.setFocus()

    # What a person does

    def toggle_following(self) -> None:
        """Measure again by itself when labels change, or no longer."""
        self._measure_soon() if self.follow.isChecked() else self._soon.stop()

    def toggle_every_measure(self) -> None:
        """Measure everything that the program knows, or what belongs to every report."""
        self.report.all_measures.toggle()

    def next_page(self) -> None:
        """Go to the next side."""
        if self._has_report():
            self.report.turn(1)

    def previous_page(self) -> None:
        """Go to the side above."""
        if self._has_report():
            self.report.turn(-1)

    def open_passage(self) -> None:
        """Go to the passage in focus in its article."""
        self.report.passages.table.choose()

    def copy_numbers(self) -> None:
        """Copy the table in sight."""
        if self._has_report():
            self._takings.copy_numbers(self.report.page)

    def copy_picture(self) -> None:
        """Copy the plot or matrix in sight."""
        if self._has_report():
            self._takings.copy_picture(self.report.page)

    def save_picture(self) -> None:
        """Ask for a file name and write the plot or matrix in sight."""
        if self._has_report():
            self._takings.save_picture(self.report.page)

    def copy_report(self, form: ReportFormat) -> None:
        """Copy the report as Markdown, HTML or LaTeX."""
        if self._has_report() and self._explored is not None:
            self._takings.copy_report(blocks(self._explored.report), form)

    def save_report(self) -> None:
        """Ask for a file name and write the report."""
        if self._has_report() and self._explored is not None:
            self._takings.save_report(blocks(self._explored.report))

    def _has_report(self) -> bool:
        if self._pages.currentWidget() is self.report:
            return True
        self.say(self.tr("Nothing was measured yet."))
        return False

    @Slot(object)
    def _request(self, row: object) -> None:
        if isinstance(row, Behind):
            self.passage_requested.emit(row.article, row.span)

    def _text_of(self, article: str) -> str:
        project = self._workbench.project
        return project.text(article) if project is not None else ""
