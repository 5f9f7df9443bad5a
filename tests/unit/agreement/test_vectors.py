"""The measures against the published and recomputed values of the shared data sets."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from annotator.agreement import slots, votes
from annotator.agreement.intervals import Z95
from annotator.agreement.labels.alpha import (
    alpha_formula,
    krippendorff_alpha,
    label_alpha,
    set_alpha,
)
from annotator.agreement.labels.coefficient import Coefficient
from annotator.agreement.labels.kappas import KAPPAS, cohen_kappa
from annotator.agreement.labels.standard_errors import cohen_kappa_error
from annotator.agreement.labels.table import (
    LabelTable,
    label_table,
    percent_agreement,
    percent_agreement_unit_mean,
)
from annotator.agreement.labels.tallies import Tallies
from annotator.agreement.resampling import (
    Draws,
    Resampling,
    jackknife_error,
    label_interval,
)
from annotator.agreement.spans import gamma, tokens, unitizing
from annotator.agreement.spans import pairwise as spans
from annotator.agreement.spans.earlier_u_alpha import u_alpha_2004
from annotator.agreement.spans.marks import Mark, align
from annotator.agreement.spans.table import span_table
from annotator.corpus.span import Span

VECTORS = Path(__file__).resolve().parents[3] / "../shared/agreement/vectors_dev.json"
TOLERANCE = 1e-9

LABEL_MEASURES: Mapping[str, Callable[[LabelTable], Coefficient]] = {
    **KAPPAS,
    "percent_agreement": percent_agreement,
    "percent_agreement_unit_mean": percent_agreement_unit_mean,
    "alpha_nominal": krippendorff_alpha,
    "alpha_ordinal": lambda table: krippendorff_alpha(table, scale="ordinal"),
    "alpha_interval": lambda table: krippendorff_alpha(table, scale="interval"),
    "alpha_ratio": lambda table: krippendorff_alpha(table, scale="ratio"),
}


def vectors(kind: str) -> list[Any]:
    if not VECTORS.exists():
        return []
    found = json.loads(VECTORS.read_text(encoding="utf-8"))["vectors"]
    return [pytest.param(each, id=each["id"]) for each in found if each["kind"] == kind]


def split(measure: str) -> tuple[str, str | None]:
    name, bracket, label = measure.removesuffix("]").partition("[")
    return name, label if bracket else None


def check(expected: Mapping[str, Any], found: Coefficient) -> None:
    assert found.name == expected["measure"] or "[" in expected["measure"]
    if expected["value"] is None:
        assert found.value is None
        assert found.status == expected.get("status", found.status)
        assert found.reason
        return
    assert found.value == pytest.approx(expected["value"], abs=expected.get("tol", TOLERANCE))
    if "published" in expected and "published_tol" in expected:
        assert found.value == pytest.approx(expected["published"], abs=expected["published_tol"])


@pytest.mark.parametrize("vector", vectors("coding"))
def test_measures_over_labels_give_the_published_values(vector: dict[str, Any]) -> None:
    table = coding_table(vector["data"])
    for expected in vector["expected"]:
        name, label = split(expected["measure"])
        chosen = table if label is None else table.against_rest(original(table, label))
        check(expected, LABEL_MEASURES[name](chosen))


def coding_table(data: dict[str, Any]) -> LabelTable:
    if "table" in data:
        crossed = np.array(data["table"], dtype=np.float64)
        labels = tuple(data.get("categories", range(1, len(crossed) + 1)))
        return LabelTable(np.argwhere(crossed > 0), crossed[crossed > 0], labels)
    rows = data["items"]
    return label_table(
        rows,
        annotators=len(rows[0]) if rows else 2,
        categories=data.get("categories"),
        articles=data.get("document"),
    )


def original(table: LabelTable, label: str) -> Hashable:
    return next((each for each in table.labels if str(each) == label), label)


@pytest.mark.parametrize("vector", vectors("set_coding"))
def test_measures_over_label_sets_give_the_expected_values(vector: dict[str, Any]) -> None:
    rows = [
        [None if each is None else set(each) for each in row] for row in vector["data"]["items"]
    ]
    table = label_table(rows, annotators=len(rows[0]) if rows else 2)
    measures: dict[str, Callable[[], Coefficient]] = {
        "alpha_set_nominal": lambda: set_alpha(table, distance="nominal"),
        "alpha_jaccard": lambda: set_alpha(table, distance="jaccard"),
        "alpha_masi": lambda: set_alpha(table, distance="masi"),
    }
    for expected in vector["expected"]:
        name, label = split(expected["measure"])
        check(expected, label_alpha(table, label) if label else measures[name]())


@pytest.mark.parametrize("vector", vectors("spans"))
def test_span_measures_give_the_expected_values(vector: dict[str, Any]) -> None:
    documents = vector["data"]["documents"]
    names = sorted({name for document in documents.values() for name in document["annotators"]})
    annotators = [
        {
            article: frozenset(
                Mark((Span(start, end),), label)
                for start, end, label in document["annotators"][name]
            )
            for article, document in documents.items()
        }
        for name in names
    ]
    words = {
        article: [Span(*each) for each in document["tokens"]]
        for article, document in documents.items()
    }
    for expected in vector["expected"]:
        found = span_measure(expected["measure"], annotators, words)
        check(expected, found)
        if "pairs" in expected:
            assert found.pairs == pytest.approx(tuple(expected["pairs"]), abs=TOLERANCE)
        if "sd" in expected:
            assert found.sd == pytest.approx(expected["sd"], abs=TOLERANCE)


F1_MEASURES: dict[str, Callable[..., Coefficient]] = {
    "exact_f1": spans.exact_f1,
    "overlap_f1": spans.overlap_f1,
    "iou50_f1": spans.iou50_f1,
    "soft_iou_f1": spans.soft_iou_f1,
    "char_f1": spans.char_f1,
}


def span_measure(
    measure: str, annotators: list[dict[str, frozenset[Mark]]], words: Mapping[str, list[Span]]
) -> Coefficient:
    name, label = split(measure)
    if name in F1_MEASURES:
        return F1_MEASURES[name](annotators, label=label)
    if name == "token_f1":
        return spans.token_f1(annotators, words, label=label)
    if name == "token_alpha_binary":
        assert label is not None
        return tokens.token_alpha(annotators, words, label)
    others: dict[str, Callable[[], Coefficient]] = {
        "boundary_f1": lambda: spans.boundary_f1(annotators),
        "overlap_f1_any_label": lambda: spans.overlap_f1_any_label(annotators),
        "token_alpha_any": lambda: tokens.token_alpha_any(annotators, words),
        "token_alpha_masi": lambda: tokens.token_alpha_masi(annotators, words),
    }
    return others[name]()


@pytest.mark.parametrize("vector", vectors("attributes_on_aligned_spans"))
def test_labels_on_aligned_spans_give_the_expected_values(vector: dict[str, Any]) -> None:
    rows: list[tuple[Hashable, Hashable]] = []
    unaligned = [0, 0]
    for document in vector["data"]["documents"].values():
        ones, others = document["A"], document["B"]
        aligned = align(
            [(Span(each[0], each[1]),) for each in ones],
            [(Span(each[0], each[1]),) for each in others],
        )
        rows += [(ones[left][3], others[right][3]) for left, right in aligned]
        unaligned[0] += len(ones) - len(aligned)
        unaligned[1] += len(others) - len(aligned)
    table = label_table(rows, annotators=2)
    for expected in vector["expected"]:
        if expected["measure"] == "aligned_pairs":
            assert len(rows) == expected["value"]
        elif expected["measure"] == "unaligned":
            assert unaligned == expected["value"]
        elif expected["measure"] == "alignment_coverage":
            share = 2 * len(rows) / (2 * len(rows) + sum(unaligned))
            assert share == pytest.approx(expected["value"])
        else:
            check(expected, LABEL_MEASURES[expected["measure"]](table))


@pytest.mark.parametrize("vector", vectors("statements"))
def test_statement_measures_give_the_expected_values(vector: dict[str, Any]) -> None:
    documents = vector["data"]["documents"]
    one, other = (
        {
            article: [tuple(each) for each in document[name]]
            for article, document in documents.items()
        }
        for name in ("A", "B")
    )
    aligned = slots.align_slots(one, other)
    for expected in vector["expected"]:
        name, slot = split(expected["measure"])
        if name == "aligned_statements":
            assert len(aligned.pairs) == expected["value"]
        elif slot is not None:
            place = vector["data"]["slots"].index(slot)
            check(expected, slots.slot_agreement(aligned, place, slot))
        else:
            check(expected, getattr(slots, name)(one, other))


def continuum(data: dict[str, Any]) -> list[list[tuple[int, int, str]]]:
    begin = data.get("begin", 0)
    return [
        [(start - begin, end - begin, label) for start, end, label in units]
        for units in data["annotators"].values()
    ]


@pytest.mark.parametrize("vector", vectors("unitizing"))
def test_measures_of_unitizing_give_the_published_values(vector: dict[str, Any]) -> None:
    units = continuum(vector["data"])
    length = vector["data"]["end"] - vector["data"].get("begin", 0)
    marked = [
        {"d": frozenset(Mark((Span(start, end),), label) for start, end, label in one)}
        for one in units
    ]
    tallies = unitizing.unit_tallies(span_table(marked, {"d": length}))
    for expected in vector["expected"]:
        name, label = split(expected["measure"])
        if name == "u_alpha_2004":
            check(expected, u_alpha_2004(units, length, label=label))
        elif label is None:
            check(expected, getattr(unitizing, name)(tallies))
        else:
            check(expected, getattr(unitizing, name)(tallies, label))


def test_units_that_overlap_in_one_annotator_have_no_u_alpha_but_a_reason() -> None:
    marks = frozenset({Mark((Span(0, 5),), "x"), Mark((Span(3, 8),), "y")})
    found = unitizing.u_alpha(unitizing.unit_tallies(span_table([{"d": marks}, {"d": marks}])))
    assert found.status == "undefined_overlapping_marks"


@pytest.mark.parametrize("vector", vectors("gamma"))
def test_gamma_gives_the_published_disorder_and_lies_in_its_band(vector: dict[str, Any]) -> None:
    params = vector["data"]["params"]
    weights = gamma.Weights(params["alpha"], params["beta"], params["delta_empty"])
    article = continuum(vector["data"])
    for expected in vector["expected"]:
        if expected["measure"] == "best_alignment_disorder":
            found = gamma.gamma([article], weights=weights, samples=1).disorder
            assert found == pytest.approx(expected["value"], abs=expected["tol"])
        else:
            low, high = expected["band"]
            value = gamma.gamma([article], weights=weights).coefficient.value
            assert value is not None and low <= value <= high


@pytest.mark.parametrize("vector", vectors("gamma_dissimilarity"))
def test_positional_dissimilarities_are_the_published_ones(vector: dict[str, Any]) -> None:
    for expected in vector["expected"]:
        found = [
            gamma.positional_dissimilarity(
                (*one, ""), (*other, ""), empty=vector["data"]["delta_empty"]
            )
            for one, other in vector["data"]["pairs"]
        ]
        assert found == pytest.approx(expected["value"], abs=TOLERANCE)


@pytest.mark.parametrize("vector", vectors("interval"))
def test_intervals_are_those_of_other_programs(vector: dict[str, Any]) -> None:
    data = vector["data"]
    if "items" in data:  # without documents, each unit is drawn for itself
        data = {"document": range(len(data["items"])), **data}
    table = coding_table(data)
    for expected in vector["expected"]:
        name, _ = split(expected["measure"])
        close = {"abs": expected.get("tol", TOLERANCE)}
        if name in LABEL_MEASURES:
            check(expected, LABEL_MEASURES[name](table))
        elif name.startswith("cohen_kappa_"):
            kappa, error = cohen_kappa(table).value, cohen_kappa_error(table)
            assert kappa is not None and error is not None
            ends = [kappa - Z95 * error, kappa + Z95 * error]
            assert (error if name.endswith("_se") else ends) == pytest.approx(
                expected["value"], **close
            )
        elif name == "jackknife_values":
            assert list(left_out(table)) == pytest.approx(expected["value"], **close)
        elif name == "jackknife_se":
            found = jackknife_error(left_out(table))
            assert found == pytest.approx(expected["value"], **close)
        else:
            enough = 1 if name.startswith("bootstrap") else len(table.tallies.sums) + 1
            interval = label_interval(
                table, alpha_formula(data.get("level", "nominal")), Resampling(enough=enough)
            )
            assert [interval.low, interval.high] == pytest.approx(expected["value"], **close)


def left_out(table: LabelTable) -> Any:
    count = len(table.tallies.sums)
    draws = Draws(count, Resampling(enough=count + 1))
    resampled = Tallies(table.labels, table.annotators, draws.sums(table.tallies.sums))
    return alpha_formula("nominal")(resampled)


@pytest.mark.parametrize("vector", vectors("aggregation"))
def test_votes_are_counted_and_ties_are_never_broken(vector: dict[str, Any]) -> None:
    for expected in vector["expected"]:
        measure = getattr(votes, expected["measure"])
        found = [measure(row) for row in vector["data"]["items"]]
        assert found == pytest.approx(expected["value"])


def test_every_kind_of_vector_is_computed_here() -> None:
    if VECTORS.exists():
        kinds = {each["kind"] for each in json.loads(VECTORS.read_text("utf-8"))["vectors"]}
        tested = set(re.findall(r'vectors\("(\w+)"\)', Path(__file__).read_text("utf-8")))
        assert kinds <= tested
