"""What a record says in one slot: for comparing, for noticing a later change, and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.adjudication.matters import Slot, digest
from annotator.agreement.spans.marks import overlap
from annotator.annotations.actors import StandingActors, standing_id
from annotator.annotations.model import Mention, Stance, Statement, Target
from annotator.annotations.wording import (
    actor_name,
    claim_type_label,
    excerpt,
    holder_words,
    label,
    stance_verb,
    target_label,
)
from annotator.codebook.model import Codebook
from annotator.corpus.span import Span


@dataclass(frozen=True, slots=True)
class Words:
    """What is needed to compare records and to put them into words.

    ``groups`` names for each statement the group of aligned statements that it is in.
    """

    text: str
    codebook: Codebook
    actors: StandingActors
    groups: Mapping[str, str]

    def target_name(self, target: Target) -> str:
        """Return what names a stance's target for everybody, today: its kind and id."""
        name = target.id
        if target.kind == "topic":
            topic = self.codebook.topic(name)
            name = name if topic is None else topic.id
        elif target.kind == "actor":
            name = standing_id(name, self.actors)
        else:
            name = self.groups.get(name, name)
        return f"{target.kind}:{name}"

    def target_words(self, target: Target, contents: Mapping[str, Sequence[Span]]) -> str:
        """Return what a stance is about; another statement by its words."""
        if target.kind == "statement" and target.id in contents:
            return f"“{excerpt(self.text, contents[target.id])}”"
        return target_label(target, self.codebook, self.actors, {})

    def stance_on(self, statement: Statement, target: str) -> Stance | None:
        """Return the stance that a statement takes on a target of that name."""
        found = (each for each in statement.stances if self.target_name(each.target) == target)
        return next(found, None)

    def slots_of(self, statements: Sequence[Statement]) -> tuple[tuple[Slot, str], ...]:
        """Return the slots in which aligned statements are compared, each with its target."""
        stances = {
            self.target_name(stance.target): None
            for statement in statements
            for stance in statement.stances
        }
        parts: tuple[tuple[Slot, str], ...] = (
            ("boundary", ""),
            ("source", ""),
            ("claim_type", ""),
        )
        return (*parts, *(("stance", target) for target in sorted(stances)))

    def value(self, statement: Statement, slot: Slot, target: str = "") -> str:
        """Return what a statement says in a slot, as one word that differs where it does."""
        if slot == "boundary":
            return _places(statement.content)
        if slot == "source":
            source = statement.source
            return ",".join(sorted(source.actors)) or f"at {_places(source.spans)}"
        if slot == "claim_type":
            return ",".join(sorted(statement.claim_types))
        said = (each.value for each in statement.stances if self.target_name(each.target) == target)
        return ",".join(sorted(said))

    def is_same(self, one: Statement, other: Statement, slot: Slot, target: str = "") -> bool:
        """Tell whether two aligned statements say the same in a slot.

        Sources are the same where the holders are, or, where neither names one, where the words
        that name the source overlap.
        """
        if slot != "source" or one.source.actors or other.source.actors:
            return self.value(one, slot, target) == self.value(other, slot, target)
        ones, others = one.source.spans, other.source.spans
        return overlap(ones, others) > 0 if ones and others else bool(ones) == bool(others)

    def said(self, statement: Statement, slot: Slot, target: str = "") -> str:
        """Return what a statement says in a slot, in words."""
        if slot == "source":
            return self._source(statement)
        if slot == "claim_type":
            types = (claim_type_label(self.codebook, each) for each in statement.claim_types)
            return ", ".join(types) or "no claim type"
        if slot == "stance":
            stance = self.stance_on(statement, target)
            if stance is None:
                return "no stance"
            words = stance_verb(stance.target, stance.value, self.codebook)
            return words if stance.explicit else f"{words} (implicit)"
        return f"“{excerpt(self.text, statement.content, length=200)}”"

    def _source(self, statement: Statement) -> str:
        words = holder_words(statement, self.actors)
        if statement.source.spans and not statement.source.actors:
            words = f"“{excerpt(self.text, statement.source.spans)}”"
        return words or "no source"

    def spans(self, statement: Statement, slot: Slot, target: str = "") -> tuple[Span, ...]:
        """Return where the text shows what a statement says in a slot."""
        if slot == "source":
            return statement.source.spans
        if slot == "stance":
            stance = self.stance_on(statement, target)
            return () if stance is None else stance.target.spans
        return statement.content

    def mention_words(self, mention: Mention) -> str:
        """Return what a mention says: its words, its kind and the actor behind it."""
        kind = self.codebook.entity_kind(mention.kind)
        words = f"“{excerpt(self.text, [mention.span])}”: "
        words += (kind.label if kind else "") or label(mention.kind)
        return f"{words}, {actor_name(self.actors, mention.actor)}" if mention.actor else words


def mention_value(mention: Mention) -> str:
    """Return what a mention says, as one word that differs where it does."""
    return f"{_places([mention.span])}:{mention.kind}:{mention.actor or ''}"


def seen(value: str) -> str:
    """Return the digest under which a ruling remembers what somebody said."""
    return digest(value)


def _places(spans: Sequence[Span]) -> str:
    return ",".join(f"{each.start}-{each.end}" for each in sorted(spans))
