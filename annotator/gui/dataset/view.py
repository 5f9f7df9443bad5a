"""The view in which a dataset is put together: each choice shows at once what comes of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QStackedWidget,
    QWidget,
)

from annotator import paths
from annotator.annotations.edits import Change, RecordKind
from annotator.corpus.span import Span
from annotator.dataset.options import DatasetOptions
from annotator.dataset.tasks.rows import Row
from annotator.errors import AnnotatorError, Cancelled, DatasetError
from annotator.gui.dataset.choices import Choices
from annotator.gui.dataset.commands import MENU, dataset_commands
from annotator.gui.dataset.preview_page import PreviewPage, left_out
from annotator.gui.dataset.writing import WritingDialog
from annotator.gui.jobs.awaited import AwaitedSoon
from annotator.gui.jobs.job_bar import JobBar
from annotator.gui.jobs.job_project import read_in_job
from annotator.gui.jobs.running import Job
from annotator.gui.widgets import asking
from annotator.gui.widgets.choices_form import beside_choices
from annotator.gui.widgets.empty_state import EmptyState
from annotator.gui.widgets.side_window import SideWindow
from annotator.gui.widgets.waiting_page import WaitingPage
from annotator.gui.workbench import Workbench
from annotator.project import Project
from annotator.workflows.exporting.building import (
    BuildOptions,
    BuildReport,
    DatasetPreview,
    build,
    preview,
)
from annotator.workflows.exporting.dataset_report import report_lines

_SOON_MS = 300
_LISTED = 200
_LEAST_PAGE = 220
_ABOUT: tuple[RecordKind, ...] = (
    "statement",
    "mention",
    "progress",
    "article_label",
    "document_stance",
)


class DatasetView(SideWindow):
    """Shows counts and first rows of what is chosen, and writes it.

    The preview is read in the background, a moment after the last choice, and again when labels
    change while the window is in sight.
    """

    passage_requested = Signal(str, object)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self._awaited = AwaitedSoon(workbench, self, pause=_SOON_MS)
        self._is_old = True
        self._shown: DatasetOptions | None = None
        self._bar: JobBar | None = None
        self._folder: Path | None = None
        self.choices = Choices(self)
        self.page = PreviewPage(self)
        self._empty = EmptyState(self)
        self._waiting = WaitingPage(
            self, title=self.tr("Reading the articles"), counted=self.tr("Articles read")
        )
        self._pages = QStackedWidget(self)
        hint = self.tr(
            "{dataset.write} writes the dataset · {dataset.rows} rows · {dataset.choices} choices"
        )
        commands, title = dataset_commands(self), self.tr("&Dataset")
        self.offer(commands, menu=MENU, title=title, hint=hint, reading=[self.page.rows])
        self._lay_out()
        self._listen()
        self._begin_anew()

    def _lay_out(self) -> None:
        for page in (self._empty, self._waiting, self.page):
            self._pages.addWidget(page)
        # less than its pages would like, so that no choice is cut on a small screen
        self._pages.setMinimumWidth(_LEAST_PAGE)
        row = beside_choices(self, self.choices, [self.button("dataset.write")], self._pages)
        self.lay_out(row, name=self.tr("Build a dataset"), width=900)

    def _listen(self) -> None:
        self._awaited.due.connect(self._read)
        self.choices.changed.connect(self._refresh)
        self._waiting.cancel.clicked.connect(self._awaited.cancel)
        self._awaited.progressed.connect(self._waiting.show_progress)
        self._awaited.arrived.connect(self._show)
        self._awaited.failed.connect(self._explain)
        self.page.rows.chosen.connect(self._request)
        self._workbench.annotations_changed.connect(self._take_in)
        self._workbench.message.connect(self.say_here)
        for signal in (self._workbench.project_opened, self._workbench.project_closed):
            signal.connect(self._begin_anew)

    # -- the preview

    @property
    def is_reading(self) -> bool:
        """Tell whether a preview is on its way."""
        return self._awaited.is_waiting

    @Slot()
    def _begin_anew(self) -> None:
        self._awaited.forget()
        self._shown = None
        self.choices.show_project(self._workbench.project, is_other=True)
        self._refresh()

    @Slot(object)
    def _take_in(self, change: Change) -> None:
        if any(change.touches(kind) for kind in _ABOUT):
            self._refresh()
        if change.touches("codebook_part"):
            self.choices.show_project(self._workbench.project, is_other=False)
            self._refresh()

    @Slot()
    def _refresh(self) -> None:
        self._is_old = True
        self._awaited.forget()
        if self.isVisible():
            self._awaited.ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what may have changed while nobody looked."""
        super().showEvent(event)
        if self._is_old:
            self._awaited.ask()

    @Slot()
    def _read(self) -> None:
        if self._workbench.project is None:
            return
        self._is_old = False
        try:
            options = self.choices.options()
        except DatasetError as error:
            self._explain(error)
            return
        if self._shown is None:
            self._waiting.show_progress(0, 0, "")
            self._pages.setCurrentWidget(self._waiting)
        else:
            self.page.tell(self.tr("Counting again…"))

        def work(project: Project, job: Job) -> object:
            found = preview(
                project, options, most=_LISTED, progress=job.progress, cancelled=job.is_cancelled
            )
            return found, options

        self._awaited.begin(work)

    @Slot(object)
    def _show(self, answer: object) -> None:
        found, options = answer if isinstance(answer, tuple) else (None, None)
        if not isinstance(found, DatasetPreview) or not isinstance(options, DatasetOptions):
            return
        self._shown = options
        self.page.show_preview(found, options)
        self._pages.setCurrentWidget(self.page)

    @Slot(object)
    def _explain(self, error: Exception) -> None:
        if isinstance(error, AnnotatorError):
            words = self.tr("Stopped.") if isinstance(error, Cancelled) else str(error)
            self._shown = None
            self._empty.show_words(self.tr("Nothing is listed"), words)
            self._pages.setCurrentWidget(self._empty)

    # -- what a person does

    def go_to_rows(self) -> None:
        """Put the keyboard into the list of rows."""
        if self._pages.currentWidget() is self.page:
            self.page.rows.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_choices(self) -> None:
        """Put the keyboard onto the first choice."""
        self.choices.task.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_passage(self) -> None:
        """Go to the row in focus in its article."""
        self.page.rows.choose()

    @Slot(object)
    def _request(self, row: object) -> None:
        if isinstance(row, Row):
            self.passage_requested.emit(row.article_uid, Span(row.start, row.end))

    def write(self) -> None:
        """Ask for format and folder, and write what is chosen."""
        project = self._workbench.project
        if project is None:
            return
        self.choices.take_typed()
        try:
            options = self.choices.options()
        except DatasetError as error:
            self.say(str(error))
            return
        name = f"{project.path.stem}-{options.task}"
        dialog = WritingDialog(
            self, proposed=self._likely_folder(project.path) / name, options=options
        )
        dialog.write_wanted.connect(self.start_writing)
        self.open_dialog(dialog)

    def _likely_folder(self, project: Path) -> Path:
        if self._folder is not None:
            return self._folder
        return Path.home() if project == paths.sample_project() else project.parent

    @Slot(object)
    def start_writing(self, options: BuildOptions) -> None:
        """Write a dataset in the background."""
        self._folder = options.out.parent
        self._workbench.problems.settle("dataset")

        def work(project: Project, job: Job) -> BuildReport:
            return build(project, options, progress=job.progress, cancelled=job.is_cancelled)

        job = read_in_job(self._workbench, work, done=self._finish, failed=self._fail)
        words = self.tr("Writing %1").replace("%1", options.out.name)
        self._bar = JobBar(self, job, title=self.tr("Write the dataset"), words=words)

    def _close_bar(self) -> None:
        if self._bar is not None:
            self._bar.end()
            self._bar = None

    def _finish(self, report: object) -> None:
        self._close_bar()
        if isinstance(report, BuildReport):
            first = next(report_lines(report))
            self.say(first)
            words = "\n\n".join((*report.notes, *report.leaks.lines(), *left_out(report.counts)))
            asking.tell_at_length(self, self.tr("Write the dataset"), first, words)

    def _fail(self, error: Exception) -> None:
        self._close_bar()
        self._workbench.tell_failure(error, about="dataset")
