"""What was removed in one copy while another copy referred to it: it stays, so nothing dangles.

Such a record is in the state although its newest event removes it. Which ones there are follows
from the events alone; they are listed in meta, so that the usual project asks nobody. As soon as a
person changes what refers to one, it is written down as staying (see
:meth:`annotator.project.history.writing.Writer.store`), and is a record like any other again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import cast

import msgspec

from annotator.annotations.edits import Recorded, RecordKind
from annotator.annotations.model import Comment, Statement
from annotator.codebook.model import CodebookPart
from annotator.project import relabelling
from annotator.project.asked import reading
from annotator.project.history import integrity, records, state
from annotator.project.history.folding import Key, fold
from annotator.project.storage import meta
from annotator.project.storage.connection import Connection

NOTED = "kept"
KINDS: tuple[RecordKind, ...] = ("statement", "actor", "comment", "codebook_part")


def noted(connection: Connection) -> tuple[Key, ...]:
    """Return the records that stay although they were removed somewhere."""
    found = reading.meta(connection, NOTED)
    if not found:
        return ()
    return tuple((cast("RecordKind", kind), target) for kind, target in msgspec.json.decode(found))


def note(connection: Connection, kept: Collection[Key]) -> None:
    """Write down which records stay, inside the caller's transaction."""
    if kept:
        meta.note(connection, NOTED, records.encoded_plain(sorted(kept)))
    else:
        meta.forget(connection, NOTED)


def references(record: Recorded) -> Iterator[Key]:
    """Yield the records that a record cannot do without."""
    for each in integrity.actors_of(record):
        yield "actor", each
    for each in integrity.statements_of(record):
        yield "statement", each
    if isinstance(record, Comment) and record.answers:
        yield "comment", record.answers


def is_used(connection: Connection, kind: RecordKind, body: str) -> bool:
    """Tell whether anything in the state refers to a record of one of :data:`KINDS`."""
    record = records.decoded(kind, body)
    if isinstance(record, Statement):
        return integrity.is_statement_used(connection, record)
    if isinstance(record, Comment):
        return integrity.is_answered(connection, record)
    if isinstance(record, CodebookPart):
        return _is_part_used(connection, record)
    return integrity.is_actor_used(connection, record.id)


def _is_part_used(connection: Connection, part: CodebookPart) -> bool:
    from annotator.codebook.parts import parts_of

    if part.id in parts_of(relabelling.base(connection)):
        return False  # without its change, the entry is as it was at the beginning
    named = records.encoded_plain(part.name)
    others = relabelling.changed_parts(connection).values()
    if any(named in records.encoded_plain(each.plain) for each in others if each.id != part.id):
        return True
    return integrity.is_part_used(connection, part.id)


def removed_parts(connection: Connection) -> set[Key]:
    """Return the parts of the codebook that were there once: labels do not name them in full."""
    rows = connection.rows(
        "SELECT DISTINCT target FROM heads WHERE kind = 'codebook_part' AND NOT EXISTS "
        "(SELECT 1 FROM codebook_parts WHERE id = target)"
    )
    return {("codebook_part", str(target)) for (target,) in rows}


def revive(connection: Connection, candidates: Iterable[Key]) -> frozenset[Key]:
    """Put back what is removed but referred to, and what that refers to in turn; return those.

    Raises DamagedProjectError where something refers to what no event is about.
    """
    waiting = {key for key in candidates if state.stored(connection, *key) is None}
    found: set[Key] = set()
    while waiting:
        revived: set[Key] = set()
        for kind, target in sorted(waiting):
            known = fold(connection, kind, target)
            if known is None or known.last is None:
                raise records.damaged(f"the {kind} {target} is referred to, but nowhere told of")
            if is_used(connection, kind, known.last):
                record = records.decoded(kind, known.last)
                state.put(connection, kind, record, known.last)
                revived.add((kind, target))
                waiting |= missing(connection, references(record))
        if not revived:
            break
        found |= revived
        waiting -= revived
    return frozenset(found)


def missing(connection: Connection, wanted: Iterable[Key]) -> set[Key]:
    """Return which of these records are not in the state."""
    return {key for key in wanted if state.stored(connection, *key) is None}
