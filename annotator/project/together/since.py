"""What has changed in a project since it was last read, and the list of its articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from annotator.project.storage.connection import Connection

if TYPE_CHECKING:
    from datetime import datetime

    from annotator.project.model import ListedArticle


class Since:
    """Tells what has changed in an open project, for those who keep what they read of it."""

    _connection: Connection

    def changed_articles(self, since: int = 0) -> tuple[int, frozenset[str]]:
        """Return the number of the newest event, and the articles that events after ``since`` name.

        Events are numbered as they come into this file, those of merged copies too.
        """
        last = self._connection.row("SELECT coalesce(max(number), 0) FROM events")
        newest = 0 if last is None else cast("int", last[0])
        rows = self._connection.rows(
            "SELECT DISTINCT article FROM events WHERE number > ? AND number <= ? "
            "AND article IS NOT NULL",
            *(since, newest),
        )
        return newest, frozenset(str(article) for (article,) in rows)

    def last_changed(self, target: str) -> datetime | None:
        """Return when the record with an id was last changed; None where nobody knows."""
        from annotator.project.history.events import time_of

        row = self._connection.row("SELECT max(clock) FROM events WHERE target = ?", target)
        return None if row is None or row[0] is None else time_of(str(row[0]))

    def listed_articles(self) -> tuple[ListedArticle, ...]:
        """Return all articles in queue order, with no more than a list needs."""
        from annotator.project.model import ListedArticle

        rows = self._connection.rows("SELECT id, title, length FROM articles ORDER BY position")
        return tuple(ListedArticle(*cast("tuple[str, str, int]", row)) for row in rows)
