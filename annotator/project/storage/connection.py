"""The one connection to a project file: opened with care, every failure put into words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import quote

from annotator.errors import (
    DamagedProjectError,
    EnvironmentProblem,
    ProjectError,
    ProjectInUseError,
    ProjectMovedError,
    ReadOnlyProjectError,
    StorageError,
)
from annotator.project.storage import header
from annotator.project.storage.files import rescue
from annotator.project.storage.header import Identity

_WAIT_SECONDS = 3.0
_SQLITE = (3, 37, 0)  # strict tables
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 512 * 2**20,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
}


class Connection:
    """A connection that knows its file, speaks in our errors, and writes in whole transactions."""

    def __init__(self, path: Path, *, readonly: bool) -> None:
        self.path = path
        self.readonly = readonly
        self._identity: Identity | None = None
        self._is_copy = False
        self._is_together = self._part_failed = False
        with self.speaking("open the project"):
            self._raw = _connected(path, readonly=readonly)
        try:
            with self.speaking("open the project"):
                _prepare(self._raw, readonly=readonly)
                self._identity = header.identity(path)
                header.entered(self._identity)
        except BaseException:
            self._raw.close()
            raise

    @property
    def raw(self) -> sqlite3.Connection:
        """The bare connection, for schema work and backups."""
        return self._raw

    def read_on_in_memory(self, change: Callable[[sqlite3.Connection], None]) -> None:
        """Read from a copy in memory from now on, after ``change``; the file stays as it is."""
        with self.speaking("read the project"):
            copy = sqlite3.connect(":memory:", isolation_level=None)
            try:
                self._raw.backup(copy)
                change(copy)
                _limit(copy)
                copy.execute("PRAGMA query_only = ON")
            except BaseException:
                copy.close()
                raise
        self._raw.close()
        self._raw = copy
        self._is_copy = True

    @property
    def shared_path(self) -> Path | None:
        """The path at which another process reads what is read here.

        None where this is a copy in memory, or where another file lies at the path by now.
        """
        try:
            same = header.identity(self.path) == self._identity
        except OSError:
            same = False
        return self.path if same and not self._is_copy else None

    @contextmanager
    def one_state(self) -> Iterator[None]:
        """Let all reads inside see the same state; others cannot write meanwhile, so be short."""
        if self._raw.in_transaction:
            yield
            return
        with self.speaking("read the project"):
            self._raw.execute("BEGIN")
        try:
            yield
        finally:
            self._roll_back()  # nothing was written

    def close(self) -> None:
        """Close the file; closing twice is fine."""
        self._raw.close()
        if self._identity is not None:
            header.left(self._identity)
            self._identity = None

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """Return all rows of a query."""
        with self.speaking("read the project"):
            return self._raw.execute(sql, values).fetchall()

    def row(self, sql: str, *values: object) -> tuple[object, ...] | None:
        """Return the first row of a query, or None."""
        with self.speaking("read the project"):
            found: tuple[object, ...] | None = self._raw.execute(sql, values).fetchone()
        return found

    def run(self, sql: str, *values: object) -> None:
        """Run one statement of a transaction."""
        self._raw.execute(sql, values)

    def run_many(self, sql: str, values: Iterator[tuple[object, ...]]) -> None:
        """Run one statement of a transaction for many rows."""
        self._raw.executemany(sql, values)

    @contextmanager
    def transaction(self, purpose: str) -> Iterator[None]:
        """Write all that happens inside, durably, or nothing of it.

        Inside :meth:`together` it is a part of that, durable with the rest. Raises
        ReadOnlyProjectError, ProjectMovedError, ProjectInUseError, StorageError or
        DamagedProjectError; the project is as before then and can be used further.
        """
        if self.readonly:
            raise ReadOnlyProjectError(
                f"Could not {purpose}: {self.path.name} is open for reading only. "
                "Nothing was changed. Open a copy that you may write."
            )
        if self._is_together:
            with self._part(purpose):
                yield
            return
        self.require_same_file(purpose)
        with self.speaking(purpose):
            self._raw.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._raw.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
        self.require_same_file(purpose)

    @contextmanager
    def together(self, purpose: str) -> Iterator[None]:
        """Make one transaction of all that are inside: they are durable at its end, or none is.

        Until then all waits in memory, so that others can read the file as it was.
        """
        self._raw.execute("PRAGMA cache_spill = OFF")  # heeded only outside of a transaction
        try:
            with self.transaction(purpose):
                self._is_together, self._part_failed = True, False
                try:
                    yield
                    if self._part_failed:
                        raise RuntimeError("a part of what belongs together was not stored")
                finally:
                    self._is_together = False
        finally:
            self._raw.execute("PRAGMA cache_spill = ON")

    @contextmanager
    def _part(self, purpose: str) -> Iterator[None]:
        try:
            with self.speaking(purpose):
                yield
        except BaseException:
            self._part_failed = True
            raise

    def require_same_file(self, purpose: str) -> None:
        """Raise ProjectMovedError where the file at the path is not the one that was opened."""
        try:
            same = header.identity(self.path) == self._identity
        except OSError:
            same = False
        if not same:
            raise ProjectMovedError(
                f"Could not {purpose}: {self.path.name} was moved, deleted or replaced while it "
                "was open. Everything up to now is still here: save a copy of the project, then "
                "open the copy or the moved file."
            )

    @contextmanager
    def speaking(self, purpose: str) -> Iterator[None]:
        """Put what SQLite reports inside into our words."""
        try:
            yield
        except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
            if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
                raise  # a rule of ours was broken by our own code
            raise in_words(error, purpose, self.path) from error

    def _roll_back(self) -> None:
        try:
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK")
        except (
            sqlite3.Error
        ):  # the first failure is told; SQLite rolls back again at the next access
            pass


def _connected(path: Path, *, readonly: bool) -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < _SQLITE:
        raise EnvironmentProblem(
            f"This Python comes with SQLite {sqlite3.sqlite_version}; the program needs 3.37 or "
            "newer. No project was touched. Install a newer Python."
        )
    if not _has_full_text_search():
        raise EnvironmentProblem(
            "The SQLite of this Python comes without full-text search (FTS5), which the program "
            "needs. No project was touched. Use the Python of python.org or of your system."
        )
    mode = "ro" if readonly and not _writable(path) else "rw"
    return sqlite3.connect(
        f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}",
        uri=True,
        timeout=_WAIT_SECONDS,
        isolation_level=None,
    )


@cache
def _has_full_text_search() -> bool:
    with closing(sqlite3.connect(":memory:")) as raw:
        known = raw.execute("SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'")
        return bool(known.fetchone()[0])


def _writable(path: Path) -> bool:
    """Tell whether a journal left by a killed writer could be played back."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _limit(raw: sqlite3.Connection) -> None:
    for limit, value in _LIMITS.items():
        raw.setlimit(limit, value)
    raw.execute("PRAGMA trusted_schema = OFF")


def _prepare(raw: sqlite3.Connection, *, readonly: bool) -> None:
    _limit(raw)
    raw.execute("PRAGMA cell_size_check = ON")
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA mmap_size = 0")
    if readonly:
        raw.execute("PRAGMA query_only = ON")
    else:
        raw.execute("PRAGMA journal_mode = DELETE").fetchall()
        raw.execute("PRAGMA synchronous = EXTRA")
    raw.execute("SELECT count(*) FROM sqlite_schema").fetchall()


def in_words(error: sqlite3.DatabaseError, purpose: str, path: Path) -> ProjectError:
    """Return our error for what SQLite reported (result codes: sqlite.org/rescode.html)."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    name = path.name
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return ProjectMovedError(
            f"Could not {purpose}: {name} was moved or deleted while it was open. "
            "Save a copy of the project, then open the copy or the moved file."
        )
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ProjectInUseError(
            f"Could not {purpose}: another program holds {name}. Everything before it is stored. "
            "Close the other program (a viewer, a backup tool) and try again."
        )
    if primary == sqlite3.SQLITE_READONLY or (
        primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM) and not _writable(path)
    ):
        return ReadOnlyProjectError(
            f"Could not {purpose}: {name} or its folder may not be written. Everything before it "
            "is stored. Change the permissions, or copy the project to where you may write."
        )
    if primary in _STORAGE:
        return StorageError(
            f"Could not {purpose}: {_STORAGE[primary]}. Everything before it is stored. "
            "Free some space or check the disk, then repeat it."
        )
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or primary is None:
        return DamagedProjectError(
            f"Could not {purpose}: {name} is damaged ({error}). It was left as it is. "
            f"{rescue(path)}"
        )
    return DamagedProjectError(
        f"Could not {purpose}: {name} is not as this program wrote it ({error}). {rescue(path)}"
    )


_STORAGE = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk is full or does not work",
    sqlite3.SQLITE_CANTOPEN: "the file could not be opened",
    sqlite3.SQLITE_NOMEM: "there is not enough memory",
    sqlite3.SQLITE_TOOBIG: "it is larger than a project can hold",
}
