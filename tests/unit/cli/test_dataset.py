"""The command for datasets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Progress, Source, Stance, Statement, Target
from annotator.cli import main
from annotator.corpus.span import Span
from annotator.paths import resources
from annotator.project import Project


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The sample articles, each done, with a statement over its first words."""
    path = tmp_path / "sample.annotator"
    assert main(["new", str(path), "--annotator", "Ada"]) == 0
    assert main(["import", str(path), str(resources() / "sample"), "--no-highlight"]) in (0, 3)
    with Project.open(path) as opened:
        for row in opened.articles():
            who = opened.annotator.id
            made = Statement(
                id=new_id(),
                article=row.id,
                annotator=who,
                content=(Span(0, 30),),
                source=Source(actors=("RUS",)),
                claim_types=("call",),
                stances=(Stance(Target("topic", "dialogue"), "favor"),),
                codebook=opened.codebook.reference,
            )
            done = Progress(f"{row.id}:{who}", row.id, who, "done")
            opened.apply(Step((Edit(None, made), Edit(None, done)), "Label", row.id))
    capsys.readouterr()
    return path


def test_the_sample_becomes_a_dataset_of_known_size(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "stances"
    words = ["dataset", str(project), str(out), "--split", "70/15/15", "--licence", "CC0-1.0"]
    assert main([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rows"] == 28
    assert sum(some["favor"] for some in told["labels"].values()) == 14
    assert sum(some.get("NONE", 0) for some in told["labels"].values()) == 14
    assert told["articles"] == {"train": 10, "validation": 2, "test": 2}
    card = (out / "README.md").read_text("utf-8")
    assert "annotator dataset sample.annotator stances --split 70/15/15 --licence CC0-1.0" in card
    assert str(tmp_path) not in card


def test_a_preview_prints_counts_and_rows(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["dataset", str(project), "--preview", "--task", "claim-type", "--labels", "soft"]
    assert main(words) == 0
    said = capsys.readouterr().out
    assert "14 rows; nothing was written." in said
    assert "call" in said


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["out", "--preview"],
        ["out", "--negatives", "few"],
        ["out", "--labels", "gold", "--annotator", "Ada"],
        ["out", "--task", "guess"],
        ["out", "--least-votes", "2"],
    ],
)
def test_wrong_usage_is_told(
    project: Path, tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    some = [str(tmp_path / each) if each == "out" else each for each in words]
    assert main(["dataset", str(project), *some]) == 2
    assert not (tmp_path / "out").exists()


def test_a_split_in_other_words_is_refused(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dataset", str(project), str(tmp_path / "out"), "--split", "most"]) == 1
    assert "80/10/10" in capsys.readouterr().err
