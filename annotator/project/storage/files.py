"""Files that only their owner may read, names that survive a power cut, where backups lie."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

_BACKUPS = "backups-of-"
# Some file systems know no folder that could be opened or brought to disk.
_CANNOT_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EBADF})


def private_file(path: Path) -> None:
    """Make an empty file that only its owner may read (0600); it must not exist yet."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def sync_folder(folder: Path) -> None:
    """Make new names in a folder durable."""
    if sys.platform == "win32":  # folders cannot be opened there, names are durable by themselves
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise


def backup_folder(project: Path) -> Path:
    """Return the folder beside a project in which its automatic backups are kept."""
    return project.with_name(f"{_BACKUPS}{project.name}")


def is_backup_folder(path: Path) -> bool:
    """Tell whether a folder holds automatic backups; ``*.annotator`` finds it beside projects."""
    return path.name.startswith(_BACKUPS) and path.is_dir()


def is_backup(path: Path) -> bool:
    """Tell whether a file is an automatic backup."""
    return path.parent.name.startswith(_BACKUPS)


def rescue(project: Path) -> str:
    """Tell what to do with a project that cannot be opened."""
    folder = backup_folder(project)
    if folder.is_dir():
        return f"Open a backup of it, from the folder {folder.name} beside it."
    return "Open a backup of it, or copy the file again from where it came from."
