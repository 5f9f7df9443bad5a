"""Offsets that other tools count in other units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.corpus.span import Span
from annotator.formats.labelled.offset_units import (
    OFFSET_UNITS,
    ForeignSpan,
    Offsets,
    OffsetUnit,
    evidence,
    is_covered,
)

FAMILY = "👨‍👩‍👧"  # five code points, eight UTF-16 units, one grapheme
TEXT = f"A {FAMILY} café̌ in Kabul 😀 met Pakistan"
MET = Span(TEXT.index("met"), TEXT.index("met") + 3)
PAKISTAN = Span(TEXT.index("Pakistan"), len(TEXT))

awkward = st.text(
    alphabet=st.sampled_from("ab é\u0301\u200d👨😀\u00a0\u202eبش\n漢"), min_size=1, max_size=30
)


def counted(text: str, unit: OffsetUnit, *spans: Span, told: bool = True) -> list[ForeignSpan]:
    offsets = Offsets(text, unit)
    return [
        ForeignSpan(
            offsets.in_unit(each.start),
            offsets.in_unit(each.end),
            each.covered(text) if told else None,
        )
        for each in spans
    ]


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("unit", OFFSET_UNITS)
def test_the_unit_is_found_from_what_spans_cover_or_from_words(
    unit: OffsetUnit, told: bool
) -> None:
    found = evidence([(TEXT, counted(TEXT, unit, MET, PAKISTAN, told=told))])
    assert found.unit == unit
    assert found.is_certain
    assert found.told == 2 * told
    assert f"counted in {unit}" in found.in_words()


@pytest.mark.parametrize("unit", OFFSET_UNITS)
def test_offsets_come_back_as_code_points(unit: OffsetUnit) -> None:
    offsets = Offsets(TEXT, unit)
    (met,) = counted(TEXT, unit, MET)
    assert offsets.span(met.start, met.end) == MET
    assert offsets.span(0, offsets.end) == Span(0, len(TEXT))


def test_the_units_are_what_the_standards_say() -> None:
    ends = {unit: Offsets(FAMILY, unit).end for unit in OFFSET_UNITS}
    assert ends == {"code points": 5, "UTF-16 units": 8, "graphemes": 1, "UTF-8 bytes": 18}


def test_half_a_character_is_no_span() -> None:
    assert Offsets("😀 here", "UTF-16 units").span(1, 4) is None
    assert Offsets("é", "UTF-8 bytes").code_point(1) is None
    assert Offsets("abc", "code points").span(2, 9) is None
    assert Offsets("abc", "code points").span(2, 2) is None
    assert Offsets("abc", "UTF-16 units").code_point(-1) is None


def test_plain_texts_leave_nothing_to_doubt() -> None:
    found = evidence([("Kabul met", [ForeignSpan(0, 5, "Kabul")])])
    assert (found.unit, found.is_certain) == ("code points", True)


def test_where_two_units_fit_the_same_and_differ_it_is_said() -> None:
    found = evidence([("😀aaaa", [ForeignSpan(2, 4)])])
    assert not found.is_certain
    assert "others fit as well" in found.in_words()


def test_one_wrong_span_does_not_outvote_the_right_ones() -> None:
    spans = [*counted(TEXT, "UTF-16 units", MET, PAKISTAN), ForeignSpan(0, 3, "Kabul")]
    found = evidence([(TEXT, spans)])
    assert found.unit == "UTF-16 units"
    assert (found.told, found.fitting["UTF-16 units"]) == (3, 2)


def test_white_space_that_a_tool_folded_still_fits() -> None:
    assert is_covered("a  b\nc", Span(0, 6), "a b c")
    assert not is_covered("a  b", Span(0, 4), "ab")
    assert not is_covered("ab  ", Span(2, 4), "")


@given(text=awkward, unit=st.sampled_from(OFFSET_UNITS), data=st.data())
def test_whole_characters_survive_any_unit(
    text: str, unit: OffsetUnit, data: st.DataObject
) -> None:
    offsets = Offsets(text, unit)
    at = data.draw(st.integers(0, offsets.end))
    there = offsets.code_point(at)
    if unit == "UTF-16 units" or unit == "UTF-8 bytes":
        encoding = "utf-16-le" if unit == "UTF-16 units" else "utf-8"
        size = 2 if unit == "UTF-16 units" else 1
        before = text.encode(encoding)[: at * size]
        whole = before.decode(encoding, "ignore").encode(encoding) == before
        assert (there is not None) == whole
    if there is not None:
        assert offsets.in_unit(there) == at


def test_units_that_differ_only_where_no_span_is_leave_no_doubt() -> None:
    text = "“Calm,” 😀"  # curly quotes tell bytes apart, nothing before the emoji tells UTF-16
    found = evidence([(text, [ForeignSpan(1, 5, "Calm")])])
    assert (found.unit, found.is_certain) == ("code points", True)


foreign = st.builds(
    ForeignSpan,
    st.integers(-2, 30),
    st.integers(-2, 30),
    st.none() | st.sampled_from(["a", "b", "ab", "é", "a b", " "]),
)


@given(
    st.lists(st.tuples(awkward | st.text("ab\r\n ", max_size=20), st.lists(foreign, max_size=4)))
)
def test_the_unit_is_the_one_that_counting_every_span_in_every_unit_gives(
    texts: list[tuple[str, list[ForeignSpan]]],
) -> None:
    fitting, at_words, places = {}, {}, {}
    for unit in OFFSET_UNITS:
        found = [
            (text, span, Offsets(text, unit).span(span.start, span.end))
            for text, spans in texts
            for span in spans
        ]
        there = [(text, span, where) for text, span, where in found if where is not None]
        fitting[unit] = sum(
            span.covered is not None and is_covered(text, where, span.covered)
            for text, span, where in there
        )
        at_words[unit] = sum(
            _is_edge(text, where.start) and _is_edge(text, where.end) for text, _, where in there
        )
        places[unit] = [where for _, _, where in found]
    found_unit = max(OFFSET_UNITS, key=lambda unit: (fitting[unit], at_words[unit]))
    best = fitting[found_unit], at_words[found_unit]
    told = evidence(texts)
    assert (told.unit, dict(told.fitting)) == (found_unit, fitting)
    assert told.told == sum(each.covered is not None for _, spans in texts for each in spans)
    assert told.is_certain == all(
        places[unit] == places[found_unit]
        for unit in OFFSET_UNITS
        if (fitting[unit], at_words[unit]) == best
    )


def _is_edge(text: str, at: int) -> bool:
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())
