"""The differences of the project, read in the background, and one article of them read again."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from annotator.adjudication.matters import Matter
from annotator.adjudication.proposals import Proposal, by_majority
from annotator.adjudication.queue import Queue
from annotator.annotations.edits import Change
from annotator.annotations.model import Progress
from annotator.gui.adjudication.desk import SettlingDesk
from annotator.gui.jobs.awaited import Awaited
from annotator.workflows.agreement import adjudicating
from annotator.workflows.agreement.adjudicating import Proposer

_SOON_MS = 400  # after the last label of somebody in the main window


class QueueReading(QObject):
    """Holds the queue. A ruling makes its article looked at again at once, a label soon.

    ``arrived`` tells that all articles were read, ``changed`` that one was read again,
    ``proposed`` that more can be proposed than before, ``failed`` brings the error.
    """

    arrived = Signal()
    changed = Signal(str)
    proposed = Signal()
    failed = Signal(object)
    progressed = Signal(int, int, str)

    def __init__(self, desk: SettlingDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reading = Awaited(desk.workbench, self)
        self._guessing = Awaited(desk.workbench, self)
        self._likeliest: Proposer | None = None
        self._old: set[str | None] = set()  # articles to look at again; None: all of them
        self._soon = QTimer(self)
        self.queue: Queue | None = None
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._look_again)
        self._reading.progressed.connect(self.progressed)
        self._reading.arrived.connect(self._take)
        self._reading.failed.connect(self.failed)
        self._guessing.arrived.connect(self._take_likeliest)
        self._guessing.failed.connect(self.failed)
        desk.workbench.annotations_changed.connect(self._refresh)

    @property
    def is_on_its_way(self) -> bool:
        """Whether something is being read, or about to be."""
        waiting = self._reading.is_waiting or self._guessing.is_waiting
        return waiting or self._soon.isActive()

    def forget(self) -> None:
        """Let go of everything: another project, or another person settles."""
        for each in (self._reading, self._guessing):
            each.forget()
        self._soon.stop()
        self._old.clear()
        self.queue = self._likeliest = None

    @Slot()
    def cancel(self) -> None:
        """Stop reading."""
        self._reading.cancel()

    def begin(self) -> None:
        """Read all articles in the background."""
        self._old.clear()
        self._reading.forget()
        self._reading.begin(
            lambda project, job: adjudicating.read_queue(
                project, progress=job.progress, cancelled=job.is_cancelled
            )
        )

    @Slot(object)
    def _take(self, queue: object) -> None:
        if isinstance(queue, Queue):
            self.queue = queue
            self.arrived.emit()
            if any(len(each.letters) > 2 for each in queue.matters):
                self._guess()

    def _guess(self) -> None:
        """Work out in the background what is likeliest."""
        self._guessing.forget()
        self._guessing.begin(
            lambda project, job: adjudicating.proposer(
                project, "dawid-skene", progress=job.progress, cancelled=job.is_cancelled
            )
        )

    @Slot(object)
    def _take_likeliest(self, propose: object) -> None:
        self._likeliest = cast("Proposer", propose)
        self.proposed.emit()

    def proposals(self, matter: Matter) -> tuple[Proposal, ...]:
        """Return what the rules propose for a matter."""
        if not matter.is_disputed:
            return ()
        found = [by_majority(matter)]
        if self._likeliest is not None:
            found.append(self._likeliest(matter))
        return tuple(each for each in found if each is not None)

    # What changes

    @Slot(object)
    def _refresh(self, change: Change) -> None:
        if self.queue is None:
            return
        article = change.article
        known = article is None or article in self.queue.articles
        if known and article is not None and article == self._desk.article:
            self._look_at(article)
        elif known or any(isinstance(each.record, Progress) for each in change.edits):
            self._old.add(article)
            self._soon.start()

    @Slot()
    def _look_again(self) -> None:
        """Look at the articles that changed; at all where more than labels did."""
        known = set() if self.queue is None else set(self.queue.articles)
        old, self._old = self._old, set()
        if old - known:
            self.begin()
            return
        for article in old:
            if article is not None:
                self._look_at(article)

    def _look_at(self, article: str) -> None:
        """Read one article of the queue again."""
        queue, case = self.queue, self._desk.case(article)
        if queue is None or case is None:
            return
        before = queue.articles[article]
        if len(case.compared.aligned.layers) < 2:
            rest = {name: each for name, each in queue.articles.items() if name != article}
            self.queue = Queue(rest)
        else:
            fresh = adjudicating.kept_of(case, before.title, before.position)
            self.queue = queue.with_article(fresh)
        self.changed.emit(article)
