"""How sure a share or a difference is: intervals for proportions and for resampled articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from annotator.plain_text import counted

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Z95 = 1.959963984540054  # the normal quantile of a two-sided 95 % interval
ROUNDS = 2000
FEWEST_ARTICLES = 10
_AT_ONCE = 1_000_000  # draws held in memory together


@dataclass(frozen=True, slots=True)
class Interval:
    """A two-sided 95 % interval."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Part:
    """What one article adds to a ratio of sums: ``top`` over ``base``."""

    top: float
    base: float


@dataclass(frozen=True, slots=True)
class Difference:
    """How far a ratio differs between two groups of articles.

    ``one`` and ``other`` are the ratios of the groups, None where a group has nothing to divide by;
    ``value`` is other minus one. Without an ``interval``, ``reason`` says why there is none.
    """

    one: float | None
    other: float | None
    interval: Interval | None = None
    reason: str = ""

    @property
    def value(self) -> float | None:
        """The other group's ratio minus the one's."""
        if self.one is None or self.other is None:
            return None
        return self.other - self.one


def wilson(count: int, total: int) -> Interval | None:
    """Return the score interval of a proportion (Wilson 1927); None where there is nothing.

    It stays within 0 and 1 and holds up for few cases and for shares near 0 or 1, where the
    interval from the standard error does not. It takes the cases as independent.
    """
    if total <= 0:
        return None
    share, square = count / total, Z95**2
    middle = share + square / (2 * total)
    spread = Z95 * sqrt(share * (1 - share) / total + square / (4 * total**2))
    scale = 1 + square / total
    low, high = (middle - spread) / scale, (middle + spread) / scale
    return Interval(0.0 if count == 0 else low, 1.0 if count == total else high)


def ratio(parts: Sequence[Part]) -> float | None:
    """Return the sum of the tops over the sum of the bases; None for an empty base."""
    base = sum(each.base for each in parts)
    return sum(each.top for each in parts) / base if base else None


def difference(
    ones: Sequence[Part],
    others: Sequence[Part],
    *,
    names: tuple[str, str],
    seed: int = 0,
    rounds: int = ROUNDS,
) -> Difference:
    """Compare a ratio between two groups of articles, one part per article.

    The interval comes from drawing whole articles with replacement within each group (percentile
    bootstrap, Efron 1979), because what stands in one article hangs together. The same ``seed``
    gives the same interval. ``names`` are those of the groups, for the reason where one has fewer
    than :data:`FEWEST_ARTICLES` articles with something to divide by.
    """
    one, other = ratio(ones), ratio(others)
    for name, parts in zip(names, (ones, others), strict=True):
        articles = sum(1 for each in parts if each.base)
        if articles < FEWEST_ARTICLES:
            reason = f"{counted(articles, 'article')} {name}, {FEWEST_ARTICLES} are needed"
            return Difference(one, other, reason=reason)
    import numpy as np

    random = np.random.default_rng(seed)
    gaps = _drawn(others, random, rounds) - _drawn(ones, random, rounds)
    low, high = np.quantile(gaps, (0.025, 0.975))
    return Difference(one, other, Interval(float(low), float(high)))


def _drawn(
    parts: Sequence[Part], random: np.random.Generator, rounds: int
) -> npt.NDArray[np.float64]:
    """Return the ratio in each round; articles without a base say nothing and are left out."""
    import numpy as np

    tops = np.array([each.top for each in parts if each.base], dtype=np.float64)
    bases = np.array([each.base for each in parts if each.base], dtype=np.float64)
    count = len(bases)
    step = max(1, _AT_ONCE // count)
    found = []
    for start in range(0, rounds, step):
        chosen = random.integers(0, count, size=(min(step, rounds - start), count))
        found.append(tops[chosen].sum(axis=1) / bases[chosen].sum(axis=1))
    return np.concatenate(found)
