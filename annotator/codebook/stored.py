"""A codebook as plain JSON values, the way projects and exports keep it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from annotator.codebook import vocabulary
from annotator.codebook.building import build
from annotator.codebook.checking import structural_problems
from annotator.codebook.model import Codebook
from annotator.codebook.tree import tree_of
from annotator.errors import CodebookError


def codebook_to_plain(codebook: Codebook) -> dict[str, object]:
    """Return dicts, lists, text and numbers that hold the whole codebook."""
    plain: dict[str, object] = {"offset_unit": vocabulary.OFFSET_UNIT}
    for each in dataclasses.fields(codebook):
        plain[each.name] = _plain(getattr(codebook, each.name))
    return plain


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


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    return value
