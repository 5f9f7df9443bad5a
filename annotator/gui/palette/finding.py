"""Which entries of the palette fit what is typed, likeliest first. Knows no Qt."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import accumulate

from annotator.gui.widgets.matching import Choice, folded

MOST = 60
_PART = 3  # letters typed that may stand inside a word; fewer have to begin one
_MARKS = str.maketrans(dict.fromkeys("-–_/.,:;()[]'\"“”‘’›…", " "))


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to find: what is shown of it, what more it is found by, and what it does.

    ``place`` decides among equally good ones of different sorts: lower comes first.
    """

    choice: Choice
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    place: int = 0
    label: str = field(init=False)
    words: tuple[str, ...] = field(init=False)
    others: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        choice = self.choice
        object.__setattr__(self, "label", _plain(choice.label))
        object.__setattr__(self, "words", tuple(_plain(choice.label).split()))
        more = f"{choice.detail} {choice.group} {choice.also}"
        object.__setattr__(self, "others", tuple(_plain(more).split()))


def find(
    entries: Iterable[Entry], typed: str, picks: Mapping[str, int], *, most: int = MOST
) -> list[Entry]:
    """Return the entries that fit, at most ``most``.

    First comes the one whose key was typed, then those with the words at the beginning, then with
    words that begin so, then by place in the menus and other words for it, then by a longer
    part of a word, last by the first letters of its words ("nm": next mention). Among equals, what
    is possible now goes before what is not, what was taken more often before the rest.
    """
    wanted = _plain(typed).split()
    ranked = [
        (rank, bool(each.choice.why_not), each.place, -picks.get(each.choice.id, 0), at, each)
        for at, each in enumerate(entries)
        for rank in [_rank(each, wanted, typed.strip())]
        if rank is not None
    ]
    if not wanted and not typed.strip():
        ranked = [(0, why, 0, count, at, each) for _, why, _, count, at, each in ranked]
    return [each for *_, each in sorted(ranked, key=lambda row: row[:-1])[:most]]


def _rank(entry: Entry, wanted: Sequence[str], typed: str) -> int | None:
    if typed and typed in entry.keys:
        return 0
    if not wanted:
        return None if typed else 1
    if entry.label.startswith(" ".join(wanted)):
        return 1
    if all(any(word.startswith(each) for word in entry.words) for each in wanted):
        return 2
    everything = (*entry.words, *entry.others)
    if all(any(word.startswith(each) for word in everything) for each in wanted):
        return 3
    if all(any(_is_in(each, word) for word in everything) for each in wanted):
        return 4
    return 5 if _are_initials("".join(wanted), entry.words) else None


def _is_in(typed: str, word: str) -> bool:
    return word.startswith(typed) or (len(typed) >= _PART and typed in word)


def _are_initials(letters: str, words: Sequence[str]) -> bool:
    return len(letters) > 1 and "".join(word[0] for word in words).startswith(letters)


def _plain(text: str) -> str:
    return " ".join(folded(text).translate(_MARKS).split())


class Titles:
    """The titles of a queue, also of a hundred thousand articles, folded once into one string."""

    def __init__(self) -> None:
        self._of: tuple[object, int] = (None, -1)
        self._all = ""
        self._starts: list[int] = []

    def find(self, titles: Sequence[str], of: object, typed: str, *, most: int = 20) -> list[int]:
        """Return the places of the titles that fit; ``of`` tells one list from another.

        Those in which each typed word begins a word go before the rest.
        """
        wanted = folded(typed).split()
        if not wanted:
            return []
        if self._of != (of, len(titles)):
            self._of = (of, len(titles))
            self._take_in(titles)
        begun = self._places([f" {each}" for each in wanted], most, frozenset())
        return [*begun, *self._places(wanted, most - len(begun), frozenset(begun))]

    def _take_in(self, titles: Sequence[str]) -> None:
        lines = [f" {folded(each)}\n" for each in titles]
        self._all = "".join(lines)
        self._starts = [0, *accumulate(map(len, lines))]

    def _places(self, parts: Sequence[str], most: int, known: Set[int]) -> list[int]:
        """Return the first lines that hold all parts; looked up by the rarest of them."""
        rarest = parts[0] if len(parts) == 1 else min(parts, key=self._all.count)
        found: list[int] = []
        at = self._all.find(rarest)
        while at >= 0 and len(found) < most:
            line = bisect_right(self._starts, at) - 1
            start, end = self._starts[line], self._starts[line + 1]
            if line not in known and all(self._all.find(e, start, end) >= 0 for e in parts):
                found.append(line)
            at = self._all.find(rarest, end)
        return found


def read_picks(text: str) -> dict[str, int]:
    """Read how often what was taken; whatever is damaged counts as nothing."""
    try:
        stored = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(stored, dict):
        return {}
    return {k: v for k, v in stored.items() if isinstance(v, int) and v > 0}


def written_picks(picks: Mapping[str, int], *, most: int = 200) -> str:
    """Write how often what was taken, of the most frequent ones."""
    kept = sorted(picks.items(), key=lambda pair: -pair[1])[:most]
    return json.dumps(dict(kept))
