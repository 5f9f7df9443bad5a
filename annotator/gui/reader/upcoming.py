"""Marks that are made as far as somebody looks: opening an article waits for the first of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.corpus.span import Span

if TYPE_CHECKING:
    from annotator.gui.reader.marks import Mark


class Upcoming:
    """The marks of an article in the order of its text, each handed out once.

    ``marks`` come ordered by where they begin. ``brackets`` are the extents of all those that have
    one in the margin, which is as wide from the beginning as it will be.
    """

    def __init__(self, marks: Iterable[Mark], brackets: Sequence[Span] = ()) -> None:
        self.brackets = brackets
        self._coming: Iterator[Mark] = iter(marks)
        self._made: list[Mark] = []

    def make_all(self) -> None:
        """Make all marks as they are now, before what they are made of is different."""
        self._made.extend(self._coming)

    def up_to(self, end: int) -> list[Mark]:
        """Hand out the marks that begin before ``end``."""
        if not self._made or _start(self._made[-1]) < end:
            for mark in self._coming:
                self._made.append(mark)
                if _start(mark) >= end:
                    break
        at = bisect_left(self._made, end, key=_start)
        found, self._made = self._made[:at], self._made[at:]
        return found

    def rest(self) -> list[Mark]:
        """Hand out all that are left."""
        self.make_all()
        found, self._made = self._made, []
        return found

    @property
    def is_over(self) -> bool:
        """Whether all were handed out."""
        if not self._made:
            self._made.extend(_first(self._coming))
        return not self._made


def _start(mark: Mark) -> int:
    return mark.extent.start


def _first(marks: Iterator[Mark]) -> list[Mark]:
    found = next(marks, None)
    return [] if found is None else [found]
