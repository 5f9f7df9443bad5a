"""Who is asked to label which article: how work is shared out, so never in the history.

Each drawing (round) is kept with how it was drawn. Rows of an article are replaced as a whole;
where copies of a project are joined, the rows of an article's newest round count (the ids of
rounds sort by time).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from annotator.project.connection import Connection
from annotator.project.model import AssignedCount

_NEWEST = "round = (SELECT max(b.round) FROM assignments b WHERE b.article = assignments.article)"
_COUNTS = """
SELECT n.id, n.name, count(*), coalesce(sum(p.status = 'done'), 0),
  coalesce(sum(p.status = 'opened'), 0), sum(a.length),
  sum((SELECT count(*) FROM assignments o WHERE o.article = s.article AND o.round = s.round) > 1)
FROM assignments s JOIN annotators n ON n.id = s.annotator JOIN articles a ON a.id = s.article
  LEFT JOIN progress p ON p.article = s.article AND p.annotator = s.annotator
WHERE s.round = (SELECT max(b.round) FROM assignments b WHERE b.article = s.article)
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
    """Return the articles that somebody is asked to label."""
    rows = connection.rows(
        f"SELECT article FROM assignments WHERE annotator = ? AND {_NEWEST}", annotator
    )
    return frozenset(str(row[0]) for row in rows)


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
    rows = connection.rows(_COUNTS)
    return tuple(
        AssignedCount(*cast("tuple[str, str, int, int, int, int, int]", row)) for row in rows
    )


def store(
    connection: Connection, round_id: str, body: str, by_article: Mapping[str, Sequence[str]]
) -> None:
    """Replace who is asked to label these articles, inside the caller's transaction."""
    connection.run("INSERT INTO assignment_rounds VALUES (?, ?)", round_id, body)
    connection.run_many(
        "DELETE FROM assignments WHERE article = ?", ((article,) for article in by_article)
    )
    connection.run_many("INSERT INTO assignments VALUES (?, ?, ?)", _rows(round_id, by_article))
    connection.run(
        "DELETE FROM assignment_rounds WHERE NOT EXISTS "
        "(SELECT 1 FROM assignments WHERE round = assignment_rounds.id) AND id <> ?",
        round_id,
    )


def _rows(round_id: str, by_article: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, str]]:
    for article, annotators in by_article.items():
        for annotator in annotators:
            yield article, annotator, round_id


def clear(connection: Connection) -> None:
    """Ask nobody any more, inside the caller's transaction."""
    connection.run("DELETE FROM assignments")
    connection.run("DELETE FROM assignment_rounds")
