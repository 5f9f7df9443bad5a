"""Found figures against those that people put into their statements."""

from __future__ import annotations

import pytest

from annotator.annotations.model import Actor, Figure, Statement
from annotator.corpus.article import Zone
from annotator.corpus.span import Span
from annotator.preannotation.numbers.figures import find_figures
from annotator.workflows.evaluating.figure_scoring import FigureScores, figure_scores, figures_in
from annotator.workflows.evaluating.scoring import Score

TEXT = (
    "At least 12 Peruvian farmers were killed on Monday. Nine people were injured in the flood. "
    "Police said that 40 fishermen are missing."
)
PERU = Actor("PER", "Peru", "country", country="PER")


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def figure(words: str, value: int, bound: str, unit: str, side: str = "unspecified") -> Figure:
    return Figure(span(words), value, bound, unit, side=side)


def statement(*figures: Figure, content: str = TEXT[:51]) -> Statement:
    return Statement("s", "a", "amina", (span(content),), figures=figures)


RIGHT = figure("At least 12 Peruvian farmers", 12, "at_least", "killed", "PER")


def scores(*statements: Statement) -> FigureScores:
    return figure_scores(find_figures(TEXT), statements, [PERU])[0]


def test_a_figure_is_right_where_all_of_it_is():
    found = scores(statement(RIGHT))
    assert found.whole == Score(1, 1, 1, 1)
    assert found == FigureScores(*[Score(1, 1, 1, 1)] * 6)


@pytest.mark.parametrize(
    ("slot", "wrong"),
    [
        ("number", figure("12 Peruvian farmers", 13, "at_least", "killed", "PER")),
        ("bound", figure("12 Peruvian farmers", 12, "exact", "killed", "PER")),
        ("unit", figure("12 Peruvian farmers", 12, "at_least", "injured", "PER")),
        ("side", figure("12 Peruvian farmers", 12, "at_least", "killed")),
    ],
)
def test_one_slot_that_differs_is_told_and_the_whole_is_wrong(slot, wrong):
    found = scores(statement(wrong))
    assert found.place == Score(1, 1, 1, 1) and found.whole == Score(1, 0, 1, 0)
    for each in ("number", "bound", "unit", "side"):
        right = int(each != slot)
        assert getattr(found, each) == Score(1, right, 1, right)


def test_what_lies_in_no_statement_does_not_count():
    assert scores().is_empty
    assert scores(statement(content="Police said")).is_empty


def test_what_nobody_put_is_wrong_and_what_was_not_found_is_missed():
    unseen = figure("flood", 1, "exact", "killed")
    said = statement(RIGHT, unseen, content=TEXT[: TEXT.index(" Police")])
    found, misses = figure_scores(find_figures(TEXT), [said], [PERU])
    assert found.whole == Score(2, 1, 2, 1)
    assert [(each.part, each.outcome, each.kind) for each in misses] == [
        ("figure", "wrong", "9 injured"),
        ("figure", "missed", "1 killed"),
    ]


def test_a_figure_that_two_statements_share_counts_once():
    assert scores(statement(RIGHT), statement(RIGHT)).whole == Score(1, 1, 1, 1)


def test_only_readable_zones_in_a_language_of_the_rules_are_read():
    body, other = Zone("body", Span(0, 51)), Zone("body", Span(52, len(TEXT)), lang="tr")
    assert [each.value for each in figures_in(TEXT, [body, other], ("killed", "injured"))] == [12]
    greyed = Zone("boilerplate", Span(0, 51))
    assert list(figures_in(TEXT, [greyed], ("killed",))) == []
