"""What becomes of the values of article labels between two versions of a codebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from annotator.codebook.article_labels import YES, ArticleLabelKind, ArticleLabelValue
from annotator.codebook.model import Codebook

What = Literal["added", "edited", "renamed", "merged", "split", "retired", "restored"]
"""What becomes of an entry of a codebook, or of a value of an article label."""

VALUES = "article_values"


@dataclass(frozen=True, slots=True)
class ValueDifference:
    """What becomes of one value; ``label`` names its kind too, as values share their names."""

    kind_id: str
    value_id: str
    label: str
    what: What
    becomes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the kind and of the value."""
        return value_key(self.kind_id, self.value_id)


def value_key(kind_id: str, value_id: str) -> str:
    """Return the name under which a value of a kind is counted."""
    return f"{kind_id}/{value_id}"


def value_differences(before: Codebook, after: Codebook) -> Iterator[ValueDifference]:
    """Yield what becomes of each value that differs, of the kinds that both codebooks offer."""
    for kind in before.article_labels:
        now = next((each for each in after.article_labels if each.id == kind.id), None)
        if now is not None and now != kind:
            yield from _of_kind(kind, now)


def _of_kind(before: ArticleLabelKind, after: ArticleLabelKind) -> Iterator[ValueDifference]:
    old, new = _offered(before), _offered(after)
    for name in dict.fromkeys((*old, *new)):
        was, now = old.get(name), new.get(name)
        what: What
        becomes: tuple[str, ...] = ()
        if was is None or now is None:
            what = "added" if was is None else "retired"
            if was is None and name in {each.id for each in before.former_values}:
                what = "restored"
            stands = after.standing_value(name)
            if now is None and stands != name:
                what, becomes = "merged", (after.value_label(stands),)
        elif was.label != now.label:
            what, becomes = "renamed", (now.label,)
        elif was != now:
            what = "edited"
        else:
            continue
        shown = was or now
        assert shown is not None  # one of both offers it
        yield ValueDifference(before.id, name, f"{after.label}: {shown.label}", what, becomes)


def _offered(kind: ArticleLabelKind) -> dict[str, ArticleLabelValue]:
    """Return what a kind offers; one without values is set or not set."""
    return {each.id: each for each in kind.values} or {YES: ArticleLabelValue(YES, "Yes")}
