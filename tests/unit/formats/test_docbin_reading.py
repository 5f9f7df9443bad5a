"""DocBins, read: spaCy's own, and ours back again."""

from __future__ import annotations

import io
import zlib
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin, Span

from annotator.annotations.model import ArticleLabel
from annotator.codebook.article_labels import ArticleLabelKind, ArticleLabelValue
from annotator.errors import ImportFileError, TooLargeError
from annotator.formats import docbin, docbin_file, docbin_reading
from annotator.formats.labelled.annotated_corpus import AnnotatedArticle, AnnotatedCorpus
from annotator.formats.labelled.as_labelled import labelled_texts
from annotator.formats.labelled.foreign import place

SAMPLE = Path(__file__).resolve().parents[3] / "../shared/formats/samples/spacy_docbin/demo.spacy"


@pytest.fixture
def labelled(corpus: AnnotatedCorpus) -> AnnotatedCorpus:
    """Return the corpus with a label of a whole article."""
    values = tuple(ArticleLabelValue(each, each) for each in ("report", "comment"))
    kind = ArticleLabelKind("genre", "Genre", values=values)
    book = replace(corpus.codebook, article_labels=(kind,))
    first, *others = corpus.articles
    label = ArticleLabel("l", first.article.id, "ann-1", "genre", "report")
    layer = replace(first.layers[0], labels=(label,))
    whole = replace(first, layers=(layer, *first.layers[1:]))
    return replace(corpus, codebooks=(*corpus.codebooks[:-1], book), articles=(whole, *others))


def in_file(folder: Path, corpus: AnnotatedCorpus) -> Path:
    path = folder / "out.spacy"
    with path.open("wb") as file:
        docbin.write(corpus, file)
    return path


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample files are not here")
def test_a_file_of_spacy_itself_is_read() -> None:
    assert docbin_reading.is_likely(SAMPLE)
    (text,) = place(docbin_reading.read(SAMPLE)).texts
    (name,) = text.spans
    assert (name.label, name.spans[0].covered(text.text)) == ("PERSON", "Ed Sheeran")


def test_entities_span_groups_and_categories_of_others_are_read(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    doc = nlp("👩‍🚀 Rada Ilves told  Norland, twice.")
    names = [Span(doc, 3, 5, "PERSON", kb_id="p:ilves", span_id="m-1"), Span(doc, 7, 8, "GPE")]
    assert [each.text for each in names] == ["Rada Ilves", "Norland"]
    doc.set_ents(names)
    doc.spans["sc"] = [Span(doc, 3, 8, "CLAIM"), Span(doc, 5, 8, "CLAIM")]
    doc.cats = {"genre/report": 1.0, "genre/comment": 0.0, "URGENT": 0.8}
    doc.user_data["title"] = "Twice"
    path = tmp_path / "theirs.spacy"
    DocBin(docs=[doc, nlp("")], store_user_data=True).to_disk(path)
    first, second = place(docbin_reading.read(path)).texts
    assert (first.text, second.text) == (doc.text, "")
    said = [(each.id, each.label, each.spans[0].covered(first.text)) for each in first.spans]
    assert said == [
        ("m-1", "PERSON", "Rada Ilves"),
        ("e1", "GPE", "Norland"),
        ("sc-0", "CLAIM", "Rada Ilves told  Norland"),
        ("sc-1", "CLAIM", "told  Norland"),
    ]
    assert first.spans[0].attributes == {"actor": "p:ilves"}
    assert first.labels == {"genre": ("report",), "URGENT": ("yes",)}
    assert first.facts == {"title": "Twice"}


def test_what_is_written_comes_back_whole(labelled: AnnotatedCorpus, tmp_path: Path) -> None:
    path = in_file(tmp_path, labelled)
    assert docbin_reading.is_likely(path)
    placed = place(docbin_reading.read(path))
    assert placed.misfits == ()
    wanted = [replace(text, spans=()) for _, text in labelled_texts(labelled)]
    assert [replace(each, spans=()) for each in placed.texts] == wanted
    for back, (_, text) in zip(placed.texts, labelled_texts(labelled), strict=True):
        assert back.spans == tuple(replace(each, record="") for each in text.spans)
    docs = DocBin().from_disk(path).get_docs(spacy.blank("en").vocab)
    assert next(iter(docs)).cats == {"genre/report": 1.0, "genre/comment": 0.0}


def test_a_folder_has_a_file_for_every_so_many_docs(
    corpus: AnnotatedCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docbin, "SHARD", 2)
    report = docbin.write_folder(corpus, tmp_path)
    files = sorted(tmp_path.iterdir())
    assert [each.name for each in files] == ["00000.spacy", "00001.spacy"]
    assert [len(DocBin().from_disk(each)) for each in files] == [2, 1]
    one = docbin.write(corpus, io.BytesIO())
    assert (report.articles, report.statements) == (one.articles, one.statements)
    assert docbin_reading.is_likely(tmp_path)
    texts = [each.text for each in place(docbin_reading.read(tmp_path)).texts]
    assert texts == [text.text for _, text in labelled_texts(corpus)]


@settings(max_examples=40, deadline=None)
@given(text=st.text("aé \t\u00a0\u200d\u2028שא👩🚀“.’-1\n", min_size=1, max_size=40))
def test_the_text_comes_back_to_the_character(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    doc = Doc.from_docs([spacy.blank("en")(text)])
    path = tmp_path_factory.mktemp("text") / "text.spacy"
    DocBin(docs=[doc]).to_disk(path)
    (read,) = docbin_reading.read(path).texts
    assert read.text == doc.text


def broken(path: Path, **changes: object) -> Path:
    doc = spacy.blank("en")("Rada told Norland.")
    doc.spans["sc"] = [Span(doc, 0, 1, "A")]
    raw = msgspec.msgpack.decode(zlib.decompress(DocBin(docs=[doc]).to_bytes()))
    raw.update(changes)
    path.write_bytes(zlib.compress(msgspec.msgpack.encode(raw)))
    return path


FAR = {"name": "sc", "spans": [docbin_file.SPAN.pack(0, 0, 0, 0, 99, 0, 99)]}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lengths": b"\x05\0\0\0"}, "tokens are not as many"),
        ({"lengths": b"\xff\xff\xff\xff"}, "tokens are not as many"),
        ({"lengths": b"\0"}, "length is not a multiple"),
        ({"spaces": b""}, "spaces or categories are missing"),
        ({"strings": []}, "is not a DocBin"),
        ({"attrs": [1]}, "is not a DocBin"),
        ({"attrs": "many"}, "Expected `array`"),
        ({"cats": []}, "spaces or categories are missing"),
        ({"span_groups": [b"\xc1"]}, "is not a DocBin"),
        (
            {"span_groups": [msgspec.msgpack.encode({msgspec.msgpack.encode(FAR): ["sc"]})]},
            "“sc” lies outside the text",
        ),
        ({"user_data": [msgspec.msgpack.encode({"labelled": {"id": 1}})]}, "Expected `str`"),
    ],
)
def test_a_docbin_of_another_shape_is_refused(
    tmp_path: Path, changes: dict[str, object], said: str
) -> None:
    path = broken(tmp_path / "odd.spacy", **changes)
    with pytest.raises(ImportFileError, match=said):
        docbin_reading.read(path)


def test_what_is_no_docbin_or_unpacks_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "none.spacy"
    path.write_bytes(b"nothing of the kind")
    assert not docbin_reading.is_likely(path)
    with pytest.raises(ImportFileError, match="is not a DocBin"):
        docbin_reading.read(path)
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(ImportFileError, match=r"no file \.spacy"):
        docbin_reading.read(empty)
    monkeypatch.setattr(docbin_reading, "_MOST", 100)
    with pytest.raises(TooLargeError):
        docbin_reading.read(broken(path))


def test_an_article_without_layers_is_no_doc(corpus: AnnotatedCorpus, tmp_path: Path) -> None:
    first = next(iter(corpus.articles))
    empty = replace(corpus, articles=(AnnotatedArticle(first.article, first.text),))
    assert docbin_reading.read(in_file(tmp_path, empty)).texts == ()
