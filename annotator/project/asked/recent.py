"""The statements that somebody made last, over all articles."""

from __future__ import annotations

from annotator.annotations.model import Statement
from annotator.project.history import records
from annotator.project.storage.connection import Connection

_LOOKED_AT = 500  # rows: those of others count, so that it takes the same time in any project


def statements(connection: Connection, annotator: str) -> tuple[Statement, ...]:
    """Return an annotator's statements among the newest of the project, oldest first."""
    rows = connection.rows(
        "SELECT body FROM statements WHERE annotator = ? "
        "AND rowid > (SELECT coalesce(max(rowid), 0) FROM statements) - ? ORDER BY rowid",
        annotator,
        _LOOKED_AT,
    )
    return tuple(records.read(Statement, body) for (body,) in rows)
