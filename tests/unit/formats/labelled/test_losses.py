"""What a format cannot hold is counted and named."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.annotations.model import (
    ActiveTime,
    ArticleLabel,
    Comment,
    DocumentStance,
    Flag,
    Ruling,
    Target,
)
from annotator.formats.labelled.annotated_corpus import AnnotatedCorpus
from annotator.formats.labelled.features import FEATURES, IN_WORDS, Feature
from annotator.formats.labelled.losses import Loss, Losses, Lost
from annotator.formats.labelled.uses import Fidelity, Lacks, always, note_left_out, uses, where


def test_losses_are_counted_by_reason_and_named_in_order() -> None:
    losses = Losses()
    losses.note("fragments", "joined", article="a", record="s1")
    losses.note("overlaps", "left out", article="a", record="m1")
    losses.note("fragments", "joined", article="b", record="s\n2")
    assert losses.counts == (Loss("fragments", "joined", 2), Loss("overlaps", "left out", 1))
    named = (
        Lost("fragments", "joined", "a", "s1"),
        Lost("overlaps", "left out", "a", "m1"),
        Lost("fragments", "joined", "b", "s\n2"),
    )
    assert tuple(losses.each()) == named
    losses.note("fragments", "joined", article="c", record="s3")
    assert tuple(losses.each()) == (*named, Lost("fragments", "joined", "c", "s3"))
    assert tuple(Losses().each()) == ()


_NOTES = st.lists(
    st.tuples(
        st.sampled_from(["fragments", "overlaps"]), st.sampled_from("ab"), st.text(max_size=3)
    )
)


@given(st.lists(_NOTES, max_size=5), st.integers(0, 5))
def test_losses_noted_in_several_places_are_those_noted_in_one(
    pieces: list[list[tuple[Feature, str, str]]], own: int
) -> None:
    whole, joined = Losses(), Losses()
    for place, piece in enumerate(pieces):
        apart = Losses()
        for feature, why, record in piece:
            for losses in (whole, joined if place < own else apart):
                losses.note(feature, why, article=f"{place}", record=record)
        joined.add(apart.packed())
    assert joined.counts == whole.counts
    assert tuple(joined.each()) == tuple(whole.each())
    assert b"".join(joined.lines()) == b"".join(whole.lines())


def test_many_losses_take_little_memory() -> None:
    losses, count = Losses(), 50_000
    tracemalloc.start()
    for number in range(count):
        losses.note("fragments", "joined", article=f"{number % 50:032x}", record=f"{number:032x}")
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size < 40 * count
    assert [each.id for each in losses.each()] == [f"{number:032x}" for number in range(count)]


def test_every_feature_has_words_and_is_met_in_articles_that_have_it(
    corpus: AnnotatedCorpus,
) -> None:
    assert set(IN_WORDS) == set(FEATURES)
    first = next(iter(corpus.articles))
    target = Target("topic", "other")
    layer = replace(
        first.layers[0],
        labels=(ArticleLabel("l", "article-1", "ann-1", "genre", "report"),),
        stances=(DocumentStance("d", "article-1", "ann-1", "CHN", target, "favor"),),
    )
    full = replace(
        first,
        layers=(layer, *first.layers[1:]),
        told=(Comment("c", "article-1", "ann-1", "hm"), Flag("f", "article-1", "ann-1")),
        rulings=(Ruling("r", "article-1", "ann-1", "statement:s-1", "holder", "taken"),),
        times=(ActiveTime("t", "article-1", "ann-1", "2031-05-01T10:00:00Z", 5, 60),),
    )
    met = {each.feature for each in uses(full)}
    assert set(FEATURES) - met == {"offsets", "overlaps"}


def test_what_a_format_does_not_hold_is_named_once_for_each_record(
    corpus: AnnotatedCorpus,
) -> None:
    losses = Losses()
    held = frozenset(FEATURES) - {"second claim types", "rejected mentions", "parents"}
    for each in corpus.articles:
        note_left_out(losses, Fidelity(held), each)
    assert {(each.feature, each.id) for each in losses.each()} == {
        ("second claim types", "s-1"),
        ("rejected mentions", "m-4"),
        ("parents", "s-3"),
    }
    assert all(each.why.endswith("not in this format") for each in losses.counts)


def test_what_a_format_holds_partly_is_named_where_it_says_so(corpus: AnnotatedCorpus) -> None:
    partly = Fidelity(
        frozenset(FEATURES) - {"addressees", "codebook versions"},
        {"addressees": "the words", "codebook versions": "the current one"},
        {"addressees": where(lambda each: bool(each.addressee.actors))},
    )
    losses = Losses()
    for each in corpus.articles:
        note_left_out(losses, partly, each, only_version=corpus.codebook.reference)
    assert [(each.feature, each.id) for each in losses.each()] == [("addressees", "s-1")]
    assert losses.counts[0].why == "whom a statement addresses: the words"
    for each in corpus.articles:
        note_left_out(losses, partly, each, only_version="another@1")
    assert ("codebook versions", "s-2") in {(each.feature, each.id) for each in losses.each()}
    with pytest.raises(ValueError, match="not partly held"):
        Fidelity(frozenset({"text"}), {}, {"text": where(lambda each: True)})


def test_a_feature_is_held_whole_or_partly() -> None:
    with pytest.raises(ValueError, match="whole and partly"):
        Fidelity(frozenset({"text"}), {"text": "half of it"})
    assert "zones" in Fidelity(frozenset({"text"})).left_out


_FIDELITIES = st.lists(st.integers(0, 4), min_size=len(FEATURES), max_size=len(FEATURES))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ways=_FIDELITIES, version=st.sampled_from(["", "own", "another@1"]))
def test_what_is_noted_is_every_use_that_is_not_held(
    corpus: AnnotatedCorpus, ways: list[int], version: str
) -> None:
    own = corpus.codebook.reference if version == "own" else version
    by_way = [[one for one, way in zip(FEATURES, ways, strict=True) if way == n] for n in range(5)]
    some_lacks: dict[Feature, Lacks] = dict.fromkeys(by_way[2], always)
    some_lacks |= dict.fromkeys(by_way[3], where(lambda each: bool(each.cue)))
    partly = dict.fromkeys([*by_way[1], *by_way[2], *by_way[3]], "somehow")
    fidelity = Fidelity(frozenset(by_way[0]), partly, some_lacks)
    for each in corpus.articles:
        losses = Losses()
        note_left_out(losses, fidelity, each, only_version=own)
        assert tuple(losses.each()) == tuple(
            Lost(use.feature, fidelity.why(use.feature), each.article.id, use.record)
            for use in uses(each)
            if use.feature in fidelity.left_out
            or fidelity.lacks.get(use.feature, lambda _: False)(use)
            or (own and use.codebook and use.codebook != own)
        )
