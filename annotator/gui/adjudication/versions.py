"""What annotators say on one matter as cards to compare: letters, words, and where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal

from annotator.adjudication.case import Case
from annotator.adjudication.matters import Matter, Slot, Version
from annotator.annotations.model import Mention, Statement
from annotator.annotations.wording import actor_name, label
from annotator.corpus.span import Span

How = Literal["same", "only", "left", "gap"]
"""Words that all have, that only some have, that others have and this one leaves out; a gap."""
_KEPT = 34  # of a long stretch that all have, so many letters at each end tell enough


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a version, and how they compare with the other versions."""

    words: str
    how: How = "same"


@dataclass(frozen=True, slots=True)
class Fact:
    """One part of a version: what it is called, what it says, and whether others say otherwise."""

    name: str
    words: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """What the annotators behind some letters say; ``spans`` show it in the text."""

    letters: tuple[str, ...]
    pieces: tuple[Piece, ...]
    facts: tuple[Fact, ...] = ()
    spans: tuple[Span, ...] = ()
    is_nothing: bool = False

    @property
    def words(self) -> str:
        """Everything on the card in one line, for who cannot see it."""
        said = "".join(each.words for each in self.pieces if each.how != "left")
        facts = (f"{each.name}: {each.words}" for each in self.facts)
        return ". ".join((said, *facts))


def cards_of(case: Case, matter: Matter) -> tuple[Card, ...]:
    """Return a card for each version of a matter, in the order of their first letters.

    Whole statements get a card each where they are not the same in every part.
    """
    found = [card for version in matter.versions for card in _cards(case, matter, version)]
    found.sort(key=lambda card: (len(card.letters[0]), card.letters[0]))
    return tuple(_compared(case.compared.aligned.text, matter.slot, found))


def _cards(case: Case, matter: Matter, version: Version) -> Iterator[Card]:
    if version.is_nothing or matter.slot not in ("statement", "entity"):
        facts = _explained(case, matter, version)
        pieces = (Piece(version.words),)
        yield Card(version.letters, pieces, facts, version.spans, version.is_nothing)
        return
    alone = [
        replace(made, letters=(letter,))
        for letter, (who, _) in zip(version.letters, version.origins, strict=True)
        if (made := _whole(case, matter, who)) is not None
    ]
    same: dict[Card, list[str]] = {}
    for each in alone:
        same.setdefault(replace(each, letters=()), []).extend(each.letters)
    for card, letters in same.items():
        yield replace(card, letters=tuple(letters))


def _explained(case: Case, matter: Matter, version: Version) -> tuple[Fact, ...]:
    """Return how the codebook defines the claim types of a version."""
    if matter.slot != "claim_type" or version.is_nothing:
        return ()
    statement = case.compared.aligned.statements.get(version.origins[0][1])
    codebook = case.compared.aligned.codebook
    types = (codebook.claim_type(each) for each in (statement.claim_types if statement else ()))
    return tuple(Fact("", each.definition) for each in types if each and each.definition)


def _whole(case: Case, matter: Matter, annotator: str) -> Card | None:
    """Return what one annotator's statement or entity says in all its parts."""
    aligned = case.compared.aligned
    if matter.slot == "entity":
        mention = aligned.mention_groups[matter.group].members.get(annotator)
        return None if mention is None else _mention_card(case, mention)
    statement = aligned.groups[matter.group].members.get(annotator)
    return None if statement is None else _statement_card(case, statement)


def _statement_card(case: Case, statement: Statement) -> Card:
    words = case.compared.words
    slots: tuple[Slot, ...] = ("source", "claim_type")
    facts = [Fact(_NAMES[slot], words.said(statement, slot)) for slot in slots]
    hulls = {name: (group.hull,) for name, group in case.compared.aligned.groups.items()}
    for slot, target in words.slots_of([statement]):
        stance = words.stance_on(statement, target) if slot == "stance" else None
        if stance is not None:
            group = case.compared.ruled.group_of.get(stance.target.id, stance.target.id)
            named = words.target_words(replace(stance.target, id=group), hulls)
            facts.append(Fact(named, words.said(statement, "stance", target)))
    said = words.said(statement, "boundary")
    return Card((), (Piece(said),), tuple(facts), statement.content)


def _mention_card(case: Case, mention: Mention) -> Card:
    aligned = case.compared.aligned
    kind = aligned.codebook.entity_kind(mention.kind)
    facts = [Fact("Kind", (kind.label if kind else "") or label(mention.kind))]
    facts.append(
        Fact("Actor", actor_name(aligned.actors, mention.actor) if mention.actor else "no actor")
    )
    words = mention.span.covered(aligned.text)
    return Card((), (Piece(words),), tuple(facts), (mention.span,))


_NAMES: Mapping[Slot, str] = {"source": "Source", "claim_type": "Claim type"}


def _compared(text: str, slot: Slot, cards: Sequence[Card]) -> Iterator[Card]:
    """Yield the cards with what differs between them made out."""
    filled = [each for each in cards if not each.is_nothing]
    said: dict[str, set[str]] = {}
    for each in filled:
        for fact in each.facts:
            said.setdefault(fact.name, set()).add(fact.words)
    holders = {name: sum(name in {f.name for f in e.facts} for e in filled) for name in said}
    contents = [each.spans for each in filled]
    for card in cards:
        facts = tuple(
            replace(each, differs=len(said[each.name]) > 1 or holders[each.name] < len(filled))
            if each.name
            else each
            for each in card.facts
        )
        pieces = card.pieces
        if slot in ("statement", "boundary", "entity") and not card.is_nothing:
            pieces = tuple(marked(text, card.spans, contents))
        yield replace(card, facts=facts, pieces=pieces)


def marked(text: str, mine: Sequence[Span], all_of_them: Sequence[Sequence[Span]]) -> list[Piece]:
    """Return the words of a content with what others leave out or have besides made out."""
    edges = sorted({at for spans in all_of_them for each in spans for at in (each.start, each.end)})
    found: list[Piece] = []
    for start, end in pairwise(edges):
        covering = sum(_covers(spans, start) for spans in all_of_them)
        how: How = "same" if covering == len(all_of_them) else "only"
        if not covering:
            how = "gap"
        elif not _covers(mine, start):
            how = "left"
        found.append(Piece(" … " if how == "gap" else Span(start, end).covered(text), how))
    runs = [
        Piece("".join(each.words for each in run), how)
        for how, run in groupby(found, key=lambda each: each.how)
    ]
    return [replace(each, words=_shortened(each, len(runs) > 1)) for each in runs]


def _covers(spans: Sequence[Span], offset: int) -> bool:
    return any(each.start <= offset < each.end for each in spans)


def _shortened(piece: Piece, is_one_of_many: bool) -> str:
    """Return the words on one line; of a long stretch that all have only its two ends."""
    lead = " " if piece.words[:1].isspace() else ""
    trail = " " if piece.words[-1:].isspace() else ""
    words = " ".join(piece.words.split())
    if is_one_of_many and piece.how == "same" and len(words) > 2 * _KEPT + 10:
        words = f"{words[:_KEPT].rstrip()} … {words[-_KEPT:].lstrip()}"
    return f"{lead}{words}{trail}" if words else " "
