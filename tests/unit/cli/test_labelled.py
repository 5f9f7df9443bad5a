"""Texts labelled in other tools, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.cli.output import EXIT_PARTLY
from annotator.project import Project

Capture = pytest.CaptureFixture[str]

FILE = {
    "text": "😀 Rada Ilves met nobody.",
    "label": [[3, 13, "PER"], [14, 17, "Banana"]],
    "id": 1,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "their.jsonl").write_text(json.dumps(FILE), encoding="utf-8")
    assert run("new", tmp_path / "work.annotator", "--annotator", "Amina") == 0
    return tmp_path


def run(*words: object) -> int:
    return main([str(each) for each in words])


def brought(folder: Path, *words: object) -> int:
    places = (folder / "work.annotator", folder / "their.jsonl")
    return run("import", *places, "--format", "labelled", *words)


def test_a_preview_imports_nothing(folder: Path, capsys: Capture) -> None:
    assert brought(folder, "--preview") == 0
    said = capsys.readouterr().out
    assert "doccano, 1 text (0 already here), 2 spans" in said
    assert "PER (1): entity PERSON" in said
    assert "Banana (1): skip" in said
    assert "counted in UTF-16 units" in said
    with Project.open(folder / "work.annotator", readonly=True) as project:
        assert project.article_count() == 0


def test_a_mapping_is_written_edited_and_used(folder: Path, capsys: Capture) -> None:
    mapping = folder / "mapping.yaml"
    assert brought(folder, "--write-mapping", mapping) == 0
    words = mapping.read_text("utf-8")
    mapping.write_text(words.replace("Banana: skip", "Banana: entity ORG"), encoding="utf-8")
    capsys.readouterr()
    assert brought(folder, "--mapping", mapping, "--json") == 0
    (report,) = json.loads(capsys.readouterr().out)["files"]
    assert (report["mentions"], report["left_out"]) == (2, [])


def test_what_is_left_out_is_told_and_shows_in_the_exit_code(folder: Path, capsys: Capture) -> None:
    assert brought(folder) == EXIT_PARTLY
    said = capsys.readouterr().out
    assert "1 mention" in said
    assert "left out: 1: Banana" in said


def test_what_the_offsets_count_can_be_said(folder: Path, capsys: Capture) -> None:
    assert brought(folder, "--offsets", "code-points", "--preview") == 0
    assert "counted in code points" in capsys.readouterr().out


def test_a_wrong_mapping_is_a_sentence(folder: Path, capsys: Capture) -> None:
    (folder / "mapping.yaml").write_text("labels: {PER: banana}", encoding="utf-8")
    assert brought(folder, "--mapping", folder / "mapping.yaml") == 1
    assert "Nothing was imported" in capsys.readouterr().err
