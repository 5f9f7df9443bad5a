"""The lines of a report about labels of whole articles: the units are the articles themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from annotator.agreement.article_values import compared_values, given_values, value_words
from annotator.agreement.comparison import Comparison, Question
from annotator.agreement.labels.alpha import holding, krippendorff_alpha, label_alpha, set_alpha
from annotator.agreement.labels.coefficient import Coefficient
from annotator.agreement.labels.kappas import cohen_kappa, gwet_ac1
from annotator.agreement.labels.table import LabelTable, label_table, percent_agreement
from annotator.agreement.reported.measurement import Measurement, Prevalence
from annotator.agreement.units import NONE
from annotator.annotations.model import Layer
from annotator.codebook.article_labels import ArticleLabelKind


def measure_article_labels(question: Question) -> Iterator[Measurement]:
    """Yield the measures of each kind of label; who is done and gave none said "none"."""
    for kind in question.codebook.article_labels:
        table = article_table(question.comparison, kind)
        yield from (_of_sets if kind.multiple else _of_values)(question, kind, table)


def _of_sets(
    question: Question, kind: ArticleLabelKind, table: LabelTable
) -> Iterator[Measurement]:
    """Yield the measures of a kind of which articles may have several values."""
    everyone = question.comparison
    yield question.line("article_labels", kind.label, everyone, set_alpha(table), on=table)
    for pair in everyone.pairs if len(everyone.annotators) > 2 else ():
        two = article_table(pair, kind)
        yield question.line("article_labels", kind.label, pair, set_alpha(two), on=two)
    for value in kind.known_value_ids:
        yield _each_value(question, kind, value, label_alpha(table, value), holding(table, value))


def _of_values(
    question: Question, kind: ArticleLabelKind, table: LabelTable
) -> Iterator[Measurement]:
    """Yield the measures of a kind of which an article has one value."""
    everyone = question.comparison
    raw, alpha = percent_agreement(table), krippendorff_alpha(table)
    yield question.line("article_labels", kind.label, everyone, raw, on=table)
    for pair in everyone.pairs:
        two = article_table(pair, kind)
        yield question.line("article_labels", kind.label, pair, cohen_kappa(two), on=two)
    yield question.line("article_labels", kind.label, everyone, alpha, on=table)
    if question.is_full:
        ac1 = gwet_ac1(table)
        yield question.line("article_labels", kind.label, everyone, ac1, rank="further", on=table)
    for value, count in table.prevalence().items():
        if count:
            alone = table.against_rest(value)
            yield _each_value(question, kind, str(value), krippendorff_alpha(alone), alone)


def _each_value(
    question: Question, kind: ArticleLabelKind, value: str, found: Coefficient, alone: LabelTable
) -> Measurement:
    """Return alpha of one value against all others."""
    words = value_words(kind, value)
    among = question.comparison
    return question.line(
        "article_labels", kind.label, among, found, rank="label", label=words, on=alone
    )


def article_label_prevalences(question: Question) -> Iterator[Prevalence]:
    """Yield how often each value of each kind of label was given to the articles compared."""
    for kind in question.codebook.article_labels:
        counts: Counter[str] = Counter()
        for article in question.comparison.articles:
            for layer in article.layers.values():
                counts.update(compared_values(layer, kind) or (NONE,))
        ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        words = tuple((value_words(kind, value), count) for value, count in ordered)
        yield Prevalence("article_labels", kind.label, words)


def article_table(among: Comparison, kind: ArticleLabelKind) -> LabelTable:
    """Return what each annotator gave to each article; None where it is not compared."""
    rows = [
        tuple(_label(article.layers.get(name), kind) for name in among.annotators)
        for article in among.articles
    ]
    categories: Sequence[Hashable] | None = None if kind.multiple else (*kind.known_value_ids, NONE)
    return label_table(
        rows,
        annotators=len(among.annotators),
        categories=categories,
        articles=range(len(rows)),
    )


def _label(layer: Layer | None, kind: ArticleLabelKind) -> Hashable | None:
    if layer is None:
        return None
    given = given_values(layer, kind)
    return frozenset(given) if kind.multiple else (*given, NONE)[0]
