"""What the text, the article and the codebook allow: refuses in words what cannot be stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.annotations.model import Actor, Stance, Statement, Target
from annotator.codebook.model import Codebook
from annotator.corpus.span import Span
from annotator.errors import AnnotationError
from annotator.plain_text import on_one_line

LONGEST_NAME = 200  # of an annotator, in characters
SOURCE_NAMINGS = ("name", "pronoun", "role", "metonym", "group", "document")
FIGURE_BOUNDS = ("exact", "at_least", "at_most", "about", "unspecified")
FIGURE_GROUPS = ("all", "civilians", "soldiers", "militants")
FIGURE_SIDES = ("both", "unspecified")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a statement stands on: text, codebook, known actors, the other statements."""

    text: str
    codebook: Codebook
    actors: Mapping[str, Actor]
    statements: Mapping[str, Statement]


def trimmed(span: Span, text: str) -> Span:
    """Return the span without outer white space; words are never completed.

    Raises :class:`AnnotationError` where the span leaves the text or covers only white space.
    """
    if span.end > len(text):
        raise AnnotationError(
            "That selection lies outside the article. Nothing was changed; select it again."
        )
    if not (text[span.start].isspace() or text[span.end - 1].isspace()):
        return span
    covered = span.covered(text)
    left = len(covered) - len(covered.lstrip())
    right = len(covered) - len(covered.rstrip())
    if left == len(covered):
        raise AnnotationError("That selection is empty. Select some words first.")
    return Span(span.start + left, span.end - right)


def check_statement(statement: Statement, ground: Ground) -> None:
    """Refuse a statement that the text, the codebook or the other statements do not allow."""
    _check_spans(statement, ground.text)
    _check_labels(statement, ground)
    _check_actors(actors_of(statement), ground.actors)
    check_stances(statement, ground)
    check_parent(statement, ground.statements)
    for child in ground.statements.values():
        if child.parent == statement.id and not inside(child.content, statement.content):
            raise AnnotationError(
                "Another statement lies inside this content. Take that one out first "
                "(its parent), then change the content."
            )


def _check_spans(statement: Statement, text: str) -> None:
    if not statement.content:
        raise AnnotationError(
            "A statement needs content. Add another part first, or remove the whole statement."
        )
    for span in spans_of(statement):
        if trimmed(span, text) != span:
            raise AnnotationError("A part begins or ends with a space. Select it again.")
    for one, two in zip(statement.content, statement.content[1:], strict=False):
        if one.end > two.start:
            raise AnnotationError("The parts of the content overlap or are out of order.")


def _check_labels(statement: Statement, ground: Ground) -> None:
    """Refuse what the codebook does not have; what a statement had before may stay."""
    codebook, types = ground.codebook, statement.claim_types
    before = ground.statements.get(statement.id, statement)
    is_new = before is statement
    most = max(codebook.max_claim_types, 0 if is_new else len(before.claim_types))
    if len(types) > most or len(set(types)) != len(types):
        raise AnnotationError(f"A statement has at most {codebook.max_claim_types} claim types.")
    for claim_type in types:
        if codebook.claim_type(claim_type) is None:
            _known("claim type", claim_type, () if is_new else before.claim_types)
    for what, value, allowed, had in (
        ("certainty", statement.certainty, codebook.certainty, before.certainty),
        ("voice", statement.voice, codebook.voices, before.voice),
        ("quotation type", statement.quote, codebook.quote_types, before.quote),
    ):
        if is_new or value != had:
            _known(what, value, allowed)
    had_units = () if is_new else tuple(each.unit for each in before.figures)
    for figure in statement.figures:
        _known("unit", figure.unit, (*codebook.figure_units, *had_units))


def _known(what: str, value: str | None, allowed: Sequence[str]) -> None:
    if value is not None and value not in allowed:
        raise AnnotationError(f"The codebook has no {what} {value!r}. Nothing was changed.")


def _check_actors(ids: Iterable[str], actors: Mapping[str, Actor]) -> None:
    for actor in ids:
        if actor not in actors:
            raise AnnotationError(f"There is no actor {actor!r}. Add the actor first.")


def check_stances(statement: Statement, ground: Ground) -> None:
    """Refuse unknown values, unknown targets, and two stances on one target."""
    seen: set[tuple[str, str]] = set()
    for stance in statement.stances:
        if ground.codebook.stance_value(stance.value) is None:
            raise AnnotationError(f"The codebook has no stance {stance.value!r}.")
        _check_target(stance, statement, ground)
        key = (stance.target.kind, stance.target.id)
        if key in seen:
            raise AnnotationError("A statement has one stance on one target.")
        seen.add(key)


def _check_target(stance: Stance, statement: Statement, ground: Ground) -> None:
    target: Target = stance.target
    if target.kind not in ground.codebook.stance_target_kinds:
        raise AnnotationError(f"The codebook has no stances on a {target.kind}.")
    if target.kind == "topic" and ground.codebook.topic(target.id) is None:
        raise AnnotationError(f"The codebook has no topic {target.id!r}.")
    if target.kind == "actor":
        _check_actors([target.id], ground.actors)
    if target.kind == "statement":
        if target.id == statement.id:
            raise AnnotationError("A statement takes no stance on itself. Choose another one.")
        if target.id not in ground.statements:
            raise AnnotationError("That statement is not in this article. Choose another one.")


def check_parent(statement: Statement, statements: Mapping[str, Statement]) -> None:
    """Refuse a parent that is missing, circular, or does not cover the content."""
    if statement.parent is None:
        return
    parent = statements.get(statement.parent)
    if parent is None:
        raise AnnotationError("That statement is not in this article. Choose another parent.")
    seen = {statement.id}
    above: Statement | None = parent
    while above is not None:
        if above.id in seen:
            raise AnnotationError("A statement cannot lie inside itself. Choose another parent.")
        seen.add(above.id)
        above = statements.get(above.parent) if above.parent else None
    if not inside(statement.content, parent.content):
        raise AnnotationError(
            "A statement lies inside another only where its whole content lies inside the other's "
            "content. Change the content or the parent."
        )


def inside(inner: Sequence[Span], outer: Sequence[Span]) -> bool:
    """Tell whether every span of ``inner`` lies in one of ``outer``."""
    return all(any(span.contains(each) for span in outer) for each in inner)


def spans_of(statement: Statement) -> list[Span]:
    """Return every span that the statement points to, whatever its role."""
    spans = [*statement.content, *statement.source.spans, *statement.cue]
    spans += [*statement.addressee.spans, *(figure.span for figure in statement.figures)]
    if statement.source.via is not None:
        spans += statement.source.via.spans
    for stance in statement.stances:
        spans += stance.target.spans
    return spans


def annotator_name(name: str) -> str:
    """Return the name of an annotator as it is stored; raises AnnotationError where it is none."""
    stripped = name.strip()
    if not stripped:
        raise AnnotationError("An annotator needs a name. Nothing was changed. Type one.")
    if len(stripped) > LONGEST_NAME or stripped != on_one_line(stripped):
        raise AnnotationError(
            f"An annotator's name stands on one line of at most {LONGEST_NAME} characters. "
            "Nothing was changed. Type another."
        )
    return stripped


def actors_of(statement: Statement) -> list[str]:
    """Return all actors that hold, speak, pass on or are addressed; not the stance targets."""
    source = statement.source
    actors = [*source.actors, *statement.addressee.actors]
    if source.speaker is not None:
        actors.append(source.speaker)
    if source.via is not None:
        actors.append(source.via.actor)
    return actors


def actors_named(statement: Statement) -> list[str]:
    """Return all actors that a statement names, stance targets too."""
    targets = (each.target for each in statement.stances)
    return [*actors_of(statement), *(each.id for each in targets if each.kind == "actor")]
