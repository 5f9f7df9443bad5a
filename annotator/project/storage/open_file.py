"""A project file that is open: its connection and, where we may write, the right to."""

from __future__ import annotations

from pathlib import Path

from annotator.project.storage.connection import Connection
from annotator.project.storage.lock import WriterLock


class OpenFile:
    """A project file with its connection and, where we may write, the writer's lock."""

    def __init__(
        self, path: Path, connection: Connection, lock: WriterLock | None, *, is_new: bool = False
    ) -> None:
        self.path = path
        self.connection = connection
        self.warnings: list[str] = []
        self.backup_is_due = lock is not None and not is_new
        self.is_closed = False
        self._lock = lock

    @property
    def readonly(self) -> bool:
        """Whether this opening can only read."""
        return self._lock is None

    def close(self) -> None:
        """Close the connection, then let other writers in."""
        if self.is_closed:
            return
        self.is_closed = True
        self.connection.close()
        if self._lock is not None:
            self._lock.release()
