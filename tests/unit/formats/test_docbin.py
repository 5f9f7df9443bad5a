"""DocBin, read back with spaCy."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import spacy

from annotator.corpus.span import Span
from annotator.corpus.token_cuts import TokenCuts, packed
from annotator.formats import docbin, docbin_file
from annotator.formats.labelled.annotated_corpus import AnnotatedCorpus, WriteReport
from annotator.preannotation.found import plain_tokenizer

if TYPE_CHECKING:
    from spacy.tokens import Doc


def written(corpus: AnnotatedCorpus) -> tuple[list[Doc], WriteReport]:
    from spacy.tokens import DocBin

    out = io.BytesIO()
    report = docbin.write(corpus, out)
    docs = DocBin().from_bytes(out.getvalue())
    return list(docs.get_docs(spacy.blank("en").vocab)), report


def counted(report: WriteReport) -> dict[str, int]:
    return {each.why: each.count for each in report.losses.counts}


def test_one_doc_per_article_and_annotator_with_the_exact_text(corpus: AnnotatedCorpus) -> None:
    docs, report = written(corpus)
    first, second = tuple(corpus.articles)
    assert [doc.text for doc in docs] == [first.text, first.text, second.text]
    assert [(doc.user_data["article"], doc.user_data["annotator"]) for doc in docs] == [
        ("tern", "Amina"),
        ("tern", "+Bo"),
        ("article-2", "+Bo"),
    ]
    assert docs[0].user_data["offset_unit"] == "unicode_code_point"
    assert (report.articles, report.statements) == (2, 4)


def test_entities_are_the_mentions_that_stand_and_the_longest_of_overlapping_ones(
    corpus: AnnotatedCorpus,
) -> None:
    docs, report = written(corpus)
    assert [(each.text, each.label_, each.kb_id_, each.id_) for each in docs[0].ents] == [
        ("Lumen\u00a0Strait", "LOC", "", "m-1"),
        ("Rada Ilves", "PERSON", "p:ilves", "m-2"),
        ("sailors", "NORP", "", "m-5"),
    ]
    assert report.mentions == 3
    assert counted(report)[docbin.OVERLAPPING] == 1


def test_parts_of_statements_are_span_groups_that_name_their_statement(
    corpus: AnnotatedCorpus,
) -> None:
    docs, _ = written(corpus)
    doc = docs[0]
    content = [(each.id_, each.label_, each.text) for each in doc.spans["content"]]
    assert content[:4] == [
        ("s-1", "call", "“Both fleets must turn back,”"),
        ("s-1", "prediction", "“Both fleets must turn back,”"),
        ("s-1", "call", "“before the ice does it for them.”"),
        ("s-1", "prediction", "“before the ice does it for them.”"),
    ]
    assert [(each.id_, each.label_, each.text) for each in doc.spans["cue"]] == [
        ("s-1", "cue", "told"),
        ("s-2", "cue", "rejects"),
    ]
    assert [each.text for each in doc.spans["source"]] == ["envoy Rada Ilves", "Norland"]
    assert [each.text for each in doc.spans["addressee"]] == ["Both fleets"]
    assert [each.label_ for each in docs[1].spans["content"]] == ["content"]


def test_a_span_inside_a_token_is_widened_counted_named_and_kept_exact(
    corpus: AnnotatedCorpus,
) -> None:
    docs, report = written(corpus)
    assert counted(report)[docbin.WIDENED] == 1
    assert any('"ailor"' in note and '"sailors"' in note for note in report.notes)
    exact = next(each for each in docs[0].user_data["mentions"] if each["id"] == "m-5")
    assert docs[0].text[exact["span"]["start"] : exact["span"]["end"]] == "ailor"


def test_statements_are_whole_in_the_user_data(corpus: AnnotatedCorpus) -> None:
    found = written(corpus)[0][0].user_data["statements"]
    stance = found[1]["stances"][0]
    assert (stance["value"], stance["explicit"]) == ("against", True)
    assert (stance["target"]["kind"], stance["target"]["id"]) == ("statement", "tern-1")
    assert found[2]["parent"] == "s-2"


def test_a_language_that_spacy_does_not_know_is_no_obstacle(corpus: AnnotatedCorpus) -> None:
    book = replace(corpus.codebook, language="tlh")
    docs, _ = written(replace(corpus, codebooks=(book,)))
    assert docs[0].text == next(iter(corpus.articles)).text


def with_cuts(corpus: AnnotatedCorpus, tokenizer: str) -> AnnotatedCorpus:
    """Keep the tokens of each text, as marking does."""
    cut = spacy.blank("en").tokenizer
    articles = []
    for each in corpus.articles:
        tokens = packed((len(token), bool(token.whitespace_)) for token in cut(each.text))
        cuts = TokenCuts(tokenizer, each.article.text_sha256, tokens)
        articles.append(replace(each, cuts=cuts))
    return replace(corpus, articles=tuple(articles))


def file_of(corpus: AnnotatedCorpus) -> bytes:
    out = io.BytesIO()
    docbin.write(corpus, out)
    return out.getvalue()


def test_kept_tokens_give_the_very_same_file_and_no_text_is_cut(
    corpus: AnnotatedCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = replace(corpus, articles=tuple(corpus.articles))
    kept = with_cuts(corpus, plain_tokenizer("en"))
    cut_anew = file_of(corpus)
    pipeline = spacy.blank("en")
    pipeline.tokenizer = lambda text: pytest.fail("a text was cut again")
    monkeypatch.setattr(docbin, "_pipeline", lambda _: pipeline)
    assert file_of(kept) == cut_anew


@pytest.mark.parametrize("reason", ["tokenizer", "text", "bytes"])
def test_tokens_that_are_not_of_this_tokenizer_and_text_are_not_used(
    corpus: AnnotatedCorpus, reason: str
) -> None:
    corpus = replace(corpus, articles=tuple(corpus.articles))
    tokenizer = "spaCy 1.0 en" if reason == "tokenizer" else plain_tokenizer("en")
    cuts = TokenCuts(tokenizer, "0" * 64, packed([(1, False)]))
    other = tuple(
        replace(
            each,
            cuts=replace(
                cuts,
                text_sha256=cuts.text_sha256 if reason == "text" else each.article.text_sha256,
                packed=cuts.packed if reason == "bytes" else packed([(len(each.text), False)]),
            ),
        )
        for each in corpus.articles
    )
    assert file_of(replace(corpus, articles=other)) == file_of(corpus)


def test_groups_of_spans_are_packed_as_spacy_packs_them(corpus: AnnotatedCorpus) -> None:
    docs, _ = written(corpus)
    assert any(len(group) > 1 for doc in docs for group in doc.spans.values())
    bare = spacy.blank("en")("Nobody came.")
    assert all(docbin_file.packed_groups(each) == each.spans.to_bytes() for each in (*docs, bare))


def test_only_some_widened_spans_are_named_in_words(corpus: AnnotatedCorpus) -> None:
    first = next(iter(corpus.articles))
    inside = replace(first.layers[0].mentions[0], span=Span(1, 2))
    mentions = tuple(replace(inside, id=f"w{number}") for number in range(50))
    layer = replace(first.layers[0], mentions=mentions, statements=())
    _, report = written(replace(corpus, articles=(replace(first, layers=(layer,)),)))
    assert counted(report)[docbin.WIDENED] == 50
    assert 0 < len(report.notes) < 50


def test_ids_of_spans_are_not_remembered_from_doc_to_doc(corpus: AnnotatedCorpus) -> None:
    from spacy.tokens import DocBin
    from spacy.tokens import Span as TokenSpan

    doc, sizes, out = written(corpus)[0][0], set(), io.BytesIO()
    with docbin_file.DocBinFile() as file:
        for number in range(3):
            doc.ents = [
                TokenSpan(doc, each.start, each.end, each.label_, span_id=f"{number}-{each.start}")
                for each in doc.ents
            ]
            file.add(doc, [token.text for token in doc])
            sizes.add(len(file._known))
        file.write_to(out, lambda: None)
    assert len(sizes) == 1
    read = DocBin().from_bytes(out.getvalue()).get_docs(spacy.blank("en").vocab)
    assert [each.ents[0].id_ for each in read] == [f"{n}-{doc.ents[0].start}" for n in range(3)]


def test_which_strings_are_remembered_does_not_hang_on_the_order_of_a_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(docbin_file, "_KNOWN", 3)
    words = [f"word{number}" for number in range(40)]
    with docbin_file.DocBinFile() as file:
        file.add(spacy.blank("en")(" ".join(words)), words)
        assert sorted(file._known) == sorted(words)[:3]
