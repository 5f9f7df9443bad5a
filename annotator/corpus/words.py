"""Where the words of a text begin and end, for selecting word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.corpus.span import Span

# Marks that belong to the letter before them and joiners inside a word: combining marks of Latin,
# Cyrillic, Hebrew, Arabic, Indic and Thai script, variation selectors, ZWNJ and ZWJ.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc\u09be-\u09cd"
    "\u0a01-\u0a03\u0a3c-\u0a4d\u0b01-\u0b03\u0bbe-\u0bcd\u0c00-\u0c03\u0c3e-\u0c4d"
    "\u0d3e-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
_LETTERS = rf"[^\W_]++[\w{_MARKS}]*+"
_POSSESSIVE = r"['’]s\b"
# A full stop or comma joins figures (1,000.5) and initials (U.S.), an apostrophe joins letters
# (don't) but not the possessive: "China's" is "China" and "'s", because names end before it.
# A possessive quantifier on a group goes wrong in early Python 3.11; on one class it is safe.
_WORD = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}|\d++(?:[.,:]\d++)*[\w{_MARKS}]*+"
    rf"|(?<=\w)['’]s\b|{_LETTERS}(?:(?!{_POSSESSIVE})['’]{_LETTERS})*|_++"
)


def _found(text: str, start: int, end: int) -> Iterator[Span]:
    return (Span(match.start(), match.end()) for match in _WORD.finditer(text, start, end))


def words(text: str, within: Span | None = None) -> tuple[Span, ...]:
    """Return the words in order; punctuation and symbols belong to none, hyphens separate two."""
    start, end = (within.start, within.end) if within else (0, len(text))
    return tuple(_found(text, start, min(end, len(text))))


def word_at(text: str, offset: int) -> Span | None:
    """Return the word that covers the offset, or else the one that ends there; None for neither."""
    start = min(max(offset, 0), len(text))
    end = start
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    ending: Span | None = None
    for word in _found(text, start, end):
        if word.start <= offset < word.end:
            return word
        if word.end == offset:
            ending = word
    return ending
