"""How fast agreement is measured: very many ratings, very many marks, and whether intervals hold.

The clock is the processor's, so that other work on the machine does not count.
"""

from __future__ import annotations

import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from annotator.agreement.labels.kappas import KAPPAS
from annotator.agreement.labels.table import LabelTable
from annotator.agreement.resampling import (
    FORMULAS,
    Resampling,
    label_interval,
    with_interval,
)
from annotator.agreement.spans.marks import Mark
from annotator.agreement.spans.table import SpanTable, exact_counts, span_table
from annotator.agreement.spans.unitizing import u_alpha, unit_tallies
from annotator.annotations.model import ArticleLabel, Progress
from annotator.codebook.article_labels import ArticleLabelKind, ArticleLabelValue
from annotator.codebook.reading import default_codebook
from annotator.corpus.span import Span
from annotator.project import Project
from annotator.project.history.records import encoded
from annotator.workflows.agreement.measuring_labels import measure_article_labels

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
    annotators = []
    for _ in range(ANNOTATORS):
        shifted = start + (random.random(each) < 0.2)
        label = np.where(
            random.random(each) < 0.8, start % LABELS, random.integers(0, LABELS, each)
        )
        marked: dict[str, set[Mark]] = defaultdict(set)
        for at, begin, code in zip(article.tolist(), shifted.tolist(), label.tolist(), strict=True):
            marked[f"{at:04}"].add(Mark((Span(begin, begin + 3),), "abcdef"[code]))
        annotators.append({at: frozenset(each) for at, each in marked.items()})
    return span_table(annotators, {f"{at:04}": 25_000 for at in range(articles)})


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


ARTICLES, KINDS = 20_000, 10


def filled(path: Path) -> Path:
    """Return a project with a million places for labels of articles, a fifth of them empty.

    Records are written as the program writes them, but without their history, which nobody reads.
    """
    values = tuple(ArticleLabelValue(each, each) for each in "abcdef")
    kinds = tuple(
        ArticleLabelKind(f"k{number}", f"K{number}", values=values) for number in range(KINDS)
    )
    codebook = replace(default_codebook(), article_labels=kinds)
    with Project.create(path, title="Many", codebook=codebook, annotator="A0") as made:
        people = [made.use_annotator(f"A{number}").id for number in range(ANNOTATORS)]
    ids = [f"01a20000-0000-7000-8000-{number:012x}" for number in range(ARTICLES)]
    codes, _ = ratings(ARTICLES * KINDS, 1)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.executemany(
            "INSERT INTO articles VALUES (?, ?, 'T', '', '', 1, ?, '', '', 0, '', '')",
            ((number, each, f"{number:064x}") for number, each in enumerate(ids)),
        )
        work = (Progress(f"{each}:{who}", each, who, "done") for each in ids for who in people)
        raw.executemany(
            "INSERT INTO progress VALUES (?, ?, ?, 'done', ?)",
            ((each.id, each.article, each.annotator, encoded("progress", each)) for each in work),
        )
        given = (
            ArticleLabel(
                f"{ids[row // KINDS]}:{who}:k{row % KINDS}",
                ids[row // KINDS],
                who,
                f"k{row % KINDS}",
                "abcdef"[code],
                codebook.reference,
            )
            for row, codes_of in enumerate(codes.tolist())
            for who, code in zip(people, codes_of, strict=True)
            if code >= 0
        )
        raw.executemany(
            "INSERT INTO article_labels VALUES (?, ?, ?, ?)",
            (
                (each.id, each.article, each.annotator, encoded("article_label", each))
                for each in given
            ),
        )
    return path


@pytest.mark.slow
def test_a_million_ratings_from_the_project_file(tmp_path: Path) -> None:
    path = filled(tmp_path / "many.annotator")
    with Project.open(path, readonly=True) as project:
        people = [each.id for each in project.annotators()]
        reading, columns = timed(lambda: project.label_columns(people))
        seconds, report = timed(lambda: measure_article_labels(project))
    print(
        f"\n{len(columns.label):,} labels of {ARTICLES:,} articles by {ANNOTATORS} annotators: "
        f"read in {reading:.2f} s, {len(report.measurements)} measures with 1,000 resamples and "
        f"reading {seconds:.2f} s (at most 2 s on an idle machine)"
    )
    assert report.articles == ARTICLES
    assert all(
        each.coefficient.interval.low is not None
        for each in report.measurements
        if each.coefficient.value is not None
    )


def simulated(articles: int, random: np.random.Generator) -> LabelTable:
    """Return two annotators' labels on 15 units per article; some articles are harder."""
    units = 15
    hard = np.repeat(random.beta(2, 2, articles), units)
    leaning = np.repeat(random.beta(1, 1, articles), units)
    true = (random.random(articles * units) < leaning).astype(np.int64)
    guess = random.random((articles * units, 2)) < 0.5
    wrong = random.random((articles * units, 2)) < 0.7 * hard[:, None]
    codes = np.where(wrong, guess, true[:, None]).astype(np.int64)
    where = np.repeat(np.arange(articles), units)
    return LabelTable(codes, np.ones(len(codes)), (0, 1), where, articles)


@pytest.mark.slow
@pytest.mark.parametrize("articles, runs", [(6, 400), (12, 400), (20, 400), (50, 400)])
def test_intervals_hold_the_true_value_about_as_often_as_they_say(articles: int, runs: int) -> None:
    random = np.random.default_rng(articles)
    formula = FORMULAS["alpha_nominal"]
    truth = float(formula(simulated(40_000, random).total))
    held, by_unit = 0, 0
    for _ in range(runs):
        table = simulated(articles, random)
        count = len(table.codes)
        alone = LabelTable(table.codes, table.weights, table.labels, np.arange(count), count)
        one, other = label_interval(table, formula), label_interval(alone, formula)
        held += one.low is not None and one.low <= truth <= one.high
        by_unit += other.low is not None and other.low <= truth <= other.high
    print(
        f"\n{articles} articles of 15 units, {one.method}: the 95 % interval held the true "
        f"alpha in {held / runs:.1%} of {runs} draws; resampling units instead: "
        f"{by_unit / runs:.1%}"
    )
    assert held / runs > 0.88
    assert by_unit < held
