"""Marks: stretches of text that annotators set, and how much two of them share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from annotator.agreement.spans.matching import Edge, alone, best_matching
from annotator.corpus.span import Span


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Something marked in an article: one stretch or several fragments, under a label.

    ``fragments`` are sorted; equal marks are one mark, however often they were set.
    """

    fragments: tuple[Span, ...]
    label: str = ""

    @property
    def start(self) -> int:
        """Where the first fragment begins."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """Where the last fragment ends."""
        return self.fragments[-1].end

    def unlabelled(self) -> Mark:
        """Return the same stretch without its label."""
        return Mark(self.fragments)


def mark(spans: Iterable[Span], label: str = "") -> Mark:
    """Return a mark over ``spans`` in any order."""
    return Mark(tuple(sorted(spans)), label)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans in order, with those that touch or overlap made one."""
    whole: list[Span] = []
    for span in sorted(spans):
        if whole and span.start <= whole[-1].end:
            whole[-1] = Span(whole[-1].start, max(whole[-1].end, span.end))
        else:
            whole.append(span)
    return tuple(whole)


def shared_length(one: Sequence[Span], other: Sequence[Span]) -> int:
    """Return how many code points two merged sequences of spans have in common."""
    shared = left = right = 0
    while left < len(one) and right < len(other):
        here, there = one[left], other[right]
        shared += max(0, min(here.end, there.end) - max(here.start, there.start))
        if here.end <= there.end:
            left += 1
        else:
            right += 1
    return shared


def overlap(one: Iterable[Span], other: Iterable[Span]) -> float:
    """Return the intersection over union of the code points that both cover, 0 to 1 (IoU)."""
    ones, others = tuple(one), tuple(other)
    if len(ones) == 1 == len(others):
        return _overlap_of_two(ones[0], others[0])
    ones, others = merged(ones), merged(others)
    shared = shared_length(ones, others)
    union = sum(map(len, ones)) + sum(map(len, others)) - shared
    return shared / union if union else 0.0


def _overlap_of_two(one: Span, other: Span) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / (len(one) + len(other) - shared) if shared > 0 else 0.0


def align(
    ones: Sequence[Sequence[Span]],
    others: Sequence[Sequence[Span]],
    *,
    at_least: float = 0.0,
    prefer: Callable[[int, int], float] | None = None,
) -> dict[Edge, float]:
    """Return the one-to-one alignment of greatest total overlap: (index, index) -> overlap.

    Pairs that share nothing, or less than ``at_least`` of their union, stay unaligned. ``prefer``
    (0 to 1) decides only between alignments of equal overlap.
    """
    found = {
        edge: share
        for edge in _candidates(ones, others)
        if (share := overlap(ones[edge[0]], others[edge[1]])) > 0 and share >= at_least
    }
    lone, met = alone(found)
    weighed = {edge: found[edge] + (1e-6 * prefer(*edge) if prefer else 0.0) for edge in met}
    return {edge: found[edge] for edge in sorted([*lone, *best_matching(weighed)])}


def _candidates(ones: Sequence[Sequence[Span]], others: Sequence[Sequence[Span]]) -> Iterable[Edge]:
    """Yield the pairs whose outer bounds overlap, by one sweep over both in text order."""
    bounds = sorted(
        (*_hull(spans), side, index)
        for side, items in enumerate((ones, others))
        for index, spans in enumerate(items)
    )
    active: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for start, end, side, index in bounds:
        facing = active[1 - side]
        facing[:] = [each for each in facing if each[0] > start]
        for _, met in facing:
            yield (index, met) if side == 0 else (met, index)
        active[side].append((end, index))


def _hull(spans: Sequence[Span]) -> tuple[int, int]:
    if len(spans) == 1:
        return spans[0].ends
    return min(span.start for span in spans), max(span.end for span in spans)
