"""The codebook turns out wrong after the start: it is exported, edited, previewed and changed.

Two people give the same passage to two labels that should have been one, and one of them a label
that should have been two. Nothing they said is lost, and all of it can be taken back.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any  # Any: JSON as it was read

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Progress, Source, Statement
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
    for annotator, claim_type in (("Amina", "fact"), ("Bertil", "prediction")):
        label(path, annotator, claim_type)
    return path


def label(path: Path, annotator: str, claim_type: str) -> None:
    """Let somebody label one statement and an evaluation, and be done with the article."""
    with Project.open(path, annotator=annotator) as project:
        (row,) = project.articles()
        who, book = project.annotator.id, project.codebook.reference
        edits = [
            Edit(
                None,
                Statement(
                    new_id(),
                    row.id,
                    who,
                    (span,),
                    Source((Span(21, 30),), ("NORLAND",)),
                    claim_types=(kind,),
                    codebook=book,
                ),
            )
            for span, kind in ((Span(0, 20), claim_type), (Span(40, 60), "evaluation"))
        ]
        done = Progress(f"{row.id}:{who}", row.id, who, "done", book)
        project.apply(Step((*edits, Edit(None, done)), "Label", row.id))


def told(capsys: Captured, *arguments: str) -> Any:
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def claim_types(path: Path, tmp_path: Path) -> set[str]:
    out = tmp_path / "whole.json"
    assert main(["export", str(path), str(out), "--format", "json"]) == 0
    corpus = json.loads(out.read_text(encoding="utf-8"))
    (document,) = corpus["documents"]
    return {kind for each in document["statements"] for kind in each["claim_types"]}


def test_a_label_scheme_is_put_right_after_the_start(
    project: Path, tmp_path: Path, capsys: Captured
) -> None:
    file = tmp_path / "book.yaml"
    assert main(["codebook", "export", str(project), str(file)]) == 0
    text = file.read_text(encoding="utf-8")
    begin, end = text.index("- id: prediction\n"), text.index("- id: accusation\n")
    text = text[:begin] + text[end:]
    praise = (
        "- id: praise\n  label: Praise\n  group: evaluative\n- id: blame\n  group: evaluative\n"
    )
    begin, end = text.index("- id: evaluation\n"), text.index("- id: position\n")
    file.write_text(text[:begin] + praise + text[end:], encoding="utf-8")

    asked = ["codebook", "change", str(project), str(file)]
    said = ["--merge", "prediction=fact", "--split", "evaluation=praise,blame"]
    preview = told(capsys, *asked, "--preview")
    assert any(
        "--rename evaluation=" in each or "evaluation" in each for each in preview["questions"]
    )
    preview = told(capsys, *asked, *said, "--preview")
    fates = {each["entry_id"]: each for each in preview["outcomes"]}
    assert (fates["prediction"]["what"], fates["prediction"]["annotations"]) == ("merged", 1)
    assert (fates["evaluation"]["what"], fates["evaluation"]["look_again"]) == ("split", 2)
    assert told(capsys, *asked, *said)["changed"] is True

    assert claim_types(project, tmp_path) == {"fact", "prediction", "evaluation"}
    for annotator in ("Amina", "Bertil"):
        report = told(capsys, "codebook", "revisit", str(project), "--annotator", annotator)
        assert len(report["articles"]) == 1
    assert told(capsys, "check", str(project))["ok"] is True

    other = tmp_path / "other.annotator"
    book = ["--codebook", "strait-of-vell", "--annotator", "Amina"]
    assert main(["new", str(other), *book]) == 0
    assert main(["import", str(other), str(tmp_path / "whole.json"), "--format", "json"]) == 0
    with Project.open(other) as copy, Project.open(project, readonly=True) as original:
        assert copy.codebook == original.codebook and copy.check() == ()

    assert main(["codebook", "change", str(project), "--undo"]) == 0
    report = told(capsys, "codebook", "revisit", str(project))
    assert report["articles"] == []
