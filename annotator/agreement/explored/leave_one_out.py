"""What agreement would be without one annotator: who differs from the others, and on what."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.agreement.comparison import Comparison, Question
from annotator.agreement.reported.headlines import headlines
from annotator.agreement.reported.measurement import Measurement

FEWEST = 3
"""Without one of two annotators nobody is left to compare."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One measure with everybody and without one annotator (by id).

    ``articles`` of the comparison without the annotator may be fewer: those that two others share.
    """

    annotator: str
    everyone: Measurement
    others: Measurement

    @property
    def shift(self) -> float | None:
        """By how much the value rises without the annotator; None where one is undefined."""
        with_all, without = self.everyone.coefficient.value, self.others.coefficient.value
        return None if with_all is None or without is None else without - with_all


def leave_one_out(question: Question) -> tuple[LeftOut, ...]:
    """Return the headline measures without each annotator in turn (the jackknife over annotators).

    Everything is aligned anew among those who are left, as if the one had never taken part. Empty
    for fewer than :data:`FEWEST` annotators.
    """
    among = question.comparison
    if len(among.annotators) < FEWEST:
        return ()
    everyone = tuple(headlines(question, among))
    return tuple(
        LeftOut(annotator, with_all, without)
        for annotator in among.annotators
        for with_all, without in zip(
            everyone, headlines(question, _without(among, annotator)), strict=True
        )
    )


def _without(among: Comparison, annotator: str) -> Comparison:
    rest = tuple(each for each in among.annotators if each != annotator)
    if len(rest) > 2:
        return among.only(rest)
    known = (each for each in among.pairs if each.annotators == rest)
    return next(known, None) or among.only(rest)  # a pair was aligned for its own measures
