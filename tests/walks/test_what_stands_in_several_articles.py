"""Walk: bring in articles that copy from each other, and see which and what."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from annotator.cli import main

SEEDS = Path(__file__).resolve().parents[2] / "../shared/corpus/seeds"
OLD = Path(__file__).resolve().parents[1] / "projects/schema-1.annotator"
STORY = (
    "Ferry stops\n\nThe ferry to the island has stopped because its engine needs a part from far "
    "away. The captain told passengers that he had waited for that part since early June."
)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "home"))


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "news.annotator"
    assert main(["new", str(path), "--annotator", "Amina"]) == 0
    return path


def told_about(project, capsys):
    capsys.readouterr()
    assert main(["similar", str(project), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def put_in(project, folder, **texts):
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    assert main(["import", str(project), str(folder), "--no-highlight"]) == 0


def test_a_copied_story_is_told_with_every_place_and_as_a_cluster(project, tmp_path, capsys):
    copy = STORY.replace("Ferry stops", "No ferry").replace("has stopped", "has been stopped")
    other = "Bread\n\nBread is dear because flour comes by sea and nobody knows what comes next."
    put_in(project, tmp_path / "in", a=STORY, b=other)
    assert told_about(project, capsys)["passages"] == []
    put_in(project, tmp_path / "later", c=copy)
    assert "sharing passages with others: 1" in capsys.readouterr().out
    told = told_about(project, capsys)
    assert (told["articles"], told["similar"], told["waiting"]) == (3, 2, 0)
    assert [[each["title"] for each in found] for found in told["clusters"]] == [
        ["Ferry stops", "No ferry"]
    ]
    first, second = told["passages"]
    here, there = first
    assert STORY[here["start"] : here["end"]] == here["text"]
    assert copy[there["start"] : there["end"]] == there["text"] != here["text"]
    assert all("waited for that part" in each["text"] for each in second)
    assert main(["similar", str(project)]) == 0
    said = capsys.readouterr().out
    assert "2 of 3 articles share passages" in said and "In 2 articles: The ferry" in said
    assert main(["check", str(project)]) == 0


def test_a_project_from_before_is_compared_when_somebody_asks(tmp_path, capsys):
    project = tmp_path / "old.annotator"
    shutil.copy(OLD, project)
    told = told_about(project, capsys)
    assert (told["similar"], told["waiting"], len(told["clusters"])) == (2, 0, 1)


def test_something_that_is_no_project_is_told_in_a_sentence(tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("notes")
    assert main(["similar", str(tmp_path / "notes.txt")]) == 1
    assert main(["similar", str(tmp_path / "missing.annotator")]) == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.err and said.err.count("annotator: ") == 2


@pytest.mark.skipif(not SEEDS.exists(), reason="the seed articles are not here")
def test_what_the_seed_articles_took_from_one_ministry_is_told(project, capsys):
    assert main(["import", str(project), str(SEEDS), "--no-highlight"]) == 0
    told = told_about(project, capsys)
    assert [len(passage) for passage in told["passages"]] == [2, 2]
