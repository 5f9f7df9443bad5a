"""Many new records at once: what one edit after the other would write, one statement per table.

An import makes thousands of records in one step. Each is checked like any other, but what they have
in common (articles, annotators, whether any of them was ever there) is asked once for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from annotator.annotations.edits import KIND_OF_TYPE, Edit, RecordKind
from annotator.project.history import integrity, records, state
from annotator.project.history.events import EventLog, StepHeader, Trace
from annotator.project.storage.connection import Connection

_FEW = 8  # below, asking for all at once saves nothing
# What nothing else in the same step has to be there for.
_KINDS: frozenset[RecordKind] = frozenset(
    {
        "statement",
        "mention",
        "progress",
        "article_label",
        "document_stance",
        "comment",
        "flag",
        "ruling",
        "active_time",
        "actor",
    }
)


def runs(connection: Connection, edits: Sequence[Edit]) -> Iterator[tuple[bool, list[Edit]]]:
    """Part the edits of a step, in their order: those in a row that only make what never was.

    The caller stores each part before the next is asked for.
    """
    for is_making, part in groupby(edits, key=_is_making):
        some = list(part)
        yield is_making and len(some) >= _FEW and _are_unheard_of(connection, some), some


def _is_making(edit: Edit) -> bool:
    return edit.before is None and KIND_OF_TYPE[type(edit.after)] in _KINDS


def _are_unheard_of(connection: Connection, edits: Sequence[Edit]) -> bool:
    """Tell whether no record is made twice and none is, or ever was, in the project."""
    by_kind: dict[RecordKind, list[str]] = {}
    for edit in edits:
        record = edit.record
        by_kind.setdefault(KIND_OF_TYPE[type(record)], []).append(record.id)
    for kind, targets in by_kind.items():
        if len(set(targets)) < len(targets) or state.any_known(connection, kind, targets):
            return False
    return True


def store(connection: Connection, log: EventLog, header: StepHeader, edits: Iterable[Edit]) -> None:
    """Write a part of a step that makes what never was, inside the caller's transaction.

    Raises AnnotationError where a record cannot be stored or lies outside its text.
    """
    made = [edit.record for edit in edits]
    integrity.require_all_spans(connection, made)
    traces = []
    rows: dict[RecordKind, list[tuple[object, ...]]] = {}
    for edit, record in zip(edits, made, strict=True):
        kind = KIND_OF_TYPE[type(record)]
        body = records.encoded(kind, record)
        rows.setdefault(kind, []).append(state.row(kind, record, body))
        traces.append(Trace(kind, record.id, edit.article, None, body))
    for kind, found in rows.items():
        state.insert(connection, kind, found)
    log.append_new(header, traces)
