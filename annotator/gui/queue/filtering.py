"""What is typed into the filter of the queue: words, and facts such as ``is:open date:2026-02``.

No Qt here, and no project: what only the project knows (who is asked to label an article, what is
similar) comes in as sets of article ids.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from annotator.corpus.searching import TextQuery, parse
from annotator.gui.widgets.matching import folded
from annotator.project.article_row import ArticleRow

Sets = Mapping[str, frozenset[str]]
Test = Callable[[ArticleRow], bool]
STATES = ("new", "opened", "open", "done", "news", "flagged", "repeated")
SETS = ("mine", "similar", "revisit")  # is:mine and so on: known to the project alone
MARKS = ("label", "actor")  # label:call, actor:norland: looked up in what is labelled
HAS = ("statements", "suggestions", "comments")
_PART = re.compile(r'(-?)(?:(\w+):)?("[^"]*"?|“[^”"]*[”"]?|[^\s"“]+|$)', re.IGNORECASE)
_DATE = re.compile(r"\d{4}(-\d\d?(-\d\d?)?)?")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that an article must be or have, or must not: ``is:open``, ``-source:daily``."""

    key: str
    value: str
    is_not: bool = False

    @property
    def marks(self) -> str:
        """The name under which the project knows the articles: ``label:call``."""
        return f"{self.key}:{self.value}"

    def test(self, sets: Sets) -> Test:
        """Return what tells whether an article is as wanted; made once for many articles."""
        holds = _TESTS[self.key](self.value, sets)
        return (lambda row: not holds(row)) if self.is_not else holds


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which articles to show. ``unknown`` are the parts that make no sense."""

    facts: tuple[Fact, ...] = ()
    words: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    text: TextQuery = field(default_factory=TextQuery)
    unknown: tuple[str, ...] = ()

    def has_set(self, name: str) -> bool:
        """Tell whether ``is:name`` is wanted."""
        return any((each.key, each.value) == ("is", name) for each in self.facts)


def read(typed: str) -> QueueFilter:
    """Read a filter; whatever is typed is one."""
    facts: list[Fact] = []
    unknown: list[str] = []
    plain: list[str] = []
    for part in _PART.finditer(typed):
        key, written = (part[2] or "").lower(), part[3]
        if key in _TESTS:
            value = written.strip('"“”')
            fact = Fact(key, folded(value), bool(part[1]))
            if value and not _makes_sense(fact):
                unknown.append(part[0])
            elif value:
                facts.append(fact)
        elif part[0].strip():
            plain.append(part[0])
    rest = " ".join(plain)
    marked = [each for each in _PART.finditer(rest) if each[0].strip("-")]
    return QueueFilter(
        facts=tuple(facts),
        words=tuple(_bare(each) for each in marked if not each[1] and _bare(each)),
        unwanted=tuple(_bare(each) for each in marked if each[1] and _bare(each)),
        text=parse(rest, unfinished=typed.endswith(rest)),
        unknown=tuple(unknown),
    )


def _bare(part: re.Match[str]) -> str:
    """Return the words of a part as they stand in a title: no quotes, no star."""
    return folded(part[0].removeprefix("-").strip('"“”*'))


def without(typed: str, key: str, values: tuple[str, ...] = ()) -> str:
    """Return the typed filter without the facts of a key, or only those of some values."""
    kept = []
    for part in _PART.finditer(typed):
        is_it = (part[2] or "").lower() == key
        if not is_it or (values and folded(part[3].strip('"“”')) not in values):
            kept.append(part[0])
    return " ".join(" ".join(kept).split())


def with_fact(typed: str, key: str, value: str) -> str:
    """Return the typed filter with a fact put before its words."""
    written = f'"{value}"' if re.search(r"\s", value) else value
    return f"{key}:{written} {typed.strip()}".rstrip() + " "


def _makes_sense(fact: Fact) -> bool:
    if fact.key == "is":
        return fact.value in (*STATES, *SETS)
    if fact.key == "has":
        return fact.value in HAS
    if fact.key == "date":
        ends = [each for each in fact.value.split("..") if each]
        return 0 < len(ends) <= 2 and all(_DATE.fullmatch(each) for each in ends)
    return True


def _is(value: str, sets: Sets) -> Test:
    if value in SETS:
        inside = sets.get(value, frozenset())
        return lambda row: row.id in inside
    if value == "news":
        return lambda row: row.news > 0
    if value == "flagged":
        return lambda row: row.flags > 0
    if value == "repeated":
        return lambda row: row.repeated
    if value == "open":
        return lambda row: row.status != "done"
    status = None if value == "new" else value
    return lambda row: row.status == status


def _has(value: str, _sets: Sets) -> Test:
    if value == "statements":
        return lambda row: row.statements > 0
    if value == "comments":
        return lambda row: row.comments > 0
    return lambda row: row.suggestions + row.possible > 0


def _source(value: str, _sets: Sets) -> Test:
    plain = cache(folded)  # there are few sources for many articles
    return lambda row: value in plain(row.source)


def _date(value: str, _sets: Sets) -> Test:
    """Test for a day, month or year, or for what lies between two: ``2026-01..2026-03``."""
    first, dots, last = (_padded(each) for each in value.partition(".."))
    if not dots:
        return lambda row: row.date.startswith(first)
    size = len(last)
    return lambda row: bool(row.date) and first <= row.date and row.date[:size] <= last[:size]


def _padded(date: str) -> str:
    """Return ``2026-2`` as ``2026-02``, as dates are stored."""
    year, *rest = date.split("-")
    return "-".join([year, *(each.zfill(2) for each in rest)])


def _label(value: str, sets: Sets) -> Test:
    inside = sets.get(f"label:{value}", frozenset())
    return lambda row: row.id in inside


def _actor(value: str, sets: Sets) -> Test:
    inside = sets.get(f"actor:{value}", frozenset())
    return lambda row: row.id in inside


_TESTS = {
    "is": _is,
    "has": _has,
    "source": _source,
    "date": _date,
    "label": _label,
    "actor": _actor,
}
