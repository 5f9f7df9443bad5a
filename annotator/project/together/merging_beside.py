"""What stands beside the history, and how copies of it become one.

Everything here is joined so that order and repetition do not matter: what is noted by union, what
replaces something earlier by the newest (ids and times sort), and what is derived is derived again.
Settings are about how one copy is worked with; they stay as they are, and differences are told.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import cast

from annotator.errors import CodebookError, MergeError
from annotator.project import assignments, changes, learned, relabelling, tokens
from annotator.project.asked import queue, reading
from annotator.project.history import records
from annotator.project.storage import meta
from annotator.project.storage.connection import Connection

_LONGEST = 40  # of a setting's value, in characters
_JOINED = "codebook_joined"  # in meta: the version that only came about by joining copies


@dataclass(frozen=True, slots=True)
class Beside:
    """In how many articles suggestions are the copy's now, and sentences about what differs."""

    runs: int
    notes: tuple[str, ...]


def begun_with(connection: Connection) -> str:
    """Return the reference of the codebook with which a project began."""
    return relabelling.base(connection).reference


def join(connection: Connection, other: Connection) -> Beside:
    """Take in what stands beside the history of another copy, inside the caller's transaction."""
    _join_codebook(connection, other)
    taken = _join_suggestions(connection, other)
    _join_changes(connection, other)
    _join_servings(connection, other)
    _join_assignments(connection, other)
    tokens.join(connection, other)
    notes = [*_join_learned(connection, other), *_differing_settings(connection, other)]
    return Beside(taken, tuple(notes))


def _copy(connection: Connection, other: Connection, table: str, columns: int) -> None:
    """Add the rows of a table that are not here yet."""
    connection.run_many(
        f"INSERT INTO {table} VALUES ({', '.join('?' * columns)}) ON CONFLICT DO NOTHING",
        iter(other.rows(f"SELECT * FROM {table}")),
    )


def _join_codebook(connection: Connection, other: Connection) -> None:
    """Let the codebook be what all changes of it together make, wherever they were made.

    A version that only came about by joining copies, and under which nobody labelled, goes again
    with the next joining. Raises MergeError where no usable codebook follows from the changes.
    """
    spare = {reading.meta(each, _JOINED) for each in (connection, other)} - {""}
    versions = {str(row[0]) for row in connection.rows("SELECT reference FROM codebooks")}
    for reference, body, sha256 in other.rows("SELECT * FROM codebooks"):
        if hashlib.sha256(str(body).encode()).hexdigest() != sha256:
            raise records.damaged(f"the codebook {reference} is not as it was stored")
        if reference not in versions:
            connection.run("INSERT INTO codebooks VALUES (?, ?, ?)", reference, body, sha256)
            versions.add(str(reference))
    now = _folded(connection, other)
    for reference in spare - {now}:
        used = connection.row("SELECT 1 FROM events WHERE codebook = ? LIMIT 1", reference)
        if used is None:
            connection.run("DELETE FROM codebooks WHERE reference = ?", reference)
    if now in versions - spare:
        meta.forget(connection, _JOINED)
    else:
        meta.note(connection, _JOINED, now)


def _folded(connection: Connection, other: Connection) -> str:
    """Make the codebook of all changes the one that holds; return its reference."""
    bases = (reading.meta(each, relabelling.BASE) for each in (connection, other))
    base = next(filter(None, bases), "")
    if not base:
        return reading.meta(connection, "codebook")
    meta.note(connection, relabelling.BASE, base)
    try:
        codebook = relabelling.folded(connection)
    except CodebookError as error:
        raise MergeError(
            f"The codebooks of this project and of {other.path.name} were changed in ways that do "
            f"not fit together: {'; '.join(error.problems[:3])}. Nothing was changed. Change it "
            "back in one of the two, then try again."
        ) from error
    relabelling.keep(connection, codebook)
    meta.note(connection, "codebook", codebook.reference)
    return codebook.reference


def _join_suggestions(connection: Connection, other: Connection) -> int:
    """Take over the suggestions of the newest run for each article and engine; count those."""
    _copy(connection, other, "engine_runs", 4)
    ours = {
        (article, engine): str(run)
        for article, engine, run in connection.rows(
            "SELECT article, engine, run FROM preannotations"
        )
    }
    taken = 0
    for article, engine, run, sha256 in other.rows("SELECT * FROM preannotations"):
        if ours.get((article, engine), "") < str(run):
            taken += 1
            _take_suggestions(connection, other, (article, engine, run, sha256))
    return taken


def _take_suggestions(
    connection: Connection, other: Connection, marked: tuple[object, ...]
) -> None:
    article, engine, run, _ = marked
    row = connection.row("SELECT length FROM articles WHERE id = ?", article)
    rows = other.rows(
        'SELECT article, id, run, kind, start, "end", label, confidence, rule, actor, candidate '
        "FROM suggestions WHERE article = ? AND run = ?",
        *(article, run),
    )
    length = 0 if row is None else cast("int", row[0])
    if row is None or any(cast("int", each[5]) > length for each in rows):
        raise records.damaged(f"suggestions lie outside their article ({article})")
    connection.run(
        "DELETE FROM suggestions WHERE article = ? AND run IN "
        "(SELECT id FROM engine_runs WHERE engine = ?)",
        *(article, engine),
    )
    connection.run_many(
        'INSERT INTO suggestions (article, id, run, kind, start, "end", label, confidence, rule, '
        f"actor, candidate) VALUES ({', '.join('?' * 11)})",
        iter(rows),
    )
    queue.count_suggestions(connection, str(article))
    connection.run(
        "INSERT INTO preannotations VALUES (?, ?, ?, ?) ON CONFLICT (article, engine) "
        "DO UPDATE SET run = excluded.run, digest = excluded.digest",
        *marked,
    )


def _join_changes(connection: Connection, other: Connection) -> None:
    _copy(connection, other, "suggestion_changes", 7)
    rows = other.rows(
        "SELECT article, max(run) FROM suggestion_changes JOIN engine_runs ON id = run "
        "GROUP BY article, engine"
    )
    for article, run in rows:
        changes.drop_earlier(connection, str(article), str(run))


def _join_servings(connection: Connection, other: Connection) -> None:
    known = {digest for (digest,) in connection.rows("SELECT digest FROM offers")}
    for (digest,) in other.rows("SELECT digest FROM offers"):
        if digest in known:
            continue
        row = other.row("SELECT body FROM offers WHERE digest = ?", digest)
        body = str(row[0]) if row is not None else ""
        if hashlib.sha256(body.encode()).hexdigest() != digest:
            raise records.damaged("what was shown to annotators is not as it was stored")
        connection.run("INSERT INTO offers VALUES (?, ?)", digest, body)
    _copy(connection, other, "served", 4)


def _join_assignments(connection: Connection, other: Connection) -> None:
    _copy(connection, other, "assignment_rounds", 2)
    _copy(connection, other, "assignments", 3)
    assignments.drop_unfinished(connection)
    connection.run(
        "DELETE FROM assignments WHERE round <> "
        "(SELECT max(round) FROM assignments b WHERE b.article = assignments.article)"
    )
    connection.run(
        "DELETE FROM assignment_rounds WHERE NOT EXISTS "
        "(SELECT 1 FROM assignments WHERE round = assignment_rounds.id)"
    )


def _join_learned(connection: Connection, other: Connection) -> tuple[str, ...]:
    ours, theirs = learned.stored(connection), learned.stored(other)
    if theirs is None or ours == theirs:
        return ()
    if ours is None or (ours.made, ours.id) < (theirs.made, theirs.id):
        learned.store(connection, theirs)
        return (f"What was learned from corrections is that of {other.path.name}, the newer one.",)
    return ("What was learned from corrections stays as it is here, because it is newer.",)


def _differing_settings(connection: Connection, other: Connection) -> tuple[str, ...]:
    ours, theirs = reading.settings(connection), reading.settings(other)
    differing = [
        f"{name} ({_short(ours.get(name))} here, {_short(theirs.get(name))} there)"
        for name in sorted(ours.keys() | theirs.keys())
        if ours.get(name) != theirs.get(name)
    ]
    if not differing:
        return ()
    return (
        f"Settings stay as they are here; in {other.path.name} they differ: "
        f"{', '.join(differing)}.",
    )


def _short(value: str | None) -> str:
    if value is None:
        return "unset"
    return value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
