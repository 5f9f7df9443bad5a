"""Where annotators name actors: looked up in short reads, so that nobody who labels waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import cast

from annotator.annotations.actors import ActorUse, StandingActors, uses_in
from annotator.annotations.edits import RecordKind
from annotator.annotations.model import Mention, Statement
from annotator.project.asked.reading import BESIDE
from annotator.project.history import records
from annotator.project.storage.connection import Connection
from annotator.project.storage.pages import row_pages

_TABLES: tuple[tuple[RecordKind, str], ...] = (("mention", "mentions"), ("statement", "statements"))


def uses(connection: Connection, actor: str, actors: StandingActors) -> tuple[ActorUse, ...]:
    """Return where an actor, or one that was merged into it, is named, in queue and text order."""
    wanted = {actor, *(each.id for each in actors.merged_into(actor))}
    found = [
        use
        for record in _naming(connection, wanted)
        for use in uses_in(record)
        if use.actor in wanted
    ]
    rows = connection.rows("SELECT id, position FROM articles")
    places = {str(row[0]): cast("int", row[1]) for row in rows}
    found.sort(key=lambda each: (places[each.article], each.span, each.record.id))
    return tuple(found)


def counts(connection: Connection, actors: StandingActors) -> Mapping[str, int]:
    """Return how often people name each actor; merged ones count for who stands for them too."""
    beside = {str(row[0]) for row in connection.rows(f"SELECT * FROM {BESIDE}")}
    named: Counter[str] = Counter()
    for first, last in row_pages(connection, "mentions"):
        rows = connection.rows(
            "SELECT json_extract(body, '$.actor'), annotator, count(*) FROM mentions "
            "WHERE rowid BETWEEN ? AND ? GROUP BY 1, 2",
            first,
            last,
        )
        for actor, annotator, count in rows:
            if actor is not None and annotator not in beside:
                named[str(actor)] += cast("int", count)
    for record in _records(connection, "statement", "statements"):
        if record.annotator not in beside:
            named.update(use.actor for use in uses_in(record))
    total = Counter({each: named[each] for each in actors.stored if each in named})
    for each in actors.stored:
        stands = actors[each].id
        if stands != each and named[each]:
            total[stands] += named[each]
    return dict(total)


def used(connection: Connection, actors: Collection[str]) -> frozenset[str]:
    """Return which of these actors a mention or statement names."""
    wanted = set(actors)
    return frozenset(
        use.actor
        for record in _naming(connection, wanted)
        for use in uses_in(record)
        if use.actor in wanted
    )


def _naming(connection: Connection, actors: Collection[str]) -> Iterator[Mention | Statement]:
    """Yield the records that hold one of these ids anywhere, and perhaps some more."""
    quoted = [records.encoded_plain(each) for each in actors]
    condition = " OR ".join("instr(body, ?)" for _ in quoted)
    few = len(quoted) <= 20  # with more, looking at every record is quicker
    for kind, table in _TABLES:
        where, values = (f" AND ({condition})", quoted) if few else ("", [])
        yield from _records(connection, kind, table, where, *values)


def _records(
    connection: Connection, kind: RecordKind, table: str, where: str = "", *values: object
) -> Iterator[Mention | Statement]:
    for first, last in row_pages(connection, table):
        rows = connection.rows(
            f"SELECT body FROM {table} WHERE rowid BETWEEN ? AND ?{where}", first, last, *values
        )
        for (body,) in rows:
            yield cast("Mention | Statement", records.decoded(kind, str(body)))
