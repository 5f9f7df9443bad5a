"""Measures over labels against worked examples in the papers that define them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from annotator.agreement.labels.alpha import krippendorff_alpha
from annotator.agreement.labels.kappas import (
    bennett_s,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    gwet_ac2,
    light_kappa,
    scott_pi,
)
from annotator.agreement.labels.table import LabelTable, label_table, percent_agreement

KRIPPENDORFF_2011_C = [
    (1, 1, None, 1),
    (2, 2, 3, 2),
    (3, 3, 3, 3),
    (3, 3, 3, 3),
    (2, 2, 2, 2),
    (1, 2, 3, 4),
    (4, 4, 4, 4),
    (1, 1, 2, 1),
    (2, 2, 2, 2),
    (None, 5, 5, 5),
    (None, None, 1, 1),
    (None, None, 3, None),
]
# Fleiss 1971, table 1: how many of six psychiatrists chose each of five diagnoses, 30 patients
FLEISS_1971 = (
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
    "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
)


def crossed(table: Sequence[Sequence[int]]) -> LabelTable:
    rows = [
        (one, other)
        for one, row in enumerate(table)
        for other, count in enumerate(row)
        for _ in range(count)
    ]
    return label_table(rows, annotators=2, categories=range(len(table)))


def test_cohen_1960_worked_example() -> None:
    table = crossed([[25, 13, 12], [12, 2, 16], [3, 15, 2]])
    assert percent_agreement(table).value == pytest.approx(0.29)
    assert cohen_kappa(table).value == pytest.approx(-0.0923, abs=5e-5)


def test_artstein_and_poesio_2008_table_1() -> None:
    table = crossed([[20, 10], [20, 50]])
    assert bennett_s(table).value == pytest.approx(0.4, abs=5e-4)
    assert scott_pi(table).value == pytest.approx(0.341, abs=5e-4)
    assert cohen_kappa(table).value == pytest.approx(0.348, abs=5e-4)


def test_krippendorff_2011_part_c() -> None:
    table = label_table(KRIPPENDORFF_2011_C, annotators=4, categories=(1, 2, 3, 4, 5))
    assert krippendorff_alpha(table).value == pytest.approx(0.743, abs=5e-4)
    assert krippendorff_alpha(table, scale="ordinal").value == pytest.approx(0.815, abs=5e-4)
    assert krippendorff_alpha(table, scale="interval").value == pytest.approx(0.849, abs=5e-4)
    assert krippendorff_alpha(table, scale="ratio").value == pytest.approx(0.797, abs=5e-4)


def test_fleiss_1971_worked_example() -> None:
    rows = [
        [label for label, count in enumerate(unit, start=1) for _ in range(int(count))]
        for unit in FLEISS_1971.split()
    ]
    table = label_table(rows, annotators=6, categories=(1, 2, 3, 4, 5))
    assert percent_agreement(table).value == pytest.approx(0.5556, abs=5e-5)
    assert fleiss_kappa(table).value == pytest.approx(0.430, abs=5e-4)


def test_gwet_2008_stays_high_where_one_label_prevails() -> None:
    table = crossed([[118, 5], [2, 0]])
    assert gwet_ac1(table).value == pytest.approx(0.9408, abs=5e-5)
    assert cohen_kappa(table).value == pytest.approx(-0.0234, abs=5e-5)


def test_fleiss_is_undefined_where_labels_are_missing_and_alpha_is_not() -> None:
    table = label_table(KRIPPENDORFF_2011_C, annotators=4)
    assert fleiss_kappa(table).status == "undefined_unequal_ratings"
    assert krippendorff_alpha(table).value is not None


def test_one_label_only_is_undefined_with_its_raw_agreement_beside() -> None:
    table = label_table([("a", "a")] * 5, annotators=2)
    for found in (
        cohen_kappa(table),
        scott_pi(table),
        bennett_s(table),
        fleiss_kappa(table),
        light_kappa(table),
        gwet_ac1(table),
        gwet_ac2(table, weighting="linear"),
        krippendorff_alpha(table),
    ):
        assert found.value is None
        assert found.status == "undefined_no_variation"
        assert found.raw_agreement == 1
        assert found.units == 5


def test_words_have_no_place_on_a_scale() -> None:
    table = label_table([("a", "b"), ("a", "a")], annotators=2)
    assert krippendorff_alpha(table, scale="interval").status == "undefined_scale"


def test_a_row_without_a_place_for_each_annotator_is_refused() -> None:
    with pytest.raises(ValueError, match="2 places"):
        label_table([("a",)], annotators=2)
