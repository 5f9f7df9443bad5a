"""The kinds of the rules in the words of a codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.codebook.model import Codebook


# What stands for a kind that a codebook does not have, the first that it has.
_NEAREST_KIND = {
    "GPE": ("PLACE", "LOC"),
    "LOC": ("PLACE", "GPE"),
    "FAC": ("PLACE", "LOC"),
    "NORP": ("GROUP",),
    "TIME": ("DATE",),
}


def mention_kind(kind: str, codebook: Codebook) -> str | None:
    """Return the codebook's word for a kind of the rules; None where it has none."""
    renamed = codebook.entity_kind(kind)
    if renamed is not None and codebook.offers("entity_kinds", renamed.id):
        return renamed.id
    kinds = {each.id for each in codebook.entity_kinds}
    candidates = (kind, *_NEAREST_KIND.get(kind, ()))
    return next((each for each in candidates if not kinds or each in kinds), None)
