"""What the reader draws for a matter: the version of each letter, told apart without colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.adjudication.case import Case
from annotator.adjudication.matters import Matter
from annotator.corpus.span import Span
from annotator.gui.adjudication.versions import Card
from annotator.gui.reader.marks import BRACKETS, Mark

HUES = ("blue", "orange", "green", "purple", "teal", "pink", "olive", "brown")
"""The colours of the versions, in the order of the cards."""
_WHOLE = ("statement", "boundary")


def hue_of(place: int) -> str:
    """Return the colour of the card at a place."""
    return HUES[place % len(HUES)]


def marks_of(case: Case, matter: Matter, cards: Sequence[Card]) -> tuple[Mark, ...]:
    """Return the marks of a matter: its passage, and over it what each version covers.

    Each version is outlined under its letters; contents have a bracket of their own shape, too.
    """
    return (*_passage(case, matter), *_versions(matter, cards))


def _passage(case: Case, matter: Matter) -> Iterator[Mark]:
    if matter.slot in ("source", "claim_type", "stance"):
        members = case.compared.aligned.groups[matter.group].members
        spans = tuple(sorted({span for each in members.values() for span in each.content}))
        yield Mark("passage", _joined(spans), "statement", color="grey", focused=True)
    elif matter.slot == "added":
        yield Mark("passage", (matter.span,), "statement", color="grey", focused=True)


def _versions(matter: Matter, cards: Sequence[Card]) -> Iterator[Mark]:
    for place, card in enumerate(cards):
        spans = tuple(sorted(card.spans))
        if not spans or matter.slot in ("claim_type", "article_label"):
            continue
        letters, tip = ", ".join(card.letters), card.words
        if matter.slot in _WHOLE:
            yield Mark(
                id=f"content {letters}",
                spans=spans,
                kind="statement",
                color=hue_of(place),
                label="".join(card.letters),
                bracket=BRACKETS[place % len(BRACKETS)],
                tip=f"{letters}: {tip}",
            )
        yield Mark(
            id=f"version {letters}",
            spans=spans,
            kind="role",
            color=hue_of(place),
            role=letters,
            focused=True,
            tip=f"{letters}: {tip}",
        )


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans in order, with those that overlap made one."""
    found: list[Span] = []
    for each in spans:
        if found and each.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, each.end))
        else:
            found.append(each)
    return tuple(found)
