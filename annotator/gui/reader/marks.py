"""What the reader draws over an article, as plain values, made from a labelling session."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from annotator.annotations.model import Actor, Mention, Statement
from annotator.codebook.model import Codebook
from annotator.corpus.span import Span
from annotator.preannotation.suggestion import Suggestion

MarkKind = Literal["mention", "suggestion", "quotation", "statement", "role"]
Bracket = Literal["square", "round", "angle", "double", "plain"]
Focus = tuple[str, str] | None

BRACKETS: tuple[Bracket, ...] = ("square", "round", "angle", "double")
_UNCERTAIN = 0.5
_NO_GROUP_COLOR = "grey"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing drawn over the article.

    ``color`` is a hue role of the theme. ``underline`` (solid, dash, dot, dash_dot, wave) belongs
    to mentions and suggestions, ``bracket`` and ``label`` (a number) to what has a bracket in the
    margin, ``role`` is the small word above an outlined part. ``dotted`` says that nobody has
    confirmed it. ``owner`` is the id told when it is clicked, where that is not its own.
    """

    id: str
    spans: tuple[Span, ...]
    kind: MarkKind
    color: str = "grey"
    underline: str = "solid"
    label: str = ""
    dotted: bool = False
    role: str = ""
    bracket: Bracket = "plain"
    focused: bool = False
    tip: str = ""
    owner: str = ""

    @property
    def extent(self) -> Span:
        """The stretch from the first to the last fragment."""
        if len(self.spans) == 1:
            return self.spans[0]
        return Span(min(span.start for span in self.spans), max(span.end for span in self.spans))

    def covers(self, offset: int) -> bool:
        """Tell whether the character at ``offset`` lies in one of the fragments."""
        return any(span.start <= offset < span.end for span in self.spans)


class Labelled(Protocol):
    """What of a labelling session is shown in the reader."""

    @property
    def codebook(self) -> Codebook: ...
    @property
    def mentions(self) -> tuple[Mention, ...]: ...
    @property
    def statements(self) -> tuple[Statement, ...]: ...
    @property
    def open_suggestions(self) -> tuple[Suggestion, ...]: ...
    @property
    def actors(self) -> Mapping[str, Actor]: ...


def build_marks(session: Labelled, focus: Focus = None) -> tuple[Mark, ...]:
    """Return everything that is to be drawn, ``focus`` being ``("statement", id)`` or the like."""
    return (
        *(mention_mark(session, mention, focus) for mention in session.mentions if _shown(mention)),
        *(suggestion_mark(session, each, focus) for each in session.open_suggestions),
        *_statement_marks(session, focus),
    )


def mention_mark(session: Labelled, mention: Mention, focus: Focus = None) -> Mark:
    """Return how a mention is drawn: underlined in the colour and the style of its kind."""
    kind = session.codebook.entity_kind(mention.kind)
    actor = session.actors.get(mention.actor) if mention.actor else None
    label = kind.label if kind else mention.kind
    return Mark(
        id=mention.id,
        spans=(mention.span,),
        kind="mention",
        color=kind.color if kind else _NO_GROUP_COLOR,
        underline=kind.underline if kind else "solid",
        role=label if focus == ("mention", mention.id) else "",
        focused=focus == ("mention", mention.id),
        tip=f"{label}: {actor.name}" if actor else label,
    )


def suggestion_mark(session: Labelled, suggestion: Suggestion, focus: Focus = None) -> Mark:
    """Return how an undecided guess of the machine is drawn: dotted."""
    kind = session.codebook.entity_kind(suggestion.label)
    quotation = suggestion.kind == "quotation"
    label = "quotation" if quotation else (kind.label if kind else suggestion.label)
    focused = focus == ("suggestion", suggestion.id)
    sure = "uncertain" if suggestion.confidence < _UNCERTAIN else "suggested"
    return Mark(
        id=suggestion.id,
        spans=(suggestion.span,),
        kind="quotation" if quotation else "suggestion",
        color=kind.color if kind and not quotation else _NO_GROUP_COLOR,
        underline=kind.underline if kind else "solid",
        dotted=True,
        role=f"{label}?" if focused else "",
        focused=focused,
        tip=f"{label} ({sure})",
    )


def _shown(mention: Mention) -> bool:
    return mention.decision != "rejected"


def _statement_marks(session: Labelled, focus: Focus) -> Iterator[Mark]:
    for number, statement in enumerate(session.statements, start=1):
        focused = focus == ("statement", statement.id)
        yield statement_mark(session, statement, number, focused=focused)
        if focused:
            yield from role_marks(session, statement)


def statement_mark(
    session: Labelled, statement: Statement, number: int, *, focused: bool = False
) -> Mark:
    """Return how the content of a statement is drawn: tinted, with a numbered bracket."""
    color, bracket = _looks(session.codebook, statement)
    return Mark(
        id=statement.id,
        spans=statement.content,
        kind="statement",
        color=color,
        label=str(number),
        dotted=statement.unsure,
        bracket=bracket,
        focused=focused,
        tip=_statement_tip(session, statement, number),
    )


def role_marks(session: Labelled, statement: Statement) -> Iterator[Mark]:
    """Yield the outlined parts of a statement: source, via, cue, addressee, targets."""
    color, _ = _looks(session.codebook, statement)
    via = statement.source.via.spans if statement.source.via else ()
    targets = tuple(span for stance in statement.stances for span in stance.target.spans)
    parts: Sequence[tuple[str, tuple[Span, ...]]] = (
        ("source", statement.source.spans),
        ("via", via),
        ("cue", statement.cue),
        ("addressee", statement.addressee.spans),
        ("target", targets),
    )
    for role, spans in parts:
        if spans:
            yield Mark(
                id=f"{statement.id}/{role}",
                spans=spans,
                kind="role",
                color=color,
                role=role,
                focused=True,
                tip=role,
                owner=statement.id,
            )


def _looks(codebook: Codebook, statement: Statement) -> tuple[str, Bracket]:
    """Return hue and bracket of the group of the first claim type."""
    for claim_type_id in statement.claim_types:
        claim_type = codebook.claim_type(claim_type_id)
        if claim_type is None:
            continue
        for place, group in enumerate(codebook.groups):
            if group.id == claim_type.group:
                return group.color, BRACKETS[place % len(BRACKETS)]
    return _NO_GROUP_COLOR, "plain"


def _statement_tip(session: Labelled, statement: Statement, number: int) -> str:
    names = [
        session.actors[actor].name for actor in statement.source.actors if actor in session.actors
    ]
    types = [
        claim_type.label
        for each in statement.claim_types
        if (claim_type := session.codebook.claim_type(each)) is not None
    ]
    facts = [", ".join(names), ", ".join(types)]
    return "\n".join([f"Statement {number}", *(fact for fact in facts if fact)])
