"""The stretches of an article that become the texts of rows."""

from __future__ import annotations

import pytest

from annotator.corpus.article import Zone
from annotator.corpus.span import Span
from annotator.dataset.options import DatasetOptions
from annotator.dataset.tasks.text_units import TextUnits

TEXT = "date 2031 talks stall in the bay. Norland denies it. Nobody came. Rain fell."
ZONES = (Zone("metadata", Span(0, 9)), Zone("body", Span(10, len(TEXT))))


def units(**options: object) -> TextUnits:
    return TextUnits(TEXT, ZONES, DatasetOptions(**options))  # type: ignore[arg-type]


def test_a_line_of_metadata_before_the_first_sentence_is_no_part_of_it() -> None:
    start = TEXT.index("stall")
    around = units().around([Span(start, start + 5)])
    assert around.covered(TEXT) == "talks stall in the bay."


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Norland", "talks stall in the bay. Norland denies it. Nobody came."),
        ("talks", "talks stall in the bay. Norland denies it. Nobody came."),
        ("Rain", "Norland denies it. Nobody came. Rain fell."),
    ],
)
def test_a_window_has_as_many_sentences_as_wanted_also_at_the_ends(
    words: str, expected: str
) -> None:
    start = TEXT.index(words)
    around = units(unit="window").around([Span(start, start + len(words))])
    assert around.covered(TEXT) == expected


def test_fragments_far_apart_are_held_by_one_unit() -> None:
    spans = [Span(TEXT.index("Nobody"), TEXT.index("came")), Span(10, 15)]
    assert units().around(spans).covered(TEXT) == TEXT[10:].removesuffix(" Rain fell.")


def test_a_span_knows_the_tiles_that_it_touches() -> None:
    found = units()
    assert [each.covered(TEXT) for each in found.tiles][1:] == [
        "Norland denies it.",
        "Nobody came.",
        "Rain fell.",
    ]
    assert list(found.tiles_of(Span(TEXT.index("denies"), TEXT.index("came")))) == [1, 2]
    assert list(found.tiles_of(Span(0, 4))) == []
