"""One measure for each part of the work: what is followed over time, articles and people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from annotator.agreement.comparison import Comparison, Question
from annotator.agreement.labels.coefficient import Coefficient
from annotator.agreement.reported.article_lines import article_table
from annotator.agreement.reported.label_lines import ANY_TARGET, FIRST_CLAIM_TYPE
from annotator.agreement.reported.measurement import Measurement, Part
from annotator.agreement.reported.span_lines import CONTENTS, ENTITIES, coverage
from annotator.agreement.units import (
    NONE,
    entity_marks,
    primary_claim_type_rows,
    stance_rows,
)
from annotator.codebook.article_labels import ArticleLabelKind

if TYPE_CHECKING:
    from annotator.agreement.labels.table import LabelTable

Measure = Callable[[Question, Comparison], "tuple[Coefficient, LabelTable | None]"]


def headlines(question: Question, among: Comparison) -> Iterator[Measurement]:
    """Yield exact F1 of entities, aligned statements, and alpha of claim types and of stances.

    Then alpha of each kind of label of articles, over sets where an article may have several.
    """
    for (part, of), measure in HEADLINES.items():
        found, table = measure(question, among)
        yield question.line(part, of, among, found, on=table)
    for kind in question.codebook.article_labels:
        found, table = _article_labels(among, kind)
        yield question.line("article_labels", kind.label, among, found, on=table)


def _entities(question: Question, among: Comparison) -> tuple[Coefficient, None]:
    from annotator.agreement.spans.pairwise import exact_f1

    marks = [entity_marks(among.articles, each) for each in among.annotators]
    kept = among.kept(entity_marks)
    return exact_f1(marks, resampling=question.resampling, kept=kept), None


def _statements(question: Question, among: Comparison) -> tuple[Coefficient, None]:
    return coverage(among, question.resampling), None


def _claim_types(question: Question, among: Comparison) -> tuple[Coefficient, LabelTable]:
    from annotator.agreement.labels.alpha import krippendorff_alpha

    categories = [each.id for each in question.codebook.claim_types]
    table = among.table(primary_claim_type_rows, categories)
    return krippendorff_alpha(table), table


def _stances(question: Question, among: Comparison) -> tuple[Coefficient, LabelTable]:
    from annotator.agreement.labels.alpha import krippendorff_alpha

    categories = [*(each.id for each in question.codebook.stance_values), NONE]
    table = among.table(stance_rows, categories)
    return krippendorff_alpha(table), table


def _article_labels(among: Comparison, kind: ArticleLabelKind) -> tuple[Coefficient, LabelTable]:
    from annotator.agreement.labels.alpha import krippendorff_alpha, set_alpha

    table = article_table(among, kind)
    return (set_alpha if kind.multiple else krippendorff_alpha)(table), table


HEADLINES: dict[tuple[Part, str], Measure] = {
    ("entities", ENTITIES): _entities,
    ("statements", CONTENTS): _statements,
    ("claim_types", FIRST_CLAIM_TYPE): _claim_types,
    ("stances", ANY_TARGET): _stances,
}
"""The measure that stands for each part of the work, by part and what of it is compared."""
