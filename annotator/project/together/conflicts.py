"""What copies of a project say differently of the same record, until somebody takes a version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.project.history import records
from annotator.project.history.events import time_of
from annotator.project.history.folding import conflicting
from annotator.project.storage.connection import Connection
from annotator.project.together.joined import Conflict, Version

if TYPE_CHECKING:
    from annotator.project.history.folding import Fold


def conflicts(connection: Connection) -> Iterator[Conflict]:
    """Yield the conflicts in a project, by kind and id."""
    for fold in conflicting(connection):
        versions = _versions(connection, fold)
        record = next(each.record for each in versions if each.record is not None)
        yield Conflict(
            kind=fold.kind,
            target=fold.target,
            article=getattr(record, "article", None),
            annotator=getattr(record, "annotator", None),
            versions=versions,
        )


def _versions(connection: Connection, fold: Fold) -> tuple[Version, ...]:
    """Return the different versions, the one that holds first, then the newest first."""
    newest = {each.after: each.event for each in fold.heads}  # of equal ones the last made
    order = sorted(newest, key=lambda body: list(newest).index(body), reverse=True)
    order.sort(key=lambda body: body != fold.body)
    return tuple(_version(connection, fold, newest[body], body) for body in order)


def _version(connection: Connection, fold: Fold, event: str, body: str | None) -> Version:
    row = connection.row("SELECT annotator, clock FROM events WHERE id = ?", event)
    if row is None:
        raise records.damaged(f"the newest event about the {fold.kind} {fold.target} is missing")
    record = None if body is None else records.decoded(fold.kind, body)
    return Version(event, str(row[0]), time_of(str(row[1])), record)
