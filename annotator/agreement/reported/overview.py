"""Every measure over the shared articles of two or more annotators, and how often labels occur."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping

from annotator.agreement.comparison import Question
from annotator.agreement.reported.article_lines import (
    article_label_prevalences,
    measure_article_labels,
)
from annotator.agreement.reported.label_lines import (
    ALL_CLAIM_TYPES,
    ANY_TARGET,
    claim_type_counts,
    measure_claim_types,
    measure_stances,
)
from annotator.agreement.reported.measurement import Measurement, Part, Prevalence
from annotator.agreement.reported.span_lines import ENTITIES, measure_entities, measure_statements
from annotator.agreement.units import entity_marks, stance_rows

_MEASURES: Mapping[Part, Callable[[Question], Iterator[Measurement]]] = {
    "entities": measure_entities,
    "statements": measure_statements,
    "claim_types": measure_claim_types,
    "stances": measure_stances,
    "article_labels": measure_article_labels,
}


def measure_all(
    question: Question, parts: Collection[Part] = tuple(_MEASURES)
) -> tuple[Measurement, ...]:
    """Return the lines of a report, part of the work by part; only those of ``parts``."""
    return tuple(
        line for part, measure in _MEASURES.items() if part in parts for line in measure(question)
    )


def prevalences(question: Question) -> tuple[Prevalence, ...]:
    """Return how often each label was given in what was compared."""
    among = question.comparison
    kinds = Counter(
        mark.label
        for annotator in among.annotators
        for marks in entity_marks(among.articles, annotator).values()
        for mark in marks
    )
    claims = claim_type_counts(among)
    stances = {str(value): n for value, n in among.table(stance_rows).prevalence().items()}
    return (
        _most_frequent("entities", ENTITIES, kinds, question.entity_kind),
        _most_frequent("claim_types", ALL_CLAIM_TYPES, claims, question.claim_type),
        _most_frequent("stances", ANY_TARGET, stances, question.stance_value),
        *article_label_prevalences(question),
    )


def _most_frequent(
    part: Part, of: str, counts: Mapping[str, int], wording: Callable[[str], str]
) -> Prevalence:
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return Prevalence(part, of, tuple((wording(label), count) for label, count in ordered))
