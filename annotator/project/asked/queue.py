"""The queue: each article with how far one annotator is with it, and what is left to check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from msgspec import structs

from annotator.annotations.indexes.nearness import Near
from annotator.annotations.indexes.open_suggestions import same_words
from annotator.annotations.model import Statement, Status
from annotator.corpus.span import Span
from annotator.project.article_row import ArticleRow
from annotator.project.asked import reading
from annotator.project.changes import UNSEEN_COUNT
from annotator.project.history import records
from annotator.project.storage.connection import Connection

_Row = tuple[int, str, str, str, str, int, Status | None, int, int, int, int, int, int, int]
_OPEN = """(SELECT count(*) FROM suggestions s WHERE s.article = a.id AND s.kind = '{kind}'
  AND NOT EXISTS (SELECT 1 FROM mentions m
    WHERE m.article = s.article AND m.annotator = ? AND m.suggestion = s.id))"""
# Whoever has decided nothing has all of them open, and those are counted already.
_LEFT = """CASE WHEN EXISTS (SELECT 1 FROM mentions d WHERE d.article = a.id AND d.annotator = ?)
  THEN {open} ELSE coalesce(n.{column}, 0) END"""
_QUEUE = f"""
SELECT a.position, a.id, a.title, a.date, a.source, a.length, p.status,
  {_LEFT.format(open=_OPEN.format(kind="mention"), column="mentions")},
  (SELECT count(*) FROM statements t WHERE t.article = a.id AND t.annotator = ?),
  CASE p.status WHEN 'done' THEN 0
    ELSE {_LEFT.format(open=_OPEN.format(kind="statement"), column="statements")} END,
  CASE p.status WHEN 'done' THEN {UNSEEN_COUNT} ELSE 0 END,
  (SELECT count(*) FROM progress o WHERE o.article = a.id),
  (SELECT count(*) FROM flags f WHERE f.article = a.id),
  (SELECT count(*) FROM comments c WHERE c.article = a.id AND c.is_open = 1)
FROM articles a LEFT JOIN progress p ON p.article = a.id AND p.annotator = ?
  LEFT JOIN suggestion_counts n ON n.article = a.id
WHERE a.position > ? ORDER BY a.position LIMIT ?
"""
_PEOPLE = "(SELECT count(*) FROM progress o WHERE o.article = a.id)"
_ONLY_PEOPLE = f"{_PEOPLE[:-1]} AND o.annotator NOT IN {reading.BESIDE})"
_COUNTS = "SELECT article, sum(kind = 'mention'), sum(kind = 'statement') FROM suggestions"
_EACH = "GROUP BY article"
_NAMES = _QUEUE.count("?") - 2  # how often the query names the annotator


def rows(
    connection: Connection, annotator: str, *, after: int, limit: int | None
) -> tuple[ArticleRow, ...]:
    """Return the articles behind a position, in queue order."""
    page = (after, -1 if limit is None else limit)
    query = _QUEUE
    if connection.row(f"SELECT 1 WHERE EXISTS {reading.BESIDE}") is not None:
        query = query.replace(_PEOPLE, _ONLY_PEOPLE)
    found = connection.rows(query, *(annotator,) * _NAMES, *page)
    listed = (ArticleRow(*cast("_Row", row)) for row in found)
    return tuple(_without_stated(connection, each, annotator) for each in listed)


def _without_stated(connection: Connection, row: ArticleRow, annotator: str) -> ArticleRow:
    """Return a row that does not count possible statements which the annotator made already."""
    if not row.possible or not row.statements:
        return row
    decided, made = _decided(connection, row.id, annotator)
    near = Near((content, content) for content in made)
    left = [
        content
        for name, content in _possible(connection, row.id)
        if name not in decided and not any(same_words(content, one) for one in near.to(content))
    ]
    return structs.replace(row, possible=len(left))


def _decided(
    connection: Connection, article: str, annotator: str
) -> tuple[set[str], list[tuple[Span, ...]]]:
    """Return which suggestions an annotator decided on, and the contents of their statements."""
    of = "WHERE article = ? AND annotator = ?", article, annotator
    decisions = connection.rows(f"SELECT suggestion FROM mentions {of[0]}", *of[1:])
    bodies = connection.rows(f"SELECT body FROM statements {of[0]}", *of[1:])
    statements = records.read_all(Statement, (row[0] for row in bodies))
    return {str(row[0]) for row in decisions}, [each.content for each in statements]


def _possible(connection: Connection, article: str) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Yield the possible statements of an article: their ids, and what they contain."""
    rows = connection.rows(
        "SELECT id, candidate FROM suggestions WHERE article = ? AND candidate IS NOT NULL",
        article,
    )
    for name, candidate in rows:
        yield str(name), records.decoded_candidate(str(candidate)).content


def count_suggestions(connection: Connection, article: str) -> None:
    """Note how many suggestions an article has now, inside the caller's transaction."""
    connection.run("DELETE FROM suggestion_counts WHERE article = ?", article)
    connection.run(f"INSERT INTO suggestion_counts {_COUNTS} WHERE article = ? {_EACH}", article)


def problems(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with the counts, in sentences."""
    wrong = connection.row(
        f"SELECT 1 FROM (SELECT * FROM suggestion_counts EXCEPT {_COUNTS} {_EACH}) LIMIT 1"
    ) or connection.row(
        f"SELECT 1 FROM ({_COUNTS} {_EACH} EXCEPT SELECT * FROM suggestion_counts) LIMIT 1"
    )
    if wrong is not None:
        yield "The numbers of suggestions do not fit the suggestions."
