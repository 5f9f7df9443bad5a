"""The events of another copy of the project: which are new here, and how they are taken in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from annotator.annotations.edits import RecordKind
from annotator.errors import MergeError
from annotator.project.history import records
from annotator.project.history.events import COLUMNS, INSERT, checksum
from annotator.project.history.folding import Key
from annotator.project.storage.connection import Connection
from annotator.project.together import veiling

Order = tuple[str, str, int]  # clock, replica and number in it: so all events sort everywhere
_LIGHT = "SELECT id, number, clock, replica, seq, checksum FROM events"
_NUMBERED = INSERT.replace("(id,", "(number, id,").replace("VALUES (", "VALUES (?, ")
_CLOCK = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Light:
    """What tells one event from another, without what it says."""

    number: int
    order: Order
    checksum: int


@dataclass(frozen=True, slots=True)
class Told:
    """Of the newest event about a record: who made it, and in which article."""

    annotator: str
    article: str | None


def new_events(connection: Connection, other: Connection) -> dict[str, Light]:
    """Return which events of the other copy are new here, by id.

    Raises MergeError where events of the two cannot stand beside each other.
    """
    ours, theirs = _light(connection), _light(other)
    taken = {each.order[1:] for each in ours.values()}
    new: dict[str, Light] = {}
    for event, light in theirs.items():
        known = ours.get(event)
        if known is None:
            if light.order[1:] in taken:
                raise MergeError(
                    f"{other.path.name} and this project hold different changes under the same "
                    "number. That happens where a whole machine was copied while the project was "
                    "open. Nothing was changed. Export the labels of one of them, and import "
                    "them into the other."
                )
            new[event] = light
        elif known.checksum != light.checksum:
            _unveil(connection, other, event)
    return new


def _light(connection: Connection) -> dict[str, Light]:
    with connection.speaking("read the history"):
        return {
            event: Light(number, (clock, replica, seq), sum_)
            for event, number, clock, replica, seq, sum_ in connection.raw.execute(_LIGHT)
        }


def _unveil(connection: Connection, other: Connection, event: str) -> None:
    """Keep the fuller of two tellings of one event; refuse where they contradict each other."""
    sql = f"SELECT {COLUMNS}, checksum FROM events WHERE id = ?"
    ours, theirs = connection.row(sql, event), other.row(sql, event)
    assert ours is not None and theirs is not None
    fuller = veiling.fuller(ours, theirs)
    if fuller is None or checksum(theirs[:-1]) != theirs[-1]:
        raise MergeError(
            f"{other.path.name} tells a part of the common history otherwise than this project. "
            "One of the two was damaged or changed outside the program. Nothing was changed. "
            "Check both, and go on with a backup of the one that is damaged."
        )
    settings = ", ".join(f"{name.strip()} = ?" for name in f"{COLUMNS}, checksum".split(","))
    connection.run(f"UPDATE events SET {settings} WHERE id = ?", *fuller, event)


def insert(connection: Connection, other: Connection, new: Mapping[str, Light]) -> dict[Key, Told]:
    """Write new events between ours, all numbered in the order of their clocks.

    Returns the records that they are about. Raises DamagedProjectError where one is not as it was
    stored. The caller's transaction is taken back then.
    """
    numbers = _numbered(connection, new)
    touched: dict[Key, Told] = {}
    known = {str(row[0]) for row in connection.rows("SELECT id FROM events")} | new.keys()

    def rows() -> Iterator[tuple[object, ...]]:
        for row in _rows(other, new):
            _require_sound(row, known)
            article = None if row[7] is None else str(row[7])
            touched[cast("RecordKind", row[5]), str(row[6])] = Told(str(row[4]), article)
            yield (numbers[str(row[0])], *row)

    connection.run_many(_NUMBERED, rows())
    return touched


def _numbered(connection: Connection, new: Mapping[str, Light]) -> dict[str, int]:
    """Move our events up where new ones come before them; return the numbers of the new ones."""
    first = min(each.order for each in new.values())
    later = [(each, "") for each in _light(connection).values() if each.order > first]
    arriving = [(each, event) for event, each in new.items()]
    last = connection.row("SELECT coalesce(max(number), 0) FROM events")
    assert last is not None
    at = min((each.number - 1 for each, _ in later), default=cast("int", last[0]))
    moved: list[tuple[int, int]] = []
    numbers: dict[str, int] = {}
    for light, event in sorted((*later, *arriving), key=lambda each: each[0].order):
        at = at + 1 if event else max(at + 1, light.number)
        if event:
            numbers[event] = at
        elif at != light.number:
            moved.append((at, light.number))
    connection.run_many("UPDATE events SET number = ? WHERE number = ?", reversed(moved))
    return numbers


def _rows(other: Connection, new: Mapping[str, Light]) -> Iterator[tuple[object, ...]]:
    sql = f"SELECT {COLUMNS}, checksum FROM events WHERE number BETWEEN ? AND ? ORDER BY number"
    for first, last in _runs(sorted(each.number for each in new.values())):
        with other.speaking("read the copy"):
            yield from other.raw.execute(sql, (first, last))


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of numbers that follow each other without a gap."""
    first = last = None
    for number in numbers:
        if first is None or last is None:
            first = number
        elif number != last + 1:
            yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last


def _require_sound(row: tuple[object, ...], known: set[str]) -> None:
    if checksum(row[:-1]) != row[-1] or not _CLOCK.fullmatch(str(row[3])):
        raise records.damaged("an event of its history is not as it was stored")
    if row[5] not in records.KINDS:
        raise records.damaged(f"an event is about an unknown kind of record ({row[5]})")
    if row[14] != "[]" and not known.issuperset(records.decoded_ids(str(row[14]))):
        raise records.damaged("its history has a gap")
