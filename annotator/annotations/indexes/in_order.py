"""Keeps records in the order of the text while single ones come, go or change."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeVar

from annotator.annotations.model import Statement

T = TypeVar("T")

by_span = attrgetter("span.start", "span.end", "id")
"""The place of a mention or suggestion in the order of the text."""


def by_content(statement: Statement) -> tuple[tuple[tuple[int, int], ...], str]:
    """Return the place of a statement in the order of the text."""
    return tuple((span.start, span.end) for span in statement.content), statement.id


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
