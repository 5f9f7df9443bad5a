"""Checks of single fields, each of which reports problems and never stops at the first one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from annotator.codebook import vocabulary
from annotator.codebook.problem import Problem
from annotator.codebook.tree import Entry, Listing, Scalar, Table

MAX_LABEL = 200
MAX_PROSE = 4000


@dataclass(slots=True)
class Report:
    """Collects problems while a tree is walked."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, place: Entry, message: str) -> None:
        """Note a problem at the place where an entry begins."""
        self.problems.append(Problem(place.line, place.column, message))


Check = Callable[[Entry, str, Report], None]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record: how it is checked and whether it must be there."""

    check: Check
    required: bool = False


def suggestion(word: str, known: Collection[str]) -> str:
    """Return ``"; did you mean "..."?"``, or the choice where nothing is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    if near:
        return f'; did you mean "{near[0]}"?'
    if 0 < len(known) <= 12:
        return f"; choose among: {', '.join(known)}"
    return ""


def record(entry: Entry, what: str, fields: Mapping[str, Field], report: Report) -> Table | None:
    """Check one table of named fields; returns it where it is a table at all."""
    if not isinstance(entry, Table):
        report.add(entry, f"{what} must be a table of fields (name: value)")
        return None
    seen: set[str] = set()
    for key, value in entry.fields:
        if key.text in seen:
            report.add(key, f'"{key.text}" stands twice in {what}; keep one')
        elif key.text not in fields:
            report.add(key, f'{what} has no field "{key.text}"{suggestion(key.text, fields)}')
        elif not (isinstance(value, Scalar) and value.is_empty):
            fields[key.text].check(value, f'"{key.text}" of {what}', report)
        seen.add(key.text)
    for name, each in fields.items():
        if each.required and entry.get(name) is None:
            report.add(entry, f'{what} lacks "{name}"; add it')
    return entry


def items(entry: Entry | None, what: str, report: Report) -> Iterator[Entry]:
    """Yield the items of a list; a missing list has none."""
    if isinstance(entry, Listing):
        yield from entry.items
    elif entry is not None:
        report.add(entry, f"{what} must be a list (one line each, beginning with a dash)")


def text(limit: int) -> Check:
    """Return a check for words of at most ``limit`` characters."""

    def check(entry: Entry, what: str, report: Report) -> None:
        if not isinstance(entry, Scalar):
            report.add(entry, f"{what} must be words; put them in quotation marks")
        elif len(entry.text) > limit:
            report.add(entry, f"{what} is longer than {limit} characters; shorten it")
        elif not entry.text.strip():
            report.add(entry, f"{what} is empty; write it or take the line out")

    return check


def pattern(expression: re.Pattern[str], meaning: str) -> Check:
    """Return a check for a word that matches wholly; ``meaning`` completes "must be ..."."""

    def check(entry: Entry, what: str, report: Report) -> None:
        if not isinstance(entry, Scalar) or not expression.fullmatch(entry.text):
            shown = f' "{entry.text}"' if isinstance(entry, Scalar) else ""
            report.add(entry, f"{what}{shown} must be {meaning}")

    return check


def choice(known: Collection[str]) -> Check:
    """Return a check for one of several known words."""

    def check(entry: Entry, what: str, report: Report) -> None:
        if not isinstance(entry, Scalar):
            report.add(entry, f"{what} must be one word{suggestion('', known)}")
        elif entry.text not in known:
            report.add(entry, f'{what} cannot be "{entry.text}"{suggestion(entry.text, known)}')

    return check


def number(low: float, high: float, *, whole: bool = False) -> Check:
    """Return a check for a number from ``low`` to ``high``, both included."""

    def check(entry: Entry, what: str, report: Report) -> None:
        value = as_number(entry)
        if value is None or not low <= value <= high or (whole and value != int(value)):
            kind = "a whole number" if whole else "a number"
            report.add(entry, f"{what} must be {kind} from {low:g} to {high:g}")

    return check


def as_number(entry: Entry | None) -> float | int | None:
    """Return the number that is written there; None where it is not one."""
    if not isinstance(entry, Scalar):
        return None
    if re.fullmatch(r"[+-]?[0-9]{1,15}", entry.text):
        return int(entry.text)
    if re.fullmatch(r"[+-]?[0-9]{1,15}(\.[0-9]{1,17})?(e[+-]?[0-9]{1,2})?", entry.text):
        return float(entry.text)
    return None


def one_character(entry: Entry, what: str, report: Report) -> None:
    """Check that exactly one visible character is written there."""
    if not isinstance(entry, Scalar) or len(entry.text) != 1 or not entry.text.isprintable():
        report.add(entry, f'{what} must be one character in quotation marks, for example "1"')


def list_of(check_item: Check) -> Check:
    """Return a check for a list whose items are different from each other."""

    def check(entry: Entry, what: str, report: Report) -> None:
        seen: set[str] = set()
        for item in items(entry, what, report):
            check_item(item, f"an entry in {what}", report)
            if isinstance(item, Scalar):
                if item.text in seen:
                    report.add(item, f'"{item.text}" stands twice in {what}; keep one')
                seen.add(item.text)

    return check


def anything(_entry: Entry, _what: str, _report: Report) -> None:
    """Accept whatever stands there; it is checked elsewhere."""


identifier = pattern(
    vocabulary.IDENTIFIER,
    "an id: at most 64 letters, digits and _ - . : beginning with a letter or digit",
)
label = text(MAX_LABEL)
prose = text(MAX_PROSE)
