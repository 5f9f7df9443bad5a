"""A codebook as plain JSON values, the way projects and exports keep it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from annotator.codebook import vocabulary
from annotator.codebook.building import build
from annotator.codebook.checking import structural_problems
from annotator.codebook.model import Codebook, CodebookEntry, Former
from annotator.codebook.tree import tree_of
from annotator.errors import CodebookError

_UNSAID: Mapping[str, object] = {
    "merged_into": None,
    "split_into": (),
    "meaning": "",
    "article_labels": (),
    "former_values": (),
    "allow_new_topics": True,
    "former": Former(),
}


def codebook_to_plain(codebook: Codebook) -> dict[str, object]:
    """Return dicts, lists, text and numbers that hold the whole codebook."""
    return {"offset_unit": vocabulary.OFFSET_UNIT, **_fields(codebook)}


def plain_entry(entry: CodebookEntry) -> dict[str, object]:
    """Return one entry as plain values."""
    return _fields(entry)


def codebook_from_plain(plain: object) -> Codebook:
    """Return the codebook that :func:`codebook_to_plain` wrote down.

    Keys of the window are not checked: they may have been taken after the codebook was stored.
    """
    root = tree_of(plain)
    found = structural_problems(root)
    if found:
        lines = tuple(str(problem) for problem in found)
        raise CodebookError(
            "A stored codebook is damaged: " + "; ".join(lines[:5]) + ".", problems=lines
        )
    return build(root)


def _fields(value: Any) -> dict[str, object]:  # any of our dataclasses
    """Return the fields of a value; what a codebook says of changes is left out where unsaid."""
    return {
        each.name: _plain(found)
        for each in dataclasses.fields(value)
        if (found := getattr(value, each.name)) != _UNSAID.get(each.name, ...)
    }


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        return _fields(value)
    return value
