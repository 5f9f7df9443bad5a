"""The lines of a report about where entities and statements are marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.agreement import slots
from annotator.agreement.comparison import Comparison, Question
from annotator.agreement.kept import Kept
from annotator.agreement.labels.coefficient import Coefficient
from annotator.agreement.reported.measurement import Measurement, Part, Rank
from annotator.agreement.slots import ArticleSlots, Slots
from annotator.agreement.spans import pairwise as spans
from annotator.agreement.spans.pairwise import ArticleMarks
from annotator.agreement.spans.tokens import token_alpha, token_alpha_any, token_alpha_masi
from annotator.agreement.spans.unit_measures import UnitMeasures
from annotator.agreement.units import (
    SLOTS,
    ArticleLayers,
    Group,
    certainty_rows,
    entity_marks,
    holder_rows,
    statement_marks,
    statement_slots,
)
from annotator.annotations.model import Statement

if TYPE_CHECKING:
    from annotator.agreement.resampling import Resampling

ENTITIES = "where and of which kind"
CONTENTS = "where, by content"
SLOTTED = "as filled slots, wherever they are"
HOLDERS = "holders, on aligned statements"
CERTAINTY = "certainty, on aligned statements"
MarksOf = Callable[[Sequence[ArticleLayers], str], ArticleMarks]


def measure_entities(question: Question) -> Iterator[Measurement]:
    """Yield the measures of entities: all annotators, each pair, each kind."""
    marks = _all_marks(question.comparison, entity_marks)
    asked, kept = question.resampling, question.comparison.kept(entity_marks)
    units = UnitMeasures(marks, question.lengths, asked, kept)
    yield from _marks(question, "entities", ENTITIES, entity_marks, units)
    for kind in units.labels:
        measures = [
            spans.exact_f1(marks, label=kind, resampling=asked, kept=kept),
            spans.overlap_f1(marks, label=kind, resampling=asked, kept=kept),
            *units.of_label(kind),
        ]
        if question.is_full:
            measures.append(token_alpha(marks, question.tokens, kind, resampling=asked, kept=kept))
        for found in measures:
            yield question.line(
                "entities",
                ENTITIES,
                question.comparison,
                found,
                rank="label",
                label=question.entity_kind(kind),
            )


def measure_statements(question: Question) -> Iterator[Measurement]:
    """Yield the measures of statements: contents, how many are aligned, their parts and slots."""
    marks, kept = (
        _all_marks(question.comparison, statement_marks),
        question.comparison.kept(statement_marks),
    )
    units = UnitMeasures(marks, question.lengths, question.resampling, kept)
    yield from _marks(question, "statements", CONTENTS, statement_marks, units)
    for among in question.everyone:
        found = coverage(among, question.resampling)
        yield question.line("statements", CONTENTS, among, found)
    yield from _parts(question)
    for pair in question.comparison.pairs:
        yield from _slots(question, pair)


def coverage(among: Comparison, resampling: Resampling | None = None) -> Coefficient:
    """Return the share of statements that are aligned with one of another annotator."""
    parts = among.each("coverage", _aligned_and_all)
    aligned, total = sum(one for one, _ in parts), sum(all_ for _, all_ in parts)
    found = Coefficient(
        "coverage",
        aligned / total if total else None,
        "defined" if total else "undefined_no_annotations",
        units=total,
        annotators=len(among.annotators),
    )
    return slots.with_ratio_interval(found, parts, resampling)


def _aligned_and_all(_: ArticleLayers, groups: Sequence[Group[Statement]]) -> tuple[int, int]:
    sizes = [len(group.members) for group in groups]
    return sum(size for size in sizes if size > 1), sum(sizes)


def _marks(
    question: Question, part: Part, of: str, marks_of: MarksOf, units: UnitMeasures
) -> Iterator[Measurement]:
    asked = question.resampling
    for among in question.everyone:
        marks, kept = _all_marks(among, marks_of), among.kept(marks_of)
        exact = spans.exact_f1(marks, resampling=asked, kept=kept)
        yield question.line(part, of, among, exact)
        overlap = spans.overlap_f1(marks, resampling=asked, kept=kept)
        yield question.line(part, of, among, overlap)
    marks = _all_marks(question.comparison, marks_of)
    kept = question.comparison.kept(marks_of)
    for found in units.of_all():
        rank: Rank = "main" if found.name == "u_alpha" else "further"
        yield question.line(part, of, question.comparison, found, rank=rank)
    if question.is_full:
        yield _earlier(question, part, of, marks)
        for found in _further(marks, question, kept):
            yield question.line(part, of, question.comparison, found, rank="further")
    if question.with_gamma:
        found = _gamma(question, marks)
        yield question.line(part, of, question.comparison, found, rank="further")


def _earlier(question: Question, part: Part, of: str, marks: Sequence[ArticleMarks]) -> Measurement:
    """Return u-alpha of 2004 over the articles that everybody worked on, for comparison alone."""
    from annotator.agreement.spans.earlier_u_alpha import u_alpha_2004_over_articles

    everyone = question.comparison.annotators
    shared = tuple(
        each for each in question.comparison.articles if len(each.layers) == len(everyone)
    )
    lengths = {each.article: question.lengths[each.article] for each in shared}
    found = u_alpha_2004_over_articles(marks, lengths)
    return question.line(part, of, Comparison(everyone, shared), found, rank="further")


def _gamma(question: Question, marks: Sequence[ArticleMarks]) -> Coefficient:
    """Return gamma over the fragments of all marks, each as a unit."""
    from annotator.agreement.spans.gamma import SEED, gamma

    articles = [
        [
            [
                (float(span.start), float(span.end), one.label)
                for one in each[article.article]
                for span in one.fragments
            ]
            for each in marks
            if article.article in each
        ]
        for article in question.comparison.articles
    ]
    seed = SEED if question.resampling is None else question.resampling.seed
    found = gamma(articles, told=question.patience, seed=seed, resampling=question.resampling)
    return found.coefficient


def _further(
    marks: Sequence[ArticleMarks], question: Question, kept: Kept
) -> Iterator[Coefficient]:
    labels = {one.label for each in marks for some in each.values() for one in some}
    asked = question.resampling
    if len(labels) > 1:
        yield spans.boundary_f1(marks, resampling=asked, kept=kept)
        yield spans.overlap_f1_any_label(marks, resampling=asked, kept=kept)
    yield spans.iou50_f1(marks, resampling=asked, kept=kept)
    yield spans.soft_iou_f1(marks, resampling=asked, kept=kept)
    yield spans.char_f1(marks, resampling=asked, kept=kept)
    yield spans.token_f1(marks, question.tokens, resampling=asked, kept=kept)
    yield token_alpha_any(marks, question.tokens, resampling=asked, kept=kept)
    if len(labels) > 1:
        yield token_alpha_masi(marks, question.tokens, resampling=asked, kept=kept)


def _all_marks(among: Comparison, marks_of: MarksOf) -> list[ArticleMarks]:
    return [marks_of(among.articles, annotator) for annotator in among.annotators]


def _parts(question: Question) -> Iterator[Measurement]:
    """Yield the measures of the other parts of aligned statements: holders and certainty."""
    from annotator.agreement.labels.alpha import krippendorff_alpha, set_alpha
    from annotator.agreement.labels.table import percent_agreement

    among = question.comparison
    holders = among.table(holder_rows)
    for found in (percent_agreement(holders), set_alpha(holders)):
        yield question.line("statements", HOLDERS, among, found, on=holders)
    certainty = among.table(certainty_rows)
    if len([count for count in certainty.prevalence().values() if count]) < 2:
        return
    for found in (percent_agreement(certainty), krippendorff_alpha(certainty)):
        yield question.line("statements", CERTAINTY, among, found, on=certainty)


def _slots(question: Question, pair: Comparison) -> Iterator[Measurement]:
    one, other = _slots_of_both(pair)
    asked, kept = question.resampling, pair.kept("slots")
    strict = slots.statement_strict_f1(one, other, resampling=asked, kept=kept)
    yield _slot_line(question, pair, strict)
    soft = slots.statement_soft_f1(one, other, resampling=asked, kept=kept)
    yield _slot_line(question, pair, soft)
    if question.is_full:
        aligned = slots.align_slots(one, other, kept=kept)
        for place, name in enumerate(SLOTS):
            equal = slots.slot_agreement(aligned, place, name, resampling=asked)
            yield _slot_line(question, pair, equal, name)


def _slots_of_both(pair: Comparison) -> tuple[ArticleSlots, ArticleSlots]:
    def within(_: ArticleLayers, groups: Sequence[Group[Statement]]) -> list[list[Slots]]:
        return [statement_slots(groups, each) for each in pair.annotators]

    found = zip(pair.articles, pair.each("slots", within), strict=True)
    both = {article.article: slots for article, slots in found}
    one = {article: slots[0] for article, slots in both.items()}
    return one, {article: slots[1] for article, slots in both.items()}


def _slot_line(
    question: Question, pair: Comparison, found: Coefficient, label: str = ""
) -> Measurement:
    return question.line("statements", SLOTTED, pair, found, rank="further", label=label)
