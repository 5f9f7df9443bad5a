"""In which articles a label or an actor stands, as one annotator said it or it is suggested."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import cast

from annotator.annotations.model import Annotator
from annotator.project.asked import serving
from annotator.project.storage.connection import Connection
from annotator.project.storage.pages import row_pages

LabelIds = Collection[tuple[str, str]]
"""Sections with ids as they are written; values of article labels as ``article_values``."""

_IN_STATEMENTS = {
    "claim_types": "EXISTS (SELECT 1 FROM json_each(body, '$.claim_types') e "
    "WHERE e.value IN ({}))",
    "stance_values": "EXISTS (SELECT 1 FROM json_each(body, '$.stances') e "
    "WHERE json_extract(e.value, '$.value') IN ({}))",
    "topics": "EXISTS (SELECT 1 FROM json_each(body, '$.stances') e "
    "WHERE json_extract(e.value, '$.target.kind') = 'topic' "
    "AND json_extract(e.value, '$.target.id') IN ({}))",
}
_OF_ARTICLES = {
    "article_labels": "json_extract(body, '$.label') IN ({})",
    "article_values": "json_extract(body, '$.label') || '/' || json_extract(body, '$.value') "
    "IN ({})",
}
_ARTICLES_AT_ONCE = 500
_NAMED = "json_extract(body, '$.actor') IN ({}) AND json_extract(body, '$.decision') <> 'rejected'"
# Ids stand in bodies between quotation marks; which role an actor has there does not matter.
_IN_BODY = "EXISTS (SELECT 1 FROM json_tree(body) e WHERE e.type = 'text' AND e.value IN ({}))"


class Labelled:
    """Finds articles by what is labelled in them; only the current annotator's labels count."""

    annotator: Annotator
    _connection: Connection

    def articles_labelled(self, labels: LabelIds) -> frozenset[str]:
        """Return the articles that the current annotator gave one of these labels, or in which."""
        return self._in_labels(partial(_labelled, self._connection, labels))

    def articles_naming(self, actors: Collection[str]) -> frozenset[str]:
        """Return the articles in which the annotator names one of these actors, or it is suggested.

        While some articles come without suggestions, no suggestion counts: it would tell which.
        """
        ids = list(actors)
        found = self._in_labels(partial(_naming, self._connection, ids))
        if ids and not serving.withholds(self._connection):
            found |= frozenset(_suggested(self._connection, ids))
        return found

    def _in_labels(self, find: Callable[[str], Iterator[str]]) -> frozenset[str]:
        """Return the articles that are found in the labels of an annotator: the current one."""
        return frozenset(find(self.annotator.id))


def _labelled(connection: Connection, labels: LabelIds, annotator: str) -> Iterator[str]:
    for table, conditions in (("statements", _IN_STATEMENTS), ("article_labels", _OF_ARTICLES)):
        for section, condition in conditions.items():
            ids = [name for at, name in labels if at == section]
            yield from _articles(connection, table, condition, ids, annotator)


def _naming(connection: Connection, actors: list[str], annotator: str) -> Iterator[str]:
    for table, condition in (("mentions", _NAMED), ("statements", _IN_BODY)):
        yield from _articles(connection, table, condition, actors, annotator)


def _articles(
    connection: Connection, table: str, condition: str, ids: list[str], annotator: str
) -> Iterator[str]:
    """Yield the articles of an annotator's records that fit a condition, in short reads."""
    if not ids:
        return
    holds = condition.format(_marks(ids))
    quick, quoted = _quickly(ids) if "||" not in condition else ("", [])
    for page in row_pages(connection, table):
        rows = connection.rows(
            f"SELECT DISTINCT article FROM {table} WHERE rowid BETWEEN ? AND ? "
            f"AND annotator = ?{quick} AND {holds}",
            *page,
            annotator,
            *quoted,
            *ids,
        )
        yield from (str(row[0]) for row in rows)


def _suggested(connection: Connection, ids: list[str]) -> Iterator[str]:
    """Yield the articles in which somebody is suggested, some articles in each read."""
    quick, quoted = _quickly(ids, column="candidate")
    marks = _marks(ids)
    in_candidate = _IN_BODY.format(marks).replace("body", "candidate")
    row = connection.row("SELECT coalesce(max(position), -1) FROM articles")
    last = cast("int", row[0]) if row is not None else -1
    for first in range(0, last + 1, _ARTICLES_AT_ONCE):
        rows = connection.rows(
            "SELECT DISTINCT s.article FROM articles a JOIN suggestions s ON s.article = a.id "
            f"WHERE a.position BETWEEN ? AND ? AND (s.actor IN ({marks}) "
            f"OR (candidate IS NOT NULL{quick} AND {in_candidate}))",
            first,
            first + _ARTICLES_AT_ONCE - 1,
            *ids,
            *quoted,
            *ids,
        )
        yield from (str(row[0]) for row in rows)


def _marks(ids: list[str]) -> str:
    return ", ".join("?" * len(ids))


def _quickly(ids: list[str], *, column: str = "body") -> tuple[str, list[str]]:
    """Return a condition that leaves out, without reading them, most bodies that fit nothing."""
    if len(ids) > 20:
        return "", []
    tests = " OR ".join(f"instr({column}, ?)" for _ in ids)
    return f" AND ({tests})", [f'"{each}"' for each in ids]
