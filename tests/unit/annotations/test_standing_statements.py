"""A statement is read with the actors that stand now, and left alone where these are its own."""

from __future__ import annotations

import pytest

from annotator.annotations.actors import standing_statement
from annotator.annotations.model import (
    Actor,
    Addressee,
    Figure,
    Source,
    Stance,
    Statement,
    Target,
    Via,
)
from annotator.corpus.span import Span

ACTORS = {
    "a": Actor("a", "Norland"),
    "old": Actor("old", "Kingdom of Norland", merged_into="a"),
}
WORDS = Span(0, 5)


def statement(**parts) -> Statement:
    return Statement("s", "x", "ann", (WORDS,), **parts)


def on(actor: str, value: str = "favor") -> Stance:
    return Stance(Target("actor", actor), value)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"source": Source(actors=("old",))}, {"source": Source(actors=("a",))}),
        ({"source": Source(actors=("a", "old"))}, {"source": Source(actors=("a",))}),
        ({"source": Source(actors=("a", "a"))}, {"source": Source(actors=("a",))}),
        ({"source": Source(speaker="old")}, {"source": Source(speaker="a")}),
        ({"source": Source(via=Via("old"))}, {"source": Source(via=Via("a"))}),
        ({"addressee": Addressee(actors=("old",))}, {"addressee": Addressee(actors=("a",))}),
        ({"stances": (on("old"),)}, {"stances": (on("a"),)}),
        ({"stances": (on("old"), on("a"))}, {"stances": (on("a"),)}),
        ({"stances": (on("a"), on("a"))}, {"stances": (on("a"),)}),
        (
            {"figures": (Figure(WORDS, 3, "exact", "killed", side="old"),)},
            {"figures": (Figure(WORDS, 3, "exact", "killed", side="a"),)},
        ),
    ],
)
def test_merged_actors_are_those_that_stand_for_them_each_once(before, after):
    assert standing_statement(statement(**before), ACTORS) == statement(**after)


def test_a_statement_of_actors_that_stand_is_the_very_same():
    usual = statement(
        source=Source(actors=("a",), speaker="unknown"),
        stances=(on("a"), on("a", "against"), Stance(Target("topic", "old"), "favor")),
    )
    assert standing_statement(usual, ACTORS) is usual
