"""A figure that a person selects is read as the program reads articles."""

from __future__ import annotations

import pytest

from annotator.annotations.figures import figure_of, read_figure, side_of
from annotator.annotations.model import Actor, Annotator, Layer, Statement
from annotator.annotations.session import Session
from annotator.codebook.model import Codebook
from annotator.corpus.article import Article
from annotator.corpus.span import Span
from annotator.preannotation.numbers.figures import find_figures

UNITS = ("killed", "injured", "missing", "casualties")
PERU = Actor("LIMA", "Peru", "country", country="PE")
TEXT = "Fighting left at least 9 dead, including four Peruvian soldiers and two women on Monday."


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def test_the_unit_of_a_list_is_that_of_its_head() -> None:
    figure = read_figure(span_of("four Peruvian soldiers"), TEXT, UNITS)
    assert (figure.value, figure.unit, figure.group) == (4, "killed", "soldiers")
    assert figure.span == span_of("four Peruvian soldiers")


def test_a_side_is_the_actor_of_that_country_if_there_is_one() -> None:
    span = span_of("four Peruvian soldiers")
    assert read_figure(span, TEXT, UNITS, [PERU]).side == "LIMA"
    assert read_figure(span, TEXT, UNITS).side == "unspecified"
    assert side_of("PER", [PERU]) == "LIMA"
    assert side_of("CHL", [PERU]) is None


def test_groups_are_those_that_annotations_know() -> None:
    figures = [figure_of(each) for each in find_figures(TEXT)]
    assert [each.group for each in figures] == ["all", "soldiers", "civilians"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("more than 300 bridges", (300, "at_least", "killed")),
        ("casualties", (None, "unspecified", "casualties")),
        ("nearly 70 wounded horses", (70, "about", "injured")),
    ],
)
def test_words_that_tell_no_casualties_are_read_by_themselves(text, expected) -> None:
    figure = read_figure(Span(0, len(text)), text, UNITS)
    assert (figure.value, figure.bound, figure.unit) == expected


def test_a_number_added_to_a_statement_is_of_the_side_that_its_words_name() -> None:
    amina = Annotator("amina", "Amina")
    whole = Span(0, len(TEXT))
    session = Session(
        article=Article("one", "One", "0" * 64, len(TEXT)),
        text=TEXT,
        zones=(),
        layer=Layer("one", amina.id, statements=(Statement("s", "one", amina.id, (whole,)),)),
        codebook=Codebook("raid", "1", figure_units=UNITS),
        actors=[PERU],
        suggestions=(),
        annotator=amina,
    )
    (figure,) = session.add_figure("s", span_of("four Peruvian soldiers")).edits[-1].after.figures
    assert (figure.unit, figure.side) == ("killed", "LIMA")
