"""From a passage of one article to where it stands in others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from annotator.annotations.model import Statement
from annotator.annotations.session import Session
from annotator.corpus.duplicates import SimilarPassage
from annotator.corpus.span import Span
from annotator.errors import AnnotatorError, Cancelled
from annotator.gui.jobs.job_project import write_in_job
from annotator.gui.jobs.running import Job
from annotator.gui.widgets.chooser import Choice, Chooser
from annotator.gui.workbench import Workbench
from annotator.project import Project

_SHOWN = 60  # characters of a passage
_IN_SIGHT = 8  # places that are listed before the labels to take over
_TAKE_OVER = "take over"


class Reading(Protocol):
    """What is needed of the view that shows the article."""

    def similar_passages(self) -> tuple[SimilarPassage, ...]:
        """Return what of the article stands elsewhere, likeliest first."""

    def refresh_similar(self) -> None:
        """Read again what stands elsewhere."""

    def anchor(self) -> QPoint:
        """Return a global position where a list may open."""


class Similar(QObject):
    """Offers the similar passages of the article in hand; compares first what is still waiting."""

    passage_requested = Signal(str, object)
    """The article and the stretch of it that a person wants to see."""

    def __init__(self, workbench: Workbench, reading: Reading, window: QWidget) -> None:
        super().__init__(window)
        self._workbench = workbench
        self._reading = reading
        self._chooser = Chooser(window)
        self._job: Job | None = None
        workbench.project_closed.connect(self._let_go)

    def choose(self) -> None:
        """Offer the passages that stand elsewhere, those at the caret first.

        While articles are still being compared, this stops it.
        """
        project = self._workbench.project
        if project is None or self._workbench.session is None:
            return
        if self._job is not None:
            self._job.cancel()
            return
        waiting = self._workbench.attempt(project.uncompared)
        if waiting and not project.readonly:
            self._compare(len(waiting))
        else:
            self._offer()

    def take_over(self) -> None:
        """Say here all that was said of the same passages in other articles, in one step."""
        workbench, session = self._workbench, self._workbench.session
        if session is None:
            return
        change = workbench.gesture(session.take_over)
        made = change.edits[0].after if change is not None else None
        if isinstance(made, Statement):
            workbench.focus = ("statement", made.id)

    def _compare(self, count: int) -> None:
        self._job = write_in_job(
            self._workbench, _compare_in_job, done=self._compared, failed=self._fail
        )
        words = self.tr("Comparing %1 articles with all others… The same key stops it.")
        self._workbench.message.emit(words.replace("%1", str(count)))

    def _compared(self, report: object) -> None:
        from annotator.workflows.marking.comparing import ComparisonReport

        self._job = None
        self._reading.refresh_similar()
        self._workbench.read_suggestions()
        if isinstance(report, ComparisonReport) and report.is_cancelled:
            words = self.tr("Stopped. What was compared is kept; the same key goes on.")
            self._workbench.message.emit(words)
        else:
            self._offer()

    def _fail(self, error: Exception) -> None:
        self._job = None
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, AnnotatorError):
            raise error
        self._workbench.problems.tell(error, about="comparing")

    def _let_go(self) -> None:
        self._job = None

    def _offer(self) -> None:
        passages = self._reading.similar_passages()
        if not passages:
            words = self.tr("No passage of this article stands in another one.")
            self._workbench.message.emit(words)
            return
        choices = self._workbench.attempt(lambda: self._choices(passages))
        if choices:
            title = self.tr("Stands also in")
            self._chooser.open_at(
                choices, title, lambda choice: self._go(passages, choice), at=self._reading.anchor()
            )

    def _choices(self, passages: Sequence[SimilarPassage]) -> tuple[Choice, ...]:
        project, session = self._workbench.project, self._workbench.session
        if project is None or session is None:
            return ()
        titles = {each.article: project.article(each.article).title for each in passages}
        places = [
            Choice(str(number), titles[each.article], _beginning(each.span, session.text))
            for number, each in enumerate(passages)
        ]
        return (*places[:_IN_SIGHT], *self._taking_over(session), *places[_IN_SIGHT:])

    def _taking_over(self, session: Session) -> tuple[Choice, ...]:
        """Offer to take over what was said elsewhere, and say how much that is."""
        found = session.open_counterparts
        if not found or self._workbench.is_readonly:
            return ()
        one = self.tr("Take over 1 statement")
        many = self.tr("Take over %1 statements").replace("%1", str(len(found)))
        words = " / ".join(_beginning(each.span, session.text) for each in found)
        return (Choice(_TAKE_OVER, one if len(found) == 1 else many, words),)

    def _go(self, passages: Sequence[SimilarPassage], choice: Choice) -> None:
        if choice.id == _TAKE_OVER:
            self.take_over()
            return
        chosen = passages[int(choice.id)]
        self.passage_requested.emit(chosen.article, chosen.other_span)


def _beginning(span: Span, text: str) -> str:
    words = " ".join(span.covered(text).split())
    return words if len(words) <= _SHOWN else words[:_SHOWN].rstrip() + "…"


def _compare_in_job(project: Project, job: Job) -> object:
    from annotator.workflows.marking.comparing import compare

    return compare(project, progress=job.progress, cancelled=job.is_cancelled)
