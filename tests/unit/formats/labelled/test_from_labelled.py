"""From labelled spans and links to records, and round trips through them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.annotations import derived
from annotator.annotations.model import Mention, Statement
from annotator.corpus.span import Span
from annotator.errors import FormatError
from annotator.formats.labelled.annotated_corpus import AnnotatedArticle, AnnotatedCorpus
from annotator.formats.labelled.as_labelled import labelled_texts
from annotator.formats.labelled.foreign import (
    LineEnds,
    RawSpan,
    RawText,
    ReadFile,
    labels_in,
    links_in,
    place,
    text_labels_in,
)
from annotator.formats.labelled.from_labelled import Ground, Taken, from_labelled
from annotator.formats.labelled.label_mapping import (
    SKIP,
    Becomes,
    LabelMapping,
    as_yaml,
    propose,
    read_mapping,
)
from annotator.formats.labelled.labelled_text import LabelledSpan, LabelledText, Link
from annotator.formats.labelled.offset_units import ForeignSpan, Offsets


def mapping_for(corpus: AnnotatedCorpus, *texts: LabelledText) -> LabelMapping:
    labels = text_labels_in(texts)
    return propose(
        corpus.codebook,
        labels=labels_in(texts),
        links=links_in(texts),
        text_labels=(kind for kind, _ in labels),
    )


def taken(corpus: AnnotatedCorpus, text: LabelledText, annotator: str) -> Taken:
    ground = Ground(corpus.codebook, frozenset(each.id for each in corpus.actors), annotator)
    return from_labelled(text, "article-1", mapping_for(corpus, text), ground)


def plain(statement: Statement, names: dict[str, str], text: str) -> Statement:
    """The statement without what no foreign file can know: our ids."""
    stances = tuple(
        replace(each, target=replace(each.target, id=names.get(each.target.id, each.target.id)))
        for each in statement.stances
    )
    return replace(
        statement,
        id=names[statement.id],
        external_id="",
        stances=stances,
        parent=names.get(statement.parent or ""),
        voice=statement.voice or derived.voice(statement),
        quote=statement.quote or derived.quote(statement, text),
    )


def test_what_we_write_comes_back_as_it_was(corpus: AnnotatedCorpus) -> None:
    article: AnnotatedArticle = next(iter(corpus.articles))
    pairs = [(one, text) for one, text in labelled_texts(corpus) if one is article]
    for layer, (_, text) in zip(article.layers, pairs, strict=True):
        back = taken(corpus, text, layer.annotator)
        assert back.unread == ()
        names = {each.id: each.external_id for each in back.layer.statements}
        assert [plain(each, names, article.text) for each in back.layer.statements] == [
            plain(each, {one.id: one.id for one in layer.statements}, article.text)
            for each in sorted(layer.statements, key=lambda one: one.content[0])
        ]
        assert [fields(each) for each in back.layer.mentions] == sorted(
            fields(each) for each in layer.mentions if each.decision != "rejected"
        )


def fields(mention: Mention) -> tuple[Span, str, str]:
    return mention.span, mention.kind, mention.actor or ""


WORDS = "Rada said calm is best. Norland denies it."


def labelled(*spans: LabelledSpan, links: tuple[Link, ...] = ()) -> LabelledText:
    return LabelledText("t", WORDS, spans, links)


def over(words: str, label: str, name: str) -> LabelledSpan:
    start = WORDS.index(words)
    return LabelledSpan(name, label, (Span(start, start + len(words)),))


def test_names_that_other_corpora_use_are_understood(corpus: AnnotatedCorpus) -> None:
    proposed = propose(
        corpus.codebook,
        labels=["PER", "Location", "Organisation", "Call", "Quote", "Speaker", "Banana"],
        links=["said by", "Against", "banana"],
        text_labels=["banana"],
    )
    assert {name: each.in_words() for name, each in proposed.labels.items()} == {
        "PER": "entity PERSON",
        "Location": "entity LOC",
        "Organisation": "entity ORG",
        "Call": "claim call",
        "Quote": "statement",
        "Speaker": "source",
        "Banana": "skip",
    }
    assert [each.in_words() for each in proposed.links.values()] == [
        "source",
        "stance against",
        "skip",
    ]
    assert proposed.text_labels["banana"] == SKIP


def test_a_foreign_link_makes_a_source(corpus: AnnotatedCorpus) -> None:
    text = labelled(
        over("calm is best", "Quote", "1"),
        over("Rada", "Speaker", "2"),
        links=(Link("attributed to", "1", "2"),),
    )
    (statement,) = taken(corpus, text, "ann-1").layer.statements
    assert statement.content == (Span(10, 22),)
    assert statement.source.spans == (Span(0, 4),)
    assert statement.external_id == "1"


def test_what_becomes_nothing_is_named_with_the_reason(corpus: AnnotatedCorpus) -> None:
    text = replace(
        labelled(over("Rada", "Speaker", "1"), over("calm", "Banana", "2")),
        labels={"mood": ("sour",)},
    )
    back = taken(corpus, text, "ann-1")
    assert [(each.what, each.id, each.why) for each in back.unread] == [
        ("Speaker", "1", "no statement is linked to it"),
        ("Banana", "2", "what this label becomes here was not said"),
        ("label of the text", "mood/sour", "it becomes nothing here"),
    ]
    assert back.layer.statements == back.layer.mentions == ()


def test_white_space_is_trimmed_and_nothing_but_white_space_is_left_out(
    corpus: AnnotatedCorpus,
) -> None:
    text = labelled(over("Rada ", "PERSON", "1"), over(" ", "PERSON", "2"))
    back = taken(corpus, text, "ann-1")
    assert [each.span for each in back.layer.mentions] == [Span(0, 4)]
    assert [each.id for each in back.unread] == ["2"]


def test_nothing_refers_to_a_statement_of_which_no_words_are_left(corpus: AnnotatedCorpus) -> None:
    text = LabelledText(
        "t",
        "yes  no",
        (
            LabelledSpan("s", "call", (Span(0, 3),)),
            LabelledSpan("blank", "call", (Span(3, 5),)),
        ),
        (Link("against", "s", "blank"), Link("parent", "s", "blank")),
    )
    back = taken(corpus, text, "ann-1")
    (statement,) = back.layer.statements
    assert (statement.stances, statement.parent) == ((), None)
    assert ("stance", "s") in {(each.what, each.id) for each in back.unread}


def test_a_mapping_file_says_what_becomes_what(corpus: AnnotatedCorpus, tmp_path: Path) -> None:
    file = tmp_path / "mapping.yaml"
    mapping = LabelMapping(
        {"PER": Becomes("entity", "PERSON"), "NO": SKIP, "1": Becomes("statement")},
        {"by": Becomes("source"), "no": Becomes("stance", "against")},
    )
    file.write_text(as_yaml(mapping), encoding="utf-8")
    assert read_mapping(file, corpus.codebook) == mapping


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("labels: {A: entity BANANA}", "no entity BANANA"),
        ("labels: {A: banana}", "“A: banana”"),
        ("labels: {A: entity}", "lacks an id"),
        ("labels: {A: source x}", "needs no id"),
        ("label: {A: skip}", "other parts"),
        ("labels: [A]", "no list of names"),
        ("- 1", "other parts"),
        ("labels: {A: [", "could not be read"),
    ],
)
def test_a_mapping_file_that_does_not_fit_is_refused_naming_the_line(
    corpus: AnnotatedCorpus, tmp_path: Path, words: str, said: str
) -> None:
    file = tmp_path / "mapping.yaml"
    file.write_text(words, encoding="utf-8")
    with pytest.raises(FormatError, match="Nothing was imported") as caught:
        read_mapping(file, corpus.codebook)
    assert said in str(caught.value)


RAW = "Paß 😀\r\nKabul calls"


def raw(*spans: RawSpan) -> ReadFile:
    return ReadFile((RawText("d1", RAW, spans, where="line 1"),))


def in_utf16(words: str, label: str, covered: str | None = None) -> RawSpan:
    offsets, start = Offsets(RAW, "UTF-16 units"), RAW.index(words)
    span = ForeignSpan(
        offsets.in_unit(start), offsets.in_unit(start + len(words)), covered or words
    )
    return RawSpan(label, label, (span,))


def test_offsets_and_line_ends_are_turned_into_ours() -> None:
    placed = place(raw(in_utf16("Kabul", "GPE")))
    (text,) = placed.texts
    assert text.text == "Paß 😀\nKabul calls"
    assert text.spans[0].spans[0].covered(text.text) == "Kabul"
    assert placed.evidence.unit == "UTF-16 units"
    assert placed.misfits == ()


def test_a_span_that_does_not_fit_is_listed_and_never_shifted() -> None:
    wrong = in_utf16("calls", "VERB", covered="denies")
    placed = place(raw(in_utf16("Kabul", "GPE"), wrong))
    assert [each.label for each in placed.texts[0].spans] == ["GPE"]
    assert [each.in_words() for each in placed.misfits] == [
        "line 1: VERB at 14 to 19 should cover “denies”, and there is “calls”."
    ]
    outside = RawSpan("x", "GPE", (ForeignSpan(90, 99),))
    (misfit,) = place(raw(outside)).misfits
    assert "outside the text" in misfit.in_words()


def test_a_person_may_say_what_a_file_counts_in() -> None:
    span = RawSpan("x", "GPE", (ForeignSpan(7, 12),))
    (text,) = place(raw(span), "code points").texts
    assert text.spans[0].spans[0].covered(text.text) == "Kabul"


def test_line_ends_move_the_places_behind_them() -> None:
    ends = LineEnds("a\r\nb\rc")
    assert ends.text == "a\nb\nc"
    assert ends.span(Span(3, 4)) == Span(2, 3)
    assert ends.span(Span(0, 6)) == Span(0, 5)
    assert ends.span(Span(2, 3)) == Span(1, 2)
    assert ends.span(Span(1, 2)) is None


@pytest.mark.parametrize(
    ("is_done", "becomes", "progress"),
    [
        (None, "entity", "done"),
        (None, "nothing", "opened"),  # its labels were left out: nobody found nothing in it
        (True, "nothing", "done"),
        (False, "entity", "opened"),
    ],
)
def test_a_text_of_which_nothing_was_taken_is_not_done(corpus, is_done, becomes, progress):
    text = LabelledText("t", WORDS, (over("Rada", "X", "1"),), is_done=is_done)
    kind = corpus.codebook.entity_kinds[0].id
    chosen = Becomes("entity", kind) if becomes == "entity" else SKIP
    ground = Ground(corpus.codebook, frozenset(), "amina")
    layer = from_labelled(text, "article-1", LabelMapping(labels={"X": chosen}), ground).layer
    assert layer.progress.status == progress


def test_a_text_in_which_another_tool_found_nothing_is_done(corpus):
    ground = Ground(corpus.codebook, frozenset(), "amina")
    layer = from_labelled(LabelledText("t", WORDS), "article-1", LabelMapping(), ground).layer
    assert layer.progress.status == "done"
