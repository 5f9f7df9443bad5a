"""What became of one suggestion: plain functions over what a person left in an article."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.agreement.spans.marks import overlap
from annotator.agreement.units import SAME_STATEMENT
from annotator.annotations.indexes.open_suggestions import decided_kind
from annotator.annotations.model import Layer, Mention, Statement
from annotator.annotations.validation import trimmed
from annotator.codebook.model import Codebook
from annotator.corpus.span import Span
from annotator.preannotation.suggestion import Candidate, Suggestion

Outcome = Literal["accepted", "edited", "rejected", "left", "open"]
OUTCOMES: tuple[Outcome, ...] = ("accepted", "edited", "rejected", "left", "open")


@dataclass(frozen=True, slots=True)
class Ending:
    """How a suggestion ended, and which of its slots a person changed where it was edited.

    Slots are ``span``, ``kind`` and ``actor`` of a mention; ``content``, ``source``, ``cue``,
    ``holder`` and ``claim type`` of a statement.
    """

    outcome: Outcome
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """What is needed to read a layer: the text, the codebook and the ids of actors there are.

    Layers and suggestions name actors as they stand now: merging some changes no statement.
    """

    text: str
    codebook: Codebook
    actors: Container[str]

    def ending(self, suggestion: Suggestion, layer: Layer) -> Ending:
        """Tell what became of a suggestion that was shown to whoever the layer is of.

        - *accepted*: taken over, and what was taken over is still as it was suggested;
        - *edited*: taken over and changed, or a mention or statement was made by hand over it;
        - *rejected*: a person said so;
        - *left*: nothing of that, and the article is done;
        - *open*: nothing of that, and the article is not done.

        What holds now decides: a statement that was taken over and removed again leaves its
        suggestion undecided, as the window then shows it. What came from one suggestion does not
        decide another one that it stands over. A decision goes before what was made by hand.
        """
        found = self._decided(suggestion, layer) or self._by_hand(suggestion, layer)
        if found is not None:
            return found
        is_done = layer.progress is not None and layer.progress.status == "done"
        return Ending("left" if is_done else "open")

    def _decided(self, suggestion: Suggestion, layer: Layer) -> Ending | None:
        for statement in layer.statements:
            if statement.suggestion == suggestion.id:
                return _ended(self.changed(suggestion, statement))
        for mention in layer.mentions:
            if mention.suggestion == suggestion.id:
                return self._of_mention(suggestion, mention)
        for mention in layer.mentions:  # decided when another engine suggested it
            if (mention.span, mention.kind) == (suggestion.span, decided_kind(suggestion)):
                return Ending("rejected" if mention.decision == "rejected" else "accepted")
        return None

    def _of_mention(self, suggestion: Suggestion, mention: Mention) -> Ending:
        if mention.decision == "rejected":
            return Ending("rejected")
        if mention.decision == "accepted":
            return Ending("accepted")
        actor = suggestion.actor if suggestion.actor in self.actors else None
        slots = {
            "span": mention.span != suggestion.span,
            "kind": mention.kind != suggestion.label,
            "actor": mention.actor != actor,
        }
        return Ending("edited", tuple(slot for slot, differs in slots.items() if differs))

    def _by_hand(self, suggestion: Suggestion, layer: Layer) -> Ending | None:
        if suggestion.kind == "mention":
            for mention in layer.mentions:
                if mention.decision == "added" and mention.span.overlaps(suggestion.span):
                    return self._of_hand_made(suggestion, mention)
            return None
        made = [each for each in layer.statements if each.suggestion is None]
        nearest = max(made, key=lambda each: _shared(suggestion, each), default=None)
        if nearest is None or not _is_over(suggestion, nearest):
            return None
        return _ended(self.changed(suggestion, nearest))

    def _of_hand_made(self, suggestion: Suggestion, mention: Mention) -> Ending:
        slots = {"span": mention.span != suggestion.span, "kind": mention.kind != suggestion.label}
        return Ending("edited", tuple(slot for slot, differs in slots.items() if differs))

    def changed(self, suggestion: Suggestion, statement: Statement) -> tuple[str, ...]:
        """Name the slots in which a statement differs from what was suggested.

        Only what was suggested is compared: filling in what was left open, or what the codebook
        has no layer for, changes nothing.
        """
        candidate = suggestion.candidate or Candidate(content=(suggestion.span,))
        return tuple(self._changed(candidate, statement))

    def _changed(self, candidate: Candidate, statement: Statement) -> Iterator[str]:
        places = {"source": statement.source.spans, "cue": statement.cue}
        if self._places(candidate.content) != self._places(statement.content):
            yield "content"
        for slot, now in places.items():
            guessed: Sequence[Span] = getattr(candidate, slot)
            asked = self.codebook.requirement(slot) != "off"
            if asked and guessed and self._places(guessed) != self._places(now):
                yield slot
        if self._other_holder(candidate, statement):
            yield "holder"
        known = self.codebook.claim_type(candidate.claim_type or "")
        is_asked = known is not None and self.codebook.max_claim_types > 0
        if is_asked and candidate.claim_type not in statement.claim_types:
            yield "claim type"

    def _other_holder(self, candidate: Candidate, statement: Statement) -> bool:
        if self.codebook.requirement("source") == "off":
            return False
        guessed = {each for each in candidate.actors if each in self.actors}
        speaker = candidate.speaker if candidate.speaker in self.actors else None
        if guessed and guessed != set(statement.source.actors):
            return True
        return speaker is not None and speaker != statement.source.speaker

    def _places(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(sorted({trimmed(each, self.text) for each in spans}))


def _ended(changed: tuple[str, ...]) -> Ending:
    return Ending("edited", changed) if changed else Ending("accepted")


def _content(suggestion: Suggestion) -> tuple[Span, ...]:
    return suggestion.candidate.content if suggestion.candidate else (suggestion.span,)


def _shared(suggestion: Suggestion, statement: Statement) -> float:
    return overlap(_content(suggestion), statement.content)


def _is_over(suggestion: Suggestion, statement: Statement) -> bool:
    """Tell whether a statement takes a suggestion's place, as the window sees it."""
    if suggestion.candidate is None:
        return any(suggestion.span.overlaps(each) for each in statement.content)
    return _shared(suggestion, statement) >= SAME_STATEMENT
