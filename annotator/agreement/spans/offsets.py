"""How far apart two annotators set the boundaries of what both marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Literal

from annotator.agreement.comparison import Comparison
from annotator.agreement.units import ArticleLayers, Group, mention_groups, stretches
from annotator.annotations.model import Mention, Statement
from annotator.corpus.span import Span

Marked = Literal["entities", "statements"]
Edge = Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class Offset:
    """How far the second annotator's boundaries lie from the first one's, in code points.

    Below 0 the second begins (or ends) earlier in the text than the first, above 0 later. Both
    are of the outer bounds where something consists of fragments.
    """

    article: str
    span: Span
    one: str
    other: str
    start: int
    end: int

    def at(self, edge: Edge) -> int:
        """Return the offset of one edge."""
        return self.start if edge == "start" else self.end


@dataclass(frozen=True, slots=True)
class Bin:
    """How many offsets lie from ``low`` to ``high``, both counted in; None is open to that side."""

    low: int | None
    high: int | None
    count: int

    @property
    def words(self) -> str:
        """The range in words: "0", "+3 to +5", "-21 or less"."""
        if self.low is None:
            return f"{_signed(self.high)} or less"
        if self.high is None:
            return f"{_signed(self.low)} or more"
        one = _signed(self.low)
        return one if self.low == self.high else f"{one} to {_signed(self.high)}"

    def holds(self, offset: int) -> bool:
        """Tell whether an offset lies in it."""
        above = self.low is None or offset >= self.low
        return above and (self.high is None or offset <= self.high)


def boundary_offsets(marked: Marked, among: Comparison) -> tuple[Offset, ...]:
    """Return the offsets of every two annotators that marked the same passage, in text order.

    Entities are the same where they overlap, statements where their contents share a third of
    their union; each pair is taken in the order of ``among.annotators``.
    """

    def within(article: ArticleLayers, groups: Sequence[Group[Statement]]) -> tuple[Offset, ...]:
        aligned: Sequence[Group[Mention] | Group[Statement]] = (
            mention_groups(article) if marked == "entities" else groups
        )
        each = (_offsets(article.article, group, among.annotators) for group in aligned)
        return tuple(chain.from_iterable(each))

    return tuple(chain.from_iterable(among.each(("offsets", marked), within)))


def offset_bins(offsets: Sequence[int]) -> tuple[Bin, ...]:
    """Count offsets: -2 to 2 one by one, further ones in bins of 3-5, 6-10, 11-20 and beyond."""
    lows: list[int | None] = [None, -20, -10, -5, -2, -1, 0, 1, 2, 3, 6, 11, 21]
    highs: list[int | None] = [-21, -11, -6, -3, -2, -1, 0, 1, 2, 5, 10, 20, None]
    bins = [Bin(low, high, 0) for low, high in zip(lows, highs, strict=True)]
    return tuple(Bin(each.low, each.high, sum(map(each.holds, offsets))) for each in bins)


def _offsets(
    article: str, group: Group[Mention] | Group[Statement], annotators: Sequence[str]
) -> Iterator[Offset]:
    bounds = {name: _bounds(each) for name, each in group.members.items()}
    for one, other in combinations([name for name in annotators if name in bounds], 2):
        here, there = bounds[one], bounds[other]
        yield Offset(
            article, group.hull, one, other, there.start - here.start, there.end - here.end
        )


def _bounds(item: Mention | Statement) -> Span:
    spans = stretches(item)
    return Span(min(each.start for each in spans), max(each.end for each in spans))


def _signed(number: int | None) -> str:
    if number is None:
        return ""
    return f"+{number}" if number > 0 else f"\N{MINUS SIGN}{-number}" if number < 0 else "0"
