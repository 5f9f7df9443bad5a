"""Where the paragraphs of a text begin and end, also in text with hard line breaks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from annotator.corpus.span import Span

# A line without white space around it. The characters that end a line: Unicode Standard, section
# 5.8; CR is gone from stored text.
_LINE = re.compile(r"\S(?:[^\n\v\f\x85\u2028\u2029]*\S)?")
WRAP_LEAST, WRAP_MOST = 45, 100
_WRAPPED_SHARE = 0.7
Ends = tuple[int, int]
_ENDS = ".!?…:;。！？۔؟।\"'”’»)]"


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the stretch without white space at both ends; None where nothing else is in it."""
    if start < end and not text[start].isspace() and not text[end - 1].isspace():
        return Span(start, end)
    piece = text[start:end]
    left = piece.lstrip()
    if not left:
        return None
    return Span(end - len(left), start + len(piece.rstrip()))


def _touch(text: str, before: Ends, after: Ends) -> bool:
    """Tell whether two lines follow each other without a blank line between them."""
    gap = text[before[1] : after[0]]
    return gap.count("\n") <= 1 and "\u2029" not in gap


def _is_wrapped(text: str, lines: Sequence[Ends]) -> bool:
    """Tell whether the lines were broken at a width: many end there in the middle of a sentence."""
    lengths = [end - start for start, end in lines]
    if len(lines) <= 3 or max(lengths) > WRAP_MOST:
        return False
    touching = [a for a, b in pairwise(lines) if _touch(text, a, b)]
    inside = [end for start, end in touching if WRAP_LEAST <= end - start <= WRAP_MOST]
    if len(inside) < 3:
        return False
    unfinished = sum([text[end - 1] not in _ENDS for end in inside])
    return len(inside) >= _WRAPPED_SHARE * len(touching) and unfinished >= _WRAPPED_SHARE * len(
        inside
    )


def _joined(text: str, lines: Sequence[Ends]) -> list[Ends]:
    """Join lines that were broken at a width; a short line or a blank line ends the paragraph."""
    joined: list[Ends] = []
    last: Ends | None = None
    for line in lines:
        if last is not None and _touch(text, last, line) and last[1] - last[0] >= WRAP_LEAST:
            joined[-1] = joined[-1][0], line[1]
        else:
            joined.append(line)
        last = line
    return joined


@dataclass(frozen=True, slots=True)
class _Paragraphs:
    """The paragraphs of a text, and where they begin."""

    spans: tuple[Span, ...]
    starts: Sequence[int]


class _Last:
    """The text asked for last: asked for again and again, it is not even compared."""

    known: tuple[str, _Paragraphs] = ("", _Paragraphs((), ()))


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs in order, without white space around them.

    A line is a paragraph, unless the text was broken at a width of up to ``WRAP_MOST`` characters;
    then lines up to a blank or a short line are one.
    """
    return _known(text).spans


def _known(text: str) -> _Paragraphs:
    last, found = _Last.known
    if last is not text:
        found = _paragraphs(text)
        _Last.known = text, found
    return found


@lru_cache(maxsize=4)
def _paragraphs(text: str) -> _Paragraphs:
    lines = [match.span() for match in _LINE.finditer(text)]
    ends = _joined(text, lines) if _is_wrapped(text, lines) else lines
    return _Paragraphs(tuple([Span(*each) for each in ends]), [start for start, _ in ends])


def index_at(spans: Sequence[Span], offset: int) -> int | None:
    """Return which of the ordered spans is at the offset or nearest before it, else the first."""
    if not spans:
        return None
    return max(0, bisect_right(spans, offset, key=lambda span: span.start) - 1)


def paragraph_index(text: str, offset: int) -> int | None:
    """Return which of the :func:`paragraphs` is at an offset or nearest before it, else the first.

    None in a blank text.
    """
    starts = _known(text).starts
    return max(0, bisect_right(starts, offset) - 1) if starts else None


def paragraph_at(text: str, offset: int) -> Span | None:
    """Return the paragraph at an offset, or the nearest before it; None in a blank text."""
    index = paragraph_index(text, offset)
    return None if index is None else paragraphs(text)[index]


def pieces(text: str, within: Span | None) -> list[Span]:
    """Return the paragraphs that overlap ``within``, cut to it; all of them without one."""
    found = paragraphs(text)
    if within is None:
        return list(found)
    cut: list[Span] = []
    for index in range(
        paragraph_index(text, within.start) or 0, len(found)
    ):  # a slice would be copied
        paragraph = found[index]
        if paragraph.start >= within.end:
            break
        start, end = max(paragraph.start, within.start), min(paragraph.end, within.end)
        piece = trimmed(text, start, end) if start < end else None
        if piece is not None:
            cut.append(piece)
    return cut
