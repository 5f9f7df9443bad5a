"""Any text with any spans goes through the formats that are SQLite files and comes back."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.annotations.model import Annotator, Layer, Source, Statement
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article
from annotator.corpus.span import Span
from annotator.formats import dna, dna_reading, flat_sqlite, flat_sqlite_reading
from annotator.formats.labelled.annotated_corpus import AnnotatedArticle, AnnotatedCorpus
from annotator.formats.labelled.foreign import Placed, place

AWKWARD = st.sampled_from(
    [
        *"aB .'\"%;",
        "😀",
        "👩‍🚀",
        "e\u0301",
        "\u200d",
        "\u00a0",
        "\u2028",
        "ש",
        "\n",
        "\t",
        "ß",
        "\u3000",
    ]
)


@st.composite
def corpora(draw: st.DrawFn) -> AnnotatedCorpus:
    text = "".join(draw(st.lists(AWKWARD, min_size=3, max_size=40))) + "end"
    edges = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=8)))
    fragments = tuple(
        Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False) if start < end
    )
    statements = tuple(
        Statement(f"s-{number}", "a", "ann", each, Source(actors=("X",)), note=text)
        for number, each in enumerate((fragments, fragments[:1], fragments[-1:]))
    )
    article = Article("a", draw(st.text("ab'\"😀", max_size=300)), "", len(text))
    each = AnnotatedArticle(article, text, layers=(Layer("a", "ann", (), statements),))
    return AnnotatedCorpus(
        "p", "T", (default_codebook(),), (each,), annotators=(Annotator("ann", "A'; --"),)
    )


def same(corpus: AnnotatedCorpus, placed: Placed) -> None:
    (each,) = corpus.articles
    (text,) = placed.texts
    assert placed.misfits == ()
    assert text.text == each.text
    assert text.annotator == "A'; --"
    found = {span.id: span.spans for span in text.spans if span.role == "content"}
    assert found == {one.id: one.content for one in each.layers[0].statements}
    notes = {span.attributes.get("note") for span in text.spans if span.role == "content"}
    assert notes == {each.text}


@settings(max_examples=25, deadline=None)
@given(corpora())
def test_a_database_of_dna_holds_any_text(corpus: AnnotatedCorpus) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "a.dna", io.BytesIO()
        dna.write(corpus, out)
        path.write_bytes(out.getvalue())
        same(corpus, place(dna_reading.read(path)))


@settings(max_examples=25, deadline=None)
@given(corpora())
def test_a_flat_copy_holds_any_text(corpus: AnnotatedCorpus) -> None:
    with tempfile.TemporaryDirectory() as folder:
        flat_sqlite.write(corpus, Path(folder))
        same(corpus, place(flat_sqlite_reading.read(Path(folder))))
