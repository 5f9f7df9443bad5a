"""Finds words in an article as a person types them."""

from __future__ import annotations

import re
from bisect import bisect_left

from annotator.corpus.span import Span

_ALIKE = {
    "'": "['\u2018\u2019\u02bc]",
    '"': '["\u201c\u201d\u201e\u00ab\u00bb]',
    "-": "[-\u2010\u2011\u2012\u2013\u2212]",
    "\u2026": "(?:\u2026|\\.\\.\\.)",
}
"""What is typed, and what may stand in a text for it."""


def hits(text: str, words: str) -> tuple[Span, ...]:
    """Return where words stand in a text, whatever their case, signs of quotation and spaces."""
    parts = ["".join(_ALIKE.get(sign, re.escape(sign)) for sign in word) for word in words.split()]
    if not parts:
        return ()
    pattern = re.compile(r"\s+".join(parts), re.IGNORECASE)
    return tuple(Span(*found.span()) for found in pattern.finditer(text))


def hit_from(found: tuple[Span, ...], offset: int) -> int:
    """Return the number of the first hit at or after an offset, from the beginning where none."""
    place = bisect_left(found, offset, key=lambda span: span.start)
    return place if place < len(found) else 0
