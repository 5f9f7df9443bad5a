"""Labels of several annotators over the same units, as the measures over labels read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.labels.coefficient import Coefficient, Status
from annotator.agreement.labels.tallies import MISSING, NOMINAL, Floats, Ints, Tallies, tally

Formula = Callable[[Tallies], Floats]
"""A measure: its value for each resample in the tallies ``[...]``, nan where it has none."""
_MANY = 4_000  # articles from which it is quicker to count all units once more
Patterns = Counter[tuple[Hashable | None, ...]]


def _nowhere() -> Ints:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class LabelTable:
    """Units by annotators, stored as the distinct rows of each article and how often each occurs.

    ``codes[row, annotator]`` is an index into ``labels``, or -1 where that annotator gave none;
    ``weights[row]`` counts the units that look like this. ``labels`` are the declared categories
    in their order, whether or not they occur. ``articles[row]`` is the number of the article that
    the units belong to, 0 for all of them where it is left out; there are ``article_count``.
    """

    codes: Ints
    weights: Floats
    labels: tuple[Hashable, ...]
    articles: Ints = field(default_factory=_nowhere)
    article_count: int = 1

    def __post_init__(self) -> None:
        if len(self.articles) != len(self.codes):
            if len(self.articles):
                raise ValueError("each row needs the number of its article")
            object.__setattr__(self, "articles", np.zeros(len(self.codes), dtype=np.int64))

    @property
    def annotators(self) -> int:
        """How many annotators there are, also those without any label."""
        return int(self.codes.shape[1])

    @cached_property
    def tallies(self) -> Tallies:
        """What the units of each article add to the measures."""
        return tally(self.codes, self.weights, self.articles, self.labels, self.article_count)

    @cached_property
    def total(self) -> Tallies:
        """What all units add to the measures."""
        if self.article_count <= _MANY:
            return self.tallies.total()
        nowhere = np.zeros_like(self.articles)
        return tally(self.codes, self.weights, nowhere, self.labels, 1).total()

    def in_groups(self, group_of: Ints) -> LabelTable:
        """Return the table in which article number ``n`` belongs to group ``group_of[n]``."""
        groups = int(group_of.max(initial=-1)) + 1
        return LabelTable(self.codes, self.weights, self.labels, group_of[self.articles], groups)

    def pairable(self) -> LabelTable:
        """Return the units with at least two labels."""
        return self._rows((self.codes != MISSING).sum(axis=1) >= 2)

    def pair(self, first: int, second: int) -> LabelTable:
        """Return the units that both annotators labelled, with only these two columns."""
        two = self._recoded(self.codes[:, [first, second]], self.labels)
        return two.pairable()

    def among(self, columns: Sequence[int]) -> LabelTable:
        """Return the units that two of some annotators labelled, with only their columns."""
        return self._recoded(self.codes[:, list(columns)], self.labels).pairable()

    def against_rest(self, label: Hashable) -> LabelTable:
        """Return the table recoded to True (that label) and False (any other)."""
        wanted = self.labels.index(label) if label in self.labels else MISSING - 1
        return self.recoded(
            [int(code == wanted) for code in range(len(self.labels))], (False, True)
        )

    def recoded(self, into: Sequence[int], labels: tuple[Hashable, ...]) -> LabelTable:
        """Return the table in which label number ``n`` is number ``into[n]`` of other labels.

        -1 takes a label as one that was not given.
        """
        codes = np.array([*into, MISSING], dtype=np.int64)[self.codes]
        return self._recoded(codes, labels)

    def unit_count(self) -> int:
        """How many units the table holds."""
        return int(self.weights.sum())

    def prevalence(self) -> dict[Hashable, int]:
        """Return how often each label was given."""
        totals = np.zeros(len(self.labels))
        for column in self.codes.T:
            given = column != MISSING
            totals += np.bincount(column[given], self.weights[given], minlength=len(totals))
        return {label: round(total) for label, total in zip(self.labels, totals, strict=True)}

    def _rows(self, keep: NDArray[np.bool_]) -> LabelTable:
        return LabelTable(
            self.codes[keep],
            self.weights[keep],
            self.labels,
            self.articles[keep],
            self.article_count,
        )

    def _recoded(self, codes: Ints, labels: tuple[Hashable, ...]) -> LabelTable:
        return LabelTable(codes, self.weights, labels, self.articles, self.article_count)


def label_table(
    rows: Iterable[Sequence[object]],
    *,
    annotators: int,
    categories: Sequence[Hashable] | None = None,
    articles: Sequence[int] | None = None,
) -> LabelTable:
    """Return the table of units by annotators; None is "gave no label", which is not a label.

    ``categories`` declares the labels and their order; without it they are those that occur,
    sorted. A label may be a set or a list too (taken as ``frozenset`` and ``tuple``); a number
    that is none (nan) counts as None. ``articles`` gives the number of each row's article, from 0.
    Raises ``ValueError`` where a row has not one place per annotator, or a label cannot be
    compared.
    """
    plain = [tuple(map(plain_label, row)) for row in rows]
    if articles is None:
        return weighted_table(Counter(plain), annotators=annotators, categories=categories)
    if len(articles) != len(plain):
        raise ValueError("each row needs the number of its article")
    by_article: dict[int, Patterns] = {}
    for article, row in zip(articles, plain, strict=True):
        by_article.setdefault(article, Counter())[row] += 1
    count = max(by_article, default=-1) + 1
    return article_table(
        [by_article.get(number, Counter()) for number in range(count)],
        annotators=annotators,
        categories=categories,
    )


def plain_label(label: object) -> Hashable | None:
    """Return a label as it can be compared, None for one that is missing."""
    if isinstance(label, set):
        return frozenset(label)
    if isinstance(label, list):
        return tuple(map(plain_label, label))
    if isinstance(label, float) and label != label:
        return None
    if isinstance(label, Hashable):
        return label
    raise ValueError(f"not a label: {label!r}")


def weighted_table(
    patterns: Patterns,
    *,
    annotators: int,
    categories: Sequence[Hashable] | None = None,
) -> LabelTable:
    """Return the table in which each row of labels occurs as often as ``patterns`` says."""
    return article_table([patterns], annotators=annotators, categories=categories)


def article_table(
    patterns: Sequence[Patterns],
    *,
    annotators: int,
    categories: Sequence[Hashable] | None = None,
) -> LabelTable:
    """Return the table in which rows occur as often as ``patterns[article]`` says."""
    distinct = {row: number for number, row in enumerate(set().union(*patterns))}
    if any(len(row) != annotators for row in distinct):
        raise ValueError(f"each unit needs {annotators} places, one for each annotator")
    labels = _labels(distinct, categories)
    index: dict[Hashable | None, int] = {label: code for code, label in enumerate(labels)}
    index[None] = MISSING
    coded = np.array([[index[each] for each in row] for row in distinct], dtype=np.int64)
    rows = [distinct[row] for some in patterns for row in some]
    weights = [count for some in patterns for count in some.values()]
    sizes = [len(some) for some in patterns]
    return LabelTable(
        coded.reshape(len(distinct), annotators)[np.array(rows, dtype=np.int64)],
        np.array(weights, dtype=np.float64),
        labels,
        np.repeat(np.arange(len(sizes), dtype=np.int64), np.array(sizes, dtype=np.int64)),
        max(1, len(patterns)),
    )


def _labels(
    rows: Iterable[tuple[Hashable | None, ...]], categories: Sequence[Hashable] | None
) -> tuple[Hashable, ...]:
    declared = tuple(dict.fromkeys(categories or ()))
    seen = {label for row in rows for label in row if label is not None}
    return (*declared, *sorted(seen.difference(declared), key=_sort_key))


def _sort_key(label: Hashable) -> tuple[str, int | float, str]:
    if isinstance(label, int | float):
        return "", label, ""
    if isinstance(label, frozenset):
        return "set", float(len(label)), "\n".join(sorted(map(str, label)))
    return type(label).__name__, 0.0, str(label)


def coefficient(name: str, table: LabelTable, value: float | Status) -> Coefficient:
    """Return ``value`` (or why there is none) with the counts and raw agreement of ``table``."""
    units = float(table.total.pairable_units)
    raw = float(raw_agreement(table.total))
    return Coefficient(
        name,
        None if isinstance(value, str) else float(value),
        value if isinstance(value, str) else "defined",
        raw_agreement=None if np.isnan(raw) else raw,
        units=round(units),
        annotators=table.total.comparable(),
    )


def measured(
    name: str,
    table: LabelTable,
    formula: Formula,
    otherwise: Status = "undefined_no_variation",
) -> Coefficient:
    """Return what a formula gives for all units of a table.

    Where it gives nothing, the reason is that no unit has two labels, or ``otherwise``.
    """
    value = float(formula(table.total))
    if not np.isnan(value):
        return coefficient(name, table, value)
    nothing = float(table.total.pairable_units) == 0
    return coefficient(name, table, "undefined_no_pairable_units" if nothing else otherwise)


def divided(top: Floats, base: Floats) -> Floats:
    """Return ``top / base``, nan where the base is nothing."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.abs(base) > 0, top / base, np.nan)


def raw_agreement(tallies: Tallies) -> Floats:
    """Return the share of agreeing ordered pairs, each unit weighted by its number of labels."""
    seen = tallies.coincidences
    return divided(np.trace(seen, axis1=-2, axis2=-1), seen.sum(axis=(-2, -1)))


def unit_mean(tallies: Tallies, weighting: int = NOMINAL) -> Floats:
    """Return the mean share of agreeing pairs per unit, in parts where labels are near."""
    return divided(tallies.similarity[..., weighting], tallies.pairable_units)


def percent_agreement(table: LabelTable) -> Coefficient:
    """Return raw agreement: the share of agreeing pairs, units weighted by their number of labels.

    This is 1 minus the observed disagreement of Krippendorff's alpha (Krippendorff 2011, part C),
    and for two annotators the share of units on which they agree.
    """
    return measured("percent_agreement", table, raw_agreement)


def percent_agreement_unit_mean(table: LabelTable) -> Coefficient:
    """Return raw agreement in which each unit with at least two labels weighs the same.

    The observed agreement p_a of Gwet 2008 and 2014.
    """
    return measured("percent_agreement_unit_mean", table, unit_mean)
