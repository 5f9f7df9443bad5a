"""The likeliest label of each unit, and how each annotator errs, by Dawid and Skene's model."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SMOOTHING = 0.01
"""What is added to each cell of an annotator's expected counts, so that no error is impossible."""
MOST_ROUNDS = 500
CONVERGED = 1e-10
"""The rounds end where no posterior moves by more than this."""


@dataclass(frozen=True, eq=False, slots=True)
class DawidSkene:
    """A fitted model.

    ``posteriors[unit, label]`` is the probability that a label is the true one, ``prevalence``
    that of each label over all units, and ``confusion[annotator, true, given]`` how an annotator
    labels what is truly ``true``. ``rounds`` were needed; ``has_converged`` is false where the last
    one still moved.
    """

    labels: tuple[Hashable, ...]
    posteriors: Floats
    prevalence: Floats
    confusion: Floats
    rounds: int
    has_converged: bool


def counts_of(
    units: Sequence[Mapping[str, Hashable]], annotators: Sequence[str], labels: Sequence[Hashable]
) -> Floats:
    """Return how often each annotator gave each label to each unit: ``[unit, annotator, label]``.

    Each unit maps annotators to labels; who is not in it gave none.
    """
    counts = np.zeros((len(units), len(annotators), len(labels)))
    columns = {each: place for place, each in enumerate(annotators)}
    places = {each: place for place, each in enumerate(labels)}
    for row, unit in enumerate(units):
        for who, given in unit.items():
            counts[row, columns[who], places[given]] += 1
    return counts


def fit(
    counts: Floats,
    labels: Sequence[Hashable],
    *,
    weights: Floats | None = None,
    smoothing: float = SMOOTHING,
) -> DawidSkene:
    """Fit the model to counts ``[unit, annotator, label]`` by EM; ``weights`` count equal units.

    Begins with each unit's shares of labels, so the result depends on the data alone (Dawid and
    Skene 1979, section 3: M step equations 2.3 and 2.4, E step equation 2.5); from elsewhere EM may
    climb to another maximum, from a bare majority to a lower one even on the paper's own data.
    ``smoothing`` is added to each expected count of an error table; 0 is the paper's maximum
    likelihood. Every unit needs at least one label.
    """
    many = np.ones(len(counts)) if weights is None else weights
    given = counts.sum(axis=1)
    posteriors = given / given.sum(axis=1, keepdims=True)
    rounds, moved = 0, np.inf
    prevalence, confusion = _rates(counts, posteriors * many[:, None], smoothing)
    while rounds < MOST_ROUNDS and moved > CONVERGED:
        fresh = _posteriors(counts, prevalence, confusion)
        moved = float(np.abs(fresh - posteriors).max(initial=0.0))
        posteriors, rounds = fresh, rounds + 1
        prevalence, confusion = _rates(counts, posteriors * many[:, None], smoothing)
    return DawidSkene(
        tuple(labels),
        posteriors,
        prevalence,
        confusion,
        rounds,
        moved <= CONVERGED,
    )


def _rates(counts: Floats, weighed: Floats, smoothing: float) -> tuple[Floats, Floats]:
    """Return prevalence and error rates; an annotator never seen on a label errs evenly there."""
    expected = np.einsum("ut,ual->atl", weighed, counts) + smoothing
    totals = expected.sum(axis=2, keepdims=True)
    even = np.full_like(expected, 1 / counts.shape[2])
    confusion = np.divide(expected, totals, out=even, where=totals > 0)
    return weighed.sum(axis=0) / weighed.sum(), confusion


def _posteriors(counts: Floats, prevalence: Floats, confusion: Floats) -> Floats:
    """Return the probability of each label for each unit, in logarithms against underflow."""
    tiny = np.finfo(np.float64).tiny
    logs = np.einsum("ual,atl->ut", counts, np.log(np.maximum(confusion, tiny)))
    logs += np.log(np.maximum(prevalence, tiny))
    shares = np.exp(logs - logs.max(axis=1, keepdims=True))
    found: Floats = shares / shares.sum(axis=1, keepdims=True)
    return found
