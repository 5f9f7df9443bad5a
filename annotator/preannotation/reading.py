"""A text as the rules see it: words with their places, lines with their style, what is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from annotator.corpus import language
from annotator.corpus.article import Zone
from annotator.corpus.paragraphs import pieces
from annotator.preannotation.names.gazetteer import Gazetteer, Match, common_words
from annotator.preannotation.names.lexicon import STOP_WORDS
from annotator.preannotation.names.lexicon import words as words_of

Style = Literal["plain", "title", "caps"]
_ENDS = frozenset(".!?:…•|;·*")
_OPENERS = frozenset("\"“„«‘'([{—–-*•")
_CLOSERS = frozenset("”’»)")
_NAMED_ZONES = frozenset({"headline", "subheading", "body", "related_link"})
# Stop words of English that are frequent words of no other language.
_TELLING = STOP_WORDS - words_of("in will an a no was he all on be or over can i")
_LONG_ENOUGH = 6  # words that a line needs for its language to be told from it alone


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: the words ``[first, last)``; ``is_facts`` where only dates are looked for."""

    first: int
    last: int
    start: int
    end: int
    style: Style
    is_facts: bool = False


@dataclass(slots=True)
class Guess:
    """A name over the words ``[first, last)``, before the article as a whole has had its say."""

    first: int
    last: int
    kind: str
    confidence: float
    rule: str
    country: str | None = None


@dataclass(slots=True)
class Reading:
    """The state that the rules share. ``words[i]`` begins at ``starts[i]`` and ends at ``ends[i]``.

    ``known[i]`` is the longest known name that begins at word ``i``. ``taken[i]`` tells that a
    number or date holds the word. ``opens[i]`` tells that a sentence may begin there, and
    ``informs[i]`` that the capital of the word says something.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    lower: list[str]
    lines: list[Line] = field(default_factory=list)
    known: list[Match | None] = field(default_factory=list)
    taken: list[bool] = field(default_factory=list)
    opens: list[bool] = field(default_factory=list)
    informs: list[bool] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    is_about_korea: bool = False

    def touches(self, index: int) -> bool:
        """Tell whether nothing stands between a word and the next one."""
        return index + 1 < len(self.words) and self.ends[index] == self.starts[index + 1]

    def covered(self, first: int, last: int) -> str:
        """Return the text over the words ``[first, last)``."""
        return self.text[self.starts[first] : self.ends[last - 1]]


def read(
    text: str,
    words: list[str],
    starts: list[int],
    gazetteer: Gazetteer,
    zones: Sequence[Zone] | None,
) -> Reading:
    """Cut the words into lines worth reading and say what is known about each word."""
    words = [word.replace("’", "'") if "’" in word else word for word in words]
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    reading = Reading(text, words, starts, ends, [word.lower() for word in words])
    reading.is_about_korea = "Korea" in text
    size = len(words)
    reading.known = [None] * size
    reading.taken = [False] * size
    reading.opens = [False] * size
    reading.informs = [False] * size
    reading.lines = _lines(reading, zones)
    for line in reading.lines:
        if not line.is_facts:
            _look_up(reading, line, gazetteer)
            _weigh_capitals(reading, line)
    return reading


def _stretches(text: str, zones: Sequence[Zone] | None) -> list[tuple[int, int, bool]]:
    """Return the paragraphs to read: start, end, and whether only dates are looked for."""
    if zones is None:
        return [(piece.start, piece.end, False) for piece in pieces(text, None)]
    return [
        (piece.start, piece.end, zone.kind == "metadata")
        for zone in zones
        if zone.kind == "metadata" or (zone.kind in _NAMED_ZONES and zone.lang in ("en", "und"))
        for piece in pieces(text, zone.span)
    ]


def _lines(reading: Reading, zones: Sequence[Zone] | None) -> list[Line]:
    found: list[Line] = []
    was_english = True
    word = 0
    for start, end, is_facts in _stretches(reading.text, zones):
        while word < len(reading.words) and reading.starts[word] < start:
            word += 1
        first = word
        while word < len(reading.words) and reading.starts[word] < end:
            word += 1
        if first == word:
            continue
        was_english = is_facts or _is_english(reading, first, word, was_english)
        if was_english:
            found.append(Line(first, word, start, end, _style(reading, first, word), is_facts))
    return found


def _is_english(reading: Reading, first: int, last: int, was_english: bool) -> bool:
    """Tell whether a line is English; one too short to tell is what the line before it was.

    Capitalised words that are no ordinary ones are names, which say nothing about the language.
    """
    common = common_words()
    words = [
        lower
        for lower, word in zip(reading.lower[first:last], reading.words[first:last], strict=True)
        if word.isalpha() and (word[0].islower() or lower in common)
    ]
    stops = sum(word in _TELLING for word in words)
    known = sum(word in common for word in words)
    if len(words) < _LONG_ENOUGH:
        return was_english or (stops > 1 and known > 0.6 * len(words))
    if known < 0.5 * len(words):
        return False
    if stops >= 0.15 * len(words):
        return _is_not_foreign(reading, first, last, stops / len(words))
    start, end = reading.starts[first], reading.ends[last - 1]
    return language.guess(reading.text[start:end]) in ("en", language.UNKNOWN)


def _is_not_foreign(reading: Reading, first: int, last: int, share: float) -> bool:
    if share >= 0.25:
        return True
    start, end = reading.starts[first], reading.ends[last - 1]
    return language.guess(reading.text[start:end]) in ("en", language.UNKNOWN)


def _style(reading: Reading, first: int, last: int) -> Style:
    """Tell whether capitals mean nothing in a line because nearly all ordinary words have them."""
    words = [word for word in reading.words[first:last] if word[0].isalpha() and len(word) > 3]
    capitals = sum(word.isupper() for word in words)
    if len(words) == 1 and capitals:
        return "caps" if reading.covered(first, last).isupper() and last - first > 1 else "plain"
    if capitals >= 0.7 * len(words) and len(words) > 1:
        return "caps"
    common = common_words()
    ordinary = [word for word in words if word.lower() in common]
    initial = sum(word[0].isupper() for word in ordinary)
    return "title" if initial >= 0.75 * len(ordinary) and initial > 1 else "plain"


def _look_up(reading: Reading, line: Line, gazetteer: Gazetteer) -> None:
    words = reading.words[line.first : line.last]
    if line.style == "caps":
        words = [word.title() if len(word) > 3 and word.isupper() else word for word in words]
    for index, word in enumerate(words):
        match = gazetteer.match(words, index, len(words))
        if match is not None and word == "The" and match[1] == 2 and _goes_on(words, index + 2):
            match = None  # "The National Assembly" is not "The National"
        if len(word) > 2 and word.isupper() and "".join(words[index + 1 : index + 2]).isupper():
            match = _in_capitals(words, index, gazetteer) or match
        if match is None and len(word) > 3 and word.isupper():
            alone = gazetteer.single(word.title())
            if alone is not None and alone.strength != "context":
                match = (alone, 1)
        reading.known[line.first + index] = match


def _goes_on(words: list[str], index: int) -> bool:
    return index < len(words) and words[index][0].isupper()


def _in_capitals(words: list[str], index: int, gazetteer: Gazetteer) -> Match | None:
    """Return the known place of several words that stands in capitals: "NEW DELHI, Jan. 3"."""
    window = [word.title() if word.isupper() else word for word in words[index : index + 4]]
    match = gazetteer.match(window, 0, len(window))
    return match if match is not None and match[1] > 1 and match[0].kind == "GPE" else None


def _weigh_capitals(reading: Reading, line: Line) -> None:
    common = common_words()
    is_start = True
    for index in range(line.first, line.last):
        word = reading.words[index]
        reading.opens[index] = is_start
        if word[0].isupper():
            is_weak = is_start or line.style != "plain"
            reading.informs[index] = not is_weak or reading.lower[index] not in common
            is_start = False
        elif is_start and word in _CLOSERS:
            continue
        elif word[-1] in _ENDS or word in _OPENERS:
            is_start = word[-1] in _ENDS or is_start or word not in "([{—–-"
        else:
            is_start = False
