"""The stretches of an article that become the texts of rows: sentences, windows, the whole."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

from annotator.annotations.derived import covering_sentence
from annotator.corpus.article import READABLE_ZONES, Zone
from annotator.corpus.sentences import sentences
from annotator.corpus.span import Span
from annotator.dataset.options import DatasetOptions


class TextUnits:
    """Cuts one article into text units as the options want it.

    A window is ``options.window`` sentences in a row: one behind the other for tasks that go
    through an article, with a statement in the middle for tasks that go from statements.
    """

    def __init__(self, text: str, zones: Sequence[Zone], options: DatasetOptions) -> None:
        self._text = text
        self._zones = zones
        self._options = options

    @cached_property
    def tiles(self) -> tuple[Span, ...]:
        """Headline, subheadings and body, cut into units that do not overlap, in text order."""
        if self._options.unit == "article":
            return (Span(0, len(self._text)),) if self._text else ()
        size = 1 if self._options.unit == "sentence" else self._options.window
        found: list[Span] = []
        for within in self._read():
            inside = sentences(self._text, within)
            for first in range(0, len(inside), size):
                some = inside[first : first + size]
                found.append(Span(some[0].start, some[-1].end))
        return tuple(found)

    @cached_property
    def _sentences(self) -> tuple[Span, ...]:
        return tuple(each for within in self._read() for each in sentences(self._text, within))

    def _read(self) -> Iterable[Span | None]:
        if not self._zones:
            return (None,)
        return (each.span for each in self._zones if each.kind in READABLE_ZONES)

    def tiles_of(self, span: Span) -> range:
        """Return the numbers of the tiles that a span touches."""
        first = bisect_right(self.tiles, span.start, key=lambda each: each.end)
        last = bisect_left(self.tiles, span.end, key=lambda each: each.start)
        return range(first, max(first, last))

    def around(self, spans: Iterable[Span]) -> Span:
        """Return the unit that holds all of the spans, and the sentences around them it needs."""
        found = sorted(spans)
        hull = Span(found[0].start, max(each.end for each in found))
        if self._options.unit == "article":
            return Span(0, len(self._text))
        covering = self._in_zones(covering_sentence(self._text, hull), hull)
        return covering if self._options.unit == "sentence" else self._widened(covering)

    def _in_zones(self, covering: Span, hull: Span) -> Span:
        """Return sentences without what the zones around the words do not hold of them.

        A line of metadata may stand right before the first sentence.
        """
        starts = (one.span.start for one in self._zones if one.span.start <= hull.start)
        start = max(starts, default=covering.start)
        ends = (one.span.end for one in self._zones if one.span.end >= hull.end)
        end = min(ends, default=covering.end)
        return Span(max(start, covering.start), min(end, covering.end))

    def _widened(self, span: Span) -> Span:
        """Return a stretch of whole sentences with more of them, in turn before and behind it."""
        known = self._sentences
        first = bisect_right(known, span.start, key=lambda each: each.end)
        last = bisect_left(known, span.end, key=lambda each: each.start) - 1
        if last < first:  # not in what is read: there is nothing around it
            return span
        own, is_before = (first, last), True
        while last - first + 1 < min(self._options.window, len(known)):
            if (is_before and first > 0) or last + 1 >= len(known):
                first -= 1
            else:
                last += 1
            is_before = not is_before
        before = span.start if first == own[0] else min(span.start, known[first].start)
        behind = span.end if last == own[1] else max(span.end, known[last].end)
        return Span(before, behind)
