"""Tables and documents of articles, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.cli.output import EXIT_FAILED, EXIT_PARTLY
from annotator.project import Project

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rows.csv").write_text("wording,heading\nThe envoy came.,Water\n,Nothing\n")
    assert run("new", tmp_path / "work.annotator", "--annotator", "Amina") == 0
    return tmp_path


def run(*words: object) -> int:
    return main([str(each) for each in words])


def brought(folder: Path, *words: object) -> int:
    places = (folder / "work.annotator", folder / "rows.csv")
    return run("import", *places, "--no-highlight", *words)


def texts(folder: Path) -> list[tuple[str, str]]:
    with Project.open(folder / "work.annotator", readonly=True) as project:
        return [(each.title, project.text(each.id)) for each in project.articles()]


def test_a_table_whose_columns_have_other_names_says_what_to_write(
    folder: Path, capsys: Capture
) -> None:
    assert brought(folder) == EXIT_FAILED
    assert "--columns text=wording" in capsys.readouterr().err
    assert brought(folder, "--columns", "text=wording,title=heading") == EXIT_PARTLY
    said = capsys.readouterr()
    assert "text from wording, title from heading" in said.out
    assert "row 2 (line 3): its text is empty" in said.err
    assert texts(folder) == [("Water", "The envoy came.")]


def test_a_mapping_is_written_edited_and_used(folder: Path, capsys: Capture) -> None:
    file = folder / "columns.yaml"
    assert brought(folder, "--write-mapping", file) == 0
    assert "# wording" in file.read_text() and texts(folder) == []
    file.write_text("columns: {text: [heading, wording]}")
    assert brought(folder, "--mapping", file, "--json") == 0
    assert [text for _, text in texts(folder)] == ["Water\n\nThe envoy came.", "Nothing"]
    said = capsys.readouterr().out
    assert json.loads(said[said.index("{") :])["notes"][0]["path"].endswith("rows.csv")


@pytest.mark.parametrize(
    "words",
    [
        ("--columns", "text"),
        ("--columns", "body=wording"),
        ("--columns", "text=wording", "--mapping", "x.yaml"),
    ],
)
def test_words_that_name_no_column_are_refused(folder: Path, words: tuple[str, ...]) -> None:
    assert brought(folder, *words) != 0
    assert texts(folder) == []


def test_a_mapping_needs_a_table(folder: Path, capsys: Capture) -> None:
    (folder / "a.txt").write_text("Words.")
    place = folder / "work.annotator"
    assert run("import", place, folder / "a.txt", "--write-mapping", folder / "x.yaml") != 0
    assert "No table" in capsys.readouterr().err
