"""Agreement corrected for chance by the annotators' own label shares: the kappas and their kin."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Literal

import numpy as np

from annotator.agreement.coefficient import Coefficient, Status
from annotator.agreement.labels import (
    Floats,
    LabelTable,
    coefficient,
    unit_mean_agreement,
)

Weighting = Literal["nominal", "linear", "quadratic"]
NO_UNITS: Status = "undefined_no_pairable_units"
NO_VARIATION: Status = "undefined_no_variation"


def corrected(observed: float, expected: float) -> float | Status:
    """Return ``(observed - expected) / (1 - expected)``; undefined where chance agrees fully."""
    if 1 - expected < 1e-12:
        return NO_VARIATION
    return (observed - expected) / (1 - expected)


def contingency(table: LabelTable) -> Floats:
    """Return the two annotators' table ``[label of the first, label of the second]``.

    Units that one of them did not label are left out. Raises ``ValueError`` unless there are
    exactly two annotators.
    """
    if table.annotators != 2:
        raise ValueError("a measure for two annotators")
    both = table.pairable()
    crossed = np.zeros((len(table.labels), len(table.labels)))
    np.add.at(crossed, (both.codes[:, 0], both.codes[:, 1]), both.weights)
    return crossed


def cohen_kappa(table: LabelTable, *, weighting: Weighting = "nominal") -> Coefficient:
    """Return Cohen's kappa of two annotators over the units that both labelled.

    Cohen 1960, page 40; weighted by the distance of the labels in their declared order, linear
    ``|i-j|`` or quadratic ``(i-j)^2``, Cohen 1968.
    """
    name = "cohen_kappa" if weighting == "nominal" else f"cohen_kappa_{weighting}"
    return coefficient(name, table, _cohen(contingency(table), weighting))


def _cohen(crossed: Floats, weighting: Weighting) -> float | Status:
    total = crossed.sum()
    if total == 0:
        return NO_UNITS
    distance = _distance(len(crossed), weighting)
    expected = np.outer(crossed.sum(axis=1), crossed.sum(axis=0)) / total
    by_chance = float((distance * expected).sum())
    if by_chance == 0:
        return NO_VARIATION
    return 1 - float((distance * crossed).sum()) / by_chance


def _distance(labels: int, weighting: Weighting) -> Floats:
    places = np.arange(labels, dtype=np.float64)
    apart = np.abs(places[:, None] - places[None, :])
    powers: dict[Weighting, Floats] = {
        "nominal": (apart > 0).astype(np.float64),
        "linear": apart,
        "quadratic": apart**2,
    }
    return powers[weighting]


def scott_pi(table: LabelTable) -> Coefficient:
    """Return Scott's pi of two annotators: chance from the label shares of both together.

    Scott 1955, page 323.
    """
    crossed = contingency(table)
    total = crossed.sum()
    if total == 0:
        return coefficient("scott_pi", table, NO_UNITS)
    shares = (crossed.sum(axis=0) + crossed.sum(axis=1)) / (2 * total)
    value = corrected(np.trace(crossed) / total, float(shares @ shares))
    return coefficient("scott_pi", table, value)


def bennett_s(table: LabelTable) -> Coefficient:
    """Return Bennett's S of two annotators: chance is one in the number of declared labels.

    Bennett, Alpert and Goldstein 1954, page 307.
    """
    crossed = contingency(table)
    total = crossed.sum()
    if total == 0:
        return coefficient("bennett_s", table, NO_UNITS)
    value = corrected(np.trace(crossed) / total, 1 / len(table.labels))
    return coefficient("bennett_s", table, value)


def fleiss_kappa(table: LabelTable) -> Coefficient:
    """Return Fleiss' kappa: any number of annotators, the same number of labels for every unit.

    Fleiss 1971, pages 379 to 380. Undefined where units have different numbers of labels: use
    Krippendorff's alpha there.
    """
    pairable = table.pairable()
    counts = pairable.counts()
    ratings = counts.sum(axis=1)
    observed = unit_mean_agreement(pairable)
    if observed is None:
        return coefficient("fleiss_kappa", table, NO_UNITS)
    if len(pairable.weights) != len(table.weights) or np.ptp(ratings) != 0:
        return coefficient("fleiss_kappa", table, "undefined_unequal_ratings")
    shares = pairable.weights @ counts
    shares /= shares.sum()
    return coefficient("fleiss_kappa", table, corrected(observed, float(shares @ shares)))


def randolph_kappa(table: LabelTable) -> Coefficient:
    """Return Randolph's free-marginal kappa: chance is one in the number of declared labels.

    Randolph 2005 (kappa free); for two annotators it equals Bennett's S.
    """
    observed = unit_mean_agreement(table.pairable())
    if observed is None:
        return coefficient("randolph_kappa", table, NO_UNITS)
    return coefficient("randolph_kappa", table, corrected(observed, 1 / len(table.labels)))


def hubert_kappa(table: LabelTable) -> Coefficient:
    """Return Hubert's kappa: observed and expected agreement averaged over pairs, then corrected.

    Hubert 1977; the same as Conger 1980 where nothing is missing. A pair of annotators
    that has no unit in common does not count.
    """
    tables = [each for each in _pair_tables(table) if each.sum() > 0]
    if not tables:
        return coefficient("hubert_kappa", table, NO_UNITS)
    observed = np.mean([np.trace(each) / each.sum() for each in tables])
    expected = np.mean([each.sum(axis=0) @ each.sum(axis=1) / each.sum() ** 2 for each in tables])
    return coefficient("hubert_kappa", table, corrected(float(observed), float(expected)))


def light_kappa(table: LabelTable) -> Coefficient:
    """Return Light's kappa: the mean of Cohen's kappa over all pairs of annotators.

    Light 1971. Undefined where one of the pairs is; pairs without a unit in common do
    not count.
    """
    values = [_cohen(each, "nominal") for each in _pair_tables(table) if each.sum() > 0]
    if not values:
        return coefficient("light_kappa", table, NO_UNITS)
    if any(isinstance(each, str) for each in values):
        return coefficient("light_kappa", table, NO_VARIATION)
    return coefficient("light_kappa", table, float(np.mean([float(each) for each in values])))


def _pair_tables(table: LabelTable) -> list[Floats]:
    return [contingency(table.pair(*pair)) for pair in combinations(range(table.annotators), 2)]


def gwet_ac1(table: LabelTable) -> Coefficient:
    """Return Gwet's AC1: chance from how evenly the declared labels are used.

    Gwet 2008; with missing labels as in Gwet 2014: label shares over units with at least one
    label, observed agreement over units with at least two.
    """
    return coefficient("gwet_ac1", table, _gwet(table, np.eye(len(table.labels))))


def gwet_ac2(table: LabelTable, *, weighting: Literal["linear", "quadratic"]) -> Coefficient:
    """Return Gwet's AC2 for ordered labels (Gwet 2014).

    Weights are ``1 - |i-j| / (max-min)`` (linear) or its square (quadratic) on the declared labels:
    on their values where they are numbers, else on their places in the declared order.
    """
    name = f"gwet_ac2_{weighting}"
    if len(table.labels) < 2:
        return coefficient(name, table, _gwet(table, np.eye(len(table.labels))))
    places = numbers(table)
    if places is None:
        places = np.arange(len(table.labels), dtype=np.float64)
    apart = np.abs(places[:, None] - places[None, :]) / np.ptp(places)
    weights = 1 - (apart if weighting == "linear" else apart**2)
    return coefficient(name, table, _gwet(table, weights))


def _gwet(table: LabelTable, weights: Floats) -> float | Status:
    observed = unit_mean_agreement(table.pairable(), weights)
    if observed is None:
        return NO_UNITS
    categories = len(table.labels)
    if categories < 2:
        return NO_VARIATION
    counts = table.counts()
    ratings = counts.sum(axis=1)
    rated = ratings > 0
    shares = table.weights[rated] @ (counts[rated] / ratings[rated, None])
    shares /= shares.sum()
    spread = float((shares * (1 - shares)).sum())
    expected = float(weights.sum()) / (categories * (categories - 1)) * spread
    return corrected(observed, expected)


def numbers(table: LabelTable) -> Floats | None:
    """Return the labels as numbers, or None where one of them is none."""
    values = [label for label in table.labels if isinstance(label, int | float)]
    return np.array(values, dtype=np.float64) if len(values) == len(table.labels) else None


KAPPAS: dict[str, Callable[[LabelTable], Coefficient]] = {
    "cohen_kappa": cohen_kappa,
    "cohen_kappa_linear": lambda table: cohen_kappa(table, weighting="linear"),
    "cohen_kappa_quadratic": lambda table: cohen_kappa(table, weighting="quadratic"),
    "scott_pi": scott_pi,
    "bennett_s": bennett_s,
    "fleiss_kappa": fleiss_kappa,
    "randolph_kappa": randolph_kappa,
    "hubert_kappa": hubert_kappa,
    "light_kappa": light_kappa,
    "gwet_ac1": gwet_ac1,
    "gwet_ac2_linear": lambda table: gwet_ac2(table, weighting="linear"),
    "gwet_ac2_quadratic": lambda table: gwet_ac2(table, weighting="quadratic"),
}
