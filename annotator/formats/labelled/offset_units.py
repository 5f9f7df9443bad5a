"""In what a file counts its offsets, found out from its own texts, and turned into code points.

Tools count code points (Python), UTF-16 units (browsers, Java), user-perceived characters
("graphemes", Unicode Standard Annex 29) or bytes of UTF-8. In plain ASCII all four are the same; an
emoji or a combining mark tells them apart. A span that comes with the text it covers decides; where
no span does, spans that begin and end at the edges of words do.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import Literal, NamedTuple, get_args

from annotator.corpus.span import Span

OffsetUnit = Literal["code points", "UTF-16 units", "graphemes", "UTF-8 bytes"]
SaidBy = Literal["", "the format", "you"]
OFFSET_UNITS: tuple[OffsetUnit, ...] = get_args(OffsetUnit)


@dataclass(frozen=True, slots=True)
class ForeignSpan:
    """A span as a file gives it: offsets in the file's unit, ``covered`` where the file says it."""

    start: int
    end: int
    covered: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well each unit fits what a file says; ``unit`` is the likeliest.

    ``told`` counts spans that say what they cover, ``fitting`` those of them that each unit gets
    right; ``at_words`` counts spans at the edges of words, of those on which units could differ.
    ``is_certain`` is False where several units fit the same and differ somewhere. ``said_by`` tells
    who said it where it was not found out, ``instead_of`` in what its format counts where the file
    does not keep to that.
    """

    unit: OffsetUnit
    is_certain: bool
    told: int
    fitting: Mapping[OffsetUnit, int]
    at_words: Mapping[OffsetUnit, int]
    said_by: SaidBy = ""
    instead_of: OffsetUnit | None = None

    def unless_tied_with(self, usual: OffsetUnit | None) -> Evidence:
        """Return this with the unit that is usual, where that fits as well and lies elsewhere."""
        if usual is None or self.is_certain or self._fit(usual) != self._fit(self.unit):
            return self
        return replace(self, unit=usual)

    def _fit(self, unit: OffsetUnit) -> tuple[int, int]:
        return self.fitting[unit], self.at_words[unit]

    def in_words(self) -> str:
        """Return one sentence on the unit and how it was found."""
        if self.said_by:
            return f"Offsets are counted in {self.unit}, as {_SAYS[self.said_by]}."
        if self.told:
            right = self.fitting[self.unit]
            how = f"{right} of {self.told} spans cover the text that the file names"
        else:
            how = "the file names no covered text, so the edges of words decided"
        sure = "" if self.is_certain else ", others fit as well"
        other = f", and not in {self.instead_of} as the format has it" if self.instead_of else ""
        return f"Offsets are counted in {self.unit}{other}: {how}{sure}."


_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
# With the letter behind it, which some signs belong to.
_STRETCH_BEYOND_ASCII = re.compile("[^\x00-\x7f]+[\x00-\x7f]?(?:[^\x00-\x7f]+[\x00-\x7f]?)*")
_UNEVEN = re.compile("[^\x00-\x7f]|\r")
_LINE_END = re.compile("\r\n")
_SAYS = {"the format": "the format has it", "you": "you said"}


class _Irregular(NamedTuple):
    """Code points that do not count as one, in order: where, and how much later all is behind.

    ``ends`` are the offsets in the unit behind each of them.
    """

    places: Sequence[int]
    shifts: Sequence[int]
    ends: Sequence[int]

    def before(self, code_point: int) -> int:
        """Return how much later a code point lies in the unit than in code points."""
        at = bisect_left(self.places, code_point)
        return self.shifts[at - 1] if at else 0


class Offsets:
    """The offsets of one text in one unit, as code points and back."""

    def __init__(self, text: str, unit: OffsetUnit) -> None:
        self._length = len(text)
        self._irregular: _Irregular | None = None
        if not is_even(text, unit):
            self._irregular = _irregular(text, unit)

    @property
    def end(self) -> int:
        """The offset after the last character."""
        return self.in_unit(self._length)

    def code_point(self, offset: int) -> int | None:
        """Return an offset in code points; None where it lies outside or within a character."""
        found = offset
        if self._irregular is not None:
            at = bisect_right(self._irregular.ends, offset)
            found -= self._irregular.shifts[at - 1] if at else 0
        is_there = 0 <= found <= self._length and self.in_unit(found) == offset
        return found if is_there else None

    def in_unit(self, code_point: int) -> int:
        """Return the offset of a code point in the unit.

        Inside a grapheme that is the offset of the next one.
        """
        shift = 0 if self._irregular is None else self._irregular.before(code_point)
        return code_point + shift

    def span(self, start: int, end: int) -> Span | None:
        """Return the span in code points; None where it is no stretch of whole characters."""
        if self._irregular is None:
            return Span(start, end) if 0 <= start < end <= self._length else None
        first, last = self.code_point(start), self.code_point(end)
        if first is None or last is None or not first < last:
            return None
        return Span(first, last)


@lru_cache(maxsize=8)
def _irregular(text: str, unit: OffsetUnit) -> _Irregular:
    """Return which code points of a text do not count as one in the unit."""
    if unit == "UTF-16 units":
        wider = {found.start(): 1 for found in _ASTRAL.finditer(text)}
    elif unit == "UTF-8 bytes":
        beyond = ((found.start(), ord(found[0])) for found in _BEYOND_ASCII.finditer(text))
        wider = {at: 1 + (code > 0x7FF) + (code > 0xFFFF) for at, code in beyond}
    else:
        wider = dict.fromkeys(sorted(_inside_graphemes(text)), -1)
    places = tuple(wider)
    shifts = tuple(accumulate(wider.values()))
    return _Irregular(places, shifts, tuple(map(_end_behind, places, shifts)))


def _end_behind(place: int, shift: int) -> int:
    return place + 1 + shift


def _inside_graphemes(text: str) -> set[int]:
    """Return the code points that begin no grapheme; plain letters side by side all do."""
    import regex

    inside = {found.start() + 1 for found in _LINE_END.finditer(text)}
    for near in _STRETCH_BEYOND_ASCII.finditer(text):
        first, last = max(0, near.start() - 1), near.end()  # a mark belongs to the letter before
        begins = {found.start() for found in regex.finditer(r"\X", text, pos=first, endpos=last)}
        inside.update(at for at in range(first, last) if at not in begins)
    return inside


def evidence(texts: Iterable[tuple[str, Sequence[ForeignSpan]]]) -> Evidence:
    """Find out in which unit a file counts, from its texts with their spans.

    Among units that explain equally many spans the one first in :data:`OFFSET_UNITS` is taken.
    """
    told = 0
    fitting = dict.fromkeys(OFFSET_UNITS, 0)
    at_words = dict.fromkeys(OFFSET_UNITS, 0)
    places = dict.fromkeys(OFFSET_UNITS, 0)  # a hash of where all spans lie, to see who differs
    for text, spans in texts:
        claiming = [each for each in spans if each.covered is not None]
        told += len(claiming)
        uneven = None if is_plain(text) else _UNEVEN.search(text)
        first = len(text) + 1 if uneven is None else uneven.start()
        others = [each for each in spans if each.start >= first or each.end >= first]
        if claiming:
            even = [each for each in claiming if each.start < first and each.end < first]
            same = _right(text, even, Offsets(text, OFFSET_UNITS[0]))
            fitting = {unit: count + same for unit, count in fitting.items()}
        if not others:
            continue  # all units say the same of this text
        for unit, (right, words, found) in _by_unit(text, others).items():
            fitting[unit] += right
            at_words[unit] += words
            places[unit] = hash((places[unit], found))
    best = max(OFFSET_UNITS, key=lambda unit: (fitting[unit], at_words[unit]))
    tied = [
        unit
        for unit in OFFSET_UNITS
        if (fitting[unit], at_words[unit]) == (fitting[best], at_words[best])
    ]
    is_certain = all(places[unit] == places[best] for unit in tied)
    return Evidence(best, is_certain, told, fitting, at_words)


def _by_unit(
    text: str, spans: Sequence[ForeignSpan]
) -> dict[OffsetUnit, tuple[int, int, tuple[Span | None, ...]]]:
    """Count for each unit; those in which every code point of the text counts as one are alike."""
    plain = _counts(text, spans, "code points")
    return {
        unit: plain if is_even(text, unit) else _counts(text, spans, unit) for unit in OFFSET_UNITS
    }


def is_even(text: str, unit: OffsetUnit) -> bool:
    """Tell whether every code point of a text counts as one in the unit."""
    if unit == "code points" or is_plain(text):
        return True
    return not _irregular(text, unit).places


def is_plain(text: str) -> bool:
    """Tell whether every code point of a text counts as one in all units."""
    return text.isascii() and "\r" not in text


def _counts(
    text: str, spans: Sequence[ForeignSpan], unit: OffsetUnit
) -> tuple[int, int, tuple[Span | None, ...]]:
    offsets = Offsets(text, unit)
    found = tuple(offsets.span(each.start, each.end) for each in spans)
    words = sum(span is not None and _is_at_words(text, span) for span in found)
    return _right(text, spans, offsets), words, found


def _right(text: str, spans: Sequence[ForeignSpan], offsets: Offsets) -> int:
    """Count the spans that cover what they say they cover."""
    return sum(
        each.covered is not None
        and (span := offsets.span(each.start, each.end)) is not None
        and is_covered(text, span, each.covered)
        for each in spans
    )


def is_covered(text: str, span: Span, covered: str) -> bool:
    """Tell whether a span covers that text; runs of white space may differ, as some tools do."""
    there = span.covered(text)
    return there == covered or there.split() == covered.split() != []


def _is_at_words(text: str, span: Span) -> bool:
    return _is_edge(text, span.start) and _is_edge(text, span.end)


def _is_edge(text: str, at: int) -> bool:
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())
