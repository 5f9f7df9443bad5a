"""Agreement over time: the articles in the order they were finished, part after part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from annotator.agreement.comparison import Comparison, Question
from annotator.agreement.reported.headlines import headlines
from annotator.agreement.reported.measurement import Measurement
from annotator.agreement.units import ArticleLayers

FEWEST_ARTICLES = 5
"""Of fewer articles a coefficient says next to nothing."""
MOST_STRETCHES = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """A number of articles that were finished one after the other, and agreement on them.

    ``first`` and ``last`` are when the first and the last of them was finished by everybody who is
    compared; None where nobody knows. ``measures`` are pooled over these articles alone.
    """

    articles: tuple[str, ...]
    first: datetime | None
    last: datetime | None
    measures: tuple[Measurement, ...]

    @property
    def when(self) -> str:
        """From which day to which day they were finished, in words, by the clock here."""
        if self.first is None or self.last is None:
            return "not known"
        first, last = (f"{each.astimezone():%Y-%m-%d}" for each in (self.first, self.last))
        return first if first == last else f"{first} to {last}"


def over_time(question: Question, finished: Mapping[str, datetime]) -> tuple[Stretch, ...]:
    """Return agreement on stretches of articles of nearly equal number, oldest first.

    ``finished`` tells when the last annotator was done with an article; articles without a time
    stand behind the others. There are at most :data:`MOST_STRETCHES`, each of at least
    :data:`FEWEST_ARTICLES` articles; with too few articles for two stretches there is one.
    """
    known = [each for each in question.comparison.articles if each.article in finished]
    unknown = [each for each in question.comparison.articles if each.article not in finished]
    ordered = sorted(known, key=lambda each: finished[each.article]) + unknown
    return tuple(
        _stretch(question, ordered[start:end], finished) for start, end in cuts(len(ordered))
    )


def cuts(
    articles: int, *, fewest: int = FEWEST_ARTICLES, most: int = MOST_STRETCHES
) -> tuple[tuple[int, int], ...]:
    """Return where each stretch starts and ends: sizes differ by one article at most."""
    if not articles:
        return ()
    parts = max(1, min(most, articles // fewest))
    edges = [articles * part // parts for part in range(parts + 1)]
    return tuple(pairwise(edges))


def _stretch(
    question: Question, articles: Sequence[ArticleLayers], finished: Mapping[str, datetime]
) -> Stretch:
    among = Comparison(question.comparison.annotators, tuple(articles))
    times = [finished[each.article] for each in articles if each.article in finished]
    return Stretch(
        tuple(each.article for each in articles),
        min(times, default=None),
        max(times, default=None),
        tuple(headlines(question, among)),
    )
