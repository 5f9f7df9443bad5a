"""SQLite files that are a format of their own: written new, and read as what a stranger made.

This is the only place outside of the project file that speaks SQL. A foreign file is opened
read-only and as immutable, so that nothing in it can be changed or started; only ordinary tables
are read, never views, virtual tables or computed columns, which could run what somebody put there
(sqlite.org/security.html).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from annotator import paths
from annotator.errors import ExportError, FormatError, ImportFileError, TooLargeError

MOST_BYTES = 4_000_000_000
MOST_ROWS = 20_000_000  # of all tables that are read
_LONGEST = 500_000_000  # bytes of one value, as for whole files
_BEGINNING = b"SQLite format 3\0"
_LIMITS: Mapping[int, int] = {
    sqlite3.SQLITE_LIMIT_LENGTH: _LONGEST,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 500,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 0,
}
Value = str | int | float | None
Kind = type[str] | type[int] | type[float]


class NewDatabase:
    """A database on its way out, in one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def run(self, sql: str) -> None:
        """Run one statement without values."""
        self._connection.execute(sql)

    def add(self, table: str, values: Mapping[str, Value]) -> int:
        """Add a row; return its number."""
        names = ", ".join(map(_quoted, values))
        marks = ", ".join("?" * len(values))
        sql = f"INSERT INTO {_quoted(table)} ({names}) VALUES ({marks})"
        return self._connection.execute(sql, tuple(values.values())).lastrowid or 0

    def add_all(self, table: str, rows: Iterable[Mapping[str, Value]]) -> None:
        """Add rows."""
        for row in rows:
            self.add(table, row)

    def dangling(self) -> list[str]:
        """Return the tables with rows that refer to nothing."""
        found = self._connection.execute("PRAGMA foreign_key_check").fetchall()
        return sorted({str(each[0]) for each in found})


@contextmanager
def new_database(path: Path) -> Iterator[NewDatabase]:
    """Make a database at a path where nothing is; whole on disk when the block ends well.

    Raises :class:`ExportError` where SQLite cannot write it.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = MEMORY").fetchall()
            connection.execute("BEGIN")
            yield NewDatabase(connection)
            connection.execute("COMMIT")
            connection.execute("PRAGMA optimize")
    except sqlite3.Error as error:
        raise ExportError(
            f"Could not write {path.name}: SQLite says “{error}”. Nothing was written. Free some "
            "space or choose another place, and repeat it."
        ) from error


class ForeignDatabase:
    """A database that somebody else made, for reading."""

    def __init__(self, connection: sqlite3.Connection, path: Path, what: str) -> None:
        self._connection, self._path, self._what = connection, path, what
        self._rows_left = MOST_ROWS
        self.tables = frozenset(
            name
            for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_schema")
            if kind == "table" and str(sql or "").upper().startswith("CREATE TABLE")
        )

    def wrong(self, why: str) -> FormatError:
        """Return the error for a database that is not what it claims to be."""
        return _wrong(self._path, self._what, why)

    def columns(self, table: str) -> frozenset[str]:
        """Return the names of the ordinary columns of a table."""
        if table not in self.tables:
            raise self.wrong(f"it has no table {table}")
        found = self._connection.execute(
            "SELECT name, hidden FROM pragma_table_xinfo(?)", (table,)
        ).fetchall()
        return frozenset(str(name) for name, hidden in found if not hidden)

    def rows(self, table: str, columns: Mapping[str, Kind]) -> Iterator[dict[str, Value]]:
        """Yield the rows of a table, by number; each value is of its kind, or None.

        A whole number may stand where a fraction is wanted. Raises :class:`FormatError` where a
        column is missing or a value is of another kind.
        """
        there = self.columns(table)
        for name in columns:
            if name not in there:
                raise self.wrong(f"its table {table} has no column {name}")
        names = ", ".join(map(_quoted, columns))
        cursor = self._connection.execute(f"SELECT {names} FROM {_quoted(table)} ORDER BY rowid")
        for number, values in enumerate(cursor, start=1):
            self._rows_left -= 1
            if self._rows_left < 0:
                raise TooLargeError(
                    f"{self._path.name} has more than {MOST_ROWS:,} rows. Nothing was imported.",
                    path=self._path,
                )
            row = dict(zip(columns, values, strict=True))
            for name, kind in columns.items():
                if not _is_of(row[name], kind):
                    where = f"row {number} of {table}"
                    raise self.wrong(f"{where}: {name} is {_called(row[name])}")
            yield row


@contextmanager
def opened(path: Path, what: str) -> Iterator[ForeignDatabase]:
    """Open somebody else's database; ``what`` names the kind of file in errors.

    Raises a child of ImportFileError where it is none, damaged, too large, or not closed properly.
    """
    if paths.is_special(path):
        raise ImportFileError(f"{path} is not an ordinary file. Nothing was imported.", path=path)
    if not is_database(path):
        raise _wrong(path, what, "it is no SQLite database")
    if path.stat().st_size > MOST_BYTES:
        raise TooLargeError(
            f"{path.name} is larger than {MOST_BYTES:,} bytes. Nothing was imported.", path=path
        )
    for end in ("-wal", "-journal"):
        beside = path.with_name(path.name + end)
        if beside.is_file() and beside.stat().st_size:
            raise ImportFileError(
                f"{path.name} is open in another program, or was not closed properly: a part of it "
                f"is in {beside.name}. Nothing was imported. Open and close it there, then repeat.",
                path=path,
            )
    try:
        with closing(_connected(path)) as connection:
            yield ForeignDatabase(connection, path, what)
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the names of tables may be no UTF-8
        raise FormatError(
            f"{path.name} could not be read: it is damaged ({error}). Nothing was imported. Get it "
            "once more.",
            path=path,
        ) from error


def _connected(path: Path) -> sqlite3.Connection:
    place = quote(os.fsencode(path.absolute()))
    connection = sqlite3.connect(f"file:{place}?mode=ro&immutable=1", uri=True)
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def is_database(path: Path) -> bool:
    """Tell whether an ordinary file begins like a SQLite database; never raises."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(_BEGINNING)) == _BEGINNING
    except OSError:
        return False


def has_tables(path: Path, tables: Sequence[str]) -> bool:
    """Tell whether a file is a database with these tables; never raises."""
    if not is_database(path):
        return False
    try:
        with opened(path, "a database") as database:
            return database.tables.issuperset(tables)
    except ImportFileError:
        return False


def _is_of(value: object, kind: Kind) -> bool:
    if value is None or isinstance(value, kind):
        return True
    return kind is float and isinstance(value, int)


def _called(value: object) -> str:
    names = {str: "a text", int: "a number", float: "a fraction"}
    return f"{names.get(type(value), 'bytes')}, which does not belong there"


def _wrong(path: Path, what: str, why: str) -> FormatError:
    return FormatError(
        f"{path.name} is not {what}: {why}. Nothing was imported. Check that the right file and "
        "format were chosen.",
        path=path,
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
