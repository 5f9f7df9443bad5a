"""Sums over units, article by article, from which every measure over labels follows.

They add up, so that a resample of articles is a weighted sum of what each article gives: all
resamples of all measures come from one product of matrices, however many units there are.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MISSING = -1
_WEIGHTINGS = 3  # nominal, linear, quadratic
NOMINAL, LINEAR, QUADRATIC = range(_WEIGHTINGS)
_CELLS = 400_000  # counted together, so that memory stays small


@dataclass(frozen=True, eq=False)
class Tallies:
    """Sums ``[..., column]`` over the units of an article, of several articles, or of resamples.

    The leading axes say what was summed: none for everything, one for articles or resamples. All
    properties keep them.
    """

    labels: tuple[Hashable, ...]
    annotators: int
    sums: Floats

    @cached_property
    def _bounds(self) -> list[int]:
        return list(np.cumsum([0, *widths(len(self.labels), self.annotators)]))

    def _part(self, number: int, *shape: int) -> Floats:
        start, end = self._bounds[number : number + 2]
        return self.sums[..., start:end].reshape(*self.sums.shape[:-1], *shape)

    @property
    def coincidences(self) -> Floats:
        """How often each label met each other within units ``[..., label, label]``.

        Each unit adds all ordered pairs of its labels, divided by its number of labels minus one,
        so that the matrix sums to the number of pairable labels (Krippendorff 2011, part C).
        """
        return self._part(0, len(self.labels), len(self.labels))

    @property
    def similarity(self) -> Floats:
        """The mean similarity of the pairs in a unit, summed over units with two labels or more.

        ``[..., weighting]``: nominal, linear, quadratic (the weights of Gwet 2014).
        """
        return self._part(1, _WEIGHTINGS)

    @property
    def shares(self) -> Floats:
        """The share of each label in a unit, summed over units with any label ``[..., label]``."""
        return self._part(2, len(self.labels))

    @property
    def sizes(self) -> Floats:
        """How many units have 0, 1, 2... labels ``[..., number of labels]``."""
        return self._part(3, self.annotators + 1)

    @property
    def apart(self) -> Floats:
        """For each pair of annotators, the sum of distances of their labels, in declared order.

        ``[..., pair, weighting]``: nominal, linear ``|i-j|``, quadratic ``(i-j)^2``.
        """
        return self._part(4, _pairs(self.annotators), _WEIGHTINGS)

    @property
    def margins(self) -> Floats:
        """How often each of a pair of annotators gave each label ``[..., pair, side, label]``.

        Over the units that both labelled.
        """
        return self._part(5, _pairs(self.annotators), 2, len(self.labels))

    @property
    def pairable_units(self) -> Floats:
        """How many units have at least two labels ``[...]``."""
        return np.asarray(self.sizes[..., 2:].sum(axis=-1))

    def comparable(self) -> int:
        """Return how many annotators gave a label to a unit that another one labelled too."""
        shared = self.total().margins[:, 0].sum(axis=-1).tolist()
        pairs = zip(combinations(range(self.annotators), 2), shared, strict=True)
        return len({each for pair, units in pairs if units for each in pair})

    @cached_property
    def similarities(self) -> Floats:
        """Gwet's weights of pairs of labels ``[label * label, weighting]``."""
        return _similarities(self.labels)

    def total(self) -> Tallies:
        """Return the sums over everything."""
        return Tallies(self.labels, self.annotators, self.sums.reshape(-1, self.width).sum(axis=0))

    @property
    def width(self) -> int:
        """How many columns there are."""
        return int(self.sums.shape[-1])

    def drawn(self, times: Floats) -> Tallies:
        """Return the sums in which each article counts ``times[resample, article]`` times."""
        return Tallies(self.labels, self.annotators, times @ self.sums)


def widths(labels: int, annotators: int) -> tuple[int, ...]:
    """Return how many columns each part of the sums has."""
    pairs = _pairs(annotators)
    several = labels * labels, _WEIGHTINGS, labels, annotators + 1
    return *several, pairs * _WEIGHTINGS, pairs * 2 * labels


def _pairs(annotators: int) -> int:
    return annotators * (annotators - 1) // 2


def tally(
    codes: Ints, weights: Floats, articles: Ints, labels: tuple[Hashable, ...], count: int
) -> Tallies:
    """Return the sums of each of ``count`` articles.

    ``codes[row, annotator]`` is an index into ``labels`` or -1; ``weights[row]`` says how many
    units look like this, in the article of number ``articles[row]``.
    """
    annotators = int(codes.shape[1])
    sums = np.zeros((count, sum(widths(len(labels), annotators))))
    if count == 1:
        codes, weights = _distinct(codes, weights, len(labels))
        articles = np.zeros(len(codes), dtype=np.int64)
    step = max(1, _CELLS // (max(1, annotators - 1) * (len(labels) + 1) ** 2))
    for start in range(0, count if len(codes) else 0, step):
        into = Tallies(labels, annotators, sums[start : start + step])
        if step >= count:
            _fill(into, codes, weights, articles)
        else:
            rows = (start <= articles) & (articles < start + step)
            _fill(into, codes[rows], weights[rows], articles[rows] - start)
    return Tallies(labels, annotators, sums)


def _fill(into: Tallies, codes: Ints, weights: Floats, articles: Ints) -> None:
    """Write the sums of some articles, as many as ``into`` has rows."""
    count = len(into.sums)
    units = _Units(np.ascontiguousarray(codes.T), weights, articles, len(into.labels), count)
    into.shares[...] = units.shares()
    into.sizes[...] = units.sizes()
    distances = _distances(len(into.labels))
    for number, pair in enumerate(combinations(range(into.annotators), 2)):
        crossed = units.crossed(*pair)
        into.apart[:, number] = crossed.reshape(count, -1) @ distances
        into.margins[:, number, 0] = crossed.sum(axis=2)
        into.margins[:, number, 1] = crossed.sum(axis=1)
    met, shared = units.met()
    into.coincidences[...] = met + met.transpose(0, 2, 1)
    into.similarity[...] = shared.reshape(count, -1) @ into.similarities


def _distinct(codes: Ints, weights: Floats, labels: int) -> tuple[Ints, Floats]:
    """Return each row of labels once, with how often it occurs, where that is less work."""
    annotators = int(codes.shape[1])
    if float(labels + 1) ** annotators > len(codes):
        return codes, weights
    cells = np.zeros(len(codes), dtype=np.int64)
    for column in codes.T:
        cells *= labels + 1
        cells += column + 1
    counts = np.bincount(cells, weights)
    found: Ints = np.flatnonzero(counts).astype(np.int64, copy=False)
    places = (labels + 1) ** np.arange(annotators - 1, -1, -1, dtype=np.int64)
    return found[:, None] // places % (labels + 1) - 1, counts[found].astype(np.float64)


class _Units:
    """The rows of a table while they are counted: ``codes[annotator, row]``.

    They are counted by article and by how many labels they have, so that what follows from that
    number is reckoned with once. A label that was not given is counted as one label more, and left
    out at the end.
    """

    def __init__(
        self, codes: Ints, weights: Floats, articles: Ints, labels: int, count: int
    ) -> None:
        self._given = np.where(codes == MISSING, labels, codes)
        self._weights = None if (weights == 1).all() else weights
        self._articles = articles
        self._labels = labels
        self._count = count
        self._ratings = (codes != MISSING).sum(axis=0)
        most = max(1, len(codes) - 1)  # numbers of labels from 2 on: others are in no pair
        start = (articles * most + np.maximum(self._ratings - 2, 0)) * (labels + 1)
        self._starts = [(start + given) * (labels + 1) for given in self._given]
        self._together = np.zeros((count, most, labels, labels))

    def crossed(self, one: int, other: int) -> Floats:
        """Return two annotators' table ``[article, label, label]``, each unit once."""
        shape = *self._together.shape[:2], self._labels + 1, self._labels + 1
        cells = self._starts[one] + self._given[other]
        counts = np.bincount(cells, self._weights, minlength=int(np.prod(shape)))
        found = counts.reshape(shape)[..., :-1, :-1]
        self._together += found
        return np.asarray(found.sum(axis=1, dtype=np.float64))

    def met(self) -> tuple[Floats, Floats]:
        """Return the tables of all pairs crossed so far together ``[article, label, label]``.

        Each unit counts by one over its number of labels ``r`` minus one, and by two over
        ``r (r - 1)``.
        """
        number = np.arange(2, self._together.shape[1] + 2)
        return (
            np.einsum("arij,r->aij", self._together, 1 / (number - 1)),
            np.einsum("arij,r->aij", self._together, 2 / (number * (number - 1))),
        )

    def shares(self) -> Floats:
        """Return the summed shares of labels ``[article, label]``."""
        width = len(self._given) + 1
        start = (self._articles * width + self._ratings) * (self._labels + 1)
        shape = self._count, width, self._labels + 1
        found = np.zeros(shape)
        for given in self._given:
            counts = np.bincount(start + given, self._weights, minlength=found.size)
            found += counts.reshape(shape)
        each = 1 / np.maximum(np.arange(width), 1)
        return np.asarray(np.einsum("arl,r->al", found[..., :-1], each))

    def sizes(self) -> Floats:
        """Return how many units have so many labels ``[article, number]``."""
        width = len(self._given) + 1
        cells = self._articles * width + self._ratings
        found = np.bincount(cells, self._weights, minlength=self._count * width)
        return found.reshape(self._count, width).astype(np.float64, copy=False)


def numbers(labels: Sequence[Hashable]) -> Floats | None:
    """Return the labels as numbers, or None where one of them is none.

    Truth values are none, nor is what is too large to be reckoned with.
    """
    try:
        values = [
            float(each)
            for each in labels
            if isinstance(each, int | float) and not isinstance(each, bool)
        ]
    except OverflowError:
        return None
    whole = len(values) == len(labels) and bool(np.isfinite(values).all())
    return np.array(values, dtype=np.float64) if whole else None


def _distances(labels: int) -> Floats:
    """Return the distances of labels in their order ``[label * label, weighting]``."""
    places = np.arange(labels, dtype=np.float64)
    apart = np.abs(places[:, None] - places[None, :]).ravel()
    return np.stack([(apart > 0).astype(np.float64), apart, apart**2], axis=1)


def _similarities(labels: tuple[Hashable, ...]) -> Floats:
    """Return Gwet's weights of pairs of labels ``[label * label, weighting]``.

    By the values of labels that are numbers, else by their places in the declared order.
    """
    places = numbers(labels)
    if places is None:
        places = np.arange(len(labels), dtype=np.float64)
    apart = np.abs(places[:, None] - places[None, :])
    widest = float(apart.max()) if apart.size else 0.0
    share = apart / widest if widest > 0 else apart
    weights = [np.eye(len(labels)), 1 - share, 1 - share**2]
    return np.stack([each.ravel() for each in weights], axis=1)
