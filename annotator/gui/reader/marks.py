"""What the reader draws over an article, as plain values, made from a labelling session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from operator import attrgetter
from typing import Literal, Protocol, TypeAlias

from annotator.annotations.indexes.open_suggestions import OpenSuggestions, Turns
from annotator.annotations.model import Actor, Mention, Statement
from annotator.annotations.offered.counterparts import origin
from annotator.annotations.wording import found_by
from annotator.codebook.model import Codebook
from annotator.corpus.span import Span
from annotator.gui.reader.upcoming import Upcoming
from annotator.preannotation.suggestion import Suggestion

MarkKind = Literal["mention", "suggestion", "quotation", "statement", "role", "passage", "comment"]
Bracket = Literal["square", "round", "angle", "double", "plain"]
Focus = tuple[str, str] | None

BRACKETS: tuple[Bracket, ...] = ("square", "round", "angle", "double")
_UNCERTAIN = 0.5
_NO_COLOR = "grey"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing drawn over the article.

    ``color`` is a hue role of the theme. ``underline`` (solid, dash, dot, dash_dot, wave) belongs
    to mentions and suggestions, ``bracket`` to what has a bracket in the margin; ``label`` stands
    beside it where the reader knows no number. ``role`` is the small word above an outlined part,
    ``dotted`` says that nobody has confirmed it. ``owner`` is the id told when it is clicked, where
    that is not its own.
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
        return _extent(self.spans)

    def covers(self, offset: int) -> bool:
        """Tell whether the character at ``offset`` lies in one of the fragments."""
        return any(span.start <= offset < span.end for span in self.spans)


def _extent(spans: Sequence[Span]) -> Span:
    if len(spans) == 1:
        return spans[0]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


class Labelled(Protocol):
    """What of a labelling session is shown in the reader; all of it in the order of the text."""

    @property
    def codebook(self) -> Codebook: ...
    @property
    def mentions(self) -> tuple[Mention, ...]: ...
    @property
    def statements(self) -> tuple[Statement, ...]: ...
    @property
    def open_suggestions(self) -> tuple[Suggestion, ...]: ...
    @property
    def offers(self) -> OpenSuggestions: ...
    @property
    def actors(self) -> Mapping[str, Actor]: ...
    def find(self, record_id: str) -> Mention | Statement | None: ...
    def referring_to(self, statement_id: str) -> tuple[Statement, ...]: ...


class MarkBuilder:
    """Makes the marks of a session: all of them, or only those that a change or the focus touches.

    Statements are made without their numbers, which move with every statement before them; the
    reader looks these up when it draws.
    """

    def __init__(self) -> None:
        self._made: dict[str, tuple[_Recipe, Mark]] = {}
        self._roles: dict[str, Mark] = {}
        self._turns = Turns()
        self._focus: Focus = None
        self._upcoming = Upcoming(())
        self._passed: set[str] = set()

    def build(self, session: Labelled, focus: Focus = None) -> tuple[Mark, ...]:
        """Return everything that is to be drawn, ``focus`` being ``("statement", id)`` or so."""
        return tuple(self.in_order(session, focus).rest())

    def in_order(
        self, session: Labelled, focus: Focus = None, signs: Iterable[Mark] = ()
    ) -> Upcoming:
        """Return everything that is to be drawn, with other ``signs``; made when it is needed."""
        self._turns.since(session.offers)
        before, self._made, self._focus = self._made, {}, focus
        self._roles = {each.id: each for each in _roles(session, focus)}
        open_ones = session.offers.possible
        possible = [each for each in open_ones if each.candidate is not None]
        others: tuple[Iterable[_Drawn], ...]
        others = (possible, session.statements, signs, self._roles.values())
        ordered: list[Iterable[_Drawn]] = [sorted(each, key=_start) for each in others]
        ordered.append(session.mentions)
        ordered.append(each for each in open_ones if each.candidate is None)
        ordered.append(session.offers.mentions())
        self._passed = set()
        coming = _not_in(self._passed, merge(*ordered, key=_start))
        marks = _marks_of(coming, session, focus, before, self._made)
        self._upcoming = Upcoming(marks, _bracketed(session))
        return self._upcoming

    def update(
        self, session: Labelled, focus: Focus = None, touched: Iterable[str] = ()
    ) -> tuple[set[str], list[Mark]]:
        """Return the ids of marks that go, and the marks that come or are different now.

        ``touched`` are the ids of mentions and statements that changed since the marks were made
        last; what became of suggestions, and the focus, is found out here.
        """
        names = {*touched, *self._turned(session)}
        names |= {each[1] for each in (focus, self._focus) if each is not None}
        self._passed |= names
        gone, come = set(), []
        for name in sorted(names):
            record = session.find(name) or session.offers.find(name)
            recipe = _recipe(session, record, focus) if record is not None else None
            old = self._made.pop(name, None)
            if recipe is None:
                gone |= {name} if old is not None else set()
                continue
            self._made[name] = (recipe, old[1]) if old and old[0] == recipe else _made(recipe)
            if old is None or self._made[name][1] is not old[1]:
                come.append(self._made[name][1])
        self._focus = focus
        roles = {each.id: each for each in _roles(session, focus)}
        come += [each for each in roles.values() if self._roles.get(each.id) != each]
        gone |= self._roles.keys() - roles.keys()
        self._roles = roles
        return gone, come

    def _turned(self, session: Labelled) -> Iterable[str]:
        """Return what is open no longer, or only now, since the marks were made last."""
        turned = self._turns.since(session.offers)
        if turned is None:
            self._upcoming.make_all()
            return {*self._made, *(each.id for each in session.open_suggestions)}
        return turned


_Recipe = tuple[Callable[..., Mark], tuple[object, ...]]
_Record: TypeAlias = Mention | Suggestion | Statement
_Drawn: TypeAlias = Mark | _Record


def _start(drawn: _Drawn) -> int:
    """Return where something that is drawn begins."""
    if isinstance(drawn, Mention):
        return drawn.span.start
    spans = _spans(drawn)
    return spans[0].start if len(spans) == 1 else _extent(spans).start


def _spans(drawn: Mark | Suggestion | Statement) -> tuple[Span, ...]:
    if isinstance(drawn, Suggestion):
        return (drawn.span,) if drawn.candidate is None else drawn.candidate.content
    return drawn.content if isinstance(drawn, Statement) else drawn.spans


def _bracketed(session: Labelled) -> list[Span]:
    """Return the extents of all that has a bracket, in the order of the text."""
    extents = [_extent(_spans(each)) for each in session.offers.possible]
    extents += [_extent(each.content) for each in session.statements]
    return sorted(extents, key=attrgetter("start"))


def _not_in(passed: set[str], records: Iterable[_Drawn]) -> Iterator[_Drawn]:
    """Yield records without those that were changed, and made, before their turn came."""
    return (each for each in records if each.id not in passed)


def _marks_of(
    records: Iterable[_Drawn],
    session: Labelled,
    focus: Focus,
    before: Mapping[str, tuple[_Recipe, Mark]],
    made: dict[str, tuple[_Recipe, Mark]],
) -> Iterator[Mark]:
    """Yield the marks of records and note them in ``made``; those that stay the same are kept."""
    for record in records:
        if isinstance(record, Mark):
            yield record
            continue
        recipe = _recipe(session, record, focus)
        if recipe is not None:
            old = before.get(record.id)
            found = old if old is not None and old[0] == recipe else _made(recipe)
            made[record.id] = found
            yield found[1]


def _made(recipe: _Recipe) -> tuple[_Recipe, Mark]:
    make, parts = recipe
    return recipe, make(*parts)


def _recipe(session: Labelled, record: _Record, focus: Focus) -> _Recipe | None:
    """Return what the mark of a record is made of; None where it is not drawn."""
    codebook, actors = session.codebook, session.actors
    focused = focus is not None and focus[1] == record.id
    if isinstance(record, Statement):
        names = tuple(actors[each].name for each in record.source.actors if each in actors)
        return statement_mark, (codebook, record, names, focused)
    if isinstance(record, Suggestion):
        make = suggestion_mark if record.candidate is None else candidate_mark
        return make, (codebook, record, focused)
    if record.decision == "rejected":
        return None
    actor = actors.get(record.actor) if record.actor else None
    return mention_mark, (codebook, record, actor, focused)


def _roles(session: Labelled, focus: Focus) -> list[Mark]:
    """Return the outlined parts of what is in focus."""
    if focus is None:
        return []
    record = session.find(focus[1]) or session.offers.find(focus[1])
    if isinstance(record, Statement):
        return list(role_marks(session.codebook, record))
    if isinstance(record, Suggestion):
        return list(candidate_roles(session.codebook, record))
    return []


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
    made = f"as you labelled it in “{title}”" if title else f"found by {found_by(suggestion.rule)}"
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
    focused: bool,
) -> Mark:
    """Return how the content of a statement is drawn: tinted, with a bracket for its number."""
    color, bracket = _looks(codebook, statement.claim_types)
    found = (codebook.claim_type(each) for each in statement.claim_types)
    types = ", ".join(each.label for each in found if each is not None)
    facts = (", ".join(names), types)
    return Mark(
        id=statement.id,
        spans=statement.content,
        kind="statement",
        color=color,
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
