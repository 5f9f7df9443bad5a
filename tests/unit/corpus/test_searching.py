"""What a person types into a search, and what it finds in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.corpus.searching import folded_words, parse, snippet, words_in

TEXT = "The Harbour of Veltra: ÜNAL calls the air strike “wrong”. 外交部发言人 spoke."


@pytest.mark.parametrize(
    "typed",
    [
        "harbour",
        "HARBOUR unal",
        '"air strike"',
        '"THE AIR STRIKE"',
        "harb*",
        "-minister",
        'wrong -"strike air"',
        "发言人",
        "“air strike”",
        "veltra:",
    ],
)
def test_what_a_search_finds(typed):
    assert parse(typed).fits(TEXT)


@pytest.mark.parametrize(
    "typed", ["harb", '"strike air"', "harbour -air", '-"air strike"', "minister", "发人", "trike"]
)
def test_what_a_search_does_not_find(typed):
    assert not parse(typed).fits(TEXT)


def test_the_last_word_may_be_unfinished_until_a_space_or_a_closing_quote():
    assert parse("veltra har", unfinished=True).fits(TEXT)
    assert not parse("har veltra", unfinished=True).fits(TEXT)
    assert not parse("veltra har ", unfinished=True).fits(TEXT)
    assert parse('"air str', unfinished=True).fits(TEXT)
    assert not parse('"air str"', unfinished=True).fits(TEXT)


def test_a_phrase_does_not_reach_from_the_title_into_the_text():
    assert not parse('"talks begin"').fits("Peace talks", "Begin on Monday")
    assert parse("talks begin").fits("Peace talks", "Begin on Monday")


def test_words_are_found_where_they_stand():
    query = parse('unal "air strike" -minister')
    assert [each.covered(TEXT) for each in query.places(TEXT)] == ["ÜNAL", "air strike"]


def test_a_snippet_begins_near_what_was_found_and_marks_it():
    text = "Word " * 100 + "the harbour stays open " + "more " * 100
    found = snippet(text, parse("harbour"))
    assert [each.covered(found.text) for each in found.found] == ["harbour"]
    assert len(found.text) < 200 and found.text.startswith("Word")
    later = snippet("Harbour. " + text, parse("harbour"), after=8)
    assert later.text.startswith("Word") and snippet("Harbour.", parse("harbour"), after=8).found
    assert snippet(text, parse("nowhere")).text.startswith("Word Word")


@given(st.text())
def test_anything_typed_is_a_query(typed):
    for unfinished in (False, True):
        query = parse(typed, unfinished=unfinished)
        query.fits(typed, TEXT)
        assert bool(query) == any(True for term in (*query.wanted, *query.unwanted) for _ in [term])


@given(st.text())
def test_a_text_is_found_by_its_own_words(text):
    words = [word for word, _ in words_in(text)]
    assert folded_words(text).split(" ") == (words or [""])
    assert all(parse(f'"{word}"').fits(text) for word in words)
    for word, span in words_in(text):
        assert word and 0 <= span.start < span.end <= len(text)
