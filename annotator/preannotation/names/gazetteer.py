"""Names that are known beforehand, found by a dictionary on their first word, longest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from annotator import paths

Strength = Literal["strong", "city", "context"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A known name.

    ``strength``: ``strong`` holds wherever it stands, ``city`` where it stands alone, ``context``
    only beside other evidence.
    """

    kind: str
    strength: Strength
    country: str | None


Match = tuple[Entry, int]


class Gazetteer:
    """All known names by their first word."""

    def __init__(self) -> None:
        self._single: dict[str, Entry] = {}
        self._longer: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}

    def add(self, words: Sequence[str], entry: Entry) -> None:
        """Add a name; the first one of a spelling stays."""
        if len(words) == 1:
            self._single.setdefault(words[0], entry)
        elif words:
            rest = tuple(words[1:])
            self._longer.setdefault(words[0], []).append((rest, entry))

    def seal(self) -> None:
        """Put the longest names first; to be called once, after the last :meth:`add`."""
        for names in self._longer.values():
            names.sort(key=lambda name: -len(name[0]))

    def single(self, word: str) -> Entry | None:
        """Return the name that consists of that word alone."""
        return self._single.get(word)

    def beside(self, own: Gazetteer) -> Gazetteer:
        """Return these names and others together; both stay as they are."""
        return Beside(self, own)

    def match(self, words: Sequence[str], start: int, end: int) -> Match | None:
        """Return the longest name that begins at ``start``, and how many words it has."""
        first = words[start]
        for rest, entry in self._longer.get(first, ()):
            length = len(rest) + 1
            if start + length <= end and tuple(words[start + 1 : start + length]) == rest:
                return entry, length
        alone = self._single.get(first)
        return None if alone is None else (alone, 1)


class Beside(Gazetteer):
    """Shipped names with a project's own."""

    def __init__(self, shipped: Gazetteer, own: Gazetteer) -> None:
        super().__init__()
        self._shipped, self._own = shipped, own

    def single(self, word: str) -> Entry | None:
        """Return the name that consists of that word alone."""
        return self._shipped.single(word) or self._own.single(word)

    def match(self, words: Sequence[str], start: int, end: int) -> Match | None:
        """Return the longest name that begins at ``start``; a shipped one before an own."""
        shipped = self._shipped.match(words, start, end)
        own = self._own.match(words, start, end)
        if own is None or (shipped is not None and not _is_better(own, shipped)):
            return shipped
        return own


def _is_better(own: Match, shipped: Match) -> bool:
    """Tell whether an own name says more: it is longer, or the shipped one is not sure."""
    return own[1] > shipped[1] or (own[1] == shipped[1] and shipped[0].strength != "strong")


def load(tokenize: Callable[[str], list[str]]) -> Gazetteer:
    """Read the shipped names, cut into words the same way as the texts will be."""
    gazetteer = Gazetteer()
    table = (paths.resources() / "gazetteers" / "names.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        strength, kind, country, names = line.split("\t")
        entry = Entry(kind, cast(Strength, strength), country or None)
        for name in names.split("|"):
            is_plain = name.replace(" ", "").isalpha()
            words = name.split() if is_plain else tokenize(name.replace("’", "'"))
            gazetteer.add(words, entry)
    gazetteer.seal()
    return gazetteer


def _lines(name: str) -> frozenset[str]:
    return frozenset(
        (paths.resources() / "gazetteers" / name).read_text(encoding="utf-8").splitlines()
    )


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Return words, in small letters, that are ordinary words far more often than names."""
    return _lines("common_words.txt")


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """Return given names, with their capital."""
    return _lines("first_names.txt")


@lru_cache(maxsize=1)
def alpha2() -> dict[str, str]:
    """Return ISO 3166 alpha-3 country codes with their alpha-2 codes."""
    table = (paths.resources() / "gazetteers" / "country_codes.tsv").read_text(encoding="utf-8")
    return dict(cast("tuple[str, str]", tuple(line.split("\t"))) for line in table.splitlines())
