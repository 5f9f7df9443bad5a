"""Keeps records in the order of the text while single ones come, go or change."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from operator import attrgetter, eq
from typing import Any, TypeVar

from annotator.annotations.model import Mention, Statement
from annotator.preannotation.suggestion import Suggestion

T = TypeVar("T")
Spanned = TypeVar("Spanned", Mention, Suggestion)

by_span = attrgetter("span.start", "span.end", "id")
"""The place of a mention or suggestion in the order of the text."""


def by_content(statement: Statement) -> tuple[tuple[tuple[int, int], ...], str]:
    """Return the place of a statement in the order of the text."""
    content = statement.content
    if len(content) == 1:  # as most: thousands of them when an article opens
        return ((content[0].start, content[0].end),), statement.id
    return tuple((span.start, span.end) for span in content), statement.id


def spans_in_order(records: Iterable[Spanned]) -> tuple[Spanned, ...]:
    """Return mentions or suggestions in the order of the text."""
    return sorted_by_start(records, _start_of_span, by_span)


def contents_in_order(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return statements in the order of the text."""
    return sorted_by_start(statements, _start_of_content, by_content)


_start_of_span = attrgetter("span.start")


def _start_of_content(statement: Statement) -> int:
    return statement.content[0].start if statement.content else -1


def sorted_by_start(
    records: Iterable[T],
    start: Callable[[T], int],
    key: Callable[[T], Any],  # something that sorts
) -> tuple[T, ...]:
    """Return records sorted by a ``key`` that begins with their ``start``.

    Numbers sort several times faster than places, and few records begin at the same character.
    """
    found = sorted(records, key=start)
    starts = list(map(start, found))
    alike = [at for at, same in enumerate(map(eq, starts, starts[1:])) if same]
    done = 0
    for at in alike:
        if at >= done:
            done = at + 1
            while done < len(starts) and starts[done] == starts[at]:
                done += 1
            found[at:done] = sorted(found[at:done], key=key)
    return tuple(found)


def with_one(
    in_order: tuple[T, ...],
    before: T | None,
    now: T | None,
    key: Callable[[T], Any],  # something that sorts
) -> tuple[T, ...]:
    """Return sorted records with one in place of another: sorting all takes much longer."""
    found = list(in_order)
    if before is not None:
        del found[bisect_left(found, key(before), key=key)]
    if now is not None:
        insort(found, now, key=key)
    return tuple(found)
