"""Labels of whole articles: which kinds a codebook has, and their values."""

from __future__ import annotations

from dataclasses import dataclass

YES = "yes"  # the one value of a label that is only set or not set
CHOOSE = "l"  # the second key that lets one choose among all kinds


@dataclass(frozen=True, slots=True)
class ArticleLabelValue:
    """One of the values that a kind of label takes.

    ``merged_into`` names, of one that is not offered any more, the value that stands for it.
    """

    id: str
    label: str
    definition: str = ""
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleLabelKind:
    """A kind of label for whole articles.

    Without ``values`` it is only set or not set. ``multiple`` lets an article have several values.
    A ``required`` one is asked for before an article is done. ``key`` follows the key for article
    labels in the window, so it may be any. ``former_values`` are not offered any more, and articles
    may still have them; ``merged_into`` names, of a former kind, the one that stands for it.
    """

    id: str
    label: str
    key: str = ""
    values: tuple[ArticleLabelValue, ...] = ()
    multiple: bool = False
    required: bool = False
    definition: str = ""
    former_values: tuple[ArticleLabelValue, ...] = ()
    merged_into: str | None = None

    @property
    def value_ids(self) -> tuple[str, ...]:
        """What may be given as its value."""
        return tuple(each.id for each in self.values) or (YES,)

    @property
    def known_value_ids(self) -> tuple[str, ...]:
        """What articles may have as its value: what is offered first, then what was retired."""
        former = tuple(each.id for each in self.former_values if each.merged_into is None)
        return (*self.value_ids, *former)

    def standing_value(self, value: str) -> str:
        """Return the value that stands for one now; itself where nothing else does."""
        merged = {each.id: each.merged_into for each in self.former_values}
        passed = {value}
        while (into := merged.get(value)) is not None and into not in passed:
            passed.add(into)
            value = into
        return value

    def value_label(self, value: str) -> str:
        """Return the name of a value, or its id where the codebook does not know it any more."""
        known = (*self.values, *self.former_values)
        return next((each.label for each in known if each.id == value), value)
