"""How good found figures are: number, bound, unit and side against those that people put.

Only figures inside the contents of an annotator's statements count: about others nobody decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from annotator.agreement.spans.marks import overlap
from annotator.agreement.spans.matching import best_matching
from annotator.annotations.figures import side_of
from annotator.annotations.model import Actor, Figure, Statement
from annotator.corpus.article import READABLE_ZONES, Zone
from annotator.preannotation.numbers.figures import FoundFigure, find_figures
from annotator.workflows.evaluating.scoring import Miss, Score

_LANGUAGES = ("en", "und", "")
_NONE = Score()


@dataclass(frozen=True, slots=True)
class FigureScores:
    """Figures that are right as a whole, and each slot of those that stand in the same place.

    A figure is right as a whole where number, bound, unit and side are. ``place`` counts figures
    that overlap one that a person put, whatever they say.
    """

    whole: Score = _NONE
    place: Score = _NONE
    number: Score = _NONE
    bound: Score = _NONE
    unit: Score = _NONE
    side: Score = _NONE

    def __add__(self, other: FigureScores) -> FigureScores:
        return FigureScores(
            *(getattr(self, each.name) + getattr(other, each.name) for each in fields(self))
        )

    @property
    def is_empty(self) -> bool:
        """Tell whether there was no figure at all, neither found nor put."""
        return not self.whole.suggested and not self.whole.confirmed


def figures_in(text: str, zones: Iterable[Zone], units: Sequence[str]) -> Iterator[FoundFigure]:
    """Yield the figures of an article's own text, in its order; rules for English find them."""
    for zone in zones:
        if zone.kind in READABLE_ZONES and zone.lang in _LANGUAGES:
            yield from find_figures(text, zone.span, units)


def figure_scores(
    found: Iterable[FoundFigure], statements: Sequence[Statement], actors: Iterable[Actor]
) -> tuple[FigureScores, list[Miss]]:
    """Compare found figures with those of one annotator's statements, one to one by their place."""
    contents = [span for each in statements for span in each.content]
    known = tuple(actors)
    ours = [each for each in found if any(one.contains(each.number) for one in contents)]
    theirs = _distinct(figure for each in statements for figure in each.figures)
    shares = {
        (at, place): overlap((one.span,), (other.span,))
        for at, one in enumerate(ours)
        for place, other in enumerate(theirs)
        if one.span.overlaps(other.span)
    }
    pairs = best_matching(shares)
    slots = [_slots(ours[at], theirs[place], known) for at, place in pairs]
    right = [all(each) for each in slots]

    def score(count: int) -> Score:
        return Score(len(ours), count, len(theirs), count)

    counts = (sum(each) for each in zip(*slots, strict=True)) if slots else (0, 0, 0, 0)
    scores = FigureScores(score(sum(right)), score(len(pairs)), *(score(each) for each in counts))
    good = {pair for pair, is_right in zip(pairs, right, strict=True) if is_right}
    found_right, put_right = {at for at, _ in good}, {place for _, place in good}
    misses = [
        Miss("figure", "wrong", each.span, _words(each.value, each.bound, each.unit))
        for at, each in enumerate(ours)
        if at not in found_right
    ]
    misses += [
        Miss("figure", "missed", each.span, _words(each.value, each.bound, each.unit))
        for place, each in enumerate(theirs)
        if place not in put_right
    ]
    return scores, sorted(misses, key=lambda each: (each.span, each.outcome))


def _distinct(figures: Iterable[Figure]) -> list[Figure]:
    """Return figures without those that several statements share."""
    return sorted(set(figures), key=lambda each: (each.span, repr(each)))


def _slots(
    found: FoundFigure, put: Figure, actors: Sequence[Actor]
) -> tuple[bool, bool, bool, bool]:
    side = side_of(found.side, actors) or found.side
    return (
        found.value == put.value,
        found.bound == put.bound,
        found.unit == put.unit,
        side == put.side,
    )


def _words(value: float | int | None, bound: str, unit: str) -> str:
    number = "many" if value is None else f"{value:,}"
    return " ".join((number, unit) if bound in ("exact", "unspecified") else (bound, number, unit))
