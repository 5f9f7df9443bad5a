"""The full-text index over titles and texts: fed by the program, derived, never in the history.

Articles are taken in queue order, so that one number tells how far the index reaches. New articles
go in as they come where it reaches to the end; an older project catches up in short steps. What it
does not reach yet is looked through as it is, so that an answer is complete at any time.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import cast

from annotator.corpus import searching
from annotator.corpus.searching import Term, TextQuery
from annotator.project.storage.connection import Connection

_TERMS_AT_ONCE = 20
_PAGE = 50
_IDS_AT_ONCE = 500


def reaches(connection: Connection) -> int:
    """Return the position of the last article in the index; -1 where it is empty."""
    found = connection.row("SELECT max(id) FROM words_docsize")
    return -1 if found is None or found[0] is None else cast("int", found[0])


def missing(connection: Connection) -> int:
    """Return how many articles the index does not reach yet."""
    found = connection.row("SELECT count(*) FROM articles WHERE position > ?", reaches(connection))
    return 0 if found is None else cast("int", found[0])


def add(connection: Connection, articles: Iterable[tuple[int, str, str]]) -> None:
    """Take articles (position, title, text) in, inside the caller's transaction."""
    connection.run_many(
        "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)",
        (
            (position, searching.folded_words(title), searching.folded_words(text))
            for position, title, text in articles
        ),
    )


def empty(connection: Connection) -> None:
    """Forget the index, inside the caller's transaction."""
    connection.run("INSERT INTO words (words) VALUES ('delete-all')")


def add_more(connection: Connection, seconds: float) -> int:
    """Take in articles that are missing, for about so long; return how many still are.

    At least one is taken in. Inside the caller's transaction.
    """
    end = time.monotonic() + seconds
    after = reaches(connection)
    while rows := _unread(connection, after, limit=_PAGE):
        for row in rows:
            add(connection, [row])
            after = row[0]
            if time.monotonic() >= end:
                return missing(connection)
    return 0


def _unread(connection: Connection, after: int, *, limit: int) -> list[tuple[int, str, str]]:
    rows = connection.rows(
        "SELECT position, title, text FROM articles JOIN texts ON article = id "
        "WHERE position > ? ORDER BY position LIMIT ?",
        *(after, limit),
    )
    return cast("list[tuple[int, str, str]]", rows)


def retitle(connection: Connection, article: str, before: str, after: str) -> None:
    """Follow a title that was changed, inside the caller's transaction."""
    found = connection.row(
        "SELECT position, text FROM articles JOIN texts ON article = id WHERE id = ?", article
    )
    if found is None or before == after or cast("int", found[0]) > reaches(connection):
        return
    position, text = cast("tuple[int, str]", found)
    connection.run(
        "INSERT INTO words (words, rowid, title, text) VALUES ('delete', ?, ?, ?)",
        *(position, searching.folded_words(before), searching.folded_words(text)),
    )
    add(connection, [(position, after, text)])


def positions(
    connection: Connection, query: TextQuery, cancelled: Callable[[], bool] = lambda: False
) -> tuple[int, ...]:
    """Return the positions of the articles that fit a query, in queue order; empty for none.

    ``cancelled`` is asked between pages of articles that the index does not reach.
    """
    if not query:
        return ()
    last = reaches(connection)
    found = set(_indexed(connection, query, last)) if last >= 0 else set()
    while (rows := _unread(connection, last, limit=_PAGE)) and not cancelled():
        found.update(place for place, title, text in rows if query.fits(title, text))
        last = rows[-1][0]
    return tuple(sorted(found))


def articles(
    connection: Connection,
    query: TextQuery,
    cancelled: Callable[[], bool],
    *,
    most: int | None = None,
) -> tuple[str, ...]:
    """Return the ids of the articles that fit a query, in queue order. See :func:`positions`."""
    found = positions(connection, query, cancelled)[:most]
    ids: list[str] = []
    for start in range(0, len(found), _IDS_AT_ONCE):
        some = found[start : start + _IDS_AT_ONCE]
        rows = connection.rows(
            f"SELECT id FROM articles WHERE position IN ({', '.join('?' * len(some))}) "
            "ORDER BY position",
            *some,
        )
        ids.extend(str(row[0]) for row in rows)
    return tuple(ids)


def _indexed(connection: Connection, query: TextQuery, last: int) -> set[int]:
    if query.wanted:
        found = set.intersection(
            *(_matching(connection, " AND ".join(some)) for some in _portions(query.wanted))
        )
    else:
        rows = connection.rows("SELECT id FROM words_docsize WHERE id <= ?", last)
        found = {cast("int", row[0]) for row in rows}
    for some in _portions(query.unwanted):
        found -= _matching(connection, " OR ".join(some))
    return found


def _portions(terms: Sequence[Term]) -> Iterator[list[str]]:
    for start in range(0, len(terms), _TERMS_AT_ONCE):
        yield [_expression(each) for each in terms[start : start + _TERMS_AT_ONCE]]


def _expression(term: Term) -> str:
    """Return a term for the index. Its words hold nothing but letters, signs and digits."""
    return f'"{" ".join(term.words)}"' + (" *" if term.is_beginning else "")


def _matching(connection: Connection, expression: str) -> set[int]:
    rows = connection.rows("SELECT rowid FROM words WHERE words MATCH ?", expression)
    return {cast("int", row[0]) for row in rows}


def problems(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with the index, in sentences: each word is looked up in it."""
    last = reaches(connection)
    known = connection.row("SELECT count(*) FROM words_docsize")
    wanted = connection.row("SELECT count(*) FROM articles WHERE position <= ?", last)
    if known != wanted or not _holds_all(connection, last):
        yield (
            "The index for searching does not fit the articles, so a search may miss some. "
            "Nothing else is concerned. To make it anew: annotator check PROJECT --renew-index."
        )


def _holds_all(connection: Connection, last: int) -> bool:
    """Tell whether each word is indexed for as many articles, and the same, as have it."""
    counts: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    after = -1
    while rows := [row for row in _unread(connection, after, limit=_PAGE) if row[0] <= last]:
        for position, title, text in rows:
            words = {word for part in (title, text) for word, _ in searching.words_in(part)}
            counts.update(words)
            sums.update(dict.fromkeys(words, position))
        after = rows[-1][0]
    look_up = "SELECT count(*), coalesce(sum(rowid), 0) FROM words WHERE words MATCH ?"
    return all(
        connection.row(look_up, _expression(Term((word,)))) == (count, sums[word])
        for word, count in counts.items()
    )
