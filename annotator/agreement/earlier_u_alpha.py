"""The u-alpha of 1995 and 2004, which other tools still compute, for comparison with them alone.

It rises with units that are too long: where one annotator marks five short spans and the other only
one of them, moving that one aside hardly changes it. Use :mod:`annotator.agreement.unitizing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from annotator.agreement.coefficient import Coefficient, Status

Unit = tuple[int, int]
Labelled = tuple[int, int, str]


def u_alpha_2004(
    annotators: Sequence[Sequence[Labelled]], length: int, *, label: str | None = None
) -> Coefficient:
    """Return u-alpha over one text of ``length`` code points, of one label or of all.

    ``annotators`` gives the units (start, end, label) of each one. Squared lengths and offsets of
    Krippendorff 1995, and 2004, section 11.5; one minus the summed observed over the summed
    expected disagreement of the labels. Units of one annotator and label may not overlap.
    """
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


def _of(units: Iterable[Labelled], label: str) -> list[Unit]:
    return sorted((start, end) for start, end, own in units if own == label)


def _overlap(units: Sequence[Unit]) -> bool:
    return any(later[0] < unit[1] for unit, later in pairwise(units))


def _gaps(units: Sequence[Unit], length: int) -> list[Unit]:
    starts = [0, *(end for _, end in units)]
    ends = [*(start for start, _ in units), length]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _observed(annotators: Sequence[Sequence[Unit]], length: int) -> float:
    total = 0
    for place, one in enumerate(annotators):
        others = [each for number, each in enumerate(annotators) if number != place]
        for other in others:
            total += sum(_apart(unit, met) for unit in one for met in other)
            missed = _gaps(other, length)
            lost = sum(_lost(unit, gap) for unit in one for gap in missed)
            total += 2 * lost  # once as unit in gap, once as gap around unit
    count = len(annotators)
    return total / (count * (count - 1) * length**2)


def _apart(one: Unit, other: Unit) -> int:
    if one[0] >= other[1] or other[0] >= one[1]:
        return 0
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _lost(unit: Unit, gap: Unit) -> int:
    inside = gap[0] <= unit[0] and unit[1] <= gap[1]
    return (unit[1] - unit[0]) ** 2 if inside else 0


def _expected(annotators: Sequence[Sequence[Unit]], length: int) -> float:
    gaps = [end - start for one in annotators for start, end in _gaps(one, length)]
    lengths = [end - start for one in annotators for start, end in one]
    top = 0.0
    for size in lengths:
        # against each other unit: the squared offsets of all positions in which both overlap
        top += (len(lengths) - 1) * (2 * size**3 - 3 * size**2 + size) / 3
        top += size**2 * sum(gap - size + 1 for gap in gaps if gap >= size)
    whole = len(annotators) * length
    base = whole * (whole - 1) - sum(size * (size - 1) for size in lengths)
    return 2 / length * top / base if base else 0.0
