"""One-to-one matching: who said the same thing, where that is a matter of degree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.agreement.labels.tallies import Floats

MORE_PAIRS = 1e-9
"""What each further pair adds, so that of two equal totals the one with more pairs wins."""

Edge = tuple[int, int]


def best_matching(similarity: Mapping[Edge, float]) -> tuple[Edge, ...]:
    """Return the one-to-one matching with the greatest total similarity, sorted.

    ``similarity[left, right]`` is positive; pairs that are not in it may not match. Only items that
    hang together are solved together (Kuhn 1955, by :func:`scipy.optimize.linear_sum_assignment`),
    so that long articles stay cheap.
    """
    matched, met = alone(similarity)
    for part in _components(met):
        matched.extend(_solve(part, similarity))
    return tuple(sorted(matched))


def alone(edges: Iterable[Edge]) -> tuple[list[Edge], list[Edge]]:
    """Return the pairs of which neither item is in another pair, and all other pairs."""
    every = list(edges)
    lefts = Counter([left for left, _ in every])
    rights = Counter([right for _, right in every])
    lone: list[Edge] = []
    met: list[Edge] = []
    for edge in every:
        (lone if lefts[edge[0]] == 1 == rights[edge[1]] else met).append(edge)
    return lone, met


def _components(edges: Iterable[Edge]) -> list[list[Edge]]:
    by_left, by_right = defaultdict(list), defaultdict(list)
    for edge in sorted(edges):
        by_left[edge[0]].append(edge)
        by_right[edge[1]].append(edge)
    parts: list[list[Edge]] = []
    seen: set[int] = set()
    for left in by_left:
        if left in seen:
            continue
        part, waiting = [], [left]
        seen.add(left)
        while waiting:
            for edge in by_left[waiting.pop()]:
                part.append(edge)
                for neighbour, _ in by_right[edge[1]]:
                    if neighbour not in seen:
                        seen.add(neighbour)
                        waiting.append(neighbour)
        parts.append(part)
    return parts


def best_assignment(similarity: Floats) -> list[Edge]:
    """Return the same as :func:`best_matching` for similarities ``[left, right]`` of 0 or more.

    It is quicker where most items are similar to most others.
    """
    from scipy.optimize import linear_sum_assignment

    gain = similarity + MORE_PAIRS * (similarity > 0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    chosen = zip(rows.tolist(), columns.tolist(), strict=True)
    return [edge for edge in chosen if similarity[edge] > 0]


def _solve(part: Iterable[Edge], similarity: Mapping[Edge, float]) -> list[Edge]:
    import numpy as np

    lefts = sorted({left for left, _ in part})
    rights = sorted({right for _, right in part})
    rows = {left: row for row, left in enumerate(lefts)}
    columns = {right: column for column, right in enumerate(rights)}
    close = np.zeros((len(lefts), len(rights)))
    for left, right in part:
        close[rows[left], columns[right]] = similarity[left, right]
    return [(lefts[row], rights[column]) for row, column in best_assignment(close)]
