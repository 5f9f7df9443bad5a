"""The whole way: import, label by keyboard, a hard end, undo, redo, export, read it back."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from annotator.annotations.model import Layer, Statement
from annotator.cli import main
from annotator.corpus.span import Span
from annotator.project import Project

CHECKOUT = Path(__file__).resolve().parents[2]
SCHEMA = CHECKOUT / "resources" / "schemas" / "complete.schema.json"
KILLED = -9

Line = list[str]


def go_to(span: Span) -> list[Line]:
    """Select a span with the arrow keys, from the beginning of the article."""
    return [
        ["press", "Ctrl+Home", *["Right"] * span.start, *["Shift+Right"] * len(span)],
    ]


def article_at(project: Path, file_name: str) -> tuple[str, int, str]:
    """Return an article's id, its place in the queue and its text."""
    with Project.open(project, readonly=True) as opened:
        for place, row in enumerate(opened.articles()):
            if opened.article(row.id).file_name == file_name:
                return row.id, place, opened.text(row.id)
    raise AssertionError(f"{file_name} is not in the project")


def layer_of(project: Path, article: str) -> Layer:
    with Project.open(project, readonly=True) as opened:
        return opened.layer(article)


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def to_article(place: int) -> list[Line]:
    """Close what the first start shows and go to an article of the queue, from the first one."""
    return [["press", "Escape", *["["] * 20, *["]"] * place]]


def covered(statement: Statement, text: str) -> dict[str, list[str]]:
    return {
        "content": [span.covered(text) for span in statement.content],
        "source": [span.covered(text) for span in statement.source.spans],
        "cue": [span.covered(text) for span in statement.cue],
    }


def statement_script(text: str) -> list[Line]:
    """Label an interrupted quotation of the third sample article, and a statement about it."""
    first = "“We are ready to host both delegations, and we have told them so,”"
    second = "“But a mediator who is not invited is a nuisance. We will not force"
    lines = [*go_to(span_of(text, first)), ["press", "Shift+S"]]
    lines += [*go_to(span_of(text, second)), ["press", "R", "O"]]
    lines += [*go_to(span_of(text, "Olmo-Katz said")), ["press", *(["Shift+Left"] * 5), "R", "S"]]
    lines += [*go_to(span_of(text, " said. “But")), ["press", *(["Shift+Left"] * 6), "R", "C"]]
    lines += [["press", "Y"], ["type", "Merania"], ["press", "Return"]]
    lines += [["press", "9", "F"], ["type", "mediat"], ["press", "Return"]]
    lines += go_to(span_of(text, "the government found it “interesting, but early”"))
    lines += [["press", "Shift+S", "5", "F"], ["type", "Statement 1"], ["press", "Return"]]
    return [*lines, ["press", "Shift+D", "Shift+D"], ["tell", "labelled"]]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    project = tmp_path / "sample.annotator"
    assert main(["new", str(project), "--annotator", "Amina"]) == 0
    assert main(["import", str(project), str(CHECKOUT / "resources" / "sample")]) == 0
    return project


def test_a_full_statement_by_keyboard_survives_a_hard_end_and_can_be_undone(
    sample: Path, press_keys: Callable[..., object]
) -> None:
    article, place, text = article_at(sample, "03_merania-mediation.txt")
    script = to_article(place) + statement_script(text) + [["kill"]]
    killed = press_keys(script, "open", str(sample))
    assert killed.code == KILLED, killed.errors
    assert killed.told["labelled"]["article"] == article

    layer = layer_of(sample, article)
    offer, comment = layer.statements
    assert layer.progress is not None and layer.progress.status == "done"
    assert covered(offer, text) == {
        "content": [
            "“We are ready to host both delegations, and we have told them so,”",
            "“But a mediator who is not invited is a nuisance. We will not force",
        ],
        "source": ["Olmo-Katz"],
        "cue": ["said"],
    }
    assert offer.claim_types == ("offer",)
    assert [(each.value, each.target.id) for each in offer.stances] == [("favor", "mediation")]
    with Project.open(sample, readonly=True) as opened:
        names = {actor.id: actor.name for actor in opened.actors()}
    assert [names[each] for each in offer.source.actors] == ["Merania"]
    assert [(each.target.kind, each.target.id) for each in comment.stances] == [
        ("statement", offer.id)
    ]

    undoing = [*to_article(place), ["press", *(["Ctrl+Z"] * 20)], ["tell", "undone"], ["kill"]]
    undone = press_keys(undoing, "open", str(sample))
    assert undone.code == KILLED, undone.errors
    assert layer_of(sample, article).statements == ()
    redoing = [*to_article(place), ["press", *(["Ctrl+Shift+Z"] * 20)], ["quit"]]
    redone = press_keys(redoing, "open", str(sample))
    assert redone.code == 0, redone.errors
    assert layer_of(sample, article) == layer


def on_mentions(sample: Path, article: str, *decisions: str) -> list[str]:
    """Return the keys that decide on the first suggested mentions, passing over the statements."""
    with Project.open(sample, readonly=True) as project:
        suggested = sorted(project.suggestions(article), key=lambda each: each.span)
    said = [each.span for each in suggested if each.candidate is not None]
    keys, left = [], list(decisions)
    for each in suggested:
        if each.kind == "quotation" and any(span.overlaps(each.span) for span in said):
            continue
        keys.append("N")
        if each.kind == "mention":
            keys.append(left.pop(0))
        if not left:
            return keys
    raise AssertionError("too few mentions")


def test_suggestions_are_accepted_corrected_and_rejected_by_keyboard(
    sample: Path, press_keys: Callable[..., object]
) -> None:
    article, place, _ = article_at(sample, "02_estovia-talks.txt")
    script = [
        *to_article(place),
        ["press", "Ctrl+Home", *on_mentions(sample, article, "Return", "X", "E")],
        ["type", "Building"],
        ["press", "Return"],
        ["kill"],
    ]
    killed = press_keys(script, "open", str(sample))
    assert killed.code == KILLED, killed.errors
    decisions = [each.decision for each in layer_of(sample, article).mentions]
    assert sorted(decisions) == ["accepted", "corrected", "rejected"]


def test_what_is_exported_is_read_by_others(
    sample: Path, tmp_path: Path, press_keys: Callable[..., object]
) -> None:
    import spacy
    from spacy.tokens import DocBin

    article, place, text = article_at(sample, "03_merania-mediation.txt")
    mentions = on_mentions(sample, article, "Return", "Return")
    script = [*to_article(place), ["press", "Ctrl+Home", *mentions]]
    script += [*statement_script(text), ["quit"]]
    labelled = press_keys(script, "open", str(sample))
    assert labelled.code == 0, labelled.errors
    outs = {form: tmp_path / f"out.{form}" for form in ("json", "jsonl", "csv", "docbin")}
    for form, out in outs.items():
        assert main(["export", str(sample), str(out), "--format", form]) == 0

    whole = json.loads(outs["json"].read_text(encoding="utf-8"))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(whole)
    assert whole["offset_unit"] == "unicode_code_point"

    lines = [json.loads(line) for line in outs["jsonl"].read_text(encoding="utf-8").splitlines()]
    with outs["csv"].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(lines) == len(rows) == 2
    assert {row["target_label"] for row in rows} >= {"A third party should mediate"}
    sentence = next(
        row for row in lines if row["stance"] == "favor" and row["target_kind"] == "topic"
    )
    assert text[sentence["sentence_start"] : sentence["sentence_end"]] == sentence["sentence"]

    vocabulary = spacy.blank("en").vocab
    docs = list(DocBin().from_disk(outs["docbin"]).get_docs(vocabulary))
    (doc,) = [each for each in docs if each.text == text]
    assert [each.text for each in doc.spans["source"]] == ["Olmo-Katz"]
    assert len(doc.ents) == 2
    with Project.open(sample, readonly=True) as opened:
        kept = {each.span for each in opened.layer(article).mentions}
    assert {Span(each.start_char, each.end_char) for each in doc.ents} == kept


def test_the_worked_example_is_labelled_by_keyboard(
    seeds: Path, tmp_path: Path, press_keys: Callable[..., object]
) -> None:
    project = tmp_path / "seeds.annotator"
    assert main(["new", str(project), "--annotator", "Amina"]) == 0
    assert main(["import", str(project), str(seeds / "seeds")]) == 0
    worked = json.loads((seeds / "seeds_statements.json").read_text(encoding="utf-8"))
    document = worked["documents"][3]
    model = next(
        each for each in document["statements"] if len(each["content"]) > 1 and each["cue"]
    )
    article, place, text = article_at(project, document["file"])

    def select(part: dict[str, int]) -> list[Line]:
        return go_to(Span(part["start"], part["end"]))

    script = to_article(place)
    for number, fragment in enumerate(model["content"]):
        script += [*select(fragment), ["press", *(["R", "O"] if number else ["Shift+S"])]]
    for role, key in (("source", "S"), ("cue", "C")):
        spans = model["source"]["spans"] if role == "source" else model["cue"]
        for span in spans:
            script += [*select(span), ["press", "R", key]]
    script += [["press", "1"], ["kill"]]
    killed = press_keys(script, "open", str(project))
    assert killed.code == KILLED, killed.errors
    (made,) = layer_of(project, article).statements

    def words(parts: list[dict[str, object]]) -> list[object]:
        return [part["text"] for part in parts]

    assert covered(made, text) == {
        "content": words(model["content"]),
        "source": words(model["source"]["spans"]),
        "cue": words(model["cue"]),
    }
    assert made.claim_types == ("fact",)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_project_is_found_again_by_the_bare_command(
    sample: Path, press_keys: Callable[..., object]
) -> None:
    assert press_keys([["quit"]], "open", str(sample)).code == 0
    again = press_keys([["press", "Escape", "["], ["tell", "last"], ["quit"]])
    assert again.code == 0, again.errors
    assert str(again.told["last"]["file"]).endswith(".txt")
