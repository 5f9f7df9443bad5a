"""Finds the marks that touch a stretch of text, in buckets, and keeps overlapping ones apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.corpus.span import Span
from annotator.gui.reader.marks import Mark
from annotator.gui.reader.upcoming import Upcoming

BUCKET = 512
"""Code points in a bucket."""

_LINE = 100
"""Code points that may share a line: brackets nearer than this get lanes of their own."""

_LAYER = {
    "comment": -2,
    "passage": -1,
    "statement": 0,
    "quotation": 1,
    "mention": 2,
    "suggestion": 2,
    "role": 3,
}
_IN_MARGIN = frozenset({"statement", "quotation"})


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A mark with its places: ``lane`` among those drawn alike, ``margin`` among the brackets."""

    mark: Mark
    extent: Span
    lane: int
    margin: int

    @property
    def order(self) -> tuple[int, int, int]:
        """The order of drawing: tints first, then lines, then outlines."""
        return _LAYER[self.mark.kind], self.lane, self.extent.start

    @property
    def place(self) -> tuple[int, int, str]:
        """The order of stepping: by where it begins, the longer before the shorter."""
        return self.extent.start, -self.extent.end, self.mark.id


class MarkIndex:
    """All marks of one article.

    A mark that comes later never moves one that is there: it takes the first free lane. Brackets
    stand side by side where they may touch the same line; ``paragraph_ends`` (ordered offsets)
    says where a line is sure to end.
    """

    def __init__(self, marks: Iterable[Mark] = (), paragraph_ends: Sequence[int] = ()) -> None:
        self._paragraph_ends = paragraph_ends
        self._placed: dict[str, Placed] = {}
        self._buckets: dict[int, list[Placed]] = {}
        self.margin_lanes = 0
        self._upcoming: Upcoming | None = None
        self._sweep = _Sweep(paragraph_ends)
        self._swept = 0
        self._passed: set[str] = set()
        self._fill(marks)

    def __len__(self) -> int:
        self._place_all()
        return len(self._placed)

    def __iter__(self) -> Iterator[Mark]:
        self._place_all()
        return (placed.mark for placed in self._placed.values())

    def show(self, upcoming: Upcoming) -> None:
        """Show marks in place of none; each is placed when somebody looks so far into the text."""
        margin = _Sweep(self._paragraph_ends)
        for extent in upcoming.brackets:
            margin.bracket(extent)
        self.margin_lanes = margin.lanes
        self._upcoming, self._swept, self._passed = upcoming, 0, set()
        self._sweep = _Sweep(self._paragraph_ends)

    @property
    def is_complete(self) -> bool:
        """Whether all marks are placed, and none is placed only when somebody looks."""
        return self._upcoming is None

    def place_more(self, length: int) -> bool:
        """Place the marks of the next ``length`` code points; tell whether more are to come."""
        self._place_to(self._swept + length)
        return self._upcoming is not None

    def _place_to(self, end: int) -> None:
        if self._upcoming is not None and end > self._swept:
            self._fill(self._not_passed(self._upcoming.up_to(end)))
            self._swept = end
            if self._upcoming.is_over:
                self._upcoming = None

    def _place_all(self) -> None:
        if self._upcoming is not None:
            self._fill(self._not_passed(self._upcoming.rest()))
            self._upcoming = None

    def _not_passed(self, marks: list[Mark]) -> list[Mark]:
        """Return marks without those that were changed or taken away before they came."""
        return [each for each in marks if each.id not in self._passed] if self._passed else marks

    def get(self, mark_id: str) -> Mark | None:
        """Return the mark with that id."""
        if mark_id not in self._placed:
            self._place_all()
        placed = self._placed.get(mark_id)
        return placed.mark if placed else None

    def between(self, start: int, end: int) -> list[Placed]:
        """Return what touches ``[start, end)``, connectors between fragments included."""
        self._place_to(end)
        found: dict[int, Placed] = {}
        for bucket in range(start // BUCKET, max(start, end - 1) // BUCKET + 1):
            for placed in self._buckets.get(bucket, ()):
                if placed.extent.start < end and placed.extent.end > start:
                    found[id(placed)] = placed
        return sorted(found.values(), key=lambda placed: placed.order)

    def at(self, offset: int) -> list[Mark]:
        """Return the marks over the character at ``offset``, the shortest first."""
        found = [
            placed for placed in self.between(offset, offset + 1) if placed.mark.covers(offset)
        ]
        found.sort(key=lambda placed: (len(placed.extent), -placed.order[0]))
        return [placed.mark for placed in found]

    def beside(
        self, here: tuple[int, int, str], wanted: Callable[[Mark], bool], *, onward: bool
    ) -> Mark | None:
        """Return the next wanted mark by (start, -end, id) after ``here``, or the one before it."""
        bucket = here[0] // BUCKET
        self._place_to((bucket + 1) * BUCKET)
        if not onward:
            bucket = min(bucket, max(self._buckets, default=-1))
        last: int | None = None
        while bucket >= 0:
            self._place_to((bucket + 1) * BUCKET)
            if last is None and self.is_complete:
                last = max(self._buckets, default=-1)
            if last is not None and bucket > last:
                return None
            places = [
                (placed.place, placed.mark)
                for placed in self._buckets.get(bucket, ())
                if placed.extent.start // BUCKET == bucket
                and (placed.place > here if onward else placed.place < here)
                and wanted(placed.mark)
            ]
            if places:
                choose = min if onward else max
                return choose(places, key=lambda place: place[0])[1]
            bucket += 1 if onward else -1
        return None

    def set(self, marks: Sequence[Mark]) -> list[Span]:
        """Show exactly these marks; return the stretches where something is different."""
        self._place_all()
        wanted = {mark.id: mark for mark in marks}
        if not self._placed:
            self._sweep = _Sweep(self._paragraph_ends)
            self._fill(wanted.values())
            return _all_of(self._placed)
        gone = {
            key
            for key, placed in self._placed.items()
            if (mark := wanted.get(key)) is not placed.mark and mark != placed.mark
        }
        new = [mark for key, mark in wanted.items() if key not in self._placed or key in gone]
        return self.change(gone, new)

    def change(self, removed: Iterable[str], added: Iterable[Mark]) -> list[Span]:
        """Take marks away and put others in; return the stretches where something is different."""
        added = list(added)
        concerned = {*removed, *(mark.id for mark in added)}
        if self._upcoming is not None:
            self._passed |= concerned
        gone = [self._remove(mark_id) for mark_id in concerned]
        before = {each.mark.id: each for each in gone if each is not None}
        touched = [each.extent for each in before.values()]
        # What only looks different keeps its lanes: nothing new may take them meanwhile.
        for mark in sorted(added, key=lambda mark: not _stays(mark, before.get(mark.id))):
            placed = self._place(mark, before.get(mark.id))
            self._insert(placed)
            touched.append(placed.extent)
        return touched

    def _fill(self, marks: Iterable[Mark]) -> None:
        for placed in self._sweep.place(marks):
            self._insert(placed)

    def _insert(self, placed: Placed) -> None:
        self._placed[placed.mark.id] = placed
        if placed.margin >= self.margin_lanes:
            self.margin_lanes = placed.margin + 1
        for bucket in _buckets(placed.extent):
            if bucket in self._buckets:
                self._buckets[bucket].append(placed)
            else:
                self._buckets[bucket] = [placed]

    def _remove(self, mark_id: str) -> Placed | None:
        placed = self._placed.pop(mark_id, None)
        if placed is not None:
            for bucket in _buckets(placed.extent):
                self._buckets[bucket].remove(placed)
        return placed

    def _place(self, mark: Mark, old: Placed | None) -> Placed:
        extent = mark.extent
        if old is not None and _stays(mark, old):
            return Placed(mark, extent, old.lane, old.margin)
        layer = _LAYER[mark.kind]
        near = self.between(max(0, extent.start - _LINE), extent.end + _LINE)
        lanes = {
            other.lane
            for other in near
            if _LAYER[other.mark.kind] == layer and other.extent.overlaps(extent)
        }
        if mark.kind not in _IN_MARGIN:
            return Placed(mark, extent, _first_free(lanes), -1)
        end = self._sweep.reach(extent)
        margins = {
            other.margin
            for other in near
            if other.margin >= 0
            and other.extent.start < end
            and extent.start < self._sweep.reach(other.extent)
        }
        return Placed(mark, extent, _first_free(lanes), _first_free(margins))


class _Sweep:
    """Goes once through the text and gives many marks their lanes: the outer before the inner."""

    def __init__(self, paragraph_ends: Sequence[int]) -> None:
        self._paragraph_ends = paragraph_ends
        self._ends: dict[int, list[int]] = {layer: [] for layer in _LAYER.values()}
        self._margin_ends: list[int] = []

    @property
    def lanes(self) -> int:
        """How many brackets stand side by side so far."""
        return len(self._margin_ends)

    def place(self, marks: Iterable[Mark]) -> Iterator[Placed]:
        """Give lanes to marks that begin where the sweep is, or farther on."""
        extents = [(mark.extent, mark) for mark in marks]
        extents.sort(key=lambda pair: (pair[0].start, -pair[0].end))
        for extent, mark in extents:
            lane = _take(self._ends[_LAYER[mark.kind]], extent.start, extent.end)
            margin = self.bracket(extent) if mark.kind in _IN_MARGIN else -1
            yield Placed(mark, extent, lane, margin)

    def bracket(self, extent: Span) -> int:
        """Return the lane in the margin of what reaches so far."""
        return _take(self._margin_ends, extent.start, self.reach(extent))

    def reach(self, extent: Span) -> int:
        """Return up to where something else may stand on the last line of a stretch."""
        place = bisect_left(self._paragraph_ends, extent.end)
        if place < len(self._paragraph_ends):
            return min(extent.end + _LINE, self._paragraph_ends[place] + 1)
        return extent.end + _LINE


def _stays(mark: Mark, old: Placed | None) -> bool:
    """Tell whether a mark is drawn where it was before."""
    return old is not None and old.extent == mark.extent and old.mark.kind == mark.kind


def _all_of(placed: Mapping[str, Placed]) -> list[Span]:
    if not placed:
        return []
    extents = [each.extent for each in placed.values()]
    return [Span(min(each.start for each in extents), max(each.end for each in extents))]


def _first_free(taken: set[int]) -> int:
    lane = 0
    while lane in taken:
        lane += 1
    return lane


def _buckets(extent: Span) -> range:
    return range(extent.start // BUCKET, (extent.end - 1) // BUCKET + 1)


def _take(ends: list[int], start: int, end: int) -> int:
    """Take the first lane that is free at ``start`` until ``end``."""
    for lane, free in enumerate(ends):
        if free <= start:
            ends[lane] = end
            return lane
    ends.append(end)
    return len(ends) - 1
