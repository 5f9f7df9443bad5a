"""Making and opening project files, with everything that people do to files."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from annotator.errors import (
    AnnotationError,
    DamagedProjectError,
    NewerProjectError,
    NotAProjectError,
    ProjectError,
    ProjectInUseError,
    ProjectMovedError,
    ReadOnlyProjectError,
    StorageError,
    UnsafeProjectError,
)
from annotator.project import Project

CHECKOUT = Path(__file__).resolve().parents[4]


@pytest.fixture
def good(desk, path):
    """The bytes of a project with one statement; the project is closed."""
    desk.add(desk.article(), note="kept")
    desk.project.close()
    return path.read_bytes()


def test_a_new_project_knows_its_facts_after_reopening(desk, codebook):
    first = desk.project
    again = desk.reopen()
    assert (again.id, again.title, again.codebook) == (first.id, "Talks", codebook)
    assert again.annotator == first.annotator and again.annotators() == (first.annotator,)
    assert again.codebooks() == (codebook,)
    assert {each.id for each in again.actors()} == {"veltra", "mayor"}
    assert next(each for each in again.actors() if each.id == "mayor").acts_for == "veltra"


def test_a_name_that_is_taken_is_refused_and_left_alone(path, codebook):
    path.write_text("my notes")
    with pytest.raises(ProjectError, match="exists already"):
        Project.create(path, title="T", codebook=codebook, annotator="A")
    assert path.read_text() == "my notes" and list(path.parent.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told_in_words(tmp_path, codebook):
    with pytest.raises(StorageError, match="could not be made"):
        Project.create(tmp_path / "no" / "x", title="T", codebook=codebook, annotator="A")


@pytest.mark.parametrize("name", [" ", "A" * 201, "A\nB", "A\0B", "A\ud800"])
def test_an_annotator_needs_a_name_on_one_line(tmp_path, codebook, name):
    with pytest.raises(AnnotationError, match="name"):
        Project.create(tmp_path / "x", title="T", codebook=codebook, annotator=name)
    assert list(tmp_path.iterdir()) == []


def test_a_title_taken_from_any_file_name_can_be_stored(path, codebook):
    title = os.fsdecode(b"talks \xff\n\x07 of May")
    with Project.create(path, title=title, codebook=codebook, annotator="A") as project:
        assert project.title == "talks \ufffd   of May"


def test_what_a_killed_creation_left_behind_is_no_obstacle(path, codebook):
    path.with_name(path.name + ".new").write_bytes(b"half")
    Project.create(path, title="T", codebook=codebook, annotator="A").close()
    assert list(path.parent.iterdir()) == [path]


def test_project_and_lock_are_private(desk, path):
    old = os.umask(0)
    try:
        desk.add(desk.reopen() and desk.article())
        modes = {each.name: each.stat().st_mode for each in path.parent.rglob("*")}
    finally:
        os.umask(old)
    assert len(modes) == 4 and not {n for n, mode in modes.items() if stat.S_IMODE(mode) & 0o077}


def test_the_annotator_of_the_last_time_labels_again(desk):
    desk.project.use_annotator("Bo")
    assert desk.reopen().annotator.name == "Bo"
    assert desk.reopen(annotator=" Amina ").annotator.name == "Amina"
    assert [each.name for each in desk.project.annotators()] == ["Amina", "Bo"]


def test_reading_under_a_new_name_writes_nothing(desk, path):
    desk.project.close()
    before = path.read_bytes()
    with Project.open(path, annotator="Guest", readonly=True) as project:
        assert project.annotator.name == "Guest" and len(project.annotators()) == 1
    assert path.read_bytes() == before


def test_a_reader_sees_what_the_writer_stored_while_both_are_open(desk, path):
    article = desk.article()
    with Project.open(path, readonly=True) as reader:
        statement = desk.add(article)
        assert reader.layer(article, desk.project.annotator.id).statements == (statement,)
    desk.change(statement, note="the reader is gone")
    assert desk.project.check() == ()


def test_a_reader_in_another_thread_does_not_disturb_the_writer(desk, path):
    article, seen = desk.article(), []

    def read():
        with Project.open(path, readonly=True) as reader:
            seen.append(reader.article_count())

    for _ in range(5):
        thread = threading.Thread(target=read)
        thread.start()
        desk.add(article)
        thread.join()
    assert seen == [1] * 5 and len(desk.statements(article)) == 5


def other_database(tmp_path):
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as raw:
        raw.execute("CREATE TABLE t (a)")
    return other.read_bytes()


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("empty", NotAProjectError),
        ("text", NotAProjectError),
        ("random", NotAProjectError),
        ("other database", NotAProjectError),
        ("broken header", NotAProjectError),
        ("first 60 bytes", DamagedProjectError),
        ("first half", DamagedProjectError),
        ("newer", NewerProjectError),
        ("no schema", DamagedProjectError),
    ],
)
def test_a_file_that_is_no_sound_project_is_refused_untouched(tmp_path, good, kind, error):
    cases = {
        "empty": b"",
        "text": b"Minutes of the meeting\n" * 50,
        "random": random.Random(7).randbytes(9000),
        "other database": other_database(tmp_path),
        "broken header": good[:16] + b"\xff" * 84 + good[100:],
        "first 60 bytes": good[:60],
        "first half": good[: len(good) // 2],
        "newer": good[:60] + (9999).to_bytes(4, "big") + good[64:],
        "no schema": good[:60] + bytes(4) + good[64:],
    }
    folder = tmp_path / "case"
    folder.mkdir()
    file = folder / "talks.annotator"
    file.write_bytes(cases[kind])
    for readonly in (False, True):
        with pytest.raises(error) as told:
            Project.open(file, readonly=readonly)
        assert "talks.annotator" in str(told.value) and "left as it is" in str(told.value)
    assert file.read_bytes() == cases[kind] and list(folder.iterdir()) == [file]


@pytest.mark.skipif(sys.platform != "linux", reason="only there may a name be any bytes")
def test_a_folder_whose_name_is_no_utf8_can_hold_a_project(tmp_path, codebook):
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/odd \xff % ? #"))
    folder.mkdir()
    path = folder / "talks.annotator"
    Project.create(path, title="Talks", codebook=codebook, annotator="Amina").close()
    with Project.open(path) as project:
        assert project.title == "Talks"
        project.backup(folder / "copy.annotator")
    assert sorted(each.name for each in folder.iterdir()) == ["copy.annotator", "talks.annotator"]


def test_folders_pipes_and_missing_files_are_told_in_words(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for wrong in (tmp_path, pipe):
        with pytest.raises(NotAProjectError):
            Project.open(wrong)
    with pytest.raises(ProjectMovedError, match="no file"):
        Project.open(tmp_path / "nowhere.annotator")
    assert list(tmp_path.iterdir()) == [pipe]


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM statements; END",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TABLE extra (a)",
        "CREATE INDEX i ON statements (body)",
        "DROP INDEX statements_by_article",
        "ALTER TABLE statements ADD COLUMN evil TEXT",
        "DROP TABLE heads",
        "ANALYZE",
    ],
)
def test_a_project_with_foreign_or_missing_parts_is_refused(good, path, sql):
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(sql)
    before = path.read_bytes()
    for readonly in (False, True):
        with pytest.raises(UnsafeProjectError, match="left as it is"):
            Project.open(path, readonly=readonly)
    assert path.read_bytes() == before


def test_a_record_with_an_impossible_span_is_refused_when_read(good, path):
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("""UPDATE statements SET body = replace(body, '"end":11', '"end":0')""")
    with Project.open(path) as project:
        (row,) = project.articles()
        with pytest.raises(DamagedProjectError, match="not a span"):
            project.layer(row.id)
        assert project.check() != ()


def test_a_file_that_may_not_be_written_opens_for_reading_with_a_warning(good, path, monkeypatch):
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda where, mode: mode != os.W_OK and real(where, mode)
    )  # for root every file is writable
    with Project.open(path) as project:
        assert project.readonly and "reading only" in project.warnings[0]
        assert len(project.layers(project.articles()[0].id)) == 1
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_without_room_for_the_lock_opens_for_reading(good, path, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("annotator.project.storage.lock.os.open", full)
    with Project.open(path) as project:
        monkeypatch.undo()
        assert project.readonly and "No space left" in project.warnings[0]


@pytest.mark.parametrize("how", ["deleted", "renamed", "replaced"])
def test_a_file_that_went_away_takes_no_label_and_can_be_rescued(desk, path, tmp_path, how):
    article = desk.article()
    statement = desk.add(article)
    if how == "deleted":
        path.unlink()
    elif how == "renamed":
        path.rename(tmp_path / "elsewhere")
    else:
        shutil.copy(path, tmp_path / "copy")
        (tmp_path / "copy").replace(path)
    with pytest.raises(ProjectMovedError, match="save a copy"):
        desk.change(statement, note="into the void")
    desk.project.backup(tmp_path / "rescue.annotator")
    with Project.open(tmp_path / "rescue.annotator") as rescued:
        assert rescued.layer(article).statements == (statement,) and rescued.check() == ()


def test_a_link_to_a_project_leads_to_the_same_lock(desk, path, tmp_path):
    folder = tmp_path / "links"
    folder.mkdir()
    link = folder / "link.annotator"
    link.symlink_to(path)
    with pytest.raises(ProjectInUseError):
        Project.open(link)
    desk.project.close()
    with Project.open(link) as project:
        project.use_annotator("Bo")
        assert project.path == link
    assert list(folder.iterdir()) == [link]


def test_a_program_that_holds_the_file_is_told_within_seconds(desk, path, monkeypatch):
    article = desk.article()
    statement = desk.add(article)
    desk.project._connection.raw.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(path, isolation_level=None)) as viewer:
        viewer.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ProjectInUseError, match="another program holds"):
            desk.change(statement, note="x")
        viewer.execute("ROLLBACK")
    changed = desk.change(statement, note="y")
    assert desk.statements(article) == (changed,)


def test_closing_twice_is_fine(desk):
    desk.project.close()
    desk.project.close()


def test_reading_only_never_writes_even_by_mistake(good, path):
    with Project.open(path, readonly=True) as project:
        connection = project._connection
        with pytest.raises(ReadOnlyProjectError), connection.speaking("try"):
            connection.raw.execute("DELETE FROM statements")


def test_opening_and_labelling_load_nothing_heavy(good, path):
    probe = (
        "import sys\nfrom pathlib import Path\nfrom annotator.project import Project\n"
        "from annotator.annotations.edits import Edit, Step\n"
        "project = Project.open(Path(sys.argv[1]))\narticle = project.articles()[0].id\n"
        "(statement,) = project.layer(article).statements\n"
        "project.apply(Step((Edit(statement, None),), 'Remove', article))\n"
        "project.undo(article)\nproject.close()\n"
        "heavy = {'PySide6', 'spacy', 'numpy', 'sqlite_utils', 'yaml'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, str(path)], capture_output=True, text=True, cwd=CHECKOUT
    )
    assert done.returncode == 0, done.stderr
