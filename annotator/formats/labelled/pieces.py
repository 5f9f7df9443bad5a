"""Fragments as spans of their own, for formats in which a span is one stretch of text.

The pieces of one thing are linked in the order of the text by :data:`NEXT`, and joined again when
such a file is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.corpus.span import Span
from annotator.formats.labelled.foreign import RawSpan
from annotator.formats.labelled.labelled_text import LabelledSpan, LabelledText, Link

NEXT = "next_fragment"


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of a labelled span: ``id`` is the span's for the first, with a number for others.

    ``of`` is the labelled span, whose attributes belong to the first piece.
    """

    id: str
    span: Span
    of: LabelledSpan

    @property
    def is_first(self) -> bool:
        """Whether it begins what it is a piece of."""
        return self.id == self.of.id


def in_pieces(text: LabelledText) -> tuple[tuple[Piece, ...], tuple[Link, ...]]:
    """Return all pieces of a text, and its links with those that hold the pieces together."""
    pieces: list[Piece] = []
    links = list(text.links)
    for each in text.spans:
        name = each.id
        for number, span in enumerate(each.spans):
            before, name = name, f"{each.id}:{number}" if number else each.id
            if number:
                links.append(Link(NEXT, before, name))
            pieces.append(Piece(name, span, each))
    return tuple(pieces), tuple(links)


def joined(
    spans: Sequence[RawSpan], links: Sequence[Link]
) -> tuple[tuple[RawSpan, ...], tuple[Link, ...]]:
    """Join the spans that :data:`NEXT` links; what leads in a circle stays in pieces."""
    after = {each.start: each.end for each in links if each.label == NEXT}
    if not after and len({each.id for each in spans}) == len(spans):
        return tuple(spans), tuple(links)
    by_id: dict[str, RawSpan] = {}
    for each in spans:
        by_id.setdefault(each.id, each)
    again = [each for each in spans if by_id[each.id] is not each]  # ids that stand twice
    inner, used = set(after.values()), set[str]()
    whole = []
    # What begins something comes first.
    for each in sorted(by_id.values(), key=lambda one: one.id in inner):
        if each.id in used:
            continue
        fragments, last = list(each.fragments), each.id
        used.add(last)
        while each.id not in inner and (last := after.get(last, "")) in by_id and last not in used:
            used.add(last)
            fragments += by_id[last].fragments
        whole.append(replace(each, fragments=tuple(fragments)))
    return (*whole, *again), tuple(each for each in links if each.label != NEXT)
