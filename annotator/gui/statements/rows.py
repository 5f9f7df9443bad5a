"""What the list shows, as plain values: a row per statement or possible statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from annotator.annotations.model import Stance, Statement
from annotator.annotations.offered.counterparts import origin
from annotator.annotations.session import Session
from annotator.annotations.wording import (
    candidate_holder,
    claim_type_label,
    excerpt,
    holder_words,
    stance_words,
)
from annotator.codebook.model import Codebook
from annotator.corpus.span import Span
from annotator.preannotation.suggestion import Suggestion

NO_COLOR = "grey"


@dataclass(frozen=True, slots=True)
class TypeMark:
    """A claim type as it is shown: its words, the hue of its group, and the group's place."""

    id: str
    label: str
    color: str
    bracket: int


@dataclass(frozen=True, slots=True)
class StanceLine:
    """A stance as it is shown: the sign and hue of its value, and the words."""

    sign: str
    color: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list; ``number`` is 0 for a possible statement.

    ``origin`` is the title of the article in which the annotator said so already.
    """

    kind: Literal["statement", "suggestion"]
    id: str
    span: Span
    number: int = 0
    types: tuple[TypeMark, ...] = ()
    holder: str = ""
    cue: str = ""
    content: str = ""
    stances: tuple[StanceLine, ...] = ()
    missing: tuple[str, ...] = ()
    unsure: bool = False
    origin: str = ""

    @property
    def lines(self) -> int:
        """How many lines the row takes: what it is, who says it, its words, and each stance."""
        return 2 + bool(self.said_by) + len(self.stances)

    @property
    def said_by(self) -> str:
        """Holder and cue of a possible statement, which stand on a line of their own."""
        if self.kind != "suggestion":
            return ""
        cue = f"“{self.cue}”" if self.cue else ""
        return " ".join(each for each in (self.holder, cue) if each)

    def words(self) -> str:
        """Return the row in one sentence, for screen readers and tool tips."""
        if self.kind == "suggestion":
            facts = [self.holder, self.cue, ", ".join(each.label for each in self.types)]
            said = ", ".join(fact for fact in facts if fact)
            head = f"As in “{self.origin}”" if self.origin else "Possible statement"
            words = f"{head}: {self.content}" + (f" ({said})" if said else "")
            return ". ".join([words, *(each.words for each in self.stances)])
        parts = [f"Statement {self.number}", ", ".join(each.label for each in self.types)]
        parts += [self.holder, self.content, *(each.words for each in self.stances)]
        if self.unsure:
            parts.append("unsure")
        return ". ".join([*(part for part in parts if part), *self.missing])


def lines_of(statement: Statement) -> int:
    """Return how many lines the row of a statement takes."""
    return 2 + len(statement.stances)


def lines_of_possible(session: Session, suggestion: Suggestion) -> int:
    """Return how many lines the row of a possible statement takes."""
    candidate = suggestion.candidate
    if candidate is None:
        return 2
    said, text = session.said_elsewhere(suggestion.id), session.text
    is_said = excerpt(text, candidate.cue) or candidate_holder(candidate, session.actors, text)
    return 2 + bool(is_said) + (len(said.stances) if said is not None else 0)


def statement_row(session: Session, statement: Statement) -> Row:
    """Return the row of a statement."""
    codebook = session.codebook
    return Row(
        kind="statement",
        id=statement.id,
        span=statement.content[0],
        number=session.numbers.get(statement.id, 0),
        types=tuple(type_mark(codebook, each) for each in statement.claim_types),
        holder=holder_words(statement, session.actors),
        content=excerpt(session.text, statement.content, length=160),
        stances=tuple(stance_line(session, each) for each in statement.stances),
        missing=session.missing(statement.id),
        unsure=statement.unsure,
    )


def suggestion_row(session: Session, suggestion: Suggestion) -> Row:
    """Return the row of a possible statement, or of a quotation that may become one."""
    candidate = suggestion.candidate
    if candidate is None:
        content = excerpt(session.text, [suggestion.span], length=160)
        return Row(kind="suggestion", id=suggestion.id, span=suggestion.span, content=content)
    said = session.said_elsewhere(suggestion.id)
    types = said.claim_types if said is not None else (candidate.claim_type,)
    return Row(
        kind="suggestion",
        id=suggestion.id,
        span=candidate.content[0],
        types=tuple(type_mark(session.codebook, each) for each in types if each is not None),
        holder=candidate_holder(candidate, session.actors, session.text),
        cue=excerpt(session.text, candidate.cue, length=40),
        content=excerpt(session.text, candidate.content, length=160),
        stances=tuple(stance_line(session, each) for each in said.stances) if said else (),
        origin=origin(suggestion),
    )


def type_mark(codebook: Codebook, claim_type_id: str) -> TypeMark:
    """Return how a claim type is shown; an unknown one is grey without bracket."""
    label = claim_type_label(codebook, claim_type_id)
    claim_type = codebook.claim_type(claim_type_id)
    if claim_type is not None:
        for place, group in enumerate(codebook.groups):
            if group.id == claim_type.group:
                return TypeMark(claim_type_id, label, group.color, place)
    return TypeMark(claim_type_id, label, NO_COLOR, -1)


def stance_line(session: Session, stance: Stance) -> StanceLine:
    """Return how a stance is shown."""
    value = session.codebook.stance_value(stance.value)
    words = stance_words(stance, session.codebook, session.actors, session.numbers)
    if value is None:
        return StanceLine("?", NO_COLOR, words)
    return StanceLine(shown_sign(value.sign), value.color, words)


def shown_sign(sign: str) -> str:
    """Return the sign of a stance value as it is drawn: a true minus for a hyphen."""
    return "−" if sign == "-" else sign
