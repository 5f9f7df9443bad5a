"""How often all who labelled a unit agree, and how often one label prevails."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np

from annotator.agreement.labels.coefficient import Coefficient
from annotator.agreement.labels.table import LabelTable, coefficient
from annotator.agreement.resampling import Resampling
from annotator.agreement.slots import with_ratio_interval
from annotator.agreement.votes import majority_vote, unanimous


def unanimous_share(table: LabelTable, resampling: Resampling | None = None) -> Coefficient:
    """Return the share of units with two labels or more on which all labels are the same."""
    return _share("unanimous_share", table, lambda row: bool(unanimous(row)), resampling)


def majority_share(table: LabelTable, resampling: Resampling | None = None) -> Coefficient:
    """Return the share of units with two labels or more on which no two labels are tied first."""
    return _share("majority_share", table, lambda row: majority_vote(row) is not None, resampling)


def _share(
    name: str,
    table: LabelTable,
    holds: Callable[[Sequence[Hashable | None]], bool],
    resampling: Resampling | None,
) -> Coefficient:
    both = table.pairable()
    if not len(both.codes):
        return coefficient(name, table, "undefined_no_pairable_units")
    distinct, place = np.unique(both.codes, axis=0, return_inverse=True)
    held = np.array(
        [holds([None if each < 0 else each for each in row]) for row in distinct.tolist()]
    )
    weights = both.weights * held[place.reshape(-1)]
    tops = np.bincount(both.articles, weights, minlength=both.article_count)
    bases = np.bincount(both.articles, both.weights, minlength=both.article_count)
    found = coefficient(name, table, float(tops.sum() / bases.sum()))
    parts = list(zip(tops.tolist(), bases.tolist(), strict=True))
    return with_ratio_interval(found, parts, resampling)
