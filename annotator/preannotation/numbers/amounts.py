"""Amounts in words and digits, and how exactly they are meant: "at least 29", "two dozen"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
_SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}
_BOUNDS = {
    "at_least": (
        *("at least", "more than", "over", "well over", "no fewer than", "no less than"),
        *("not less than", "a minimum of", "minimum", "upwards of", "just over", "above"),
    ),
    "at_most": (
        *("at most", "up to", "fewer than", "less than", "under", "as many as", "no more than"),
        *("just under", "a maximum of", "not more than", "below"),
    ),
    "about": (
        *("about", "around", "some", "nearly", "almost", "approximately", "roughly"),
        *("close to", "an estimated", "estimated"),
    ),
}
_BOUND_OF = {tuple(words.split()): bound for bound, many in _BOUNDS.items() for words in many}
_MANY_OF = frozenset({"dozens", "scores", "hundreds", "thousands", "tens", "millions"})
_MANY = _MANY_OF | {"several", "numerous", "many", "multiple", "countless", "few"}
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_RANGE_MARKS = frozenset("-–—")
_MAX_DIGITS = 15  # more is a telephone number or a link, and floats lose them


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount over the words ``[first, last)``; no ``value`` where only many are spoken of."""

    first: int
    last: int
    value: float | int | None
    bound: str


def read_value(words: str) -> float | int | None:
    """Return the first number in some words, in digits or English; None where there is none."""
    words = words.casefold()
    match = _DIGITS.search(words)
    if match is not None:
        following = next(iter(re.findall(r"[^\W\d_]+", words[match.end() : match.end() + 20])), "")
        return _number(match.group()) * _SCALES.get(following, 1)
    listed = re.findall(r"[^\W\d_]+", words)
    begin = next((at for at, word in enumerate(listed) if word in _NUMBER_WORDS), None)
    scaled = next((at for at, word in enumerate(listed) if word in _SCALES), None)
    if scaled is not None and (begin is None or scaled < begin):
        return _SCALES[listed[scaled]] / 2 if "half" in listed[:scaled] else _SCALES[listed[scaled]]
    return None if begin is None else _spelt(listed[begin:])


def read_bound(words: str) -> str | None:
    """Return how exactly a number is meant by the words with it; None where they do not tell."""
    listed = tuple(re.findall(r"[^\W\d_]+", words.casefold()))
    for length in (3, 2, 1):
        for at in range(len(listed) - length + 1):
            if listed[at : at + length] in _BOUND_OF:
                return _BOUND_OF[listed[at : at + length]]
    return None


def amount_at(lower: Sequence[str], index: int, end: int) -> Amount | None:
    """Return the amount that begins at a word, with the words of its bound.

    ``lower`` are words and punctuation marks in small letters.
    """
    bound, start = "exact", index
    for length in (3, 2, 1):
        found = _BOUND_OF.get(tuple(lower[index : index + length]))
        if found is not None and index + length < end:
            bound, start = found, index + length
            break
    if lower[start : start + 3] == ["a", "total", "of"]:
        start += 3
    is_between = lower[start] == "between"
    start += is_between
    last = _number_end(lower, start, min(end, start + 12))
    if last == start:
        return None if is_between else _many_at(lower, index, start, end)
    value = read_value(" ".join(lower[start:last]))
    links = ("and",) if is_between else ("to", "or")
    beyond, bound = _beyond(lower, last, end, bound, links)
    return None if is_between and beyond == last else Amount(index, beyond, value, bound)


def _many_at(lower: Sequence[str], index: int, start: int, end: int) -> Amount | None:
    if start >= end:
        return None
    if lower[start] == "no" and start == index:
        return Amount(index, start + 1, 0, "exact")
    if lower[start] in ("unknown", "undetermined", "unspecified") or (
        lower[start] == "an" and lower[start + 1 : start + 2] == ["unknown"]
    ):
        number = start + (lower[start] == "an") + 1
        if lower[number : number + 2] == ["number", "of"]:
            return Amount(index, number + 2, None, "unspecified")
    begin = start + (lower[start] == "a" and lower[start + 1 : start + 2] == ["few"])
    if begin >= end or lower[begin] not in _MANY:
        return None
    last = begin + 1
    while last + 1 < end and lower[last] == "of" and lower[last + 1] in _MANY_OF:
        last += 2
    is_of = lower[last - 1] in _MANY_OF and last + 1 < end and lower[last] == "of"
    return Amount(index, last + is_of, None, "unspecified")


def _beyond(
    lower: Sequence[str], last: int, end: int, bound: str, links: tuple[str, ...]
) -> tuple[int, str]:
    """Return where an amount ends that goes on as a range or with "or more"."""
    if lower[last : last + 1] == ["+"]:
        return last + 1, "at_least"
    if lower[last : last + 2] == ["or", "more"]:
        return last + 2, "at_least"
    if last + 1 < end and (lower[last] in _RANGE_MARKS or lower[last] in links):
        upper = _number_end(lower, last + 1, min(end, last + 12))
        if upper > last + 1:
            return upper, "about" if bound == "exact" else bound
    return last, bound


def _number_end(lower: Sequence[str], start: int, end: int) -> int:
    """Return the end of the number that begins at ``start``, or ``start`` where none does."""
    if start >= end:
        return start
    if lower[start][0].isdecimal():
        is_scaled = start + 1 < end and lower[start + 1] in _SCALES
        return start + 1 + is_scaled
    for opening in (["half", "a"], ["a"]):
        at = start + len(opening)
        if lower[start:at] == opening and at < end and lower[at] in _SCALES:
            return at + 1
    at, previous = start, ""
    while at < end:
        word = lower[at]
        is_link = word == "and" and previous in _SCALES and at + 1 < end
        if is_link and _is_number(lower[at + 1]) and previous != "dozen":
            at += 1
            continue
        if not (_follows(previous, word) if previous else _is_number(word)):
            break
        previous = word
        at += 1
    return at


def _is_number(word: str) -> bool:
    parts = word.split("-")
    return all(part in _NUMBER_WORDS for part in parts) and len(parts) <= 2


def _follows(previous: str, word: str) -> bool:
    """Tell whether a number goes on with a word: a scale, or smaller numbers after one."""
    if word in _SCALES:
        return True
    is_after_ten = previous in (*_TENS, "twenty") and 0 < _NUMBER_WORDS.get(word, 0) < 10
    return _is_number(word) and (previous in _SCALES or is_after_ten)


def _spelt(listed: Sequence[str]) -> int:
    total = part = 0
    for word in listed:
        if word in _NUMBER_WORDS:
            part += _NUMBER_WORDS[word]
        elif word in ("dozen", "hundred"):
            part *= _SCALES[word]
        elif word in _SCALES:
            total, part = total + part * _SCALES[word], 0
        elif word != "and":
            break
    return total + part


def _number(digits: str) -> float | int:
    if re.fullmatch(r"\d{1,3}(,\d{3})+", digits):
        return int(digits.replace(",", "")[:_MAX_DIGITS])
    whole = digits.replace(",", "") if digits.count(".") == 1 else digits
    if re.fullmatch(r"\d+\.\d+", whole):
        return float(whole[:_MAX_DIGITS])
    return int(re.sub(r"\D", "", digits)[:_MAX_DIGITS])
