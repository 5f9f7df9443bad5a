"""Krippendorff's alpha: any number of annotators, missing labels, labels of any scale, and sets."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import Literal

import numpy as np

from annotator.agreement.labels.coefficient import Coefficient, Status
from annotator.agreement.labels.table import Formula, LabelTable, divided, measured
from annotator.agreement.labels.tallies import MISSING, Floats, Tallies, numbers

Scale = Literal["nominal", "ordinal", "interval", "ratio"]
SetDistance = Literal["nominal", "jaccard", "masi"]
LabelSet = frozenset[str]


def krippendorff_alpha(table: LabelTable, *, scale: Scale = "nominal") -> Coefficient:
    """Return Krippendorff's alpha, ``1 - Do/De`` over the matrix of coincidences.

    Krippendorff 2011, part C, and 2019, section 12.3, with the squared distances of Krippendorff
    2011, part D: nominal; ordinal by the labels' declared order; interval and ratio by their
    values, undefined where labels are not numbers, ratio also where some lie below zero.
    """
    name = f"alpha_{scale}"
    if fixed_distance(table.labels, scale) is None and scale != "ordinal":
        return measured(name, table, alpha_formula(scale), "undefined_scale")
    return measured(name, table, alpha_formula(scale))


def alpha_formula(scale: Scale) -> Formula:
    """Return the formula of alpha on a scale."""
    return partial(_ordinal if scale == "ordinal" else _by_distance, scale=scale)


def one_label_formula(code: int) -> Formula:
    """Return the formula of nominal alpha of one label, by its number, against all others."""

    def measure(tallies: Tallies) -> Floats:
        totals = tallies.coincidences.sum(axis=-1)
        count, given = totals.sum(axis=-1), totals[..., code]
        apart = given - tallies.coincidences[..., code, code]
        return 1 - divided((count - 1) * apart, given * (count - given))

    return measure


def one_label_alpha(tallies: Tallies, code: int, annotators: int) -> Coefficient:
    """Return nominal alpha of one label against all others from the sums over all units.

    ``annotators`` is how many labelled a unit that another one labelled too.
    """
    value = float(one_label_formula(code)(tallies))
    seen, units = tallies.coincidences, round(float(tallies.pairable_units))
    apart = float(seen[code].sum() - seen[code, code])
    status: Status = "undefined_no_variation" if units else "undefined_no_pairable_units"
    return Coefficient(
        "alpha_nominal",
        None if np.isnan(value) else value,
        status if np.isnan(value) else "defined",
        raw_agreement=1 - 2 * apart / float(seen.sum()) if units else None,
        units=units,
        annotators=annotators,
    )


def _by_distance(tallies: Tallies, *, scale: Scale) -> Floats:
    distance = fixed_distance(tallies.labels, scale)
    if distance is None:
        return np.full(tallies.sums.shape[:-1], np.nan)
    return alpha_of(tallies.coincidences, distance)


def alpha_of(seen: Floats, distance: Floats) -> Floats:
    """Return alpha of coincidences ``[..., label, label]`` with distances of labels.

    nan where no disagreement is expected. Krippendorff 2011, part C: 1 minus (n - 1) times
    the observed over the expected, both summed over pairs of labels.
    """
    totals = seen.sum(axis=-1)
    count = totals.sum(axis=-1)
    expected = ((totals[..., None, :] @ distance)[..., 0, :] * totals).sum(axis=-1)
    return 1 - divided((seen * distance).sum(axis=(-2, -1)) * (count - 1), expected)


def _ordinal(tallies: Tallies, *, scale: Scale) -> Floats:  # noqa: ARG001 - as _by_distance
    seen = tallies.coincidences
    totals = seen.sum(axis=-1)
    middles = np.cumsum(totals, axis=-1) - totals / 2
    return alpha_of(seen, (middles[..., :, None] - middles[..., None, :]) ** 2)


def fixed_distance(labels: tuple[Hashable, ...], scale: Scale) -> Floats | None:
    """Return the squared distances of labels that do not depend on how often they were given."""
    if scale == "nominal":
        return 1 - np.eye(len(labels))
    values = numbers(labels)
    if values is None or scale == "ordinal":
        return None
    apart = values[:, None] - values[None, :]
    if scale == "interval":
        widest = float(np.abs(apart).max()) if apart.size else 0.0
        return np.asarray((apart / widest) ** 2 if widest > 0 else apart)
    if (values < 0).any():
        return None
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
    return measured(name, table, set_formula(distance))


def set_formula(distance: SetDistance) -> Formula:
    """Return the formula of alpha over sets."""
    return partial(_over_sets, distance=distance)


def _over_sets(tallies: Tallies, *, distance: SetDistance) -> Floats:
    sets = [label if isinstance(label, frozenset) else frozenset() for label in tallies.labels]
    apart = [[_SET_DISTANCES[distance](one, other) for other in sets] for one in sets]
    return alpha_of(tallies.coincidences, np.array(apart).reshape(len(sets), len(sets)))


def label_alpha(table: LabelTable, label: Hashable) -> Coefficient:
    """Return alpha of "this label was among them, or not", over labels that are sets."""
    return measured(f"alpha_label[{label}]", holding(table, label), alpha_formula("nominal"))


def holding(table: LabelTable, label: Hashable) -> LabelTable:
    """Return a table of sets recoded to whether the label is among them."""
    held = [
        int(label in labels) if isinstance(labels, frozenset) else MISSING
        for labels in table.labels
    ]
    return table.recoded(held, (False, True))


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
