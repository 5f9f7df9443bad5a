"""The lines of a report about where entities and statements are marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.agreement import slots, spans
from annotator.agreement.coefficient import Coefficient
from annotator.agreement.comparison import Comparison, Question
from annotator.agreement.measurement import Measurement, Part, Rank
from annotator.agreement.spans import ArticleMarks
from annotator.agreement.tokens import token_alpha, token_alpha_any, token_alpha_masi
from annotator.agreement.units import (
    SLOTS,
    ArticleLayers,
    certainty_rows,
    entity_marks,
    holder_rows,
    statement_marks,
    statement_slots,
)

if TYPE_CHECKING:
    from annotator.agreement.resampling import Resampling
    from annotator.agreement.unitizing import Measure as Formula
    from annotator.agreement.unitizing import UnitTallies

ENTITIES = "where and of which kind"
CONTENTS = "where, by content"
SLOTTED = "as filled slots, wherever they are"
HOLDERS = "holders, on aligned statements"
CERTAINTY = "certainty, on aligned statements"
MarksOf = Callable[[Sequence[ArticleLayers], str], ArticleMarks]


def measure_entities(question: Question) -> Iterator[Measurement]:
    """Yield the measures of entities: all annotators, each pair, each kind."""
    yield from _marks(question, "entities", ENTITIES, entity_marks)
    marks = _all_marks(question.comparison, entity_marks)
    kinds = sorted({one.label for each in marks for some in each.values() for one in some})
    asked = question.resampling
    units = _tallies(question, marks)
    for kind in kinds:
        measures = [
            spans.exact_f1(marks, label=kind, resampling=asked),
            spans.overlap_f1(marks, label=kind, resampling=asked),
            *_units_of(question, units, kind),
        ]
        if question.is_full:
            measures.append(token_alpha(marks, question.tokens, kind))
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
    yield from _marks(question, "statements", CONTENTS, statement_marks)
    for among in question.everyone:
        found = coverage(among, question.resampling)
        yield question.line("statements", CONTENTS, among, found)
    yield from _parts(question)
    for pair in question.comparison.pairs:
        yield from _slots(question, pair)


def coverage(among: Comparison, resampling: Resampling | None = None) -> Coefficient:
    """Return the share of statements that are aligned with one of another annotator."""
    sizes = [[len(group.members) for group in groups] for groups in among.groups]
    parts = [(sum(size for size in some if size > 1), sum(some)) for some in sizes]
    aligned, total = sum(one for one, _ in parts), sum(all_ for _, all_ in parts)
    found = Coefficient(
        "coverage",
        aligned / total if total else None,
        "defined" if total else "undefined_no_annotations",
        units=total,
        annotators=len(among.annotators),
    )
    return slots.with_ratio_interval(found, parts, resampling)


def _marks(question: Question, part: Part, of: str, marks_of: MarksOf) -> Iterator[Measurement]:
    asked = question.resampling
    for among in question.everyone:
        marks = _all_marks(among, marks_of)
        yield question.line(part, of, among, spans.exact_f1(marks, resampling=asked))
        yield question.line(part, of, among, spans.overlap_f1(marks, resampling=asked))
    marks = _all_marks(question.comparison, marks_of)
    for found in _units(question, marks):
        rank: Rank = "main" if found.name == "u_alpha" else "further"
        yield question.line(part, of, question.comparison, found, rank=rank)
    if question.is_full:
        for found in _further(marks, question):
            yield question.line(part, of, question.comparison, found, rank="further")
    if question.with_gamma:
        found = _gamma(question, marks)
        yield question.line(part, of, question.comparison, found, rank="further")


def _tallies(question: Question, marks: Sequence[ArticleMarks]) -> UnitTallies:
    """Return what articles add to the u-alpha family; where marks overlap, the shortest counts."""
    from annotator.agreement.span_table import span_table
    from annotator.agreement.unitizing import flattened, unit_tallies

    return unit_tallies(flattened(span_table(marks, question.lengths)))


def _units(question: Question, marks: Sequence[ArticleMarks]) -> Iterator[Coefficient]:
    """Yield the u-alpha family."""
    from annotator.agreement.unitizing import FAMILY

    tallies = _tallies(question, marks)
    family = FAMILY if len(tallies.labels) > 1 else {"u_alpha": FAMILY["u_alpha"]}
    for measure, formula in family.values():
        yield _sure(question, measure(tallies), tallies, formula(tallies.labels))


def _units_of(question: Question, tallies: UnitTallies, label: str) -> Iterator[Coefficient]:
    """Yield the u-alpha of one label, and its coverage; nothing where there is only one."""
    from annotator.agreement import unitizing

    if len(tallies.labels) < 2:
        return
    alpha = unitizing.ku_alpha_formula(tallies.labels, label)
    yield _sure(question, unitizing.ku_alpha(tallies, label), tallies, alpha)
    covered = unitizing.ku_coverage_formula(tallies.labels, label)
    yield _sure(question, unitizing.ku_coverage(tallies, label), tallies, covered)


def _sure(
    question: Question, found: Coefficient, tallies: UnitTallies, formula: Formula
) -> Coefficient:
    """Return a measure over units with its interval, where one is asked for."""
    if question.resampling is None:
        return found
    from annotator.agreement.resampling import interval

    sure = interval(tallies.sums, formula, resampling=question.resampling)
    return replace(found, interval=sure)


def _gamma(question: Question, marks: Sequence[ArticleMarks]) -> Coefficient:
    """Return gamma over the fragments of all marks, each as a unit."""
    from annotator.agreement.gamma import SEED, gamma

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
    return gamma(articles, told=question.patience, seed=seed).coefficient


def _further(marks: Sequence[ArticleMarks], question: Question) -> Iterator[Coefficient]:
    labels = {one.label for each in marks for some in each.values() for one in some}
    asked = question.resampling
    if len(labels) > 1:
        yield spans.boundary_f1(marks, resampling=asked)
        yield spans.overlap_f1_any_label(marks, resampling=asked)
    yield spans.iou50_f1(marks, resampling=asked)
    yield spans.soft_iou_f1(marks, resampling=asked)
    yield spans.char_f1(marks, resampling=asked)
    yield spans.token_f1(marks, question.tokens, resampling=asked)
    yield token_alpha_any(marks, question.tokens)
    if len(labels) > 1:
        yield token_alpha_masi(marks, question.tokens)


def _all_marks(among: Comparison, marks_of: MarksOf) -> list[ArticleMarks]:
    return [marks_of(among.articles, annotator) for annotator in among.annotators]


def _parts(question: Question) -> Iterator[Measurement]:
    """Yield the measures of the other parts of aligned statements: holders and certainty."""
    from annotator.agreement.alpha import krippendorff_alpha, set_alpha
    from annotator.agreement.labels import percent_agreement

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
    one, other = (
        {
            article.article: statement_slots(groups, annotator)
            for article, groups in zip(pair.articles, pair.groups, strict=True)
        }
        for annotator in pair.annotators
    )
    asked = question.resampling
    yield _slot_line(question, pair, slots.statement_strict_f1(one, other, resampling=asked))
    yield _slot_line(question, pair, slots.statement_soft_f1(one, other, resampling=asked))
    if question.is_full:
        aligned = slots.align_slots(one, other)
        for place, name in enumerate(SLOTS):
            yield _slot_line(question, pair, slots.slot_agreement(aligned, place, name), name)


def _slot_line(
    question: Question, pair: Comparison, found: Coefficient, label: str = ""
) -> Measurement:
    return question.line("statements", SLOTTED, pair, found, rank="further", label=label)
