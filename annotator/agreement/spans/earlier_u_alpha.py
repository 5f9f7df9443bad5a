"""The u-alpha of 1995 and 2004, which other tools still compute, for comparison with them alone.

It rises with units that are too long: where one annotator marks five short spans and the other only
one of them, moving that one aside hardly changes it. Use
:mod:`annotator.agreement.spans.unitizing`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, combinations, pairwise, permutations

from annotator.agreement.labels.coefficient import Coefficient, Status
from annotator.agreement.spans.pairwise import ArticleMarks

Unit = tuple[int, int]
Labelled = tuple[int, int, str]


def u_alpha_2004(
    annotators: Sequence[Sequence[Labelled]], length: int, *, label: str | None = None
) -> Coefficient:
    """Return u-alpha over one text of ``length`` code points, of one label or of all.

    ``annotators`` gives the units (start, end, label) of each one. Squared lengths and offsets of
    Krippendorff 1995, and 2004, section 11.5; one minus the summed observed over the summed
    expected disagreement of the labels. Units of one annotator and label may not overlap; a text
    ends with its last unit at the earliest.
    """
    length = max([length, *(each[1] for one in annotators for each in one)])
    labels = sorted({each[2] for one in annotators for each in one})
    chosen = [each for each in labels if label in (None, each)]
    units = [[_of(one, each) for one in annotators] for each in chosen]
    name = "u_alpha_2004" if label is None else f"u_alpha_2004[{label}]"
    status: Status = "defined"
    if len(annotators) < 2:
        status = "undefined_no_pairable_units"
    elif not any(each for some in units for each in some):
        status = "undefined_no_annotations"
    elif any(_overlap(one) for some in units for one in some):
        status = "undefined_overlapping_marks"
    expected = 0.0 if status != "defined" else sum(_expected(some, length) for some in units)
    if status == "defined" and expected == 0:
        status = "undefined_no_variation"
    value = None
    if status == "defined":
        value = 1 - sum(_observed(some, length) for some in units) / expected
    counted = sum(len(one) for some in units for one in some)
    return Coefficient(name, value, status, units=counted, annotators=len(annotators), articles=1)


def u_alpha_2004_over_articles(
    marks: Sequence[ArticleMarks], lengths: Mapping[str, int]
) -> Coefficient:
    """Return u-alpha of 2004 over articles, by id, that are laid end to end, as other tools do.

    ``marks`` are those of each annotator; ``lengths`` says which articles, in their order, and how
    many code points they have. Each fragment of a mark is a unit.
    """
    if not lengths:
        return Coefficient("u_alpha_2004", None, "undefined_no_pairable_units")
    units: list[list[Labelled]] = [[] for _ in marks]
    start = 0
    for article, length in lengths.items():
        for one, own in zip(marks, units, strict=True):
            own.extend(
                (start + span.start, start + span.end, mark.label)
                for mark in one.get(article, ())
                for span in mark.fragments
            )
        start += length
    return u_alpha_2004(units, start)


def _of(units: Iterable[Labelled], label: str) -> list[Unit]:
    return sorted((start, end) for start, end, own in units if own == label)


def _overlap(units: Sequence[Unit]) -> bool:
    return any(later[0] < unit[1] for unit, later in pairwise(units))


def _gaps(units: Sequence[Unit], length: int) -> list[Unit]:
    starts = [0, *(end for _, end in units)]
    ends = [*(start for start, _ in units), length]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _observed(annotators: Sequence[Sequence[Unit]], length: int) -> float:
    total = sum(2 * _apart(one, other) for one, other in combinations(annotators, 2))
    total += sum(2 * _lost(one, other) for one, other in permutations(annotators, 2))
    count = len(annotators)
    return total / (count * (count - 1) * length**2)


def _apart(one: Sequence[Unit], other: Sequence[Unit]) -> int:
    """Return the squared distances of the ends of all units that meet, summed."""
    return sum(
        (unit[0] - met[0]) ** 2 + (unit[1] - met[1]) ** 2
        for unit, meeting in _meeting(one, other)
        for met in meeting
    )


def _lost(one: Sequence[Unit], other: Sequence[Unit]) -> int:
    """Return the squared lengths of the units that lie in a gap of the other's, summed.

    They count twice: as a unit in a gap, and as a gap around a unit.
    """
    alone = (unit for unit, meeting in _meeting(one, other) if not meeting)
    return sum((end - start) ** 2 for start, end in alone)


def _meeting(one: Sequence[Unit], other: Sequence[Unit]) -> Iterator[tuple[Unit, Sequence[Unit]]]:
    """Yield each unit with those of the other that it overlaps; both are in order."""
    starts, ends = [start for start, _ in other], [end for _, end in other]
    for start, end in one:
        yield (start, end), other[bisect_right(ends, start) : bisect_left(starts, end)]


def _expected(annotators: Sequence[Sequence[Unit]], length: int) -> float:
    gaps = sorted(end - start for one in annotators for start, end in _gaps(one, length))
    behind = [*accumulate(reversed(gaps), initial=0)][::-1]  # the sum of each gap and all longer
    lengths = [end - start for one in annotators for start, end in one]
    top = 0.0
    for size in lengths:
        # against each other unit: the squared offsets of all positions in which both overlap
        top += (len(lengths) - 1) * (2 * size**3 - 3 * size**2 + size) / 3
        at = bisect_left(gaps, size)
        top += size**2 * (behind[at] - (len(gaps) - at) * (size - 1))
    whole = len(annotators) * length
    base = whole * (whole - 1) - sum(size * (size - 1) for size in lengths)
    return 2 / length * top / base if base else 0.0
