"""Explore where annotators differ: labels, people, articles, time and boundaries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.agreement.comparison import Question
from annotator.agreement.explored.confusion import Confusion, confusion
from annotator.agreement.explored.leave_one_out import LeftOut
from annotator.agreement.explored.over_time import Stretch
from annotator.agreement.explored.passages import Passage, Subject, labels_of, passages, subjects
from annotator.agreement.explored.people import PairMatrix, pair_matrices
from annotator.agreement.explored.shares import ArticleShare, article_shares
from annotator.agreement.reported.report import AgreementReport
from annotator.agreement.spans.offsets import Marked, Offset, boundary_offsets
from annotator.errors import Cancelled
from annotator.workflows.agreement.measured_before import MeasuredBefore
from annotator.workflows.agreement.measuring import (
    AgreementOptions,
    Measurable,
    measure_to_explore,
)
from annotator.workflows.watching import IsCancelled, TellProgress, never

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Exploration:
    """A report, and everything that can be looked at behind its numbers.

    ``pairs`` are those of annotators (by id) that share an article. ``found`` holds the passages of
    each subject as all annotators were aligned. ``known`` makes the next exploration quicker.
    """

    report: AgreementReport
    question: Question
    titles: Mapping[str, str]
    pairs: tuple[Pair, ...]
    found: Mapping[Subject, tuple[Passage, ...]]
    offsets: Mapping[Marked, tuple[Offset, ...]]
    known: MeasuredBefore

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Agreement over time."""
        return self.report.stretches

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What agreement would be without each annotator."""
        return self.report.left_out

    @property
    def matrices(self) -> tuple[PairMatrix, ...]:
        """The measures that were made of each pair of annotators."""
        return pair_matrices(self.report.measurements)

    def confusion(self, subject: Subject, pair: Pair | None = None) -> Confusion:
        """Return which labels met, between two annotators or over all pairs."""
        found = self.found[subject] if pair is None else self._between(subject, pair)
        labels = labels_of(subject, self.question.codebook, found)
        return confusion(found, labels, pair=pair)

    def shares(self, subject: Subject) -> tuple[ArticleShare, ...]:
        """Return what each article adds to the disagreement, largest share first."""
        return article_shares(self.found[subject])

    def _between(self, subject: Subject, pair: Pair) -> tuple[Passage, ...]:
        """Return the passages of two annotators.

        Statements are aligned as they were for the pair's own measures. Entities are taken as they
        were aligned for all, which is at hand.
        """
        if subject == "entities":
            every = (each.among(pair) for each in self.found[subject])
            return tuple(each for each in every if len(each.labels) == 2 and each.is_marked)
        among = next(each for each in self.question.comparison.pairs if each.annotators == pair)
        return passages(subject, among, self.question.codebook)


def explore(
    project: Measurable,
    options: AgreementOptions | None = None,
    *,
    before: MeasuredBefore | None = None,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> Exploration:
    """Measure agreement, and prepare what can be looked at behind the numbers.

    What is known from ``before`` is not read or aligned again. Raises what
    :func:`annotator.workflows.agreement.measuring.measure` raises.
    """
    measured = measure_to_explore(
        project, options, before=before, progress=progress, cancelled=cancelled
    )
    question = measured.question
    _heed(cancelled)
    found = _passages(question, cancelled)
    offsets: dict[Marked, tuple[Offset, ...]] = {
        "entities": boundary_offsets("entities", question.comparison),
        "statements": boundary_offsets("statements", question.comparison),
    }
    _heed(cancelled)
    return Exploration(
        measured.report,
        question,
        measured.titles,
        tuple((each.annotators[0], each.annotators[1]) for each in question.comparison.pairs),
        found,
        offsets,
        measured.known,
    )


def _passages(question: Question, cancelled: IsCancelled) -> dict[Subject, tuple[Passage, ...]]:
    found: dict[Subject, tuple[Passage, ...]] = {}
    for subject in subjects(question.codebook):
        _heed(cancelled)
        found[subject] = passages(subject, question.comparison, question.codebook)
    return found


def _heed(cancelled: IsCancelled) -> None:
    if cancelled():
        raise Cancelled("Measuring was stopped. Nothing was changed.")
