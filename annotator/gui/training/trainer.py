"""Writes training data and trains on it, in a line of its own: nothing else waits for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from annotator.gui.jobs.running import Job, Jobs
from annotator.gui.workbench import Workbench
from annotator.preannotation.pipelines.training import Look
from annotator.project import Project
from annotator.workflows.exporting.training import TrainingReport, write_training
from annotator.workflows.exporting.training_run import run_training
from annotator.workflows.exporting.training_texts import TrainingOptions


class Trainer(QObject):
    """One training at a time; it ends with the project.

    ``written`` carries the report of the folder, ``trained`` that with the scores, ``looked`` how
    good a pipeline is just now, ``failed`` the error, also where somebody stopped it.
    """

    written = Signal(object)
    trained = Signal(object)
    looked = Signal(object)
    failed = Signal(object)
    progressed = Signal(int, int, str)

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._jobs = Jobs(self)  # the other jobs are waited for in the window
        self._job: Job | None = None
        workbench.project_closed.connect(self._let_go)

    @property
    def is_running(self) -> bool:
        """Whether something is written or trained just now."""
        return self._job is not None

    def start(self, options: TrainingOptions, *, is_run: bool) -> None:
        """Write the folder, and with ``is_run`` train on it."""
        project = self._workbench.project
        if project is None or self.is_running:
            return
        path, who = project.path, project.annotator.name

        def work(job: Job) -> object:
            with Project.open(path, annotator=who, readonly=True) as reading:
                report = write_training(
                    reading, options, progress=job.progress, cancelled=job.is_cancelled
                )
            if not is_run:
                return report
            self.written.emit(report)
            return run_training(
                report, progress=job.progress, look=self._look, cancelled=job.is_cancelled
            )

        self._job = self._jobs.start(work, done=self._finish, failed=self._fail)
        self._job.progressed.connect(self.progressed)

    @Slot()
    def stop(self) -> None:
        """Ask the work to stop; that it was stopped arrives as an error."""
        if self._job is not None:
            self._job.cancel()

    def _look(self, look: Look) -> None:
        self.looked.emit(look)

    @Slot()
    def _let_go(self) -> None:
        self._job = None
        self._jobs.stop()

    @Slot(object)
    def _finish(self, report: object) -> None:
        if self._is_awaited() and isinstance(report, TrainingReport):
            self._job = None
            (self.trained if report.scores else self.written).emit(report)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        if self._is_awaited():
            self._job = None
            self.failed.emit(error)

    def _is_awaited(self) -> bool:
        return self._job is not None and self.sender() is self._job
