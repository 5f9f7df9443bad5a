"""Prodigy's files, both ways."""

from __future__ import annotations

import io
import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.corpus.span import Span
from annotator.errors import FormatError
from annotator.formats import prodigy
from annotator.formats.labelled.annotated_corpus import AnnotatedCorpus
from annotator.formats.labelled.as_labelled import labelled_texts
from annotator.formats.labelled.foreign import place
from annotator.formats.labelled.labelled_text import LabelledText
from annotator.formats.labelled.tokens import TokenIndex, tokens

SAMPLE = (
    Path(__file__).resolve().parents[3]
    / "../shared/formats/samples/prodigy/head10_bio_events.jsonl"
)


def in_file(tmp_path: Path, *values: object) -> Path:
    path = tmp_path / "tasks.jsonl"
    path.write_text("\n".join(map(json.dumps, values)), encoding="utf-8")
    return path


def by_id(text: LabelledText) -> list[tuple[object, ...]]:
    return sorted(
        (each.id, each.label, each.spans, each.role, sorted(each.attributes.items()))
        for each in text.spans
    )


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample files are not here")
def test_a_file_of_prodigy_itself_is_read() -> None:
    assert prodigy.is_likely(SAMPLE)
    placed = place(prodigy.read(SAMPLE))
    assert len(placed.texts) == 10
    first = placed.texts[0]
    assert [each.spans[0].covered(first.text) for each in first.spans] == [
        "bcr",
        "abl",
        "interferon regulatory factor 4",
        "IRF-4",
    ]
    assert first.facts["source"].startswith("BioNLP")


def test_what_is_written_comes_back_whole(corpus: AnnotatedCorpus, tmp_path: Path) -> None:
    out = io.BytesIO()
    report = prodigy.write(corpus, out)
    assert (report.articles, report.statements, report.mentions, report.rows) == (2, 4, 4, 3)
    path = tmp_path / "out.jsonl"
    path.write_bytes(out.getvalue())
    placed = place(prodigy.read(path))
    assert placed.misfits == ()
    wanted = [text for _, text in labelled_texts(corpus)]
    assert [each.text for each in placed.texts] == [each.text for each in wanted]
    for back, text in zip(placed.texts, wanted, strict=True):
        assert by_id(back) == by_id(text)
        assert sorted(back.links, key=repr) == sorted(text.links, key=repr)
        assert (back.id, back.annotator, back.is_done) == (text.id, text.annotator, text.is_done)


def test_tokens_are_counted_as_prodigy_counts_them(corpus: AnnotatedCorpus) -> None:
    out = io.BytesIO()
    prodigy.write(corpus, out)
    for line in out.getvalue().decode().splitlines():
        task = json.loads(line)
        found = task["tokens"]
        assert [each["id"] for each in found] == list(range(len(found)))
        for span in task["spans"]:
            assert found[span["token_start"]]["start"] == span["start"]
            assert found[span["token_end"]]["end"] == span["end"]
        for each in task["relations"]:
            assert each["head"] == each["head_span"]["token_end"]
            assert each["child"] == each["child_span"]["token_end"]
        rebuilt = [task["text"][each["start"] : each["end"]] for each in found]
        assert rebuilt == [each["text"] for each in found]


def test_rejected_tasks_say_nothing_of_their_spans(tmp_path: Path) -> None:
    span = {"start": 0, "end": 5, "label": "GPE"}
    tasks = [{"text": "Kabul", "spans": [span], "answer": each} for each in ("accept", "reject")]
    read = prodigy.read(in_file(tmp_path, *tasks, {**tasks[0], "answer": "ignore"}))
    assert len(read.texts) == 1
    assert read.notes == ("2 rejected or ignored tasks were left out.",)


def test_relations_of_prodigy_are_found_by_place_or_by_token(tmp_path: Path) -> None:
    spans = [
        {"start": 0, "end": 4, "label": "A", "token_start": 0, "token_end": 0},
        {"start": 5, "end": 8, "label": "B", "token_start": 1, "token_end": 1},
    ]
    relations = [
        {"head": 0, "child": 1, "label": "one"},
        {"head": 9, "child": 9, "label": "two", "head_span": spans[1], "child_span": spans[0]},
    ]
    task = {"text": "Rada met", "spans": spans, "relations": relations}
    (text,) = place(prodigy.read(in_file(tmp_path, task))).texts
    assert [(each.label, each.start, each.end) for each in text.links] == [
        ("one", "s0", "s1"),
        ("two", "s1", "s0"),
    ]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"text": 1}, "“text” is a number"),
        ({"text": "a", "spans": {}}, "“spans” is"),
        ({"text": "a", "spans": [{"end": 1}]}, "“start” is null"),
        ({"text": "a", "meta": 3}, "“meta” is a number"),
    ],
)
def test_another_shape_is_refused_naming_the_place(
    tmp_path: Path, value: object, said: str
) -> None:
    with pytest.raises(FormatError, match="line 1") as caught:
        prodigy.read(in_file(tmp_path, value))
    assert said in str(caught.value)


awkward = st.text(
    alphabet=st.sampled_from("ab 1.,é\u0301\u200d👨😀\u00a0\u202eبش\n漢-'"), max_size=40
)


@given(text=awkward, data=st.data())
def test_tokens_cover_all_but_white_space_and_no_span_cuts_one(
    text: str, data: st.DataObject
) -> None:
    edges = data.draw(st.lists(st.integers(0, len(text)), max_size=4))
    found = tokens(text, edges)
    assert "".join(each.covered(text) for each in found) == "".join(text.split())
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
    index = TokenIndex.of(found)
    for start in edges:
        for end in edges:
            if start < end and text[start:end].strip() == text[start:end]:
                first, last = index.of_span(Span(start, end)) or (None, None)
                assert first is not None and last is not None
                assert (found[first].start, found[last].end) == (start, end)


def test_choices_answers_and_sessions_are_read_as_they_are_meant(tmp_path: Path) -> None:
    span = {"start": 0, "end": 4, "label": "PER"}
    tasks = (
        {
            "text": "Rada won.",
            "_view_id": "choice",
            "options": [{"id": "SPORT", "text": "Sport"}, {"id": 2, "text": "War"}],
            "accept": ["SPORT", 2],
            "answer": "accept",
            "_session_id": "news-amina",
            "user_input": "a race",
        },
        {"text": "No.", "answer": "reject", "label": "SPORT"},
        {"text": "Eh.", "answer": "ignore"},
        {"image": "a.png", "answer": "accept"},
        {"text": "Rada met Bo.", "answer": "accept", "spans": [
            {**span, "answer": "accept"}, {**span, "start": 9, "end": 11, "answer": "reject"}]},
    )  # fmt: skip
    path = tmp_path / "tasks.jsonl"
    path.write_text("\n".join(map(json.dumps, tasks)), encoding="utf-8")
    assert prodigy.is_likely(path)
    read = prodigy.read(path)
    first, second = place(read).texts
    assert first.annotator == "news-amina"
    assert first.labels == {"SPORT": ("yes",), "2": ("yes",), "user_input": ("a race",)}
    assert [each.spans[0].covered(second.text) for each in second.spans] == ["Rada"]
    assert read.notes == (
        "2 rejected or ignored tasks were left out.",
        "1 tasks without a text were left out.",
    )


def test_the_unit_of_any_text_with_spans_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "spans.jsonl"
    span = {"start": 3, "end": 8, "label": "X"}
    path.write_text(json.dumps({"text": "🛶 Kabul talks", "spans": [span]}))
    assert prodigy.is_likely(path)
    (text,) = place(prodigy.read(path)).texts
    assert [each.spans[0].covered(text.text) for each in text.spans] == ["Kabul"]
