"""The codebook commands: export, edit by hand, preview, change, revisit, take back."""

from __future__ import annotations

import json

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Stance, Statement, Target
from annotator.cli import main
from annotator.codebook.reading import read_codebook
from annotator.corpus.span import Span
from annotator.project import Project


@pytest.fixture
def path(tmp_path):
    """A sample project in which Amina predicted something, on a topic, under the first version."""
    path = tmp_path / "talks.annotator"
    assert main(["new", str(path), "--sample", "--annotator", "Amina"]) == 0
    with Project.open(path) as project:
        article = project.articles()[0].id
        topic = project.codebook.topics[0].id
        statement = Statement(
            "one",
            article,
            project.annotator.id,
            (Span(0, 20),),
            claim_types=("prediction",),
            stances=(Stance(Target("topic", topic), "favor"),),
            codebook=project.codebook.reference,
        )
        project.apply(Step((Edit(None, statement),), "Add a statement", article))
    return path


@pytest.fixture
def edited(path, tmp_path):
    """The project's codebook as a file in which a prediction is called a forecast."""
    file = tmp_path / "edited.yaml"
    assert main(["codebook", "export", str(path), str(file)]) == 0
    text = file.read_text(encoding="utf-8")
    assert "- id: prediction\n" in text
    file.write_text(text.replace("- id: prediction\n", "- id: forecast\n"), encoding="utf-8")
    return file


def test_an_exported_codebook_begins_another_project(path, tmp_path, capsys):
    file, other = tmp_path / "book.yaml", tmp_path / "other.annotator"
    assert main(["codebook", "export", str(path), str(file)]) == 0
    assert main(["new", str(other), "--codebook", str(file)]) == 0
    capsys.readouterr()
    assert main(["codebook", "diff", str(path), str(other)]) == 0
    assert capsys.readouterr().out == "Both offer the same.\n"


def test_a_preview_tells_and_changes_nothing(path, edited, capsys):
    before = path.read_bytes()
    assert main(["codebook", "change", str(path), str(edited), "--preview"]) == 0
    said = capsys.readouterr().out
    assert "Claim type Prediction is not offered any more: 1 annotation keeps it." in said
    assert "--rename prediction=forecast" in said and "Nothing was changed" in said
    assert path.read_bytes() == before


def test_a_change_is_made_told_and_taken_back(path, edited, capsys):
    command = ["codebook", "change", str(path), str(edited)]
    assert main([*command, "--rename", "prediction=forecast"]) == 0
    assert "Claim type Prediction is called forecast now: 1 annotation." in capsys.readouterr().out
    with Project.open(path, readonly=True) as project:
        assert project.codebook.claim_type("prediction").id == "forecast"
        assert project.layer(project.articles()[0].id).statements[0].claim_types == ("prediction",)
    assert main([*command, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["changed"], report["outcomes"]) == (False, [])
    assert main(["codebook", "change", str(path), "--undo"]) == 0
    assert "Took back: Take the codebook edited.yaml." in capsys.readouterr().out
    with Project.open(path, readonly=True) as project:
        assert project.codebook.claim_type("forecast") is None


def test_what_is_split_or_means_something_else_is_listed(path, edited, capsys):
    command = ["codebook", "change", str(path), str(edited), "--split", "prediction=forecast,fact"]
    assert main(command) == 0
    assert "To look at again: 1 annotation in 1 article." in capsys.readouterr().out
    assert main(["codebook", "revisit", str(path), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["annotator"], len(report["articles"])) == ("Amina", 1)
    assert main(["codebook", "revisit", str(path)]) == 0
    assert report["articles"][0]["title"] in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--rename", "prediction"], 2, "both sides"),
        (["--rename", "prediction,fact=forecast"], 2, "name one id"),
        (["--merge", "nothing=fact"], 1, "no 'nothing' now"),
        (["--merge", "prediction=nowhere"], 1, "cannot become nowhere"),
        (["--undo"], 2, "Name the file"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(path, edited, capsys, options, code, said):
    assert main(["codebook", "change", str(path), str(edited), *options]) == code
    assert said in capsys.readouterr().err
    with Project.open(path, readonly=True) as project:
        assert project.undo_registry_wording() is None


def test_a_codebook_that_is_exported_after_a_change_keeps_what_became_of_labels(
    path, edited, tmp_path
):
    merged = ["codebook", "change", str(path), str(edited), "--merge", "prediction=fact"]
    assert main(merged) == 0
    out = tmp_path / "after.yaml"
    assert main(["codebook", "export", str(path), str(out)]) == 0
    book = read_codebook(out)
    assert book.claim_type("prediction").id == "fact"
    with Project.open(path, readonly=True) as project:
        assert project.codebook == book


def test_nothing_to_revisit_and_nothing_to_take_back_is_said(path, capsys):
    assert main(["codebook", "revisit", str(path)]) == 0
    assert main(["codebook", "change", str(path), "--undo"]) == 0
    said = capsys.readouterr().out
    assert "Amina has nothing to look at again." in said and "Nothing to take back." in said


def test_two_codebooks_are_compared(capsys):
    assert main(["codebook", "diff", "news-statements", "climate-debate"]) == 0
    assert "Claim type Cause is new." in capsys.readouterr().out
    assert main(["codebook", "diff", "news-statements", "climate-debate", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["differences"]
    assert {"section": "groups", "id": "problem", "what": "added", "label": "The problem"} in found
