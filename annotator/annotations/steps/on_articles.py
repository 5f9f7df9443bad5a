"""The gestures of labels that are given to a whole article, by the codebook's kinds of label."""

from __future__ import annotations

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import free_id
from annotator.annotations.model import ArticleLabel
from annotator.annotations.session import Session
from annotator.codebook.article_labels import YES, ArticleLabelKind
from annotator.errors import AnnotationError


def values_of(session: Session, kind: ArticleLabelKind) -> tuple[str, ...]:
    """Return the values that the annotator gave to an article, in the order of the codebook."""
    given = {kind.standing_value(each.value) for each in _given(session, kind)}
    order = kind.known_value_ids
    return tuple(sorted(given, key=lambda value: order.index(value) if value in order else -1))


def label_words(session: Session, kind: ArticleLabelKind) -> str:
    """Return what an article was given, in words; "" where it was given nothing."""
    words = [kind.value_label(value) for value in values_of(session, kind)]
    return ", ".join(words)


def missing_labels(session: Session) -> tuple[ArticleLabelKind, ...]:
    """Return the kinds of label that the codebook requires and the article does not have yet."""
    kinds = session.codebook.article_labels
    return tuple(each for each in kinds if each.required and not _given(session, each))


def toggle(session: Session, kind_id: str, value: str = YES) -> Step:
    """Give an article a value of a kind of label; the same value again takes it away.

    Where a kind takes one value only, another value replaces it.
    """
    kind = _kind(session, kind_id)
    if value not in kind.value_ids:
        raise AnnotationError(f"“{kind.label}” has no value “{value}”. Nothing was changed.")
    given = _given(session, kind)
    same = tuple(each for each in given if kind.standing_value(each.value) == value)
    words = kind.label if value == YES else f"{kind.label}: {kind.value_label(value)}"
    if same:
        gone = tuple(Edit(each, None) for each in same)
        return Step(gone, f"Take away “{words}”", session.article.id)
    replaced = () if kind.multiple else tuple(Edit(each, None) for each in given)
    after = _label(session, kind, value)
    return Step((*replaced, Edit(None, after)), words, session.article.id)


def clear(session: Session, kind_id: str) -> Step:
    """Take every value of a kind of label away."""
    kind = _kind(session, kind_id)
    given = _given(session, kind)
    if not given:
        raise AnnotationError(f"The article has no “{kind.label}”. Nothing was changed.")
    gone = tuple(Edit(each, None) for each in given)
    return Step(gone, f"Take away “{kind.label}”", session.article.id)


def _given(session: Session, kind: ArticleLabelKind) -> tuple[ArticleLabel, ...]:
    """Return the labels of that kind, as they are stored; some may bear an earlier id of it."""
    find = session.codebook.article_label
    return tuple(
        each
        for each in session.labels
        if each.label == kind.id or ((now := find(each.label)) is not None and now.id == kind.id)
    )


def _label(session: Session, kind: ArticleLabelKind, value: str) -> ArticleLabel:
    article, who = session.article.id, session.annotator.id
    wanted = f"{article}:{who}:label:{kind.id}:{value}"
    name = free_id(wanted, (each.id for each in session.labels))
    return ArticleLabel(name, article, who, kind.id, value, session.codebook.reference)


def _kind(session: Session, kind_id: str) -> ArticleLabelKind:
    kind = session.codebook.article_label(kind_id)
    if kind is None or not session.codebook.offers("article_labels", kind.id):
        raise AnnotationError(f"The codebook has no article label “{kind_id}”. Choose another.")
    return kind
