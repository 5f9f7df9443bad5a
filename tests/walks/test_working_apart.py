"""Three people label copies of a project apart; merged, their differences are found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Progress, Statement
from annotator.cli import main
from annotator.corpus.span import Span
from annotator.project import Project

NAMES = ("Amina", "Bo", "Cem")
USUAL, OTHER = "call", "denial"


def label(path: Path) -> None:
    """Label the first words of each article; Bo calls a denial what others call a call."""
    with Project.open(path) as project:
        who = project.annotator
        for row in project.articles():
            statement = Statement(
                new_id(),
                row.id,
                who.id,
                (Span(0, 20),),
                claim_types=(OTHER if who.name == "Bo" else USUAL,),
                codebook=project.codebook.reference,
            )
            done = Progress(f"{row.id}:{who.id}", row.id, who.id, "done")
            project.apply(Step((Edit(None, statement), Edit(None, done)), "Label", row.id))


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "talks.annotator"
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(6):
        text = f"Article {number}\n\nThe harbour board called on all crews to stay calm.\n"
        (articles / f"{number}.txt").write_text(text)
    assert main(["new", str(path), "--annotator", "Lead"]) == 0
    assert main(["import", str(path), str(articles)]) == 0
    people = ["--annotators", ",".join(NAMES), "--overlap", "1", "--each", "3"]
    assert main(["assign", str(path), *people]) == 0
    return path


def test_copies_are_labelled_apart_and_their_differences_found_together(project, tmp_path, capsys):
    assert main(["hand-out", str(project), "--out", str(tmp_path / "copies")]) == 0
    copies = sorted((tmp_path / "copies").iterdir())
    assert [each.stem for each in copies] == [f"talks-{name}" for name in NAMES]
    for each in copies:
        label(each)
    assert main(["merge", str(project), *map(str, copies)]) == 0
    assert main(["check", str(project)]) == 0
    capsys.readouterr()
    assert main(["agreement", str(project), "--json", "--resamples", "0"]) == 0
    report = json.loads(capsys.readouterr().out)
    found = [each for each in report["disagreements"] if each["kind"] == "claim_type"]
    assert len(found) == 6
    for each in found:
        said = {one["annotator"]: one["words"] for one in each["said"]}
        assert said == {"Amina": "Call", "Bo": "Denial", "Cem": "Call"}
