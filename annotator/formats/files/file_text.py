"""Read a whole file that somebody else made, within limits and with errors in words."""

from __future__ import annotations

import os
from pathlib import Path

from annotator import paths
from annotator.errors import EmptyFileError, ImportFileError, TooLargeError

MAX_BYTES = 500_000_000


def read_bytes(path: Path, *, limit: int = MAX_BYTES) -> bytes:
    """Return the bytes of a file; raises a child of :class:`ImportFileError` where that fails."""
    if paths.is_special(path):
        raise ImportFileError(
            f"{path} is a device, a pipe or a socket, not a file. Nothing was imported. "
            "Save what it gives as a file first.",
            path=path,
        )
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            raw = file.read(limit + 1) if size <= limit else b""  # it may grow while it is read
    except IsADirectoryError as error:
        raise ImportFileError(
            f"{path} is a folder, not a file. Nothing was imported. Name the file in it.", path=path
        ) from error
    except OSError as error:
        raise ImportFileError(
            f"{path} could not be read: {error.strerror}. Nothing was imported.", path=path
        ) from error
    if size > limit or len(raw) > limit:
        raise TooLargeError(
            f"{path.name} is larger than {limit:,} bytes. Nothing was imported. Split it up.",
            path=path,
        )
    if not raw.strip():
        raise EmptyFileError(f"{path.name} is empty. Nothing was imported.", path=path)
    return raw
