"""How sure a measure is: 95 % intervals from resampling articles.

What stands in one article hangs together, so that articles are drawn, never units: intervals from
drawn units are far too narrow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.alpha import alpha_formula, set_formula
from annotator.agreement.coefficient import ArticleInterval, Coefficient, Method
from annotator.agreement.kappas import LABEL_FORMULAS
from annotator.agreement.labels import (
    Formula,
    LabelTable,
    divided,
    raw_agreement,
    unit_mean,
)
from annotator.agreement.tallies import Floats, Tallies

ENOUGH = 20
"""From so many articles on the bootstrap is used; for fewer it is too narrow."""
ROUNDS = 1000
SEED = 20150518
_AT_ONCE = 4_000_000  # numbers held in memory together
_LOOKED_AT = 500


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

    def times(self) -> Iterator[Floats]:
        """Yield in parts how often each article counts in each resample ``[resample, article]``."""
        if self.method == "jackknife":
            yield 1 - np.eye(self.articles)
            return
        random = np.random.default_rng(self.resampling.seed)
        step = max(1, _AT_ONCE // self.articles)
        for start in range(0, self.resampling.rounds, step):
            rounds = min(step, self.resampling.rounds - start)
            drawn = random.integers(0, self.articles, size=(rounds, self.articles))
            drawn += np.arange(rounds)[:, None] * self.articles
            counts = np.bincount(drawn.ravel(), minlength=rounds * self.articles)
            yield counts.reshape(rounds, self.articles).astype(np.float64)

    def sums(self, of: Floats) -> Floats:
        """Return the resampled sums ``[resample, column]`` of what each article adds.

        ``of`` is ``[article, column]``. Articles that add the same are drawn together, which makes
        many small ones as cheap as a few.
        """
        if self.method == "bootstrap" and _seem_few(of):
            kinds, often = np.unique(of, axis=0, return_counts=True)
            if len(kinds) * 4 < self.articles:
                return self._by_kind(kinds, often)
        return np.concatenate([times @ of for times in _kept(self)])

    def _by_kind(self, kinds: Floats, often: NDArray[np.int64]) -> Floats:
        random = np.random.default_rng(self.resampling.seed)
        step = max(1, _AT_ONCE // len(kinds))
        found = []
        for start in range(0, self.resampling.rounds, step):
            rounds = min(step, self.resampling.rounds - start)
            drawn = random.multinomial(self.articles, often / self.articles, size=rounds)
            found.append(drawn.astype(np.float64) @ kinds)
        return np.concatenate(found)

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
        return ArticleInterval(method, self.articles, low, high, rounds, undefined, seed=seed)


def _seem_few(of: Floats) -> bool:
    """Tell from some of them whether so many articles add the same that sorting them pays."""
    some = of[:: max(1, len(of) // _LOOKED_AT)]
    return len(of) > 4 * _LOOKED_AT and 2 * len(np.unique(some, axis=0)) < len(some)


@lru_cache(maxsize=2)
def _small(draws: Draws) -> tuple[Floats, ...]:
    return tuple(draws.times())


def _kept(draws: Draws) -> Iterator[Floats] | tuple[Floats, ...]:
    """Return the draws, kept in memory for the next measure where they are few."""
    few = draws.articles * draws.resampling.rounds <= _AT_ONCE
    return _small(draws) if few else draws.times()


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


def interval(
    of: Floats,
    measure: Callable[[Floats], Floats],
    *,
    resampling: Resampling | None = None,
) -> ArticleInterval:
    """Return the interval of a measure that follows from sums over articles.

    ``of[article, column]`` is what each article adds; ``measure`` gives the value for sums
    ``[..., column]``, nan where there is none. Articles that add nothing say nothing and are left
    out of the draw.
    """
    adding = of[(of != 0).any(axis=1)]
    draws = Draws(len(adding), resampling or Resampling())
    value = float(measure(of.sum(axis=0)))
    if len(adding) < 2 or np.isnan(value):
        return draws.interval(None if np.isnan(value) else value, np.zeros(0))
    return draws.interval(value, measure(draws.sums(adding)))


def ratio_interval(parts: Floats, resampling: Resampling) -> ArticleInterval:
    """Return the interval of a ratio of sums; ``parts[article]`` is what is above and below."""
    return interval(parts, lambda sums: divided(sums[..., 0], sums[..., 1]), resampling=resampling)


@lru_cache(maxsize=4)
def _resampled(table: LabelTable, resampling: Resampling) -> tuple[Draws, Tallies]:
    sums = table.tallies.sums[table.tallies.pairable_units > 0]
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
    found: Coefficient, table: LabelTable, resampling: Resampling | None
) -> Coefficient:
    """Return a measure over labels with its interval, where resampling is asked for.

    ``table`` is the one it was measured on.
    """
    if resampling is None:
        return found
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
