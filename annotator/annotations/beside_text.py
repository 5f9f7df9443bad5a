"""What is said of a whole article, beside the labels in its text, kept up to date by changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from annotator.annotations.edits import Recorded, Told
from annotator.annotations.model import ArticleLabel, Comment, DocumentStance, Flag, Layer

Beside = ArticleLabel | DocumentStance | Comment | Flag


class BesideText:
    """One annotator's labels of an article, and everybody's comments and flags on it."""

    def __init__(self, layer: Layer, told: Iterable[Told]) -> None:
        self._article, self._annotator = layer.article, layer.annotator
        self._labels = {each.id: each for each in layer.labels}
        self._stances = {each.id: each for each in layer.stances}
        self._told = {each.id: each for each in told}

    @property
    def labels(self) -> tuple[ArticleLabel, ...]:
        """The annotator's labels of the article, in the order in which they were given."""
        return tuple(self._labels.values())

    @property
    def overruled_stances(self) -> tuple[DocumentStance, ...]:
        """What the annotator says of holders' stances against what the statements say."""
        return tuple(self._stances.values())

    @property
    def comments(self) -> tuple[Comment, ...]:
        """Everybody's comments on the article, oldest first."""
        found = (each for each in self._told.values() if isinstance(each, Comment))
        return tuple(sorted(found, key=lambda each: (each.written, each.id)))

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Everybody's flags on the article, oldest first."""
        found = (each for each in self._told.values() if isinstance(each, Flag))
        return tuple(sorted(found, key=lambda each: (each.written, each.id)))

    def _absorb_beside(self, record: Recorded, *, gone: bool) -> None:
        """Fold a record in where it is of this kind, on this article and for these eyes."""
        if not isinstance(record, ArticleLabel | DocumentStance | Comment | Flag):
            return
        if record.article != self._article:
            return
        if isinstance(record, Comment | Flag):
            _fold(self._told, record, gone=gone)
        elif record.annotator != self._annotator:
            return
        elif isinstance(record, ArticleLabel):
            _fold(self._labels, record, gone=gone)
        else:
            _fold(self._stances, record, gone=gone)


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_R = TypeVar("_R", bound=_Identified)


def _fold(known: dict[str, _R], record: _R, *, gone: bool) -> None:
    known.pop(record.id, None)
    if not gone:
        known[record.id] = record
