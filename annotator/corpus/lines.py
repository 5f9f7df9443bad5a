"""The lines of an article, each with what can be told about it without its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.corpus.boilerplate import addresses_reader, is_boilerplate, is_related_link
from annotator.corpus.language import UNKNOWN, guess
from annotator.corpus.metadata import glued_header, is_caption, is_metadata
from annotator.corpus.paragraphs import paragraphs, trimmed
from annotator.corpus.span import Span

_HEADER_LINES = 8
_FULL_STOP = re.compile(r"[.。।۔։][\"'”’»)\]]*[.]?\Z")
_ENDS = re.compile(r"[.!?…。！？।۔؟:;,][\"'”’»)\]*]*[.]?\Z")
_CHARACTERS_PER_WORD = 4  # in scripts without spaces
_LONGEST_FLAT = 5_000  # characters
_ENOUGH_WORDS, _MANY_WORDS = 5, 26


@dataclass(frozen=True, slots=True)
class Line:
    """A line (or paragraph, or a header cut off its line) and what speaks for which zone.

    ``kind`` is set where the line alone decides it: metadata, related_link, boilerplate, or body
    for what a picture shows.
    ``lang`` is the language it is surely in, or ``"und"``.
    """

    span: Span
    text: str
    kind: str | None
    lang: str
    words: int
    has_full_stop: bool
    has_end: bool
    addresses_reader: bool

    @property
    def is_prose(self) -> bool:
        """Whether it reads like a sentence or more, and nothing else about it is known."""
        if self.kind is not None:
            return False
        return self.words >= _MANY_WORDS or (self.has_end and self.words >= _ENOUGH_WORDS)


def _word_count(text: str, words: int) -> int:
    """Return how many words a line has that is parted into so many by white space."""
    letters = len(text) if not text.isascii() and len(text) > 12 * words else 0
    return max(words, letters // _CHARACTERS_PER_WORD)


def _kind(text: str) -> str | None:
    if is_related_link(text):
        return "related_link"
    if is_metadata(text):
        return "metadata"
    if is_boilerplate(text):
        return "boilerplate"
    return "body" if is_caption(text) else None


def flat(text: str) -> str:
    """Return the text with every stretch of white space as one blank."""
    return " ".join(text.split()) if len(text) < _LONGEST_FLAT else text


def _line(text: str, span: Span, kind: str | None = None) -> Line:
    line = span.covered(text)
    words = line.split()
    if len(line) < _LONGEST_FLAT:
        line = " ".join(words)
    tail = line[-8:]
    return Line(
        span=span,
        text=line,
        kind=kind or _kind(line),
        lang=guess(line),
        words=_word_count(line, len(words)),
        has_full_stop=_FULL_STOP.search(tail) is not None,
        has_end=_ENDS.search(tail) is not None,
        addresses_reader=addresses_reader(line),
    )


def read_lines(text: str) -> Iterator[Line]:
    """Yield the lines of a text in order; metadata glued to a text makes a line of its own."""
    is_header = True
    for number, span in enumerate(paragraphs(text)):
        is_header = is_header and number < _HEADER_LINES
        cut = glued_header(text, span) if is_header else None
        header = trimmed(text, span.start, cut) if cut is not None else None
        rest = trimmed(text, cut or span.start, span.end)
        if header is not None:
            yield _line(text, header, "metadata")
        if rest is not None:
            line = _line(text, rest)
            is_header = is_header and not line.is_prose
            yield line


def main_language(lines: list[Line], expected: str = "en") -> str:
    """Return the language of the article itself; banners around it may be longer than it is."""
    weights: dict[str, int] = {}
    for line in lines:
        if line.kind is None and line.lang != UNKNOWN:
            weights[line.lang] = weights.get(line.lang, 0) + len(line.text)
    if not weights or 4 * weights.get(expected, 0) >= sum(weights.values()):
        return expected if expected in weights else UNKNOWN
    return max(weights, key=lambda language: (weights[language], language))
