"""How suggestions are compared with what a person confirmed: rules, and numbers by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.annotations.model import Source, Statement
from annotator.corpus.span import Span
from annotator.workflows.evaluating.scoring import (
    Score,
    candidate_scores,
    compared,
    differences,
    quotation_score,
    trimmed,
)
from tests.unit.workflows.evaluating.test_suggestions import counts, span


@pytest.mark.parametrize(
    ("words", "inner"),
    [
        ("the Ministry", "Ministry"),
        ("  These  two ", "two"),
        ("Estovia's", "Estovia"),
        ("the Estovians’", "Estovians"),
        ("the", "the"),
        ("'s", "'s"),
        ("Theodore", "Theodore"),
        (" ", " "),
    ],
)
def test_articles_possessives_and_blanks_are_left_out(words: str, inner: str) -> None:
    assert trimmed(Span(0, len(words)), words).covered(words) == inner


@given(st.text("the a'’s\n XY", min_size=1))
def test_trimming_stays_inside_and_is_done_at_once(text: str) -> None:
    whole = Span(0, len(text))
    inner = trimmed(whole, text)
    assert whole.contains(inner)
    assert trimmed(inner, text) == inner


_entities = st.sets(
    st.tuples(st.integers(0, 9), st.integers(10, 15), st.sampled_from(["GPE", "ORG"])), max_size=12
)


@given(_entities, _entities)
def test_counts_over_kinds_add_up_and_the_differences_are_the_rest(
    guesses: set[tuple[int, int, str]], truth: set[tuple[int, int, str]]
) -> None:
    whole = sum(compared(guesses, truth).values(), Score())
    assert counts(whole) == (
        len(guesses),
        len(guesses & truth),
        len(truth),
        len(guesses & truth),
    )
    misses = differences("entity", guesses, truth)
    assert len(misses) == len(guesses ^ truth)
    if whole.precision is not None and whole.recall is not None:
        assert whole.f1 == pytest.approx(2 * whole.right / (whole.suggested + whole.confirmed))


def test_a_quotation_that_covers_less_than_half_of_a_fragment_does_not_find_it() -> None:
    text = "“One two three four five,” he said."
    said = Statement("s", "a", "b", (span(text, "One two three four five"),))
    assert counts(quotation_score([span(text, "“One two")], [said], text)[0]) == (1, 1, 1, 0)
    assert counts(quotation_score([span(text, "“One two three")], [said], text)[0]) == (1, 1, 1, 1)


@dataclass(frozen=True)
class Guess:
    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    actors: tuple[str, ...] = ()
    speaker: str | None = None
    claim_type: str | None = None


def said(
    name: str,
    start: int,
    end: int,
    *,
    source: Source | None = None,
    types: Sequence[str] = (),
) -> Statement:
    content = (Span(start, end),)
    return Statement(name, "a", "b", content, source=source or Source(), claim_types=tuple(types))


def test_candidates_need_the_right_source_and_an_overlapping_content() -> None:
    statements = [
        said("one", 10, 20, source=Source(spans=(Span(0, 5),)), types=["fact"]),
        said("two", 30, 40, source=Source(actors=("RUS",)), types=["call", "denial"]),
        said("three", 50, 60, source=Source(actors=("PAK",)), types=["fact"]),
        said("four", 70, 80),
        said("five", 90, 95, source=Source(actors=("AFG",))),
    ]
    candidates = [
        Guess((Span(12, 25),), source=(Span(4, 8),), claim_type="fact"),  # right in both
        Guess((Span(30, 40),), actors=("RUS",), claim_type="fact"),  # right, another claim type
        Guess((Span(50, 60),), actors=("AFG",), claim_type="fact"),  # somebody else says it
        Guess((Span(72, 74),)),  # the author's own words in both
        Guess((Span(100, 110),), actors=("AFG",)),  # nothing there
        Guess((Span(11, 12),), source=(Span(0, 5),)),  # a second guess at the first
    ]
    scores, misses = candidate_scores(candidates, statements, "x" * 120)
    assert counts(scores.whole) == (6, 3, 5, 3)
    assert counts(scores.content) == (6, 4, 5, 4)
    assert counts(scores.claim_types) == (2, 1, 2, 1)
    assert [(each.outcome, each.span.start) for each in misses] == [
        ("wrong", 11),
        ("missed", 50),
        ("wrong", 50),
        ("missed", 90),
        ("wrong", 100),
    ]


def test_speakers_are_the_sources_of_direct_quotes() -> None:
    text = "“We left,” he said. “You lied,” she said. “Go,” one said. He denied that they left."
    quotes = ["We left", "You lied", "Go"]
    statements = [
        Statement(each, "a", "b", (span(text, each),), source=Source(actors=("RUS",)))
        for each in quotes
    ]
    indirect = (span(text, "that they left"),)
    statements.append(Statement("i", "a", "b", indirect, source=Source(actors=("RUS",))))
    candidates = [
        Guess((span(text, "“We left,”"),), actors=("RUS",)),
        Guess((span(text, "“You lied,”"),), actors=("PAK",)),
        Guess(indirect, actors=("RUS",)),
    ]
    scores, _ = candidate_scores(candidates, statements, text)
    assert counts(scores.speakers) == (2, 1, 3, 1)
