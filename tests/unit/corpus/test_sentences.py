"""Sentences, and what all segmentations share: spans in the text, in order, nothing left out."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.corpus.sentences import (
    clause_at,
    clauses,
    paragraph_at,
    paragraphs,
    quotation_at,
    quotations,
    sentence_at,
    sentences,
    word_at,
    words,
)
from annotator.corpus.span import Span

AWKWARD = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.lists(
        st.sampled_from(
            [
                *("He", "said", "U.S.", "Mr.", "Feb.", "3.5", "a.m.", "J.", "no.", "Why", "中国"),
                *(" ", " ", " ", "\n", "\n\n", "\u2028", "\u00a0", ".", "?", "!", "…", "。", "؟"),
                *('"', "“", "”", "'", "’", "‘", "«", "»", "„", ",", ";", "—", "-", "(", ")"),
                *("😀", "👩\u200d👧", "e\u0301", "שלום", "السلام", "1", "\x85", "\x1c"),
            ]
        )
    ).map("".join),
)


def split(text: str) -> list[str]:
    return [span.covered(text) for span in sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["He met Mr. Smith in the U.S. on Feb. 27.", "The U.S. envoy left."],
        ["They met in the U.S.", "The talks failed."],
        ["It cost 3.5 million.", "No. 5 is the last one."],
        ["“We agree.”", "They left."],
        ['"Stop!" he said.', '"Why?" Mironenko asked.', "Nobody knew."],
        ['"There are dead.', 'We call on both," she said.'],
        ["Gen. A. B. Velmar arrived at 5 p.m. Tuesday."],
        ["They agreed.”.", "Then they left."],
        ["He said no.", "She said yes."],
        ["1. First the guns.", "2. Then the talks."],
        ["It is well known.[12]", "Nobody doubts it."],
        ["中国表示关切。", "他走了。"],
        ["هل هذا صحيح؟", "نعم."],
        ["See www.example.com for more.", "Or do not."],
        ["He waited… and waited.", "Nothing came."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(expected: list[str]) -> None:
    assert split(" ".join(expected)) == expected


def test_a_lost_space_does_not_glue_two_sentences() -> None:
    assert split("They ended the talks.The envoy left.") == [
        "They ended the talks.",
        "The envoy left.",
    ]


def test_no_sentence_crosses_a_paragraph() -> None:
    assert split("A headline without an end\nThe text. More\u2029text") == [
        "A headline without an end",
        "The text.",
        "More",
        "text",
    ]


def test_hard_line_breaks_do_not_end_sentences() -> None:
    text = (
        "The ministers of both countries met in the harbour on\n"
        "Thursday to talk about the islands and about the fish that\n"
        "Norland says is its own. They did not agree on anything at\n"
        "all, although they tried until late in the night.\n\n"
        "On Friday they went home, each of them on a ship that the\n"
        "other one had paid for."
    )
    assert len(paragraphs(text)) == 2
    assert len(sentences(text)) == 3


def test_a_zone_is_split_as_if_nothing_stood_around_it() -> None:
    text = "date 2026-02-27 The talks failed. The envoys left."
    (first, second) = sentences(text, Span(16, len(text)))
    assert first.covered(text) == "The talks failed."
    assert second.covered(text) == "The envoys left."


def test_the_sentence_at_an_offset_is_the_one_that_covers_it_or_the_nearest_before() -> None:
    text = "  One two. Three.\n\nFour."
    one, three, four = sentences(text)
    assert [sentence_at(text, offset) for offset in (0, 2, 9, 10, 11, 17, 18, 19, 99)] == [
        *(one, one, one, one, three, three, three, four, four),
    ]
    assert sentence_at(" \n ", 1) is None
    assert paragraph_at("", 0) is None
    assert paragraph_at(text, 5) == Span(2, 17)


def test_words_leave_possessives_hyphens_and_punctuation_aside() -> None:
    text = "China's U.S.-led “don't” 1,000.5 Mu\u0308ller l’État 3-5, 😀 a_b السَّلام"
    assert [word.covered(text) for word in words(text)] == [
        *("China", "'s", "U.S.", "led", "don't", "1,000.5", "Mu\u0308ller", "l’État", "3", "5"),
        *("a_b", "السَّلام"),
    ]


def test_the_word_at_an_offset_is_the_one_there_or_the_one_that_ends_there() -> None:
    text = "In Kabul, he"
    kabul = Span(3, 8)
    assert [word_at(text, offset) for offset in (3, 7, 8, 9)] == [kabul, kabul, kabul, None]
    assert word_at("", 0) is None
    assert word_at(text, 99) is None


def test_clauses_join_what_is_too_short() -> None:
    text = "He said that the talks, which began on Monday, had failed, but Norland would go on."
    whole = Span(0, len(text))
    assert [clause.covered(text) for clause in clauses(text, whole)] == [
        "He said",
        "that the talks,",
        "which began on Monday,",
        "had failed,",
        "but Norland would go on.",
    ]
    assert clause_at(text, whole, 30) == Span(24, 46)


@given(AWKWARD)
def test_any_text_at_all_is_split_without_loss(text: str) -> None:
    for spans in (paragraphs(text), sentences(text)):
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(span.end <= len(text) for span in spans)
        assert all(span.covered(text) == span.covered(text).strip() for span in spans)
        covered = {offset for span in spans for offset in range(span.start, span.end)}
        assert all(text[offset].isspace() for offset in set(range(len(text))) - covered)


@given(st.text(st.sampled_from("a b\t\n\r\v\f\x1c\x85\u2028\u2029."), max_size=100))
def test_a_short_text_has_a_paragraph_for_each_line_that_is_not_blank(text: str) -> None:
    stripped = [line.strip() for line in re.split("[\n\v\f\x85\u2028\u2029]", text)]
    found = paragraphs(text)
    assert [span.covered(text) for span in found] == [line for line in stripped if line]
    assert list(found) == sorted(set(found))


@given(AWKWARD)
def test_words_quotations_and_clauses_lie_in_any_text_in_order(text: str) -> None:
    for spans in (words(text), quotations(text)):
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(span.end <= len(text) for span in spans)
    for sentence in sentences(text):
        parts = clauses(text, sentence)
        assert parts[0].start == sentence.start
        assert parts[-1].end == sentence.end
        assert all(a.end <= b.start for a, b in pairwise(parts))


@given(AWKWARD, st.integers(0, 60), st.integers(1, 60))
def test_what_lies_within_a_stretch_stays_in_it(text: str, start: int, length: int) -> None:
    within = Span(start, start + length)
    for found in (sentences(text, within), words(text, within)):
        assert all(within.start <= span.start and span.end <= within.end for span in found)
        assert all(span.end <= len(text) for span in found)


@given(AWKWARD, st.integers(-3, 80))
def test_looking_at_any_offset_of_any_text_works(text: str, offset: int) -> None:
    word = word_at(text, offset)
    assert word is None or word in words(text)
    sentence = sentence_at(text, offset)
    assert (sentence is None) == (not text or text.isspace())
    assert sentence is None or sentence in sentences(text)
    assert quotation_at(text, offset) in (None, *quotations(text))


@pytest.mark.parametrize(
    "piece",
    [
        "word ",
        ".",
        ". ",
        "a.",
        "A. ",
        '"',
        "“",
        " 'a",
        "a'",
        ", a b",
        "x\n",
        "a\u0301",
        "!) ",
        "No. ",
    ],
)
def test_half_a_million_characters_of_anything_take_linear_time(piece: str) -> None:
    text = piece * (500_000 // len(piece))
    found = sentences(text)
    assert found[-1].end <= len(text)
    words(text)
    quotations(text)
    clauses(text, found[0])
    assert sentence_at(text, len(text) // 2) is not None
