"""Which rows come of what annotators said, worked out by hand."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.annotations.model import (
    Annotator,
    ArticleLabel,
    Layer,
    Mention,
    Progress,
    Source,
    Stance,
    Statement,
    Target,
)
from annotator.codebook.article_labels import ArticleLabelKind, ArticleLabelValue
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, Zone
from annotator.corpus.span import Span
from annotator.dataset.building import (
    NOBODY,
    NOBODY_CHOSEN,
    NOT_DONE,
    NOT_OPENED,
    NOT_SETTLED,
    NOTHING_SETTLED,
    TIE,
    Dataset,
)
from annotator.dataset.files.columns import COLUMNS
from annotator.dataset.options import DatasetOptions, split_named
from annotator.dataset.tasks.rows import (
    ROW_OF,
    TASKS,
    ArticleLabelTaskRow,
    QuotationTaskRow,
    Row,
    SpanTaskRow,
    StanceTaskRow,
    Vote,
    columns,
)
from annotator.formats.labelled.annotated_corpus import AnnotatedArticle, AnnotatedCorpus

TEXT = (
    "date 2031-05-01\nTalks stall 🛶\n\n"
    "“Both fleets must turn back,” envoy Ilves told the Gazette. Norland denies it. "
    "Nobody answered.\n\nRain fell on the 👩‍🚀 harbour.\n"
)
ZONES = (
    Zone("metadata", Span(0, 15)),
    Zone("headline", Span(16, TEXT.index("\n\n"))),
    Zone("body", Span(TEXT.index("“"), len(TEXT) - 1)),
)
TURN, DENIES = "“Both fleets must turn back,”", "Norland denies it"
BOOK = replace(
    default_codebook(),
    article_labels=(
        ArticleLabelKind("relevant", "Relevant"),
        ArticleLabelKind(
            "frame",
            "Frame",
            values=(ArticleLabelValue("war", "War"), ArticleLabelValue("law", "Law")),
            multiple=True,
        ),
    ),
)
TOPIC = BOOK.topics[0].id


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def said(who: str, words: str, value: str = "", **parts: object) -> Statement:
    stances = (Stance(Target("topic", TOPIC), value),) if value else ()
    made = Statement(
        id=f"{who}-{words[:4]}",
        article="one",
        annotator=who,
        content=(span(words),),
        claim_types=("call",),
        stances=stances,
        source=Source((span("envoy Ilves"),), ("RUS",)),
        cue=(span("told"),),
        codebook=BOOK.reference,
    )
    return replace(made, **parts)  # type: ignore[arg-type]


def layer(who: str, *statements: Statement, status: str = "done", **parts: object) -> Layer:
    progress = Progress(f"one:{who}", "one", who, status)  # type: ignore[arg-type]
    made = Layer("one", who, (), statements, progress)
    return replace(made, **parts)  # type: ignore[arg-type]


def article(*layers: Layer, name: str = "one", text: str = TEXT) -> AnnotatedArticle:
    sha256 = hashlib.sha256(f"{name}{text}".encode()).hexdigest()
    facts = Article(name, "Talks stall", sha256, len(text), "2031-05-01", "Gazette")
    return AnnotatedArticle(facts, text, ZONES, layers)


def corpus(*articles: AnnotatedArticle) -> AnnotatedCorpus:
    return AnnotatedCorpus(
        "project",
        "Strait",
        (BOOK,),
        articles,
        tuple(Annotator(each, each.title()) for each in ("ada", "bo", "cy")),
    )


def built(
    articles: Sequence[AnnotatedArticle], **options: object
) -> tuple[tuple[Row, ...], Dataset]:
    chosen = DatasetOptions(**options)  # type: ignore[arg-type]
    dataset = Dataset(lambda: corpus(*articles), chosen)
    return tuple(dataset.rows()), dataset


def lost(dataset: Dataset) -> dict[str, int]:
    return {each.why: each.count for each in dataset.counts.losses.counts}


def three(*values: str) -> AnnotatedArticle:
    return article(
        *(
            layer(who, said(who, TURN, value)) if value != "-" else layer(who)
            for who, value in zip(("ada", "bo", "cy"), values, strict=False)
        )
    )


# -- stance


def test_each_annotators_stance_is_a_row_with_its_sentence() -> None:
    rows, _ = built([three("favor", "against")], negatives=0.0)
    assert [(row.label, row.annotators) for row in rows] == [
        ("favor", ("Ada",)),
        ("against", ("Bo",)),
    ]
    row = rows[0]
    assert isinstance(row, StanceTaskRow)
    assert row.text == "“Both fleets must turn back,” envoy Ilves told the Gazette."
    assert [row.text[start:end] for start, end in row.content] == [TURN]
    assert (row.target_kind, row.target_id, row.explicit) == ("topic", TOPIC, True)
    assert row.votes == (Vote("Ada", ("favor",)),)


def test_the_majority_decides_and_a_tie_is_dropped_with_every_statement() -> None:
    (row,), _ = built([three("favor", "favor", "against")], whose="majority", negatives=0.0)
    assert (row.label, row.annotators) == ("favor", ("Ada", "Bo"))
    assert set(row.statements) == {"ada-“Bot", "bo-“Bot", "cy-“Bot"}
    rows, dataset = built([three("favor", "against")], whose="majority", negatives=0.0)
    assert rows == ()
    assert lost(dataset) == {"no label has more than half of the votes": 2}
    (kept,), dataset = built(
        [three("favor", "against")], whose="majority", negatives=0.0, ties="keep"
    )
    assert (kept.label, kept.is_tie) == ("", True)
    assert dataset.counts.labels == {"all": Counter({TIE: 1})}


def test_who_is_done_and_has_no_such_statement_votes_for_none() -> None:
    (row,), _ = built([three("favor", "-", "favor")], whose="soft", negatives=0.0)
    assert row.shares == {"favor": pytest.approx(2 / 3), "NONE": pytest.approx(1 / 3)}
    assert Vote("Bo", ("NONE",)) in row.votes
    rows, dataset = built([three("favor", "-", "-")], whose="majority", negatives=0.0)
    assert rows == ()
    assert lost(dataset) == {"most annotators see none there": 1}


def test_who_is_not_done_has_no_vote_on_what_they_have_not_said() -> None:
    opened = layer("bo", status="opened")
    one = article(layer("ada", said("ada", TURN, "favor")), opened)
    (row,), _ = built([one], whose="soft", negatives=0.0, done_only=False)
    assert row.shares == {"favor": 1.0}


@pytest.mark.parametrize(
    ("option", "handling", "labels"),
    [
        ("unclear", "keep", ["favor", "unclear"]),
        ("unclear", "drop", ["favor"]),
        ("unclear", "own", ["favor", "unclear"]),
        ("implicit", "keep", ["favor", "unclear"]),
        ("implicit", "drop", ["unclear"]),
        ("implicit", "own", ["implicit favor", "unclear"]),
        ("unsure", "drop", ["favor"]),
        ("unsure", "own", ["favor", "unsure"]),
    ],
)
def test_unclear_implicit_and_unsure_are_kept_dropped_or_told_apart(
    option: str, handling: str, labels: list[str]
) -> None:
    implicit = (Stance(Target("topic", TOPIC), "favor", explicit=False),)
    one = article(
        layer(
            "ada",
            said("ada", TURN, stances=implicit),
            said("ada", DENIES, "unclear", unsure=True),
        )
    )
    rows, dataset = built([one], negatives=0.0, **{option: handling})
    assert [row.label for row in rows] == labels
    assert sum(lost(dataset).values()) == 2 - len(labels)


def test_topics_that_nobody_takes_up_are_none_and_implicit() -> None:
    rows, dataset = built([three("favor")], negatives=None)
    none = [row for row in rows if row.label == "NONE"]
    assert len(none) == dataset.counts.candidates == 5 * len(BOOK.topics) - 1
    assert all(isinstance(row, StanceTaskRow) and row.explicit is False for row in none)
    here = [row for row in none if row.text.startswith("“Both")]
    assert TOPIC not in {row.target_id for row in here if isinstance(row, StanceTaskRow)}


@given(st.integers(0, 4), st.sampled_from([0.0, 0.5, 1.0, 3.0]))
def test_exactly_as_many_negatives_are_drawn_as_asked_for(seed: int, ratio: float) -> None:
    rows, dataset = built([three("favor", "against")], negatives=ratio, seed=seed)
    again, _ = built([three("favor", "against")], negatives=ratio, seed=seed)
    assert rows == again
    assert dataset.counts.negatives == round(2 * ratio)
    assert len(rows) == 2 + round(2 * ratio)


# -- claims


def test_sentences_of_done_articles_without_a_statement_are_no_claims() -> None:
    rows, _ = built([three("favor")], task="claim-detection", negatives=None)
    assert [(row.text, row.label) for row in rows] == [
        ("Talks stall 🛶", "no claim"),
        ("“Both fleets must turn back,” envoy Ilves told the Gazette.", "claim"),
        ("Norland denies it.", "no claim"),
        ("Nobody answered.", "no claim"),
        ("Rain fell on the 👩‍🚀 harbour.", "no claim"),
    ]


def test_a_sentence_with_a_dropped_statement_is_no_negative() -> None:
    one = article(layer("ada", said("ada", TURN, unsure=True)))
    rows, dataset = built([one], task="claim-detection", negatives=None, unsure="drop")
    assert "Both" not in " ".join(row.text for row in rows)
    assert lost(dataset) == {
        "the annotator was not sure": 1,
        "holds a statement that does not count": 1,
    }


def test_windows_are_sentences_in_a_row() -> None:
    rows, _ = built(
        [three("favor")], task="claim-detection", negatives=None, unit="window", window=2
    )
    assert [row.text.count(".") for row in rows] == [0, 2, 2]
    (row,), _ = built([three("favor")], negatives=0.0, unit="window", window=3)
    assert row.text.startswith("Talks stall")
    assert row.text.endswith("Norland denies it.")


def test_claim_types_are_decided_one_by_one() -> None:
    types = (("call", "fact"), ("call",), ("fact", "call"))
    one = article(
        *(
            layer(who, said(who, TURN, claim_types=some))
            for who, some in zip(("ada", "bo", "cy"), types, strict=True)
        )
    )
    (row,), _ = built([one], task="claim-type", whose="majority")
    assert row.labels == ("call", "fact")
    assert row.shares == {"call": 1.0, "fact": pytest.approx(2 / 3)}


# -- spans


def test_spans_lie_on_tokens_and_tell_where_they_go_on() -> None:
    content = Span(span(TURN).start, span("denies").end)
    one = article(layer("ada", said("ada", TURN, content=(content,))))
    rows, _ = built([one], task="spans", negatives=0.0)
    first = rows[0]
    assert isinstance(first, SpanTaskRow)
    found = {each.label: first.text[each.start : each.end] for each in first.spans}
    assert found == {
        "content": "“Both fleets must turn back,” envoy Ilves told the Gazette.",
        "source": "envoy Ilves",
        "cue": "told",
    }
    assert {each.label for each in first.spans if each.is_cut} == {"content"}
    for each in first.spans:
        assert first.tokens[each.first_token][0] == each.start
        assert first.tokens[each.last_token][1] == each.end


def test_the_majority_of_spans_is_taken_token_by_token() -> None:
    def marked(who: str, words: str) -> Layer:
        return layer(who, said(who, TURN, content=(span(words),), cue=(), source=Source()))

    one = article(
        marked("ada", "Both fleets must turn"),
        marked("bo", "fleets must"),
        marked("cy", "must turn"),
    )
    (row,), _ = built([one], task="spans", whose="majority", negatives=0.0)
    assert isinstance(row, SpanTaskRow)
    (found,) = row.spans
    assert row.text[found.start : found.end] == "fleets must turn"
    (soft,), _ = built([one], task="spans", whose="soft", negatives=0.0)
    assert isinstance(soft, SpanTaskRow)
    shares = {soft.text[each.start : each.end]: each.share for each in soft.spans}
    assert shares == dict.fromkeys(
        ("Both fleets must turn", "fleets must", "must turn"), pytest.approx(1 / 3)
    )


def test_a_token_that_half_mark_is_a_tie() -> None:
    one = three("favor", "-")
    rows, dataset = built([one], task="spans", whose="majority", negatives=0.0)
    assert rows == ()
    assert lost(dataset) == {"no label has more than half of the votes": 1}


def test_rejected_entities_are_left_out_and_named() -> None:
    mentions = tuple(
        Mention(f"m{place}", "one", "ada", span(words), "PERSON", decision=decision)
        for place, (words, decision) in enumerate((("Ilves", "added"), ("Norland", "rejected")))
    )
    one = article(layer("ada", mentions=mentions))
    (row,), dataset = built([one], task="entities", negatives=0.0)
    assert isinstance(row, SpanTaskRow)
    assert [row.text[each.start : each.end] for each in row.spans] == ["Ilves"]
    assert [each.id for each in dataset.counts.losses.each()] == ["m1"]


# -- quotations and labels


def test_a_quotation_holds_its_source_and_the_authors_own_voice_is_left_out() -> None:
    own = said("ada", DENIES, source=Source(), cue=())
    (row,), dataset = built([article(layer("ada", said("ada", TURN), own))], task="quotations")
    assert isinstance(row, QuotationTaskRow)
    assert (row.label, row.holder, row.quote) == ("RUS", ("RUS",), "direct")
    assert [row.text[start:end] for start, end in row.sources] == ["envoy Ilves"]
    assert lost(dataset) == {"in the author's own voice": 1}


def test_article_labels_are_rows_of_their_kinds() -> None:
    labels = tuple(
        ArticleLabel(f"l{place}", "one", "ada", kind, value)
        for place, (kind, value) in enumerate(
            (("relevant", "yes"), ("frame", "war"), ("frame", "law"), ("gone", "x"))
        )
    )
    rows, dataset = built([article(layer("ada", labels=labels))], task="article-labels")
    assert [row.labels for row in rows] == [("yes",), ("war", "law")]
    assert all(isinstance(row, ArticleLabelTaskRow) and row.text == TEXT for row in rows)
    assert lost(dataset) == {"not in the codebook any more": 1}


# -- all of them


def test_articles_that_nobody_is_done_with_are_named() -> None:
    one = article(layer("ada", said("ada", TURN, "favor"), status="opened"))
    rows, dataset = built([one])
    assert rows == ()
    assert lost(dataset) == {NOT_DONE: 1, NOBODY: 1}


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({}, {NOT_DONE: 1, NOBODY: 1}),
        ({"annotators": ("Ada",)}, {NOT_DONE: 1, NOBODY_CHOSEN: 1}),
        ({"whose": "gold"}, {NOT_SETTLED: 1}),
    ],
)
def test_why_an_article_has_no_rows_is_told_of_those_who_were_chosen(
    options: dict[str, Any], why: dict[str, int]
) -> None:
    _, dataset = built(
        [article(layer("ada", said("ada", TURN, "favor"), status="opened"))], **options
    )
    assert lost(dataset) == why


@pytest.mark.parametrize(("whose", "why"), [("each", NOT_OPENED), ("gold", NOTHING_SETTLED)])
def test_articles_without_a_layer_are_named(whose: str, why: str) -> None:
    assert lost(built([article()], whose=whose, done_only=False)[1]) == {why: 1}


def test_only_annotations_of_a_chosen_version_count() -> None:
    old = said("ada", DENIES, "against", codebook="book@0")
    one = article(layer("ada", said("ada", TURN, "favor"), old))
    rows, dataset = built([one], versions=(BOOK.reference,), negatives=0.0)
    assert [row.label for row in rows] == ["favor"]
    assert lost(dataset) == {"made under another version of the codebook (book@0)": 1}


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("whose", ["each", "majority", "soft"])
@pytest.mark.parametrize("unit", ["sentence", "window", "article"])
def test_every_offset_covers_its_text_and_ids_are_unique(task: str, whose: str, unit: str) -> None:
    mention = Mention("m", "one", "ada", span("Ilves"), "PERSON")
    label = ArticleLabel("l", "one", "ada", "relevant", "yes")
    one = article(
        layer("ada", said("ada", TURN, "favor"), mentions=(mention,), labels=(label,)),
        layer("bo", said("bo", "Both fleets must", "favor"), said("bo", DENIES, "against")),
    )
    rows, _ = built([one], task=task, whose=whose, unit=unit, negatives=None, ties="keep")
    assert rows
    assert len({row.id for row in rows}) == len(rows)
    for row in rows:
        assert type(row) is ROW_OF[task]  # type: ignore[index]
        assert TEXT[row.start : row.end] == row.text
        assert row.text.strip()
        assert not row.text.startswith("date") or unit == "article" or task == "article-labels"
        for name in ("content", "sources", "cues", "tokens"):
            for start, end in getattr(row, name, ()):
                assert 0 <= start < end <= len(row.text)


def test_rows_know_their_split_and_group() -> None:
    some = [replace(three("favor"), article=article(name=f"a{each}").article) for each in range(10)]
    rows, dataset = built(some, negatives=0.0, split=split_named("80/20"))
    assert Counter(row.split for row in rows) == {"train": 8, "test": 2}
    assert {row.article_uid: row.split for row in rows} == dataset.split_of
    assert len({row.group for row in rows}) == 10
    assert dataset.counts.articles == {"train": 8, "test": 2}


def test_an_article_that_comes_in_between_two_readings_is_in_the_next_dataset() -> None:
    one, other = three("favor"), replace(three("favor"), article=article(name="two").article)
    readings = iter((corpus(one), corpus(one, other)))
    dataset = Dataset(lambda: next(readings), DatasetOptions(negatives=0.0))
    assert [row.article_uid for row in dataset.rows()] == ["one"]


@pytest.mark.parametrize("task", TASKS)
def test_every_column_is_told_in_words(task: str) -> None:
    assert [name for name in columns(task) if not COLUMNS.get(name)] == []  # type: ignore[arg-type]
