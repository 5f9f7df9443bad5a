"""Finding the articles among files and folders."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotator.corpus.files import find_files
from annotator.errors import FormatError


def fill(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"Text of {name}.")


def names(folder: Path, paths: list[Path]) -> list[str]:
    return [str(path.relative_to(folder)) for path in paths]


def test_of_a_folder_text_files_are_taken_in_order_and_others_named(tmp_path: Path) -> None:
    fill(tmp_path, "b.txt", "a.TXT", "notes.pdf", ".hidden.txt", "sub/c.txt", ".git/d.txt")
    found = find_files([tmp_path])
    assert names(tmp_path, found.articles) == ["a.TXT", "b.txt", "sub/c.txt"]
    assert names(tmp_path, found.others) == ["notes.pdf"]
    assert not found.problems


def test_subfolders_can_be_left_out(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "sub/b.txt")
    assert names(tmp_path, find_files([tmp_path], is_recursive=False).articles) == ["a.txt"]


def test_a_file_is_taken_once_however_often_it_is_named(tmp_path: Path) -> None:
    fill(tmp_path, "sub/a.txt")
    found = find_files([tmp_path / "sub" / "a.txt", tmp_path, tmp_path / "sub"])
    assert names(tmp_path, found.articles) == ["sub/a.txt"]
    assert not found.problems


def test_a_folder_without_articles_gets_a_sentence(tmp_path: Path) -> None:
    fill(tmp_path, "table.csv")
    (problem,) = find_files([tmp_path]).problems
    assert "No article is in the folder" in str(problem)
    assert "(1 file of another kind is)" in str(problem)


@pytest.mark.parametrize("name", ["a.json", "a.html", "a.docx", "a.zip", "a.annotator"])
def test_a_file_of_a_known_other_kind_is_refused_by_name(tmp_path: Path, name: str) -> None:
    fill(tmp_path, name)
    (problem,) = find_files([tmp_path / name]).problems
    assert isinstance(problem, FormatError)
    assert str(problem).startswith(name)


def test_a_file_named_by_a_person_may_have_any_other_name(tmp_path: Path) -> None:
    fill(tmp_path, "article")
    assert find_files([tmp_path / "article"]).articles == [tmp_path / "article"]


def test_links_in_circles_end_and_broken_ones_are_told(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    found = find_files([tmp_path, tmp_path / "missing"])
    assert names(tmp_path, found.articles) == ["a.txt"]
    assert [problem.path for problem in found.problems] == [
        tmp_path / "gone.txt",
        tmp_path / "self.txt",
        tmp_path / "missing",
    ]


def test_a_pipe_is_left_for_reading_to_refuse(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert find_files([tmp_path]).articles == [tmp_path / "pipe.txt"]
