"""Who is asked to label which article: how work is shared out, so never in the history.

Each drawing (round) is kept with how it was drawn. Rows of an article are replaced as a whole;
where copies of a project are joined, the rows of an article's newest round count (the ids of
rounds sort by time). A round is written in parts; until its last part is there it is unfinished
and counts nowhere, so that stopping leaves everything as it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from annotator.project.history import records
from annotator.project.storage.connection import Connection

if TYPE_CHECKING:
    from annotator.project.model import AssignedCount

_UNFINISHED = "SELECT id FROM assignment_rounds WHERE json_extract(body, '$.is_unfinished') = 1"
_NEWEST = f"""round = (SELECT max(b.round) FROM assignments b
  WHERE b.article = assignments.article AND b.round NOT IN ({_UNFINISHED}))"""
_FINISHED = f"SELECT id FROM assignment_rounds WHERE id NOT IN ({_UNFINISHED}) LIMIT 2"
_COUNTS = f"""
SELECT n.id, n.name, count(*), coalesce(sum(p.status = 'done'), 0),
  coalesce(sum(p.status = 'opened'), 0), sum(a.length),
  sum((SELECT count(*) FROM assignments o WHERE o.article = s.article AND o.round = s.round) > 1)
FROM assignments s JOIN annotators n ON n.id = s.annotator JOIN articles a ON a.id = s.article
  LEFT JOIN progress p ON p.article = s.article AND p.annotator = s.annotator
WHERE s.round = (SELECT max(b.round) FROM assignments b
  WHERE b.article = s.article AND b.round NOT IN ({_UNFINISHED}))
GROUP BY n.id ORDER BY n.id
"""


def of_everybody(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Return who is asked to label what: article id -> annotator ids."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    rows = connection.rows(
        f"SELECT article, annotator FROM assignments WHERE {_NEWEST} ORDER BY article, annotator"
    )
    for article, annotator in rows:
        found[str(article)].append(str(annotator))
    return {article: tuple(who) for article, who in found.items()}


def of(connection: Connection, annotator: str) -> frozenset[str]:
    """Return the articles that somebody is asked to label.

    Where all was drawn in one round, as is usual, no article is asked for its newest one: that
    takes a fifth of the time.
    """
    rounds = [str(each) for (each,) in connection.rows(_FINISHED)]
    if not rounds:
        return frozenset()
    which, named = ("round = ?", rounds) if len(rounds) == 1 else (_NEWEST, ())
    found = connection.row(  # one list is read in two thirds of the time of many rows
        f"SELECT json_group_array(article) FROM assignments WHERE annotator = ? AND {which}",
        *(annotator, *named),
    )
    return frozenset(records.decoded_ids(str(found[0]))) if found is not None else frozenset()


def begun(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Return who has opened or said anything in an article: article id -> annotator ids."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    rows = connection.rows(
        "SELECT article, annotator FROM progress UNION SELECT article, annotator FROM statements "
        "UNION SELECT article, annotator FROM mentions ORDER BY 1, 2"
    )
    for article, annotator in rows:
        found[str(article)].append(str(annotator))
    return {article: tuple(who) for article, who in found.items()}


def counts(connection: Connection) -> tuple[AssignedCount, ...]:
    """Return how much everybody is asked to label, and how far they are."""
    from annotator.project.model import AssignedCount

    rows = connection.rows(_COUNTS)
    return tuple(
        AssignedCount(*cast("tuple[str, str, int, int, int, int, int]", row)) for row in rows
    )


def begin(connection: Connection, round_id: str, body: str) -> None:
    """Begin a round, inside the caller's transaction; what was left unfinished is dropped."""
    drop_unfinished(connection)
    connection.run(
        "INSERT INTO assignment_rounds VALUES (?, json_set(?, '$.is_unfinished', 1))",
        round_id,
        body,
    )


def add(connection: Connection, round_id: str, part: Mapping[str, Sequence[str]]) -> None:
    """Write down who is asked to label some articles, inside the caller's transaction."""
    connection.run_many("INSERT INTO assignments VALUES (?, ?, ?)", _rows(round_id, part))


def finish(connection: Connection, round_id: str) -> None:
    """Let a round count, inside the caller's transaction."""
    connection.run(
        "UPDATE assignment_rounds SET body = json_remove(body, '$.is_unfinished') WHERE id = ?",
        round_id,
    )


def keep_only(connection: Connection, round_id: str, articles: Iterable[str]) -> None:
    """Strike out earlier rounds of some articles, inside the caller's transaction."""
    connection.run_many(
        "DELETE FROM assignments WHERE article = ? AND round <> ?",
        ((article, round_id) for article in articles),
    )


def drop(connection: Connection, round_id: str, articles: Iterable[str]) -> None:
    """Strike a round out for some articles, inside the caller's transaction."""
    connection.run_many(
        "DELETE FROM assignments WHERE article = ? AND round = ?",
        ((article, round_id) for article in articles),
    )


def drop_unfinished(connection: Connection) -> None:
    """Strike out rounds that were never finished, inside the caller's transaction."""
    if connection.row(f"{_UNFINISHED} LIMIT 1") is not None:
        connection.run(f"DELETE FROM assignments WHERE round IN ({_UNFINISHED})")
        connection.run(f"DELETE FROM assignment_rounds WHERE id IN ({_UNFINISHED})")


def drop_empty_rounds(connection: Connection, round_id: str) -> None:
    """Strike out rounds that were replaced wholly, inside the caller's transaction."""
    for (each,) in connection.rows("SELECT id FROM assignment_rounds WHERE id <> ?", round_id):
        if connection.row("SELECT 1 FROM assignments WHERE round = ? LIMIT 1", each) is None:
            connection.run("DELETE FROM assignment_rounds WHERE id = ?", each)


def _rows(round_id: str, by_article: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, str]]:
    for article, annotators in by_article.items():
        for annotator in annotators:
            yield article, annotator, round_id


def clear(connection: Connection) -> None:
    """Ask nobody any more, inside the caller's transaction."""
    connection.run("DELETE FROM assignments")
    connection.run("DELETE FROM assignment_rounds")
