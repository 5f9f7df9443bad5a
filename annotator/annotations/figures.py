"""Reading a number from its words: "at least 29 dead" is 29 or more, killed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from annotator.annotations.model import Figure
from annotator.corpus.span import Span

_BOUNDS = {
    "at_least": ("at least", "more than", "over", "no fewer than", "no less than", "minimum"),
    "at_most": ("at most", "up to", "fewer than", "less than", "under", "as many as"),
    "about": ("about", "around", "some", "nearly", "almost", "approximately", "roughly"),
}
_UNIT_WORDS = {
    "killed": ("kill", "dead", "death", "died", "die ", "fatalit", "martyr", "slain", "lives"),
    "injured": ("injur", "wound", "hurt"),
    "missing": ("missing", "unaccounted"),
    "casualties": ("casualt",),
}
_GROUPS = {
    "civilians": ("civilian", "women", "children", "villager", "resident"),
    "soldiers": ("soldier", "troop", "serviceme", "guard", "personnel"),
    "militants": ("militant", "fighter", "insurgent", "terrorist", "gunm"),
}
_UP_TO_TWENTY = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
)
_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBER_WORDS = {
    **{word: at for at, word in enumerate(_UP_TO_TWENTY)},
    **{word: ten * 10 for ten, word in enumerate(_TENS, start=3)},
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def read_figure(span: Span, text: str, units: Sequence[str]) -> Figure:
    """Return the figure that a span states, as far as its words and what follows tell.

    ``units`` are the codebook's; the first is taken where the words name none.
    """
    covered = span.covered(text).casefold()
    value = read_value(covered)
    around = f"{covered} {text[span.end : span.end + 60].casefold()}"
    before = text[max(span.start - 40, 0) : span.start].casefold()
    unit = _found(covered, _UNIT_WORDS) or _found(f"{around} {before}", _UNIT_WORDS)
    return Figure(
        span=span,
        value=value,
        bound=(_found(covered, _BOUNDS) or "exact") if value is not None else "unspecified",
        unit=unit if unit is not None and unit in units else (units[0] if units else "count"),
        group=_found(covered, _GROUPS) or "all",
    )


def read_value(words: str) -> float | int | None:
    """Return the first number in some words, in digits or English; None where there is none."""
    words = words.casefold()
    match = _DIGITS.search(words)
    if match is not None:
        number = _number(match.group())
        scale = _SCALES.get(next(iter(re.findall(r"\w+", words[match.end() :])), ""), 1)
        return number * scale
    total, seen = 0, False
    for word in re.findall(r"[a-z]+", words):
        if word in _NUMBER_WORDS:
            total, seen = total + _NUMBER_WORDS[word], True
        elif seen and word in _SCALES:
            total *= _SCALES[word]
        elif seen and word != "and":
            break
    return total if seen else None


def _number(digits: str) -> float | int:
    if re.fullmatch(r"\d{1,3}(,\d{3})+", digits):
        return int(digits.replace(",", ""))
    try:
        return int(digits)
    except ValueError:
        whole = digits.replace(",", "") if digits.count(".") == 1 else digits
    try:
        return float(whole)
    except ValueError:
        return int(re.sub(r"\D", "", digits))


def _found(words: str, table: Mapping[str, tuple[str, ...]]) -> str | None:
    for name, stems in table.items():
        if any(re.search(rf"\b{re.escape(stem)}", words) for stem in stems):
            return name
    return None
