"""Whose people a casualty figure counts, as far as the name of a country or people tells it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from annotator import paths
from annotator.preannotation.names.lexicon import words

_Names = dict[str, list[tuple[tuple[str, ...], str]]]
_SAYING = words("said says say told claimed claims reported reports stated announced confirmed")


@lru_cache(maxsize=1)
def _names() -> _Names:
    """Return the names of countries, their places and peoples, by first word, longest first."""
    table = (paths.resources() / "gazetteers" / "names.tsv").read_text(encoding="utf-8")
    found: _Names = {}
    for line in table.splitlines():
        strength, kind, country, names = line.split("\t")
        if strength != "strong" or kind not in ("GPE", "NORP") or not country:
            continue
        for name in names.split("|"):
            parts = tuple(name.split())
            found.setdefault(parts[0], []).append((parts, country))
    for same in found.values():
        same.sort(key=lambda each: -len(each[0]))
    return found


def country_at(listed: Sequence[str], index: int) -> str | None:
    """Return the country (ISO 3166 alpha-3) whose name or people's name begins at a word."""
    for parts, country in _names().get(listed[index].removesuffix("'s"), ()):
        named = listed[index : index + len(parts)]
        if tuple(each.removesuffix("'s") for each in named) == parts:
            return country
    return None


def country_in(listed: Sequence[str], first: int, last: int) -> str | None:
    """Return the first country that is named in the words ``[first, last)``."""
    for index in range(max(first, 0), min(last, len(listed))):
        country = country_at(listed, index)
        if country is not None:
            return country
    return None


def place_after(listed: Sequence[str], lower: Sequence[str], index: int) -> str | None:
    """Return the country of "in Kabul province" or "both" for "on both sides", right after."""
    if lower[index : index + 3] in (["on", "both", "sides"], ["from", "both", "sides"]):
        return "both"
    index += lower[index : index + 2] in ([",", "in"], [",", "across"])
    if index >= len(lower) or lower[index] not in ("in", "inside", "from", "across"):
        return None
    for at in range(index + 1, min(index + 5, len(lower))):
        country = country_at(listed, at)
        if country is not None:
            return country
        if not (listed[at][0].isalpha()) or lower[at] in ("and", "or", "with", "after", "when"):
            return None
    return None


def speaker_before(listed: Sequence[str], lower: Sequence[str], index: int) -> str | None:
    """Return whose "its soldiers" are: the country that speaks, or the one named last before."""
    named: str | None = None
    for at in range(max(0, index - 60), index):
        country = country_at(listed, at)
        if country is not None:
            named = country
        if lower[at] in _SAYING and named is not None:
            return named
    return named
