"""A look at the first bytes of a file, before SQLite opens it and may change something.

The layout is that of the SQLite database file format, section 1.3. A file that is open in this
process is not read: closing it would drop the locks that SQLite holds on it (POSIX locks belong to
the process, not to the file handle).
"""

from __future__ import annotations

import struct
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from annotator.errors import (
    DamagedProjectError,
    NewerProjectError,
    NotAProjectError,
    ProjectMovedError,
    ReadOnlyProjectError,
    StorageError,
)
from annotator.project.storage.files import rescue
from annotator.project.storage.schema import APPLICATION_ID, current_version

_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100

Identity = tuple[int, int]

_open_here: Counter[Identity] = Counter()
_guard = Lock()


@dataclass(frozen=True, slots=True)
class _Header:
    page_size: int
    pages: int
    version: int
    application: int


def identity(path: Path) -> Identity:
    """Return which file lies at a path: its device and its number there."""
    found = path.stat()
    return found.st_dev, found.st_ino


def entered(which: Identity) -> None:
    """Remember that this process has opened a file through SQLite."""
    with _guard:
        _open_here[which] += 1


def left(which: Identity) -> None:
    """Remember that one connection to a file was closed."""
    with _guard:
        _open_here[which] -= 1
        if _open_here[which] <= 0:
            del _open_here[which]


def inspect(path: Path) -> None:
    """Refuse a file that cannot be one of our projects; not one byte of it changes.

    Raises NotAProjectError, NewerProjectError, DamagedProjectError, ProjectMovedError where there
    is no file, ReadOnlyProjectError where it cannot be read.
    """
    try:
        with _guard:
            if _open_here[identity(path)]:
                return
            start = _first_bytes(path)
    except FileNotFoundError as error:
        raise ProjectMovedError(
            f"There is no file {path}. Look for it where it was moved or copied to."
        ) from error
    except PermissionError as error:
        raise ReadOnlyProjectError(
            f"{path} may not be read. Nothing was changed. Ask its owner for permission to read it."
        ) from error
    except OSError as error:
        raise StorageError(
            f"{path} could not be read: {error.strerror}. Nothing was changed. "
            "Check the disk or the connection to it and try again."
        ) from error
    _judge(path, start)


def _first_bytes(path: Path) -> bytes:
    if not path.is_file():  # a folder, or a pipe that would keep us waiting
        raise NotAProjectError(f"{path} is not a project file. It was left as it is.")
    with path.open("rb") as file:
        return file.read(_HEADER_BYTES)


def _judge(path: Path, start: bytes) -> None:
    if not start.startswith(_MAGIC):
        raise NotAProjectError(
            f"{path.name} is not a project of this program. It was left as it is. "
            "To take in articles, make a project and import the file."
        )
    if len(start) < _HEADER_BYTES:
        raise DamagedProjectError(_cut_off(path))
    header = _parsed(start)
    if header.application != APPLICATION_ID:
        raise NotAProjectError(
            f"{path.name} is a database of another program, or its beginning is damaged. "
            f"It was left as it is. {rescue(path)}"
        )
    if header.version > current_version():
        raise NewerProjectError(
            f"{path.name} was written by a newer version of this program (schema "
            f"{header.version}, this version reads up to {current_version()}). "
            "It was left as it is. Install the newer version to open it."
        )
    if header.version < 1 or header.page_size < 512:
        raise DamagedProjectError(_cut_off(path))
    if _has_journal(path):  # a commit that goes on, or will be taken back: SQLite knows better
        return
    if path.stat().st_size < header.page_size * header.pages:
        raise DamagedProjectError(_cut_off(path))


def _parsed(start: bytes) -> _Header:
    page_size: int = struct.unpack_from(">H", start, 16)[0]
    pages, version, application = (
        struct.unpack_from(">I", start, place)[0] for place in (28, 60, 68)
    )
    return _Header(65536 if page_size == 1 else page_size, pages, version, application)


def _has_journal(path: Path) -> bool:
    journal = path.with_name(path.name + "-journal")
    return journal.exists() and journal.stat().st_size > 0


def _cut_off(path: Path) -> str:
    return f"{path.name} is damaged: a part of it is missing. It was left as it is. {rescue(path)}"
