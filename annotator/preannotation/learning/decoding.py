"""Reads a text with a trained model: the best labels (Viterbi) and how probable each entity is.

All stretches of a text are read side by side with numpy. Probabilities come from the scaled
forward-backward recursions (Rabiner 1989, section V.A); an entity's is that of exactly its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotator.preannotation.learning.features import TEMPLATES, Columns, Stretch
from annotator.preannotation.learning.model import Model

Matrix = NDArray[np.float64]
_IMPOSSIBLE = -1e9
_LEAST = 1e-60  # no label is ruled out by a word alone
_AT_ONCE = 4_000  # words that are read side by side, those that fill short stretches included


@dataclass(frozen=True, slots=True)
class Marked:
    """An entity over the words ``[first, last)`` of a reading, and its probability."""

    first: int
    last: int
    kind: int
    probability: float


class Lattice:
    """One stretch after reading: the entities on the best path, and what any other one is worth."""

    def __init__(
        self, stretch: Stretch, path: Sequence[int], rows: tuple[Matrix, ...], moves: Matrix
    ) -> None:
        self.stretch = stretch
        self._path = path
        self._forward, self._backward, self._fit, self._scale = rows
        self._moves = moves

    def entities(self) -> Iterator[Marked]:
        """Yield the entities of the best path."""
        path, at = self._path, 0
        while at < len(path):
            first, label = at, path[at]
            at += 1
            if label:
                while at < len(path) and path[at] == label + 1:
                    at += 1
                kind = (label - 1) // 2
                yield self._marked(first, at, kind)

    def _marked(self, first: int, last: int, kind: int) -> Marked:
        offset = self.stretch.first
        probability = self.probability(offset + first, offset + last, kind)
        return Marked(offset + first, offset + last, kind, probability)

    def probability(self, first: int, last: int, kind: int) -> float:
        """Return how probable an entity of exactly these words of the reading is."""
        begin, end = first - self.stretch.first, last - self.stretch.first
        label, inside = 1 + 2 * kind, 2 + 2 * kind
        found = self._forward[begin, label]
        for at in range(begin + 1, end):
            found *= self._moves[label, inside] * self._fit[at, inside] / self._scale[at]
            label = inside
        ending = self._backward[end - 1, label]
        if end < len(self._path):
            going_on = self._fit[end, inside] * self._backward[end, inside] / self._scale[end]
            ending -= self._moves[label, inside] * going_on
        return float(min(1.0, max(0.0, found * ending)))


class Decoder:
    """A model laid out for reading."""

    def __init__(self, model: Model) -> None:
        size = model.labels
        self._tables, self._weights = _tables(model)
        moves = np.array(model.transitions, dtype=np.float64).reshape(size, size)
        starts = np.zeros(size)
        for inside in range(2, size, 2):
            allowed = moves[[inside - 1, inside], inside].copy()
            moves[:, inside] = _IMPOSSIBLE
            moves[[inside - 1, inside], inside] = allowed
            starts[inside] = _IMPOSSIBLE
        self._moves, self._starts = moves, starts
        self._chances, self._first_chances = np.exp(moves), np.exp(starts)

    def read(self, columns: Columns) -> Iterator[Lattice]:
        """Yield each stretch, read; in no particular order."""
        fits = self._fits(columns)
        waiting = sorted(columns.stretches, key=lambda each: each.last - each.first)
        while waiting:
            longest = waiting[-1].last - waiting[-1].first
            count = max(1, _AT_ONCE // max(1, longest))
            batch, waiting = waiting[-count:], waiting[:-count]
            yield from self._read(batch, fits, longest)

    def _fits(self, columns: Columns) -> Matrix:
        """Return how well each label (column) fits each row, before its neighbours are asked."""
        total: Matrix | None = None
        for table, weights, values in zip(self._tables, self._weights, columns.values, strict=True):
            missing = len(table)
            rows = np.array([table.get(each, missing) for each in values], dtype=np.intp)
            found = weights[rows]
            total = found if total is None else np.add(total, found, out=total)
        assert total is not None
        return total

    def _read(self, batch: Sequence[Stretch], fits: Matrix, longest: int) -> Iterator[Lattice]:
        lengths = np.array([each.last - each.first for each in batch])
        steps = np.arange(longest)
        rows = np.array([each.row for each in batch])[:, None] + np.minimum(
            steps[None, :], lengths[:, None] - 1
        )
        fit = fits[rows]
        paths = self._best_paths(fit, lengths)
        chances = np.maximum(np.exp(fit - fit.max(axis=2, keepdims=True)), _LEAST)
        forward, backward, scale = self._forward_backward(chances, lengths)
        for number, stretch in enumerate(batch):
            length = lengths[number]
            shares = (forward, backward, chances, scale)
            cut = tuple(each[number, :length] for each in shares)
            yield Lattice(stretch, paths[number, :length].tolist(), cut, self._chances)

    def _best_paths(self, fit: Matrix, lengths: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the best labels per stretch (Viterbi 1967)."""
        count, longest, _ = fit.shape
        best = np.empty_like(fit)
        best[:, 0] = fit[:, 0] + self._starts
        for at in range(1, longest):
            reach = (best[:, at - 1, :, None] + self._moves).max(axis=1)
            best[:, at] = reach + fit[:, at]
        paths = np.zeros((count, longest), dtype=np.intp)
        for at in range(longest - 1, -1, -1):
            score = best[:, at]
            if at + 1 < longest:
                goes_on = (lengths > at + 1)[:, None]
                score = score + np.where(goes_on, self._moves[:, paths[:, at + 1]].T, 0.0)
            paths[:, at] = score.argmax(axis=1)
        return paths

    def _forward_backward(
        self, chances: Matrix, lengths: NDArray[np.intp]
    ) -> tuple[Matrix, Matrix, Matrix]:
        longest = chances.shape[1]
        forward, backward = np.empty_like(chances), np.ones_like(chances)
        scale = np.empty(chances.shape[:2])
        for at in range(longest):
            reach = self._first_chances if at == 0 else forward[:, at - 1] @ self._chances
            reached = reach * chances[:, at]
            scale[:, at] = reached.sum(axis=1)
            forward[:, at] = reached / scale[:, at, None]
        for at in range(longest - 2, -1, -1):
            following = chances[:, at + 1] * backward[:, at + 1] / scale[:, at + 1, None]
            goes_on = (lengths > at + 1)[:, None]
            backward[:, at] = np.where(goes_on, following @ self._chances.T, 1.0)
        return forward, backward, scale


def _tables(model: Model) -> tuple[list[dict[str, int]], list[Matrix]]:
    """Return per template where a value stands in its weights; the last row is all zero."""
    tables: dict[str, dict[str, int]] = {template: {} for template in TEMPLATES}
    for template, value in model.states:
        table = tables[template]
        table[value] = len(table)
    weights = {
        template: np.zeros((len(table) + 1, model.labels)) for template, table in tables.items()
    }
    for (template, value), by_label in model.states.items():
        row = tables[template][value]
        for label, weight in by_label.items():
            weights[template][row, label] = weight
    return list(tables.values()), list(weights.values())
