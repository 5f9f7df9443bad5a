"""Chooses what marks articles before a person looks, and marks them again in the background."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import PipelineError
from annotator.gui.jobs.job_bar import JobBar
from annotator.gui.jobs.job_project import write_in_job
from annotator.gui.jobs.running import Job
from annotator.gui.learning import Learner, LearningSection
from annotator.gui.settings import Settings
from annotator.gui.widgets.asking import ask_for_folder
from annotator.gui.widgets.plain import plain_label, plain_tooltip, without_icons
from annotator.gui.workbench import Workbench
from annotator.plain_text import counted
from annotator.preannotation.pipelines.user_pipeline import find_pipeline
from annotator.project import Project
from annotator.workflows.marking.adding_pipeline import (
    available_pipelines,
    choose_pipeline,
    chosen_pipeline,
)
from annotator.workflows.marking.preannotating import PreannotationReport, preannotate
from annotator.workflows.marking.withholding import choose_share, chosen_share


class PreannotationDialog(QDialog):
    """Asks what marks articles and how many come unmarked, as the command line does."""

    marking_wanted = Signal(object, float, bool)
    """The name or folder of the pipeline (None for the rules alone), the share of articles
    without suggestions, and whether to mark anew what was marked before."""

    def __init__(
        self,
        parent: QWidget,
        *,
        available: tuple[tuple[str, str], ...],
        chosen: str | None,
        share: float = 0.0,
        settings: Settings,
        learner: Learner,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Pre-annotation"))
        self._learner = learner
        self.learning = LearningSection(learner, self)
        self._settings = settings
        self.pipeline = QComboBox(self)
        self.share = QDoubleSpinBox(self)
        self.again = QCheckBox(self.tr("Also articles that were marked like this &before"), self)
        self.again.setToolTip(
            plain_tooltip(self.tr("Needed for new names of actors; decisions of people stay"))
        )
        self._problem = plain_label(parent=self, wrap=True)
        self._buttons = QDialogButtonBox(self)
        self.pipeline.addItem(self.tr("None"), None)
        for name, version in available:
            self.pipeline.addItem(f"{name} {version}".rstrip(), name)
        self.pipeline.setCurrentIndex(max(0, self.pipeline.findData(chosen)) if chosen else 0)
        self._dress_share(share)
        self._lay_out()
        self._check()
        learner.changed.connect(self._check)
        learner.changed.connect(self._grow)

    def _dress_share(self, share: float) -> None:
        self.share.setRange(0, 100)
        self.share.setDecimals(1)
        self.share.setSingleStep(5)
        self.share.setSuffix(self.tr(" % of the articles"))
        self.share.setSpecialValueText(self.tr("None"))
        self.share.setValue(100 * share)
        self.share.setAccessibleName(self.tr("Without suggestions"))
        words = self.tr(
            "The program draws articles in which it shows none, to measure how far suggestions "
            "lead those who label. Nobody is told which. Opened articles stay as they are."
        )
        self.share.setToolTip(plain_tooltip(words))

    def _lay_out(self) -> None:
        browse = QPushButton(self.tr("Choose folder…"), self)
        browse.setToolTip(self.tr("Choose the folder of a pipeline on this machine"))
        browse.clicked.connect(self._choose_folder)
        row = QHBoxLayout()
        row.addWidget(self.pipeline, 1)
        row.addWidget(browse)
        form = QFormLayout()
        form.addRow(self.tr("Built-in rules"), plain_label(self.tr("Always at work"), self))
        form.addRow(self.tr("spaCy pipeline"), row)
        form.addRow(self.tr("Without suggestions"), self.share)
        words = self.tr(
            "A spaCy pipeline of your own adds entities where the rules find nothing, and never "
            "overrules them. Decisions that people made stay as they are. In articles without "
            "suggestions, drawn and known to nobody, you can measure how far suggestions lead "
            "those who label."
        )
        kinds = QDialogButtonBox.StandardButton
        self._buttons.setStandardButtons(kinds.Ok | kinds.Cancel)
        self._buttons.button(kinds.Ok).setText(self.tr("Mark articles"))
        without_icons(self._buttons)
        self._buttons.accepted.connect(self._finish)
        self._buttons.rejected.connect(self.reject)
        self.pipeline.setAccessibleName(self.tr("spaCy pipeline"))
        self.pipeline.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )  # a long path must not widen the dialog
        self.pipeline.setMinimumContentsLength(28)
        self.pipeline.currentIndexChanged.connect(self._check)
        column = QVBoxLayout(self)
        column.addWidget(plain_label(words, self, wrap=True))
        column.addLayout(form)
        column.addWidget(self.again)
        column.addWidget(self.learning)
        column.addWidget(self._problem)
        column.addWidget(self._buttons)
        self.setMinimumWidth(520)

    def _grow(self) -> None:
        """Be high enough for what was learned; the words wrap, so the height follows the width."""
        column = self.layout()
        if column is not None:
            column.activate()
            height = column.totalHeightForWidth(self.width())
            self.resize(self.width(), max(self.height(), height))

    @property
    def problem(self) -> str:
        """Why what is chosen cannot be used; empty where it can."""
        return self._problem.text()

    def show_folder(self, folder: Path) -> None:
        """Choose the pipeline in a folder."""
        if self.pipeline.findData(str(folder)) < 0:
            self.pipeline.addItem(str(folder), str(folder))
        self.pipeline.setCurrentIndex(self.pipeline.findData(str(folder)))

    def _choose_folder(self) -> None:
        title = self.tr("Choose a spaCy pipeline")
        folder = ask_for_folder(self, title, self._settings.folder)
        if folder is not None:
            self.show_folder(folder)

    def _check(self) -> None:
        problem = ""
        wanted = self.pipeline.currentData()
        if wanted is not None:
            try:
                find_pipeline(wanted)
            except PipelineError as error:
                problem = str(error)
        self._problem.setText(problem)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(
            not problem and not self._learner.is_running
        )

    def _finish(self) -> None:
        self.accept()
        share, again = self.share.value() / 100, self.again.isChecked()
        self.marking_wanted.emit(self.pipeline.currentData(), share, again)


class Preannotator(QObject):
    """Asks what is to mark the articles, starts the work and tells what was marked."""

    changes_wanted = Signal(str)
    """A person wants to see what changed after a clock."""

    def __init__(self, workbench: Workbench, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._workbench = workbench
        self._settings = settings
        self._window = window
        self._bar: JobBar | None = None
        self._learner = Learner(workbench, self)
        workbench.project_closed.connect(self._close_bar)

    @property
    def is_running(self) -> bool:
        """Whether articles are being marked."""
        return self._bar is not None

    def ask(self) -> PreannotationDialog | None:
        """Open the dialog, unless articles are being marked just now."""
        project = self._workbench.project
        if project is None or self.is_running:
            return None
        dialog = PreannotationDialog(
            self._window,
            available=available_pipelines(project),
            chosen=chosen_pipeline(project),
            share=chosen_share(project),
            settings=self._settings,
            learner=self._learner,
        )
        dialog.marking_wanted.connect(self.start)
        dialog.open()
        return dialog

    def start(self, wanted: str | None, share: float | None = None, again: bool = False) -> None:
        """Remember the choices (no share: leave it) and mark what was not marked like this yet.

        ``again`` marks everything.
        """

        def work(project: Project, job: Job) -> PreannotationReport:
            if share is not None:
                choose_share(project, share)
            choose_pipeline(project, wanted)
            return preannotate(
                project, progress=job.progress, cancelled=job.is_cancelled, again=again
            )

        self._learner.is_new = False
        job = write_in_job(self._workbench, work, done=self._finish, failed=self._fail)
        self._bar = JobBar(
            self._window, job, title=self.tr("Pre-annotation"), words=self.tr("Getting ready")
        )

    def _close_bar(self) -> None:
        if self._bar is not None:
            self._bar.end()
            self._bar = None

    def _finish(self, report: object) -> None:
        self._close_bar()
        self._show_what_is_new()
        if not isinstance(report, PreannotationReport):
            return
        layer = report.pipeline
        if layer is not None and layer.problem:
            self._workbench.problems.tell(layer.problem, about="preannotation")
            return
        problem = report.problem or report.learned_problem
        if problem:
            self._workbench.problems.tell(problem, about="preannotation")
            return
        self._workbench.problems.settle("preannotation")
        words = self.tr("Marked: %1.").replace("%1", counted(report.articles, "article"))
        added = " ".join(layer.lines()) if layer is not None else ""
        self._workbench.message.emit(f"{words} {added}".rstrip())
        if report.changes.total:
            self._tell_changes(report)

    def _tell_changes(self, report: PreannotationReport) -> None:
        """Sum up what is suggested differently than before, and offer to show it."""
        box = QMessageBox(self._window)
        box.setObjectName("changes")
        box.setWindowTitle(self.tr("Pre-annotation"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        articles = report.changes.articles
        one = self.tr("In 1 article something is suggested differently than before.")
        many = self.tr("In %1 articles something is suggested differently than before.")
        box.setText(one if articles == 1 else many.replace("%1", f"{articles:,}"))
        kept = self.tr("Decisions that people made are as they were.")
        box.setInformativeText("\n".join((*report.changes.lines(), "", kept)))
        show = box.addButton(self.tr("&Show"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Close)
        show.clicked.connect(lambda: self.changes_wanted.emit(report.since or "0"))
        for button in box.buttons():
            button.setIcon(QIcon())
        box.setDefaultButton(show)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _fail(self, error: Exception) -> None:
        self._close_bar()
        self._show_what_is_new()
        self._workbench.tell_failure(error, about="preannotation")

    def _show_what_is_new(self) -> None:
        self._workbench.read_suggestions()
        self._workbench.articles_added.emit()
