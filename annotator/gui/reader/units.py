"""The units by which a person moves and selects: word, clause, quotation, sentence, paragraph.

Metadata, links to other articles and boilerplate hold no units: nobody labels there, so stepping
leaps over them. A selection by character or by mouse still gets there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

from annotator.corpus.article import READABLE_ZONES, Zone
from annotator.corpus.paragraphs import pieces
from annotator.corpus.sentences import clauses, paragraphs, quotations, sentences, words
from annotator.corpus.span import Span

_REACH = 400
"""Code points in which words are looked for at a time."""


class Units:
    """The units of one article, found when they are first asked for."""

    def __init__(self, text: str, zones: Sequence[Zone]) -> None:
        self.text = text
        self.readable = _readable(text, zones)

    @cached_property
    def _pieces(self) -> tuple[Span, ...]:
        """What no sentence crosses: paragraphs, cut where a zone begins or ends."""
        return tuple(each for zone in self.readable for each in pieces(self.text, zone))

    def sentences_near(self, offset: int) -> tuple[Span, ...]:
        """Return the sentences of the paragraph at an offset and of those beside it, in order."""
        after = bisect_right(self._pieces, offset, key=lambda piece: piece.start)
        near = self._pieces[max(0, after - 2) : after + 1]
        return tuple(each for piece in near for each in sentences(self.text, piece))

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """All paragraphs that can be labelled, cut where a zone begins or ends."""
        return tuple(_cut(paragraphs(self.text), self.readable))

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """All direct quotations that can be labelled."""
        return tuple(
            each
            for each in quotations(self.text)
            if any(zone.overlaps(each) for zone in self.readable)
        )

    def word_end_after(self, offset: int) -> int:
        """Return where the next word ends; the end of the text where there is none."""
        for zone in self.readable:
            start = max(zone.start, self._token_start(offset))
            while start < zone.end:
                stop = min(zone.end, self._token_end(start + _REACH))
                for word in words(self.text, Span(start, stop)):
                    if word.end > offset:
                        return word.end
                start = stop
        return len(self.text)

    def word_start_before(self, offset: int) -> int:
        """Return where the word before begins; the beginning of the text where there is none."""
        for zone in reversed(self.readable):
            stop = min(zone.end, self._token_end(offset))
            while stop > zone.start:
                start = max(zone.start, self._token_start(max(0, stop - _REACH)))
                for word in reversed(words(self.text, Span(start, stop))):
                    if word.start < offset:
                        return word.start
                stop = start
        return 0

    def _token_start(self, offset: int) -> int:
        """Step back to white space, so that no word is begun in its middle."""
        offset = min(offset, len(self.text))
        while offset > 0 and not self.text[offset - 1].isspace():
            offset -= 1
        return offset

    def _token_end(self, offset: int) -> int:
        """Step on to white space, so that no word is broken off in its middle."""
        while offset < len(self.text) and not self.text[offset].isspace():
            offset += 1
        return min(offset, len(self.text))

    def word_at(self, offset: int) -> Span | None:
        """Return the word that covers an offset, or ends there."""
        start, end = self._token_start(offset), self._token_end(offset)
        found = words(self.text, Span(start, end)) if start < end else ()
        touching = [word for word in found if word.start <= offset <= word.end]
        return touching[-1] if touching else None

    def clauses_of(self, sentences: Iterable[Span]) -> tuple[Span, ...]:
        """Return the clauses of some sentences, in order."""
        return tuple(sorted(each for one in sentences for each in clauses(self.text, one)))

    def clause_around(self, span: Span) -> Span | None:
        """Return the clause that holds ``span``."""
        sentence = around(self.sentences_near(span.start), span)
        return around(clauses(self.text, sentence), span) if sentence else None


def _readable(text: str, zones: Sequence[Zone]) -> tuple[Span, ...]:
    if not zones:
        return (Span(0, len(text)),) if text else ()
    return tuple(zone.span for zone in zones if zone.kind in READABLE_ZONES)


def _cut(spans: Iterable[Span], limits: Sequence[Span]) -> Iterable[Span]:
    starts = [limit.start for limit in limits]
    for span in spans:
        place = max(0, bisect_right(starts, span.start) - 1)
        while place < len(limits) and limits[place].start < span.end:
            if limits[place].overlaps(span):
                limit = limits[place]
                yield Span(max(span.start, limit.start), min(span.end, limit.end))
            place += 1


def at(spans: Sequence[Span], offset: int) -> Span | None:
    """Return the span of an ordered sequence that holds an offset, or ends there."""
    place = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return spans[place] if place >= 0 and offset <= spans[place].end else None


def after(spans: Sequence[Span], offset: int) -> Span | None:
    """Return the first span of an ordered sequence that begins after ``offset``."""
    place = bisect_right(spans, offset, key=lambda span: span.start)
    return spans[place] if place < len(spans) else None


def before(spans: Sequence[Span], offset: int) -> Span | None:
    """Return the last span of an ordered sequence that begins before ``offset``."""
    place = bisect_left(spans, offset, key=lambda span: span.start)
    return spans[place - 1] if place else None


def around(spans: Iterable[Span], span: Span) -> Span | None:
    """Return the shortest of the spans that holds ``span``."""
    return min((each for each in spans if each.contains(span)), key=len, default=None)
