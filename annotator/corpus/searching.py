"""Full-text search over articles: words without case and accents, phrases, beginnings, minus.

The same words go into the project's index and into :meth:`TextQuery.places`, so that what the
index finds and what a look at the text itself finds are one and the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from annotator.corpus.span import Span

# Scripts that put no space between words: each character counts as a word.
_ALONE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
# Signs that combine with a letter; those of Latin, Greek, Cyrillic, Hebrew and Arabic drop out.
_DROPPED = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c7\u064b-\u065f\u0670"
_KEPT = (
    "\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09d7\u0a01-\u0a51\u0b3c-\u0bd7\u0c00-\u0c56"
)
_DROP = re.compile(f"[{_DROPPED}]")
# Bytes of UTF-8: letters and digits of ASCII, small, and a blank for what stands in no word.
_WORD_OR_BLANK = bytes(
    each if each > 127 or chr(each).isalnum() else ord(" ") for each in bytes(range(256)).lower()
)
_PART = re.compile(r'(-?)(?:"([^"]*)"?|“([^”"]*)[”"]?|([^\s"“]+))')
_BEFORE, _AROUND, _LOOKED_AT = 16, 160, 100_000  # code points


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one behind the other; the last may be only the beginning of a word."""

    words: tuple[str, ...]
    is_beginning: bool = False


@dataclass(frozen=True, slots=True)
class TextQuery:
    """What an article must hold: all of ``wanted`` and none of ``unwanted``."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)

    def fits(self, *parts: str) -> bool:
        """Tell whether a text of these parts (title, text) is wanted; no phrase spans two."""
        found = [[each for each, _ in words_in(part)] for part in parts]

        def has(term: Term) -> bool:
            return any(True for part in found for _ in _starts(term, part))

        return all(map(has, self.wanted)) and not any(map(has, self.unwanted))

    def places(self, text: str) -> tuple[Span, ...]:
        """Return where the wanted words stand in a text, in text order."""
        found = list(words_in(text))
        words = [each for each, _ in found]
        spans = {
            Span(found[at][1].start, found[at + len(term.words) - 1][1].end)
            for term in self.wanted
            for at in _starts(term, words)
        }
        return tuple(sorted(spans))


@dataclass(frozen=True, slots=True)
class Snippet:
    """A short stretch of an article around what was found; ``found`` counts from its start."""

    text: str
    found: tuple[Span, ...]


def parse(typed: str, *, unfinished: bool = False) -> TextQuery:
    """Read what a person typed; anything typed is a query, and one without words is empty.

    Words must all be there, in any order; "words in quotes" stand together; ``-word`` must not be
    there; ``word*`` begins a word. With ``unfinished`` so does the last word, until a space.
    """
    wanted: dict[Term, None] = {}
    unwanted: dict[Term, None] = {}
    for part in _PART.finditer(typed):
        term = _term(part, is_last=unfinished and part.end() == len(typed))
        if term is not None:
            (unwanted if part[1] else wanted)[term] = None
    return TextQuery(tuple(wanted), tuple(unwanted))


def _term(part: re.Match[str], *, is_last: bool) -> Term | None:
    bare = part[4]
    written = next(each for each in part.groups()[1:] if each is not None)
    words = tuple(word for word, _ in words_in(written))
    if not words:
        return None
    is_open = part[0][-1:] not in ('"', "”")
    is_beginning = (bare or "").endswith("*") or (is_last and is_open)
    return Term(words, is_beginning)


@cache
def _word() -> re.Pattern[str]:
    """Return what a word is; made when it is first looked for, because that takes a while."""
    return re.compile(rf"[{_ALONE}]|(?:[^\W_{_ALONE}]|[{_DROPPED}{_KEPT}])+")


def words_in(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the words of a text as they are searched for, each with where it stands."""
    for match in _word().finditer(text):
        span = Span(match.start(), match.end())
        word = match[0]
        if word.isascii():
            yield word.lower(), span
        else:
            for piece in _folded(word):
                yield piece, span


def folded_words(text: str) -> str:
    """Return the words of a text with one space between, as the index takes them."""
    blanked = text.encode("utf-8", "surrogatepass").translate(_WORD_OR_BLANK)
    parts = blanked.decode("utf-8", "surrogatepass").split()
    if blanked.isascii():
        return " ".join(parts)
    for at, part in enumerate(parts):
        if not part.isascii():
            parts[at] = _folded_part(part)
    return " ".join(filter(None, parts))


@lru_cache(maxsize=4096)
def _folded_part(part: str) -> str:
    """Fold what stands between two blanks, as far as it is words."""
    return " ".join(
        piece
        for word in _word().findall(part)
        for piece in ((word.lower(),) if word.isascii() else _folded(word))
    )


@lru_cache(maxsize=4096)
def _folded(word: str) -> tuple[str, ...]:
    """Return a word without case and accents; a sign that stands for several words gives them."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return tuple(_word().findall(_DROP.sub("", plain)))


def _starts(term: Term, words: Sequence[str]) -> Iterator[int]:
    size = len(term.words)
    *before, last = term.words
    for at in range(len(words) - size + 1):
        here = words[at + size - 1]
        fits = here.startswith(last) if term.is_beginning else here == last
        if fits and all(words[at + step] == word for step, word in enumerate(before)):
            yield at


def snippet(text: str, query: TextQuery, *, after: int = 0) -> Snippet:
    """Return the stretch of a text around a place that fits; its start where none does.

    The first place behind ``after`` (a headline's end) is preferred. Only the first 100,000 code
    points are looked at, so that it takes no time that anybody notices.
    """
    text = text[:_LOOKED_AT]
    places = query.places(text)
    first = next((each.start for each in places if each.start >= after), None)
    if first is None:
        first = places[0].start if places else 0
    start = max(0, first - _BEFORE)
    if start:
        start = text.find(" ", start, first) + 1 or start
    end = min(len(text), start + _AROUND)
    inside = (each for each in places if start <= each.start and each.end <= end)
    found = tuple(Span(each.start - start, each.end - start) for each in inside)
    return Snippet(text[start:end], found)
