"""How sure a measure is: 95 % intervals from resampling articles.

What stands in one article hangs together, so that articles are drawn, never units: intervals from
drawn units are far too narrow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.labels.alpha import alpha_formula, set_formula
from annotator.agreement.labels.coefficient import ArticleInterval, Coefficient, Method
from annotator.agreement.labels.kappas import LABEL_FORMULAS
from annotator.agreement.labels.table import (
    Formula,
    LabelTable,
    divided,
    raw_agreement,
    unit_mean,
)
from annotator.agreement.labels.tallies import Floats, Ints, Tallies

ENOUGH = 20
"""From so many articles on the bootstrap is used; for fewer it is too narrow."""
ROUNDS = 1000
SEED = 20150518
_AT_ONCE = 100  # resamples that are summed together, so that memory stays small
MOST, GROUPS = 4_000, 1_000
"""More articles than the first are drawn in so many groups, each drawn at random beforehand.

The variance of a sum of groups is that of the sum of their articles.
"""


@dataclass(frozen=True, slots=True)
class Resampling:
    """How articles are drawn: how often, and from which seed; the same gives the same intervals."""

    rounds: int = ROUNDS
    seed: int = SEED
    enough: int = ENOUGH

    def method(self, articles: int) -> Method:
        """Return the method for so many articles."""
        return "bootstrap" if articles >= self.enough else "jackknife"


@dataclass(frozen=True)
class Draws:
    """The resamples of a number of articles, the same for every measure."""

    articles: int
    resampling: Resampling = field(default_factory=Resampling)

    @property
    def method(self) -> Method:
        """Which method so many articles allow."""
        return self.resampling.method(self.articles)

    @property
    def units(self) -> int:
        """How many articles, or groups of articles, are drawn from."""
        return min(self.articles, GROUPS) if self.articles > MOST else self.articles

    def group_of(self) -> Ints:
        """Return the group of each article: at random, all groups of nearly the same number."""
        random = np.random.default_rng(self.resampling.seed)
        return random.permutation(self.articles) % self.units

    def times(self) -> NDArray[np.uint16]:
        """Return how often each article or group counts in each resample ``[resample, unit]``."""
        if self.method == "jackknife":
            return 1 - np.eye(self.units, dtype=np.uint16)
        random = np.random.default_rng(self.resampling.seed)
        times = np.empty((self.resampling.rounds, self.units), dtype=np.uint16)
        for resample in times:
            drawn = random.integers(0, self.units, size=self.units)
            resample[:] = np.bincount(drawn, minlength=self.units)
        return times

    def drawn(self, of: Floats) -> Floats:
        """Return the resampled sums ``[resample, column]`` of articles or groups of them."""
        times = _times(self)
        found = np.empty((len(times), of.shape[1]))
        for start in range(0, len(times), _AT_ONCE):
            some = times[start : start + _AT_ONCE].astype(np.float64)
            np.matmul(some, of, out=found[start : start + _AT_ONCE])
        return found

    def sums(self, of: Floats) -> Floats:
        """Return the resampled sums ``[resample, column]`` of what each article adds.

        ``of`` is ``[article, column]``.
        """
        if self.units < self.articles:
            grouped = np.zeros((self.units, of.shape[1]))
            np.add.at(grouped, self.group_of(), of)
            return self.drawn(grouped)
        return self.drawn(of)

    def interval(self, value: float | None, resampled: Floats) -> ArticleInterval:
        """Return the interval around ``value`` from the value of each resample (nan: has none).

        Percentile bootstrap (Efron 1979), or the jackknife's standard error with Student's t
        of one degree of freedom less than articles (Tukey 1958). Never above 1.
        """
        rounds, undefined = len(resampled), int(np.isnan(resampled).sum())
        method = self.method
        seed = self.resampling.seed if method == "bootstrap" else None
        reason = _no_interval(value, self.articles, rounds, undefined, method)
        if reason or value is None:
            return ArticleInterval(
                method, self.articles, rounds=rounds, undefined=undefined, reason=reason, seed=seed
            )
        if method == "jackknife":
            low, high = _student(value, resampled)
        else:
            low, high = map(float, np.nanquantile(resampled, (0.025, 0.975)))
        high = min(1.0, high)
        groups = self.units if self.units < self.articles else 0
        return ArticleInterval(
            method, self.articles, low, high, rounds, undefined, seed=seed, groups=groups
        )


@lru_cache(maxsize=4)
def _times(draws: Draws) -> NDArray[np.uint16]:
    """Return the draws, kept for the measures that follow."""
    return draws.times()


def _no_interval(
    value: float | None, articles: int, rounds: int, undefined: int, method: Method
) -> str:
    if value is None:
        return "there is no value"
    if articles < 2:
        return "one article alone tells nothing about others"
    if method == "jackknife" and undefined:
        return f"without one of the articles there is no value ({undefined} of {articles})"
    if undefined * 2 > rounds:
        return f"{undefined} of {rounds} resamples have no value"
    return ""


def jackknife_error(left_out: Floats) -> float:
    """Return the jackknife's standard error from the values with one article left out each."""
    count = len(left_out)
    return float(np.sqrt((count - 1) / count * ((left_out - left_out.mean()) ** 2).sum()))


def _student(value: float, left_out: Floats) -> tuple[float, float]:
    from scipy.special import stdtrit

    reach = float(stdtrit(len(left_out) - 1, 0.975)) * jackknife_error(left_out)
    return value - reach, value + reach


class Resampled:
    """Sums over articles in every resample, for measures that follow from the same sums.

    ``of[article, column]`` is what each article adds. Articles that add nothing say nothing and are
    left out of the draw.
    """

    def __init__(self, of: Floats, resampling: Resampling | None = None) -> None:
        self._adding = of[(of != 0).any(axis=1)]
        self._total = of.sum(axis=0)
        self._draws = Draws(len(self._adding), resampling or Resampling())

    @cached_property
    def _sums(self) -> Floats:
        return self._draws.sums(self._adding)

    def interval(self, measure: Callable[[Floats], Floats]) -> ArticleInterval:
        """Return the interval of a measure that gives a value for sums ``[..., column]``.

        It gives nan where there is none.
        """
        value = float(measure(self._total))
        if len(self._adding) < 2 or np.isnan(value):
            return self._draws.interval(None if np.isnan(value) else value, np.zeros(0))
        return self._draws.interval(value, measure(self._sums))


def interval(
    of: Floats,
    measure: Callable[[Floats], Floats],
    *,
    resampling: Resampling | None = None,
) -> ArticleInterval:
    """Return the interval of one measure that follows from sums over articles."""
    return Resampled(of, resampling).interval(measure)


def ratio_interval(parts: Floats, resampling: Resampling) -> ArticleInterval:
    """Return the interval of a ratio of sums; ``parts[article]`` is what is above and below."""
    return interval(parts, lambda sums: divided(sums[..., 0], sums[..., 1]), resampling=resampling)


@lru_cache(maxsize=4)
def _resampled(table: LabelTable, resampling: Resampling) -> tuple[Draws, Tallies]:
    articles = table.article_count
    if articles > MOST:
        draws = Draws(articles, resampling)
        sums = table.in_groups(draws.group_of()).tallies.sums
        return draws, Tallies(table.labels, table.annotators, draws.drawn(sums))
    sums, says = table.tallies.sums, table.tallies.pairable_units > 0
    if not says.all():  # else nothing is left out, and a copy may be large
        sums = sums[says]
    draws = Draws(len(sums), resampling)
    drawn = draws.sums(sums) if len(sums) > 1 else sums[:0]
    return draws, Tallies(table.labels, table.annotators, drawn)


def label_interval(
    table: LabelTable, formula: Formula, resampling: Resampling | None = None
) -> ArticleInterval:
    """Return the interval of a measure over labels, by drawing the articles of its table.

    Articles without a unit that two annotators labelled are left out of the draw. All measures of
    one table share its resamples.
    """
    draws, resampled = _resampled(table, resampling or Resampling())
    value = float(formula(table.total))
    return draws.interval(None if np.isnan(value) else value, formula(resampled))


def with_interval(
    found: Coefficient,
    table: LabelTable,
    resampling: Resampling | None,
    formula: Formula | None = None,
) -> Coefficient:
    """Return a measure over labels with its interval, where resampling is asked for.

    ``table`` is the one it was measured on, or that from which ``formula`` takes it.
    """
    if resampling is None:
        return found
    if formula is None:
        formula = FORMULAS[found.name.partition("[")[0]]
    return replace(found, interval=label_interval(table, formula, resampling))


FORMULAS: dict[str, Formula] = {
    **LABEL_FORMULAS,
    "percent_agreement": raw_agreement,
    "percent_agreement_unit_mean": unit_mean,
    "alpha_nominal": alpha_formula("nominal"),
    "alpha_ordinal": alpha_formula("ordinal"),
    "alpha_interval": alpha_formula("interval"),
    "alpha_ratio": alpha_formula("ratio"),
    "alpha_label": alpha_formula("nominal"),
    "alpha_set_nominal": set_formula("nominal"),
    "alpha_jaccard": set_formula("jaccard"),
    "alpha_masi": set_formula("masi"),
}
"""The formula behind the name of each measure over labels."""
