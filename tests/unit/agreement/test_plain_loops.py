"""Every measure equals plain loops over whatever data: odd labels, missing ones, nothing at all."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotator.agreement.labels.alpha import krippendorff_alpha, label_alpha, set_alpha
from annotator.agreement.labels.coefficient import Coefficient
from annotator.agreement.labels.kappas import KAPPAS
from annotator.agreement.labels.table import (
    LabelTable,
    label_table,
    percent_agreement,
    percent_agreement_unit_mean,
)
from annotator.agreement.resampling import FORMULAS, Resampling, label_interval
from annotator.agreement.spans import pairwise as spans
from annotator.agreement.spans.marks import Mark
from annotator.agreement.spans.tokens import token_alpha, token_alpha_any
from annotator.agreement.votes import majority_vote, unanimous, vote_share
from annotator.corpus.span import Span
from tests.unit.agreement import plain
from tests.unit.agreement.plain import Place, Row

FAMILIES: list[list[Hashable]] = [
    ["a", "b", "c", "d"],
    ["é", "e\u0301", "中", "🙂"],
    ["", " ", "None", "nan"],
    [1, 2, 5, 90],
    [-3, -1, 0, 4],
    [0.5, 1.25, 2.0, 1e6],
    [0, 1],
    ["only"],
]


@st.composite
def codings(draw: st.DrawFn) -> tuple[int, list[Row], list[Hashable]]:
    """Return how many annotators there are, their labels, and the declared labels in order."""
    family = draw(st.sampled_from(FAMILIES))
    annotators = draw(st.integers(1, 5))
    used = draw(st.lists(st.sampled_from(family), min_size=1, unique=True))
    label = st.none() | st.sampled_from(used)
    rows = draw(st.lists(st.tuples(*[label] * annotators), max_size=10))
    often = draw(st.sampled_from([1, 1, 1, 40]))
    declared = draw(st.sampled_from([family, family[::-1]]))
    return annotators, rows * often, declared


def references(
    rows: list[Row], labels: Sequence[Hashable], annotators: int
) -> dict[str, float | None]:
    """Return what plain loops give for each measure."""
    places = {each: place for place, each in enumerate(labels)}
    found: dict[str, float | None] = {
        "percent_agreement": plain.raw(rows),
        "percent_agreement_unit_mean": plain.unit_mean(rows),
        "alpha_nominal": plain.alpha(rows, plain.nominal),
        "alpha_ordinal": plain.alpha(rows, plain.ordinal(rows, labels)),
        "fleiss_kappa": plain.fleiss(rows),
        "randolph_kappa": plain.corrected(plain.unit_mean(rows), 1 / len(labels)),
        "hubert_kappa": plain.hubert(rows, annotators),
        "light_kappa": plain.light(rows, annotators),
        "gwet_ac1": plain.gwet(rows, labels, lambda one, other: float(one == other)),
    }
    if len(labels) > 1:
        found["gwet_ac2_linear"] = plain.gwet(rows, labels, plain.near(labels, 1))
        found["gwet_ac2_quadratic"] = plain.gwet(rows, labels, plain.near(labels, 2))
    if all(isinstance(each, int | float) for each in labels):
        found["alpha_interval"] = plain.alpha(rows, plain.interval)
        if all(float(str(each)) >= 0 for each in labels):
            found["alpha_ratio"] = plain.alpha(rows, plain.ratio)
    if annotators == 2:
        pairs = plain.both(rows)
        found["cohen_kappa"] = plain.cohen(pairs)
        found["scott_pi"] = plain.scott(pairs)
        found["bennett_s"] = plain.corrected(plain.agreeing(pairs), 1 / len(labels))
        for name, power in (("linear", 1), ("quadratic", 2)):

            def distance(one: Hashable, other: Hashable, power: int = power) -> float:
                return abs(places[one] - places[other]) ** power

            found[f"cohen_kappa_{name}"] = plain.cohen(pairs, distance)
    return found


MEASURES: dict[str, Callable[[LabelTable], Coefficient]] = {
    **KAPPAS,
    "percent_agreement": percent_agreement,
    "percent_agreement_unit_mean": percent_agreement_unit_mean,
    "alpha_nominal": krippendorff_alpha,
    "alpha_ordinal": lambda table: krippendorff_alpha(table, scale="ordinal"),
    "alpha_interval": lambda table: krippendorff_alpha(table, scale="interval"),
    "alpha_ratio": lambda table: krippendorff_alpha(table, scale="ratio"),
}


OF_PAIRS = {
    "cohen_kappa",
    "cohen_kappa_linear",
    "cohen_kappa_quadratic",
    "scott_pi",
    "bennett_s",
}


@given(codings())
@example((1, [], ["a"]))
@example((2, [(None, None)], ["a", "b"]))
@example((3, [("a", None, None)], ["a", "b"]))
@settings(max_examples=40, deadline=None)
def test_measures_over_labels_are_those_of_plain_loops(drawn: tuple) -> None:
    annotators, rows, labels = drawn
    table = label_table(rows, annotators=annotators, categories=labels)
    if not plain.pairable(rows):
        for name, measure in MEASURES.items():
            if annotators == 2 or name not in OF_PAIRS:
                found = measure(table)
                assert found.value is None, name
                assert found.status == "undefined_no_pairable_units", name
                assert found.units == 0 and found.reason
        return
    for name, expected in references(rows, labels, annotators).items():
        found = MEASURES[name](table)
        assert found.units == len(plain.pairable(rows))
        assert found.raw_agreement == pytest.approx(plain.raw(rows), abs=1e-9)
        if expected is None:
            unequal = name == "fleiss_kappa" and len({len(plain.given(row)) for row in rows}) > 1
            why = "undefined_unequal_ratings" if unequal else "undefined_no_variation"
            assert (found.value, found.status) == (None, why), name
        else:
            assert found.value == pytest.approx(expected, abs=1e-9), name


@given(codings())
@settings(max_examples=40, deadline=None)
def test_each_label_alone_is_the_data_recoded(drawn: tuple) -> None:
    annotators, rows, labels = drawn
    table = label_table(rows, annotators=annotators, categories=labels)
    for label in labels:
        recoded = [tuple(None if each is None else each == label for each in row) for row in rows]
        expected = plain.alpha(recoded, plain.nominal)
        found = krippendorff_alpha(table.against_rest(label)).value
        assert found == (None if expected is None else pytest.approx(expected, abs=1e-9))


@given(codings(), st.sampled_from([0, 10, 25]), st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_intervals_are_the_same_for_the_same_seed_and_never_nan(
    drawn: tuple, copies: int, seed: int
) -> None:
    annotators, rows, labels = drawn
    many = rows * (copies + 1)
    table = label_table(
        many, annotators=annotators, categories=labels, articles=list(range(len(many)))
    )
    for name in ("alpha_nominal", "gwet_ac1", "percent_agreement", "fleiss_kappa"):
        asked = Resampling(rounds=40, seed=seed)
        one, again = (label_interval(table, FORMULAS[name], asked) for _ in range(2))
        assert one == again
        assert (one.low is None) == (one.high is None) == bool(one.reason)
        if one.low is not None and one.high is not None:
            assert not math.isnan(one.low) and one.low <= one.high <= 1 + 1e-12


sets = st.none() | st.frozensets(st.sampled_from(["x", "y", "ж"]))


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.tuples(*[sets] * n), max_size=8)))
@settings(max_examples=50, deadline=None)
def test_measures_over_sets_are_those_of_plain_loops(rows: list) -> None:
    table = label_table(rows, annotators=len(rows[0]) if rows else 2)
    for name, distance in (
        ("nominal", plain.nominal),
        ("jaccard", plain.jaccard),
        ("masi", plain.masi),
    ):
        expected = plain.alpha(rows, distance) if plain.pairable(rows) else None
        found = set_alpha(table, distance=name).value  # type: ignore[arg-type]
        assert found == (None if expected is None else pytest.approx(expected, abs=1e-9)), name
    for label in "xyжz":
        held = [tuple(None if each is None else label in each for each in row) for row in rows]
        expected = plain.alpha(held, plain.nominal)
        found = label_alpha(table, label).value
        assert found == (None if expected is None else pytest.approx(expected, abs=1e-9)), label


LENGTH = 12
place = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 6), st.sampled_from(["x", "й"])).map(
    lambda each: (each[0], min(LENGTH, each[0] + each[1]), each[2])
)
marked = st.dictionaries(st.sampled_from(["d1", "d2"]), st.sets(place, max_size=4))
WORDS = {name: [Span(0, 3), Span(4, 6), Span(6, 9), Span(10, 12)] for name in ("d1", "d2")}


def as_marks(one: dict[str, set[Place]]) -> dict[str, frozenset[Mark]]:
    return {
        article: frozenset(Mark((Span(start, end),), label) for start, end, label in marks)
        for article, marks in one.items()
    }


def words_of(article: str, marks: set[Place]) -> set[Any]:
    return {
        (word, label)
        for start, end, label in marks
        for word in WORDS[article]
        if start < word.end and word.start < end
    }


def letters_of(_: str, marks: set[Place]) -> set[Any]:
    return {(at, label) for start, end, label in marks for at in range(start, end)}


def unlabelled(_: str, marks: set[Place]) -> set[Any]:
    return {(start, end, "") for start, end, _ in marks}


@given(st.lists(marked, min_size=2, max_size=3))
@settings(max_examples=50, deadline=None)
def test_measures_over_marks_are_those_of_plain_loops(drawn: list) -> None:
    marks = [as_marks(each) for each in drawn]

    def same(seen: Callable[[str, set[Place]], set[Any]]) -> tuple[float | None, list]:
        return plain.f1(drawn, lambda at, one, other: len(seen(at, one) & seen(at, other)), seen)

    expected = {
        "exact_f1": same(lambda _, some: some),
        "boundary_f1": same(unlabelled),
        "char_f1": same(letters_of),
        "token_f1": same(words_of),
        "overlap_f1": plain.f1(drawn, lambda _, one, other: plain.overlapping(one, other)[1]),
        "soft_iou_f1": plain.f1(drawn, lambda _, one, other: plain.overlapping(one, other)[0]),
        "iou50_f1": plain.f1(drawn, lambda _, one, other: plain.overlapping(one, other, 0.5)[1]),
        "overlap_f1_any_label": plain.f1(
            drawn,
            lambda at, one, other: plain.overlapping(unlabelled(at, one), unlabelled(at, other))[1],
            unlabelled,
        ),
    }
    found = {
        "exact_f1": spans.exact_f1(marks),
        "boundary_f1": spans.boundary_f1(marks),
        "char_f1": spans.char_f1(marks),
        "token_f1": spans.token_f1(marks, WORDS),
        "overlap_f1": spans.overlap_f1(marks),
        "soft_iou_f1": spans.soft_iou_f1(marks),
        "iou50_f1": spans.iou50_f1(marks),
        "overlap_f1_any_label": spans.overlap_f1_any_label(marks),
    }
    for name, (mean, pairs) in expected.items():
        one = found[name]
        assert one.value == (None if mean is None else pytest.approx(mean, abs=1e-9)), name
        assert one.pairs == tuple(
            None if each is None else pytest.approx(each, abs=1e-9) for each in pairs
        ), name
        known = [each for each in pairs if each is not None]
        if mean is not None:
            spread = math.sqrt(sum((each - mean) ** 2 for each in known) / len(known))
            assert one.sd == pytest.approx(spread, abs=1e-9)
        else:
            assert one.status in ("undefined_no_annotations", "undefined_no_pairable_units")


@given(st.lists(marked, min_size=2, max_size=3))
@settings(max_examples=25, deadline=None)
def test_alpha_over_words_is_that_of_plain_loops(drawn: list) -> None:
    marks = [as_marks(each) for each in drawn]
    articles = sorted({article for each in drawn for article in each})

    def rows(label: str | None) -> list[Row]:
        return [
            tuple(
                None
                if article not in one
                else any(
                    word == met and label in (None, of)
                    for met, of in words_of(article, one[article])
                )
                for one in drawn
            )
            for article in articles
            for word in WORDS[article]
        ]

    for label in ("x", None):
        expected = plain.alpha(rows(label), plain.nominal)
        found = token_alpha(marks, WORDS, label) if label else token_alpha_any(marks, WORDS)
        assert found.value == (None if expected is None else pytest.approx(expected, abs=1e-9))


@given(st.lists(st.none() | st.sampled_from(["a", "ж", 1]), max_size=6))
@example([])
@example(["a", "ж"])
def test_votes_are_counted_and_ties_are_nobodys(labels: list) -> None:
    counts = {each: labels.count(each) for each in labels if each is not None}
    most = [each for each, count in counts.items() if count == max(counts.values())]
    assert majority_vote(labels) == (most[0] if len(most) == 1 else None)
    share = counts[most[0]] / sum(counts.values()) if len(most) == 1 else None
    assert vote_share(labels) == (None if share is None else pytest.approx(share))
    assert unanimous(labels) == (len(counts) == 1 if counts else None)
