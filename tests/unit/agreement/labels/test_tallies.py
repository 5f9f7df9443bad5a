"""The sums behind every measure over labels are those of plain loops over units."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.labels import tallies as module
from annotator.agreement.labels.tallies import MISSING, Tallies, tally


@st.composite
def rows(draw: st.DrawFn) -> tuple[int, int, int, list[tuple[int, float, tuple[int, ...]]]]:
    """Return numbers of annotators, labels, articles, and rows: article, weight, codes."""
    annotators, labels = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    articles = draw(st.integers(1, 4))
    codes = st.tuples(*[st.integers(MISSING, labels - 1)] * annotators)
    weight = st.sampled_from([1.0, 1.0, 3.0, 250.0])
    row = st.tuples(st.integers(0, articles - 1), weight, codes)
    return annotators, labels, articles, draw(st.lists(row, max_size=60))


def plain(annotators: int, labels: int, articles: int, units: list) -> Tallies:
    """Return the sums as one would write them down from their definitions."""
    width = tally(
        np.zeros((0, annotators), dtype=np.int64),
        np.zeros(0),
        np.zeros(0, dtype=np.int64),
        tuple(range(labels)),
        articles,
    ).width
    found = Tallies(tuple(range(labels)), annotators, np.zeros((articles, width)))
    widest = max(1, labels - 1)
    for article, weight, codes in units:
        given = [each for each in codes if each != MISSING]
        found.sizes[article, len(given)] += weight
        for label in given:
            found.shares[article, label] += weight / len(given)
        for number, (one, other) in enumerate(combinations(range(annotators), 2)):
            first, second = codes[one], codes[other]
            if MISSING in (first, second):
                continue
            apart = abs(first - second)
            share, pairs = apart / widest, len(given) * (len(given) - 1) / 2
            found.coincidences[article, first, second] += weight / (len(given) - 1)
            found.coincidences[article, second, first] += weight / (len(given) - 1)
            near = np.array([apart == 0, 1 - share, 1 - share**2])
            found.similarity[article] += weight / pairs * near
            found.apart[article, number] += weight * np.array([apart > 0, apart, apart**2])
            found.margins[article, number, 0, first] += weight
            found.margins[article, number, 1, second] += weight
    return found


@pytest.mark.parametrize("at_once", [1, 100, 4_000_000])
@given(drawn=rows())
@settings(max_examples=60, deadline=None)
def test_sums_are_those_of_plain_loops_however_many_cells_are_counted_at_once(
    at_once: int, drawn: tuple
) -> None:
    annotators, labels, articles, units = drawn
    codes = np.array([each[2] for each in units], dtype=np.int64).reshape(-1, annotators)
    weights = np.array([each[1] for each in units], dtype=np.float64)
    where = np.array([each[0] for each in units], dtype=np.int64)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_CELLS", at_once)
        found = tally(codes, weights, where, tuple(range(labels)), articles)
    expected = plain(annotators, labels, articles, units)
    np.testing.assert_allclose(found.sums, expected.sums, rtol=1e-12, atol=1e-9)
    met = {
        each
        for _, _, row in units
        if sum(code != MISSING for code in row) > 1
        for each in range(annotators)
        if row[each] != MISSING
    }
    assert found.comparable() == len(met)
