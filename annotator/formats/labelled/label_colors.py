"""Colours that labels are given in other tools, one after the other."""

from __future__ import annotations

_PALE = ("#a6cee3", "#b2df8a", "#fdbf6f", "#cab2d6", "#ffff99", "#fb9a99", "#d9d9d9", "#ccebc5")
_STRONG = ("#1f78b4", "#33a02c", "#ff7f00", "#6a3d9a", "#b15928", "#e31a1c", "#008080", "#666666")


def pale(number: int) -> str:
    """Return the background of the label with that number, for black text on it."""
    return _PALE[number % len(_PALE)]


def strong(number: int) -> str:
    """Return the colour of the label with that number."""
    return _STRONG[number % len(_STRONG)]
