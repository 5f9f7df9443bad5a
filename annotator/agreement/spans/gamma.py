"""Gamma: agreement on units in a text, their places and labels, by the best alignment of all.

Source: Mathet, Widloecher and Metivier 2015, "The Unified and Holistic Method Gamma for
Inter-Annotator Agreement Measure and Alignment", Computational Linguistics 41(3). What chance gives
is drawn as in Titeux and Riad 2021 (pygamma-agreement): random texts with the number of units,
lengths, gaps and labels of the real ones. It takes its time, so it is measured on demand.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from statistics import fmean, pstdev
from typing import TYPE_CHECKING

from annotator.agreement.labels.coefficient import ArticleInterval, Coefficient, Status
from annotator.agreement.spans.matching import best_matching

if TYPE_CHECKING:
    import numpy as np

    from annotator.agreement.labels.tallies import Floats
    from annotator.agreement.resampling import Resampling

Unit = tuple[float, float, str]
"""Start, end and label of what one annotator marked."""
Article = Sequence[Sequence[Unit]]
"""The units of each annotator who looked at an article."""
Place = tuple[int, int]
Part = tuple[float, float]
"""What an article adds to the disorder of all: above, and below."""
SEED = 20150401
_MOST = 200_000  # alignments of units tried in one article
_FEWEST_SAMPLES = 30
_MOST_SAMPLES = 300
_Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much: ``position`` (alpha), ``label`` (beta), ``empty`` (delta empty)."""

    position: float = 1.0
    label: float = 1.0
    empty: float = 1.0


@dataclass(frozen=True, slots=True)
class Gamma:
    """Gamma with what it was made of.

    ``disorder`` is that of the best alignment, ``expected`` the mean over ``samples`` random texts,
    ``seed`` where they come from.
    """

    coefficient: Coefficient
    disorder: float | None
    expected: float | None
    samples: int
    seed: int


class TooManyAlignments(Exception):
    """So many units lie close together that their alignments cannot all be tried."""


def positional_dissimilarity(one: Unit, other: Unit, *, empty: float = 1.0) -> float:
    """Return how far two units lie apart: Mathet et al. 2015, section 4.3 (d_pos-sporadic).

    The square of the offsets of starts and ends, divided by both lengths, times ``empty``.
    """
    offsets = abs(one[0] - other[0]) + abs(one[1] - other[1])
    lengths = (one[1] - one[0]) + (other[1] - other[0])
    return (offsets / lengths) ** 2 * empty


def dissimilarity(one: Unit, other: Unit, weights: Weights) -> float:
    """Return the weighted sum of the dissimilarities of places and labels (d_combi)."""
    apart = weights.position * positional_dissimilarity(one, other, empty=weights.empty)
    return apart + weights.label * weights.empty * (one[2] != other[2])


def gamma(
    articles: Sequence[Article],
    *,
    weights: Weights | None = None,
    seed: int = SEED,
    samples: int | None = None,
    precision: float = 0.02,
    told: Callable[[int, int], None] = lambda _done, _total: None,
    resampling: Resampling | None = None,
) -> Gamma:
    """Return gamma, 1 minus observed over expected disorder, pooled over articles.

    Mathet et al. 2015, section 5. Without ``samples``, 30 random texts are drawn and then as many
    as it takes to know the expected disorder to ``precision`` (5.3), 300 at most. ``told`` gets how
    many are done of how many; it may raise to stop. The same seed gives the same value. With
    ``resampling`` it has an interval: articles are drawn together with their random texts, while
    the habits that random texts follow stay those of all articles.
    """
    chosen = weights or Weights()
    shared = [[sorted(one) for one in article] for article in articles if len(article) > 1]
    units = sum(len(one) for article in shared for one in article)
    if not units:
        status: Status = "undefined_no_annotations" if shared else "undefined_no_pairable_units"
        return Gamma(_coefficient(shared, units, None, status), None, None, 0, seed)
    try:
        observed = _added(shared, chosen)
        drawn = _expected(shared, chosen, seed, samples, precision, told)
    except TooManyAlignments:
        found = _coefficient(shared, units, None, "undefined_too_many")
        return Gamma(found, None, None, 0, seed)
    disorder, expected = _disorder(observed), fmean(map(_disorder, drawn))
    if expected == 0:
        found = _coefficient(shared, units, None, "undefined_no_variation")
    else:
        found = _coefficient(shared, units, 1 - disorder / expected, "defined")
    if resampling is not None:
        found = replace(found, interval=_interval([observed, *drawn], resampling))
    return Gamma(found, disorder, expected, len(drawn), seed)


def _coefficient(
    articles: Sequence[Article], units: int, value: float | None, status: Status
) -> Coefficient:
    most = max(map(len, articles), default=0)
    return Coefficient("gamma", value, status, units=units, annotators=most, articles=len(articles))


def _added(articles: Sequence[Article], weights: Weights) -> list[Part]:
    """Return what each article adds to the disorder of all: above and below."""
    return [
        (_summed(article, weights), sum(map(len, article)) / len(article)) for article in articles
    ]


def _disorder(parts: Sequence[Part]) -> float:
    """Return the disorder of several articles taken as one text."""
    mean = math.fsum(below for _, below in parts)
    return math.fsum(above for above, _ in parts) / mean if mean else 0.0


def _interval(texts: Sequence[Sequence[Part]], resampling: Resampling) -> ArticleInterval:
    """Return the interval from what each article adds in the observed text, then in random ones."""
    import numpy as np

    from annotator.agreement.labels.table import divided
    from annotator.agreement.resampling import interval

    def measure(sums: Floats) -> Floats:
        above, below = sums[..., 0::2], sums[..., 1::2]
        disorder = np.where(below > 0, above / np.where(below > 0, below, 1), 0.0)
        return 1 - divided(disorder[..., 0], disorder[..., 1:].mean(axis=-1))

    of = np.array(texts, dtype=np.float64).transpose(1, 0, 2)
    return interval(of.reshape(len(of), -1), measure, resampling=resampling)


def _summed(article: Article, weights: Weights) -> float:
    """Return the summed disorder of the unitary alignments of the best alignment.

    Mathet et al. 2015, sections 4.1 and 4.2: each unit stands in one unitary alignment with at most
    one unit of each annotator; its disorder is the mean over pairs of annotators, where an empty
    place costs ``empty``. Alone, each unit costs ``empty``; what aligning saves of that is made as
    large as can be, exactly. Raises :class:`TooManyAlignments`.
    """
    alone = sum(map(len, article)) * weights.empty
    if len(article) == 2:
        saved = _savings_of_two(article[0], article[1], weights)
        return alone - math.fsum(saved[edge] for edge in best_matching(saved))
    return alone - _packed(_candidates(article, weights))


def _savings_of_two(
    ones: Sequence[Unit], others: Sequence[Unit], weights: Weights
) -> dict[Place, float]:
    saved: dict[Place, float] = {}
    for left, one in enumerate(ones):
        for right, other in enumerate(others):
            gain = 2 * weights.empty - dissimilarity(one, other, weights)
            if gain > 0:
                saved[left, right] = gain
    return saved


def _candidates(article: Article, weights: Weights) -> dict[tuple[Place, ...], float]:
    """Return each unitary alignment of two units or more that saves something, and how much.

    ``((annotator, unit), ...)``. A unit that another alignment would lose by leaving out is not
    joined: that bounds how far two units in one alignment may lie apart.
    """
    pairs = math.comb(len(article), 2)
    limit = (len(article) - 1 + pairs) * weights.empty
    apart = _near(article, weights, limit)
    grown: list[tuple[tuple[Place, ...], float]] = [
        (((0, number),), 0.0) for number in range(len(article[0]))
    ]
    for who in range(1, len(article)):
        further: list[tuple[tuple[Place, ...], float]] = [
            (((who, number),), 0.0) for number in range(len(article[who]))
        ]
        for members, cost in grown:
            for number in _common(apart, members, who):
                place = who, number
                added = math.fsum(apart[each][place] for each in members)
                further.append(((*members, place), cost + added))
        grown += further
        if len(grown) > _MOST:
            raise TooManyAlignments
    saved = {}
    for members, cost in grown:
        empty = (pairs - math.comb(len(members), 2)) * weights.empty
        gain = len(members) * weights.empty - (cost + empty) / pairs
        if len(members) > 1 and gain > 0:
            saved[members] = gain
    return saved


def _near(article: Article, weights: Weights, limit: float) -> dict[Place, dict[Place, float]]:
    """Return the dissimilarity of each unit to the units of later annotators, up to a limit."""
    near: dict[Place, dict[Place, float]] = {
        (who, number): {} for who, one in enumerate(article) for number in range(len(one))
    }
    for who, other in combinations(range(len(article)), 2):
        for number, unit in enumerate(article[who]):
            for facing, met in enumerate(article[other]):
                apart = dissimilarity(unit, met, weights)
                if apart < limit:
                    near[who, number][other, facing] = apart
    return near


def _common(
    apart: dict[Place, dict[Place, float]], members: Sequence[Place], who: int
) -> Iterator[int]:
    first, *rest = members
    for place in apart[first]:
        if place[0] == who and all(place in apart[each] for each in rest):
            yield place[1]


def _packed(saved: dict[tuple[Place, ...], float]) -> float:
    """Return the greatest sum of savings in which no unit stands twice."""
    return math.fsum(_solved(part, saved) for part in _parts(list(saved)))


def _parts(candidates: Sequence[tuple[Place, ...]]) -> list[list[tuple[Place, ...]]]:
    """Return the candidates that hang together by common units."""
    root: dict[Place, Place] = {}

    def find(place: Place) -> Place:
        while root.setdefault(place, place) != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    for members in candidates:
        for each in members[1:]:
            root[find(each)] = find(members[0])
    parts: dict[Place, list[tuple[Place, ...]]] = {}
    for members in candidates:
        parts.setdefault(find(members[0]), []).append(members)
    return list(parts.values())


def _solved(part: Sequence[tuple[Place, ...]], saved: dict[tuple[Place, ...], float]) -> float:
    if len(part) == 1:
        return saved[part[0]]
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    rows = {place: row for row, place in enumerate(sorted({one for each in part for one in each}))}
    at = [(rows[place], column) for column, members in enumerate(part) for place in members]
    once = csr_array((np.ones(len(at)), tuple(np.array(at).T)), shape=(len(rows), len(part)))
    gains = np.array([saved[members] for members in part])
    found = milp(
        -gains,
        constraints=LinearConstraint(once, ub=1),
        integrality=np.ones(len(part), dtype=np.int64),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0},
    )
    if found.x is None:
        raise TooManyAlignments
    return float(gains @ np.round(found.x))


def _expected(
    articles: Sequence[Article],
    weights: Weights,
    seed: int,
    samples: int | None,
    precision: float,
    told: Callable[[int, int], None],
) -> list[list[Part]]:
    """Return what each article adds to the disorder of random texts."""
    import numpy as np

    random = np.random.default_rng(seed)
    habits = _Habits.of(articles)
    wanted = samples or _FEWEST_SAMPLES
    drawn: list[list[Part]] = []
    while len(drawn) < wanted:
        told(len(drawn), wanted)
        drawn.append(_added(habits.texts(articles, random), weights))
        if samples is None and len(drawn) == _FEWEST_SAMPLES:
            disorders = [_disorder(each) for each in drawn]
            mean = fmean(disorders)
            spread = pstdev(disorders) / mean if mean else 0.0
            needed = math.ceil((spread * _Z95 / precision) ** 2)
            wanted = min(_MOST_SAMPLES, max(wanted, needed))
    return drawn


@dataclass(frozen=True, slots=True)
class _Habits:
    """How annotators mark: mean and deviation of how many, how long and how far apart."""

    lengths: tuple[float, float]
    gaps: tuple[float, float]
    deviation: float
    labels: tuple[str, ...]
    shares: tuple[float, ...]

    @classmethod
    def of(cls, articles: Sequence[Article]) -> _Habits:
        units = [unit for article in articles for one in article for unit in one]
        lengths = [end - start for start, end, _ in units]
        gaps = [0.0] + [
            later[0] - unit[1]
            for article in articles
            for one in article
            for unit, later in pairwise(one)
        ]
        around = [
            len(one) - sum(map(len, article)) / len(article)
            for article in articles
            for one in article
        ]
        labels = sorted({label for *_, label in units})
        counts = [sum(label == each[2] for each in units) for label in labels]
        return cls(
            (fmean(lengths), pstdev(lengths)),
            (fmean(gaps), pstdev(gaps)),
            math.sqrt(fmean(each**2 for each in around)),
            tuple(labels),
            tuple(count / len(units) for count in counts),
        )

    def texts(self, articles: Sequence[Article], random: np.random.Generator) -> list[Article]:
        """Draw a random text for each article, with at least one unit in all."""
        while True:
            found: list[Article] = [
                [self._units(sum(map(len, article)) / len(article), random) for _ in article]
                for article in articles
            ]
            if any(one for article in found for one in article):
                return found

    def _units(self, mean: float, random: np.random.Generator) -> list[Unit]:
        units: list[Unit] = []
        last = 0.0
        for _ in range(abs(int(random.normal(mean, self.deviation)))):
            start = last + random.normal(*self.gaps)
            length = 0.0
            while length <= 0:
                length = abs(random.normal(*self.lengths))
            label = self.labels[int(random.choice(len(self.labels), p=self.shares))]
            last = start + length
            units.append((start, last, label))
        return sorted(units)
