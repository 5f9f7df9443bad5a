"""What each annotator said of one and the same passage, as it is explored: a label each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from annotator.agreement.article_values import given_values, value_words
from annotator.agreement.comparison import Comparison
from annotator.agreement.units import (
    NONE,
    ArticleLayers,
    Group,
    mention_groups,
    stances_by_target,
    statement_places,
)
from annotator.annotations.model import Statement
from annotator.annotations.wording import claim_type_label
from annotator.annotations.wording import label as as_label
from annotator.codebook.article_labels import ArticleLabelKind
from annotator.codebook.model import Codebook
from annotator.corpus.span import Span

Subject = str
"""Which labels are looked at: one of :data:`SUBJECTS`, or a kind of label of articles."""
SUBJECTS: dict[Subject, str] = {
    "entities": "Entity kinds",
    "claim_types": "Claim types",
    "claim_groups": "Groups of claim types",
    "stances": "Stances",
}
_OF_ARTICLES = "article_labels:"
BEGINNING = Span(0, 1)
"""Stands for an article as a whole."""
UNMARKED = "unmarked"
"""The label of an annotator who worked through the article and marked nothing there."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage, or a whole article, and the label that each annotator (by id) gave to it.

    Only annotators whose work on the article counts are in ``labels``, in their order. ``about``
    names the target of a stance, or the value that an article may have beside others.
    """

    article: str
    span: Span
    labels: tuple[tuple[str, str], ...]
    about: str = ""

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        """The labels of every two annotators, in the annotators' order."""
        return combinations((label for _, label in self.labels), 2)

    @property
    def is_disputed(self) -> bool:
        """Whether two annotators gave different labels."""
        return len({label for _, label in self.labels}) > 1

    @property
    def is_marked(self) -> bool:
        """Whether anyone marked anything there."""
        return any(label != UNMARKED for _, label in self.labels)

    def among(self, annotators: Sequence[str]) -> Passage:
        """Return the passage with the labels of ``annotators`` alone."""
        kept = tuple(each for each in self.labels if each[0] in annotators)
        return Passage(self.article, self.span, kept, self.about)


def article_subject(kind: ArticleLabelKind) -> Subject:
    """Return what stands for the labels of a kind that articles have."""
    return f"{_OF_ARTICLES}{kind.id}"


def article_kind(subject: Subject, codebook: Codebook) -> ArticleLabelKind | None:
    """Return the kind of label of articles that is looked at, None for labels of passages."""
    kinds = (each for each in codebook.article_labels if article_subject(each) == subject)
    return next(kinds, None)


def subjects(codebook: Codebook) -> dict[Subject, str]:
    """Return everything that can be looked at, in words."""
    return SUBJECTS | {
        article_subject(each): f"Label of articles: {each.label}"
        for each in codebook.article_labels
    }


def passages(subject: Subject, among: Comparison, codebook: Codebook) -> tuple[Passage, ...]:
    """Return every passage that two annotators or more can be compared on, in text order.

    Entities are aligned by any overlap, statements by their contents
    (:mod:`annotator.agreement.units`). Who marked nothing there says :data:`UNMARKED`; who marked
    it without a label says ``none``. Claim types are those named first. Stances are compared on
    each target that anyone named, among those who have the statement. Of labels of articles the
    passage is the whole article; where it may have several values, there is one for each value that
    anyone gave.
    """
    kind = article_kind(subject, codebook)

    def within(article: ArticleLayers, groups: Sequence[Group[Statement]]) -> tuple[Passage, ...]:
        if kind is not None:
            return tuple(_values(article, kind))
        if subject == "entities":
            return tuple(_entities(article))
        if subject == "stances":
            return tuple(_stances(article.article, groups))
        return tuple(_claims(article, groups, codebook if subject == "claim_groups" else None))

    by_article = among.each(("passages", subject), within)
    return tuple(chain.from_iterable(by_article))


def given_by_some(claim_types: Collection[str], among: Comparison) -> frozenset[tuple[str, Span]]:
    """Return the aligned statements to which some gave one of ``claim_types`` and some did not.

    All claim types of a statement count, not only the first; a statement is told by its article and
    by the passage from the first to the last character that anyone marked.
    """
    wanted = set(claim_types)
    return frozenset(
        (article.article, group.hull)
        for article, groups in zip(among.articles, among.groups, strict=True)
        for group in groups
        if len({bool(wanted.intersection(each.claim_types)) for each in group.members.values()}) > 1
    )


def labels_of(subject: Subject, codebook: Codebook, found: Iterable[Passage]) -> tuple[str, ...]:
    """Return the labels that occur, in the codebook's order; unknown ones, none, unmarked last."""
    seen = {label for each in found for _, label in each.labels}
    declared = [each for each in (*_declared(subject, codebook), NONE, UNMARKED) if each in seen]
    unknown = sorted(seen.difference(declared))
    known = [each for each in declared if each not in (NONE, UNMARKED)]
    return (*known, *unknown, *(each for each in (NONE, UNMARKED) if each in seen))


def label_words(subject: Subject, label: str, codebook: Codebook) -> str:
    """Return a label as people read it."""
    of_articles = article_kind(subject, codebook)
    if of_articles is not None:
        return value_words(of_articles, NONE if label == UNMARKED else label)
    if label == UNMARKED:
        return "not marked"
    if label == NONE:
        return "no stance" if subject == "stances" else "no claim type"
    if subject == "claim_types":
        return claim_type_label(codebook, label)
    if subject == "entities":
        kind = codebook.entity_kind(label)
        return (kind.label if kind else "") or as_label(label)
    found = codebook.group(label) if subject == "claim_groups" else codebook.stance_value(label)
    return (found.label if found else "") or label


def _declared(subject: Subject, codebook: Codebook) -> tuple[str, ...]:
    kind = article_kind(subject, codebook)
    if kind is not None:
        return kind.known_value_ids
    if subject == "entities":
        return tuple(each.id for each in codebook.entity_kinds)
    if subject == "claim_types":
        return tuple(each.id for each in codebook.claim_types)
    if subject == "claim_groups":
        return tuple(each.id for each in codebook.groups)
    return tuple(each.id for each in codebook.stance_values)


def _entities(article: ArticleLayers) -> Iterator[Passage]:
    for group in mention_groups(article):
        labels = tuple(
            (name, group.members[name].kind if name in group.members else UNMARKED)
            for name in article.layers
        )
        yield Passage(article.article, group.hull, labels)


def _claims(
    article: ArticleLayers, groups: Sequence[Group[Statement]], grouping: Codebook | None
) -> Iterator[Passage]:
    for group in groups:
        labels = tuple(
            (name, _claim(group.members[name], grouping) if name in group.members else UNMARKED)
            for name in article.layers
        )
        yield Passage(article.article, group.hull, labels)


def _claim(statement: Statement, grouping: Codebook | None) -> str:
    first = (*statement.claim_types, NONE)[0]
    if grouping is None or first == NONE:
        return first
    known = grouping.claim_type(first)
    return known.group if known is not None else first


def _values(article: ArticleLayers, kind: ArticleLabelKind) -> Iterator[Passage]:
    given = {name: given_values(layer, kind) for name, layer in article.layers.items()}
    if not kind.multiple:
        labels = tuple((name, (*values, NONE)[0]) for name, values in given.items())
        yield Passage(article.article, BEGINNING, labels)
        return
    for value in sorted(set(chain.from_iterable(given.values()))):
        labels = tuple(
            (name, value if value in values else UNMARKED) for name, values in given.items()
        )
        yield Passage(article.article, BEGINNING, labels, value_words(kind, value))


def _stances(article: str, groups: Sequence[Group[Statement]]) -> Iterator[Passage]:
    places = statement_places(groups)
    for group in groups:
        for (_, about), said in stances_by_target(group, places).items():
            yield Passage(article, group.hull, tuple(said.items()), about)
