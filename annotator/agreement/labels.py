"""Labels of several annotators over the same units, as the measures over labels read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.coefficient import Coefficient, Status

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MISSING = -1


@dataclass(frozen=True, eq=False, slots=True)
class LabelTable:
    """Units by annotators, stored as the distinct rows and how often each occurs.

    ``codes[row, annotator]`` is an index into ``labels``, or -1 where that annotator gave none;
    ``weights[row]`` counts the units that look like this. ``labels`` are the declared categories
    in their order, whether or not they occur.
    """

    codes: Ints
    weights: Floats
    labels: tuple[Hashable, ...]

    @property
    def annotators(self) -> int:
        """How many annotators there are, also those without any label."""
        return int(self.codes.shape[1])

    def counts(self) -> Floats:
        """Return how many annotators gave each label: ``[row, label]``."""
        counts = np.zeros((len(self.codes), len(self.labels)))
        rows, columns = np.nonzero(self.codes != MISSING)
        np.add.at(counts, (rows, self.codes[rows, columns]), 1.0)
        return counts

    def pairable(self) -> LabelTable:
        """Return the units with at least two labels."""
        return self._rows((self.codes != MISSING).sum(axis=1) >= 2)

    def pair(self, first: int, second: int) -> LabelTable:
        """Return the units that both annotators labelled, with only these two columns."""
        two = LabelTable(self.codes[:, [first, second]], self.weights, self.labels)
        return two.pairable()

    def against_rest(self, label: Hashable) -> LabelTable:
        """Return the table recoded to True (that label) and False (any other)."""
        wanted = self.labels.index(label) if label in self.labels else MISSING - 1
        codes = np.where(self.codes == MISSING, MISSING, (self.codes == wanted).astype(np.int64))
        return LabelTable(codes, self.weights, (False, True))

    def unit_count(self) -> int:
        """How many units the table holds."""
        return int(self.weights.sum())

    def active_annotators(self) -> int:
        """How many annotators gave at least one label."""
        return int((self.codes != MISSING).any(axis=0).sum()) if len(self.codes) else 0

    def prevalence(self) -> dict[Hashable, int]:
        """Return how often each label was given."""
        totals = (self.counts() * self.weights[:, None]).sum(axis=0)
        return {label: int(total) for label, total in zip(self.labels, totals, strict=True)}

    def _rows(self, keep: NDArray[np.bool_]) -> LabelTable:
        return LabelTable(self.codes[keep], self.weights[keep], self.labels)


def label_table(
    rows: Iterable[Sequence[Hashable | None]],
    *,
    annotators: int,
    categories: Sequence[Hashable] | None = None,
) -> LabelTable:
    """Return the table of units by annotators; None is "gave no label", which is not a label.

    ``categories`` declares the labels and their order; without it they are those that occur,
    sorted. Raises ``ValueError`` where a row has not one place per annotator.
    """
    return weighted_table(Counter(map(tuple, rows)), annotators=annotators, categories=categories)


def weighted_table(
    patterns: Counter[tuple[Hashable | None, ...]],
    *,
    annotators: int,
    categories: Sequence[Hashable] | None = None,
) -> LabelTable:
    """Return the table in which each row of labels occurs as often as ``patterns`` says."""
    if any(len(pattern) != annotators for pattern in patterns):
        raise ValueError(f"each unit needs {annotators} places, one for each annotator")
    labels = _labels(patterns, categories)
    index: dict[Hashable, int] = {label: code for code, label in enumerate(labels)}
    codes = [[MISSING if each is None else index[each] for each in row] for row in patterns]
    return LabelTable(
        np.array(codes, dtype=np.int64).reshape(len(codes), annotators),
        np.array(list(patterns.values()), dtype=np.float64),
        labels,
    )


def _labels(
    patterns: Iterable[tuple[Hashable | None, ...]], categories: Sequence[Hashable] | None
) -> tuple[Hashable, ...]:
    declared = tuple(categories or ())
    seen = {label for row in patterns for label in row if label is not None}
    return (*declared, *sorted(seen.difference(declared), key=_sort_key))


def _sort_key(label: Hashable) -> tuple[str, float, str]:
    if isinstance(label, int | float):
        return "", float(label), ""
    if isinstance(label, frozenset):
        return "set", float(len(label)), "\n".join(sorted(map(str, label)))
    return type(label).__name__, 0.0, str(label)


def coefficient(name: str, table: LabelTable, value: float | Status) -> Coefficient:
    """Return ``value`` (or why there is none) with the counts and raw agreement of ``table``."""
    pairable = table.pairable()
    return Coefficient(
        name,
        None if isinstance(value, str) else float(value),
        value if isinstance(value, str) else "defined",
        raw_agreement=observed_agreement(pairable),
        units=pairable.unit_count(),
        annotators=pairable.active_annotators(),
    )


def observed_agreement(pairable: LabelTable) -> float | None:
    """Return the share of agreeing ordered pairs, each unit weighted by its number of labels."""
    counts = pairable.counts()
    ratings = counts.sum(axis=1)
    total = float(pairable.weights @ ratings)
    if total == 0:
        return None
    agreeing = (counts * (counts - 1)).sum(axis=1) / (ratings - 1)
    return float(pairable.weights @ agreeing) / total


def percent_agreement(table: LabelTable) -> Coefficient:
    """Return raw agreement: the share of agreeing pairs, units weighted by their number of labels.

    This is 1 minus the observed disagreement of Krippendorff's alpha (Krippendorff 2011, part C),
    and for two annotators the share of units on which they agree.
    """
    observed = observed_agreement(table.pairable())
    value: float | Status = "undefined_no_pairable_units" if observed is None else observed
    return coefficient("percent_agreement", table, value)


def percent_agreement_unit_mean(table: LabelTable) -> Coefficient:
    """Return raw agreement in which each unit with at least two labels weighs the same.

    The observed agreement p_a of Gwet 2008 and 2014.
    """
    mean = unit_mean_agreement(table.pairable())
    value: float | Status = "undefined_no_pairable_units" if mean is None else mean
    return coefficient("percent_agreement_unit_mean", table, value)


def unit_mean_agreement(pairable: LabelTable, similarity: Floats | None = None) -> float | None:
    """Return the mean share of agreeing pairs per unit, in parts where ``similarity`` says so."""
    counts = pairable.counts()
    ratings = counts.sum(axis=1)
    if not len(ratings):
        return None
    weights = np.eye(len(pairable.labels)) if similarity is None else similarity
    shares = (counts * (counts @ weights - 1)).sum(axis=1) / (ratings * (ratings - 1))
    return float(pairable.weights @ shares) / float(pairable.weights.sum())
