"""One job at a time that a view waits for; an answer that nobody waits for any more is dropped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from annotator.errors import AnnotatorError
from annotator.gui.jobs.job_project import read_in_job
from annotator.gui.jobs.running import Job
from annotator.gui.workbench import Workbench
from annotator.project import Project


class Awaited(QObject):
    """Reads the open project in the background for a view.

    ``arrived`` brings what the work returned and ``failed`` its error. An error that is no
    :class:`~annotator.errors.AnnotatorError` is told as a mistake of the program as well.
    """

    arrived = Signal(object)
    failed = Signal(object)
    progressed = Signal(int, int, str)

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._job: Job | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is on its way."""
        return self._job is not None

    def begin(self, work: Callable[[Project, Job], object]) -> None:
        """Start the work in the background."""
        job = read_in_job(self._workbench, work, done=self._arrive, failed=self._fail)
        job.progressed.connect(self.progressed)
        self._job = job

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop; that it was stopped arrives as an error."""
        if self._job is not None:
            self._job.cancel()

    def forget(self) -> None:
        """Stop the work and wait for its answer no more."""
        self.cancel()
        self._job = None

    @Slot(object)
    def _arrive(self, answer: object) -> None:
        if self._is_awaited():
            self._job = None
            self.arrived.emit(answer)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        if not self._is_awaited():
            return
        self._job = None
        self.failed.emit(error)
        if not isinstance(error, AnnotatorError):
            self._workbench.jobs.unexpected.emit(error)

    def _is_awaited(self) -> bool:
        return self._job is not None and self.sender() is self._job


class AwaitedSoon(Awaited):
    """The same, begun a moment after the last of several wishes, which are answered at once.

    ``due`` tells that the moment is over; who hears it calls :meth:`begin`. ``pause`` is in
    milliseconds.
    """

    due = Signal()

    def __init__(self, workbench: Workbench, parent: QObject, *, pause: int) -> None:
        super().__init__(workbench, parent)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(pause)
        self._soon.timeout.connect(self.due)

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is on its way, or about to be looked for."""
        return self._soon.isActive() or super().is_waiting

    @Slot()
    def ask(self) -> None:
        """Wish for an answer; the moment begins anew. What is on its way still arrives."""
        self._soon.start()

    def begin(self, work: Callable[[Project, Job], object]) -> None:
        """Start the work in the background now."""
        self._soon.stop()
        super().begin(work)

    def forget(self) -> None:
        """Wish for nothing, stop the work and wait for its answer no more."""
        self._soon.stop()
        super().forget()
