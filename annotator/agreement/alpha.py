"""Krippendorff's alpha: any number of annotators, missing labels, labels of any scale, and sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from typing import Literal

import numpy as np

from annotator.agreement.coefficient import Coefficient, Status
from annotator.agreement.kappas import numbers
from annotator.agreement.labels import Floats, LabelTable, coefficient, weighted_table

Scale = Literal["nominal", "ordinal", "interval", "ratio"]
SetDistance = Literal["nominal", "jaccard", "masi"]
LabelSet = frozenset[str]


def krippendorff_alpha(table: LabelTable, *, scale: Scale = "nominal") -> Coefficient:
    """Return Krippendorff's alpha, ``1 - Do/De`` over the matrix of coincidences.

    Krippendorff 2011, part C, and 2019, section 12.3, with the squared distances of Krippendorff
    2011, part D: nominal; ordinal by the labels' declared order; interval and ratio by their
    values, undefined where labels are not numbers.
    """
    name = f"alpha_{scale}"
    seen = coincidences(table)
    if seen.sum() == 0:
        return coefficient(name, table, "undefined_no_pairable_units")
    distance = _scale_distance(table, seen.sum(axis=1), scale)
    if distance is None:
        return coefficient(name, table, "undefined_scale")
    return coefficient(name, table, _alpha(seen, distance))


def coincidences(table: LabelTable) -> Floats:
    """Return how often each label met each other within units (Krippendorff 2011, part C).

    Each unit adds all ordered pairs of its labels, divided by its number of labels minus one, so
    that the matrix sums to the number of pairable labels.
    """
    pairable = table.pairable()
    counts = pairable.counts()
    share = pairable.weights / (counts.sum(axis=1) - 1)
    crossed: Floats = counts.T @ (counts * share[:, None])
    return crossed - np.diag(share @ counts)


def _alpha(seen: Floats, distance: Floats) -> float | Status:
    totals = seen.sum(axis=1)
    count = float(totals.sum())
    expected = float((np.outer(totals, totals) * distance).sum())
    if expected == 0:
        return "undefined_no_variation"
    return 1 - float((seen * distance).sum()) * (count - 1) / expected


def _scale_distance(table: LabelTable, totals: Floats, scale: Scale) -> Floats | None:
    if scale == "nominal":
        return 1 - np.eye(len(table.labels))
    if scale == "ordinal":
        middles = np.cumsum(totals) - totals / 2
        return np.asarray((middles[:, None] - middles[None, :]) ** 2)
    values = numbers(table)
    if values is None:
        return None
    apart = values[:, None] - values[None, :]
    if scale == "interval":
        return np.asarray(apart**2)
    sums = values[:, None] + values[None, :]
    return np.asarray(np.divide(apart, sums, out=np.zeros_like(apart), where=sums != 0) ** 2)


def set_alpha(table: LabelTable, *, distance: SetDistance = "masi") -> Coefficient:
    """Return Krippendorff's alpha over labels that are sets (``frozenset``), several labels each.

    ``nominal`` takes sets as equal or not; ``jaccard`` is 1 minus the shared part of their union
    (Jaccard 1912); ``masi`` is 1 minus Jaccard times 1, 2/3, 1/3 or 0 for equal sets, one inside
    the other, overlapping, apart (Passonneau 2006). The empty set is a set: it lies
    at distance 1 from every other.
    """
    name = "alpha_set_nominal" if distance == "nominal" else f"alpha_{distance}"
    seen = coincidences(table)
    if seen.sum() == 0:
        return coefficient(name, table, "undefined_no_pairable_units")
    sets = [label if isinstance(label, frozenset) else frozenset() for label in table.labels]
    apart = [[_SET_DISTANCES[distance](one, other) for other in sets] for one in sets]
    return coefficient(name, table, _alpha(seen, np.array(apart)))


def label_alpha(table: LabelTable, label: Hashable) -> Coefficient:
    """Return alpha of "this label was among them, or not", over labels that are sets."""
    patterns: Counter[tuple[Hashable | None, ...]] = Counter()
    for codes, weight in zip(table.codes, table.weights, strict=True):
        row = tuple(_holds(table, int(code), label) for code in codes)
        patterns[row] += int(weight)
    return _renamed(table, patterns, f"alpha_label[{label}]")


def _holds(table: LabelTable, code: int, label: Hashable) -> bool | None:
    labels = table.labels[code] if code >= 0 else None
    return label in labels if isinstance(labels, frozenset) else None


def _renamed(
    table: LabelTable, patterns: Counter[tuple[Hashable | None, ...]], name: str
) -> Coefficient:
    recoded = weighted_table(patterns, annotators=table.annotators, categories=(False, True))
    return coefficient(name, recoded, _value(krippendorff_alpha(recoded)))


def _value(found: Coefficient) -> float | Status:
    return found.status if found.value is None else found.value


def _jaccard(one: LabelSet, other: LabelSet) -> float:
    return 1.0 if one == other else len(one & other) / len(one | other)


def _masi(one: LabelSet, other: LabelSet) -> float:
    if one == other:
        return 1.0
    nested = one <= other or other <= one
    return _jaccard(one, other) * (2 / 3 if nested else 1 / 3)


_SET_DISTANCES: dict[SetDistance, Callable[[LabelSet, LabelSet], float]] = {
    "nominal": lambda one, other: float(one != other),
    "jaccard": lambda one, other: 1 - _jaccard(one, other),
    "masi": lambda one, other: 1 - _masi(one, other),
}
