"""Calendar dates as news writes them, turned into ISO 8601 where there is no doubt."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTH_NUMBERS = {name: number for number, name in enumerate(_MONTHS, start=1)} | {
    name[:3]: number for number, name in enumerate(_MONTHS, start=1)
}
_MONTH_NUMBERS["sept"] = 9

_MONTH = r"(?P<month>" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}[-/.](?P<number>\d{{2}})[-/.](?P<day>\d{{2}})(?!\d)",
        rf"(?<![\w]){_MONTH}\s{{1,2}}{_DAY},?\s{{1,2}}{_YEAR}(?!\d)",
        rf"(?<!\d){_DAY}[\s-]{{1,2}}(?:of\s)?{_MONTH},?[\s-]{{1,2}}{_YEAR}(?!\d)",
        rf"(?<![\d.])(?P<day>\d{{1,2}})\.(?P<number>\d{{1,2}})\.{_YEAR}(?!\d)",
        rf"(?<![\d/])(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/{_YEAR}(?!\d)",
    )
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
DATE = re.compile("|".join(re.sub(r"\?P<\w+>", "?:", p.pattern) for p in _PATTERNS), re.IGNORECASE)


def _iso(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _value(match: re.Match[str]) -> str:
    parts = match.groupdict()
    year = int(parts["year"])
    if "first" in parts:  # 02/03/2026 is two dates on two sides of an ocean
        first, second = int(parts["first"]), int(parts["second"])
        if min(first, second) > 12 or (max(first, second) <= 12 and first != second):
            return ""
        return _iso(year, min(first, second), max(first, second))
    month = int(parts["number"]) if "number" in parts else _MONTH_NUMBERS[parts["month"].lower()]
    return _iso(year, month, int(parts["day"]))


def _values(text: str) -> Iterator[tuple[int, str]]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            value = _value(match)
            if value:
                yield match.start(), value


def first_date(text: str) -> str:
    """Return the first date in a text as ISO 8601, empty where there is none without doubt."""
    return min(_values(text), default=(0, ""))[1]


def date_in_file_name(name: str) -> str:
    """Return the date that a file name holds (``2026-02-27_talks.txt``, ``20260227.txt``)."""
    found = first_date(name.replace("_", " "))
    compact = _COMPACT.search(name)
    if found or compact is None:
        return found
    return _iso(*(int(part) for part in compact.groups()))
