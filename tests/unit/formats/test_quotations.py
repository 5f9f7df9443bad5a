"""Quotations as Citron has them, both ways."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from annotator.errors import FormatError
from annotator.formats import citron
from annotator.formats.labelled.annotated_corpus import AnnotatedCorpus
from annotator.formats.labelled.as_labelled import labelled_texts
from annotator.formats.labelled.foreign import place


def in_file(tmp_path: Path, *values: object) -> Path:
    path = tmp_path / "quotes.json"
    path.write_text("\n".join(map(json.dumps, values)), encoding="utf-8")
    return path


def test_quotations_come_back_with_source_cue_and_fragments(
    corpus: AnnotatedCorpus, tmp_path: Path
) -> None:
    out = io.BytesIO()
    report = citron.write(corpus, out)
    assert (report.articles, report.statements, report.rows) == (2, 2, 3)
    path = tmp_path / "out.jsonl"
    path.write_bytes(out.getvalue())
    assert citron.is_likely(path)
    placed = place(citron.read(path))
    assert placed.misfits == ()
    for back, (_, text) in zip(placed.texts, labelled_texts(corpus), strict=True):
        assert (back.text, back.id, back.annotator) == (text.text, text.id, text.annotator)
        contents = {each.id: each for each in back.spans if each.role == "content"}
        wanted = {each.id: each for each in text.spans if each.role == "content"}
        for name, each in contents.items():
            assert (each.spans, each.label) == (wanted[name].spans, wanted[name].label)
            assert each.attributes == wanted[name].attributes
        parts = {each.spans for each in back.spans if each.role in ("source", "cue")}
        assert parts == {each.spans for each in text.spans if each.role in ("source", "cue")}
    lost = {(each.feature, each.id) for each in report.losses.each()}
    assert ("statements", "s-3") in lost  # its source is inferred: the text does not say it
    assert ("mentions", "m-1") in lost


def test_a_file_of_citron_is_read(tmp_path: Path) -> None:
    text = "Calm, she said, is best."
    quote = {
        "cue": {"start": 10, "end": 14, "text": "said"},
        "sources": [{"start": 6, "end": 9, "text": "she"}],
        "contents": [
            {"start": 0, "end": 4, "text": "Calm"},
            {"start": 16, "end": 23, "text": "is best"},
        ],
        "confidence": 0.9,
    }
    (found,) = place(citron.read(in_file(tmp_path, {"text": text, "quotes": [quote]}))).texts
    content, source, cue = found.spans
    assert [span.covered(text) for span in content.spans] == ["Calm", "is best"]
    assert (source.role, cue.role) == ("source", "cue")
    assert [(each.label, each.start) for each in found.links] == [("source", "q0"), ("cue", "q0")]


def test_another_shape_is_refused(tmp_path: Path) -> None:
    value = {"text": "a", "quotes": [{"contents": [{"start": "0"}]}]}
    with pytest.raises(FormatError, match="“start” is a text"):
        citron.read(in_file(tmp_path, value))


def test_what_quotations_have_beside_their_parts_is_counted(tmp_path: Path) -> None:
    content = {"start": 0, "end": 4, "text": "They"}
    quotes = [
        {"contents": [content], "coreferences": [content], "confidence": 0.7},
        {"contents": [], "sources": [content], "confidence": 1.0},
    ]
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"text": "They came.", "quotes": quotes}))
    assert citron.read(path).notes == (
        "1 coreferences of quotations left out.",
        "How sure the tool was of 1 quotations was left out.",
        "1 quotations without a content left out.",
    )
