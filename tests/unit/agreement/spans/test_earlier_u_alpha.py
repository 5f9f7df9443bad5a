"""The u-alpha of 1995 and 2004, for comparison with other tools alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.spans.earlier_u_alpha import u_alpha_2004, u_alpha_2004_over_articles
from annotator.agreement.spans.marks import Mark
from annotator.agreement.spans.table import span_table
from annotator.agreement.spans.unitizing import u_alpha, unit_tallies
from annotator.corpus.span import Span

LENGTH = 40


@st.composite
def units(draw: st.DrawFn) -> list[tuple[int, int, str]]:
    """Return units of one annotator that overlap nowhere; some touch, some share a label."""
    ends = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=10)))
    labels = draw(st.lists(st.sampled_from(["x", "y", ""]), min_size=10, max_size=10))
    return [
        (start, end, label)
        for (start, end), label in zip(pairwise(ends), labels, strict=False)
        if label
    ]


def plain(annotators: list[list[tuple[int, int, str]]], label: str) -> tuple[float, float]:
    """Return observed and expected disagreement by loops over every two units and gaps.

    Krippendorff 2004, section 11.5, for one label.
    """
    own = [sorted((s, e) for s, e, of in one if of == label) for one in annotators]
    around = [[(0, 0), *one, (LENGTH, LENGTH)] for one in own]
    gaps = [[(e, s) for (_, e), (s, _) in pairwise(each) if e < s] for each in around]
    observed = 0.0
    for one in range(len(own)):
        for other in range(len(own)):
            if one == other:
                continue
            for s, e in own[one]:
                for t, f in own[other]:
                    observed += (s - t) ** 2 + (e - f) ** 2 if s < f and t < e else 0
                for t, f in gaps[other]:
                    observed += 2 * (e - s) ** 2 if t <= s and e <= f else 0
    lengths = [e - s for each in own for s, e in each]
    empty = [e - s for each in gaps for s, e in each]
    expected = 0.0
    for size in lengths:
        expected += (len(lengths) - 1) * (2 * size**3 - 3 * size**2 + size) / 3
        expected += sum(size**2 * (gap - size + 1) for gap in empty if gap >= size)
    count = len(own)
    whole = count * LENGTH
    base = whole * (whole - 1) - sum(size * (size - 1) for size in lengths)
    return observed / (count * (count - 1) * LENGTH**2), 2 / LENGTH * expected / base


@given(annotators=st.lists(units(), min_size=2, max_size=4))
@settings(max_examples=60, deadline=None)
def test_it_is_what_loops_over_every_two_units_give(annotators: list) -> None:
    labels = sorted({each[2] for one in annotators for each in one})
    found = u_alpha_2004(annotators, LENGTH)
    if not labels:
        assert found.status == "undefined_no_annotations"
        return
    parts = [plain(annotators, each) for each in labels]
    expected = sum(each for _, each in parts)
    if expected:
        assert found.value == pytest.approx(1 - sum(each for each, _ in parts) / expected)
    else:
        assert found.status == "undefined_no_variation"


def test_articles_are_laid_end_to_end() -> None:
    one = {"a": [Mark((Span(0, 5),), "x")], "b": [Mark((Span(2, 4), Span(6, 9)), "x")]}
    other = {"a": [Mark((Span(1, 5),), "x")], "b": [Mark((Span(2, 9),), "x")]}
    joined = [[(0, 5, "x"), (12, 14, "x"), (16, 19, "x")], [(1, 5, "x"), (12, 19, "x")]]
    found = u_alpha_2004_over_articles([one, other], {"a": 10, "b": 20})
    assert found.value == pytest.approx(u_alpha_2004(joined, 30).value)
    assert u_alpha_2004_over_articles([one, other], {}).status == "undefined_no_pairable_units"


@pytest.mark.parametrize("too_far", [2, 5, 10])
def test_marks_that_reach_too_far_cost_it_less_than_u_alpha(too_far: int) -> None:
    right = {"a": [Mark((Span(at, at + 5),), "x") for at in range(20, 220, 50)]}
    wide = {"a": [Mark((Span(at, at + 5 + too_far),), "x") for at in range(20, 220, 50)]}
    earlier = u_alpha_2004_over_articles([right, wide], {"a": 250}).value
    now = u_alpha(unit_tallies(span_table([right, wide], {"a": 250}))).value
    assert earlier is not None and now is not None
    assert earlier > now
    assert u_alpha_2004_over_articles([right, right], {"a": 250}).value == pytest.approx(1)
