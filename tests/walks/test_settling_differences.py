"""Three people label copies apart; merged, they are settled by keys, and gold is exported."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Progress, Stance, Statement, Target
from annotator.cli import main
from annotator.corpus.sentences import sentences
from annotator.corpus.span import Span
from annotator.project import Project

NAMES = ("Amina", "Bo", "Cem")
TYPES = ("fact", "call", "position")
CUT = 15


def labels(who: str, number: int, project: Project, article: str) -> list[Statement]:
    """Return what somebody says of the first three sentences; Bo and Cem differ in known ways.

    Bo gives the second one another claim type in every other article. Cem leaves the first out in
    every third article, begins the second later in every fifth, and is against in every fourth.
    """
    text = project.text(article)
    bodies = [each.span for each in project.zones(article) if each.kind == "body"]
    found = [each for each in sentences(text) if any(_is_in(each, body) for body in bodies)]
    topic = Target("topic", project.codebook.topics[0].id)
    made: list[Statement] = []
    for place, span in enumerate(found[:3]):
        claim_type, value = TYPES[place], "favor"
        if who == "Bo" and place == 1 and number % 2 == 0:
            claim_type = "denial"
        if who == "Cem":
            if place == 0 and number % 3 == 0:
                continue
            if place == 1 and number % 5 == 0:
                span = Span(span.start + CUT, span.end)
            value = "against" if number % 4 == 0 else "favor"
        made.append(
            Statement(
                new_id(),
                article,
                project.annotator.id,
                (span,),
                claim_types=(claim_type,),
                stances=(Stance(topic, value),) if place == 2 else (),
                codebook=project.codebook.reference,
            )
        )
    return made


def _is_in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def planted(articles: int) -> Counter[str]:
    """Return how many differences of each kind there are in so many articles."""
    every = range(articles)
    return Counter(
        claim_type=sum(each % 2 == 0 for each in every),
        missing=sum(each % 3 == 0 for each in every),
        boundary=sum(each % 5 == 0 for each in every),
        stance=sum(each % 4 == 0 for each in every),
    )


def label(path: Path) -> None:
    with Project.open(path) as project:
        who = project.annotator
        for row in project.articles():
            number = int(project.article(row.id).file_name[:2]) - 1
            said = labels(who.name, number, project, row.id)
            done = Progress(f"{row.id}:{who.id}", row.id, who.id, "done")
            edits = tuple(Edit(None, each) for each in (*said, done))
            project.apply(Step(edits, "Label", row.id))


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    """Return the sample corpus, handed out to three people, labelled by them, and merged."""
    path = tmp_path / "sample.annotator"
    assert main(["new", str(path), "--sample", "--annotator", "Lead"]) == 0
    people = ["--annotators", ",".join(NAMES), "--overlap", "1", "--each", "3"]
    assert main(["assign", str(path), *people]) == 0
    assert main(["hand-out", str(path), "--out", str(tmp_path / "copies")]) == 0
    copies = sorted((tmp_path / "copies").iterdir())
    assert len(copies) == len(NAMES)
    for each in copies:
        label(each)
    assert main(["merge", str(path), *map(str, copies)]) == 0
    return path


def said_by(path: Path, out: Path, *whose: str) -> set[tuple[object, ...]]:
    """Export labels and return what they say, without who says it."""
    assert main(["export", str(path), str(out), "--format", "json", *whose]) == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    return {
        (
            article["id"],
            tuple((span["start"], span["end"]) for span in each["content"]),
            tuple(each["claim_types"]),
            tuple((one["target"]["id"], one["value"]) for one in each["stances"]),
        )
        for article in told["documents"]
        for each in article["statements"]
    }


def found_by_agreement(report: dict[str, list[dict[str, str]]]) -> Counter[str]:
    kinds = Counter(each["kind"] for each in report["disagreements"])
    kinds["missing"] = kinds.pop("missing_statement")
    return kinds


def test_differences_are_found_settled_by_keys_and_exported(
    merged: Path,
    tmp_path: Path,
    press_keys: Callable[..., object],
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Project.open(merged, readonly=True) as project:
        wanted = planted(project.article_count())
    capsys.readouterr()
    assert main(["agreement", str(merged), "--json", "--resamples", "0"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert found_by_agreement(report) == wanted

    window = press_keys(
        [
            ["press", "Escape", "Ctrl+Shift+D", "Return"],
            ["differences"],
            ["settled", "before"],
            ["settle as", "Amina"],
            ["settled", "decided"],
            ["press", "Ctrl+Z"],
            ["settled", "undone"],
            ["press", "Ctrl+Shift+Z", "Ctrl+U"],
            ["press", "Return"],
            ["differences"],
            ["settled", "after"],
            ["quit"],
        ],
        "open",
        str(merged),
        "--annotator",
        "Lead",
    )
    assert window.code == 0, window.errors
    told = window.told
    total = wanted.total()
    assert told["before"]["kinds"] == wanted
    assert told["before"]["told"].startswith(f"0 of {total} settled")
    assert told["decided"]["told"].startswith(f"{total} of {total} settled")
    assert told["undone"]["told"].startswith(f"{total - 1} of {total} settled")
    assert told["after"]["told"] == f"{total} of {total} settled"
    with Project.open(merged, readonly=True) as project:
        articles = project.article_count()
        assert project.check() == ()
    assert told["after"]["settled articles"] == articles

    amina = said_by(merged, tmp_path / "amina.json", "--annotator", "Amina")
    gold = said_by(merged, tmp_path / "gold.json", "--labels", "gold")
    assert len(gold) == 3 * articles and gold == amina

    capsys.readouterr()
    assert main(["agreement", str(merged), "--json", "--resamples", "0"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert found_by_agreement(again) == wanted  # of the originals
