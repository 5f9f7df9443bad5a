"""Opening a project file for writing or reading, and making a new one."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from annotator.errors import (
    DamagedProjectError,
    NewerProjectError,
    ProjectError,
    ReadOnlyProjectError,
    StorageError,
    UnsafeProjectError,
)
from annotator.project.storage import backup, header, schema
from annotator.project.storage.connection import Connection
from annotator.project.storage.files import is_backup, private_file, rescue, sync_folder
from annotator.project.storage.lock import WriterLock
from annotator.project.storage.open_file import OpenFile

_NO_PERMISSION = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def create(path: Path, fill: Callable[[OpenFile], None]) -> OpenFile:
    """Make a project file beside its final name, fill it, and only then give it that name."""
    path = path.resolve()  # the lock file lies beside the file itself, not beside a link to it
    lock = _lock_for_creation(path)
    aside = path.with_name(path.name + ".new")
    try:
        if path.exists():
            raise ProjectError(
                f"{path} exists already and was left as it is. Choose another name, or open it."
            )
        _make(aside, fill)
        aside.rename(path)
        sync_folder(path.parent)
        return OpenFile(path, Connection(path, readonly=False), lock, is_new=True)
    except OSError as error:
        _clear(aside, lock)
        raise _not_made(path, error) from error
    except BaseException:
        _clear(aside, lock)
        raise


def _lock_for_creation(path: Path) -> WriterLock:
    try:
        return WriterLock.take(path)
    except OSError as error:
        raise _not_made(path, error) from error


def _not_made(path: Path, error: OSError) -> ProjectError:
    kind = ReadOnlyProjectError if error.errno in _NO_PERMISSION else StorageError
    return kind(
        f"The project {path} could not be made: {error.strerror}. Nothing was left behind. "
        "Choose a folder that exists and that you may write."
    )


def _make(aside: Path, fill: Callable[[OpenFile], None]) -> None:
    aside.unlink(missing_ok=True)
    private_file(aside)
    connection = Connection(aside, readonly=False)
    try:
        with connection.transaction("make the project"):
            connection.raw.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            schema.migrate(connection.raw, start=0)
        fill(OpenFile(aside, connection, None))
    finally:
        connection.close()


def _clear(aside: Path, lock: WriterLock) -> None:
    with suppress(OSError):
        aside.unlink(missing_ok=True)
    lock.release()


def open_file(path: Path, *, readonly: bool) -> OpenFile:
    """Open a project file; where it cannot be written, for reading and with a warning."""
    path = path.resolve()
    header.inspect(path)
    lock, warning = (None, None) if readonly else _lock_where_possible(path)
    try:
        file = OpenFile(path, Connection(path, readonly=lock is None), lock)
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    try:
        if warning is not None:
            file.warnings.append(warning)
        _bring_up_to_date(file)
    except BaseException:
        file.close()
        raise
    return file


def _lock_where_possible(path: Path) -> tuple[WriterLock | None, str | None]:
    if is_backup(path):
        return None, (
            f"{path.name} is a backup and open for reading only, so that it stays as it was. "
            "To label on, save a copy of it elsewhere and open the copy."
        )
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        return None, _reading_only(path, "it or its folder may not be written")
    try:
        return WriterLock.take(path), None
    except OSError as error:
        reason = error.strerror or "its folder may not be written"
        return None, _reading_only(path, reason)


def _reading_only(path: Path, reason: str) -> str:
    return (
        f"{path.name} is open for reading only: {reason}. What is in it can be read and "
        "exported. To label, copy it to where you may write."
    )


def _bring_up_to_date(file: OpenFile) -> None:
    connection = file.connection
    version = _version(connection)
    _refuse_foreign_objects(file.path, connection, version)
    if version == schema.current_version():
        return
    if file.readonly:
        connection.read_on_in_memory(partial(schema.migrate, start=version))
        return
    backup.before_migration(file, version)
    with connection.transaction("bring the project up to date"):
        schema.migrate(connection.raw, start=version)
        _refuse_foreign_objects(file.path, connection, schema.current_version())


def _version(connection: Connection) -> int:
    found = connection.row("PRAGMA user_version")
    version = found[0] if found is not None else 0
    if not isinstance(version, int) or version < 1:
        raise DamagedProjectError(
            f"{connection.path.name} is damaged: it does not say which schema it has. "
            f"It was left as it is. {rescue(connection.path)}"
        )
    if version > schema.current_version():
        raise NewerProjectError(
            f"{connection.path.name} was written by a newer version of this program. "
            "It was left as it is. Install the newer version to open it."
        )
    return version


def _refuse_foreign_objects(path: Path, connection: Connection, version: int) -> None:
    with connection.speaking("read the project"):
        foreign = schema.foreign_objects(connection.raw, version=version)
    if foreign:
        named = ", ".join(foreign[:5]) + (" and more" if len(foreign) > 5 else "")
        raise UnsafeProjectError(
            f"{path.name} holds something that this program did not put there or lacks something "
            f"({named}). It was left as it is, and nothing in it was run. {rescue(path)}"
        )
