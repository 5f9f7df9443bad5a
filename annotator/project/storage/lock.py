"""One writer per project: a lock file beside it that tells who writes.

The file is held with the operating system's own lock, which ends with the process however it ends.
So a lock file left by a killed program is taken over without a question. Its content (host,
process, person) is there to be shown, and to recognise a writer on another machine, whose lock may
not reach us over a share.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from annotator.errors import ProjectInUseError

_READ_LIMIT = 4096


@dataclass(frozen=True, slots=True)
class Owner:
    """Who writes into a project, and since when (UTC)."""

    host: str
    pid: int
    user: str
    since: str


def lock_path(project: Path) -> Path:
    """Return the lock file of a project."""
    return project.with_name(project.name + ".lock")


class WriterLock:
    """The right to write into one project, from ``take`` to ``release``."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._handle = handle

    @classmethod
    def take(cls, project: Path) -> WriterLock:
        """Become the writer of a project.

        Raises ProjectInUseError where somebody else is, and OSError where the folder or the disk
        does not let us make the file.
        """
        path = lock_path(project)
        while True:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                if not _hold(handle):
                    raise ProjectInUseError(_in_use(project, _owner(handle)))
                if not _is_at(path, handle):
                    os.close(handle)
                    continue
                _refuse_other_host(project, path, handle)
            except BaseException:
                os.close(handle)
                raise
            _write_owner(handle)
            return cls(path, handle)

    def release(self) -> None:
        """Stop being the writer; the lock file goes away where it is still ours."""
        try:
            if _is_at(self._path, self._handle):
                self._path.unlink()
        except OSError:  # the folder may have become read-only: an empty lock file holds nobody up
            pass
        finally:
            os.close(self._handle)


def _refuse_other_host(project: Path, path: Path, handle: int) -> None:
    owner = _owner(handle)
    if owner is None or owner.host == platform.node():
        return
    raise ProjectInUseError(
        f"{_in_use(project, owner)} If the program no longer runs there, delete the file {path}."
    )


def _in_use(project: Path, owner: Owner | None) -> str:
    who = "another window or program"
    if owner is not None:
        who = f"{owner.user} on {owner.host} (process {owner.pid}, since {owner.since})"
    return (
        f"{project.name} is open for writing by {who}. Nothing was changed. "
        "Close it there first, or open it read-only."
    )


def _owner(handle: int) -> Owner | None:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        found = json.loads(os.read(handle, _READ_LIMIT))
        return Owner(str(found["host"]), int(found["pid"]), str(found["user"]), str(found["since"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):  # says nothing
        return None


def _write_owner(handle: int) -> None:
    owner = Owner(
        platform.node(), os.getpid(), _user(), time.strftime("%Y-%m-%d %H:%M", time.gmtime())
    )
    try:
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps(asdict(owner)).encode())
    except OSError:  # a full disk: the lock itself holds, only the name is missing
        os.ftruncate(handle, 0)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name for this user id
        return "somebody"


def _is_at(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _hold(handle: int) -> bool:
        os.lseek(handle, _READ_LIMIT, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _hold(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
