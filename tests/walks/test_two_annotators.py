"""Two people label the same article without seeing each other; then agreement is measured."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.project import Project

CHECKOUT = Path(__file__).resolve().parents[2]

Line = list[str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "talks.annotator"
    article = CHECKOUT / "resources" / "sample" / "03_merania-mediation.txt"
    assert main(["new", str(path), "--annotator", "Amina"]) == 0
    assert main(["import", str(path), str(article)]) == 0
    return path


def labelling(claim_types: list[str], *, stance: str) -> list[Line]:
    """Make a statement of each of the first sentences, with a claim type; done."""
    script: list[Line] = [["press", "Escape", "]", "["]]
    for key in claim_types:
        script += [["press", "J", "S", key]]
    script += [["press", stance], ["type", "dialogue"], ["press", "Return"]]
    return [*script, ["tell", "before"], ["press", "Shift+D", "Shift+D"], ["quit"]]


def test_each_is_blind_and_their_difference_is_found(
    project: Path, press_keys: Callable[..., object], capsys: pytest.CaptureFixture[str]
) -> None:
    first = press_keys(
        labelling(["1", "8", "5"], stance="F"), "open", str(project), "--annotator", "Amina"
    )
    assert first.code == 0, first.errors
    second = press_keys(
        labelling(["1", "8", "6"], stance="A"),
        *("open", str(project), "--annotator", "Bertil", "--new-annotator"),
    )
    assert second.code == 0, second.errors
    assert second.told["before"]["statements"] == 3  # the first one's three are not among them

    capsys.readouterr()
    assert main(["agreement", str(project), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    kinds = sorted(each["kind"] for each in report["disagreements"])
    assert kinds == ["claim_type", "stance"]
    with Project.open(project, readonly=True) as opened:
        (row,) = opened.articles()
        text = opened.text(row.id)
    for each in report["disagreements"]:
        start, end = each["start"], each["end"]
        assert text[start:end] == each["passage"] or text[start:end].startswith(
            each["passage"][:20]
        )

    assert main(["agreement", str(project)]) == 0
    told = capsys.readouterr().out
    assert "kappa" in told and "alpha" in told and "F1" in told


def test_one_person_alone_has_nothing_to_agree_on(
    project: Path, press_keys: Callable[..., object], capsys: pytest.CaptureFixture[str]
) -> None:
    only = press_keys(labelling(["1"], stance="F"), "open", str(project))
    assert only.code == 0, only.errors
    assert main(["agreement", str(project)]) == 1
    assert "at least two annotators" in capsys.readouterr().err
