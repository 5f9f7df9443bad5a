"""``annotator learn``, from the command line."""

from __future__ import annotations

import json
import runpy
import sqlite3
from pathlib import Path

import pytest

from annotator.cli import main

CORRECTED = runpy.run_path(str(Path(__file__).resolve().parents[2] / "corrected.py"))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "konvents.annotator"
    with CORRECTED["new_project"](path) as project:
        CORRECTED["fill"](project, 26)
    return path


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> str:
    copy = tmp_path / "konvents.annotator"
    copy.write_bytes(filled.read_bytes())
    return str(copy)


def test_learning_prints_both_scores_what_was_decided_and_what_comes_next(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["learn", path]) == 0
    said = capsys.readouterr().out
    assert "rules alone" in said and "PRODUCT" in said
    assert "It is better, so it is used" in said
    assert f"preannotate {path}" in said
    assert main(["preannotate", path]) == 0
    assert "with what was learned from corrections:" in capsys.readouterr().out
    assert main(["learn", path, "--off"]) == 0
    assert "switched off" in capsys.readouterr().out
    assert main(["learn", path, "--use"]) == 0
    assert main(["learn", path, "--forget"]) == 0
    assert "Nothing has been learned" in capsys.readouterr().out


def test_the_report_comes_as_json(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["learn", path, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] and report["is_used"]
    assert report["trial"]["articles"] == 26
    low, high = report["trial"]["interval"]
    assert low <= report["trial"]["difference"] <= high
    assert main(["learn", path, "--show", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == report


def test_too_few_articles_are_a_sentence_and_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with CORRECTED["new_project"](tmp_path / "empty.annotator"):
        pass
    assert main(["learn", str(tmp_path / "empty.annotator")]) == 1
    told = capsys.readouterr().err
    assert "0 of the 25 corrected articles needed" in told
    assert "Traceback" not in told
    assert main(["learn", str(tmp_path / "empty.annotator"), "--use"]) == 1
    assert "no learned layer" in capsys.readouterr().err


def test_a_damaged_layer_is_told_when_articles_are_marked(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["learn", path]) == 0
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE learned_layer SET model = x'00'")
    raw.close()
    capsys.readouterr()
    assert main(["preannotate", path, "--again"]) == 3
    printed = capsys.readouterr()
    assert "The rules work on alone" in printed.err
    assert "Marked 26 articles" in printed.out
    assert main(["learn", path, "--show", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"] is False
