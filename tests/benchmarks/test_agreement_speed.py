"""How fast agreement is measured: very many ratings, very many marks, and whether intervals hold.

The clock is the processor's, so that other work on the machine does not count.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from annotator.agreement.kappas import KAPPAS
from annotator.agreement.labels import LabelTable
from annotator.agreement.resampling import (
    FORMULAS,
    Resampling,
    label_interval,
    with_interval,
)
from annotator.agreement.span_table import SpanTable, exact_counts, single_spans
from annotator.agreement.unitizing import u_alpha, unit_tallies

ANNOTATORS, LABELS, MISSING_SHARE = 5, 6, 0.2
OF_SEVERAL = (
    "percent_agreement",
    "percent_agreement_unit_mean",
    "fleiss_kappa",
    "randolph_kappa",
    "hubert_kappa",
    "light_kappa",
    "gwet_ac1",
    "gwet_ac2_linear",
    "gwet_ac2_quadratic",
    "alpha_nominal",
    "alpha_ordinal",
    "alpha_interval",
    "alpha_ratio",
)
OF_PAIRS = ("cohen_kappa", "cohen_kappa_linear", "cohen_kappa_quadratic", "scott_pi", "bennett_s")


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the processor seconds of the best of three runs, and what came out."""
    best, found = float("inf"), None
    for _ in range(3):
        began = time.process_time()
        found = work()
        best = min(best, time.process_time() - began)
    return best, found


def ratings(units: int, articles: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Return labels ``[unit, annotator]`` with missing ones (-1), and the article of each unit."""
    random = np.random.default_rng(seed)
    true = random.integers(0, LABELS, units)
    other = random.integers(0, LABELS, (units, ANNOTATORS))
    codes = np.where(random.random(other.shape) < 0.7, true[:, None], other)
    codes[random.random(other.shape) < MISSING_SHARE] = -1
    return codes, np.sort(random.integers(0, articles, units))


def all_measures(codes: np.ndarray, articles: np.ndarray, count: int) -> dict[str, Any]:
    """Measure everything over labels, each with an interval from 1,000 resamples of articles."""
    weights = np.ones(len(codes))
    table = LabelTable(codes, weights, tuple(range(LABELS)), articles, count)
    found: dict[str, Any] = {}
    for name in OF_SEVERAL:
        found[name] = label_interval(table, FORMULAS[name])
    for one, other in ((0, 1), (2, 3)):
        pair = table.pair(one, other)
        for name in OF_PAIRS:
            found[f"{name} {one} {other}"] = with_interval(KAPPAS[name](pair), pair, Resampling())
    for label in table.labels:
        alone = table.against_rest(label)
        found[f"alpha_nominal[{label}]"] = label_interval(alone, FORMULAS["alpha_nominal"])
    return found


def plain_alpha(codes: np.ndarray) -> float:
    """Return nominal alpha as one would write it first: a matrix of counts by unit, no articles."""
    counts = np.stack([(codes == label).sum(axis=1) for label in range(LABELS)], axis=1)
    counts = counts[counts.sum(axis=1) > 1].astype(float)
    sizes = counts.sum(axis=1)
    seen = (counts[:, :, None] * counts[:, None, :] / (sizes - 1)[:, None, None]).sum(axis=0)
    seen -= np.diag((counts / (sizes - 1)[:, None]).sum(axis=0))
    totals = seen.sum(axis=0)
    expected = totals.sum() ** 2 - (totals**2).sum()
    return 1 - (totals.sum() - np.trace(seen)) * (totals.sum() - 1) / expected


def yardstick(codes: np.ndarray) -> str:
    """Return how long one alpha without any interval takes, by the package or by plain numpy."""
    data = np.where(codes < 0, np.nan, codes).T
    try:
        import krippendorff  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        seconds, _ = timed(lambda: plain_alpha(codes))
        return (
            f"one alpha by plain numpy, no interval ('krippendorff' is not here): {seconds:.3f} s"
        )
    seconds, _ = timed(lambda: krippendorff.alpha(data, level_of_measurement="nominal"))
    return f"one alpha by the package krippendorff, no interval: {seconds:.3f} s"


@pytest.mark.parametrize("units, articles", [(20_000, 500), (200_000, 1_000), (200_000, 200_000)])
def test_all_measures_over_labels_with_their_intervals(units: int, articles: int) -> None:
    codes, where = ratings(units, articles)
    seconds, found = timed(lambda: all_measures(codes, where, articles))
    print(
        f"\n{units * ANNOTATORS:,} ratings in {articles:,} articles, {len(found)} measures with "
        f"1,000 resamples: {seconds:.3f} s; {yardstick(codes)}"
    )
    assert found["alpha_nominal"].low < plain_alpha(codes) < found["alpha_nominal"].high


def spans(count: int, articles: int) -> SpanTable:
    """Return marks of five annotators who mostly mark the same places under six labels."""
    random = np.random.default_rng(2)
    each = count // ANNOTATORS
    article = np.arange(each) % articles
    start = random.permutation(4_000)[np.arange(each) // articles % 4_000] * 5
    shifted = [start + (random.random(each) < 0.2) for _ in range(ANNOTATORS)]
    label = [
        np.where(random.random(each) < 0.8, start % LABELS, random.integers(0, LABELS, each))
        for _ in range(ANNOTATORS)
    ]
    begin = np.concatenate(shifted)
    return single_spans(
        article=np.tile(article, ANNOTATORS),
        annotator=np.repeat(np.arange(ANNOTATORS), each),
        start=begin,
        end=begin + 3,
        label=np.concatenate(label),
        labels=tuple("abcdef"),
        looked=np.ones((articles, ANNOTATORS), dtype=bool),
        lengths=np.full(articles, 25_000),
    )


def test_exact_f1_and_u_alpha_over_very_many_marks() -> None:
    table = spans(200_000, 2_000)
    f1_seconds, counted = timed(lambda: exact_counts(table))
    alpha_seconds, found = timed(lambda: u_alpha(unit_tallies(table)))
    print(
        f"\n{len(table.start):,} marks, {counted.shape[1]} pairs: exact F1 {f1_seconds:.3f} s, "
        f"u-alpha {alpha_seconds:.3f} s"
    )
    assert counted.shape[1] == 10
    assert found.value is not None and 0 < found.value < 1
    assert 0 < counted[..., 0].sum() < counted[..., 1].sum()
