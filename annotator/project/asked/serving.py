"""What was given to whom: which suggestions an annotator saw, and who labelled without any.

Which articles come without suggestions is drawn from the ids of project and article alone: nobody
chooses, every copy of the project draws the same, and other articles change nothing. What was once
opened stays as it was served. Rows are never changed, so two copies are joined by their union;
where copies disagree, whoever saw suggestions anywhere has seen them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from msgspec import structs

from annotator.preannotation.suggestion import Serving, Suggestion
from annotator.project import offers
from annotator.project.article_row import ArticleRow
from annotator.project.asked import reading
from annotator.project.history import records
from annotator.project.storage.connection import Connection

SHARE = "withheld-share"  # the setting: how many of the articles come without, 0 to 1
_DRAWS = 1 << 64


def share(connection: Connection) -> float:
    """Return the share of articles that are to come without suggestions."""
    try:
        return float(reading.setting(connection, SHARE) or 0)
    except ValueError as error:
        raise records.damaged("the share of articles without suggestions is no number") from error


def draw(project_id: str, article_id: str) -> float:
    """Return an article's number in [0, 1): below the share, it comes without suggestions."""
    import hashlib

    drawn = hashlib.sha256(f"{project_id} {article_id}".encode()).digest()[:8]
    return int.from_bytes(drawn, "big") / _DRAWS


def is_withheld(connection: Connection, article: str, annotator: str) -> bool:
    """Tell whether an annotator gets an article without its suggestions.

    How it was served to them decides, else how it was served to others, else the draw.
    """
    served = "SELECT min(is_withheld) FROM served WHERE article = ?"
    opened = "SELECT 0 FROM progress WHERE article = ? AND annotator = ?"
    for found in (
        connection.row(f"{served} AND annotator = ?", article, annotator),
        connection.row(opened, article, annotator),
        connection.row(served, article),
    ):
        if found is not None and found[0] is not None:
            return bool(found[0])
    wanted = share(connection)
    return wanted > 0 and draw(reading.meta(connection, "id"), article) < wanted


def veiled(
    connection: Connection, rows: Sequence[ArticleRow], annotator: str
) -> tuple[ArticleRow, ...]:
    """Return rows of the queue that do not tell which articles come without suggestions.

    Where any do, no row counts what is to check: a count that is missing would betray the article,
    and one that is there would promise what is not shown.
    """
    if not withholds(connection):
        return tuple(rows)
    return tuple(
        structs.replace(
            row,
            suggestions=0,
            possible=0,
            news=0 if row.news and is_withheld(connection, row.id, annotator) else row.news,
        )
        for row in rows
    )


def withholds(connection: Connection) -> bool:
    """Tell whether any article comes, or came, without suggestions."""
    if share(connection) > 0:
        return True
    return connection.row("SELECT 1 FROM served WHERE is_withheld = 1 LIMIT 1") is not None


def articles(connection: Connection) -> tuple[str, ...]:
    """Return the articles that were served to anybody, in queue order."""
    rows = connection.rows(
        "SELECT id FROM articles a WHERE EXISTS (SELECT 1 FROM served s WHERE s.article = a.id) "
        "ORDER BY position"
    )
    return tuple(str(row[0]) for row in rows)


def servings(connection: Connection, article: str) -> tuple[Serving, ...]:
    """Return how an article was served, one for each annotator, in the order of their ids."""
    found: dict[str, Serving] = {}
    rows = connection.rows(
        "SELECT annotator, is_withheld, body FROM served JOIN offers ON digest = offer "
        "WHERE article = ? ORDER BY annotator, is_withheld, digest",
        article,
    )
    for annotator, is_withheld, body in rows:
        suggestions = offers.decoded(str(body), article)
        known = found.get(str(annotator))
        if known is None:
            found[str(annotator)] = Serving(
                article, str(annotator), bool(is_withheld), _in_order(suggestions)
            )
        elif known.is_withheld == bool(is_withheld):
            together = _in_order((*known.suggestions, *suggestions))
            found[str(annotator)] = replace(known, suggestions=together)
    return tuple(found.values())


def unnoted(connection: Connection, serving: Serving) -> Serving | None:
    """Return what of a serving is not noted yet; None where all of it is."""
    bodies = connection.rows(
        "SELECT body FROM served JOIN offers ON digest = offer "
        "WHERE article = ? AND annotator = ? AND is_withheld = ?",
        serving.article,
        serving.annotator,
        int(serving.is_withheld),
    )
    if not bodies:
        return serving
    known = frozenset().union(*(offers.rows_of(str(body)) for (body,) in bodies))
    fresh = tuple(each for each in serving.suggestions if offers.row(each) not in known)
    return replace(serving, suggestions=fresh) if fresh else None


def note(connection: Connection, serving: Serving) -> None:
    """Write a serving down, inside the caller's transaction."""
    import hashlib

    body = offers.encoded(serving.suggestions)
    digest = hashlib.sha256(body.encode()).hexdigest()
    connection.run("INSERT INTO offers VALUES (?, ?) ON CONFLICT DO NOTHING", digest, body)
    connection.run(
        "INSERT INTO served VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        serving.article,
        serving.annotator,
        digest,
        int(serving.is_withheld),
    )


def _in_order(suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    return tuple(sorted(set(suggestions), key=lambda each: (each.span, each.id, each.run)))


def problems(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with what was noted, in sentences."""
    import hashlib

    rows = connection.rows("SELECT id, length FROM articles")
    lengths = {str(row[0]): cast("int", row[1]) for row in rows}
    for digest, body in connection.rows("SELECT digest, body FROM offers"):
        if hashlib.sha256(str(body).encode()).hexdigest() != digest:
            yield f"What was shown to annotators ({digest}) is not as it was stored."
    for (article,) in connection.rows("SELECT DISTINCT article FROM served ORDER BY article"):
        for serving in servings(connection, str(article)):
            ends = [each.span.end for each in serving.suggestions]
            if max(ends, default=0) > lengths[str(article)]:
                yield f"What was shown of the article {article} lies outside its text."
