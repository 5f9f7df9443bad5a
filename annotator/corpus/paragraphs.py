"""Where the paragraphs of a text begin and end, also in text with hard line breaks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from annotator.corpus.span import Span

# The characters that end a line (Unicode Standard, section 5.8); CR is gone from stored text.
LINE = re.compile(r"[^\n\v\f\x85\u2028\u2029]+")
WRAP_LEAST, WRAP_MOST = 45, 100
_WRAPPED_SHARE = 0.7
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


def _lines(text: str) -> list[Span]:
    spans = [trimmed(text, *match.span()) for match in LINE.finditer(text)]
    return [span for span in spans if span is not None]


def _touch(text: str, before: Span, after: Span) -> bool:
    """Tell whether two lines follow each other without a blank line between them."""
    gap = text[before.end : after.start]
    return gap.count("\n") <= 1 and "\u2029" not in gap


def _is_wrapped(text: str, lines: Sequence[Span]) -> bool:
    """Tell whether the lines were broken at a width: many end there in the middle of a sentence."""
    if any(line.end - line.start > WRAP_MOST for line in lines):
        return False
    touching = [a for a, b in pairwise(lines) if _touch(text, a, b)]
    inside = [a for a in touching if WRAP_LEAST <= len(a) <= WRAP_MOST]
    if len(inside) < 3:
        return False
    unfinished = sum(text[line.end - 1] not in _ENDS for line in inside)
    return len(inside) >= _WRAPPED_SHARE * len(touching) and unfinished >= _WRAPPED_SHARE * len(
        inside
    )


def _joined(text: str, lines: Sequence[Span]) -> list[Span]:
    """Join lines that were broken at a width; a short line or a blank line ends the paragraph."""
    joined: list[Span] = []
    last: Span | None = None
    for line in lines:
        if last is not None and _touch(text, last, line) and len(last) >= WRAP_LEAST:
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
        last = line
    return joined


class _Last:
    """The text asked for last: asked for again and again, it is not even compared."""

    known: tuple[str, tuple[Span, ...]] = ("", ())


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs in order, without white space around them.

    A line is a paragraph, unless the text was broken at a width of up to ``WRAP_MOST`` characters;
    then lines up to a blank or a short line are one.
    """
    last, found = _Last.known
    if last is not text:
        found = _paragraphs(text)
        _Last.known = text, found
    return found


@lru_cache(maxsize=4)
def _paragraphs(text: str) -> tuple[Span, ...]:
    lines = _lines(text)
    return tuple(_joined(text, lines) if _is_wrapped(text, lines) else lines)


def index_at(spans: Sequence[Span], offset: int) -> int | None:
    """Return which of the ordered spans is at the offset or nearest before it, else the first."""
    if not spans:
        return None
    return max(0, bisect_right(spans, offset, key=lambda span: span.start) - 1)


def paragraph_at(text: str, offset: int) -> Span | None:
    """Return the paragraph at an offset, or the nearest before it; None in a blank text."""
    found = paragraphs(text)
    index = index_at(found, offset)
    return None if index is None else found[index]


def pieces(text: str, within: Span | None) -> list[Span]:
    """Return the paragraphs that overlap ``within``, cut to it; all of them without one."""
    found = paragraphs(text)
    if within is None:
        return list(found)
    cut: list[Span] = []
    for index in range(index_at(found, within.start) or 0, len(found)):  # a slice would be copied
        paragraph = found[index]
        if paragraph.start >= within.end:
            break
        start, end = max(paragraph.start, within.start), min(paragraph.end, within.end)
        piece = trimmed(text, start, end) if start < end else None
        if piece is not None:
            cut.append(piece)
    return cut
