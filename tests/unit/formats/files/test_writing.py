"""Files are written aside: whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from annotator.errors import Cancelled, ExportError
from annotator.formats.files.writing import MARK, write_aside, write_folder_aside


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_file_takes_its_place_when_it_is_whole(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_bytes(b"old")
    with write_aside(out) as file:
        file.write(b"new")
        file.flush()
        assert out.read_bytes() == b"old"
    assert out.read_bytes() == b"new"
    assert names(tmp_path) == ["out.csv"]


@pytest.mark.parametrize("failure", [Cancelled("stop"), ValueError("x"), KeyboardInterrupt()])
def test_a_failure_of_any_kind_leaves_the_earlier_file(
    tmp_path: Path, failure: BaseException
) -> None:
    out = tmp_path / "out.csv"
    out.write_bytes(b"old")
    with pytest.raises(type(failure)), write_aside(out) as file:
        file.write(b"half")
        raise failure
    assert out.read_bytes() == b"old"
    assert names(tmp_path) == ["out.csv"]


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "the disk is full"), (errno.EIO, "does not work"), (errno.EBUSY, "busy")],
)
def test_a_disk_that_fails_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    def fail(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    out = tmp_path / "out.csv"
    with pytest.raises(ExportError, match="Nothing was written") as caught, write_aside(out):
        pass
    assert said in str(caught.value)
    assert names(tmp_path) == []


def test_places_that_cannot_hold_a_file_are_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    for place, said in (
        (tmp_path, "is a folder"),
        (tmp_path / "none" / "out.csv", "the folder does not exist"),
        (tmp_path / "file" / "out.csv", "not a folder"),
        (tmp_path / ("x" * 300), "the name is too long"),
        (Path("/dev/null"), "not an ordinary file"),
    ):
        with pytest.raises(ExportError, match=said), write_aside(place):
            pass
    assert names(tmp_path) == ["file"]


def test_a_project_is_never_written_over(tmp_path: Path) -> None:
    project = tmp_path / "work.annotator"
    project.write_bytes(b"SQLite format 3\0rest")
    with pytest.raises(ExportError, match="never written over"), write_aside(project):
        pass
    assert project.read_bytes() == b"SQLite format 3\0rest"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    link, real = tmp_path / "link.csv", tmp_path / "real.csv"
    real.write_bytes(b"old")
    link.symlink_to(real)
    with write_aside(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_new_file_is_private_and_a_replaced_one_keeps_its_permissions(tmp_path: Path) -> None:
    fresh, shared = tmp_path / "fresh", tmp_path / "shared"
    shared.write_bytes(b"old")
    shared.chmod(0o644)
    for path in (fresh, shared):
        with write_aside(path) as file:
            file.write(b"new")
    assert fresh.stat().st_mode & 0o777 == 0o600
    assert shared.stat().st_mode & 0o777 == 0o644


def test_the_open_project_is_never_written_over(tmp_path: Path) -> None:
    project = tmp_path / "talks.annotator"
    project.write_bytes(b"anything")
    link = tmp_path / "link"
    link.symlink_to(project)
    with pytest.raises(ExportError, match="the project itself"), write_aside(link, never=project):
        pass
    assert project.read_bytes() == b"anything"


def test_a_folder_takes_its_place_when_it_is_whole(tmp_path: Path) -> None:
    out = tmp_path / "data"
    for words in ("first", "second"):
        with write_folder_aside(out) as folder:
            (folder / words).write_text(words)
            assert not (out / words).exists()
        assert names(out) == [MARK, words]
    assert names(tmp_path) == ["data"]


@pytest.mark.parametrize("failure", [Cancelled("stop"), OSError(errno.ENOSPC, "full")])
def test_a_failure_leaves_the_earlier_folder(tmp_path: Path, failure: Exception) -> None:
    out = tmp_path / "data"
    with write_folder_aside(out) as folder:
        (folder / "old").write_text("old")
    wanted = Cancelled if isinstance(failure, Cancelled) else ExportError
    with pytest.raises(wanted), write_folder_aside(out) as folder:
        (folder / "half").write_text("half")
        raise failure
    assert names(out) == [MARK, "old"]
    assert names(tmp_path) == ["data"]


def test_a_folder_of_somebody_elses_files_is_never_replaced(tmp_path: Path) -> None:
    out = tmp_path / "photos"
    out.mkdir()
    (out / "cat.jpg").write_bytes(b"cat")
    with pytest.raises(ExportError, match="files of other kinds"), write_folder_aside(out):
        pass
    project = tmp_path / "project" / "talks.annotator"
    project.parent.mkdir()
    with pytest.raises(ExportError), write_folder_aside(project.parent, never=project):
        pass
    with pytest.raises(ExportError, match="is a file"), write_folder_aside(out / "cat.jpg"):
        pass
    assert names(out) == ["cat.jpg"]


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal", ".lock"])
def test_what_lies_beside_a_project_is_never_written_over(tmp_path: Path, end: str) -> None:
    project, other = tmp_path / "work.annotator", tmp_path / "notes"
    project.write_bytes(b"SQLite format 3\0rest")
    other.write_bytes(b"mine")
    beside = tmp_path / f"work.annotator{end}"
    for never in (None, project):
        with (
            pytest.raises(ExportError, match="never written over"),
            write_aside(beside, never=never),
        ):
            pass
        with (
            pytest.raises(ExportError, match="never written over"),
            write_folder_aside(beside, never=never),
        ):
            pass
    with write_aside(tmp_path / f"notes{end}") as file:
        file.write(b"new")
    assert names(tmp_path) == ["notes", f"notes{end}", "work.annotator"]
