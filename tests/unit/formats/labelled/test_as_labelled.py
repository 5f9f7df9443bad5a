"""Statements as labelled spans and links, the way most tools hold them."""

from __future__ import annotations

from dataclasses import replace

from annotator.annotations.model import ArticleLabel
from annotator.codebook.model import EntityKind
from annotator.corpus.span import Span
from annotator.formats.labelled.annotated_corpus import AnnotatedCorpus
from annotator.formats.labelled.as_labelled import LabelNames, as_labelled, labelled_texts
from annotator.formats.labelled.labelled_text import LabelledSpan, LabelledText


def first_text(corpus: AnnotatedCorpus) -> LabelledText:
    return next(text for _, text in labelled_texts(corpus))


def named(text: LabelledText, name: str) -> LabelledSpan:
    return next(each for each in text.spans if each.id == name)


def test_each_annotator_has_a_text_of_their_own(corpus: AnnotatedCorpus) -> None:
    found = [(each.id, each.annotator, each.is_done) for _, each in labelled_texts(corpus)]
    assert found == [("tern", "Amina", True), ("tern", "+Bo", False), ("article-2", "+Bo", True)]


def test_mentions_are_spans_with_their_actor_and_rejected_ones_are_not_there(
    corpus: AnnotatedCorpus,
) -> None:
    text = first_text(corpus)
    mentions = [each for each in text.spans if each.role == "mention"]
    assert [(each.id, each.label) for each in mentions] == [
        ("m-1", "LOC"),
        ("m-2", "PERSON"),
        ("m-3", "PERSON"),
        ("m-5", "NORP"),
    ]
    assert mentions[1].attributes == {"actor": "p:ilves"}


def test_a_statement_is_its_content_with_links_to_its_parts(corpus: AnnotatedCorpus) -> None:
    text = first_text(corpus)
    content = named(text, "s-1")
    assert (content.label, content.role, len(content.spans)) == ("call", "content", 2)
    assert content.whole == Span(content.spans[0].start, content.spans[1].end)
    assert content.attributes["claim_types"] == ("call", "prediction")
    assert content.attributes["stances"] == ("favor topic end_hostilities", "against actor PAK")
    assert content.attributes["implicit_stances"] == ("actor PAK",)
    assert content.attributes["quote"] == "direct"
    covered = {
        (link.label, named(text, link.end).spans[0].covered(text.text))
        for link in text.links
        if link.start == "s-1"
    }
    assert covered == {
        ("source", "envoy Rada Ilves"),
        ("cue", "told"),
        ("addressee", "Both fleets"),
        ("via", "the Tern Gazette"),
        ("against", "fleets"),
    }


def test_statements_are_linked_to_each_other(corpus: AnnotatedCorpus) -> None:
    links = {(each.label, each.start, each.end) for each in first_text(corpus).links}
    assert {("against", "s-2", "s-1"), ("parent", "s-3", "s-2")} <= links


def test_every_link_leads_from_a_span_to_a_span(corpus: AnnotatedCorpus) -> None:
    for _, text in labelled_texts(corpus):
        ids = [each.id for each in text.spans]
        assert len(ids) == len(set(ids))
        assert all(each.start in ids and each.end in ids for each in text.links)


def test_a_link_to_what_is_not_there_is_left_out_and_stands_in_the_attributes(
    corpus: AnnotatedCorpus,
) -> None:
    each = next(iter(corpus.articles))
    layer = replace(each.layers[0], statements=each.layers[0].statements[1:])
    text = as_labelled(each, layer, LabelNames(corpus.codebook), {})
    assert ("against", "s-2", "s-1") not in {(one.label, one.start, one.end) for one in text.links}
    assert named(text, "s-2").attributes["stances"][0] == "against statement s-1"  # type: ignore[index]


def test_figures_keep_what_they_say(corpus: AnnotatedCorpus) -> None:
    text = first_text(corpus)
    figures = [each for each in text.spans if each.role == "figure"]
    assert [each.attributes.get("value") for each in figures] == [12, None, 12.5]
    assert figures[0].attributes["unit"] == "missing"


def test_article_labels_are_labels_of_the_text(corpus: AnnotatedCorpus) -> None:
    each = next(iter(corpus.articles))
    labels = (ArticleLabel("l", "article-1", "ann-1", "genre", "report"),)
    text = as_labelled(
        each, replace(each.layers[0], labels=labels), LabelNames(corpus.codebook), {}
    )
    assert text.labels == {"genre": ("report",)}
    assert text.facts == {"title": "Talks stall", "date": "2031-05-01", "source": "Tern Gazette"}


def test_a_name_that_two_entries_share_is_told_apart(corpus: AnnotatedCorpus) -> None:
    book = corpus.codebook
    shared = replace(book, entity_kinds=(*book.entity_kinds, EntityKind("call", "Call", "blue")))
    names = LabelNames(shared)
    assert names.of("claim_types", "call") == "claim_types/call"
    assert names.of("entity_kinds", "call") == "entity_kinds/call"
    assert names.of("claim_types", "denial") == "denial"
    assert names.entries["claim_types/call"] == ("claim_types", "call")
    assert names.wording("entity_kinds/call") == "Call"
    assert "entity_kinds/call" in names.in_section("entity_kinds")
    assert all(names.of(*entry) == name for name, entry in names.entries.items())
