"""What must hold of every measure, whatever the labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.labels.alpha import Scale, krippendorff_alpha, set_alpha
from annotator.agreement.labels.coefficient import Coefficient
from annotator.agreement.labels.kappas import KAPPAS
from annotator.agreement.labels.table import LabelTable, label_table, percent_agreement
from annotator.agreement.resampling import Resampling, with_interval
from annotator.agreement.spans import pairwise as spans
from annotator.agreement.spans.gamma import gamma
from annotator.agreement.spans.marks import Mark, overlap
from annotator.agreement.spans.matching import best_matching
from annotator.agreement.spans.pairwise import boundary_f1, overlap_f1
from annotator.agreement.spans.table import span_table
from annotator.agreement.spans.unitizing import FAMILY, flattened, unit_tallies
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


@settings(deadline=None)
@given(ratings(annotators=2), st.integers(0, 1))
def test_a_copy_of_one_of_two_annotators_never_lowers_alpha(rows, place) -> None:
    """Of three or more, a copy of the one who differs from the others can lower it."""
    not_lower(rows, [(*row, row[place]) for row in rows], ("nominal",))


@settings(deadline=None)
@given(ratings())
def test_a_copy_of_every_annotator_never_lowers_alpha(rows) -> None:
    """What one alone labelled is compared with its copy, which can move distances of values."""
    not_lower(rows, [row + row for row in rows], ("nominal",))
    complete = [tuple(each or 1 for each in row) for row in rows]
    scales = ("nominal", "ordinal", "interval", "ratio")
    not_lower(complete, [row + row for row in complete], scales)


def not_lower(rows: Sequence[Row], more: Sequence[Row], scales: Sequence[Scale]) -> None:
    for scale in scales:
        before, after = of_scale(rows, scale), of_scale(more, scale)
        if before.value is not None:
            assert after.value is not None and after.value >= before.value - 1e-9, scale


def of_scale(rows: Sequence[Row], scale: Scale) -> Coefficient:
    table = label_table(rows, annotators=len(rows[0]), categories=(1, 2, 3, 4))
    return krippendorff_alpha(table, scale=scale)


@settings(deadline=None)
@given(ratings(), st.integers(1, 5))
def test_the_articles_of_units_change_intervals_and_nothing_else(rows, articles) -> None:
    apart = label_table(
        rows,
        annotators=len(rows[0]),
        categories=(1, 2, 3, 4),
        articles=[place % articles for place in range(len(rows))],
    )
    names = MEASURES if len(rows[0]) == 2 else MEASURES.keys() - TWO_ONLY
    same(measured(rows), {name: MEASURES[name](apart) for name in names})


@settings(deadline=None, max_examples=30)
@given(ratings())
def test_an_interval_lies_around_its_value_or_says_why_there_is_none(rows) -> None:
    table = label_table(
        rows, annotators=len(rows[0]), categories=(1, 2, 3, 4), articles=range(len(rows))
    )
    for name, found in {name: MEASURES[name](table) for name in ANY_NUMBER}.items():
        sure = with_interval(found, table, Resampling(rounds=50, enough=5)).interval
        assert (sure.low is None) == bool(sure.reason), name
        assert (sure.low is None) == (sure.high is None), name
        assert sure.low is None or sure.low <= sure.high <= 1, name


ANY_NUMBER = sorted(MEASURES.keys() - TWO_ONLY)
UNIT = st.tuples(st.integers(0, 40), st.integers(1, 9), st.sampled_from("xy"))
UNITS = st.lists(UNIT, max_size=6)


def apart(units) -> list[tuple[int, int, str]]:
    """Return units as an annotator can set them: none begins inside another one."""
    found, end = [], 0
    for start, length, label in sorted(units):
        if start >= end:
            found.append((start, start + length, label))
            end = start + length
    return found


@settings(deadline=None)
@given(st.lists(UNITS, min_size=2, max_size=3), st.randoms())
def test_u_alpha_is_that_of_the_characters_and_of_any_order(drawn, random) -> None:
    annotators = [apart(each) for each in drawn]
    found = of_units(annotators)
    assert found == of_units(random.sample(annotators, len(annotators)))
    for each in found:
        assert each.value is None or each.value <= 1 + 1e-9
        assert (each.value is None) == bool(each.reason)
    labels = [[label_at(one, place) for one in annotators] for place in range(60)]
    table = label_table(labels, annotators=len(annotators))
    assert found[0].raw_agreement == pytest.approx(percent_agreement(table).value)


def of_units(annotators) -> list[Coefficient]:
    marks = [
        {"d": frozenset(Mark((Span(start, end),), label) for start, end, label in one)}
        for one in annotators
    ]
    tallies = unit_tallies(span_table(marks, {"d": 60}))
    found = [measure(tallies) for measure, _ in FAMILY.values()]
    return [replace(each, value=each.value and round(each.value, 9)) for each in found]


def label_at(units, place: int) -> str:
    return next((label for start, end, label in units if start <= place < end), "")


@settings(deadline=None)
@given(UNITS)
def test_copies_of_units_agree_fully_or_have_no_value(units) -> None:
    alpha, binary, labels, _ = of_units([apart(units)] * 2)
    for each in (alpha, binary, labels):
        assert each.value in (None, 1)
    value = gamma([[apart(units)] * 2], samples=5).coefficient.value
    assert value in (None, 1)


@settings(deadline=None, max_examples=60)
@given(st.lists(UNITS, min_size=3, max_size=3), st.randoms())
def test_the_best_alignment_does_not_depend_on_the_order_of_annotators(drawn, random) -> None:
    annotators = [apart(each) for each in drawn]
    there = gamma([annotators], samples=1).disorder
    back = gamma([random.sample(annotators, 3)], samples=1).disorder
    assert there == pytest.approx(back)
    assert there is None or 0 <= there <= 3 + 1e-9


@settings(deadline=None)
@given(UNITS, UNITS)
def test_flattened_marks_cover_the_same_characters_and_never_overlap(one, other) -> None:
    marks = [
        {"d": frozenset(Mark((Span(at, at + length),), label) for at, length, label in each)}
        for each in (one, other)
    ]
    table = span_table(marks)
    flat = flattened(table)
    for who in (0, 1):
        own, cut = characters(table, who), characters(flat, who)
        assert set(own) == set(cut)
        assert len(cut) == len(set(cut))


def characters(table, who: int) -> list[int]:
    rows = table.annotator == who
    ends = zip(table.start[rows], table.end[rows], strict=True)
    return [place for start, end in ends for place in range(start, end)]


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
