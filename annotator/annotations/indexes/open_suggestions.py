"""Knows which suggestions are open, and finds out anew only what a change may concern."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import compress

from annotator.annotations.indexes.in_order import spans_in_order
from annotator.annotations.indexes.nearness import Near
from annotator.annotations.model import Mention, Statement
from annotator.annotations.offered.counterparts import is_counterpart
from annotator.corpus.span import Span
from annotator.preannotation.suggestion import Suggestion

Content = tuple[Span, ...]
_Mark = tuple[int, int, str]


class OpenSuggestions:
    """The suggestions of one article, and which of them one annotator has still to decide on.

    Open are mentions not yet decided on, and quotations and possible statements not yet used. A
    quotation that lies in a possible statement is no suggestion of its own, and what the annotator
    said of a similar passage stands for what the engine guesses of the same words.

    Of possible statements and quotations it is known from the start which are open. Whether a
    suggested mention is, of which a large article has thousands, is found out when it is asked for.
    """

    def __init__(
        self,
        suggestions: Iterable[Suggestion],
        mentions: Iterable[Mention],
        statements: Iterable[Statement],
    ) -> None:
        self.all = spans_in_order(suggestions)
        self.turned: list[str] = []
        """The ids of what opened or closed, one after the other since this was made."""
        mentions = tuple(mentions)
        self._decided = Counter(each.suggestion for each in mentions if each.suggestion is not None)
        starts = {each.span.start for each in self.all}
        near = [each for each in mentions if each.span.start in starts]
        self._marked = Counter(_mark_of(each) for each in near if _marks_words(each))
        usable = [place for place, each in enumerate(self.all) if _is_possible(each)]
        said = (each.candidate for each in self.all if each.candidate is not None)
        self._proposed = _Covered(span for each in said for span in each.content)
        self._possible = Near((_words_of(self.all[place]), place) for place in usable)
        self._contents = Near((each.content, each.content) for each in statements)
        copies = [place for place in usable if is_counterpart(self.all[place].id)]
        self._copies = Near((_words_of(self.all[place]), place) for place in copies)
        self._has_copies = bool(copies)
        self._free: list[bool | None] = [None] * len(self.all)
        self._is_open: list[bool | None] = [None] * len(self.all)
        for place in usable:
            self._free[place] = self._is_free(place)
        for place in usable:
            self._is_open[place] = bool(self._free[place]) and not self._is_double(place)
        self._usable = usable
        self._open: tuple[Suggestion, ...] | None = None

    @cached_property
    def _places(self) -> dict[str, int]:
        return {each.id: place for place, each in enumerate(self.all)}

    @cached_property
    def with_parts(self) -> tuple[Suggestion, ...]:
        """All possible statements, open or not, in the order of the text."""
        return tuple(each for each in self.all if each.candidate is not None)

    def is_said(self, content: Content) -> bool:
        """Tell whether a statement says these words already, or a third of them."""
        return any(same_words(content, each) for each in self._contents.to(content))

    @property
    def possible(self) -> tuple[Suggestion, ...]:
        """What is open of quotations and possible statements, in the order of the text."""
        return tuple(self.all[place] for place in self._usable if self._is_open[place])

    def mentions(self) -> Iterator[Suggestion]:
        """Yield the suggested mentions that are open when their turn comes, in that order."""
        for place, each in enumerate(self.all):
            if not _is_possible(each) and self._is_open_at(place):
                yield each

    @property
    def open(self) -> tuple[Suggestion, ...]:
        """All that are open, in the order of the text; the same object until one turns."""
        if self._open is None:
            for place, is_open in enumerate(self._is_open):
                if is_open is None:
                    self._is_open_at(place)
            self._open = tuple(compress(self.all, self._is_open))
        return self._open

    def find(self, suggestion_id: str) -> Suggestion | None:
        """Return an open suggestion, None where there is none of that id."""
        place = self._places.get(suggestion_id)
        return self.all[place] if place is not None and self._is_open_at(place) else None

    def _is_open_at(self, place: int) -> bool:
        """Tell whether a suggestion is open; of a suggested mention when somebody asks."""
        is_open = self._is_open[place]
        if is_open is None:
            is_open = self._free[place] = self._is_open[place] = self._is_free(place)
        return is_open

    def known(self, suggestion_id: str | None) -> Suggestion | None:
        """Return a suggestion, open or not, None where there is none of that id."""
        place = self._places.get(suggestion_id) if suggestion_id is not None else None
        return None if place is None else self.all[place]

    def decide(self, before: Mention | None, after: Mention | None) -> None:
        """Take in that a mention came, went or changed."""
        concerned = {
            place
            for each in (before, after)
            if each is not None
            for place in self._concerned_by(each)
        }
        for place in concerned:
            self._is_open_at(place)  # as it was, so that it is told what turns
        for mention, by in ((before, -1), (after, 1)):
            if mention is not None:
                self._count(mention, by)
        self._look_at(concerned)

    def say(self, before: Content, after: Content) -> None:
        """Take in that a statement's content is another; () where there is none."""
        if before != after:
            self._contents.take_out(before, before)
            self._contents.put_in(after, after)
            self._look_at({*self._possible.to(before), *self._possible.to(after)})

    def _count(self, mention: Mention, by: int) -> None:
        if mention.suggestion is not None:
            self._decided[mention.suggestion] += by
        if _marks_words(mention):
            self._marked[_mark_of(mention)] += by

    def _concerned_by(self, mention: Mention) -> Iterator[int]:
        """Yield the places of the suggestions that a mention may decide."""
        if mention.suggestion in self._places:
            yield self._places[mention.suggestion]
        wanted = mention.span.ends
        place = bisect_left(self.all, wanted, key=lambda each: each.span.ends)
        while place < len(self.all) and self.all[place].span.ends == wanted:
            yield place
            place += 1

    def _look_at(self, places: set[int]) -> None:
        """Find out anew whether these are open, and those that they stand for."""
        concerned = set(places)
        for place in places:
            is_free = self._is_free(place)
            if is_free != self._free[place]:
                self._free[place] = is_free
                if self._has_copies and is_counterpart(self.all[place].id):
                    concerned.update(self._possible.to(_words_of(self.all[place])))
        for place in sorted(concerned):
            is_open = bool(self._free[place]) and not self._is_double(place)
            if is_open != self._is_open[place]:
                self._is_open[place] = is_open
                self._open = None
                self.turned.append(self.all[place].id)

    def _is_free(self, place: int) -> bool:
        """Tell whether nobody decided on a suggestion, nor said its words."""
        each = self.all[place]
        if self._decided.get(each.id):
            return False
        if not _is_possible(each):
            return not self._is_marked(each)
        if not is_counterpart(each.id) and self._is_marked(each):
            return False
        return not self._is_used(each)

    def _is_marked(self, suggestion: Suggestion) -> bool:
        span = suggestion.span
        mark = span.start, span.end, decided_kind(suggestion)
        return mark in self._marked and self._marked[mark] > 0

    def _is_used(self, suggestion: Suggestion) -> bool:
        """Tell whether its words are in statements already, or in a possible statement."""
        if suggestion.candidate is not None:
            return self.is_said(suggestion.candidate.content)
        near = self._contents.to((suggestion.span,))
        if any(span.overlaps(suggestion.span) for content in near for span in content):
            return True
        return self._proposed.overlaps(suggestion.span)

    def _is_double(self, place: int) -> bool:
        """Tell whether a guess is about words of which something said elsewhere is offered."""
        each = self.all[place]
        if not self._has_copies or each.candidate is None or is_counterpart(each.id):
            return False
        content = each.candidate.content
        near = (other for other in self._copies.to(content) if self._free[other])
        return any(same_words(content, _words_of(self.all[other])) for other in near)


class Turns:
    """Tells a view what opened or closed since it asked last."""

    def __init__(self) -> None:
        self._known: OpenSuggestions | None = None
        self._count = 0

    def since(self, offers: OpenSuggestions) -> Sequence[str] | None:
        """Return the ids of what may be otherwise than before, None where everything may be."""
        known, start = self._known, self._count
        self._known, self._count = offers, len(offers.turned)
        return offers.turned[start:] if known is offers else None


def decided_kind(suggestion: Suggestion) -> str:
    """Return the kind of the mention that keeps what was decided about a suggestion."""
    return "statement" if suggestion.kind == "statement" else suggestion.label


def same_words(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Tell whether contents share a third of what they cover together, as aligned ones do."""
    if len(one) == len(other) == 1:
        return _alike(one[0], other[0])
    shared = sum(
        max(0, min(each.end, span.end) - max(each.start, span.start))
        for each in one
        for span in other
    )
    together = sum(map(len, one)) + sum(map(len, other)) - shared
    return 3 * shared >= together


def _alike(one: Span, other: Span) -> bool:
    """Tell whether two spans share a third of what they cover; most contents are one span."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    if shared <= 0:
        return False
    return 3 * shared >= one.end - one.start + other.end - other.start - shared


def _mark_of(mention: Mention) -> _Mark:
    return mention.span.start, mention.span.end, mention.kind


def _marks_words(mention: Mention) -> bool:
    """Tell whether a mention decides what else is suggested of its words and kind."""
    return mention.suggestion is None or not is_counterpart(mention.suggestion)


class _Covered:
    """The text that some spans cover, for many overlap questions."""

    def __init__(self, spans: Iterable[Span]) -> None:
        merged: list[Span] = []
        for span in sorted(spans):
            if merged and span.start < merged[-1].end:
                merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
            else:
                merged.append(span)
        self._spans = merged
        self._ends = [each.end for each in merged]

    def overlaps(self, span: Span) -> bool:
        """Tell whether any of them shares a code point with ``span``."""
        at = bisect_left(self._ends, span.start + 1)
        return at < len(self._spans) and self._spans[at].overlaps(span)


def _is_possible(suggestion: Suggestion) -> bool:
    """Tell whether words are suggested that may become a statement."""
    return suggestion.candidate is not None or suggestion.kind == "quotation"


def _words_of(suggestion: Suggestion) -> Content:
    return (suggestion.span,) if suggestion.candidate is None else suggestion.candidate.content
