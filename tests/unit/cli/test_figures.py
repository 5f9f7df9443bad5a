"""The command that lists figures, run through the real main."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from annotator.cli import main

Captured = pytest.CaptureFixture[str]
TEXT = "Storm over the bay\n\nThe storm killed 12 fishermen, and three sailors are missing.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> Path:
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "home"))
    path, text = tmp_path / "bay.annotator", tmp_path / "one.txt"
    text.write_text(TEXT, encoding="utf-8")
    assert main(["new", str(path), "--annotator", "Amina"]) == 0
    assert main(["import", str(path), str(text), "--no-highlight"]) == 0
    capsys.readouterr()
    return path


def test_figures_are_listed_in_words(project: Path, capsys: Captured) -> None:
    assert main(["figures", str(project)]) == 0
    said = capsys.readouterr().out
    assert "2 figures in 1 articles" not in said
    assert "2 figures in 1 article; none differs" in said
    assert "found by the program" in said
    assert "three sailors are missing" in said


def test_figures_are_given_as_json_with_offsets(project: Path, capsys: Captured) -> None:
    assert main(["figures", str(project), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is True and report["contradictions"] == 0
    first = report["rows"][0]
    assert (first["value"], first["unit"], first["group"]) == (12, "killed", "civilians")
    assert TEXT[first["start"] : first["end"]] == first["words"] == "12 fishermen"


def test_figures_are_written_as_csv(project: Path, tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "figures.csv"
    assert main(["figures", str(project), "--csv", str(out)]) == 0
    assert "2 figures" in capsys.readouterr().out
    with out.open(encoding="utf-8", newline="") as file:
        assert [row["value"] for row in csv.DictReader(file)] == ["12", "3"]


def test_the_project_is_never_written_over(project: Path, capsys: Captured) -> None:
    before = project.read_bytes()
    assert main(["figures", str(project), "--csv", str(project)]) == 1
    assert "never written over" in capsys.readouterr().err
    assert project.read_bytes() == before


def test_only_labelled_figures_can_be_asked_for(project: Path, capsys: Captured) -> None:
    assert main(["figures", str(project), "--labelled-only"]) == 0
    assert "No figures in 1 article" in capsys.readouterr().out


def test_an_annotator_who_is_not_there_is_told(project: Path, capsys: Captured) -> None:
    assert main(["figures", str(project), "--annotator", "Cleo"]) == 1
    assert "Nobody called Cleo" in capsys.readouterr().err
