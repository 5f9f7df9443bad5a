"""What can be asked of a project about what was settled between its annotators."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from annotator.annotations.model import Ruling, RulingOutcome
from annotator.project.history import records
from annotator.project.storage.connection import Connection


class Rulings:
    """Answers about the rulings in an open project."""

    _connection: Connection

    def rulings(self, article_id: str) -> tuple[Ruling, ...]:
        """Return what was decided in an article, oldest first."""
        rows = self._connection.rows("SELECT body FROM rulings WHERE article = ?", article_id)
        return _in_order(rows)

    def rulings_with(self, outcome: RulingOutcome) -> tuple[Ruling, ...]:
        """Return all rulings of the project that came out like that, oldest first."""
        rows = self._connection.rows("SELECT body FROM rulings WHERE outcome = ?", outcome)
        return _in_order(rows)

    def ruling_counts(self) -> Mapping[RulingOutcome, int]:
        """Return how many rulings there are, by how they came out."""
        rows = self._connection.rows("SELECT outcome, count(*) FROM rulings GROUP BY outcome")
        return {cast("RulingOutcome", outcome): cast("int", count) for outcome, count in rows}


def _in_order(rows: list[tuple[object, ...]]) -> tuple[Ruling, ...]:
    found = [records.read(Ruling, body) for (body,) in rows]
    return tuple(sorted(found, key=lambda each: (each.ruled, each.id)))
