"""Copies of a project, asked for and kept without being asked."""

from __future__ import annotations

import itertools
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import DamagedProjectError, ProjectError, StorageError
from annotator.project import Project
from annotator.project.storage import backup, files

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes on by an hour whenever somebody looks."""
    hours = itertools.count()
    monkeypatch.setattr(backup, "_now", lambda: NOW + timedelta(hours=next(hours)))


def copies(path):
    return sorted(files.backup_folder(path).glob("*"))


def test_a_copy_is_a_complete_private_project(desk, tmp_path):
    statement = desk.add(desk.article())
    copy = tmp_path / "copy.annotator"
    desk.project.backup(copy)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with Project.open(copy) as project:
        assert project.layer(statement.article).statements == (statement,)
        assert project.check() == () and project.id == desk.project.id


def test_a_copy_replaces_an_older_one(desk, tmp_path):
    copy = tmp_path / "copy.annotator"
    desk.project.backup(copy)
    desk.article()
    desk.project.backup(copy)
    with Project.open(copy, readonly=True) as project:
        assert project.article_count() == 1


def test_a_project_is_never_copied_onto_itself(desk, path):
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="the project itself"):
        desk.project.backup(path)
    assert path.read_bytes() == before


def test_a_copy_that_fails_leaves_the_older_one(desk, tmp_path, monkeypatch):
    copy = tmp_path / "copy.annotator"
    copy.write_text("older")

    def failing(_folder):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "private_file", failing)
    with pytest.raises(StorageError, match="No space left"):
        desk.project.backup(copy)
    assert copy.read_text() == "older" and not copy.with_name("copy.annotator.part").exists()


def test_a_folder_that_is_not_there_takes_no_copy(desk, tmp_path):
    with pytest.raises(StorageError, match="could not be written"):
        desk.project.backup(tmp_path / "no" / "copy")


def test_looking_keeps_no_copy(desk, path):
    desk.add(desk.article())
    desk.reopen()
    desk.project.articles()
    desk.project.check()
    desk.reopen()
    assert copies(path) == []


def test_before_the_first_change_a_copy_of_the_opened_state_is_kept(desk, path, clock):
    statement = desk.add(desk.article())
    desk.reopen()
    desk.remove(statement)
    desk.add(statement.article)
    assert desk.project.warnings == ()
    (copy,) = copies(path)
    with Project.open(copy, readonly=True) as project:
        assert project.layer(statement.article).statements == (statement,)


def test_an_unchanged_project_is_not_copied_again(desk, path, clock):
    article = desk.article()
    desk.reopen()
    desk.add(article)
    assert len(copies(path)) == 1
    desk.reopen()
    desk.add(article)
    assert len(copies(path)) == 2
    copies(path)[1].write_bytes(copies(path)[1].read_bytes())
    (newest,) = copies(path)[1:]
    desk.reopen()
    desk.project.backup(newest)
    desk.add(article)
    assert len(copies(path)) == 2


def test_a_copy_that_cannot_be_kept_is_told_and_the_label_stored(desk, path):
    article = desk.article()
    desk.reopen()
    files.backup_folder(path).write_text("in the way")
    statement = desk.add(article)
    assert desk.statements(article) == (statement,)
    (warning,) = desk.project.warnings
    assert "No backup" in warning


def test_a_large_project_is_copied_at_closing_once_a_day(desk, path, monkeypatch):
    article = desk.article()
    monkeypatch.setattr(backup, "SMALL", 1000)
    desk.reopen()
    desk.add(article)
    assert copies(path) == []
    desk.reopen()
    (copy,) = copies(path)
    with Project.open(copy, readonly=True) as project:
        assert len(project.layer(article).statements) == 1
    desk.add(article)
    desk.reopen()
    assert copies(path) == [copy]


def test_a_damaged_project_does_not_push_out_good_copies(desk, path):
    article = desk.article("x" * 30_000)
    desk.add(article)
    desk.project.close()
    with closing(sqlite3.connect(path)) as raw:
        (page,) = raw.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'statements_by_article'"
        ).fetchone()
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"\x7f" * 4096
    path.write_bytes(data)
    desk.project = Project.open(path)
    with pytest.raises(DamagedProjectError):
        desk.project.backup(path.with_name("copy"))
    assert not path.with_name("copy").exists() and desk.project.check() != ()


def test_a_backup_stays_as_it_was_but_a_copy_of_it_can_be_labelled(desk, path, tmp_path):
    article = desk.article()
    desk.reopen()
    desk.add(article)
    (kept,) = copies(path)
    with Project.open(kept) as project:
        assert project.readonly and "is a backup" in project.warnings[0]
        project.backup(tmp_path / "restored.annotator")
    with Project.open(tmp_path / "restored.annotator") as project:
        assert not project.readonly and project.layer(article, None).statements == ()


def test_a_damaged_project_names_the_folder_of_its_backups(desk, path):
    article = desk.article()
    desk.reopen()
    desk.add(article)
    desk.project.close()
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(DamagedProjectError, match=r"from the folder backups-of-talks\.annotator"):
        Project.open(path)


def test_a_file_system_that_cannot_sync_folders_is_good_enough(desk, tmp_path, monkeypatch):
    def cannot(_handle):
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr("annotator.project.storage.files.os.fsync", cannot)
    desk.project.backup(tmp_path / "copy.annotator")
    assert (tmp_path / "copy.annotator").exists()


def test_thinning_removes_old_copies_and_leaves_other_files(desk, path, monkeypatch):
    article = desk.article()
    folder = files.backup_folder(path)
    folder.mkdir()
    for minute in range(30):
        (folder / f"20260301-10{minute:02}00.annotator").write_text("old")
    (folder / "20260301-100000.annotator.part").write_text("half")
    others = {"notes.txt", "99999999-999999.annotator", "20260301-101500-before-schema-1.annotator"}
    for name in others:
        (folder / name).write_text("mine")
    monkeypatch.setattr(backup, "_now", lambda: NOW)
    desk.reopen()
    desk.add(article)
    assert {each.name for each in folder.iterdir()} == {
        *others,
        "20260301-102900.annotator",
        "20261121-120000.annotator",
    }


@given(st.sets(st.integers(0, 3 * 365 * 24 * 60)))
def test_thinning_keeps_the_newest_and_some_of_every_age(minutes):
    times = {NOW - timedelta(minutes=each) for each in minutes}
    gone = backup.superfluous(times, now=NOW)
    kept = times - gone
    assert gone <= times and backup.superfluous(kept, now=NOW) == frozenset()
    if times:
        assert max(times) in kept
        assert {each.strftime("%Y-%m") for each in kept} == {t.strftime("%Y-%m") for t in times}
    assert all(each in kept for each in times if NOW - each < timedelta(hours=4))
    assert len(kept) <= 4 * 60 + 48 + 62 + 37
