"""The exchange format: what is read, what is refused, what is written."""

from __future__ import annotations

import io
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.annotations.model import Statement
from annotator.errors import ExportError, FormatError, ImportFileError
from annotator.formats import news_statements
from annotator.formats.labelled.annotated_corpus import AnnotatedArticle, AnnotatedCorpus

GOLDEN = Path(__file__).resolve().parents[2] / "golden"


def of_one(corpus: AnnotatedCorpus) -> AnnotatedCorpus:
    return replace(corpus, annotators=corpus.annotators[:1])


def written(corpus: AnnotatedCorpus) -> bytes:
    out = io.BytesIO()
    news_statements.write(of_one(corpus), out)
    return out.getvalue()


def statements_in(raw: bytes, first: AnnotatedArticle, folder: Path) -> tuple[Statement, ...]:
    path = folder / "statements.json"
    path.write_bytes(raw)
    file = news_statements.read(path)
    document = file.documents[0]
    return news_statements.statements_of(
        document,
        text=first.text,
        ids={"tern-1": "s-1", "s-2": "s-2", "s-3": "s-3"},
        article="article-1",
        annotator="ann-1",
        codebook=file.codebook,
        where="statements.json",
    )


def test_the_file_is_as_it_was_agreed(corpus: AnnotatedCorpus) -> None:
    assert written(corpus) == (GOLDEN / "news-statements.json").read_bytes()


def test_statements_come_back_with_every_part(corpus: AnnotatedCorpus, tmp_path: Path) -> None:
    first = next(iter(corpus.articles))
    found = statements_in(written(corpus), first, tmp_path)
    named = [
        replace(each, external_id=each.external_id or each.id)
        for each in first.layers[0].statements
    ]
    assert list(found) == named


def test_voice_and_quote_are_kept_only_where_a_person_decided_otherwise(
    corpus: AnnotatedCorpus, tmp_path: Path
) -> None:
    plain = json.loads(written(corpus))
    plain["documents"][0]["statements"][0]["voice"] = "author"
    plain["documents"][0]["statements"][1]["quote"] = "mixed"
    raw = json.dumps(plain).encode()
    found = statements_in(raw, next(iter(corpus.articles)), tmp_path)
    assert [(each.voice, each.quote) for each in found] == [
        ("author", None),
        (None, "mixed"),
        (None, None),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"text": "told"', '"text": "held"', 'cue of tern-1 should read "held", but the text from'),
        ('"parent": "s-2"', '"parent": "s-9"', "points to the statement s-9"),
        ('"id": "s-2"', '"id": "s-3"', "two statements with the id s-3"),
        ('"parent": "s-2"', '"parent": "s-3"', "lies inside itself"),
        ('"annotator": "Amina"', '"anotator": "Amina"', "anotator"),
        ('"offset_unit": "unicode_code_point"', '"offset_unit": "utf-16"', "utf-16"),
        ('"version": "1.0.0"', '"version": "3.1.0"', "version 3.1.0"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_naming_the_place(
    corpus: AnnotatedCorpus, tmp_path: Path, old: str, new: str, said: str
) -> None:
    raw = written(corpus).decode()
    assert old in raw
    with pytest.raises(FormatError, match="Nothing was imported") as caught:
        statements_in(raw.replace(old, new, 1).encode(), next(iter(corpus.articles)), tmp_path)
    assert said in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "statements.json")
    with pytest.raises(ImportFileError, match="a pipe"):
        news_statements.read(tmp_path / "statements.json")


def test_offsets_in_another_unit_are_refused(corpus: AnnotatedCorpus, tmp_path: Path) -> None:
    first = next(iter(corpus.articles))
    plain = json.loads(written(corpus))
    for statement in plain["documents"][0]["statements"]:
        for each in statement["content"]:
            for edge in ("start", "end"):
                each[edge] = len(first.text[: each[edge]].encode("utf-16-le")) // 2
    with pytest.raises(FormatError, match="counts in another unit"):
        statements_in(json.dumps(plain).encode(), first, tmp_path)


def test_a_span_behind_the_end_of_the_text_is_refused(
    corpus: AnnotatedCorpus, tmp_path: Path
) -> None:
    first = replace(next(iter(corpus.articles)), text="short")
    with pytest.raises(FormatError, match="but the text has 5 characters"):
        statements_in(written(corpus), first, tmp_path)


def test_zones_that_overlap_are_refused() -> None:
    zones = [
        news_statements.ZoneShape(kind="body", start=0, end=9, lang="en"),
        news_statements.ZoneShape(kind="body", start=8, end=12, lang="en"),
    ]
    with pytest.raises(FormatError, match="zone from 8 to 12 overlaps"):
        news_statements.zones_of(zones, length=20, where="x")


def test_several_annotators_do_not_fit_into_one_file(corpus: AnnotatedCorpus) -> None:
    with pytest.raises(ExportError, match=r"exactly one annotator.*Amina, \+Bo"):
        news_statements.write(corpus, io.BytesIO())


def test_what_the_format_cannot_hold_is_counted(corpus: AnnotatedCorpus) -> None:
    report = news_statements.write(of_one(corpus), io.BytesIO())
    assert (report.articles, report.statements) == (2, 3)
    assert {each.feature: each.count for each in report.losses.counts}["mentions"] == 4


def test_document_stances_that_do_not_follow_are_found(corpus: AnnotatedCorpus) -> None:
    statements = next(iter(corpus.articles)).layers[0].statements
    shapes = news_statements.document_stance_shapes(statements)
    document = news_statements.DocumentShape(
        id="x",
        file="x",
        sha256="",
        n_bytes=0,
        n_code_points=0,
        zones=[],
        document_stances=[
            *shapes[1:],
            news_statements.DocumentStanceShape(
                holder="CHN", target=shapes[0].target, value="mixed", derived=False
            ),
        ],
        statements=[],
    )
    assert [each.value for each in news_statements.overruled_stances(document, statements)] == [
        "mixed"
    ]
