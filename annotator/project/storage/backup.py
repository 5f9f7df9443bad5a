"""Copies of a project: asked for, or kept without being asked."""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import AnnotatorError, DamagedProjectError, ProjectError, StorageError
from annotator.project.storage.connection import Connection, in_words
from annotator.project.storage.files import backup_folder, private_file, sync_folder

if TYPE_CHECKING:
    from annotator.project.storage.open_file import OpenFile

SMALL = 64 * 2**20
_NAME = re.compile(r"(\d{8}-\d{6})(?:-before-schema-\d+|-before-merge)?\.annotator")
_STAMP = "%Y%m%d-%H%M%S"
_ALL_FOR = timedelta(hours=4)
_HOURLY_FOR = timedelta(days=2)
_DAILY_FOR = timedelta(days=60)


def copy_to(connection: Connection, path: Path) -> None:
    """Write a complete copy, look at it, and only then give it its name.

    Raises ProjectError; what was at ``path`` before is untouched then.
    """
    if path.exists() and connection.path.exists() and path.samefile(connection.path):
        raise ProjectError(f"{path} is the project itself. Choose another name for the copy.")
    with written_aside(path) as aside:
        write_raw(connection, aside)
        _verify(aside)
        aside.replace(path)


@contextmanager
def written_aside(path: Path) -> Iterator[Path]:
    """Give an empty private file beside ``path``, which is to be given that name when it is whole.

    Nothing of it is left where that fails; raises StorageError where the disk is the reason.
    """
    aside = path.with_name(path.name + ".part")
    try:
        aside.unlink(missing_ok=True)
        private_file(aside)
        yield aside
        sync_folder(path.parent)
    except OSError as error:
        _remove(aside)
        raise StorageError(
            f"The copy {path} could not be written: {error.strerror}. The project itself is safe. "
            "Choose another folder or free some space."
        ) from error
    except BaseException:
        _remove(aside)
        raise


@contextmanager
def scratch(connection: Connection) -> Iterator[Connection]:
    """Give a connection to a private copy that may be changed, and is thrown away afterwards.

    Raises StorageError where there is no room for the copy.
    """
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        aside = Path(folder) / connection.path.name
        private_file(aside)
        write_raw(connection, aside)
        copy = Connection(aside, readonly=False)
        try:
            copy.raw.execute("PRAGMA synchronous = OFF")
            yield copy
        finally:
            copy.close()


@contextmanager
def snapshot(connection: Connection) -> Iterator[Connection]:
    """Give a connection to a private copy, so that a long look keeps no writer waiting.

    Raises StorageError where there is no room for the copy.
    """
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        aside = Path(folder) / connection.path.name
        private_file(aside)
        write_raw(connection, aside)
        copy = Connection(aside, readonly=True)
        try:
            yield copy
        finally:
            copy.close()


def _remove(aside: Path) -> None:
    for name in (aside.name, aside.name + "-journal"):
        with suppress(OSError):
            aside.with_name(name).unlink(missing_ok=True)


def write_raw(connection: Connection, aside: Path) -> None:
    """Fill an empty file with a copy of the project as it is now, unverified."""
    copy = sqlite3.connect(aside, isolation_level=None)
    try:
        copy.execute("PRAGMA synchronous = FULL")
        connection.raw.backup(copy)
    except sqlite3.DatabaseError as error:
        raise in_words(error, f"write the copy {aside.name}", aside) from error
    finally:
        copy.close()


def _verify(aside: Path) -> None:
    copy = Connection(aside, readonly=True)
    try:
        found = copy.row("PRAGMA quick_check(1)")
        version = copy.row("PRAGMA user_version")
        if found != ("ok",) or version is None:
            raise DamagedProjectError(
                "The copy was not kept: the project it was made of is damaged. "
                "Check the project, and keep the older backups."
            )
    finally:
        copy.close()


def before_first_change(file: OpenFile) -> str | None:
    """Keep a copy of how a project was when it was opened; return a warning where that failed.

    Looking at a project makes no copy. A project of more than 64 MiB (copying and looking at that
    much takes a quarter of a second) is left for :func:`at_closing`, when nobody waits for a key.
    """
    if not file.backup_is_due or _size(file.path) > SMALL:
        return None
    file.backup_is_due = False
    return _keep_a_copy(file)


def at_closing(file: OpenFile) -> str | None:
    """Keep a copy of a large project, at most one a day; return a warning where that failed."""
    if not file.backup_is_due or _size(file.path) <= SMALL:
        return None
    file.backup_is_due = False
    return _keep_a_copy(file, not_within=timedelta(days=1))


def before_migration(file: OpenFile, version: int) -> None:
    """Keep a copy of a project that is about to get newer tables.

    Raises ProjectError where it cannot be kept: the project is not changed then.
    """
    folder = _folder_for(file.path)
    copy_to(file.connection, folder / f"{_stamp()}-before-schema-{version}.annotator")


def before_merge(file: OpenFile) -> None:
    """Keep a copy of a project that is about to be joined with another copy of it.

    Raises ProjectError where it cannot be kept: the project is not changed then.
    """
    kept = _kept(backup_folder(file.path))
    if not kept or not _is_kept(file.connection, kept[0][1]):
        name = f"{_stamp()}-before-merge.annotator"
        copy_to(file.connection, _folder_for(file.path) / name)
        _thin(backup_folder(file.path))
    file.backup_is_due = False


def _keep_a_copy(file: OpenFile, *, not_within: timedelta = timedelta(0)) -> str | None:
    try:
        folder = backup_folder(file.path)
        kept = _kept(folder)
        if kept and (_now() - kept[0][0] < not_within or _is_kept(file.connection, kept[0][1])):
            return None
        copy_to(file.connection, _folder_for(file.path) / f"{_stamp()}.annotator")
        _thin(folder)
    except (AnnotatorError, OSError) as error:
        return (
            f"No backup of {file.path.name} was kept ({error}). The project itself is fine. "
            f"Make room for {backup_folder(file.path).name}, or save a copy elsewhere."
        )
    return None


def _folder_for(project: Path) -> Path:
    folder = backup_folder(project)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"The folder {folder} for backups could not be made: {error.strerror}. "
            "Nothing was changed. Allow writing beside the project, or free some space."
        ) from error
    return folder


def _is_kept(connection: Connection, copy: Path) -> bool:
    """Tell whether a backup ends with the same event as the project."""
    last = "SELECT id FROM events ORDER BY number DESC LIMIT 1"
    try:
        newest = Connection(copy, readonly=True)
    except (AnnotatorError, OSError):
        return False  # a backup that cannot be opened is no backup
    try:
        return newest.row(last) == connection.row(last)
    except AnnotatorError:
        return False
    finally:
        newest.close()


def _kept(folder: Path) -> list[tuple[datetime, Path]]:
    """Return the automatic backups, newest first."""
    if not folder.is_dir():
        return []
    found = []
    for path in folder.iterdir():
        name = _NAME.fullmatch(path.name)
        with suppress(ValueError):  # somebody else's file with a similar name
            if name is not None:
                found.append((datetime.strptime(name[1], _STAMP).replace(tzinfo=UTC), path))
    return sorted(found, reverse=True)


def _thin(folder: Path) -> None:
    kept = [each for each in _kept(folder) if "before-schema" not in each[1].name]
    spare = superfluous((made for made, _ in kept), now=_now())
    unfinished = folder.glob("*.annotator.part*")  # by a program that was killed meanwhile
    for path in (*unfinished, *(path for made, path in kept if made in spare)):
        with suppress(OSError):  # it can go next time
            path.unlink()


def superfluous(times: Iterable[datetime], *, now: datetime) -> frozenset[datetime]:
    """Return which backups may go: of the last hours all stay, later one an hour, a day, a month.

    The newest one always stays, and of each hour, day and month the newest.
    """
    stays: dict[str, datetime] = {}
    known = sorted(times, reverse=True)
    for made in known:
        stays.setdefault(_bucket(made, now), made)
    return frozenset(known) - frozenset(stays.values()) - frozenset(known[:1])


def _bucket(made: datetime, now: datetime) -> str:
    age = now - made
    if age < _ALL_FOR:
        return made.isoformat()
    if age < _HOURLY_FOR:
        return made.strftime("%Y-%m-%d %H")
    return made.strftime("%Y-%m-%d" if age < _DAILY_FOR else "%Y-%m")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _now() -> datetime:
    return datetime.now(UTC)


def _stamp() -> str:
    return _now().strftime(_STAMP)
