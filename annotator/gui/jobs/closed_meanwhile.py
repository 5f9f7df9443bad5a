"""Work that has to be the project's only writer: the window lets go of it until it is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from annotator.errors import AnnotatorError
from annotator.gui.jobs.running import Job
from annotator.gui.workbench import Workbench
from annotator.project import Project


class ClosedMeanwhile(QObject):
    """Closes the project, lets a job write to it, and opens it again where the work was.

    ``done`` brings what the work returned and ``failed`` its error, both once the project is open
    again. An error that is no :class:`~annotator.errors.AnnotatorError` is told as a mistake of the
    program as well.
    """

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(int, int, str)

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._job: Job | None = None
        self._back_to: tuple[Path, str, str | None] | None = None

    @property
    def is_running(self) -> bool:
        """Whether the project is closed because the work has it."""
        return self._job is not None

    def begin(self, work: Callable[[Project, Job], object]) -> None:
        """Close the open project and start the work on it in the background."""
        project = self._workbench.project
        if project is None:
            return
        path, name = project.path, project.annotator.name
        self._back_to = (path, name, self._workbench.article_id)
        self._workbench.close_project()

        def write(job: Job) -> object:
            with Project.open(path, annotator=name) as writing:
                return work(writing, job)

        self._job = self._workbench.jobs.start(write, done=self._arrive, failed=self._fail)
        self._job.progressed.connect(self.progressed)

    def cancel(self) -> None:
        """Ask the work to stop; how it ended is told as ever."""
        if self._job is not None:
            self._job.cancel()

    @Slot(object)
    def _arrive(self, result: object) -> None:
        self._reopen()
        self.done.emit(result)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._reopen()
        self.failed.emit(error)
        if not isinstance(error, AnnotatorError):
            self._workbench.jobs.unexpected.emit(error)

    def _reopen(self) -> None:
        self._job = None
        if self._back_to is None:
            return
        path, name, article = self._back_to
        self._back_to = None
        if self._workbench.open_project(path, annotator=name) and article is not None:
            self._workbench.open(article)
