"""Searches the texts beside the window's own work, and completes the index of older projects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from annotator.corpus.searching import TextQuery
from annotator.errors import Cancelled
from annotator.gui.jobs.running import Job, Jobs
from annotator.gui.workbench import Workbench
from annotator.project import Project

_STEP_S, _PAUSE_MS = 0.01, 40


@dataclass(frozen=True, slots=True)
class Answer:
    """What the texts say of a query: articles that hold all that is wanted, or what is not."""

    query: TextQuery
    hits: frozenset[str]
    excluded: frozenset[str]


Search = Callable[[Project, TextQuery, Job], object]


def answer(project: Project, query: TextQuery, job: Job) -> Answer:
    """Say which articles fit a query."""
    wanted = TextQuery(query.wanted)
    excluded: set[str] = set()
    for term in query.unwanted:
        found = project.find_articles(TextQuery((term,)), cancelled=job.is_cancelled)
        excluded.update(found)
    hits = project.find_articles(wanted, cancelled=job.is_cancelled)
    if job.is_cancelled():
        raise Cancelled("The search was stopped.")
    return Answer(query, frozenset(hits) - excluded, frozenset(excluded))


class TextSearch(QObject):
    """One search at a time, on a thread of its own: it does not wait for an import to end.

    ``answered`` carries what ``search`` returned, by default an :class:`Answer`.
    """

    answered = Signal(object)
    failed = Signal(object)

    def __init__(self, workbench: Workbench, parent: QObject, *, search: Search = answer) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._search = search
        self._jobs = Jobs(self)
        self._job: Job | None = None
        workbench.project_closed.connect(self.stop)

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is on its way."""
        return self._job is not None

    def begin(self, query: TextQuery) -> None:
        """Search for ``query`` instead of what was searched for before."""
        search = self._search
        self.begin_work(lambda project, job: search(project, query, job))

    def begin_work(self, look: Callable[[Project, Job], object]) -> None:
        """Look something else up instead of what was searched for before."""
        self.forget()
        project = self._workbench.project
        if project is None:
            return
        path, who = project.path, project.annotator.name

        def work(job: Job) -> object:
            with Project.open(path, readonly=True, annotator=who) as reading:
                return look(reading, job)

        self._job = self._jobs.start(work, done=self._arrive, failed=self._fail)

    def forget(self) -> None:
        """Wait for no answer any more."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    @Slot()
    def stop(self) -> None:
        """Let go of the project."""
        self.forget()
        self._jobs.stop()

    @Slot(object)
    def _arrive(self, answer: object) -> None:
        if self.sender() is self._job:
            self._job = None
            self.answered.emit(answer)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        if self.sender() is self._job:
            self._job = None
            self.failed.emit(error)


class Indexing(QObject):
    """Leads the full-text index of an older project to its end, some articles at a time."""

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._steps = QTimer(self)
        self._steps.setInterval(_PAUSE_MS)
        self._steps.timeout.connect(self._step)
        workbench.project_opened.connect(self._begin)
        workbench.project_closed.connect(self._steps.stop)
        self._begin()

    @property
    def is_running(self) -> bool:
        """Whether articles are missing and are being taken in."""
        return self._steps.isActive()

    @Slot()
    def _begin(self) -> None:
        project = self._workbench.project
        if project is not None and not project.readonly:
            left = self._workbench.attempt(project.unindexed_count)
            if left:
                self._steps.start()

    @Slot()
    def _step(self) -> None:
        project = self._workbench.project
        if project is None:
            self._steps.stop()
            return
        left = cast(
            "int | None",
            self._workbench.attempt(lambda: project.index_more(seconds=_STEP_S), about="storing"),
        )
        if not left:
            self._steps.stop()
