"""Agreement on statements as filled slots: who, what kind of claim, on what, which way."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.agreement.kept import NOTHING, Kept
from annotator.agreement.labels.coefficient import Coefficient
from annotator.agreement.spans.matching import best_assignment

if TYPE_CHECKING:
    from annotator.agreement.resampling import Resampling

Slots = tuple[Hashable, ...]
ArticleSlots = Mapping[str, Sequence[Slots]]
"""The statements of one annotator by article id; all have the same slots in the same order."""


Pairs = tuple[tuple[Slots, Slots], ...]


@dataclass(frozen=True, slots=True)
class SlotAlignment:
    """Statements of two annotators side by side in each article that both looked at."""

    articles: tuple[Pairs, ...]

    @property
    def pairs(self) -> Pairs:
        """All pairs of aligned statements."""
        return tuple(pair for some in self.articles for pair in some)


def align_slots(one: ArticleSlots, other: ArticleSlots, *, kept: Kept = NOTHING) -> SlotAlignment:
    """Align statements one to one within each article, with the most equal slots in all.

    Statements that share no slot stay unaligned. Articles that one of them has not looked at are
    left out.
    """

    def work_out(articles: Sequence[str]) -> Iterator[Pairs]:
        return (_aligned(one[each], other[each]) for each in articles)

    shared = sorted(one.keys() & other.keys())
    return SlotAlignment(tuple(kept.of_each(shared, "aligned", work_out)))


def _aligned(ones: Sequence[Slots], others: Sequence[Slots]) -> Pairs:
    if not ones or not others:
        return ()
    import numpy as np

    numbers: dict[Hashable, int] = {}

    def numbered(statements: Sequence[Slots]) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        return np.array(
            [[numbers.setdefault(slot, len(numbers)) for slot in each] for each in statements]
        )

    equal = (numbered(ones)[:, None, :] == numbered(others)[None, :, :]).mean(axis=2)
    return tuple((ones[left], others[right]) for left, right in best_assignment(equal))


def similarity(one: Slots, other: Slots) -> float:
    """Return the share of slots that are equal."""
    return sum(here == there for here, there in zip(one, other, strict=True)) / len(one)


def statement_strict_f1(
    one: ArticleSlots,
    other: ArticleSlots,
    *,
    resampling: Resampling | None = None,
    kept: Kept = NOTHING,
) -> Coefficient:
    """Return F1 of statements that are equal in every slot."""
    shared = sorted(one.keys() & other.keys())

    def work_out(articles: Sequence[str]) -> Iterator[int]:
        return ((Counter(one[each]) & Counter(other[each])).total() for each in articles)

    common = kept.of_each(shared, "strict", work_out)
    return _f1("statement_strict_f1", common, _sizes(one, other), resampling)


def statement_soft_f1(
    one: ArticleSlots,
    other: ArticleSlots,
    *,
    resampling: Resampling | None = None,
    kept: Kept = NOTHING,
) -> Coefficient:
    """Return F1 of statements aligned by :func:`align_slots`, each worth its equal slots."""
    aligned = align_slots(one, other, kept=kept)
    common = [math.fsum(similarity(*pair) for pair in some) for some in aligned.articles]
    return _f1("statement_soft_f1", common, _sizes(one, other), resampling)


def _sizes(one: ArticleSlots, other: ArticleSlots) -> list[int]:
    shared = sorted(one.keys() & other.keys())
    return [len(one[each]) + len(other[each]) for each in shared]


def slot_agreement(
    aligned: SlotAlignment, slot: int, name: str, *, resampling: Resampling | None = None
) -> Coefficient:
    """Return the share of aligned statements whose slot of that number is equal."""
    parts = [
        (sum(one[slot] == other[slot] for one, other in some), len(some))
        for some in aligned.articles
    ]
    equal, pairs = sum(each for each, _ in parts), sum(each for _, each in parts)
    found = Coefficient(
        f"slot_agreement[{name}]",
        equal / pairs if pairs else None,
        "defined" if pairs else "undefined_no_pairable_units",
        units=pairs,
        annotators=2,
        articles=len(parts),
    )
    return with_ratio_interval(found, parts, resampling)


def _f1(
    name: str,
    common: Sequence[float],
    sizes: Sequence[int],
    resampling: Resampling | None,
) -> Coefficient:
    total = sum(sizes)
    found = Coefficient(
        name,
        2 * math.fsum(common) / total if total else None,
        "defined" if total else "undefined_no_annotations",
        units=total,
        annotators=2,
        articles=len(sizes),
    )
    parts = [(2 * each, size) for each, size in zip(common, sizes, strict=True)]
    return with_ratio_interval(found, parts, resampling)


def with_ratio_interval(
    found: Coefficient,
    parts: Sequence[tuple[float, float]],
    resampling: Resampling | None,
) -> Coefficient:
    """Return a ratio of sums with its interval, where resampling is asked for.

    ``parts`` are what each article adds above and below.
    """
    if resampling is None:
        return found
    import numpy as np

    from annotator.agreement.resampling import ratio_interval

    sums = np.array(parts, dtype=np.float64).reshape(len(parts), 2)
    return replace(found, interval=ratio_interval(sums, resampling))
