"""The append-only history: every edit as an event that another copy can take over."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, cast

from annotator.annotations.edits import RecordKind
from annotator.annotations.ids import new_id, new_ids
from annotator.project.history import records
from annotator.project.model import Event
from annotator.project.storage.connection import Connection

if TYPE_CHECKING:
    from annotator.project.history.undoing import Action

COLUMNS = (
    "id, replica, seq, clock, annotator, kind, target, article, history, action, step, of_step, "
    "wording, codebook, bases, payload"
)
INSERT = f"INSERT INTO events ({COLUMNS}, checksum) VALUES ({', '.join('?' * 17)})"
_COUNTER_BITS = 16


def time_of(clock: str) -> datetime:
    """Return when an event with that clock was made, in UTC."""
    return datetime.fromtimestamp((int(clock, 16) >> _COUNTER_BITS) / 1000, tz=UTC)


@dataclass(frozen=True, slots=True)
class StepHeader:
    """What all events of one step have in common.

    ``history`` is the article in whose undo history the step stands, or
    :data:`annotator.project.history.undoing.PROJECT`; None for what is never undone.
    """

    step: str
    action: Action
    of_step: str | None
    wording: str
    annotator: str
    codebook: str
    history: str | None


class Trace(NamedTuple):
    """One edit on its way into the history; the sides are encoded records."""

    kind: RecordKind
    target: str
    article: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """One row of the history as it lies in the file."""

    event: Event
    before: str | None
    after: str | None
    is_sound: bool


class EventLog:
    """Appends events under a replica of its own, from one opening of the project to its closing.

    The clock is a hybrid logical clock (Kulkarni et al. 2014, section 3): the wall clock in
    milliseconds where it is ahead, otherwise the last stamp counted on, so that a clock set back
    never reorders the history.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._replica = new_id()
        self._seq = 0
        self._clock = 0
        self.catch_up()

    def catch_up(self) -> None:
        """Let the clock be no earlier than any event that came in from elsewhere."""
        last = self._connection.row("SELECT clock FROM events ORDER BY number DESC LIMIT 1")
        if last is not None:
            self._clock = max(self._clock, int(str(last[0]), 16))

    def renew(self) -> None:
        """Number on as another replica: after a failure nobody knows which numbers are taken."""
        self._replica = new_id()
        self._seq = 0

    def tick(self) -> str:
        """Return a time of the clock, later than every event before and earlier than any after."""
        self._clock = max(time.time_ns() // 1_000_000 << _COUNTER_BITS, self._clock + 1)
        return f"{self._clock:016x}"

    def append(self, header: StepHeader, trace: Trace) -> str:
        """Write one event after everything seen of the same record; return its id."""
        found = self._connection.rows(
            "SELECT event FROM heads WHERE kind = ? AND target = ? ORDER BY event",
            trace.kind,
            trace.target,
        )
        bases = tuple(str(row[0]) for row in found)
        (row,) = self._rows(header, [(new_id(), trace)], bases)
        self._connection.run(INSERT, *row)
        if bases:
            self._connection.run(
                "DELETE FROM heads WHERE kind = ? AND target = ?", trace.kind, trace.target
            )
        event = str(row[0])
        self._connection.run("INSERT INTO heads VALUES (?, ?, ?)", trace.kind, trace.target, event)
        return event

    def append_new(self, header: StepHeader, traces: Iterable[Trace]) -> None:
        """Write events about records that no event has ever named."""
        new = tuple(traces)
        ids = new_ids(len(new))
        self._connection.run_many(INSERT, self._rows(header, zip(ids, new, strict=True), ()))
        heads = ((each.kind, each.target, id_) for id_, each in zip(ids, new, strict=True))
        self._connection.run_many("INSERT INTO heads VALUES (?, ?, ?)", heads)

    def _rows(
        self, header: StepHeader, new: Iterable[tuple[str, Trace]], bases: Sequence[str]
    ) -> Iterator[tuple[object, ...]]:
        """Yield the rows of events with their ids; what they have in common is said once."""
        common = (
            header.history,
            header.action,
            header.step,
            header.of_step,
            header.wording,
            header.codebook,
            records.encoded_plain(bases),
        )
        summed = _summed(common)
        for id_, trace in new:
            self._seq += 1
            own = (
                id_,
                self._replica,
                self._seq,
                self.tick(),
                header.annotator,
                trace.kind,
                trace.target,
                trace.article,
            )
            payload = records.payload(trace.before, trace.after)
            yield *own, *common, payload, _crc(f"{_summed(own)}\x1f{summed}\x1f{payload}")


def checksum(row: tuple[object, ...]) -> int:
    """Return what tells later whether the columns of an event are as they were stored."""
    return _crc(_summed(row))


def _summed(values: tuple[object, ...]) -> str:
    return "\x1f".join(map(str, values))


def _crc(words: str) -> int:
    return zlib.crc32(words.encode())


def stored_events(connection: Connection, where: str, *values: object) -> Iterator[StoredEvent]:
    """Return the events that an SQL condition (with its ORDER BY) selects, one after the other."""
    sql = f"SELECT {COLUMNS}, checksum FROM events {where}"
    with connection.speaking("read the history"):
        for row in connection.raw.execute(sql, values):
            yield _stored(row)


def _stored(row: tuple[object, ...]) -> StoredEvent:
    *columns, stored = row
    before, after = records.sides(str(columns[15]))
    kind = cast("RecordKind", columns[5])
    if kind not in records.KINDS:
        raise records.damaged(f"an event is about an unknown kind of record ({kind})")
    return StoredEvent(
        event=Event(
            id=str(columns[0]),
            replica=str(columns[1]),
            seq=cast("int", columns[2]),
            clock=str(columns[3]),
            annotator=str(columns[4]),
            kind=kind,
            target=str(columns[6]),
            article=_maybe(columns[7]),
            action=cast("Action", columns[9]),
            step=str(columns[10]),
            of_step=_maybe(columns[11]),
            wording=str(columns[12]),
            before=None if before is None else records.decoded(kind, before),
            after=None if after is None else records.decoded(kind, after),
            codebook=str(columns[13]),
            bases=records.decoded_ids(str(columns[14])),
        ),
        before=before,
        after=after,
        is_sound=checksum(tuple(columns)) == stored,
    )


def _maybe(value: object) -> str | None:
    return None if value is None else str(value)


def events_of_target(connection: Connection, target: str) -> tuple[Event, ...]:
    """Return everything that ever happened to a record, oldest first."""
    found = stored_events(connection, "WHERE target = ? ORDER BY clock, replica, seq", target)
    return tuple(each.event for each in found)


def events_of_step(connection: Connection, step: str) -> tuple[Event, ...]:
    """Return the events of one step, in the order in which they were made."""
    found = stored_events(connection, "WHERE step = ? ORDER BY number", step)
    return tuple(each.event for each in found)
