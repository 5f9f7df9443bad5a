"""Datasets that this program writes, sentence by sentence and with votes, as articles again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.annotations.model import Annotator, Layer, Mention, Progress, Source, Statement
from annotator.corpus.span import Span
from annotator.dataset.options import Unit, Whose
from annotator.dataset.tasks.rows import Task
from annotator.errors import FormatError
from annotator.formats.dataset_rows import reading
from annotator.formats.dataset_rows.put_together import BETWEEN, Patchwork
from annotator.formats.labelled.annotated_corpus import AnnotatedArticle, AnnotatedCorpus
from annotator.formats.labelled.foreign import place
from annotator.formats.labelled.labelled_text import LabelledText
from annotator.workflows.exporting.export_formats import FORMATS
from tests.round_trip import written as in_file
from tests.unit.formats.conftest import article_of
from tests.unit.workflows.exporting.test_dataset_trips import written

TEXT = (
    "Norland said 🛶 yes. It rained.\n\nNobody came. Estovia “denied” the e\u0301vent. "
    "Snow fell. Then Norland left."
)
PEOPLE = (Annotator("ann-1", "Amina"), Annotator("ann-2", "Bo"))


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def layer(who: str, *statements: Statement, mentions: tuple[Mention, ...] = ()) -> Layer:
    done = Progress(f"a:{who}", "article-1", who, "done")
    return Layer("article-1", who, mentions, statements, done)


def claim(name: str, who: str, *contents: str, source: str = "", kind: str = "fact") -> Statement:
    return Statement(
        name,
        "article-1",
        who,
        tuple(map(at, contents)),
        Source((at(source),) if source else (), ("CHN",)),
        claim_types=(kind,),
    )


def corpus(*layers: Layer) -> AnnotatedCorpus:
    from annotator.codebook.reading import default_codebook

    each = AnnotatedArticle(article_of("1", "Weather", TEXT), TEXT, layers=layers)
    return AnnotatedCorpus("p", "T", (default_codebook(),), (each,), PEOPLE)


def back(
    found: AnnotatedCorpus, task: Task, folder: Path, unit: Unit = "sentence", whose: Whose = "each"
) -> tuple[LabelledText, ...]:
    written(found, task, "jsonl", folder, unit, whose)
    placed = place(reading.read(folder))
    assert placed.misfits == ()
    return placed.texts


def covered(text: LabelledText, role: str) -> list[tuple[str, ...]]:
    return [
        tuple(one.covered(text.text) for one in each.spans)
        for each in text.spans
        if each.role == role
    ]


def test_sentences_of_an_article_are_put_together(tmp_path: Path) -> None:
    first = claim("s-1", "ann-1", "yes", source="Norland")
    second = claim("s-2", "ann-1", "“denied” the e\u0301vent", source="Estovia")
    (text,) = back(corpus(layer("ann-1", first, second)), "quotations", tmp_path)
    assert text.text == f"Norland said 🛶 yes.{BETWEEN}Estovia “denied” the e\u0301vent."
    assert covered(text, "content") == [("yes",), ("“denied” the e\u0301vent",)]
    assert covered(text, "source") == [("Norland",), ("Estovia",)]
    assert [each.attributes["holders"] for each in text.spans if each.role == "content"] == [
        ("CHN",),
        ("CHN",),
    ]


def test_with_all_sentences_the_article_is_whole_but_for_its_line_ends(tmp_path: Path) -> None:
    (text,) = back(corpus(layer("ann-1", claim("s-1", "ann-1", "yes"))), "spans", tmp_path)
    assert text.text.split() == TEXT.split()
    assert "\n\nNobody came." in text.text


def test_a_statement_over_two_sentences_is_one(tmp_path: Path) -> None:
    long = claim("s-1", "ann-1", "said 🛶 yes. It rained", "Snow fell")
    for task in ("spans", "claim-detection"):
        folder = tmp_path / task
        (text,) = back(corpus(layer("ann-1", long)), task, folder)
        assert covered(text, "content") == [("said 🛶 yes. It rained", "Snow fell")], task
        assert [each.id for each in text.spans] == ["s-1"]


def test_votes_are_layers_of_everybody_who_voted(tmp_path: Path) -> None:
    amina = layer("ann-1", claim("s-1", "ann-1", "yes", kind="fact"))
    bo = layer("ann-2", claim("s-2", "ann-2", "yes", kind="denial"))
    texts = back(corpus(amina, bo), "claim-type", tmp_path, whose="soft")
    said = {each.annotator: [one.label for one in each.spans] for each in texts}
    assert said == {"Amina": ["fact"], "Bo": ["denial"]}


def test_who_voted_for_nothing_has_a_layer_without_labels(tmp_path: Path) -> None:
    texts = back(
        corpus(layer("ann-1", claim("s-1", "ann-1", "yes")), layer("ann-2")),
        "claim-detection",
        tmp_path,
        whose="soft",
    )
    assert {each.annotator: len(each.spans) for each in texts} == {"Amina": 1, "Bo": 0}


def test_spans_that_several_marked_are_each_one_s_own(tmp_path: Path) -> None:
    people = [
        layer(
            who,
            claim(f"s-{who}", who, "yes", source="Norland"),
            claim(f"t-{who}", who, *(["Snow fell"] if who == "ann-1" else ["Nobody came"])),
            mentions=(Mention(f"m-{who}", "article-1", who, at("Norland"), "GPE", "CHN"),),
        )
        for who in ("ann-1", "ann-2")
    ]
    spans = {
        each.annotator: each
        for each in back(corpus(*people), "spans", tmp_path / "s", whose="soft")
    }
    assert covered(spans["Amina"], "content") == [("yes",), ("Snow fell",)]
    assert covered(spans["Bo"], "content") == [("yes",), ("Nobody came",)]
    assert covered(spans["Bo"], "source") == [("Norland",)]
    entities = back(corpus(*people), "entities", tmp_path / "e", whose="soft")
    assert [(each.annotator, covered(each, "mention")) for each in entities] == [
        ("Amina", [("Norland",)]),
        ("Bo", [("Norland",)]),
    ]


def test_rows_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    written(corpus(layer("ann-1", claim("s-1", "ann-1", "yes"))), "spans", "jsonl", tmp_path)
    path = tmp_path / "all.jsonl"
    row = json.loads(path.read_text("utf-8").splitlines()[0])
    other = {**row, "text": row["text"].replace("N", "M")}
    path.write_text("\n".join(map(json.dumps, (row, other))), encoding="utf-8")
    with pytest.raises(FormatError, match="different things of one place"):
        reading.read(path)
    path.write_text(json.dumps({**row, "end": row["end"] + 1}), encoding="utf-8")
    with pytest.raises(FormatError, match="as long as the places say"):
        reading.read(path)


# Putting together

TEXTS = st.text(alphabet="ab 🛶\n", min_size=1, max_size=40)


@given(text=TEXTS, cuts=st.lists(st.tuples(st.integers(0, 39), st.integers(1, 40)), min_size=1))
def test_every_stretch_that_is_known_keeps_its_words(
    text: str, cuts: list[tuple[int, int]]
) -> None:
    pieces = [(start, text[start : start + size]) for start, size in cuts if start < len(text)]
    made = Patchwork(tuple(pieces))
    for start, words in pieces:
        found = made.place(start, start + len(words))
        assert found is not None and made.text[slice(*found)] == words
    if sorted(pieces)[:1] and made.gaps == 0 and len(made.text) == len(text):
        assert made.text.split() == text.split()
    assert made.place(len(text), len(text) + 1) is None


@pytest.mark.parametrize("name", ["jsonl", "csv"])
def test_rows_of_stances_tell_who_is_done(name: str, tmp_path: Path) -> None:
    begun = layer("ann-2", claim("s-2", "ann-2", "It rained."))
    begun = replace(begun, progress=Progress("a:ann-2", "article-1", "ann-2", "opened"))
    both = corpus(layer("ann-1", claim("s-1", "ann-1", "Snow fell.")), begun)
    path = tmp_path / f"rows{FORMATS[name].suffix}"
    in_file(both, FORMATS[name], path)
    read = {each.annotator: each.is_done for each in place(reading.read(path)).texts}
    assert read == {"Amina": True, "Bo": False}
