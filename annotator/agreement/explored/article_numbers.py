"""Agreement in each article and under each version of the codebook, beside the pooled numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from annotator.agreement.article_values import compared_values
from annotator.agreement.comparison import Comparison, Question
from annotator.agreement.reported.measurement import Measurement
from annotator.agreement.units import (
    ArticleLayers,
    entity_marks,
    primary_claim_type_rows,
    stance_rows,
)
from annotator.codebook.article_labels import ArticleLabelKind

if TYPE_CHECKING:
    from annotator.agreement.labels.table import LabelTable

SEVERAL = ""
"""The version of an article that annotators did under different ones."""


@dataclass(frozen=True, slots=True)
class ArticleNumbers:
    """What annotators did in one article and how far they agree there.

    Shares are raw, None where there is nothing to compare; no coefficient is taken of one article,
    because chance cannot be told from so little. ``entities`` and ``statements`` count those of all
    annotators together, ``claim_types`` and ``stances`` the units with two labels.
    ``label_agreement`` is the share of pairs of annotators that gave the same, over all kinds of
    labels of articles; several values of one kind are the same where all are.
    """

    article: str
    annotators: int
    entities: int
    exact_f1: float | None
    statements: int
    coverage: float | None
    claim_types: int
    claim_type_agreement: float | None
    stances: int
    stance_agreement: float | None
    label_agreement: float | None = None


@dataclass(frozen=True, slots=True)
class VersionNumbers:
    """The headline measures over the articles that were done under one version of the codebook.

    ``version`` is :data:`SEVERAL` for articles that annotators did under different ones.
    """

    version: str
    articles: int
    measures: tuple[Measurement, ...]


def article_numbers(question: Question) -> tuple[ArticleNumbers, ...]:
    """Return the numbers of each article compared, in the order of the comparison."""
    from annotator.agreement.spans.pairwise import exact_f1

    among = question.comparison
    claims, stances = among.table(primary_claim_type_rows), among.table(stance_rows)
    kept = among.kept(entity_marks)
    found = []
    for place, (article, groups) in enumerate(zip(among.articles, among.groups, strict=True)):
        marks = [entity_marks([article], each) for each in among.annotators]
        f1 = exact_f1(marks, kept=kept)
        sizes = [len(group.members) for group in groups]
        aligned = sum(size for size in sizes if size > 1)
        found.append(
            ArticleNumbers(
                article.article,
                len(article.layers),
                f1.units,
                f1.value,
                sum(sizes),
                aligned / sum(sizes) if sizes else None,
                *_raw(claims, place),
                *_raw(stances, place),
                _same_labels(article, question.codebook.article_labels),
            )
        )
    return tuple(found)


def _same_labels(article: ArticleLayers, kinds: Sequence[ArticleLabelKind]) -> float | None:
    found = [
        one == other
        for kind in kinds
        for one, other in combinations(
            [compared_values(layer, kind) for layer in article.layers.values()], 2
        )
    ]
    return sum(found) / len(found) if found else None


def _raw(table: LabelTable, article: int) -> tuple[int, float | None]:
    from annotator.agreement.labels.table import raw_agreement
    from annotator.agreement.labels.tallies import Tallies

    tallies = Tallies(table.labels, table.annotators, table.tallies.sums[article])
    units = round(float(tallies.pairable_units))
    return units, float(raw_agreement(tallies)) if units else None


def versions(question: Question) -> Mapping[str, int]:
    """Return how many pieces of work (article and annotator) were done under each version."""
    found: dict[str, int] = {}
    for article in question.comparison.articles:
        for layer in article.layers.values():
            version = layer.progress.codebook if layer.progress else ""
            found[version] = found.get(version, 0) + 1
    return dict(sorted(found.items()))


def version_numbers(question: Question) -> tuple[VersionNumbers, ...]:
    """Return the headline measures by version of the codebook; nothing where there is only one."""
    from annotator.agreement.reported.headlines import headlines

    by_version: dict[str, list[ArticleLayers]] = {}
    for article in question.comparison.articles:
        under = {
            each.progress.codebook if each.progress else "" for each in article.layers.values()
        }
        by_version.setdefault(under.pop() if len(under) == 1 else SEVERAL, []).append(article)
    if len(by_version) < 2:
        return ()
    return tuple(
        VersionNumbers(
            version,
            len(articles),
            tuple(headlines(question, Comparison(question.comparison.annotators, tuple(articles)))),
        )
        for version, articles in sorted(by_version.items())
    )
