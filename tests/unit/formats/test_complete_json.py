"""The complete JSON: everything, without loss, as its schema says."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator import paths
from annotator.annotations.model import (
    Addressee,
    Annotator,
    Figure,
    Layer,
    Mention,
    Progress,
    Ruling,
    Source,
    Stance,
    Statement,
    Target,
)
from annotator.codebook.model import Codebook
from annotator.codebook.reading import bundled_codebooks, read_codebook
from annotator.corpus.article import Article, Zone
from annotator.corpus.span import Span
from annotator.errors import EmptyFileError, FormatError, ImportFileError
from annotator.formats import complete_json
from annotator.formats.labelled.annotated_corpus import AnnotatedArticle, AnnotatedCorpus
from annotator.preannotation.suggestion import EngineRun, Suggestion

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
SCHEMA = paths.resources() / "schemas/complete.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
AWKWARD = "aZé\u0301👩‍🚀🇩🇪\u00a0\u2028\u2029\u0085\u200f\u200b"
AWKWARD += "שלום عربي \t\n\"\\'“”<&=\x00\x1f\ufeff"


def written(corpus: AnnotatedCorpus) -> bytes:
    out = io.BytesIO()
    complete_json.write(corpus, out)
    return out.getvalue()


def read_back(raw: bytes, folder: Path) -> AnnotatedCorpus:
    path = folder / "complete.json"
    path.write_bytes(raw)
    return complete_json.read(path)


def test_everything_comes_back_value_for_value(corpus: AnnotatedCorpus, tmp_path: Path) -> None:
    assert read_back(written(corpus), tmp_path) == corpus


def test_what_was_settled_comes_back_with_who_settled_it(
    corpus: AnnotatedCorpus, tmp_path: Path
) -> None:
    ruling = Ruling(
        id="article-1:ruling:1",
        article="article-1",
        annotator="ann-2",
        disagreement="claim_type||s-1,s-4",
        kind="claim_type",
        outcome="edited",
        origins=(("ann-2", "s-4"), ("ann-1", "s-1")),
        gold="gold:s-1",
        rule="majority",
        reason="a call, says the guideline",
        entry="claim_types/call",
        seen=(("ann-2", "0f"), ("ann-1", "1e")),
        ruled="2031-05-01T10:00:00+00:00",
        codebook="news-statements@1.0.0",
    )
    first, *others = corpus.articles
    layers = (Annotator("gold", "Settled", "gold"), Annotator("ann-1#2", "A", "repeat", "ann-1"))
    whole = replace(
        corpus,
        annotators=(*corpus.annotators, *layers),
        articles=(replace(first, rulings=(ruling,)), *others),
    )
    raw = written(whole)
    assert read_back(raw, tmp_path) == whole
    VALIDATOR.validate(json.loads(raw))


def test_the_file_is_as_it_was_agreed(corpus: AnnotatedCorpus) -> None:
    assert written(corpus) == (GOLDEN / "complete.json").read_bytes()


def test_the_schema_describes_exactly_what_is_written() -> None:
    """Make it anew with ``json.dumps(annotator.formats.complete_json.schema(), indent=2)``."""
    stored = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert stored == complete_json.schema()
    jsonschema.Draft202012Validator.check_schema(stored)


def test_the_file_passes_its_schema_and_nothing_more_does(corpus: AnnotatedCorpus) -> None:
    plain = json.loads(written(corpus))
    VALIDATOR.validate(plain)
    for record in (plain, plain["documents"][0], plain["documents"][0]["statements"][0]):
        record["surplus"] = 1
        assert not VALIDATOR.is_valid(plain)
        del record["surplus"]
        name, value = next(iter(record.items()))
        del record[name]
        assert not VALIDATOR.is_valid(plain)
        record[name] = value
    VALIDATOR.validate(plain)


def test_every_span_stands_with_the_text_it_covers(corpus: AnnotatedCorpus) -> None:
    plain = json.loads(written(corpus))
    assert plain["offset_unit"] == "unicode_code_point"
    seen = 0

    def walk(value: object, text: str) -> None:
        nonlocal seen
        if isinstance(value, dict):
            if {"start", "end", "text"} <= value.keys():
                assert text[value["start"] : value["end"]] == value["text"]
                seen += 1
            for each in value.values():
                walk(each, text)
        elif isinstance(value, list):
            for each in value:
                walk(each, text)

    for document in plain["documents"]:
        walk(document, document["text"])
    assert seen > 20


def test_two_annotators_with_the_same_external_id_get_names_of_their_own(
    corpus: AnnotatedCorpus,
) -> None:
    statements = json.loads(written(corpus))["documents"][0]["statements"]
    assert [each["id"] for each in statements] == ["tern-1", "s-2", "s-3", "s-4"]
    assert [each["external_id"] for each in statements] == ["tern-1", "", "", "tern-1"]
    assert statements[1]["stances"][0]["target"]["id"] == "tern-1"


def test_document_stances_name_their_annotator_where_there_are_several(
    corpus: AnnotatedCorpus,
) -> None:
    document = json.loads(written(corpus))["documents"][0]
    assert {each["annotator"] for each in document["document_stances"]} == {"ann-1", "ann-2"}
    first = corpus.articles[0]  # type: ignore[index]
    alone = replace(corpus, articles=(replace(first, layers=first.layers[:1]),))
    document = json.loads(written(alone))["documents"][0]
    assert all("annotator" not in each for each in document["document_stances"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"text": "told"', '"text": "tale"', 'cue of tern-1 should read "tale"'),
        ('"n_code_points": ', '"n_code_points": 1', "n_code_points says"),
        ('"version": "1.0.0",\n "codebook"', '"version": "2.0.0",\n "codebook"', "version 2.0.0"),
        ('"format": "annotator-complete"', '"format": "other"', 'it says it is "other"'),
        ('"title": "Talks stall"', '"titel": "Talks stall"', "titel"),
        ('"id": "s-2"', '"id": "tern-1"', "two statements with the id tern-1"),
        ('"unsure": true', '"unsure": "yes"', "unsure"),
    ],
)
def test_a_file_that_was_altered_is_refused_in_words(
    corpus: AnnotatedCorpus, tmp_path: Path, old: str, new: str, said: str
) -> None:
    raw = written(corpus).decode()
    assert old in raw
    with pytest.raises(FormatError, match="Nothing was imported") as caught:
        read_back(raw.replace(old, new, 1).encode(), tmp_path)
    assert said in str(caught.value)


def test_a_file_that_was_cut_short_or_is_another_is_refused_in_words(
    corpus: AnnotatedCorpus, tmp_path: Path
) -> None:
    raw = written(corpus)
    for damaged in (raw[: len(raw) // 2], b"[]", b"\xff\xfe", b"[" * 100_000, b"null"):
        with pytest.raises(FormatError, match="Nothing was imported"):
            read_back(damaged, tmp_path)
    with pytest.raises(EmptyFileError):
        read_back(b" \n", tmp_path)
    with pytest.raises(ImportFileError, match="is a folder"):
        complete_json.read(tmp_path)
    with pytest.raises(ImportFileError, match="could not be read"):
        complete_json.read(tmp_path / "none.json")


def test_articles_are_written_one_by_one_and_never_kept(corpus: AnnotatedCorpus) -> None:
    out = io.BytesIO()
    sizes: list[int] = []

    def articles() -> object:
        for each in tuple(corpus.articles):
            sizes.append(out.tell())
            yield each

    complete_json.write(replace(corpus, articles=articles()), out)  # type: ignore[arg-type]
    assert 0 < sizes[0] < sizes[1] < out.tell()


def test_another_codebook_travels_with_the_file(tmp_path: Path) -> None:
    book = read_codebook(bundled_codebooks()["climate-debate"])
    empty = AnnotatedCorpus("p", "Empty", (Codebook(id="bare", version="1"), book), ())
    raw = written(empty)
    VALIDATOR.validate(json.loads(raw))
    assert read_back(raw, tmp_path).codebook == book


texts = st.text(st.sampled_from(AWKWARD), min_size=1, max_size=80)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@st.composite
def span_in(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


def spans_in(text: str, least: int = 0) -> st.SearchStrategy[tuple[Span, ...]]:
    return st.lists(span_in(text), min_size=least, max_size=2).map(tuple)


@st.composite
def statement_in(draw: st.DrawFn, text: str, article: str, known: list[str]) -> Statement:
    """Draw a statement over a text; ``known`` are the statements before it, to point to."""
    targets = [("topic", "other"), ("actor", "X"), *(("statement", each) for each in known)]
    kind, target = draw(st.sampled_from(targets))
    spans = spans_in(text)
    return Statement(
        id=f"{article}-s{len(known)}",
        article=article,
        annotator="a",
        content=draw(spans_in(text, 1)),
        source=Source(draw(spans), ("X",), draw(st.none() | words), inferred=draw(st.booleans())),
        cue=draw(spans),
        addressee=Addressee(draw(spans), (draw(words),)),
        claim_types=tuple(draw(st.lists(words, max_size=2))),
        certainty=draw(st.none() | words),
        stances=(Stance(Target(kind, target, draw(spans)), draw(words)),),  # type: ignore[arg-type]
        parent=draw(st.sampled_from([None, *known])),
        figures=(
            Figure(
                draw(span_in(text)),
                draw(st.none() | st.integers() | st.floats(-9e9, 9e9)),
                "b",
                "u",
            ),
        ),
        note=draw(words),
        voice=draw(st.none() | st.sampled_from(["author", "reported"])),
        quote=draw(st.none() | st.sampled_from(["direct", "mixed"])),
        external_id=draw(st.sampled_from(["", "same"])),
        codebook="b@1",
    )


@st.composite
def annotated_articles(draw: st.DrawFn, number: int) -> AnnotatedArticle:
    text, article = draw(texts), f"article-{number}"
    statements: list[Statement] = []
    for _ in range(draw(st.integers(0, 3))):
        known = [each.id for each in statements]
        statements.append(draw(statement_in(text, article, known)))
    raw = text.encode()
    return AnnotatedArticle(
        article=Article(
            article, draw(words), hashlib.sha256(raw).hexdigest(), len(text), external_id="twin"
        ),
        text=text,
        zones=(Zone("body", draw(span_in(text))),),
        layers=(
            Layer(
                article,
                "a",
                (
                    Mention(
                        f"{article}-m",
                        article,
                        "a",
                        draw(span_in(text)),
                        "ORG",
                        draw(st.none() | words),
                    ),
                ),
                tuple(statements),
                draw(st.none() | st.just(Progress(f"{article}:a", article, "a", "opened"))),
            ),
        ),
        suggestions=(
            Suggestion(
                "g",
                article,
                "mention",
                draw(span_in(text)),
                "ORG",
                draw(st.floats(0, 1)),
                "r",
                "run",
            ),
        ),
    )


@settings(deadline=None)
@given(st.tuples(annotated_articles(1), annotated_articles(2)), words)
def test_no_text_and_no_labels_change_on_the_way_out_and_back(
    tmp_path_factory: pytest.TempPathFactory,
    articles: tuple[AnnotatedArticle, ...],
    title: str,
) -> None:
    corpus = AnnotatedCorpus(
        project_id="p",
        title=title,
        codebooks=(Codebook(id="b", version="1"),),
        articles=articles,
        annotators=(Annotator("a", title),),
        engine_runs=(EngineRun("run", "rules", "1"),),
    )
    raw = written(corpus)
    VALIDATOR.validate(json.loads(raw))
    assert read_back(raw, tmp_path_factory.getbasetemp()) == corpus
