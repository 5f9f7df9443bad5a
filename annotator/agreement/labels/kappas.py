"""Agreement corrected for chance by the annotators' own label shares: the kappas and their kin."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Literal

import numpy as np

from annotator.agreement.labels.coefficient import Coefficient, Status
from annotator.agreement.labels.table import Formula, LabelTable, divided, measured, unit_mean
from annotator.agreement.labels.tallies import LINEAR, NOMINAL, QUADRATIC, Floats, Tallies

Weighting = Literal["nominal", "linear", "quadratic"]
_NUMBERS: dict[Weighting, int] = {"nominal": NOMINAL, "linear": LINEAR, "quadratic": QUADRATIC}
_NO_CHANCE = 1e-12  # where chance disagrees less often than this, it does not disagree at all


def corrected(observed: Floats, expected: Floats) -> Floats:
    """Return ``(observed - expected) / (1 - expected)``; nan where chance agrees fully."""
    beyond = 1 - expected
    return divided(observed - expected, np.where(beyond < _NO_CHANCE, 0, beyond))


def _shared(tallies: Tallies) -> Floats:
    """Return how many units each pair of annotators shares ``[..., pair]``."""
    return np.asarray(tallies.margins[..., 0, :].sum(axis=-1))


def _cohens(tallies: Tallies, weighting: Weighting) -> Floats:
    """Return Cohen's kappa of each pair of annotators ``[..., pair]``."""
    labels = len(tallies.labels)
    places = np.arange(labels, dtype=np.float64)
    apart = np.abs(places[:, None] - places[None, :])
    distance = {"nominal": (apart > 0) * 1.0, "linear": apart, "quadratic": apart**2}[weighting]
    ones, others = tallies.margins[..., 0, :], tallies.margins[..., 1, :]
    expected = divided(((ones @ distance) * others).sum(axis=-1), _shared(tallies))
    return 1 - divided(tallies.apart[..., _NUMBERS[weighting]], expected)


def _agreeing(tallies: Tallies) -> Floats:
    """Return the share of units on which each pair of annotators agrees ``[..., pair]``."""
    return 1 - divided(tallies.apart[..., NOMINAL], _shared(tallies))


def _only_pair(table: LabelTable) -> LabelTable:
    if table.annotators != 2:
        raise ValueError("a measure for two annotators")
    return table


def cohen_kappa(table: LabelTable, *, weighting: Weighting = "nominal") -> Coefficient:
    """Return Cohen's kappa of two annotators over the units that both labelled.

    Cohen 1960, page 40; weighted by the distance of the labels in their declared order, linear
    ``|i-j|`` or quadratic ``(i-j)^2``, Cohen 1968. Raises ``ValueError`` unless there are exactly
    two annotators.
    """
    name = "cohen_kappa" if weighting == "nominal" else f"cohen_kappa_{weighting}"
    return measured(name, _only_pair(table), LABEL_FORMULAS[name])


def scott_pi(table: LabelTable) -> Coefficient:
    """Return Scott's pi of two annotators: chance from the label shares of both together.

    Scott 1955, page 323. Raises ``ValueError`` unless there are exactly two annotators.
    """
    return measured("scott_pi", _only_pair(table), _scott)


def _scott(tallies: Tallies) -> Floats:
    return _scotts(tallies)[..., 0]


def _scotts(tallies: Tallies) -> Floats:
    """Return Scott's pi of each pair of annotators ``[..., pair]``."""
    both = tallies.margins.sum(axis=-2)
    shares = divided(both, both.sum(axis=-1, keepdims=True))
    return corrected(_agreeing(tallies), (shares**2).sum(axis=-1))


OfPairs = Literal["cohen_kappa", "scott_pi"]


def pair_formula(name: OfPairs, number: int) -> Formula:
    """Return the formula of a measure for one pair of several annotators, by its number.

    Pairs are counted as :func:`itertools.combinations` gives them.
    """
    return lambda tallies: _of_pairs(name, tallies)[..., number]


@lru_cache(maxsize=4)
def _of_pairs(name: OfPairs, tallies: Tallies) -> Floats:
    """Return a measure of all pairs at once, kept for the pairs that follow."""
    return _scotts(tallies) if name == "scott_pi" else _cohens(tallies, "nominal")


def of_pair(name: OfPairs, tallies: Tallies, number: int) -> Coefficient:
    """Return a measure of one pair of several annotators from the sums over all units.

    It is what the measure gives on the units of these two alone.
    """
    value, units = float(_of_pairs(name, tallies)[number]), round(float(_shared(tallies)[number]))
    status: Status = "undefined_no_variation" if units else "undefined_no_pairable_units"
    return Coefficient(
        name,
        None if np.isnan(value) else value,
        status if np.isnan(value) else "defined",
        raw_agreement=float(_agreeing(tallies)[number]) if units else None,
        units=units,
        annotators=2 if units else 0,
    )


def bennett_s(table: LabelTable) -> Coefficient:
    """Return Bennett's S of two annotators: chance is one in the number of declared labels.

    Bennett, Alpert and Goldstein 1954, page 307. Raises ``ValueError`` unless there are exactly
    two annotators.
    """
    return measured("bennett_s", _only_pair(table), _bennett)


def _bennett(tallies: Tallies) -> Floats:
    return _uniform(_agreeing(tallies)[..., 0], tallies)


def _uniform(observed: Floats, tallies: Tallies) -> Floats:
    return corrected(observed, np.full(observed.shape, 1 / max(1, len(tallies.labels))))


def fleiss_kappa(table: LabelTable) -> Coefficient:
    """Return Fleiss' kappa: any number of annotators, the same number of labels for every unit.

    Fleiss 1971, pages 379 to 380. Undefined where units have different numbers of labels: use
    Krippendorff's alpha there.
    """
    unequal = bool(_has_unequal(table.total))
    why: Status = "undefined_unequal_ratings" if unequal else "undefined_no_variation"
    return measured("fleiss_kappa", table, _fleiss, why)


def _has_unequal(tallies: Tallies) -> Floats:
    return np.asarray((tallies.sizes > 0).sum(axis=-1) > 1)


def _fleiss(tallies: Tallies) -> Floats:
    shares = _label_shares(tallies)
    value = corrected(unit_mean(tallies), (shares**2).sum(axis=-1))
    return np.where(_has_unequal(tallies), np.nan, value)


def _label_shares(tallies: Tallies) -> Floats:
    given = tallies.shares
    return divided(given, given.sum(axis=-1, keepdims=True))


def randolph_kappa(table: LabelTable) -> Coefficient:
    """Return Randolph's free-marginal kappa: chance is one in the number of declared labels.

    Randolph 2005 (kappa free); for two annotators it equals Bennett's S.
    """
    return measured("randolph_kappa", table, _randolph)


def _randolph(tallies: Tallies) -> Floats:
    return _uniform(unit_mean(tallies), tallies)


def hubert_kappa(table: LabelTable) -> Coefficient:
    """Return Hubert's kappa: observed and expected agreement averaged over pairs, then corrected.

    Hubert 1977; the same as Conger 1980 where nothing is missing. A pair of annotators
    that has no unit in common does not count.
    """
    return measured("hubert_kappa", table, _hubert)


def _hubert(tallies: Tallies) -> Floats:
    shared = _shared(tallies)
    ones, others = tallies.margins[..., 0, :], tallies.margins[..., 1, :]
    expected = divided((ones * others).sum(axis=-1), shared**2)
    return corrected(_mean(_agreeing(tallies), shared), _mean(expected, shared))


def _mean(values: Floats, shared: Floats) -> Floats:
    """Return the mean over the pairs that share a unit; nan where one of these has no value."""
    found = np.where(shared > 0, values, 0.0).sum(axis=-1)
    return divided(found, (shared > 0).sum(axis=-1).astype(np.float64))


def light_kappa(table: LabelTable) -> Coefficient:
    """Return Light's kappa: the mean of Cohen's kappa over all pairs of annotators.

    Light 1971. Undefined where one of the pairs is; pairs without a unit in common do
    not count.
    """
    return measured("light_kappa", table, _light)


def _light(tallies: Tallies) -> Floats:
    return _mean(_cohens(tallies, "nominal"), _shared(tallies))


def gwet_ac1(table: LabelTable) -> Coefficient:
    """Return Gwet's AC1: chance from how evenly the declared labels are used.

    Gwet 2008; with missing labels as in Gwet 2014: label shares over units with at least one
    label, observed agreement over units with at least two.
    """
    return measured("gwet_ac1", table, _ac1)


def gwet_ac2(table: LabelTable, *, weighting: Literal["linear", "quadratic"]) -> Coefficient:
    """Return Gwet's AC2 for ordered labels (Gwet 2014).

    Weights are ``1 - |i-j| / (max-min)`` (linear) or its square (quadratic) on the declared labels:
    on their values where they are numbers, else on their places in the declared order.
    """
    name = f"gwet_ac2_{weighting}"
    return measured(name, table, LABEL_FORMULAS[name])


def _ac1(tallies: Tallies) -> Floats:
    return _gwet(tallies, "nominal")


def _gwet(tallies: Tallies, weighting: Weighting) -> Floats:
    labels = len(tallies.labels)
    observed = unit_mean(tallies, _NUMBERS[weighting])
    if labels < 2:
        return np.full_like(observed, np.nan)
    shares = _label_shares(tallies)
    spread = (shares * (1 - shares)).sum(axis=-1)
    weights = float(tallies.similarities[:, _NUMBERS[weighting]].sum())
    return corrected(observed, weights / (labels * (labels - 1)) * spread)


LABEL_FORMULAS: dict[str, Formula] = {
    "cohen_kappa": lambda tallies: _cohens(tallies, "nominal")[..., 0],
    "cohen_kappa_linear": lambda tallies: _cohens(tallies, "linear")[..., 0],
    "cohen_kappa_quadratic": lambda tallies: _cohens(tallies, "quadratic")[..., 0],
    "scott_pi": _scott,
    "bennett_s": _bennett,
    "fleiss_kappa": _fleiss,
    "randolph_kappa": _randolph,
    "hubert_kappa": _hubert,
    "light_kappa": _light,
    "gwet_ac1": _ac1,
    "gwet_ac2_linear": lambda tallies: _gwet(tallies, "linear"),
    "gwet_ac2_quadratic": lambda tallies: _gwet(tallies, "quadratic"),
}
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
