"""Which labels are given in place of which: how often each label met each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from annotator.agreement.explored.passages import Passage

Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often labels met, and the passages behind each count.

    ``counts[row][column]`` follows ``labels`` both ways. Between two annotators a row is what the
    first said and a column what the second said. Pooled over pairs (``is_symmetric``) a cell counts
    the pairs of annotators of which one said this and the other that, whichever way round, so both
    halves show the same; the diagonal counts pairs that said the same.
    """

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    behind: Mapping[Cell, tuple[Passage, ...]]
    is_symmetric: bool

    @property
    def agreeing(self) -> int:
        """How many pairs of labels are equal."""
        return sum(row[place] for place, row in enumerate(self.counts))

    @property
    def compared(self) -> int:
        """How many pairs of labels were compared."""
        every = sum(map(sum, self.counts))
        return (every + self.agreeing) // 2 if self.is_symmetric else every

    def passages(self, row: int, column: int) -> tuple[Passage, ...]:
        """Return the passages behind a cell, in text order."""
        return self.behind.get((self.labels[row], self.labels[column]), ())


def confusion(
    found: Sequence[Passage], labels: Sequence[str], *, pair: tuple[str, str] | None = None
) -> Confusion:
    """Count which labels met on the passages, between two annotators or pooled over all pairs.

    The confusion matrix of two raters (Cohen 1960, table 1); pooled, the matrix of matches before
    each unit is weighted (Krippendorff 2011, part C). ``labels`` must hold every label that occurs.
    """
    behind: defaultdict[Cell, list[Passage]] = defaultdict(list)
    counts: defaultdict[Cell, int] = defaultdict(int)
    for passage in found:
        for cell, times in _cells(passage, pair).items():
            counts[cell] += times
            behind[cell].append(passage)
    return Confusion(
        tuple(labels),
        tuple(tuple(counts.get((row, column), 0) for column in labels) for row in labels),
        {cell: tuple(each) for cell, each in behind.items()},
        pair is None,
    )


def _cells(passage: Passage, pair: tuple[str, str] | None) -> dict[Cell, int]:
    said = dict(passage.labels)
    if pair is not None:
        both = pair[0] in said and pair[1] in said
        cell = (said.get(pair[0], ""), said.get(pair[1], ""))
        return {cell: 1} if both else {}
    cells: defaultdict[Cell, int] = defaultdict(int)
    for one, other in combinations(said.values(), 2):
        cells[one, other] += 1
        if one != other:
            cells[other, one] += 1
    return dict(cells)
