"""Whose layer it is when a person labels an article a second time, for self-agreement."""

from __future__ import annotations

from annotator.annotations.model import Annotator

_AGAIN = "#2"


def repeat_id(person: str) -> str:
    """Return the id of the layer for what a person says the second time.

    It is made, not drawn, so that copies of a project have the same.
    """
    return person + _AGAIN


def repeat_of(person: Annotator) -> Annotator:
    """Return the layer for what a person says the second time."""
    return Annotator(repeat_id(person.id), f"{person.name} (again)", "repeat", of=person.id)


def is_same_person(one: str, other: str) -> bool:
    """Tell whether two ids are of one person, the first or the second time."""
    return one.removesuffix(_AGAIN) == other.removesuffix(_AGAIN)
