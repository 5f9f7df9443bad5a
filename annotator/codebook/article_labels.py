"""Labels of whole articles: which kinds a codebook has, and their values."""

from __future__ import annotations

from dataclasses import dataclass

YES = "yes"  # the one value of a label that is only set or not set
CHOOSE = "l"  # the second key that lets one choose among all kinds


@dataclass(frozen=True, slots=True)
class ArticleLabelValue:
    """One of the values that a kind of label takes."""

    id: str
    label: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class ArticleLabelKind:
    """A kind of label for whole articles.

    Without ``values`` it is only set or not set. ``multiple`` lets an article have several values.
    A ``required`` one is asked for before an article is done. ``key`` follows the key for article
    labels in the window, so it may be any.
    """

    id: str
    label: str
    key: str = ""
    values: tuple[ArticleLabelValue, ...] = ()
    multiple: bool = False
    required: bool = False
    definition: str = ""

    @property
    def value_ids(self) -> tuple[str, ...]:
        """What may be stored as its value."""
        return tuple(each.id for each in self.values) or (YES,)

    def value_label(self, value: str) -> str:
        """Return the name of a value, or its id where the codebook does not know it any more."""
        return next((each.label for each in self.values if each.id == value), value)
