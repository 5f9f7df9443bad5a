"""What Label Studio shows beside plain text: pages (HyperText) and dialogues (Paragraphs).

Their regions lie at a path into the page, or in a paragraph by its number, and there at an offset.
Here the running text is taken from the page or the dialogue, with each region's place in it. A path
is followed by its steps, never run as XPath.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.corpus.span import Span
from annotator.formats.labelled.offset_units import (
    ForeignSpan,
    Offsets,
    OffsetUnit,
    is_covered,
)

_STEP = re.compile(r"(text\(\)|[A-Za-z][\w:-]*)(?:\[(\d{1,6})\])?")
_UNITS: tuple[OffsetUnit, ...] = ("code points", "UTF-16 units")
_BLOCK_NAMES = (
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table td th tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_UNSEEN = frozenset(("script", "style", "head", "template"))
_MOST_DEEP = 200
_NAMES = ("author", "speaker", "name", "role")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the running text that the file has as one: a text node, or a paragraph.

    ``key`` is how regions name it, ``start`` where it begins in the running text, and ``before``
    how many characters of the page come before it.
    """

    key: str
    start: int
    text: str
    before: int


@dataclass(frozen=True, slots=True)
class Shown:
    """The running text of a page or a dialogue, and the stretches that it is made of."""

    text: str
    stretches: tuple[Stretch, ...]

    def span(self, value: Mapping[str, object]) -> ForeignSpan | None:
        """Return where a region lies, in code points of the text; None where it is nowhere.

        Of the ways in which its offsets can be counted the first is taken that gives the text that
        the region names; where none does, the first that lies in the text at all.
        """
        named = value.get("text")
        covered = named if isinstance(named, str) and named else None
        first: Span | None = None
        for found in self._spans(value):
            if covered is None or is_covered(self.text, found, covered):
                return ForeignSpan(found.start, found.end, covered)
            first = first or found
        return None if first is None else ForeignSpan(first.start, first.end, covered)

    def _spans(self, value: Mapping[str, object]) -> Iterator[Span]:
        ways = [(value.get("start"), value.get("end"), value)]
        for unit in _UNITS:
            for start, end, offsets in ways:
                first = self._in_stretch(start, offsets.get("startOffset"), unit)
                last = self._in_stretch(end, offsets.get("endOffset"), unit)
                if first is not None and last is not None and first < last:
                    yield Span(first, last)
        whole = value.get("globalOffsets")
        if isinstance(whole, dict):
            for unit in _UNITS:
                first = self._of_page(whole.get("start"), unit)
                last = self._of_page(whole.get("end"), unit, is_end=True)
                if first is not None and last is not None and first < last:
                    yield Span(first, last)

    def _in_stretch(self, key: object, offset: object, unit: OffsetUnit) -> int | None:
        if not isinstance(offset, int) or not isinstance(key, str | int):
            return None
        wanted = _plain(str(key))
        for each in self.stretches:
            if each.key == wanted:
                at = Offsets(each.text, unit).code_point(offset)
                return None if at is None else each.start + at
        return None

    def _of_page(self, offset: object, unit: OffsetUnit, *, is_end: bool = False) -> int | None:
        if not isinstance(offset, int):
            return None
        words = "".join(each.text for each in self.stretches)
        at = Offsets(words, unit).code_point(offset)
        if at is None:
            return None
        for each in self.stretches:
            inside = at - each.before
            if (inside > 0 if is_end else inside >= 0) and inside <= len(each.text):
                if not is_end and inside == len(each.text):
                    continue
                return each.start + inside
        return None


def shown(value: object, *, is_page: bool) -> Shown | None:
    """Return the running text of a field of a task; None where it is neither page nor dialogue."""
    if isinstance(value, list):
        return _dialogue(value)
    if is_page and isinstance(value, str):
        return _page(value)
    return None


def _dialogue(paragraphs: Sequence[object]) -> Shown | None:
    """Return a dialogue with a line for each paragraph, who speaks before it."""
    text, stretches, before = "", list[Stretch](), 0
    for number, each in enumerate(paragraphs):
        if not isinstance(each, dict):
            return None
        words = each.get("text")
        if not isinstance(words, str):
            said = [value for name, value in each.items() if name not in _NAMES]
            words = max((one for one in said if isinstance(one, str)), key=len, default="")
        speaker = next((each[name] for name in _NAMES if isinstance(each.get(name), str)), "")
        text += ("\n" if text else "") + (f"{speaker}: " if speaker else "")
        stretches.append(Stretch(str(number), len(text), words, before))
        before += len(words)
        text += words
    return Shown(text, tuple(stretches)) if text else None


def _page(markup: str) -> Shown | None:
    from lxml import etree, html

    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    whole = markup if "<body" in markup.lower() else f"<html><body>{markup}</body></html>"
    try:
        root = html.document_fromstring(whole, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    body = root.find("body")
    if body is None:
        return None
    walk = _Walk()
    walk.element(body, "", 0)
    return Shown("".join(walk.parts), tuple(walk.stretches)) if walk.stretches else None


class _Walk:
    """A walk through a page that notes every text node with its path."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.stretches: list[Stretch] = []
        self._length = self._before = 0

    def element(self, element: object, path: str, depth: int) -> None:
        """Note the texts of an element and of all in it; what lies too deep is left."""
        from lxml import etree

        if not isinstance(element, etree._Element) or depth > _MOST_DEEP:
            return
        counts: dict[str, int] = {}
        self._text(element.text, path, counts)
        for child in element:
            if isinstance(child.tag, str):
                counts[child.tag] = counts.get(child.tag, 0) + 1
                if child.tag not in _UNSEEN:
                    is_block = child.tag in _BLOCKS
                    self._line_end(is_block)
                    self.element(child, f"{path}/{child.tag}[{counts[child.tag]}]", depth + 1)
                    self._line_end(is_block)
            self._text(child.tail, path, counts)

    def _text(self, words: str | None, path: str, counts: dict[str, int]) -> None:
        if words:
            counts["text()"] = counts.get("text()", 0) + 1
            key = f"{path}/text()[{counts['text()']}]"
            self.stretches.append(Stretch(key, self._length, words, self._before))
            self._before += len(words)
            self._add(words)

    def _line_end(self, is_wanted: bool) -> None:
        if is_wanted and self.parts and not self.parts[-1].endswith("\n"):
            self._add("\n")

    def _add(self, words: str) -> None:
        self.parts.append(words)
        self._length += len(words)


def _plain(path: str) -> str:
    """Return a path with every step's number; that of a page's own frame is left out."""
    if "/" not in path:
        return path
    steps = [_STEP.fullmatch(each) for each in path.split("/") if each]
    names = [(step[1].lower(), step[2] or "1") for step in steps if step is not None]
    kept = [each for each in names if each[0] not in ("html", "body")]
    return "".join(f"/{name}[{number}]" for name, number in kept)
