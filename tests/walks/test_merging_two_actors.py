"""Two people name one actor differently; merging makes them agree, and can be taken back later."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any  # Any: JSON as it was read

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Progress, Source, Stance, Statement, Target
from annotator.cli import main
from annotator.corpus.span import Span
from annotator.project import Project

CHECKOUT = Path(__file__).resolve().parents[2]
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "talks.annotator"
    article = CHECKOUT / "resources" / "sample" / "03_merania-mediation.txt"
    assert main(["new", str(path), "--codebook", "strait-of-vell", "--annotator", "Amina"]) == 0
    assert main(["import", str(path), str(article)]) == 0
    names = path.parent / "names.csv"
    names.write_text("id,name,kind\nNORLAND2,Kingdom of Norland,country\n", encoding="utf-8")
    assert main(["actors", str(path), "--import", str(names)]) == 0
    for annotator, actor in (("Amina", "NORLAND"), ("Bertil", "NORLAND2")):
        say_of(path, annotator, actor)
    return path


def say_of(path: Path, annotator: str, actor: str) -> None:
    """Let somebody say that an actor opposes another one, and be done with the article."""
    with Project.open(path, annotator=annotator) as project:
        (row,) = project.articles()
        who = project.annotator.id
        statement = Statement(
            new_id(),
            row.id,
            who,
            (Span(0, 20),),
            Source((Span(21, 30),), (actor,)),
            claim_types=("fact",),
            stances=(Stance(Target("actor", "ESTOVIA"), "against"),),
        )
        done = Progress(f"{row.id}:{who}", row.id, who, "done")
        project.apply(Step((Edit(None, statement), Edit(None, done)), "Label", row.id))


def told(capsys: Captured, *arguments: str) -> Any:
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def holders(project: Path) -> list[list[str]]:
    out = project.parent / "rows.jsonl"
    assert main(["export", str(project), str(out), "--format", "jsonl"]) == 0
    return [json.loads(line)["holder"] for line in out.read_text().splitlines()]


def test_a_merge_makes_two_people_agree_and_is_taken_back_after_reopening(
    project: Path, capsys: Captured
) -> None:
    before = told(capsys, "agreement", str(project))
    assert {each["kind"] for each in before["disagreements"]} == {"source"}
    assert sorted(holders(project)) == [["NORLAND"], ["NORLAND2"]]

    merge = ["actors", str(project), "--merge", "Kingdom of Norland", "--into", "Norland"]
    assert main(merge) == 0
    assert told(capsys, "agreement", str(project))["disagreements"] == []
    assert holders(project) == [["NORLAND"], ["NORLAND"]]
    complete = project.parent / "all.json"
    assert main(["export", str(project), str(complete), "--format", "json"]) == 0
    actors = {each["id"]: each for each in json.loads(complete.read_text())["actors"]}
    assert actors["NORLAND2"]["merged_into"] == "NORLAND"
    assert main(["check", str(project)]) == 0

    taken_back = told(capsys, "actors", str(project), "--undo")
    assert taken_back["change"] == "Merge Kingdom of Norland into Norland"
    assert told(capsys, "agreement", str(project))["disagreements"] == before["disagreements"]
    assert sorted(holders(project)) == [["NORLAND"], ["NORLAND2"]]
    assert main(["check", str(project)]) == 0
