"""What annotators gave to whole articles, kind by kind of label, and how it is called."""

from __future__ import annotations

from annotator.agreement.units import NONE
from annotator.annotations.model import Layer
from annotator.codebook.article_labels import YES, ArticleLabelKind


def given_values(layer: Layer, kind: ArticleLabelKind) -> tuple[str, ...]:
    """Return the values of one kind of label that an annotator gave, sorted."""
    return tuple(sorted(each.value for each in layer.labels if each.label == kind.id))


def compared_values(layer: Layer, kind: ArticleLabelKind) -> tuple[str, ...]:
    """Return what is compared: all values where there may be several, else the first by id."""
    return given_values(layer, kind)[: None if kind.multiple else 1]


def value_words(kind: ArticleLabelKind, value: str) -> str:
    """Return the name of a value as reports show it, also of having given none."""
    if value == NONE:
        return "not given"
    return "given" if value == YES and not kind.values else kind.value_label(value)
