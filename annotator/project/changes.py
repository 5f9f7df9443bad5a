"""What is suggested differently since articles were marked again; kept for the last times only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, cast

from annotator.project.asked import reading
from annotator.project.history import records
from annotator.project.storage.connection import Connection

if TYPE_CHECKING:
    from annotator.preannotation.changes import ChangeCounts, SuggestionChange
    from annotator.preannotation.suggestion import Suggestion
    from annotator.project.model import ChangedSuggestion

KEPT = 3  # times that an engine marked one article again
# Has the annotator (first parameter) this change still to look at, in an article marked as done?
# What was decided about by its id, or by its place and kind, is settled; what is gone needs nobody.
_UNSEEN = """
c.outcome <> 'gone'
AND c.clock > (SELECT max(e.clock) FROM events e WHERE e.target = c.article || ':' || ?)
AND EXISTS (SELECT 1 FROM suggestions s
  WHERE s.article = c.article AND s.id = json_extract(c.after, '$.id'))
AND NOT EXISTS (SELECT 1 FROM mentions m WHERE m.article = c.article AND m.annotator = ?
  AND (m.suggestion = json_extract(c.after, '$.id')
    OR (json_extract(m.body, '$.span') = json_extract(c.after, '$.span')
      AND json_extract(m.body, '$.kind') = CASE json_extract(c.after, '$.kind')
        WHEN 'statement' THEN 'statement' ELSE json_extract(c.after, '$.label') END)))
AND NOT EXISTS (SELECT 1 FROM served w
  WHERE w.article = c.article AND w.annotator = ? AND w.is_withheld = 1)
"""
UNSEEN_COUNT = f"(SELECT count(*) FROM suggestion_changes c WHERE c.article = a.id AND {_UNSEEN})"
_LISTED = "SELECT c.article, a.title, c.run, c.before, c.after FROM suggestion_changes c "
_COUNTED_ONES = "clock > ? AND (? IS NULL OR article IN (SELECT value FROM json_each(?)))"
# As kind_counted() has it, in SQL: a hundred thousand changes take a moment, not seconds.
_COUNTED = f"""
SELECT outcome, CASE json_extract(shown, '$.kind')
  WHEN 'statement' THEN 'statement' ELSE json_extract(shown, '$.label') END AS kind, count(*)
FROM (SELECT outcome, coalesce(after, before) AS shown FROM suggestion_changes
  WHERE {_COUNTED_ONES})
GROUP BY outcome, kind ORDER BY outcome, kind
"""
_ORDER = "ORDER BY a.position, c.clock DESC, c.number LIMIT ?"


def store(
    connection: Connection,
    article: str,
    run: str,
    clock: str,
    changes: Sequence[SuggestionChange],
) -> None:
    """Keep what changed in one article, and no longer what changed long before."""
    connection.run_many(
        "INSERT INTO suggestion_changes VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (article, clock, number, run, each.outcome, _body(each.before), _body(each.after))
            for number, each in enumerate(changes)
        ),
    )
    drop_earlier(connection, article, run)


def drop_earlier(connection: Connection, article: str, run: str) -> None:
    """Forget what the engine of a run changed in an article before the times that are kept."""
    of_engine = (
        "article = ? AND run IN (SELECT id FROM engine_runs WHERE engine = "
        "(SELECT engine FROM engine_runs WHERE id = ?))"
    )
    connection.run(
        f"DELETE FROM suggestion_changes WHERE {of_engine} AND clock NOT IN (SELECT DISTINCT "
        f"clock FROM suggestion_changes WHERE {of_engine} ORDER BY clock DESC LIMIT ?)",
        *(article, run, article, run, KEPT),
    )


def earlier(connection: Connection, article: str, engine: str) -> tuple[Suggestion, ...] | None:
    """Return what an engine suggested before; None where nobody can have seen the article marked.

    What an engine suggests for the first time is new where somebody has opened the article, also
    if other engines marked it.
    """
    known = connection.row(
        "SELECT EXISTS (SELECT 1 FROM preannotations WHERE article = ? AND engine = ?) OR "
        "EXISTS (SELECT 1 FROM progress WHERE article = ?)",
        *(article, engine, article),
    )
    if known is None or not known[0]:
        return None
    runs = {each.id for each in reading.engine_runs(connection) if each.engine == engine}
    return tuple(each for each in reading.suggestions(connection, article) if each.run in runs)


def newest(connection: Connection) -> str:
    """Return the clock of the newest change; empty where there is none."""
    found = connection.row("SELECT coalesce(max(clock), '') FROM suggestion_changes")
    return "" if found is None else str(found[0])


def listed(
    connection: Connection, *, since: str, unseen_by: str | None, limit: int
) -> tuple[ChangedSuggestion, ...]:
    """Return changes after a clock in queue order, perhaps only what somebody has to look at."""
    where, values = "WHERE c.clock > ? ", [since]
    joined = "JOIN articles a ON a.id = c.article "
    if unseen_by is not None:
        joined += "JOIN progress p ON p.article = c.article AND p.annotator = ? "
        where += f"AND p.status = 'done' AND {_UNSEEN}"
        values = [unseen_by, since, *(unseen_by,) * 3]
    from annotator.project.model import ChangedSuggestion

    rows = connection.rows(f"{_LISTED}{joined}{where}{_ORDER}", *values, limit)
    return tuple(
        ChangedSuggestion(str(article), str(title), str(run), _change(before, after))
        for article, title, run, before, after in rows
    )


def unseen_count(connection: Connection, article: str, annotator: str) -> int:
    """Return how many changes somebody has to look at in an article that they marked as done."""
    found = connection.row(
        f"SELECT {UNSEEN_COUNT} FROM articles a JOIN progress p ON p.article = a.id "
        "AND p.annotator = ? WHERE a.id = ? AND p.status = 'done'",
        *(*(annotator,) * 4, article),
    )
    return 0 if found is None else cast("int", found[0])


def counted(
    connection: Connection, *, since: str, articles: Iterable[str] | None = None
) -> ChangeCounts:
    """Count the changes after a clock (of some articles), without holding them in memory."""
    only = None if articles is None else records.encoded_plain(tuple(articles))
    wanted = (since, only, only)
    kinds: dict[str, dict[str, int]] = {"new": {}, "gone": {}, "changed": {}}
    for outcome, kind, count in connection.rows(_COUNTED, *wanted):
        kinds[str(outcome)][str(kind)] = cast("int", count)
    slots: Counter[str] = Counter()
    for _, change in _changes(connection, f"{_COUNTED_ONES} AND outcome = 'changed'", *wanted):
        slots.update(change.differs)
    found = connection.row(
        f"SELECT count(DISTINCT article) FROM suggestion_changes WHERE {_COUNTED_ONES}", *wanted
    )
    count = 0 if found is None else cast("int", found[0])
    from annotator.preannotation.changes import ChangeCounts

    return ChangeCounts(count, kinds["new"], kinds["gone"], kinds["changed"], dict(slots))


def _changes(
    connection: Connection, where: str, *values: str | None
) -> Iterator[tuple[str, SuggestionChange]]:
    sql = f"SELECT article, before, after FROM suggestion_changes WHERE {where}"
    with connection.speaking("count what is suggested differently"):
        for article, before, after in connection.raw.execute(sql, values):
            yield str(article), _change(before, after)


def _body(suggestion: Suggestion | None) -> str | None:
    return None if suggestion is None else records.encoded_plain(suggestion)


def _change(before: object, after: object) -> SuggestionChange:
    from annotator.preannotation.changes import SuggestionChange

    return SuggestionChange(_suggestion(before), _suggestion(after))


def _suggestion(body: object) -> Suggestion | None:
    return None if body is None else records.decoded_suggestion(str(body))


def problems(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with the stored changes, in sentences."""
    lengths = {row[0]: row[1] for row in connection.rows("SELECT id, length FROM articles")}
    outside = {
        article
        for article, change in _changes(connection, "true")
        if change.shown.span.end > int(str(lengths.get(article, 0)))
    }
    for article in sorted(outside):
        yield f"What changed in the suggestions for the article {article} lies outside its text."
