"""Write a file aside and put it in its place only when it is whole and on disk."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from annotator.errors import ExportError

_SAFE = "Nothing was written, and an earlier file of that name is as it was."
_OTHER = "Choose another name."
MARK = ".annotator-export"  # the file that tells a folder that an export made, and may replace
_MARK_SAYS = "This folder was written by an export, which replaces it when it is repeated.\n"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_DATABASE = b"SQLite format 3\0"
_BESIDE = ("-wal", "-shm", "-journal", ".lock")  # what SQLite and this program put beside a project
_REASONS = {
    errno.ENOSPC: "the disk is full. {safe} Free some space and repeat it",
    errno.EDQUOT: "your share of the disk is used up. {safe} Free some space and repeat it",
    errno.EFBIG: "the file would be larger than is allowed here. {safe} Choose another place",
    errno.EACCES: "you may not write there. {safe} Choose another folder",
    errno.EPERM: "you may not write there. {safe} Choose another folder",
    errno.EROFS: "the folder can only be read. {safe} Choose another one",
    errno.ENOENT: "the folder does not exist. {safe} Make it first, or choose another one",
    errno.ENOTDIR: "a part of the path is not a folder. {safe} Choose another place",
    errno.ENAMETOOLONG: "the name is too long. {safe} Choose a shorter one",
    errno.EIO: "the disk does not work properly. {safe} Choose another disk",
}


@contextmanager
def write_aside(path: Path, *, never: Path | None = None) -> Iterator[BinaryIO]:
    """Give a file to write to that takes the place of ``path`` when the block ends well.

    Whatever fails, no half file is left and an earlier file of that name stays as it was. A link is
    followed. A new file is for its owner's eyes only; one that is replaced keeps its permissions.
    ``never`` is the project that is open: it is not even looked into, because closing such a look
    would drop SQLite's locks on it. Raises :class:`ExportError` in words.
    """
    target = _target(path, never)
    aside = target.with_name(f".annotator-{secrets.token_hex(6)}.part")
    try:
        with os.fdopen(os.open(aside, _NEW, _mode(target)), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)
    except OSError as error:
        raise ExportError(f"Could not write {path}: {_reason(error)}.") from error
    finally:
        with contextlib.suppress(OSError):  # it is gone when all went well, or was never made
            aside.unlink()
    _make_name_durable(target.parent)


@contextmanager
def write_folder_aside(path: Path, *, never: Path | None = None) -> Iterator[Path]:
    """Give an empty folder to write into that becomes ``path`` when the block ends well.

    Whatever fails, no half folder is left. A folder that is there already is replaced only where it
    is empty or was written here before (it has the mark that this function leaves): nobody's other
    files are taken away. Raises :class:`ExportError` in words.
    """
    target = _target_folder(path, never)
    aside = target.with_name(f".annotator-{secrets.token_hex(6)}.part")
    try:
        aside.mkdir(mode=0o700)
        yield aside
        (aside / MARK).write_text(_MARK_SAYS, encoding="utf-8")
        _replace_folder(target, aside)
    except OSError as error:
        raise ExportError(f"Could not write {path}: {_reason(error)}.") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    _make_name_durable(target.parent)


def _replace_folder(target: Path, aside: Path) -> None:
    if not target.exists():
        aside.rename(target)
        return
    earlier = target.with_name(f"{aside.name}.earlier")
    target.rename(earlier)
    try:
        aside.rename(target)
    except OSError:
        earlier.rename(target)
        raise
    shutil.rmtree(earlier, ignore_errors=True)


def _target_folder(path: Path, never: Path | None) -> Path:
    try:
        target = path.resolve()
        _require_not_beside(target, path, never)
        if target.exists() and not target.is_dir():
            raise ExportError(f"{path} is a file, and a folder is written here. {_SAFE} {_OTHER}")
        if target.exists() and any(target.iterdir()) and not (target / MARK).is_file():
            raise ExportError(f"The folder {path} has files of other kinds. {_SAFE} {_OTHER}")
        if never is not None and never.resolve().is_relative_to(target):
            raise ExportError(f"The project itself lies in {path}. {_SAFE} {_OTHER}")
    except (OSError, RuntimeError, ValueError) as error:
        reason = _reason(error) if isinstance(error, OSError) else f"{error}. {_SAFE}"
        raise ExportError(f"Could not write {path}: {reason}.") from error
    return target


def _mode(target: Path) -> int:
    """Return the permissions of the file that is replaced; private for a new one."""
    return stat.S_IMODE(target.stat().st_mode) & 0o777 if target.exists() else 0o600


def _target(path: Path, never: Path | None) -> Path:
    try:
        target = path.resolve()
        _require_not_beside(target, path, never)
        if never is not None and target.exists() and target.samefile(never):
            raise ExportError(
                f"{path} is the project itself and is never written over. "
                "Nothing was changed. Choose another name."
            )
        if target.is_dir():
            raise ExportError(f"{path} is a folder. {_SAFE} Add a file name.")
        if target.exists() and not target.is_file():
            raise ExportError(f"{path} is not an ordinary file. {_SAFE} Choose another name.")
        if target.is_file() and _begins_with(target, _DATABASE):
            raise ExportError(
                f"{path} is a project or another database and is never written over. "
                "Nothing was changed. Choose another name."
            )
    except (OSError, RuntimeError, ValueError) as error:
        reason = _reason(error) if isinstance(error, OSError) else f"{error}. {_SAFE}"
        raise ExportError(f"Could not write {path}: {reason}.") from error
    return target


def _require_not_beside(target: Path, path: Path, never: Path | None) -> None:
    """Raise where a file of that name would be taken for a part of a project or database."""
    for end in _BESIDE:
        whole = target.with_name(target.name.removesuffix(end))
        if whole == target or not whole.is_file():
            continue
        is_open = never is not None and whole.samefile(never)
        if is_open or _begins_with(whole, _DATABASE):
            raise ExportError(
                f"{path} belongs to {whole.name}, which is a project or another database, and is "
                "never written over. Nothing was changed. Choose another name."
            )


def _begins_with(path: Path, beginning: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(beginning)) == beginning
    except PermissionError:  # what cannot be read is replaced like any other file, or refused there
        return False


def _reason(error: OSError) -> str:
    known = _REASONS.get(error.errno or 0)
    if known is None:
        return f"{error.strerror or error}. {_SAFE} Choose another place"
    return known.format(safe=_SAFE)


def _make_name_durable(folder: Path) -> None:
    """Bring the folder's entry to disk; the data is there already."""
    with contextlib.suppress(OSError):  # some systems cannot open or sync a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
