"""Near-duplicate sentences of invented articles, and what holds for any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.corpus import duplicates
from annotator.corpus.article import Zone
from annotator.corpus.duplicates import (
    LEAST_CONTAINMENT,
    Comparison,
    SimilarPassage,
    clusters,
    comparable,
)
from annotator.corpus.span import Span

BOATS = "Two patrol boats exchanged fire off the largest island before dawn on Sunday."
BOATS_AGAIN = "Before dawn on Sunday, two patrol boats exchanged fire off the largest island."
BOATS_LONG = (
    "As it was learnt in the capital, two patrol boats exchanged fire off the largest island of "
    "the chain on Sunday, and nobody knows which of them began it."
)
BREAD = "Bread has doubled in price since the ferry to the mainland stopped running."
BAKERS = "The bakers of the old town have begun to count their last sacks of flour."
GRAIN = "Grain from the south goes through the strait, as does most of the region's oil."


def body(text: str) -> tuple[Zone, ...]:
    return (Zone("body", Span(0, len(text))),) if text.strip() else ()


def found_in(texts: dict[str, str]) -> dict[str, tuple[SimilarPassage, ...]]:
    comparison = Comparison()
    for name, text in texts.items():
        comparison.add(comparable(name, text, body(text)))
    return comparison.similar()


def covered(texts: dict[str, str]) -> set[tuple[str, str]]:
    return {
        (each.span.covered(texts[name]), each.other_span.covered(texts[each.article]))
        for name, passages in found_in(texts).items()
        for each in passages
    }


def test_a_sentence_that_stands_in_two_articles_is_found_in_both():
    texts = {"a": f"{BREAD} {BOATS}", "b": f"{BAKERS}\n\n{BOATS} {GRAIN}"}
    found = found_in(texts)
    assert found.keys() == {"a", "b"}
    (here,), (there,) = found["a"], found["b"]
    assert (here.article, there.article, here.containment) == ("b", "a", 1.0)
    assert (here.span, here.other_span) == (there.other_span, there.span)
    assert here.span.covered(texts["a"]) == here.other_span.covered(texts["b"]) == BOATS


def test_a_sentence_is_found_with_other_marks_capitals_and_order():
    texts = {"a": BOATS_AGAIN, "b": BOATS.upper().replace(" ", "  ")}
    ((passage,), _) = found_in(texts).values()
    assert LEAST_CONTAINMENT < passage.containment < 1.0


def test_a_sentence_is_found_inside_a_longer_one():
    assert covered({"a": BOATS, "b": BOATS_LONG}) == {(BOATS, BOATS_LONG), (BOATS_LONG, BOATS)}


def test_containment_counts_the_three_grams_of_the_shorter_sentence():
    short = "one two three four five six seven eight nine ten"  # eight 3-grams
    long = (
        "one two three four five six seven and a good deal more than that besides"  # five of them
    )
    ((passage,), _) = found_in({"a": short, "b": long}).values()
    assert passage.containment == 5 / 8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BREAD, BOATS),
        ("The League of Coastal States was silent.", "The League of Coastal States met."),
        ("He went on to say so.", "He went on to say so."),
        (
            "The Ministry of Foreign Affairs of Norland denied that any of its ships was there.",
            "The Ministry of Foreign Affairs of Norland offered tea and bread and a warm bed.",
        ),
    ],
)
def test_names_phrases_and_short_sentences_alone_are_no_passage(one, other):
    assert found_in({"a": one, "b": other}) == {}


def test_seven_words_are_enough_where_nearly_all_of_them_stand_there():
    short = "Each side says the other shot first."
    assert covered({"a": short, "b": f"{BREAD} {short}"}) == {(short, short)}


def test_an_article_is_not_similar_to_itself():
    assert found_in({"a": f"{BOATS} {BREAD} {BOATS}"}) == {}


def test_only_what_is_read_is_compared():
    text = f"{BOATS}\n\n{BREAD}"
    zones = (
        Zone("boilerplate", Span(0, len(BOATS))),
        Zone("headline", Span(len(BOATS) + 2, len(text))),
    )
    comparison = Comparison()
    for name in "ab":
        comparison.add(comparable(name, text, zones))
    assert [each.span.covered(text) for each in comparison.similar()["a"]] == [BREAD]
    assert comparable("a", text, zones).length == len(BREAD)


def test_a_form_under_every_article_is_no_passage(monkeypatch):
    monkeypatch.setattr(duplicates, "MOST_PLACES", 3)
    texts = {str(number): f"{BOATS} {BREAD}" for number in range(3)}
    assert len(found_in(texts)) == 3
    texts["3"] = BOATS
    assert {text for text, _ in covered(texts)} == {BREAD}


def test_new_articles_find_the_same_in_known_ones_as_in_new_ones():
    texts = {"a": f"{BREAD} {BOATS}", "b": f"{GRAIN} {BOATS_LONG}", "c": f"{BREAD} {BAKERS}"}
    comparison = Comparison()
    comparison.add(comparable("b", texts["b"], body(texts["b"])))
    for name in "ac":
        comparison.add_known(name, texts[name], body(texts[name]))
    both = found_in({name: texts[name] for name in "ab"})
    assert comparison.similar() == both and both  # a and c are known to share the bread


def test_articles_that_tell_mostly_the_same_are_a_cluster():
    texts = {
        "a": f"{BREAD} {BOATS} {GRAIN}",
        "b": f"{BREAD} {BOATS} {BAKERS}",
        "c": BAKERS,
        "d": f"{GRAIN} Nothing else was heard of it in the whole of that long summer week.",
        "e": "Somebody else wrote something else about something that was not here.",
    }
    lengths = {name: comparable(name, text, body(text)).length for name, text in texts.items()}
    assert clusters(found_in(texts), lengths) == (("a", "b", "c", "d"),)
    lengths["d"] *= 3
    assert clusters(found_in(texts), lengths) == (("a", "b", "c"),)


SENTENCES = st.lists(st.sampled_from("abc"), min_size=1, max_size=16).map(
    lambda words: " ".join(words).capitalize() + "."
)
ARTICLES = st.lists(st.lists(SENTENCES, max_size=5).map(" ".join), max_size=7).map(
    lambda texts: {f"n{number}": text for number, text in enumerate(texts)}
)


def by_definition(texts: dict[str, str]) -> set[tuple[str, Span, str, Span]]:
    """Compare each sentence with each, word for word as the definition has it."""
    rows = []
    for name, text in texts.items():
        for span, words in comparable(name, text, body(text)).sentences:
            rows.append((name, span, set(zip(words, words[1:], words[2:], strict=False))))
    return {
        (name, span, other, other_span)
        for name, span, grams in rows
        for other, other_span, others in rows
        if name != other
        and len(grams & others) >= max(4, LEAST_CONTAINMENT * min(len(grams), len(others)))
    }


@given(ARTICLES)
def test_exactly_what_the_definition_says_is_found_and_both_ways(texts):
    found = {
        (name, each.span, each.article, each.other_span)
        for name, passages in found_in(texts).items()
        for each in passages
    }
    assert found == by_definition(texts)
    assert found == {(other, there, name, here) for name, here, other, there in found}


@given(ARTICLES, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_changes_nothing(texts, random):
    names = list(texts)
    random.shuffle(names)
    assert found_in({name: texts[name] for name in names}) == found_in(texts)


@given(ARTICLES, st.integers(0, 7))
def test_in_two_rounds_the_same_is_found_as_in_one(texts, first):
    names = list(texts)
    known, fresh = names[:first], names[first:]
    once = found_in({name: texts[name] for name in known})
    comparison = Comparison()
    for name in fresh:
        comparison.add(comparable(name, texts[name], body(texts[name])))
    for name in known:
        comparison.add_known(name, texts[name], body(texts[name]))
    later = comparison.similar()
    merged = {
        name: tuple(sorted((*once.get(name, ()), *later.get(name, ()))))
        for name in sorted({*once, *later})
    }
    assert merged == found_in(texts)


@given(ARTICLES, st.integers(1, 12))
def test_counting_first_finds_the_same_passages_as_comparing_each(texts, most):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duplicates, "MOST_PLACES", most)
        one_by_one = found_in(texts)
        patch.setattr(duplicates, "FEW", 0)
        assert found_in(texts) == one_by_one


def test_nothing_more_is_looked_for_once_it_is_stopped():
    asked = []
    comparison = Comparison()
    for name in ("a", "b"):
        comparison.add(comparable(name, f"{BREAD} {BOATS}", body(f"{BREAD} {BOATS}")))
    assert comparison.similar(lambda: asked.append("now") is None) == {}
    assert len(asked) == 1 and len(comparison.similar()) == 2


@given(st.lists(st.text(max_size=120), min_size=2, max_size=4))
def test_any_text_passes_with_spans_inside_it(texts):
    named = {str(number): text for number, text in enumerate([*texts, texts[0]])}
    for name, passages in found_in(named).items():
        for each in passages:
            assert each.span.end <= len(named[name])
            assert each.other_span.end <= len(named[each.article])
