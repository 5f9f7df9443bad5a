"""Lines as they were printed become paragraphs; what stands on every page is marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import quantiles

_AT_EDGE = 2  # lines at the top and at the bottom of a page that may be headers and footers
_FEWEST_PAGES = 3
_FULL = 0.8  # of the width of long lines; a shorter one may end a paragraph
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page |p\. ?|seite |- ?)?\d{1,4}(?: ?(?:of|/|von) ?\d{1,4})?(?: ?-)?")
_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_BULLET = re.compile(r"(?:[•●▪–—*-]|\(?\d{1,2}[.)])\s")
_PARTED = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


@dataclass(slots=True)
class Printed:
    """Text in paragraphs; ``furniture`` are the spans of headers, footers and page numbers."""

    text: str = ""
    furniture: tuple[tuple[int, int], ...] = ()
    joined: int = 0


@dataclass(slots=True)
class _Lines:
    """Puts paragraphs together; what is furniture waits until the paragraph ends."""

    words: frozenset[str]
    width: float
    done: list[tuple[str, bool]] = field(default_factory=list)
    open: str = ""
    waiting: list[str] = field(default_factory=list)
    joined: int = 0

    def end(self) -> None:
        """End the paragraph."""
        if self.open:
            self.done.append((self.open, False))
        self.done += [(each, True) for each in self.waiting]
        self.open, self.waiting = "", []

    def set_aside(self, line: str) -> None:
        """Add furniture: where a paragraph runs over it, behind that."""
        self.waiting.append(line)
        if not self.open:
            self.end()

    def add(self, line: str) -> None:
        """Add a line to the paragraph; end that first where the line begins another."""
        if self.open and _BULLET.match(line):
            self.end()
        self.open = self._with(line) if self.open else line
        if len(line) < _FULL * self.width and (_ENDS.search(line) or len(line) < self.width / 2):
            self.end()

    def _with(self, line: str) -> str:
        parted = _PARTED.search(self.open)
        follows = _WORD.match(line)
        if parted is None or follows is None or not line[0].islower():
            return f"{self.open} {line}"
        hyphenated = f"{parted[1]}-{follows[0]}".casefold()
        if hyphenated in self.words and (parted[1] + follows[0]).casefold() not in self.words:
            return self.open + line
        self.joined += 1
        return self.open[:-1] + line


def reflowed(pages: Sequence[Sequence[str]]) -> Printed:
    """Return the lines of all pages as paragraphs, in the order of the pages.

    A line that stands at the same edge of at least half of the pages, figures aside, is furniture:
    it is kept, behind the paragraph that runs over it.
    """
    cleaned = [[" ".join(line.split()) for line in page] for page in pages]
    repeated = _repeated(cleaned)
    lengths = [len(line) for page in cleaned for line in page if line]
    width = quantiles(lengths, n=10)[7] if len(lengths) > 1 else 0.0
    words = frozenset(
        word.casefold().replace("\u2010", "-")
        for page in cleaned
        for line in page
        for word in _WORD.findall(line)
    )
    lines = _Lines(words, width)
    for page in cleaned:
        edges = set(_edges(page))
        for at, line in enumerate(page):
            if at in edges and _is_furniture(line, repeated):
                lines.set_aside(line)
            elif line:
                lines.add(line)
            elif lines.open:
                lines.end()
    lines.end()
    return _put_together(lines)


def _put_together(lines: _Lines) -> Printed:
    furniture: list[tuple[int, int]] = []
    parts: list[str] = []
    at = 0
    for line, is_furniture in lines.done:
        if is_furniture:
            furniture.append((at, at + len(line)))
        parts.append(line)
        at += len(line) + 2
    return Printed("\n\n".join(parts), tuple(furniture), lines.joined)


def _edges(page: Sequence[str]) -> Iterator[int]:
    filled = [at for at, line in enumerate(page) if line]
    yield from filled[:_AT_EDGE]
    yield from filled[-_AT_EDGE:]


def _folded(line: str) -> str:
    return _NUMBER.sub("#", line.casefold())


def _repeated(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    if len(pages) < _FEWEST_PAGES:
        return frozenset()
    counts = Counter(line for page in pages for line in {_folded(page[at]) for at in _edges(page)})
    return frozenset(line for line, count in counts.items() if 2 * count >= len(pages))


def _is_furniture(line: str, repeated: frozenset[str]) -> bool:
    return _folded(line) in repeated or _PAGE_NUMBER.fullmatch(line.casefold()) is not None
