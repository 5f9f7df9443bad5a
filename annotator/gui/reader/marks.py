"""What the reader draws over an article, as plain values, made from a labelling session."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from annotator.annotations.counterparts import origin
from annotator.annotations.model import Actor, Mention, Statement
from annotator.codebook.model import Codebook
from annotator.corpus.span import Span
from annotator.preannotation.suggestion import Suggestion

MarkKind = Literal["mention", "suggestion", "quotation", "statement", "role", "passage"]
Bracket = Literal["square", "round", "angle", "double", "plain"]
Focus = tuple[str, str] | None

BRACKETS: tuple[Bracket, ...] = ("square", "round", "angle", "double")
_UNCERTAIN = 0.5
_NO_COLOR = "grey"


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


class MarkBuilder:
    """Makes the marks of a session again and again, anew only where something is different."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[_Recipe, Mark]] = {}

    def build(self, session: Labelled, focus: Focus = None) -> tuple[Mark, ...]:
        """Return everything that is to be drawn, ``focus`` being ``("statement", id)`` or so."""
        made: dict[str, tuple[_Recipe, Mark]] = {}
        for mark_id, recipe in _recipes(session, focus):
            old = self._made.get(mark_id)
            if old is None or old[0] != recipe:
                make, parts = recipe
                old = recipe, make(*parts)
            made[mark_id] = old
        self._made = made
        marks = [mark for _, mark in made.values()]
        for statement in session.statements:
            if focus == ("statement", statement.id):
                marks.extend(role_marks(session.codebook, statement))
        for suggestion in session.open_suggestions:
            if focus == ("suggestion", suggestion.id):
                marks.extend(candidate_roles(session.codebook, suggestion))
        return tuple(marks)


_Recipe = tuple[Callable[..., Mark], tuple[object, ...]]


def _recipes(session: Labelled, focus: Focus) -> Iterator[tuple[str, _Recipe]]:
    codebook, actors = session.codebook, session.actors
    for mention in session.mentions:
        if mention.decision != "rejected":
            actor = actors.get(mention.actor) if mention.actor else None
            focused = focus == ("mention", mention.id)
            yield mention.id, (mention_mark, (codebook, mention, actor, focused))
    for suggestion in session.open_suggestions:
        focused = focus == ("suggestion", suggestion.id)
        if suggestion.candidate is not None:
            yield suggestion.id, (candidate_mark, (codebook, suggestion, focused))
            continue
        yield suggestion.id, (suggestion_mark, (codebook, suggestion, focused))
    for number, statement in enumerate(session.statements, start=1):
        focused = focus == ("statement", statement.id)
        names = tuple(actors[each].name for each in statement.source.actors if each in actors)
        yield statement.id, (statement_mark, (codebook, statement, names, number, focused))


def mention_mark(codebook: Codebook, mention: Mention, actor: Actor | None, focused: bool) -> Mark:
    """Return how a mention is drawn: underlined in the colour and the style of its kind."""
    kind = codebook.entity_kind(mention.kind)
    label = kind.label if kind else mention.kind
    return Mark(
        id=mention.id,
        spans=(mention.span,),
        kind="mention",
        color=kind.color if kind else _NO_COLOR,
        underline=kind.underline if kind else "solid",
        role=label if focused else "",
        focused=focused,
        tip=f"{label}: {actor.name}" if actor else label,
    )


def suggestion_mark(codebook: Codebook, suggestion: Suggestion, focused: bool) -> Mark:
    """Return how an undecided guess of the machine is drawn: dotted."""
    quotation = suggestion.kind == "quotation"
    kind = None if quotation else codebook.entity_kind(suggestion.label)
    label = "quotation" if quotation else (kind.label if kind else suggestion.label)
    sure = "uncertain" if suggestion.confidence < _UNCERTAIN else "suggested"
    return Mark(
        id=suggestion.id,
        spans=(suggestion.span,),
        kind="quotation" if quotation else "suggestion",
        color=kind.color if kind else _NO_COLOR,
        underline=kind.underline if kind else "solid",
        dotted=True,
        role=f"{label}?" if focused else "",
        focused=focused,
        tip=f"{label} ({sure})",
    )


def candidate_mark(codebook: Codebook, suggestion: Suggestion, focused: bool) -> Mark:
    """Return how the content of a possible statement is drawn: a dotted bracket."""
    assert suggestion.candidate is not None
    claim_type = codebook.claim_type(suggestion.candidate.claim_type or "")
    guessed = [claim_type.label] if claim_type is not None else []
    sure = "uncertain" if suggestion.confidence < _UNCERTAIN else "suggested"
    color, bracket = _looks(codebook, [suggestion.candidate.claim_type or ""])
    title = origin(suggestion)
    made = f"as you labelled it in “{title}”" if title else f"by the rule {suggestion.rule}"
    return Mark(
        id=suggestion.id,
        spans=suggestion.candidate.content,
        kind="quotation",
        color=color,
        dotted=True,
        bracket=bracket,
        role="possible statement" if focused else "",
        focused=focused,
        tip="\n".join([f"possible statement ({sure}, {made})", *guessed]),
    )


def candidate_roles(codebook: Codebook, suggestion: Suggestion) -> Iterator[Mark]:
    """Yield the outlined parts of a possible statement: source, cue, addressee."""
    candidate = suggestion.candidate
    if candidate is None:
        return
    color, _ = _looks(codebook, [candidate.claim_type or ""])
    parts = {"source": candidate.source, "cue": candidate.cue, "addressee": candidate.addressee}
    yield from _outlined(suggestion.id, color, parts)


def statement_mark(
    codebook: Codebook,
    statement: Statement,
    names: tuple[str, ...],
    number: int,
    focused: bool,
) -> Mark:
    """Return how the content of a statement is drawn: tinted, with a numbered bracket."""
    color, bracket = _looks(codebook, statement.claim_types)
    found = (codebook.claim_type(each) for each in statement.claim_types)
    types = ", ".join(each.label for each in found if each is not None)
    facts = (f"Statement {number}", ", ".join(names), types)
    return Mark(
        id=statement.id,
        spans=statement.content,
        kind="statement",
        color=color,
        label=str(number),
        dotted=statement.unsure,
        bracket=bracket,
        focused=focused,
        tip="\n".join(fact for fact in facts if fact),
    )


def role_marks(codebook: Codebook, statement: Statement) -> Iterator[Mark]:
    """Yield the outlined parts of a statement: source, via, cue, addressee, targets."""
    color, _ = _looks(codebook, statement.claim_types)
    via = statement.source.via.spans if statement.source.via else ()
    targets = tuple(span for stance in statement.stances for span in stance.target.spans)
    parts = {
        "source": statement.source.spans,
        "via": via,
        "cue": statement.cue,
        "addressee": statement.addressee.spans,
        "target": targets,
    }
    yield from _outlined(statement.id, color, parts)


def _outlined(owner: str, color: str, parts: Mapping[str, tuple[Span, ...]]) -> Iterator[Mark]:
    for role, spans in parts.items():
        if spans:
            yield Mark(
                id=f"{owner}/{role}",
                spans=spans,
                kind="role",
                color=color,
                role=role,
                focused=True,
                tip=role,
                owner=owner,
            )


def _looks(codebook: Codebook, claim_types: Sequence[str]) -> tuple[str, Bracket]:
    """Return hue and bracket of the group of the first claim type."""
    for claim_type_id in claim_types:
        claim_type = codebook.claim_type(claim_type_id)
        if claim_type is None:
            continue
        for place, group in enumerate(codebook.groups):
            if group.id == claim_type.group:
                return group.color, BRACKETS[place % len(BRACKETS)]
    return _NO_COLOR, "plain"
