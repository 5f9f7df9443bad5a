"""A deep look at a project file: is everything there, unharmed, and does the history agree?"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from itertools import groupby
from typing import cast

from annotator.annotations.actors import StandingActors
from annotator.annotations.edits import RECORD_TYPES, RecordKind, Zones
from annotator.annotations.model import GOLD, Ruling
from annotator.errors import ProjectError
from annotator.project import changes, learned, relabelling, tokens
from annotator.project.asked import queue, reading, serving, similar, words
from annotator.project.history import integrity, kept, records, state
from annotator.project.history.events import StoredEvent, stored_events
from annotator.project.history.folding import Key, fold
from annotator.project.history.writing import digest
from annotator.project.storage.connection import Connection
from annotator.project.together import handing_out

_AT_MOST = 100
_SETTLED: tuple[RecordKind, ...] = ("statement", "mention", "article_label", "document_stance")


def problems(connection: Connection) -> tuple[str, ...]:
    """Return what is wrong in sentences; empty where all is well.

    Looks at the pages (SQLite's own check), each text's SHA-256 and length, zones, tokens,
    suggestions (also as they were shown), shared passages and codebooks, every span and reference
    of what people said, and folds the whole history to see that it gives the state that the file
    shows.
    """
    broken = tuple(_said(_pages, connection))
    if broken:
        return broken  # the rest would only repeat it in other words
    found: list[str] = []
    for look in _LOOKS:
        for problem in _said(look, connection):
            found.append(problem)
            if len(found) >= _AT_MOST:
                return (*found, "There may be more: the check stopped here.")
    return tuple(found)


def _said(look: Callable[[Connection], Iterator[str]], connection: Connection) -> Iterator[str]:
    try:
        yield from look(connection)
    except ProjectError as error:
        yield str(error)


def _pages(connection: Connection) -> Iterator[str]:
    for (line,) in connection.rows("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield f"The file is damaged: {line}."
    for table, *_ in connection.rows("PRAGMA foreign_key_check"):
        yield f"The table {table} refers to something that is not there."


def _facts(connection: Connection) -> Iterator[str]:
    for key in ("id", "title", "created", "annotator", "codebook"):
        if not reading.meta(connection, key):
            yield f"The project does not tell its {key}."
    for reference, body, sha256 in connection.rows("SELECT * FROM codebooks"):
        if hashlib.sha256(str(body).encode()).hexdigest() != sha256:
            yield f"The codebook {reference} is not as it was stored."
    known = {each.reference for each in reading.codebooks(connection)}
    if reading.meta(connection, "codebook") not in known:
        yield "The current codebook is missing."


def _texts(connection: Connection) -> Iterator[str]:
    query = (
        "SELECT a.id, a.title, a.length, a.text_sha256, t.text, z.body FROM articles a "
        "LEFT JOIN texts t ON t.article = a.id LEFT JOIN zones z ON z.article = a.id"
    )
    with connection.speaking("read the articles"):
        for _, title, length, sha256, text, zones in connection.raw.execute(query):
            if text is None or zones is None:
                yield f"The article “{title}” has lost its text or its zones."
                continue
            if hashlib.sha256(text.encode()).hexdigest() != sha256 or len(text) != length:
                yield f"The text of “{title}” is not as it was stored."
            if not integrity.are_in_order(records.read(Zones, zones).zones, length):
                yield f"The zones of “{title}” overlap or lie outside its text."


def _suggestions(connection: Connection) -> Iterator[str]:
    engines = {each.id: each.engine for each in reading.engine_runs(connection)}
    wanted: dict[tuple[str, str], str] = {}
    for article, engine, run, sha256 in connection.rows("SELECT * FROM preannotations"):
        wanted[str(article), str(run)] = str(sha256)
        if engines.get(str(run)) != engine:
            yield f"The suggestions of {engine} do not tell which run made them."
    for article in sorted({article for article, _ in wanted}):
        found = reading.suggestions(connection, article)
        for run in {each.run for each in found} | {r for a, r in wanted if a == article}:
            if digest([each for each in found if each.run == run]) != wanted.get((article, run)):
                yield f"The suggestions for the article {article} are not as they were stored."


def _people(connection: Connection) -> Iterator[str]:
    known = {each.id for each in reading.annotators(connection)}
    if reading.meta(connection, "annotator") not in known:
        yield "The annotator who labelled last is missing."
    for kind, (table, key) in state.BODY_TABLES.items():
        for target, body in connection.rows(f"SELECT {key}, body FROM {table} ORDER BY {key}"):
            if not state.columns_agree(connection, kind, str(target), str(body)):
                yield f"What is stored about the {kind} {target} contradicts itself."


def _annotations(connection: Connection) -> Iterator[str]:
    actors = {each.id for each in reading.actors(connection)}
    lengths = {row[0]: row[1] for row in connection.rows("SELECT id, length FROM articles")}
    statements = {str(row[0]) for row in connection.rows("SELECT id FROM statements")}
    for kind in cast("tuple[RecordKind, ...]", ("statement", "mention", "actor")):
        table, _ = state.BODY_TABLES[kind]
        with connection.speaking("read the annotations"):
            for (body,) in connection.raw.execute(f"SELECT body FROM {table}"):
                record = records.decoded(kind, body)
                length = cast("int", lengths.get(getattr(record, "article", None), 0))
                if any(span.end > length for span in integrity.spans_of(record)):
                    yield f"The {kind} {record.id} lies outside its article's text."
                if not integrity.actors_of(record) <= actors:
                    yield f"The {kind} {record.id} names an actor who is not there."
                if not integrity.statements_of(record) <= statements:
                    yield f"The {kind} {record.id} refers to a statement that is not there."


def _registry(connection: Connection) -> Iterator[str]:
    """Say which actors stand for each other, or act for each other, in a circle."""
    actors = {each.id: each for each in reading.actors(connection)}
    standing = StandingActors(actors.values())
    for each in actors.values():
        stands = standing[each.id]
        if each.merged_into in actors and stands.merged_into is not None:
            yield f"The actor {each.name} is merged into others in a circle."
        seen = {stands.id}
        at = stands.acts_for
        while at is not None and at in actors and at not in seen:
            seen.add(at)
            at = standing[at].acts_for
        if at is not None and at in seen:
            yield f"The actor {each.name} acts for others in a circle."


def _rulings(connection: Connection) -> Iterator[str]:
    """Say which rulings settled something that neither is there nor ever was.

    What was settled may be gone: undone, or settled otherwise in a copy that was merged.
    """
    for (body,) in connection.rows("SELECT body FROM rulings"):
        ruling = records.read(Ruling, body)
        if ruling.gold is None:
            continue
        owners = [
            str(owner)
            for kind in _SETTLED
            for (owner,) in connection.rows(
                f"SELECT annotator FROM {state.BODY_TABLES[kind][0]} WHERE id = ?", ruling.gold
            )
        ]
        if owners and owners != [GOLD]:
            yield f"The ruling {ruling.id} settled on an annotator's own record."
        elif not owners and not _was(connection, ruling.gold):
            yield f"The ruling {ruling.id} settled on a record that never was."


def _was(connection: Connection, target: str) -> bool:
    """Tell whether the history knows of a record."""
    return connection.row("SELECT 1 FROM events WHERE target = ?", target) is not None


def _numbering(connection: Connection) -> Iterator[str]:
    for replica in handing_out.unexplained_gaps(connection):
        yield f"Events of the history are missing (replica {replica})."


def _folding(connection: Connection) -> Iterator[str]:
    """Fold each record's events, and compare with the state and the heads."""
    alive: Counter[RecordKind] = Counter()
    stays = frozenset(kept.noted(connection))
    events = stored_events(connection, "ORDER BY target, clock")
    for target, group in groupby(events, key=lambda each: each.event.target):
        by_kind: dict[RecordKind, list[StoredEvent]] = {}
        for each in group:
            by_kind.setdefault(each.event.kind, []).append(each)
        for kind, found in by_kind.items():
            yield from _fold(connection, kind, target, found, stays)
            alive[kind] += state.stored(connection, kind, target) is not None
    for kind in RECORD_TYPES:
        table = "articles" if kind == "article" else state.BODY_TABLES[kind][0]
        if reading.count(connection, table) != alive[kind]:
            yield f"There are {table} that the history knows nothing of."


def _fold(
    connection: Connection,
    kind: RecordKind,
    target: str,
    events: list[StoredEvent],
    stays: Collection[Key],
) -> Iterator[str]:
    after = {each.event.id: each for each in events}
    seen: set[str] = set()
    for each in events:
        if not each.is_sound:
            yield f"An event about the {kind} {target} is not as it was stored."
        bases = each.event.bases
        seen.update(bases)
        if len(bases) < 2 and not _follows(each, after.get(bases[0]) if bases else None):
            yield f"The history of the {kind} {target} has a gap."
    heads = after.keys() - seen
    noted = connection.rows("SELECT event FROM heads WHERE kind = ? AND target = ?", kind, target)
    if {str(row[0]) for row in noted} != heads:
        yield f"The newest events about the {kind} {target} are not noted rightly."
    if len(heads) == 1 and (kind, target) not in stays:
        wanted = after[next(iter(heads))].after
    else:
        wanted = _folded(connection, kind, target, stays)
    if state.stored(connection, kind, target) != wanted:
        yield f"The {kind} {target} is not what the history says it is."


def _follows(event: StoredEvent, base: StoredEvent | None) -> bool:
    """Tell whether an event began with what its base left, or with what stayed nevertheless."""
    if base is None:
        return event.before is None
    return event.before == base.after or (base.after is None and event.before == base.before)


def _folded(
    connection: Connection, kind: RecordKind, target: str, stays: Collection[Key]
) -> str | None:
    known = fold(connection, kind, target)
    if known is None or known.body is not None or (kind, target) not in stays:
        return None if known is None else known.body
    is_needed = known.last is not None and kept.is_used(connection, kind, known.last)
    return known.last if is_needed else None


_LOOKS = (
    _facts,
    _texts,
    _suggestions,
    similar.problems,
    serving.problems,
    learned.problems,
    changes.problems,
    words.problems,
    tokens.problems,
    relabelling.problems,
    queue.problems,
    _people,
    _annotations,
    _registry,
    _rulings,
    _numbering,
    _folding,
)
