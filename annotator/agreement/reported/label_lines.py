"""The lines of a report about claim types and stances on aligned statements."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.agreement.comparison import Comparison, Question, Rows
from annotator.agreement.labels.alpha import holding, krippendorff_alpha, label_alpha, set_alpha
from annotator.agreement.labels.coefficient import Coefficient
from annotator.agreement.labels.kappas import KAPPAS, cohen_kappa, gwet_ac2
from annotator.agreement.labels.standard_errors import cohen_kappa_error
from annotator.agreement.labels.table import (
    LabelTable,
    percent_agreement,
    percent_agreement_unit_mean,
)
from annotator.agreement.labels.vote_measures import majority_share, unanimous_share
from annotator.agreement.reported.measurement import Measurement, Part
from annotator.agreement.reported.span_lines import coverage
from annotator.agreement.units import (
    NONE,
    Group,
    claim_type_rows,
    primary_claim_type_rows,
    shared_stance_rows,
    stance_rows,
)
from annotator.annotations.model import Statement

if TYPE_CHECKING:
    from annotator.agreement.resampling import Resampling

FIRST_CLAIM_TYPE = "the first one named, on aligned statements"
ALL_CLAIM_TYPES = "all as a set, on aligned statements"
GROUP = "the group of the first one named, on aligned statements"
ANY_TARGET = "on every target, no stance where not named"
SHARED_TARGET = "on targets that all named"
ON_THE_SCALE = "on targets that all named, by their place on the scale"

_PAIR_ONLY = ("scott_pi", "bennett_s")
_SEVERAL_ONLY = ("hubert_kappa", "light_kappa")
_ANY_NUMBER = ("fleiss_kappa", "randolph_kappa", "gwet_ac1")


def measure_claim_types(question: Question) -> Iterator[Measurement]:
    """Yield the measures of claim types: the first one named, its group, all as a set, each one."""
    categories = [each.id for each in question.codebook.claim_types]
    yield _coverage(question, "claim_types", FIRST_CLAIM_TYPE)
    yield from _labels(
        question, "claim_types", FIRST_CLAIM_TYPE, primary_claim_type_rows, categories
    )
    yield from _groups(question)
    everyone = question.comparison
    sets = everyone.table(claim_type_rows)
    yield question.line("claim_types", ALL_CLAIM_TYPES, everyone, set_alpha(sets), on=sets)
    if question.is_full:
        for further in (
            set_alpha(sets, distance="jaccard"),
            set_alpha(sets, distance="nominal"),
        ):
            yield question.line(
                "claim_types", ALL_CLAIM_TYPES, everyone, further, rank="further", on=sets
            )
    for claim_type in _in_sets(sets, categories):
        yield question.line(
            "claim_types",
            ALL_CLAIM_TYPES,
            everyone,
            label_alpha(sets, claim_type),
            rank="label",
            label=question.claim_type(claim_type),
            on=holding(sets, claim_type),
        )


def _coverage(question: Question, part: Part, of: str) -> Measurement:
    """Return on which share of statements the measures of labels rest."""
    found = coverage(question.comparison, question.resampling)
    return question.line(part, of, question.comparison, found)


def _groups(question: Question) -> Iterator[Measurement]:
    """Yield the measures of the group of the first claim type, where there are groups."""
    groups = [each.id for each in question.codebook.groups]
    if len(groups) < 2:
        return
    table = question.comparison.table(_group_rows(question), [*groups, NONE], key=GROUP)
    yield from _of_all(question, "claim_types", GROUP, table, ())
    for group in (label for label, count in table.prevalence().items() if count):
        yield _each(question, "claim_types", GROUP, table, group, question.group(str(group)))


def _group_rows(question: Question) -> Rows:
    def group_of(claim_type: Hashable | None) -> Hashable | None:
        if claim_type is None or claim_type == NONE:
            return claim_type
        known = question.codebook.claim_type(str(claim_type))
        return NONE if known is None else known.group

    def rows(
        groups: Sequence[Group[Statement]], annotators: Sequence[str]
    ) -> list[tuple[Hashable | None, ...]]:
        named = primary_claim_type_rows(groups, annotators)
        return [tuple(map(group_of, row)) for row in named]

    return rows


def measure_stances(question: Question) -> Iterator[Measurement]:
    """Yield the measures of stances: on every target, each value, and on targets that all named."""
    categories = [*(each.id for each in question.codebook.stance_values), NONE]
    yield _coverage(question, "stances", ANY_TARGET)
    yield from _labels(question, "stances", ANY_TARGET, stance_rows, categories)
    everyone = question.comparison
    both = everyone.table(shared_stance_rows, categories[:-1])
    for found in (percent_agreement(both), krippendorff_alpha(both)):
        yield question.line("stances", SHARED_TARGET, everyone, found, on=both)
    scale = on_the_scale(question, both)
    for found in (
        krippendorff_alpha(scale, scale="ordinal"),
        gwet_ac2(scale, weighting="quadratic"),
    ):
        yield question.line("stances", ON_THE_SCALE, everyone, found, on=scale)
    if question.is_full:
        yield from _further_on_the_scale(question, scale, categories[:-1])
    table = everyone.table(stance_rows, categories)
    for value in (label for label, count in table.prevalence().items() if count):
        name = question.stance_value(str(value))
        yield _each(question, "stances", ANY_TARGET, table, value, name)


def _further_on_the_scale(
    question: Question, scale: LabelTable, categories: Sequence[Hashable]
) -> Iterator[Measurement]:
    """Yield AC2 and alpha with other distances, and the weighted kappas of each pair."""
    everyone = question.comparison
    for found in (
        gwet_ac2(scale, weighting="linear"),
        krippendorff_alpha(scale, scale="interval"),
    ):
        yield question.line("stances", ON_THE_SCALE, everyone, found, rank="further", on=scale)
    for pair in everyone.pairs:
        two = on_the_scale(question, pair.table(shared_stance_rows, categories))
        for found in (
            cohen_kappa(two, weighting="linear"),
            cohen_kappa(two, weighting="quadratic"),
        ):
            yield question.line("stances", ON_THE_SCALE, pair, found, rank="further", on=two)


def on_the_scale(question: Question, stances: LabelTable) -> LabelTable:
    """Return stances as places on the codebook's scale, lowest first.

    A value that has no place there ("unclear") counts as not given.
    """
    found = (question.codebook.stance_value(str(label)) for label in stances.labels)
    places = [None if each is None else each.value for each in found]
    known = sorted({each for each in places if each is not None})
    into = [-1 if each is None else known.index(each) for each in places]
    return stances.recoded(into, tuple(known))


def _each(
    question: Question, part: Part, of: str, table: LabelTable, label: Hashable, name: str
) -> Measurement:
    """Return alpha of one label against all others."""
    alone = table.against_rest(label)
    found = krippendorff_alpha(alone)
    among = question.comparison
    return question.line(part, of, among, found, rank="label", label=name, on=alone)


def _labels(
    question: Question,
    part: Part,
    of: str,
    rows: Rows,
    categories: Sequence[Hashable],
) -> Iterator[Measurement]:
    """Raw agreement and alpha over all annotators, Cohen's kappa for each pair."""
    everyone = question.comparison
    pairs = ((pair, pair.table(rows, categories)) for pair in everyone.pairs)
    yield from _of_all(question, part, of, everyone.table(rows, categories), pairs)


def _of_all(
    question: Question,
    part: Part,
    of: str,
    table: LabelTable,
    pairs: Iterable[tuple[Comparison, LabelTable]],
) -> Iterator[Measurement]:
    everyone = question.comparison
    yield question.line(part, of, everyone, percent_agreement(table), on=table)
    for pair, two in pairs:
        yield question.line(part, of, pair, cohen_kappa(two), on=two)
        if question.is_full:
            yield question.line(part, of, pair, _error(two), rank="further")
    yield question.line(part, of, everyone, krippendorff_alpha(table), on=table)
    if question.is_full:
        for found in _further(table):
            yield question.line(part, of, everyone, found, rank="further", on=table)
        for found in _votes(table, question.resampling):
            yield question.line(part, of, everyone, found, rank="further")


def _error(two: LabelTable) -> Coefficient:
    """Return the standard error of Cohen's kappa by formula, where kappa has a value."""
    error, kappa = cohen_kappa_error(two), cohen_kappa(two)
    return replace(
        kappa,
        name="cohen_kappa_error",
        value=error,
        status=kappa.status if error is None else "defined",
    )


def _votes(table: LabelTable, resampling: Resampling | None) -> Iterator[Coefficient]:
    """Yield how often all agree and how often one label prevails; of two it is raw agreement."""
    if table.annotators > 2:
        yield unanimous_share(table, resampling)
        yield majority_share(table, resampling)


def _further(table: LabelTable) -> Iterator[Coefficient]:
    yield percent_agreement_unit_mean(table)
    fitting = _PAIR_ONLY if table.annotators == 2 else _SEVERAL_ONLY
    for name in (*_ANY_NUMBER, *fitting):
        yield KAPPAS[name](table)


def _in_sets(sets: LabelTable, categories: Sequence[str]) -> list[str]:
    """Return the claim types that anyone gave, in the codebook's order, unknown ones last."""
    given = {
        str(each) for labels in sets.labels if isinstance(labels, frozenset) for each in labels
    }
    return [each for each in categories if each in given] + sorted(given.difference(categories))


def claim_type_counts(among: Comparison) -> dict[str, int]:
    """Return how often each claim type was given to an aligned statement."""
    counts: dict[str, int] = {}
    for types, count in among.table(claim_type_rows).prevalence().items():
        for each in types if isinstance(types, frozenset) else ():
            counts[str(each)] = counts.get(str(each), 0) + count
    return counts
