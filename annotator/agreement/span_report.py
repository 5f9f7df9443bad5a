"""The lines of a report about where entities and statements are marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from annotator.agreement import slots, spans
from annotator.agreement.coefficient import Coefficient
from annotator.agreement.comparison import Comparison, Question
from annotator.agreement.measurement import Measurement, Part
from annotator.agreement.spans import ArticleMarks
from annotator.agreement.tokens import token_alpha, token_alpha_any, token_alpha_masi
from annotator.agreement.units import (
    SLOTS,
    ArticleLayers,
    entity_marks,
    statement_marks,
    statement_slots,
)

ENTITIES = "where and of which kind"
CONTENTS = "where, by content"
SLOTTED = "as filled slots, wherever they are"


def measure_entities(question: Question) -> Iterator[Measurement]:
    """Yield the measures of entities: all annotators, each pair, each kind."""
    yield from _marks(question, "entities", ENTITIES, entity_marks)
    everyone = question.comparison
    marks = _all_marks(everyone, entity_marks)
    kinds = sorted({one.label for each in marks for some in each.values() for one in some})
    for kind in kinds:
        measures = [spans.exact_f1(marks, label=kind), spans.overlap_f1(marks, label=kind)]
        if question.is_full:
            measures.append(token_alpha(marks, question.tokens, kind))
        for found in measures:
            yield question.line(
                "entities",
                ENTITIES,
                everyone,
                found,
                rank="label",
                label=question.entity_kind(kind),
            )


def measure_statements(question: Question) -> Iterator[Measurement]:
    """Yield the measures of statements: contents, how many are aligned, and slots on request."""
    yield from _marks(question, "statements", CONTENTS, statement_marks)
    for among in question.everyone:
        yield question.line("statements", CONTENTS, among, coverage(among))
    if question.is_full:
        for pair in question.comparison.pairs:
            yield from _slots(question, pair)


def coverage(among: Comparison) -> Coefficient:
    """Return the share of statements that are aligned with one of another annotator."""
    sizes = [len(group.members) for groups in among.groups for group in groups]
    total = sum(sizes)
    return Coefficient(
        "coverage",
        sum(size for size in sizes if size > 1) / total if total else None,
        "defined" if total else "undefined_no_annotations",
        units=total,
        annotators=len(among.annotators),
    )


def _marks(
    question: Question,
    part: Part,
    of: str,
    marks_of: Callable[[Sequence[ArticleLayers], str], ArticleMarks],
) -> Iterator[Measurement]:
    for among in question.everyone:
        marks = _all_marks(among, marks_of)
        for found in (spans.exact_f1(marks), spans.overlap_f1(marks)):
            yield question.line(part, of, among, found)
    if question.is_full:
        marks = _all_marks(question.comparison, marks_of)
        for found in _further(marks, question):
            yield question.line(part, of, question.comparison, found, rank="further")


def _further(marks: Sequence[ArticleMarks], question: Question) -> Iterator[Coefficient]:
    labels = {one.label for each in marks for some in each.values() for one in some}
    if len(labels) > 1:
        yield spans.boundary_f1(marks)
        yield spans.overlap_f1_any_label(marks)
    yield spans.iou50_f1(marks)
    yield spans.soft_iou_f1(marks)
    yield spans.char_f1(marks)
    yield spans.token_f1(marks, question.tokens)
    yield token_alpha_any(marks, question.tokens)
    if len(labels) > 1:
        yield token_alpha_masi(marks, question.tokens)


def _all_marks(
    among: Comparison, marks_of: Callable[[Sequence[ArticleLayers], str], ArticleMarks]
) -> list[ArticleMarks]:
    return [marks_of(among.articles, annotator) for annotator in among.annotators]


def _slots(question: Question, pair: Comparison) -> Iterator[Measurement]:
    one, other = (
        {
            article.article: statement_slots(groups, annotator)
            for article, groups in zip(pair.articles, pair.groups, strict=True)
        }
        for annotator in pair.annotators
    )
    found = [slots.statement_strict_f1(one, other), slots.statement_soft_f1(one, other)]
    for each in found:
        yield question.line("statements", SLOTTED, pair, each, rank="further")
    aligned = slots.align_slots(one, other)
    for place, name in enumerate(SLOTS):
        agreement = slots.slot_agreement(aligned, place, name)
        yield question.line("statements", SLOTTED, pair, agreement, rank="further", label=name)
