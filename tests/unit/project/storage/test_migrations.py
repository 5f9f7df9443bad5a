"""From one schema to the next, tried with a second schema that only these tests have."""

from __future__ import annotations

import sqlite3

import pytest

from annotator.errors import NewerProjectError, ReadOnlyProjectError, StorageError
from annotator.project import Project
from annotator.project.storage import files, schema

OURS = schema.current_version()


def add_colour(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE actors ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'")
    connection.execute("CREATE INDEX actors_by_colour ON actors (colour)")


def fail_half_way(connection: sqlite3.Connection) -> None:
    add_colour(connection)
    raise sqlite3.DatabaseError("database disk image is malformed")


@pytest.fixture
def old(desk):
    """A closed project of the schema that this program writes."""
    desk.statement_before = desk.add(desk.article())
    desk.project.close()
    return desk


def migrate_with(monkeypatch, migration):
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, migration))


def test_an_older_project_is_brought_up_to_date_and_a_copy_kept(old, path, monkeypatch):
    before = path.read_bytes()
    with monkeypatch.context() as newer:
        migrate_with(newer, add_colour)
        project = old.reopen()
        assert project.info().schema == schema.current_version()
        assert old.statements(old.statement_before.article) == (old.statement_before,)
        assert project.check() == ()
        old.change(old.statement_before, note="goes on")
        project.close()
        (copy,) = files.backup_folder(path).glob(f"*-before-schema-{OURS}.annotator")
        Project.open(path).close()
    with pytest.raises(NewerProjectError):
        Project.open(path)
    with Project.open(copy, readonly=True) as kept:
        assert kept.layer(old.statement_before.article).statements == (old.statement_before,)
    assert path.read_bytes() != before


def test_a_migration_that_fails_leaves_the_project_as_it_was(old, path, monkeypatch):
    before = path.read_bytes()
    with monkeypatch.context() as newer:
        migrate_with(newer, fail_half_way)
        with pytest.raises(Exception, match="malformed"):
            Project.open(path)
    assert path.read_bytes() == before
    assert old.reopen().check() == ()


def test_without_room_for_a_copy_nothing_is_migrated(old, path, monkeypatch):
    before = path.read_bytes()
    files.backup_folder(path).write_text("in the way")
    with monkeypatch.context() as newer:
        migrate_with(newer, add_colour)
        with pytest.raises(StorageError, match="backups"):
            Project.open(path)
    assert path.read_bytes() == before


def test_an_older_project_that_is_only_read_shows_all_and_stays_as_it_was(old, path, monkeypatch):
    before = path.read_bytes()
    with monkeypatch.context() as newer:
        migrate_with(newer, add_colour)
        with Project.open(path, readonly=True) as project:
            article = old.statement_before.article
            assert project.info().schema == schema.current_version() > OURS
            assert project.layer(article).statements == (old.statement_before,)
            assert project.check() == ()
            with pytest.raises(ReadOnlyProjectError):
                project.add_articles([old.new_article("Another text.")])
    assert path.read_bytes() == before
    assert list(files.backup_folder(path).glob("*-before-schema-*")) == []
