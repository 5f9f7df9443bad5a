"""Passages that stand in several articles: derived from the texts, and so never in the history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from annotator.annotations.offered.counterparts import Elsewhere
from annotator.corpus.span import Span
from annotator.project.asked import reading
from annotator.project.history import records
from annotator.project.storage.connection import Connection

if TYPE_CHECKING:
    from annotator.corpus.duplicates import SimilarPassage

MOST_LABELLED = 10  # articles whose labels are offered elsewhere
_COLUMNS = 'start, "end", other, other_start, other_end, containment'


def passages(connection: Connection, article: str) -> tuple[SimilarPassage, ...]:
    """Return what of an article stands in others, in text order, then in their queue order."""
    rows = connection.rows(
        f"SELECT {_COLUMNS} FROM similar_passages JOIN articles ON articles.id = other "
        'WHERE article = ? ORDER BY start, "end", position, other_start',
        article,
    )
    return tuple(_passage(row) for row in rows)


def _passage(row: Sequence[object]) -> SimilarPassage:
    start, end, other, other_start, other_end, containment = row
    try:
        span = Span(cast("int", start), cast("int", end))
        other_span = Span(cast("int", other_start), cast("int", other_end))
    except (TypeError, ValueError) as error:
        raise records.damaged(f"a stored passage cannot be read ({error})") from error
    from annotator.corpus.duplicates import SimilarPassage

    return SimilarPassage(span, str(other), other_span, cast("float", containment))


def labelled(connection: Connection, article: str, annotator: str) -> tuple[Elsewhere, ...]:
    """Return what somebody said in the articles that share most with this one, at most of them."""
    rows = connection.rows(
        "SELECT p.other, a.title FROM similar_passages p JOIN articles a ON a.id = p.other "
        "WHERE p.article = ? AND EXISTS "
        "(SELECT 1 FROM statements t WHERE t.article = p.other AND t.annotator = ?) "
        'GROUP BY p.other ORDER BY sum((p."end" - p.start) * containment) DESC, a.position LIMIT ?',
        *(article, annotator, MOST_LABELLED),
    )
    titles = {str(other): str(title) for other, title in rows}
    found: dict[str, list[SimilarPassage]] = {other: [] for other in titles}
    for each in passages(connection, article) if titles else ():
        if each.article in found:
            found[each.article].append(each)
    return tuple(
        Elsewhere(
            article=other,
            title=titles[other],
            text=reading.text(connection, other),
            statements=reading.layer(connection, other, annotator).statements,
            passages=tuple(shared),
        )
        for other, shared in found.items()
    )


def cluster(connection: Connection, article: str) -> tuple[str, ...]:
    """Return the articles that tell much the same as one, it among them, in queue order.

    The same as its cluster among all (see :func:`groups`), without reading the others.
    """
    from annotator.corpus.duplicates import LEAST_SHARE, shared_lengths

    lengths: dict[str, int] = {}
    shared: dict[str, dict[str, int]] = {}

    def look_at(each: str) -> None:
        if each not in shared:
            shared[each] = shared_lengths(passages(connection, each))
            row = connection.row("SELECT length FROM compared WHERE article = ?", each)
            lengths[each] = cast("int", row[0]) if row is not None else 0

    found, waiting = {article}, [article]
    while waiting:
        here = waiting.pop()
        look_at(here)
        for other in set(shared[here]) - found:
            look_at(other)
            ties = ((here, other), (other, here))
            if any(
                lengths[one] and shared[one].get(two, 0) >= LEAST_SHARE * lengths[one]
                for one, two in ties
            ):
                found.add(other)
                waiting.append(other)
    return tuple(sorted(found, key=lambda each: _position(connection, each)))


def _position(connection: Connection, article: str) -> int:
    row = connection.row("SELECT position FROM articles WHERE id = ?", article)
    return cast("int", row[0]) if row is not None else -1


def uncompared(connection: Connection) -> tuple[str, ...]:
    """Return the articles that were not compared by today's method, in queue order."""
    from annotator.corpus.duplicates import METHOD

    rows = connection.rows(
        "SELECT id FROM articles a WHERE NOT EXISTS "
        "(SELECT 1 FROM compared c WHERE c.article = a.id AND c.method = ?) ORDER BY position",
        METHOD,
    )
    return tuple(str(row[0]) for row in rows)


def groups(connection: Connection) -> tuple[tuple[str, ...], ...]:
    """Return the clusters of articles, in queue order."""
    from annotator.corpus.duplicates import clusters

    lengths = connection.rows(
        "SELECT article, c.length FROM compared c JOIN articles ON id = article ORDER BY position"
    )
    found: defaultdict[str, list[SimilarPassage]] = defaultdict(list)
    for article, *row in connection.rows(f"SELECT article, {_COLUMNS} FROM similar_passages"):
        found[str(article)].append(_passage(row))
    return clusters(found, {str(article): cast("int", length) for article, length in lengths})


def store(
    connection: Connection,
    compared: Mapping[str, int],
    similar: Mapping[str, Sequence[SimilarPassage]],
) -> None:
    """Replace what is known about the compared articles, inside the caller's transaction."""
    from annotator.corpus.duplicates import METHOD
    from annotator.project.history.integrity import require_inside

    for article, length in compared.items():
        require_inside(connection, article, ())
        connection.run(
            "DELETE FROM similar_passages WHERE article = ? OR other = ?", article, article
        )
        connection.run(
            "INSERT INTO compared VALUES (?, ?, ?) ON CONFLICT (article) "
            "DO UPDATE SET method = excluded.method, length = excluded.length",
            article,
            METHOD,
            length,
        )
    for article, found in similar.items():
        require_inside(connection, article, [each.span for each in found])
    connection.run_many(
        f"INSERT INTO similar_passages (article, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        _rows(similar),
    )


def _rows(similar: Mapping[str, Sequence[SimilarPassage]]) -> Iterator[tuple[object, ...]]:
    for article, found in similar.items():
        for each in found:
            span, other = each.span, each.other_span
            place = (span.start, span.end, each.article, other.start, other.end)
            yield (article, *place, each.containment)


def problems(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with stored passages, in sentences."""
    outside = connection.rows(
        "SELECT DISTINCT title FROM similar_passages JOIN articles ON id = article "
        'WHERE "end" > length ORDER BY position'
    )
    for (title,) in outside:
        yield f"A passage of “{title}” that stands elsewhere lies outside its text."
    alone = connection.row(
        "SELECT count(*) FROM similar_passages p WHERE NOT EXISTS (SELECT 1 FROM "
        "similar_passages q WHERE q.article = p.other AND q.start = p.other_start AND "
        "q.other = p.article AND q.other_start = p.start)"
    )
    if alone is not None and alone[0]:
        yield "What stands in several articles is noted for one of them only."
