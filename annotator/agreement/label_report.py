"""The lines of a report about claim types and stances on aligned statements."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from annotator.agreement.alpha import krippendorff_alpha, label_alpha, set_alpha
from annotator.agreement.coefficient import Coefficient
from annotator.agreement.comparison import Comparison, Question, Rows
from annotator.agreement.kappas import KAPPAS, cohen_kappa
from annotator.agreement.labels import (
    LabelTable,
    percent_agreement,
    percent_agreement_unit_mean,
)
from annotator.agreement.measurement import Measurement, Part
from annotator.agreement.units import (
    NONE,
    claim_type_rows,
    primary_claim_type_rows,
    shared_stance_rows,
    stance_rows,
)

FIRST_CLAIM_TYPE = "the first one named, on aligned statements"
ALL_CLAIM_TYPES = "all as a set, on aligned statements"
ANY_TARGET = "on every target, no stance where not named"
SHARED_TARGET = "on targets that all named"

_PAIR_ONLY = ("scott_pi", "bennett_s")
_SEVERAL_ONLY = ("hubert_kappa", "light_kappa")
_ANY_NUMBER = ("fleiss_kappa", "randolph_kappa", "gwet_ac1")


def measure_claim_types(question: Question) -> Iterator[Measurement]:
    """Yield the measures of claim types: the first one named, all as a set, each by itself."""
    categories = [each.id for each in question.codebook.claim_types]
    yield from _labels(
        question, "claim_types", FIRST_CLAIM_TYPE, primary_claim_type_rows, categories
    )
    everyone = question.comparison
    sets = everyone.table(claim_type_rows)
    yield question.line("claim_types", ALL_CLAIM_TYPES, everyone, set_alpha(sets))
    if question.is_full:
        for further in (
            set_alpha(sets, distance="jaccard"),
            set_alpha(sets, distance="nominal"),
        ):
            yield question.line("claim_types", ALL_CLAIM_TYPES, everyone, further, rank="further")
    for claim_type in _in_sets(sets, categories):
        yield question.line(
            "claim_types",
            ALL_CLAIM_TYPES,
            everyone,
            label_alpha(sets, claim_type),
            rank="label",
            label=question.claim_type(claim_type),
        )


def measure_stances(question: Question) -> Iterator[Measurement]:
    """Yield the measures of stances: on every target, each value, and on targets that all named."""
    categories = [*(each.id for each in question.codebook.stance_values), NONE]
    yield from _labels(question, "stances", ANY_TARGET, stance_rows, categories)
    everyone = question.comparison
    both = everyone.table(shared_stance_rows, categories[:-1])
    for found in (percent_agreement(both), krippendorff_alpha(both)):
        yield question.line("stances", SHARED_TARGET, everyone, found)
    table = everyone.table(stance_rows, categories)
    for value in (label for label, count in table.prevalence().items() if count):
        yield question.line(
            "stances",
            ANY_TARGET,
            everyone,
            krippendorff_alpha(table.against_rest(value)),
            rank="label",
            label=question.stance_value(str(value)),
        )


def _labels(
    question: Question, part: Part, of: str, rows: Rows, categories: Sequence[Hashable]
) -> Iterator[Measurement]:
    """Raw agreement and alpha over all annotators, Cohen's kappa for each pair."""
    everyone = question.comparison
    table = everyone.table(rows, categories)
    yield question.line(part, of, everyone, percent_agreement(table))
    for pair in everyone.pairs:
        yield question.line(part, of, pair, cohen_kappa(pair.table(rows, categories)))
    yield question.line(part, of, everyone, krippendorff_alpha(table))
    if question.is_full:
        for found in _further(table):
            yield question.line(part, of, everyone, found, rank="further")


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
    for groups in among.groups:
        for row in claim_type_rows(groups, among.annotators):
            for each in (one for types in row if types for one in types):
                counts[each] = counts.get(each, 0) + 1
    return counts
