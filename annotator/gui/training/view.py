"""The window in which a spaCy pipeline is trained: counts first, then scores while it learns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from annotator.annotations.edits import Change, RecordKind
from annotator.errors import AnnotatorError, Cancelled
from annotator.gui.jobs.awaited import AwaitedSoon
from annotator.gui.jobs.running import Job
from annotator.gui.training.choices import Choices
from annotator.gui.training.commands import MENU, training_commands
from annotator.gui.training.page import TrainingPage
from annotator.gui.training.trainer import Trainer
from annotator.gui.widgets.choices_form import beside_choices
from annotator.gui.widgets.side_window import SideWindow
from annotator.gui.workbench import Workbench
from annotator.project import Project
from annotator.workflows.exporting.training import TrainingReport
from annotator.workflows.exporting.training_texts import (
    TaskCounts,
    TrainingOptions,
    preview_training,
)

_SOON_MS = 300
_ABOUT: tuple[RecordKind, ...] = ("statement", "progress", "codebook_part")


class TrainingView(SideWindow):
    """Shows what there is to learn from what is chosen, writes it and lets spaCy learn it.

    What is counted is read in the background, a moment after the last choice, and again when
    labels change while the window is in sight. ``pipeline_wanted`` carries the folder of what was
    trained, to mark articles with.
    """

    pipeline_wanted = Signal(str)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self._awaited = AwaitedSoon(workbench, self, pause=_SOON_MS)
        self.trainer = Trainer(workbench, self)
        self._is_old = True
        self._counted: TrainingOptions | None = None
        self._tasks: tuple[TaskCounts, ...] = ()
        self._pipeline: Path | None = None
        self.choices = Choices(self)
        hint = self.tr(
            "{training.train} trains · {training.write} only writes · {training.counts} counts · "
            "{training.scores} scores · {training.choices} choices"
        )
        commands, title = training_commands(self), self.tr("&Training")
        self.offer(commands, menu=MENU, title=title, hint=hint)
        self.page = TrainingPage(
            self, stop=self.button("training.stop"), use=self.button("training.use")
        )
        self._lay_out()
        self._listen()
        self._begin_anew()

    def _lay_out(self) -> None:
        self._starts = [self.button(each) for each in ("training.train", "training.write")]
        row = beside_choices(self, self.choices, self._starts, self.page)
        self.lay_out(row, name=self.tr("Train a pipeline"), width=900)

    def _listen(self) -> None:
        self._awaited.due.connect(self._read)
        self.choices.changed.connect(self._refresh)
        self._awaited.arrived.connect(self._show)
        self._awaited.failed.connect(self._explain)
        self.trainer.progressed.connect(self.page.show_progress)
        self.trainer.looked.connect(self.page.show_look)
        self.trainer.written.connect(self._tell_written)
        self.trainer.trained.connect(self._tell_trained)
        self.trainer.failed.connect(self._tell_failed)
        self._workbench.annotations_changed.connect(self._take_in)
        self._workbench.message.connect(self.say_here)
        for signal in (self._workbench.project_opened, self._workbench.project_closed):
            signal.connect(self._begin_anew)

    # -- what there is to learn

    @property
    def is_reading(self) -> bool:
        """Tell whether counts are on their way."""
        return self._awaited.is_waiting

    @Slot()
    def _begin_anew(self) -> None:
        self._awaited.forget()
        self._counted, self._pipeline = None, None
        self.page.forget()
        self._enable_starts()
        self.choices.show_project(self._workbench.project, is_other=True)
        self._refresh()

    @Slot(object)
    def _take_in(self, change: Change) -> None:
        if any(change.touches(kind) for kind in _ABOUT):
            self._counted = None
            self._refresh()

    @Slot()
    def _refresh(self) -> None:
        if self._counted == _counting(self.choices.options()):
            return
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
        options = self.choices.options()
        self.page.tell(self.tr("Counting…"))

        def work(project: Project, job: Job) -> object:
            found = preview_training(
                project, options, progress=job.progress, cancelled=job.is_cancelled
            )
            return found, options

        self._awaited.begin(work)

    @Slot(object)
    def _show(self, answer: object) -> None:
        if isinstance(answer, tuple):
            self._tasks, options = answer
            self._counted = _counting(options)
            self.page.show_counts(self._tasks)

    @Slot(object)
    def _explain(self, error: Exception) -> None:
        if isinstance(error, AnnotatorError):
            self._counted, self._tasks = None, ()
            self.page.show_counts(())
            self.page.tell(str(error))

    # -- what a person does

    def go_to_choices(self) -> None:
        """Put the keyboard onto the first choice."""
        next(iter(self.choices.tasks.values())).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_counts(self) -> None:
        """Put the keyboard into what there is to learn."""
        self.page.counts.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_scores(self) -> None:
        """Put the keyboard into the scores: of what was trained, or while it trains."""
        if not self.page.state:
            self.say(self.tr("Nothing was trained yet."))
            return
        is_over = self.page.scores.isVisibleTo(self.page)
        table = self.page.scores if is_over else self.page.looks
        table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def train(self) -> None:
        """Write the folder and train on it."""
        self._start(is_run=True)

    def write(self) -> None:
        """Write the folder, to be trained elsewhere."""
        self._start(is_run=False)

    def _start(self, *, is_run: bool) -> None:
        if self._workbench.project is None:
            return
        if self.trainer.is_running:
            self.say(self.tr("Something is trained just now. Wait for it, or stop it."))
            return
        problem = self.choices.place.problem()
        if problem:
            self.say(problem)
            self.choices.place.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._pipeline = None
        self.choices.take_typed()
        self.page.begin()
        self.trainer.start(self.choices.options(), is_run=is_run)
        self._enable_starts()

    def stop(self) -> None:
        """Stop the training; the data stays."""
        if self.trainer.is_running:
            self.trainer.stop()
        else:
            self.say(self.tr("Nothing is trained just now."))

    def use(self) -> None:
        """Let what was trained mark the articles of the project."""
        if self._pipeline is None:
            self.say(self.tr("Nothing was trained yet that marks articles."))
            return
        self.pipeline_wanted.emit(str(self._pipeline))

    def _enable_starts(self) -> None:
        for each in self._starts:
            each.setVisible(not self.trainer.is_running)

    # -- how it went

    @Slot(object)
    def _tell_written(self, report: TrainingReport) -> None:
        if self._workbench.project is None:  # it was closed in between
            return
        self.say(next(report.lines()))
        if not self.trainer.is_running:
            words = self.tr("Written: %1. Its README has the commands that train.")
            self._end(words.replace("%1", str(report.out)))

    @Slot(object)
    def _tell_trained(self, report: TrainingReport) -> None:
        self._pipeline = report.pipeline
        words = self.tr("Trained. The scores are of texts that it never saw.")
        if report.pipeline is None:
            words += " " + self.tr("Without sources and contents it cannot mark articles.")
        self._end(words, report)
        self._workbench.message.emit(self.tr("The training has ended."))

    @Slot(object)
    def _tell_failed(self, error: Exception) -> None:
        words = str(error) if isinstance(error, AnnotatorError) else self.tr("It went wrong.")
        self._end(words)
        if not isinstance(error, Cancelled):
            self._workbench.tell_failure(error, about="training")

    def _end(self, words: str, report: TrainingReport | None = None) -> None:
        self._workbench.problems.settle("training")
        self.page.end(words, report)
        self._enable_starts()
        project = self._workbench.project
        if project is not None:
            self.choices.propose_next(project)


def _counting(options: TrainingOptions) -> TrainingOptions:
    """Return options that are the same where the counts are."""
    return replace(options, out=Path(), size="small", steps=None)
