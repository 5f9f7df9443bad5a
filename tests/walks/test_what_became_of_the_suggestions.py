"""Somebody labels with keys what the program suggests; the ledger says exactly that afterwards."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.preannotation.suggestion import Suggestion
from annotator.project import Project

CHECKOUT = Path(__file__).resolve().parents[2]
SAMPLE = CHECKOUT / "resources" / "sample"

Line = list[str]
Press = Callable[..., object]
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "talks.annotator"
    assert main(["new", str(path), "--annotator", "Amina"]) == 0
    assert main(["import", str(path), str(SAMPLE / "03_merania-mediation.txt")]) == 0
    return path


def ledger(project: Path, capsys: Captured) -> dict[str, dict[str, object]]:
    capsys.readouterr()
    assert main(["suggestions", str(project), "--json"]) == 0
    found: dict[str, dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def counts(tally: dict[str, object]) -> tuple[object, ...]:
    return tuple(tally[each] for each in ("accepted", "edited", "rejected", "left", "open"))


def test_the_ledger_says_what_was_done_with_the_keys(
    project: Path, press_keys: Press, capsys: Captured
) -> None:
    script: list[Line] = [["press", "Escape"]]
    script += [["press", "N", "Return", "N", "Return", "N", "X", "N", "E"]]
    script += [["type", "organ"], ["press", "Return"], ["tell", "labelled"], ["quit"]]
    first = press_keys(script, "open", str(project))
    assert first.code == 0, first.errors
    before = ledger(project, capsys)
    shown = before["total"]["shown"]
    assert isinstance(shown, int) and shown > 10
    assert counts(before["total"]) == (2, 1, 1, 0, shown - 4)
    assert before["total"]["changed"] == {"kind": 1}

    second = press_keys([["press", "Escape", "Shift+D", "Shift+D"], ["quit"]], "open", str(project))
    assert second.code == 0, second.errors
    after = ledger(project, capsys)
    assert counts(after["total"]) == (2, 1, 1, shown - 4, 0), "left, now that the article is done"
    assert after["total"]["shown"] == shown, "opening it again shows nothing new"
    assert sum(each["shown"] for each in after["kinds"].values()) == shown

    third = press_keys([["press", "Escape", "Ctrl+Z", "Ctrl+Z"], ["quit"]], "open", str(project))
    assert third.code == 0, third.errors
    assert counts(ledger(project, capsys)["total"]) == (2, 0, 1, 0, shown - 3)


def first_possible(project: Path) -> tuple[Suggestion, int]:
    """Return a possible statement, and its place among what the window suggests, from 1."""
    with Project.open(project, readonly=True) as opened:
        (row,) = opened.articles()
        found = opened.suggestions(row.id)
    inner = [each.span for each in found if each.kind == "statement"]
    shown = [
        each
        for each in found
        if each.kind != "quotation" or not any(one.overlaps(each.span) for one in inner)
    ]
    starts = Counter(each.span.start for each in shown)
    return next(
        (each, at)
        for at, each in enumerate(shown, start=1)
        if each.kind == "statement" and starts[each.span.start] == 1
    )


def test_a_possible_statement_that_is_taken_over_and_changed_is_edited(
    project: Path, press_keys: Press, capsys: Captured
) -> None:
    first, place = first_possible(project)
    take = ["Ctrl+Home", *["N"] * place, "Return"]
    taken = press_keys(
        [["press", "Escape", *take], ["tell", "taken"], ["quit"]], "open", str(project)
    )
    assert taken.code == 0 and taken.told["taken"]["statements"] == 1, taken.errors
    assert counts(ledger(project, capsys)["kinds"]["statement"])[:3] == (1, 0, 0)
    with Project.open(project, readonly=True) as opened:
        (statement,) = opened.layer(first.article).statements
        assert statement.suggestion == first.id
        claim_type = opened.codebook.claim_type(first.label)

    assert claim_type is not None, "its key takes the guessed claim type away"
    steps = [["press", "Escape", "Ctrl+Z", *take, claim_type.key], ["quit"]]
    changed = press_keys(steps, "open", str(project))
    assert changed.code == 0, changed.errors
    found = ledger(project, capsys)["kinds"]["statement"]
    assert counts(found)[:3] == (0, 1, 0) and found["changed"] == {"claim type": 1}

    copy = project.with_name("again.annotator")
    out = project.with_name("all.json")
    assert main(["export", str(project), str(out), "--format", "json"]) == 0
    assert main(["new", str(copy), "--annotator", "Amina"]) == 0
    assert main(["import", str(copy), str(out), "--format", "json"]) == 0
    with Project.open(copy, readonly=True) as opened:
        (statement,) = opened.layer(opened.articles()[0].id).statements
    assert statement.suggestion == first.id, "the complete JSON keeps where it came from"
