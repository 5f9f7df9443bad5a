"""A text cut into tokens such that every labelled span begins and ends at the edge of one.

Formats that label tokens, not characters, need that: words, punctuation marks and symbols, cut once
more where a span begins or ends inside one. Nothing is widened, so offsets stay exact.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.corpus.span import Span
from annotator.corpus.words import words

_SYMBOL = re.compile(r"\S")


def tokens(text: str, edges: Iterable[int] = ()) -> tuple[Span, ...]:
    """Return the tokens of a text in order: everything but white space, cut at ``edges`` too."""
    found: list[Span] = []
    end = 0
    for word in (*words(text), Span(len(text), len(text) + 1)):
        found += [Span(at.start(), at.end()) for at in _SYMBOL.finditer(text, end, word.start)]
        if word.start < len(text):
            found.append(word)
        end = word.end
    cuts = sorted(set(edges))
    return tuple(piece for token in found for piece in _cut(token, cuts))


def _cut(token: Span, cuts: Sequence[int]) -> Iterable[Span]:
    inside = cuts[bisect_right(cuts, token.start) : bisect_left(cuts, token.end)]
    ends = [token.start, *inside, token.end]
    return (Span(start, end) for start, end in itertools.pairwise(ends))


@dataclass(frozen=True, slots=True)
class TokenIndex:
    """Finds the tokens of spans; spans are trimmed of white space and at the edges of tokens."""

    tokens: tuple[Span, ...]
    _first: dict[int, int]
    _last: dict[int, int]

    @classmethod
    def of(cls, found: tuple[Span, ...]) -> TokenIndex:
        """Return the index of tokens in order."""
        first = {each.start: number for number, each in enumerate(found)}
        return cls(found, first, {each.end: number for number, each in enumerate(found)})

    def of_span(self, span: Span) -> tuple[int, int] | None:
        """Return the numbers of a span's first and last token; None where it cuts one in two."""
        first, last = self._first.get(span.start), self._last.get(span.end)
        return None if first is None or last is None else (first, last)
