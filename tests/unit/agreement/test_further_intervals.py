"""Intervals of measures that are not sums of label pairs: tokens, slots, gamma."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy.special import stdtrit

from annotator.agreement.labels.coefficient import Coefficient
from annotator.agreement.resampling import Resampling
from annotator.agreement.slots import Slots, align_slots, slot_agreement
from annotator.agreement.spans.gamma import gamma
from annotator.agreement.spans.marks import Mark, mark
from annotator.agreement.spans.tokens import token_alpha, token_alpha_any, token_alpha_masi
from annotator.corpus.span import Span

ARTICLES = 9
NAMES = [f"article {number}" for number in range(ARTICLES)]
TOKENS = {name: [Span(at, at + 4) for at in range(0, 100, 5)] for name in NAMES}


def marks(seed: int) -> dict[str, frozenset[Mark]]:
    random = np.random.default_rng(seed)
    found = {}
    for name in NAMES:
        starts = random.choice(18, 5, replace=False) * 5
        labels = random.choice(["a", "b"], 5)
        found[name] = frozenset(
            mark([Span(int(start), int(start) + 9)], str(label))
            for start, label in zip(starts, labels, strict=True)
        )
    return found


BOTH = [marks(1), marks(2)]


def student(value: float, left_out: list[float]) -> tuple[float, float]:
    """Return the delete-one jackknife with t, written out."""
    around = np.array(left_out)
    count = len(around)
    error = float(np.sqrt((count - 1) / count * ((around - around.mean()) ** 2).sum()))
    reach = float(stdtrit(count - 1, 0.975)) * error
    return value - reach, min(1.0, value + reach)


@pytest.mark.parametrize(
    "measure",
    [
        lambda both, sure: token_alpha(both, TOKENS, "a", resampling=sure),
        lambda both, sure: token_alpha_any(both, TOKENS, resampling=sure),
        lambda both, sure: token_alpha_masi(both, TOKENS, resampling=sure),
    ],
    ids=["one label", "any label", "sets of labels"],
)
def test_alpha_over_tokens_leaves_out_whole_articles(
    measure: Callable[[list[dict[str, frozenset[Mark]]], Resampling | None], Coefficient],
) -> None:
    found = measure(BOTH, Resampling())
    assert found.interval is not None and found.value is not None
    left_out = []
    for gone in NAMES:
        fewer = [{name: each[name] for name in NAMES if name != gone} for each in BOTH]
        value = measure(fewer, None).value
        assert value is not None
        left_out.append(value)
    low, high = student(found.value, left_out)
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high))


def test_agreement_on_a_slot_leaves_out_whole_articles() -> None:
    def slots(seed: int) -> dict[str, list[Slots]]:
        random = np.random.default_rng(seed)
        return {
            name: [
                ("same", int(each), number)
                for number, each in enumerate(random.integers(2, size=4))
            ]
            for name in NAMES
        }

    one, other = slots(3), slots(4)
    found = slot_agreement(align_slots(one, other), 1, "value", resampling=Resampling())
    assert found.interval is not None and found.value is not None
    left_out = []
    for gone in NAMES:
        some = [{name: each[name] for name in NAMES if name != gone} for each in (one, other)]
        left_out.append(slot_agreement(align_slots(*some), 1, "value").value or 0.0)
    low, high = student(found.value, left_out)
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high))


def units(seed: int) -> list[list[tuple[float, float, str]]]:
    """Return what three annotators mark in one article, the last one a little aside."""
    random = np.random.default_rng(seed)
    starts = np.sort(random.choice(40, 5, replace=False) * 10.0)
    labels = random.choice(["a", "b"], 5)
    plain = [(float(at), float(at) + 8, str(each)) for at, each in zip(starts, labels, strict=True)]
    aside = [(at + float(random.integers(0, 6)), end, each) for at, end, each in plain]
    return [plain, aside]


def test_gamma_has_an_interval_around_its_value() -> None:
    found = gamma([units(seed) for seed in range(8)], resampling=Resampling()).coefficient
    assert found.value is not None and found.interval is not None
    low, high = found.interval.low, found.interval.high
    assert low is not None and high is not None
    assert low < found.value < high <= 1
    assert found.interval.articles == 8


def test_gamma_of_equal_articles_is_as_sure_as_its_random_texts() -> None:
    same = [units(1)] * 8
    other = [units(seed) for seed in range(8)]
    widths = []
    for articles in (same, other):
        interval = gamma(articles, resampling=Resampling()).coefficient.interval
        assert interval is not None and interval.low is not None and interval.high is not None
        widths.append(interval.high - interval.low)
    assert widths[0] < widths[1] / 2


def test_the_interval_changes_nothing_about_gamma() -> None:
    articles = [units(seed) for seed in range(4)]
    with_one, without = gamma(articles, resampling=Resampling()), gamma(articles)
    assert with_one.coefficient.value == without.coefficient.value
    assert without.coefficient.interval is None
