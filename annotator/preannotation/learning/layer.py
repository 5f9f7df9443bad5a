"""The learned layer at work: it goes over what the rules found in a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from annotator.corpus.span import Span
from annotator.preannotation.found import Found
from annotator.preannotation.learning.features import Stretch, columns, places
from annotator.preannotation.learning.model import Model
from annotator.preannotation.reading import Reading

if TYPE_CHECKING:
    from annotator.preannotation.learning.decoding import Decoder, Lattice, Marked

_ByWords = dict[tuple[int, int], Found]
RULE = "learned"
_WORTH_SHOWING = 0.1  # a rule's guess that the model takes for less probable is left out


class LearnedLayer:
    """A model, and the codebook's words for the kinds of the rules (None: it has none).

    ``name`` says which model it is and what it was trained on, for the record of a run.
    """

    def __init__(self, model: Model, kinds: Mapping[str, str | None], name: str = "") -> None:
        self.model = model
        self.kinds = dict(kinds)
        self.name = name

    def __reduce__(self) -> tuple[object, ...]:
        return LearnedLayer, (self.model, self.kinds, self.name)

    @cached_property
    def _decoder(self) -> Decoder:
        from annotator.preannotation.learning.decoding import Decoder

        return Decoder(self.model)

    def revise(self, reading: Reading, found: Sequence[Found]) -> list[Found]:
        """Return what was found, its mentions as the model sees them.

        A mention that the rules found keeps its rule and gets the model's probability as its
        confidence; a new one has the rule ``learned``. What the rules found and the model holds
        for wrong stays as an uncertain guess where it is not quite improbable. Quotations,
        possible statements and lines of facts stay as they are.
        """
        others = [each for each in found if each.kind != "mention"]
        seen = columns(reading, found)
        inside, outside = _by_stretch(reading, found, seen.stretches)
        taken = bytearray(len(reading.words))
        revised: list[Found] = []
        for lattice in self._decoder.read(seen):
            revised += self._in_stretch(reading, lattice, inside[lattice.stretch.first], taken)
        left = (each for words, each in outside.items() if not any(taken[slice(*words)]))
        return [*others, *revised, *left]

    def _in_stretch(
        self, reading: Reading, lattice: Lattice, before: _ByWords, taken: bytearray
    ) -> Iterator[Found]:
        for marked in lattice.entities():
            taken[marked.first : marked.last] = b"\1" * (marked.last - marked.first)
            yield self._found(reading, marked, before.get((marked.first, marked.last)))
        for (first, last), each in before.items():
            if not any(taken[first:last]):
                yield from self._doubted(lattice, first, last, each)

    def _found(self, reading: Reading, marked: Marked, before: Found | None) -> Found:
        kind, confidence = self.model.kinds[marked.kind], round(marked.probability, 4)
        if before is not None and self.kinds.get(before.label, before.label) == kind:
            return replace(before, confidence=confidence)
        span = Span(reading.starts[marked.first], reading.ends[marked.last - 1])
        country = None if before is None else before.country
        return Found("mention", span, kind, confidence, RULE, country)

    def _doubted(self, lattice: Lattice, first: int, last: int, before: Found) -> Iterator[Found]:
        kind = self.kinds.get(before.label, before.label)
        if before.label not in self.model.seen:
            yield before  # no training article had such a one: the rules decide
        elif kind in self.model.kinds:
            number = self.model.kinds.index(kind)
            probability = lattice.probability(first, last, number)
            if probability >= _WORTH_SHOWING:
                yield replace(before, confidence=round(probability, 4))


def _by_stretch(
    reading: Reading, found: Sequence[Found], stretches: Sequence[Stretch]
) -> tuple[dict[int, _ByWords], _ByWords]:
    """Return the mentions that lie in each stretch, by its first word, and the other ones."""
    inside: dict[int, _ByWords] = {each.first: {} for each in stretches}
    outside: _ByWords = {}
    firsts = [each.first for each in stretches]
    for each in found:
        if each.kind == "mention":
            words = places(reading, each.span.start, each.span.end)
            at = bisect_right(firsts, words[0]) - 1
            is_inside = at >= 0 and words[0] < words[1] <= stretches[at].last
            (inside[firsts[at]] if is_inside else outside)[words] = each
    return inside, outside
