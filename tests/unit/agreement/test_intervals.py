"""Intervals against values worked out elsewhere, and what they promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from annotator.agreement.intervals import Part, difference, ratio, wilson

NAMES = ("with", "without")


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_of_a_share_is_that_of_wilson(counts):
    count, total = counts
    found = wilson(count, total)
    known = binomtest(count, total).proportion_ci(method="wilson")
    assert found.low == pytest.approx(known.low, abs=1e-9)
    assert found.high == pytest.approx(known.high, abs=1e-9)
    assert 0 <= found.low <= count / total <= found.high <= 1


def test_of_nothing_there_is_no_interval():
    assert wilson(0, 0) is None
    assert ratio([]) is None and ratio([Part(0, 0)]) is None


def drawn(count, rate, seed):
    random = np.random.default_rng(seed)
    return [Part(float(random.binomial(20, rate)), 20.0) for _ in range(count)]


def test_a_difference_is_that_of_the_ratios_of_the_sums():
    found = difference([Part(1, 2), Part(2, 8)], [Part(1, 1)], names=NAMES)
    assert (found.one, found.other) == (0.3, 1.0)
    assert found.value == pytest.approx(0.7)


def test_with_too_few_articles_there_is_no_interval_but_the_reason():
    found = difference(drawn(30, 0.5, 1), [*drawn(9, 0.5, 2), Part(0, 0)], names=NAMES)
    assert found.interval is None
    assert found.reason == "9 articles without, 10 are needed"


def test_the_same_seed_gives_the_same_interval():
    ones, others = drawn(40, 0.4, 1), drawn(15, 0.6, 2)
    first = difference(ones, others, names=NAMES, seed=7)
    assert first == difference(ones, others, names=NAMES, seed=7)
    assert first != difference(ones, others, names=NAMES, seed=8)
    assert first.interval.low < first.value < first.interval.high


def test_the_interval_holds_the_true_difference_about_as_often_as_it_says():
    held = 0
    for seed in range(150):
        found = difference(
            drawn(40, 0.4, 2 * seed), drawn(40, 0.6, 2 * seed + 1), names=NAMES, rounds=400
        )
        held += found.interval.low <= 0.2 <= found.interval.high
    assert 130 <= held <= 150
