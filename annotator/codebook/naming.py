"""Ids for what a person adds, made of the words they typed."""

from __future__ import annotations

from collections.abc import Collection


def free_name(label: str, taken: Collection[str], *, otherwise: str) -> str:
    """Return an id made of the words of a label that is not taken yet.

    ``otherwise`` is what it is made of where the label has no letter and no digit.
    """
    words = "_".join("".join(c if c.isalnum() else " " for c in label.casefold()).split())
    stem = words[:48].strip("_") or otherwise
    number = 1
    while (name := stem if number == 1 else f"{stem}_{number}") in taken:
        number += 1
    return name
