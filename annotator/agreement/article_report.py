"""The lines of a report about labels of whole articles: the units are the articles themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from annotator.agreement.alpha import holding, krippendorff_alpha, label_alpha, set_alpha
from annotator.agreement.comparison import Comparison, Question
from annotator.agreement.kappas import cohen_kappa, gwet_ac1
from annotator.agreement.labels import LabelTable, label_table, percent_agreement
from annotator.agreement.measurement import Measurement, Prevalence
from annotator.agreement.units import NONE
from annotator.annotations.model import Layer
from annotator.codebook.article_labels import YES, ArticleLabelKind


def measure_article_labels(question: Question) -> Iterator[Measurement]:
    """Yield the measures of each kind of label; who is done and gave none said "none"."""
    everyone = question.comparison
    for kind in question.codebook.article_labels:
        table = _table(everyone, kind)
        if kind.multiple:
            yield question.line("article_labels", kind.label, everyone, set_alpha(table), on=table)
            for value in kind.known_value_ids if question.is_full else ():
                yield _each_value(question, kind, value, table)
            continue
        raw, alpha = percent_agreement(table), krippendorff_alpha(table)
        yield question.line("article_labels", kind.label, everyone, raw, on=table)
        for pair in everyone.pairs:
            two = _table(pair, kind)
            yield question.line("article_labels", kind.label, pair, cohen_kappa(two), on=two)
        yield question.line("article_labels", kind.label, everyone, alpha, on=table)
        if question.is_full:
            ac1 = gwet_ac1(table)
            yield question.line(
                "article_labels", kind.label, everyone, ac1, rank="further", on=table
            )


def _each_value(
    question: Question, kind: ArticleLabelKind, value: str, table: LabelTable
) -> Measurement:
    return question.line(
        "article_labels",
        kind.label,
        question.comparison,
        label_alpha(table, value),
        rank="label",
        label=value_words(kind, value),
        on=holding(table, value),
    )


def article_label_prevalences(question: Question) -> Iterator[Prevalence]:
    """Yield how often each value of each kind of label was given to the articles compared."""
    for kind in question.codebook.article_labels:
        counts: Counter[str] = Counter()
        for article in question.comparison.articles:
            for layer in article.layers.values():
                counts.update(_given(layer, kind) or (NONE,))
        ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        words = tuple((value_words(kind, value), count) for value, count in ordered)
        yield Prevalence("article_labels", kind.label, words)


def _table(among: Comparison, kind: ArticleLabelKind) -> LabelTable:
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
    given = _given(layer, kind)
    return frozenset(given) if kind.multiple else (*given, NONE)[0]


def _given(layer: Layer, kind: ArticleLabelKind) -> tuple[str, ...]:
    return tuple(sorted(each.value for each in layer.labels if each.label == kind.id))


def value_words(kind: ArticleLabelKind, value: str) -> str:
    """Return the name of a value as reports show it, also of having given none."""
    if value == NONE:
        return "not given"
    return "given" if value == YES and not kind.values else kind.value_label(value)
