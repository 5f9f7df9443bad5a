"""Finds what lies near a stretch of text without looking at all the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from annotator.corpus.span import Span

_BUCKET = 512
"""Code points that are looked at together."""

T = TypeVar("T")


class Near(Generic[T]):
    """Things with the spans at which they lie."""

    def __init__(self, things: Iterable[tuple[Sequence[Span], T]]) -> None:
        self._buckets: defaultdict[int, list[T]] = defaultdict(list)
        buckets = self._buckets
        for spans, thing in things:
            if len(spans) == 1:  # as most: thousands of them when an article opens
                span = spans[0]
                first, last = span.start // _BUCKET, (span.end - 1) // _BUCKET
                buckets[first].append(thing)
                for bucket in range(first + 1, last + 1) if first < last else ():
                    buckets[bucket].append(thing)
            else:
                self.put_in(spans, thing)

    def put_in(self, spans: Sequence[Span], thing: T) -> None:
        """Take in a thing that lies at some spans."""
        for bucket in _buckets(spans):
            self._buckets[bucket].append(thing)

    def take_out(self, spans: Sequence[Span], thing: T) -> None:
        """Take out a thing that was put in with these spans."""
        for bucket in _buckets(spans):
            self._buckets[bucket].remove(thing)

    def to(self, spans: Sequence[Span]) -> Iterator[T]:
        """Yield all things that may overlap the spans, some of them twice, others beside them."""
        for bucket in _buckets(spans):
            yield from self._buckets.get(bucket, ())


def _buckets(spans: Sequence[Span]) -> Collection[int]:
    if len(spans) == 1:
        return _buckets_of(spans[0])
    return {bucket for span in spans for bucket in _buckets_of(span)}


def _buckets_of(span: Span) -> range:
    return range(span.start // _BUCKET, (span.end - 1) // _BUCKET + 1)
