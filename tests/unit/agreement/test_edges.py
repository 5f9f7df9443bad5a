"""Labels that are few, missing, tied, large or no plain values."""

from __future__ import annotations

import math

import numpy as np
import pytest

from annotator.agreement.labels.alpha import krippendorff_alpha, set_alpha
from annotator.agreement.labels.coefficient import Coefficient
from annotator.agreement.labels.kappas import KAPPAS, cohen_kappa, fleiss_kappa, gwet_ac1, gwet_ac2
from annotator.agreement.labels.table import label_table, percent_agreement
from annotator.agreement.resampling import FORMULAS, Draws, Resampling, interval, label_interval
from annotator.agreement.spans.earlier_u_alpha import u_alpha_2004
from annotator.agreement.spans.gamma import gamma
from annotator.agreement.spans.marks import Mark
from annotator.agreement.spans.pairwise import exact_f1
from annotator.agreement.spans.table import span_table
from annotator.agreement.spans.unitizing import FAMILY, ku_alpha, ku_coverage, unit_tallies
from annotator.corpus.span import Span

NO_UNITS, NO_VARIATION = "undefined_no_pairable_units", "undefined_no_variation"


def every(rows, categories=None) -> dict[str, Coefficient]:
    table = label_table(rows, annotators=2, categories=categories)
    found = {name: measure(table) for name, measure in KAPPAS.items()}
    for scale in ("nominal", "ordinal", "interval", "ratio"):
        found[f"alpha_{scale}"] = krippendorff_alpha(table, scale=scale)
    return found


@pytest.mark.parametrize("rows", [[], [(None, None)], [("a", None), (None, "b")]])
def test_where_nobody_shares_a_unit_every_measure_says_so(rows) -> None:
    for found in every(rows, ["a", "b"]).values():
        assert (found.value, found.status, found.units) == (None, NO_UNITS, 0)


def test_one_label_alone_is_no_agreement_beyond_chance() -> None:
    found = every([("a", "a")] * 5)
    for name in ("cohen_kappa", "scott_pi", "fleiss_kappa", "gwet_ac1", "bennett_s", "light_kappa"):
        assert found[name].status == NO_VARIATION, name
        assert found[name].raw_agreement == 1, name
    declared = every([("a", "a")] * 5, ["a", "b"])
    assert declared["gwet_ac1"].value == 1
    assert declared["bennett_s"].value == 1
    assert declared["cohen_kappa"].status == NO_VARIATION


def test_words_are_on_no_scale_of_numbers_but_have_an_order() -> None:
    rows = [("low", "mid"), ("mid", "mid"), ("high", "high"), ("low", "low")]
    table = label_table(rows, annotators=2, categories=["low", "mid", "high"])
    numbers = [tuple(["low", "mid", "high"].index(each) for each in row) for row in rows]
    same = label_table(numbers, annotators=2, categories=[0, 1, 2])
    assert krippendorff_alpha(table, scale="interval").status == "undefined_scale"
    assert krippendorff_alpha(table, scale="ordinal").value == pytest.approx(
        krippendorff_alpha(same, scale="ordinal").value
    )
    for weighting in ("linear", "quadratic"):
        assert gwet_ac2(table, weighting=weighting).value == pytest.approx(
            gwet_ac2(same, weighting=weighting).value
        )
        assert cohen_kappa(table, weighting=weighting).value == pytest.approx(
            cohen_kappa(same, weighting=weighting).value
        )


def test_the_order_of_categories_matters_for_weights_and_not_without() -> None:
    rows = [("a", "b"), ("b", "c"), ("c", "c"), ("a", "a"), ("a", "c")]
    one = label_table(rows, annotators=2, categories=["a", "b", "c"])
    other = label_table(rows, annotators=2, categories=["b", "a", "c"])
    assert cohen_kappa(one).value == pytest.approx(cohen_kappa(other).value)
    apart = [cohen_kappa(each, weighting="quadratic").value for each in (one, other)]
    assert apart[0] != pytest.approx(apart[1])


def test_a_ratio_scale_has_zero_and_nothing_below_it() -> None:
    with_zero = label_table([(0, 0), (0, 2), (2, 2)], annotators=2)
    assert krippendorff_alpha(with_zero, scale="ratio").value == pytest.approx(
        krippendorff_alpha(with_zero).value  # 0 against 2 is as far apart as can be
    )
    below = label_table([(-1, 1), (1, 1)], annotators=2)
    assert krippendorff_alpha(below, scale="ratio").status == "undefined_scale"
    assert krippendorff_alpha(below, scale="interval").value is not None


def test_large_and_close_values_lose_no_precision() -> None:
    small = [(1, 1), (2, 3), (3, 3), (1, 2)]
    far = [(each[0] + 10**12, each[1] + 10**12) for each in small]
    wide = [(each[0] * 10.0**200, each[1] * 10.0**200) for each in small]
    expected = krippendorff_alpha(label_table(small, annotators=2), scale="interval").value
    for rows in (far, wide):
        found = krippendorff_alpha(label_table(rows, annotators=2), scale="interval")
        assert found.value == pytest.approx(expected)


def test_a_number_too_large_to_reckon_with_is_a_label_on_no_scale() -> None:
    table = label_table([(10**400, 1), (1, 1), (10**400, 10**400)], annotators=2)
    assert table.labels == (1, 10**400)
    assert krippendorff_alpha(table, scale="interval").status == "undefined_scale"
    assert cohen_kappa(table).value == pytest.approx(0.4)


def test_a_text_of_which_no_length_is_known_ends_with_its_last_unit() -> None:
    units = [[(0, 5, "x")], [(2, 9, "x")]]
    assert u_alpha_2004(units, 0) == u_alpha_2004(units, 9)
    whole = [[(0, 5, "x")], [(0, 5, "x")]]
    assert u_alpha_2004(whole, 0) == u_alpha_2004(whole, 5)


def test_missing_may_be_none_or_not_a_number_and_endless_is_on_no_scale() -> None:
    with_nan = label_table([(1.0, math.nan), (1.0, 1.0), (2.0, 2.0)], annotators=2)
    assert percent_agreement(with_nan).units == 2
    endless = label_table([(1.0, math.inf), (1.0, 1.0)], annotators=2)
    assert krippendorff_alpha(endless, scale="interval").status == "undefined_scale"


def test_sets_and_lists_are_labels_and_what_cannot_be_compared_is_refused() -> None:
    sets = label_table([({"a"}, {"a", "b"}), ({"b"}, {"b"}), (set(), {"a"})], annotators=2)
    frozen = label_table(
        [
            (frozenset("a"), frozenset("ab")),
            (frozenset("b"), frozenset("b")),
            (frozenset(), frozenset("a")),
        ],
        annotators=2,
    )
    assert set_alpha(sets).value == set_alpha(frozen).value
    assert percent_agreement(label_table([(["a", 1], ["a", 1])], annotators=2)).value == 1
    with pytest.raises(ValueError, match="not a label"):
        label_table([({"a": 1}, None)], annotators=2)
    with pytest.raises(ValueError, match="2 places"):
        label_table([("a", "b", "c")], annotators=2)


def test_fleiss_needs_as_many_labels_for_each_unit_and_says_so() -> None:
    uneven = label_table([("a", "b", None), ("a", "a", "b")], annotators=3)
    assert fleiss_kappa(uneven).status == "undefined_unequal_ratings"
    even = label_table([("a", "b", None), (None, "a", "a")], annotators=3)
    assert fleiss_kappa(even).value is not None


def test_a_unit_with_one_label_counts_for_shares_of_ac1_alone() -> None:
    rows = [("a", "a"), ("b", "b"), ("a", "b")]
    more = [*rows, ("a", None), ("a", None)]
    one, other = label_table(rows, annotators=2), label_table(more, annotators=2)
    assert krippendorff_alpha(one).value == krippendorff_alpha(other).value
    assert gwet_ac1(one).value != pytest.approx(gwet_ac1(other).value)


def test_one_article_has_no_interval_and_few_have_the_jackknifes() -> None:
    rows = [("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")]
    formula = FORMULAS["alpha_nominal"]
    alone = label_interval(label_table(rows, annotators=2), formula)
    assert (alone.low, alone.reason) == (None, "one article alone tells nothing about others")
    few = label_table(rows * 3, annotators=2, articles=[place % 6 for place in range(12)])
    assert label_interval(few, formula).method == "jackknife"
    many = label_table(rows * 10, annotators=2, articles=range(40))
    assert label_interval(many, formula).method == "bootstrap"


def test_resamples_without_a_value_are_left_out_and_counted() -> None:
    rows = [("a", "a")] * 24 + [("b", "b")]
    table = label_table(rows, annotators=2, articles=range(25))
    found = label_interval(table, FORMULAS["alpha_nominal"])
    # the one article with another label is missing from (24/25)^25 = 36 % of the resamples
    assert 300 < found.undefined < 420
    assert (found.low, found.high) == (1, 1)
    assert f"{found.undefined} of them without a value" in found.words
    few = label_table(rows[-6:], annotators=2, articles=range(6))
    assert label_interval(few, FORMULAS["alpha_nominal"]).reason == (
        "without one of the articles there is no value (1 of 6)"
    )


def test_the_same_seed_draws_the_same_articles() -> None:
    random = np.random.default_rng(0)
    rows = random.integers(0, 3, (200, 3)).tolist()
    table = label_table(rows, annotators=3, articles=[place % 30 for place in range(200)])
    formula = FORMULAS["alpha_nominal"]
    first = label_interval(table, formula, Resampling(seed=4))
    assert first == label_interval(table, formula, Resampling(seed=4))
    assert first != label_interval(table, formula, Resampling(seed=5))


def test_very_many_articles_are_drawn_in_groups_that_vary_as_they_do() -> None:
    random = np.random.default_rng(1)
    tops = random.random(20_000) < 0.3
    parts = np.stack([tops * 1.0, np.ones(20_000)], axis=1)
    found = interval(parts, lambda sums: sums[..., 0] / sums[..., 1])
    assert found.groups == 1_000 and "1,000 random groups" in found.words
    share = tops.mean()
    reach = 1.96 * math.sqrt(share * (1 - share) / 20_000)
    assert found.high - found.low == pytest.approx(2 * reach, rel=0.15)
    assert Draws(100).units == 100


def spans_of(*annotators):
    return [
        {
            article: frozenset(Mark((Span(*ends),), label) for *ends, label in marks)
            for article, marks in each.items()
        }
        for each in annotators
    ]


def test_done_and_found_nothing_counts_and_never_opened_is_missing() -> None:
    both = spans_of({"d": [(0, 5, "x")], "e": [(0, 5, "x")]}, {"d": [], "e": [(0, 5, "x")]})
    opened = spans_of({"d": [(0, 5, "x")], "e": [(0, 5, "x")]}, {"e": [(0, 5, "x")]})
    lengths = {"d": 10, "e": 10}
    assert exact_f1(both).value == pytest.approx(2 / 3)
    assert exact_f1(opened).value == 1
    u_alpha, _ = FAMILY["u_alpha"]
    assert u_alpha(unit_tallies(span_table(opened, lengths))).value == 1
    found = u_alpha(unit_tallies(span_table(both, lengths)))
    assert found.value is not None and found.value < 1


def test_without_marks_or_a_second_annotator_units_have_no_measure() -> None:
    nothing = unit_tallies(span_table(spans_of({"d": []}, {"d": []}), {"d": 10}))
    alone = unit_tallies(span_table(spans_of({"d": [(0, 5, "x")]}), {"d": 10}))
    apart = unit_tallies(
        span_table(spans_of({"d": [(0, 2, "x")]}, {"d": [(5, 7, "y")]}), {"d": 10})
    )
    for measure, _ in FAMILY.values():
        assert measure(alone).status == NO_UNITS
    assert FAMILY["u_alpha"][0](nothing).status == "undefined_no_annotations"
    assert FAMILY["cu_alpha"][0](apart).status == NO_UNITS
    assert FAMILY["cu_coverage"][0](apart).value == 0
    assert ku_alpha(apart, "z").status == ku_coverage(apart, "z").status
    assert ku_coverage(apart, "x").value == 0
    assert u_alpha_2004([[(0, 5, "x")]], 10).status == NO_UNITS
    assert u_alpha_2004([[], []], 10).status == "undefined_no_annotations"
    assert u_alpha_2004([[(0, 5, "x"), (3, 7, "x")], []], 10).status == (
        "undefined_overlapping_marks"
    )


def test_gamma_gives_up_in_words_where_too_many_marks_lie_together() -> None:
    crowd = [[(place, place + 100, "x") for place in range(70)] for _ in range(4)]
    found = gamma([crowd]).coefficient
    assert (found.value, found.status) == (None, "undefined_too_many")
    assert found.reason
    assert gamma([]).coefficient.status == NO_UNITS
    assert gamma([[[], []]]).coefficient.status == "undefined_no_annotations"


def test_gamma_is_the_same_for_the_same_seed() -> None:
    article = [[(0, 5, "x"), (8, 12, "y")], [(1, 5, "x"), (9, 12, "x"), (20, 22, "y")]]
    first = gamma([article], seed=3, samples=30)
    assert first == gamma([article], seed=3, samples=30)
    assert first != gamma([article], seed=4, samples=30)
    assert first.expected is not None and first.disorder is not None
    assert first.coefficient.value == pytest.approx(1 - first.disorder / first.expected)
