"""Loads the invented news texts in ``unseen/`` with what a careful reader marked in them.

How a file is written is told in ``unseen/README.md``. Whatever does not fit the text fails with
the file's name and the words in question: words that are not there or are there several times,
a kind or a zone that nobody knows, a quotation without quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.annotations.validation import FIGURE_BOUNDS
from annotator.corpus.span import Span

ZONES = {
    "H": "headline",
    "S": "subheading",
    "B": "body",
    "M": "metadata",
    "R": "related_link",
    "X": "boilerplate",
}
NAMES = "PERSON NORP FAC ORG GPE LOC PRODUCT EVENT WORK_OF_ART LAW LANGUAGE"
AMOUNTS = "DATE TIME PERCENT MONEY QUANTITY ORDINAL CARDINAL"
NOT_JUDGED = "X"
KINDS = frozenset([*NAMES.split(), *AMOUNTS.split(), NOT_JUDGED])
UNITS = ("killed", "injured", "missing", "casualties")
PARTS = ("quotes", "statements", "figures")
ZONE_MARK = re.compile(r"([HSBMRX](?:/[HSBMRX])*)(?::([a-z]{2,3}))?\|")
INNER_MARK = re.compile(r"<<([HSBMRX])>>")
ENTITY_MARK = re.compile(r"\[\[(.+?)\|([A-Z_/]+)\]\]")
OPENING = "\"'“‘«„"
CLOSING = "\"'”’»“"


class GoldError(Exception):
    """A gold file says something that its text does not bear out."""


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A name, date or number; any of ``kinds`` is right, ``X`` leaves it unjudged."""

    span: Span
    kinds: tuple[str, ...]

    @property
    def is_judged(self) -> bool:
        return NOT_JUDGED not in self.kinds


@dataclass(frozen=True, slots=True)
class GoldZone:
    """A line or a part of one; any of ``kinds`` is right."""

    span: Span
    kinds: tuple[str, ...]
    lang: str


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """Words in quotation marks, with the marks; ``speakers`` empty where nobody says them."""

    span: Span
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """Who says what; no ``holders`` where the author speaks.

    Where readers may differ about whether it is a statement at all, it is not ``wanted``.
    """

    holders: tuple[str, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    claim_types: tuple[str, ...]
    is_wanted: bool = True


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """How many were killed, injured or missed; ``side`` empty where the text names none."""

    span: Span
    value: int | None
    bound: str
    unit: str
    side: str


@dataclass(frozen=True, slots=True)
class UnseenText:
    """One text without any marks, and the gold for it, each list in the order of the text."""

    name: str
    text: str
    entities: tuple[GoldEntity, ...]
    zones: tuple[GoldZone, ...]
    quotes: tuple[GoldQuote, ...]
    statements: tuple[GoldStatement, ...]
    figures: tuple[GoldFigure, ...]


def load(folder: Path) -> list[UnseenText]:
    """Read all texts of a folder, none if it is empty; raises GoldError for a mark that is off."""
    paths = sorted(folder.glob("*.txt"))
    return [parse(path.read_text(encoding="utf-8"), path.name) for path in paths]


def parse(written: str, name: str) -> UnseenText:
    """Read one file: the marked text, a line of ``---``, the gold in words."""
    marked, parted, listed = written.partition("\n---\n")
    if not parted:
        raise GoldError(f"{name}: no line of --- between text and gold")
    try:
        text, entities, zones = _unmarked(marked)
        quotes, statements, figures = _listed(listed)
        words = Words(text)
        return UnseenText(
            name,
            text,
            tuple(entities),
            tuple(zones),
            tuple(_quote(each, words) for each in quotes),
            tuple(_statement(each, words) for each in statements),
            tuple(_figure(each, words) for each in figures),
        )
    except GoldError as error:
        raise GoldError(f"{name}: {error}") from error


def _unmarked(marked: str) -> tuple[str, list[GoldEntity], list[GoldZone]]:
    text = ""
    entities: list[GoldEntity] = []
    zones: list[GoldZone] = []
    for line in marked.split("\n"):
        text += "\n" if text else ""
        for kinds, lang, piece in _pieces(line):
            start = len(text)
            text = _without_entity_marks(piece, text, entities)
            if text[start:].strip():
                zones.append(GoldZone(_trimmed(start, text), kinds, lang))
    if "[[" in text or "]]" in text or "<<" in text:
        raise GoldError("a mark is left in the text")
    return text, entities, zones


def _pieces(line: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    mark = ZONE_MARK.match(line)
    kinds: tuple[str, ...] = ("body",)
    lang = "en"
    if mark:
        kinds = tuple(ZONES[each] for each in mark[1].split("/"))
        lang, line = mark[2] or "en", line[mark.end() :]
    first, *others = INNER_MARK.split(line)
    yield kinds, lang, first
    for kind, piece in zip(others[::2], others[1::2], strict=True):
        yield (ZONES[kind],), "en", piece


def _without_entity_marks(piece: str, text: str, entities: list[GoldEntity]) -> str:
    done = 0
    for mark in ENTITY_MARK.finditer(piece):
        text += piece[done : mark.start()]
        kinds = tuple(mark[2].split("/"))
        if not set(kinds) <= KINDS:
            raise GoldError(f"no such kind: {mark[0]}")
        entities.append(GoldEntity(Span(len(text), len(text) + len(mark[1])), kinds))
        text += mark[1]
        done = mark.end()
    return text + piece[done:]


def _trimmed(start: int, text: str) -> Span:
    covered = text[start:]
    return Span(len(text) - len(covered.lstrip()), start + len(covered.rstrip()))


def _listed(listed: str) -> tuple[list[str], list[str], list[str]]:
    found: dict[str, list[str]] = {part: [] for part in PARTS}
    part = ""
    for line in filter(None, listed.split("\n")):
        if line in found:
            part = line
        elif not part:
            raise GoldError(f"stands in no part: {line}")
        else:
            found[part].append(line)
    return found["quotes"], found["statements"], found["figures"]


class Words:
    """Finds quoted words of a gold file in its text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def only(self, words: str) -> Span:
        """Return the one place of the words, or that of the ``#n``-th occurrence."""
        places, number = self._places(words)
        if number is None and len(places) > 1:
            raise GoldError(f"stands there {len(places)} times: {words}")
        return places[(number or 1) - 1]

    def nearest(self, words: str, content: Sequence[Span]) -> Span:
        """Return the place in the paragraph of ``content`` that is nearest to it, not in it."""
        places, number = self._places(words)
        if number is not None:
            return places[number - 1]
        start = self._text.rfind("\n", 0, content[0].start) + 1
        end = self._text.find("\n", content[-1].end)
        paragraph = Span(start, end if end >= 0 else len(self._text))
        free = [
            each
            for each in places
            if paragraph.contains(each) and not any(span.overlaps(each) for span in content)
        ]
        away = sorted(
            (min(abs(each.start - part.end), abs(part.start - each.end)), each)
            for each in free
            for part in content
        )
        if not away:
            raise GoldError(f"not in the paragraph of what is said: {words}")
        return away[0][1]

    def _places(self, words: str) -> tuple[list[Span], int | None]:
        words, _, number = words.partition("#")
        first, gap, last = words.strip().partition(" ~~ ")
        start = _whole(first)
        pattern = f"{start}[^\n]*?{_whole(last)}" if gap else start
        places = [Span(*each.span()) for each in re.finditer(pattern, self._text)]
        if not places or int(number or 0) > len(places):
            raise GoldError(f"not in the text: {words}")
        return places, int(number) if number else None


def _whole(words: str) -> str:
    left = r"(?<!\w)" if words[0].isalnum() else ""
    right = r"(?!\w)" if words[-1].isalnum() else ""
    return left + re.escape(words) + right


def _fields(line: str, count: int) -> list[str]:
    fields = line.split(" = ", count - 1)
    if len(fields) != count:
        raise GoldError(f"needs {count} fields: {line}")
    return [each.strip() for each in fields]


def _names(written: str) -> tuple[str, ...]:
    return () if written in ("-", "author") else tuple(written.split(" / "))


def _quote(line: str, words: Words) -> GoldQuote:
    speaker, quoted = _fields(line, 2)
    if quoted[0] not in OPENING:
        raise GoldError(f"no quotation mark: {quoted}")
    return GoldQuote(words.only(quoted), _names(speaker))


def _statement(line: str, words: Words) -> GoldStatement:
    types, holder, said = _fields(line, 3)
    try:
        source, cue, content = said.split(" | ")
    except ValueError:
        raise GoldError(f"needs source, cue and content: {line}") from None
    places = tuple(words.only(each) for each in content.split(" + "))
    if list(places) != sorted(places):
        raise GoldError(f"parts out of order: {line}")
    near = [
        tuple(words.nearest(each, places) for each in written.split(" + ") if written != "-")
        for written in (source, cue)
    ]
    names, kinds = _names(holder), tuple(types.removeprefix("?").split(","))
    return GoldStatement(names, near[0], near[1], places, kinds, not types.startswith("?"))


def _figure(line: str, words: Words) -> GoldFigure:
    facts, place = _fields(line, 2)
    value, bound, unit, side = facts.split(" ", 3)
    if bound not in FIGURE_BOUNDS or unit not in UNITS:
        raise GoldError(f"no such bound or unit: {line}")
    number = None if value == "-" else int(value)
    return GoldFigure(words.only(place), number, bound, unit, "" if side == "-" else side)
