"""Makes the copy of a project that one annotator is given: their articles, blind to others' labels.

What others labelled is not hidden in it but gone: their events and records are taken out, and the
file is written anew so that no trace of their bytes is left. Comments and flags on the articles
stay, they are for everybody to see; so do suggestions, actors, codebook and settings. What was
learned from everybody's corrections stays behind. The copy has the project's id, so it can be put
together with it again (:mod:`annotator.project.together.merging`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import fields
from pathlib import Path
from typing import cast

import msgspec

from annotator.annotations.edits import RECORD_TYPES, RecordKind
from annotator.annotations.model import Annotator
from annotator.errors import ProjectError
from annotator.project.asked import reading, words
from annotator.project.history import kept, records, state
from annotator.project.history.events import COLUMNS
from annotator.project.history.folding import Key
from annotator.project.history.undoing import PROJECT
from annotator.project.storage import backup, meta
from annotator.project.storage.connection import Connection
from annotator.project.together import veiling

NOTED = "handed_out"  # in meta: how many events of which replica a copy was given, where not all
FOR_ALL: frozenset[RecordKind] = frozenset({"comment", "flag"})
_OWNED = frozenset(
    kind
    for kind, wanted in RECORD_TYPES.items()
    if kind not in FOR_ALL and any(each.name == "annotator" for each in fields(wanted))
)
_BY_ARTICLE = (
    "preannotations",
    "suggestions",
    "suggestion_counts",
    "suggestion_changes",
    "compared",
    "assignments",
    "served",
    "texts",
    "tokens",
)
_GAPS = (
    "SELECT replica, count(*) FROM events GROUP BY replica "
    "HAVING count(*) <> max(seq) OR min(seq) <> 1"
)


class _Whose(msgspec.Struct):
    annotator: str | None = None
    article: str | None = None


class _Sides(msgspec.Struct):
    before: _Whose | None
    after: _Whose | None


_sides = msgspec.json.Decoder(_Sides)


def hand_out(
    connection: Connection, path: Path, annotator: Annotator, articles: Collection[str]
) -> None:
    """Write the copy for one annotator with these articles; it gets its name only when done.

    Raises ProjectError where a file of that name exists, or where it cannot be written; nothing is
    left behind then.
    """
    if path.exists():
        raise ProjectError(f"{path} exists already and was left as it is. Choose another folder.")
    with backup.written_aside(path) as aside:
        backup.write_raw(connection, aside)
        _part_off(aside, annotator, articles)
        if path.exists():
            raise ProjectError(f"{path} was made meanwhile and left as it is. Try again.")
        aside.rename(path)


def _part_off(aside: Path, annotator: Annotator, articles: Collection[str]) -> None:
    copy = Connection(aside, readonly=False)
    try:
        with copy.transaction("write the copy"):
            _Parting(copy, annotator, frozenset(articles)).run()
        with copy.speaking("write the copy"):
            copy.raw.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)  # VACUUM works beside the file
            copy.raw.execute("VACUUM")
    finally:
        copy.close()


class _Parting:
    """Takes out of a copy what is not for its annotator."""

    def __init__(
        self, connection: Connection, annotator: Annotator, articles: frozenset[str]
    ) -> None:
        self._connection = connection
        self._annotator = annotator
        self._articles = articles
        layers = reading.annotators(connection)
        self._own = {each.id for each in layers if annotator.id in (each.id, each.of)}

    def run(self) -> None:
        gone = frozenset(self._others())
        self._take_out(gone)
        self._empty_tables()
        self._note(gone)

    def _others(self) -> Iterator[Key]:
        """Yield the records that others made, or that are about other articles."""
        rows = self._connection.raw.execute("SELECT kind, target, article, payload FROM events")
        for kind, target, article, payload in rows:
            if self._is_others(kind, article, str(payload)):
                yield kind, target

    def _is_others(self, kind: RecordKind, article: str | None, payload: str) -> bool:
        if article is not None and article not in self._articles:
            return True
        if kind == "ruling":  # it tells what others said, whoever made it
            return True
        if kind not in _OWNED:
            return False
        try:
            sides = _sides.decode(payload)
        except (msgspec.MsgspecError, UnicodeError) as error:
            raise records.damaged(f"an event of the history cannot be read ({error})") from error
        owners = {each.annotator for each in (sides.before, sides.after) if each is not None}
        return not owners <= self._own

    def _take_out(self, gone: Collection[Key]) -> None:
        run_many = self._connection.run_many
        self._veil(gone)
        run_many("DELETE FROM events WHERE kind = ? AND target = ?", iter(gone))
        run_many("DELETE FROM heads WHERE kind = ? AND target = ?", iter(gone))
        for kind, (table, key) in state.BODY_TABLES.items():
            self._connection.run(
                f"DELETE FROM {table} WHERE NOT EXISTS "
                f"(SELECT 1 FROM heads WHERE kind = ? AND target = {key})",
                kind,
            )

    def _veil(self, gone: Collection[Key]) -> None:
        """Hide in which steps others made what is for all, and what the copy cannot undo whole."""
        names = f"{COLUMNS}, kind, target, history, annotator, step"
        rows = self._connection.rows(f"SELECT {names} FROM events WHERE history IS NOT NULL")
        parted = {row[-1] for row in rows if (row[-5], row[-4]) in gone}
        for *row, kind, target, history, annotator, step in rows:
            is_public = history == PROJECT and step not in parted
            is_own = annotator in self._own and history != PROJECT
            if (kind, target) not in gone and not is_public and not is_own:
                self._connection.run(
                    "UPDATE events SET wording = ?, history = NULL, checksum = ? WHERE id = ?",
                    *(veiling.VEIL, veiling.veiled(row)[-1], row[0]),
                )

    def _empty_tables(self) -> None:
        run = self._connection.run
        asked = records.encoded_plain(sorted(self._articles))
        others = "NOT IN (SELECT value FROM json_each(?))"
        for table in _BY_ARTICLE:
            run(f"DELETE FROM {table} WHERE article {others}", asked)
        run(f"DELETE FROM similar_passages WHERE article {others} OR other {others}", asked, asked)
        run(f"DELETE FROM articles WHERE id {others}", asked)
        own = records.encoded_plain(sorted(self._own))
        for table in ("served", "assignments"):
            run(f"DELETE FROM {table} WHERE annotator {others}", own)
        run("DELETE FROM offers WHERE digest NOT IN (SELECT offer FROM served)")
        run("DELETE FROM assignment_rounds WHERE id NOT IN (SELECT round FROM assignments)")
        run("DELETE FROM learned_layer")
        words.empty(self._connection)
        while words.add_more(self._connection, seconds=10):
            pass

    def _note(self, gone: Collection[Key]) -> None:
        meta.note(self._connection, "annotator", self._annotator.id)
        kept.note(self._connection, set(kept.noted(self._connection)) - set(gone))
        note_gaps(self._connection, None)


def note_gaps(connection: Connection, replicas: Collection[str] | None) -> None:
    """Note which replicas (None: any) have events that a handed-out copy was not given."""
    found = {str(replica): count for replica, count in connection.rows(_GAPS)}
    noted = {each: found[each] for each in found if replicas is None or each in replicas}
    if noted:
        meta.note(connection, NOTED, records.encoded_plain(noted))
    else:
        meta.forget(connection, NOTED)


def not_given(connection: Connection) -> dict[str, int]:
    """Return of which replicas a handed-out copy has not all events, and how many it was given."""
    found = reading.meta(connection, NOTED)
    return msgspec.json.decode(found, type=dict[str, int]) if found else {}


def unexplained_gaps(connection: Connection) -> Iterator[str]:
    """Yield the replicas of which events are missing that were here once."""
    given = not_given(connection)
    for replica, count in connection.rows(_GAPS):
        if str(replica) not in given or cast("int", count) < given[str(replica)]:
            yield str(replica)
