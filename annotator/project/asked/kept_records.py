"""Keeps the records of the articles read last, so that opening one again does not decode them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

_T = TypeVar("_T")
_AT_ONCE = 500
"""Records that are made in a piece: a millisecond or two."""
_MOST = 60_000
"""Records that are kept at most: some forty megabytes."""


@dataclass(frozen=True, slots=True)
class _Kept:
    stored: Sequence[object]
    made: Sequence[object]
    in_order: tuple[object, ...]

    @property
    def size(self) -> int:
        return max(1, len(self.stored))


class KeptRecords:
    """Records by how they are stored; those read longest ago go first.

    What is stored is read and compared each time, so that it is right whoever wrote it meanwhile:
    a record that was kept is taken only for the very bytes from which it was made.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._kept: dict[tuple[str, ...], _Kept] = {}
        self._size = 0  # what is kept, in records; where nothing is stored counts as one

    def in_order(
        self,
        name: tuple[str, ...],
        stored: Sequence[object],
        make: Callable[[Sequence[object]], Sequence[_T]],
        sort: Callable[[Sequence[_T]], tuple[_T, ...]],
    ) -> tuple[_T, ...]:
        """Return the records of ``stored`` put in order by ``sort``; only those not kept are made.

        ``name`` says what they are of. The same object while nothing is stored otherwise.
        """
        kept = self._kept.pop(name, None)
        if kept is not None:
            self._size -= kept.size
        if kept is None or kept.stored != stored:
            known = {} if kept is None else dict(zip(kept.stored, kept.made, strict=True))
            made = cast("Sequence[_T]", _made(stored, known, make))
            in_order = sort(made)
            kept = _Kept(stored, made, in_order)
        self._kept[name] = kept
        self._size += kept.size
        self._let_go()
        return cast("tuple[_T, ...]", kept.in_order)

    def ahead(
        self,
        name: tuple[str, ...],
        stored: Sequence[object],
        make: Callable[[Sequence[object]], Sequence[_T]],
        sort: Callable[[Sequence[_T]], tuple[_T, ...]],
    ) -> Iterator[None]:
        """Make in pieces what :meth:`in_order` will be asked for; done when it is exhausted."""
        if name in self._kept:
            return
        made: list[_T] = []
        for start in range(0, len(stored), _AT_ONCE):
            made += make(stored[start : start + _AT_ONCE])
            yield
        if name not in self._kept:
            self.in_order(name, stored, lambda _all: made, sort)

    def _let_go(self) -> None:
        while self._size > self._most:
            self._size -= self._kept.pop(next(iter(self._kept))).size


def _made(
    stored: Sequence[object],
    known: dict[object, object],
    make: Callable[[Sequence[object]], Sequence[object]],
) -> Sequence[object]:
    if not known:
        return make(stored)
    fresh = [each for each in stored if each not in known]
    known.update(zip(fresh, make(fresh), strict=True))
    return [known[each] for each in stored]
