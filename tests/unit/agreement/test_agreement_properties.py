"""What must hold of every measure, whatever the labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement import spans
from annotator.agreement.alpha import krippendorff_alpha, set_alpha
from annotator.agreement.coefficient import Coefficient
from annotator.agreement.kappas import KAPPAS
from annotator.agreement.labels import LabelTable, label_table, percent_agreement
from annotator.agreement.marks import Mark, overlap
from annotator.agreement.matching import best_matching
from annotator.agreement.spans import boundary_f1, overlap_f1
from annotator.corpus.span import Span

MEASURES: dict[str, Callable[[LabelTable], Coefficient]] = {
    **KAPPAS,
    "percent_agreement": percent_agreement,
    "alpha_nominal": krippendorff_alpha,
    "alpha_ordinal": lambda table: krippendorff_alpha(table, scale="ordinal"),
    "alpha_interval": lambda table: krippendorff_alpha(table, scale="interval"),
    "alpha_ratio": lambda table: krippendorff_alpha(table, scale="ratio"),
}
TWO_ONLY = {
    "cohen_kappa",
    "cohen_kappa_linear",
    "cohen_kappa_quadratic",
    "scott_pi",
    "bennett_s",
}
Row = tuple[int | None, ...]


@st.composite
def ratings(draw: st.DrawFn, *, annotators: int | None = None) -> list[Row]:
    count = annotators or draw(st.integers(2, 4))
    label = st.one_of(st.none(), st.integers(1, 4))
    row = st.tuples(*[label] * count)
    return draw(st.lists(row, min_size=1, max_size=12))


def measured(rows: Sequence[Row]) -> dict[str, Coefficient]:
    table = label_table(rows, annotators=len(rows[0]), categories=(1, 2, 3, 4))
    names = MEASURES if len(rows[0]) == 2 else MEASURES.keys() - TWO_ONLY
    return {name: MEASURES[name](table) for name in names}


def same(one: dict[str, Coefficient], other: dict[str, Coefficient]) -> None:
    for name, found in one.items():
        assert found.status == other[name].status, name
        assert found.value == pytest.approx(other[name].value, abs=1e-12), name
        assert found.units == other[name].units


@settings(deadline=None)
@given(ratings(), st.randoms())
def test_the_order_of_units_and_annotators_changes_nothing(rows, random) -> None:
    shuffled = random.sample(rows, len(rows))
    order = random.sample(range(len(rows[0])), len(rows[0]))
    swapped = [tuple(row[place] for place in order) for row in rows]
    same(measured(rows), measured(shuffled))
    same(measured(rows), measured(swapped))


@settings(deadline=None)
@given(ratings())
def test_no_measure_fails_or_exceeds_one(rows) -> None:
    for name, found in measured(rows).items():
        assert found.value is None or found.value <= 1 + 1e-12, name
        assert found.value is None or found.value == found.value, name
        assert (found.value is None) == bool(found.reason), name


@settings(deadline=None)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=12), st.integers(2, 4))
def test_perfect_copies_give_one_or_undefined(labels, annotators) -> None:
    for name, found in measured([(each,) * annotators for each in labels]).items():
        assert found.value is None or found.value == pytest.approx(1), name


@settings(deadline=None)
@given(ratings())
def test_alpha_over_single_labels_and_over_sets_of_one_is_the_same(rows) -> None:
    sets = [[None if each is None else frozenset([str(each)]) for each in row] for row in rows]
    table = label_table(sets, annotators=len(rows[0]))
    expected = krippendorff_alpha(label_table(rows, annotators=len(rows[0])))
    for distance in ("nominal", "jaccard", "masi"):
        found = set_alpha(table, distance=distance)
        assert found.value == pytest.approx(expected.value)
        assert found.status == expected.status


F1_MEASURES = (
    spans.exact_f1,
    spans.overlap_f1,
    spans.iou50_f1,
    spans.soft_iou_f1,
    spans.char_f1,
)
SPANS = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda at: Span(at[0], sum(at)))
MARKS = st.frozensets(
    st.builds(
        lambda spans, label: Mark(tuple(sorted(spans)), label),
        st.sets(SPANS, min_size=1, max_size=2),
        st.sampled_from("xy"),
    ),
    max_size=6,
)


@settings(deadline=None)
@given(MARKS, MARKS)
def test_span_measures_do_not_depend_on_who_comes_first_and_stay_within_bounds(one, other) -> None:
    there, back = ({"d": one}, {"d": other}), ({"d": other}, {"d": one})
    for measure in F1_MEASURES:
        found = measure(there)
        assert found.value == pytest.approx(measure(back).value), found.name
        assert found.value is None or 0 <= found.value <= 1 + 1e-12, found.name


@settings(deadline=None)
@given(MARKS)
def test_spans_agree_fully_with_themselves_or_are_undefined(marks) -> None:
    for measure in (*F1_MEASURES, boundary_f1):
        found = measure([{"d": marks}, {"d": marks}])
        assert found.value == (pytest.approx(1) if marks else None)


@settings(deadline=None)
@given(MARKS, MARKS, MARKS)
def test_an_article_that_one_never_opened_changes_nothing(one, other, alone) -> None:
    with_it = overlap_f1([{"d": one, "e": alone}, {"d": other}])
    assert with_it == overlap_f1([{"d": one}, {"d": other}])


def is_one_to_one(edges: Sequence[tuple[int, int]]) -> bool:
    return len({left for left, _ in edges}) == len({right for _, right in edges}) == len(edges)


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 3), st.integers(0, 3)), st.floats(0.01, 1), max_size=10
    )
)
def test_the_matching_is_as_good_as_the_best_of_all_matchings(similarity) -> None:
    found = best_matching(similarity)
    assert is_one_to_one(found)
    best = max(
        (
            sum(similarity[edge] for edge in chosen)
            for size in range(len(similarity) + 1)
            for chosen in combinations(similarity, min(size, 4))
            if len({left for left, _ in chosen})
            == len({right for _, right in chosen})
            == len(chosen)
        ),
        default=0,
    )
    assert sum(similarity[edge] for edge in found) == pytest.approx(best, abs=1e-7)


@settings(deadline=None)
@given(st.lists(SPANS, min_size=1, max_size=3), st.lists(SPANS, min_size=1, max_size=3))
def test_overlap_is_that_of_the_sets_of_characters(one, other) -> None:
    ones = {at for span in one for at in range(span.start, span.end)}
    others = {at for span in other for at in range(span.start, span.end)}
    assert overlap(one, other) == pytest.approx(len(ones & others) / len(ones | others))
