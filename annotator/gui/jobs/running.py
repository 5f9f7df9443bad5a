"""Slow work off the GUI thread: a plain function in, its result back on the GUI thread.

A job may not write to a project itself: it asks :meth:`Job.on_gui_thread` to do it, so that there
is one writer and the window stays at hand between two writes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar, cast

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from annotator.errors import Cancelled, OutOfMemoryError

T = TypeVar("T")
Work = Callable[["Job"], object]
_STOPPED = "The work was stopped. What was finished before is kept."


class _Call:
    """One call on its way to the GUI thread, and what became of it."""

    def __init__(self, function: Callable[[], object]) -> None:
        self.function = function
        self.finished = threading.Event()
        self.result: object = None
        self.error: Exception | None = None

    def run(self) -> None:
        """Do it, on the thread that this is called on."""
        try:
            self.result = self.function()
        except Exception as error:  # handed over to the thread that asked
            self.error = error
        self.finished.set()


class Job(QObject):
    """One piece of work. Its signals arrive on the GUI thread.

    ``progressed`` carries done, total and what is in hand; ``total`` 0 means not known yet.
    """

    done = Signal(object)
    failed = Signal(object)
    finished = Signal()
    progressed = Signal(int, int, str)
    _asked = Signal(object)

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.work = work
        self._cancelled = threading.Event()
        self._abandoned = threading.Event()
        self._asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop at the next good place."""
        self._cancelled.set()

    def abandon(self) -> None:
        """Cancel, and answer no more calls: the GUI thread is about to wait for the work."""
        self.cancel()
        self._abandoned.set()

    def is_cancelled(self) -> bool:
        """Tell whether somebody asked the work to stop."""
        return self._cancelled.is_set()

    def progress(self, done: int, total: int, what: str) -> None:
        """Tell how far the work is; called by the work."""
        self.progressed.emit(done, total, what)

    def on_gui_thread(self, function: Callable[[], T]) -> T:
        """Run ``function`` on the GUI thread and return its result; called by the work.

        Raises what ``function`` raises, and :class:`Cancelled` where the program is closing.
        """
        call = _Call(function)
        self._asked.emit(call)
        while not call.finished.wait(0.05):
            if self._abandoned.is_set():
                raise Cancelled(_STOPPED)
        if call.error is not None:
            raise call.error
        return cast(T, call.result)

    @Slot(object)
    def _answer(self, call: _Call) -> None:
        if not self._abandoned.is_set():
            call.run()


class _Runner(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        try:
            result = self._job.work(self._job)
        except MemoryError:
            self._job.failed.emit(OutOfMemoryError())
        except Exception as error:  # delivered to the GUI thread, which tells it
            self._job.failed.emit(error)
        else:
            self._job.done.emit(result)
        finally:
            self._job.finished.emit()


class Jobs(QObject):
    """Owns the running jobs, so that closing a dialog never pulls one away."""

    unexpected = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._running: list[Job] = []

    @property
    def running(self) -> tuple[Job, ...]:
        """The jobs that have not finished, oldest first."""
        return tuple(self._running)

    def start(
        self,
        work: Work,
        *,
        done: Callable[[object], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Run ``work`` after those before it; errors without ``failed`` go to ``unexpected``."""
        job = Job(work)
        if done is not None:
            job.done.connect(done)
        job.failed.connect(failed if failed is not None else self.unexpected)
        job.finished.connect(self._forget)
        self._running.append(job)
        self._pool.start(_Runner(job))
        return job

    @Slot()
    def _forget(self) -> None:
        job = cast(Job, self.sender())
        if job in self._running:
            self._running.remove(job)

    def stop(self, wait_ms: int = 5000) -> bool:
        """Cancel everything and wait; tell whether all work has ended in time."""
        for job in self._running:
            job.abandon()
        self._pool.clear()
        has_ended = self._pool.waitForDone(wait_ms)
        self._running.clear()
        return has_ended
