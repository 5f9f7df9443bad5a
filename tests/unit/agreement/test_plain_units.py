"""Gamma and the measures over statements equal what trying everything gives, on small cases."""

from __future__ import annotations

from statistics import fmean
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from annotator.agreement import slots
from annotator.agreement.comparison import Comparison
from annotator.agreement.reported.span_lines import coverage
from annotator.agreement.spans import gamma as ours
from annotator.agreement.units import ArticleLayers, statement_groups
from annotator.annotations.model import Layer, Statement
from annotator.corpus.span import Span
from tests.unit.agreement import plain_units as plain

unit = st.tuples(st.integers(0, 20), st.integers(1, 9), st.sampled_from("xy")).map(
    lambda each: (float(each[0]), float(each[0] + each[1]), each[2])
)
units = st.lists(unit, max_size=3)
weights = st.sampled_from([(1.0, 1.0, 1.0), (3.0, 1.0, 1.0), (1.0, 0.5, 2.0), (0.2, 1.0, 0.5)])


@given(st.lists(units, min_size=2, max_size=3), weights)
@example([[(0.0, 20.0, "x")], [(0.0, 5.0, "x"), (5.0, 10.0, "x"), (10.0, 15.0, "x")]], (1, 1, 1))
@example([[(0.0, 9.0, "x")], [(0.0, 9.0, "y")], [(0.0, 9.0, "x"), (1.0, 9.0, "y")]], (3, 1, 1))
@settings(max_examples=60, deadline=None)
def test_no_alignment_of_units_has_less_disorder(drawn: list, weighted: tuple) -> None:
    assume(any(drawn))
    found = ours.gamma([drawn], weights=ours.Weights(*weighted), samples=1)
    assert found.disorder == pytest.approx(plain.disorder(drawn, *weighted), abs=1e-9)


@given(st.lists(st.lists(units, min_size=2, max_size=2), min_size=1, max_size=3), st.integers(0, 5))
@settings(max_examples=25, deadline=None)
def test_gamma_is_what_is_seen_over_what_random_texts_give(drawn: list, seed: int) -> None:
    """Articles are pooled: their disorders are summed, and so are their mean numbers of units."""
    assume(any(one for article in drawn for one in article))

    def pooled(articles: list) -> float:
        means = [sum(map(len, each)) / len(each) for each in articles]
        above = sum(
            plain.disorder(each, 1, 1, 1) * mean
            for each, mean in zip(articles, means, strict=True)
            if mean
        )
        return above / sum(means)

    found = ours.gamma(drawn, seed=seed, samples=3)
    shared = [[sorted(one) for one in article] for article in drawn]
    habits, random = ours._Habits.of(shared), np.random.default_rng(seed)
    by_chance = [pooled(habits.texts(shared, random)) for _ in range(3)]
    assert found.disorder == pytest.approx(pooled(drawn), abs=1e-9)
    assert found.expected == pytest.approx(fmean(by_chance), abs=1e-9)
    if fmean(by_chance):
        value = 1 - pooled(drawn) / fmean(by_chance)
        assert found.coefficient.value == pytest.approx(value, abs=1e-9)
    else:
        assert found.coefficient.status == "undefined_no_variation"


slotted = st.tuples(*[st.sampled_from("ab")] * 2, st.frozensets(st.sampled_from("pq")))
statements = st.lists(slotted, max_size=4)
articles = st.dictionaries(st.sampled_from(["d1", "d2", "d3"]), statements, max_size=3)


@given(articles, articles)
@example({}, {})
@example({"d1": []}, {"d1": []})
@settings(max_examples=60, deadline=None)
def test_measures_over_slots_are_those_of_trying_everything(
    one: dict[str, list[Any]], other: dict[str, list[Any]]
) -> None:
    for name, measure in (("strict", plain.strict), ("soft", plain.soft)):
        expected = measure(one, other)
        found = getattr(slots, f"statement_{name}_f1")(one, other)
        assert found.value == (None if expected is None else pytest.approx(expected, abs=1e-9))
        assert found.units == sum(
            len(one[each]) + len(other[each]) for each in one.keys() & other.keys()
        )
    alignment = slots.align_slots(one, other)
    for slot in range(3):
        found = slots.slot_agreement(alignment, slot, "slot")
        equal = round((found.value or 0) * found.units)
        assert (equal, found.units) in plain.equal_slots(one, other, slot)
        assert (found.value is None) == (found.units == 0)


places = st.lists(st.tuples(st.integers(0, 20), st.integers(2, 14)), max_size=3).map(
    lambda some: [(start, start + length) for start, length in some]
)


@given(st.fixed_dictionaries({"A": places, "B": places}, optional={"C": places}))
@settings(max_examples=80, deadline=None)
def test_statements_are_aligned_as_trying_everything_aligns_them(said: dict) -> None:
    groups = plain.aligned(said)
    assume(groups is not None and any(said.values()))
    assert groups is not None
    layers = {
        who: Layer("d", who, (), tuple(statement(who, *each) for each in enumerate(some)))
        for who, some in said.items()
    }
    article = ArticleLayers("d", layers)
    found = [
        {(who, int(each.id[1:])) for who, each in group.members.items()}
        for group in statement_groups(article)
    ]
    assert sorted(map(sorted, found)) == sorted(map(sorted, groups))
    together = sum(len(group) for group in groups if len(group) > 1)
    share = coverage(Comparison(tuple(said), (article,)))
    assert share.value == pytest.approx(together / sum(map(len, said.values())))


def statement(who: str, number: int, ends: tuple[int, int]) -> Statement:
    return Statement(f"{who}{number}", "d", who, (Span(*ends),))
