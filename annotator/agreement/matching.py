"""One-to-one matching: who said the same thing, where that is a matter of degree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

MORE_PAIRS = 1e-9
"""What each further pair adds, so that of two equal totals the one with more pairs wins."""

Edge = tuple[int, int]


def best_matching(similarity: Mapping[Edge, float]) -> tuple[Edge, ...]:
    """Return the one-to-one matching with the greatest total similarity, sorted.

    ``similarity[left, right]`` is positive; pairs that are not in it may not match. Only items that
    hang together are solved together (Kuhn 1955, by :func:`scipy.optimize.linear_sum_assignment`),
    so that long articles stay cheap.
    """
    matched: list[Edge] = []
    for part in _components(similarity):
        matched.extend(part if len(part) == 1 else _solve(part, similarity))
    return tuple(sorted(matched))


def _components(similarity: Mapping[Edge, float]) -> list[list[Edge]]:
    by_left, by_right = defaultdict(list), defaultdict(list)
    for edge in sorted(similarity):
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


def _solve(part: Iterable[Edge], similarity: Mapping[Edge, float]) -> list[Edge]:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    lefts = sorted({left for left, _ in part})
    rights = sorted({right for _, right in part})
    gain = np.zeros((len(lefts), len(rights)))
    for left, right in part:
        gain[lefts.index(left), rights.index(right)] = similarity[left, right] + MORE_PAIRS
    rows, columns = linear_sum_assignment(gain, maximize=True)
    chosen = ((lefts[row], rights[column]) for row, column in zip(rows, columns, strict=True))
    return [edge for edge in chosen if edge in similarity]
