"""What is said beside the labels: comments and flags for everybody, time and notes of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from annotator.annotations.edits import Told
from annotator.annotations.model import ActiveTime, Comment, Flag, GuidelineNote
from annotator.annotations.repeats import repeat_id
from annotator.project.history import records
from annotator.project.storage.connection import Connection

if TYPE_CHECKING:
    from annotator.project.model import WorkDone

_COUNTER_BITS = 16  # of the history's clock, below its milliseconds


def of_article(connection: Connection, article: str) -> tuple[Told, ...]:
    """Return everybody's comments and flags on an article, each kind oldest first."""
    comments = [
        records.read(Comment, body)
        for (body,) in connection.rows("SELECT body FROM comments WHERE article = ?", article)
    ]
    flags = [
        records.read(Flag, body)
        for (body,) in connection.rows("SELECT body FROM flags WHERE article = ?", article)
    ]
    return (*sorted(comments, key=by_time), *sorted(flags, key=by_time))


def by_time(said: Told) -> tuple[str, str]:
    """Return what comments and flags are ordered by: when they were written."""
    return said.written, said.id


def by_start(time: ActiveTime) -> tuple[str, str]:
    """Return what stretches of work are ordered by: when they began."""
    return time.started, time.id


def guideline_note(connection: Connection, annotator: str) -> GuidelineNote | None:
    """Return what an annotator noted for labelling."""
    found = connection.row("SELECT body FROM guideline_notes WHERE annotator = ?", annotator)
    return None if found is None else records.read(GuidelineNote, found[0])


def guideline_notes(connection: Connection) -> tuple[GuidelineNote, ...]:
    """Return everybody's notes for labelling."""
    rows = connection.rows("SELECT body FROM guideline_notes ORDER BY id")
    return tuple(records.read(GuidelineNote, body) for (body,) in rows)


def active_times(connection: Connection, article: str) -> tuple[ActiveTime, ...]:
    """Return how long anybody worked on an article, and when, oldest first."""
    rows = connection.rows(
        "SELECT body FROM active_times WHERE article = ? ORDER BY started, id", article
    )
    return tuple(records.read(ActiveTime, body) for (body,) in rows)


def active_seconds(connection: Connection, article: str, annotator: str) -> int:
    """Return how long one annotator worked on an article."""
    found = connection.row(
        "SELECT coalesce(sum(seconds), 0) FROM active_times WHERE article = ? AND annotator = ?",
        article,
        annotator,
    )
    return 0 if found is None else cast("int", found[0])


def time_since(connection: Connection, annotator: str, since: datetime) -> WorkDone:
    """Return how long one annotator worked since then, and on how many articles.

    Labelling an article a second time is work like any other.
    """
    from annotator.project.model import WorkDone

    found = connection.row(
        "SELECT coalesce(sum(seconds), 0), count(DISTINCT article) FROM active_times "
        "WHERE annotator IN (?, ?) AND started >= ?",
        *(annotator, repeat_id(annotator)),
        since.astimezone(UTC).isoformat(timespec="seconds"),
    )
    assert found is not None
    seconds, articles = cast("tuple[int, int]", found)
    return WorkDone(seconds, articles)


def done_since(connection: Connection, annotator: str, since: datetime) -> frozenset[str]:
    """Return the articles that became done for one annotator since then, and still are."""
    return frozenset(
        each
        for who in (annotator, repeat_id(annotator))
        for each in _marked(connection, who, since)
        if _is_done(connection, each, who)
    )


def events_since(connection: Connection, since: datetime) -> int:
    """Return how many events there are at or after a time."""
    return _next_number(connection) - max(1, _first_number(connection, since))


def _marked(connection: Connection, annotator: str, since: datetime) -> Iterator[str]:
    """Yield the articles in which the annotator changed their own progress since then."""
    rows = connection.rows(
        "SELECT DISTINCT article FROM events WHERE number >= ? AND kind = 'progress' "
        "AND annotator = ? AND target = article || ':' || annotator",
        _first_number(connection, since),
        annotator,
    )
    for (article,) in rows:
        yield str(article)


def _first_number(connection: Connection, since: datetime) -> int:
    """Return the number of the first event at or after a time: they are numbered as they came."""
    clock = f"{int(since.timestamp() * 1000) << _COUNTER_BITS:016x}"
    low, high = 0, _next_number(connection)
    while low < high:
        middle = (low + high) // 2
        found = connection.row(
            "SELECT clock FROM events WHERE number >= ? ORDER BY number LIMIT 1", middle
        )
        if found is not None and str(found[0]) < clock:
            low = middle + 1
        else:
            high = middle
    return low


def _next_number(connection: Connection) -> int:
    found = connection.row("SELECT coalesce(max(number), 0) + 1 FROM events")
    assert found is not None
    return cast("int", found[0])


def _is_done(connection: Connection, article: str, annotator: str) -> bool:
    found = connection.row(
        "SELECT 1 FROM progress WHERE article = ? AND annotator = ? AND status = 'done'",
        article,
        annotator,
    )
    return found is not None
