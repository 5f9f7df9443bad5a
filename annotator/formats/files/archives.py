"""Files inside ZIP archives that somebody else made: nothing is unpacked, and nothing explodes."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotator import paths
from annotator.errors import FormatError, ImportFileError, TooLargeError

# What Python's own reader raises on archives that are damaged, locked or packed in other ways.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(OSError, RuntimeError, EOFError, ValueError, KeyError, IndexError),
)
_SHOWN = 100  # characters of what went wrong: it may quote the whole file
MOST_FILES = 100_000
MOST_BYTES = 500_000_000  # of all files of an archive together, unpacked


@dataclass(slots=True)
class Archive:
    """An open archive. What is read is counted: a small archive may hold endless zeros."""

    path: Path
    _zip: zipfile.ZipFile
    _read: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files, as they stand in the archive; they are never used as paths."""
        return tuple(each.filename for each in self._zip.infolist() if not each.is_dir())

    @property
    def unpacked_bytes(self) -> int:
        """How much all files hold together, as the archive itself says; never more comes out."""
        return sum(each.file_size for each in self._zip.infolist())

    def read(self, name: str) -> bytes:
        """Return the bytes of a file; raises a child of ImportFileError."""
        try:
            with self._zip.open(name) as file:
                data = file.read(MOST_BYTES - self._read + 1)
        except _DAMAGED as error:
            raise _damaged(
                self.path, f"{name} in it cannot be unpacked ({str(error)[:_SHOWN]})"
            ) from error
        self._read += len(data)
        if self._read > MOST_BYTES:
            raise TooLargeError(
                f"{self.path.name} unpacks to more than {MOST_BYTES:,} bytes. Nothing was "
                "imported. Split it up.",
                path=self.path,
            )
        return data

    def begins(self, name: str, count: int) -> bytes:
        """Return the first bytes of a file, to see what it is."""
        try:
            with self._zip.open(name) as file:
                return file.read(count)
        except _DAMAGED:
            return b""


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an archive; raises a child of ImportFileError where it is none, or damaged."""
    if paths.is_special(path):
        raise ImportFileError(f"{path} is not an ordinary file. Nothing was imported.", path=path)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _damaged(path, f"it is no ZIP archive, or damaged ({error})") from error
    with archive:
        if len(archive.infolist()) > MOST_FILES:
            raise TooLargeError(
                f"{path.name} holds more than {MOST_FILES:,} files. Nothing was imported.",
                path=path,
            )
        yield Archive(path, archive)


def is_archive(path: Path) -> bool:
    """Tell whether a path is an ordinary file that is a ZIP archive; never raises."""
    try:
        return path.is_file() and zipfile.is_zipfile(path)
    except OSError:
        return False


def _damaged(path: Path, why: str) -> FormatError:
    return FormatError(
        f"{path.name} could not be read: {why}. Nothing was imported. Get it once more.", path=path
    )
