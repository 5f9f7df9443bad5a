"""What a new marking changed, on the command line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.cli import main
from annotator.project import Project

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> Path:
    """A project with one article in which a person is suggested who is an actor, too."""
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "home"))
    path, article = tmp_path / "talks.annotator", tmp_path / "one.txt"
    article.write_text(
        "Beijing answers\n\nMao Ning said on Monday that China wants peace. Beijing denied it.\n"
    )
    assert main(["new", str(path), "--annotator", "Amina"]) == 0
    assert main(["import", str(path), str(article)]) == 0
    capsys.readouterr()
    return path


def forget_names_of(path: Path, wanted: str) -> None:
    """Give an actor a name that nobody uses."""
    with Project.open(path) as opened:
        actor = next(each for each in opened.actors() if each.name == wanted)
        other = replace(actor, name="Nobody", aliases=(), country=None)
        opened.apply(Step((Edit(actor, other),), "Rename an actor", None))


def test_marking_again_tells_in_numbers_what_changed(project: Path, capsys: Captured) -> None:
    assert main(["preannotate", str(project), "--again"]) == 0
    said = capsys.readouterr().out
    assert "Marked 1 article" in said and "differently" not in said
    assert main(["changes", str(project)]) == 0
    assert "No suggestion is different" in capsys.readouterr().out
    forget_names_of(project, "Mao Ning")
    assert main(["preannotate", str(project), "--again"]) == 0
    said = capsys.readouterr().out
    assert "Suggested differently than before in 1 article; decisions of people" in said
    assert "changed: " in said and "PERSON 1" in said and "different in actor" in said
    assert main(["preannotate", str(project), "--again", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["changes"]["changed"] == {}


def test_the_changes_can_be_listed_with_their_passages(project: Path, capsys: Captured) -> None:
    forget_names_of(project, "Mao Ning")
    main(["preannotate", str(project), "--again"])
    capsys.readouterr()
    assert main(["changes", str(project), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    name = next(each for each in rows if each["kind"] == "name")
    assert (name["passage"], name["outcome"], name["differs"]) == ("Mao Ning", "changed", ["actor"])
    assert name["before"] == "Mao Ning · Person · Nobody"  # as it is called now
    assert name["after"] == "Mao Ning · Person"
    assert main(["changes", str(project)]) == 0
    said = capsys.readouterr().out
    assert "Mao Ning · Person · Nobody -> Mao Ning · Person (actor)" in said
    assert main(["changes", str(project), "--unseen"]) == 0
    assert "No suggestion" in capsys.readouterr().out  # nobody marked the article as done


def test_again_makes_sense_for_a_project_only(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "one.txt").write_text("Norland called for talks.")
    assert main(["preannotate", str(tmp_path / "one.txt"), "--again"]) == 2
    assert "project" in capsys.readouterr().err


def test_changes_for_somebody_who_does_not_label_are_refused(
    project: Path, capsys: Captured
) -> None:
    assert main(["changes", str(project), "--unseen", "--annotator", "Cleo"]) == 1
    assert "Nobody called Cleo labels in this project." in capsys.readouterr().err
