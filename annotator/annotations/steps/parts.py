"""How one gesture changes one statement: plain functions from a statement to the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from annotator.annotations.model import Source, Stance, Statement, Target
from annotator.corpus.span import Span
from annotator.errors import AnnotationError

Role = Literal["source", "cue", "content", "addressee"]
ROLES: tuple[Role, ...] = ("source", "cue", "content", "addressee")


def part(statement: Statement, role: Role) -> tuple[Span, ...]:
    """Return the spans that a statement has in a role."""
    if role == "source":
        return statement.source.spans
    if role == "addressee":
        return statement.addressee.spans
    return statement.cue if role == "cue" else statement.content


def with_part(statement: Statement, role: Role, spans: tuple[Span, ...]) -> Statement:
    """Return the statement with other spans in a role."""
    if role == "source":
        return replace(statement, source=replace(statement.source, spans=spans))
    if role == "addressee":
        return replace(statement, addressee=replace(statement.addressee, spans=spans))
    if role == "cue":
        return replace(statement, cue=spans)
    return replace(statement, content=spans)


def with_span(spans: Sequence[Span], span: Span, text: str) -> tuple[Span, ...]:
    """Put a span among others, in the order of the text.

    The same span again takes it out. A span inside another one narrows it. A span that overlaps
    others, or has nothing but spaces between, grows together with them.
    """
    if span in spans:
        return tuple(each for each in spans if each != span)
    for index, each in enumerate(spans):
        if each.contains(span):
            return (*spans[:index], span, *spans[index + 1 :])
    apart = [each for each in spans if not _joined(each, span, text)]
    joined = [each for each in spans if _joined(each, span, text)]
    start = min([span.start, *(each.start for each in joined)])
    end = max([span.end, *(each.end for each in joined)])
    return tuple(sorted([*apart, Span(start, end)]))


def _joined(one: Span, two: Span, text: str) -> bool:
    if one.overlaps(two):
        return True
    gap = text[min(one.end, two.end) : max(one.start, two.start)]
    return not gap.strip() and len(f"{gap}.".splitlines()) == 1


def with_claim_type(
    statement: Statement, claim_type: str, *, at_most: int, instead_of: str | None = None
) -> tuple[Statement, str | None]:
    """Toggle a claim type; one too many takes the place of the last.

    A new one takes the place of ``instead_of``, where the statement has that.

    Returns also the claim type that had to make room.
    """
    types = statement.claim_types
    if claim_type in types:
        left = tuple(each for each in types if each != claim_type)
        return replace(statement, claim_types=left), None
    if instead_of in types:
        types = tuple(claim_type if each == instead_of else each for each in types)
        return replace(statement, claim_types=types), instead_of
    if len(types) < at_most:
        return replace(statement, claim_types=(*types, claim_type)), None
    kept = types[: max(at_most - 1, 0)]
    return replace(statement, claim_types=(*kept, claim_type)), types[-1] if types else None


def stance_on(statement: Statement, target: Target) -> Stance | None:
    """Return the statement's stance on a target, whatever spans name the target."""
    for stance in statement.stances:
        if (stance.target.kind, stance.target.id) == (target.kind, target.id):
            return stance
    return None


def with_stance(
    statement: Statement, target: Target, value: str, explicit: bool | None
) -> tuple[Statement, Stance | None]:
    """Set the stance on a target, or take it away where it is set like this already.

    ``explicit`` None keeps what it was (new: explicit). Returns also the stance that is now there.
    """
    old = stance_on(statement, target)
    if old is None:
        new = Stance(target, value, True if explicit is None else explicit)
        return replace(statement, stances=(*statement.stances, new)), new
    spans = target.spans or old.target.spans
    new = Stance(
        replace(target, spans=spans), value, old.explicit if explicit is None else explicit
    )
    if new == old:
        return without_stance(statement, target), None
    stances = tuple(new if each is old else each for each in statement.stances)
    return replace(statement, stances=stances), new


def without_stance(statement: Statement, target: Target) -> Statement:
    """Return the statement without its stance on a target."""
    old = stance_on(statement, target)
    if old is None:
        raise AnnotationError("There is no stance on that target. Nothing was changed.")
    left = tuple(each for each in statement.stances if each is not old)
    return replace(statement, stances=left)


def without_reference(statement: Statement, other: str) -> Statement:
    """Return the statement without parent or stances that point to another statement."""
    left = [
        each
        for each in statement.stances
        if each.target.id != other or each.target.kind != "statement"
    ]
    if len(left) == len(statement.stances) and statement.parent != other:
        return statement
    parent = None if statement.parent == other else statement.parent
    return replace(statement, stances=tuple(left), parent=parent)


def is_sourced(statement: Statement) -> bool:
    """Tell whether anything says that somebody other than the author speaks."""
    source = statement.source
    return bool(source.spans or source.actors or source.inferred or source.via or statement.cue)


def in_authors_voice(statement: Statement) -> Statement:
    """Return the statement as the author's own: no source, no cue."""
    return replace(statement, source=Source(), cue=(), voice="author")
