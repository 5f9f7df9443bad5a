"""How the events of one record make its state, also where copies of the project changed it apart.

Events that no later event was based on are the record's heads. One head is the usual case. With
several, a version beats a removal, "done" beats "opened", and else the newest counts (by clock,
then replica, then number): the same wherever the same events are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from annotator.annotations.edits import RecordKind
from annotator.annotations.model import Progress
from annotator.project.history import records
from annotator.project.storage.connection import Connection

Key = tuple[RecordKind, str]
_AT_ONCE = 500
_EVENTS = (
    "SELECT kind, target, id, clock, replica, seq, bases, payload FROM events "
    "WHERE target IN (SELECT value FROM json_each(?)) ORDER BY target, clock, replica, seq"
)


@dataclass(frozen=True, slots=True)
class Head:
    """One of the newest events about a record, with the encoded record before and after."""

    event: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Fold:
    """What the history says of one record; ``heads`` are in the order of their clocks.

    ``last`` is the record as it was when it last was there, also where it is removed by now.
    """

    kind: RecordKind
    target: str
    heads: tuple[Head, ...]
    last: str | None

    @property
    def body(self) -> str | None:
        """The record as the history has it now; None where it is removed."""
        there = [each.after for each in self.heads if each.after is not None]
        if not there:
            return None
        if self.kind == "progress":
            done = [each for each in there if records.read(Progress, each).status == "done"]
            there = done or there
        return there[-1]

    @property
    def is_conflict(self) -> bool:
        """Whether copies say different things of it, which nobody has settled yet."""
        if self.kind == "progress":  # who is done in one copy is done
            return False
        return len({each.after for each in self.heads}) > 1


def folds(connection: Connection, targets: Collection[str]) -> Iterator[Fold]:
    """Yield the folds of all records with these ids."""
    for some in _portions(sorted(set(targets))):
        asked = records.encoded_plain(some)
        with connection.speaking("read the history"):
            rows = connection.raw.execute(_EVENTS, (asked,)).fetchall()
        for target, group in groupby(rows, key=lambda row: cast("str", row[1])):
            by_kind: defaultdict[str, list[tuple[object, ...]]] = defaultdict(list)
            for row in group:
                by_kind[row[0]].append(row)
            for kind, found in by_kind.items():
                yield _fold(cast("RecordKind", kind), target, found)


def _portions(targets: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(targets), _AT_ONCE):
        yield list(targets[start : start + _AT_ONCE])


def fold(connection: Connection, kind: RecordKind, target: str) -> Fold | None:
    """Return the fold of one record; None where no event is about it."""
    return next((each for each in folds(connection, [target]) if each.kind == kind), None)


def _fold(kind: RecordKind, target: str, rows: Sequence[tuple[object, ...]]) -> Fold:
    seen: set[str] = set()
    for row in rows:
        if row[6] != "[]":
            seen.update(records.decoded_ids(str(row[6])))
    heads = [Head(str(row[2]), *records.sides(str(row[7]))) for row in rows if row[2] not in seen]
    last = next((each.after for each in reversed(heads) if each.after is not None), None)
    if last is None:
        last = _last(rows)
    return Fold(kind, target, tuple(heads), last)


def _last(rows: Sequence[tuple[object, ...]]) -> str | None:
    for row in reversed(rows):
        before, after = records.sides(str(row[7]))
        if after is not None or before is not None:
            return after if after is not None else before
    return None


def conflicting(connection: Connection) -> Iterator[Fold]:
    """Yield the records of which copies say different things, by kind and id."""
    rows = connection.rows(
        "SELECT kind, target FROM heads GROUP BY kind, target HAVING count(*) > 1 ORDER BY 1, 2"
    )
    wanted = {(str(kind), str(target)) for kind, target in rows}
    found = [
        each
        for each in folds(connection, {target for _, target in wanted})
        if (each.kind, each.target) in wanted and each.is_conflict
    ]
    yield from sorted(found, key=lambda each: (each.kind, each.target))


def is_conflict(connection: Connection, kind: RecordKind, target: str) -> bool:
    """Tell whether copies say different things of one record; nearly always one short look."""
    row = connection.row("SELECT count(*) FROM heads WHERE kind = ? AND target = ?", kind, target)
    if row is None or cast("int", row[0]) < 2:
        return False
    found = fold(connection, kind, target)
    return found is not None and found.is_conflict
