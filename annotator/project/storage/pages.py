"""Long tables in short reads, so that nobody who labels waits for whoever looks something up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from annotator.project.storage.connection import Connection

AT_ONCE = 5_000  # rows of one read


def row_pages(connection: Connection, table: str) -> Iterator[tuple[int, int]]:
    """Yield the first and last rowid of each page of one of our tables, both included."""
    row = connection.row(f"SELECT coalesce(max(rowid), 0) FROM {table}")
    last = cast("int", row[0]) if row is not None else 0
    for first in range(1, last + 1, AT_ONCE):
        yield first, first + AT_ONCE - 1
