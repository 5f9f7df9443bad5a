"""What can be taken out of a statement, piece by piece, in words. No widgets here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from annotator.annotations.edits import Step
from annotator.annotations.model import Statement, Target
from annotator.annotations.session import Session
from annotator.annotations.steps.parts import ROLES, Role, part
from annotator.annotations.wording import actor_name, excerpt, stance_words
from annotator.corpus.span import Span


@dataclass(frozen=True, slots=True)
class Removal:
    """One piece: its words, what it is to the statement, and what takes it out."""

    words: str
    what: str
    build: Callable[[Session], Step]


def removals(session: Session, statement: Statement) -> tuple[Removal, ...]:
    """Return everything that a statement can lose, what is set last of labels first."""
    return (
        *_labels(session, statement),
        *_people(session, statement),
        *_spans(session, statement),
    )


def _labels(session: Session, statement: Statement) -> Iterator[Removal]:
    for stance in reversed(statement.stances):
        words = stance_words(stance, session.codebook, session.actors, session.numbers)
        yield Removal(words, "stance", partial(_without_stance, statement.id, stance.target))


def _people(session: Session, statement: Statement) -> Iterator[Removal]:
    source, actors = statement.source, session.actors
    for each in source.actors:
        build = partial(_without_holder, statement.id, each)
        yield Removal(actor_name(actors, each), "actor", build)
    if source.speaker is not None:
        build = partial(_without_speaker, statement.id)
        yield Removal(actor_name(actors, source.speaker), "speaker", build)
    for each in statement.addressee.actors:
        build = partial(_without_addressee, statement.id, each)
        yield Removal(actor_name(actors, each), "addressee", build)
    if source.via is not None:
        build = partial(_without_medium, statement.id)
        yield Removal(actor_name(actors, source.via.actor), "medium", build)


def _spans(session: Session, statement: Statement) -> Iterator[Removal]:
    for role in ROLES:
        found = part(statement, role)
        if role == "content" and len(found) == 1:
            continue
        for span in found:
            words = excerpt(session.text, (span,))
            yield Removal(
                words, f"words of the {role}", partial(_toggled, statement.id, role, span)
            )
    for figure in statement.figures:
        words = excerpt(session.text, (figure.span,))
        yield Removal(words, "number", partial(_without_figure, statement.id, figure.span))


def _without_stance(statement_id: str, target: Target, session: Session) -> Step:
    return session.remove_stance(statement_id, target)


def _without_holder(statement_id: str, actor: str, session: Session) -> Step:
    source = session.statement(statement_id).source
    left = [each for each in source.actors if each != actor]
    return session.set_actors(statement_id, left, speaker=source.speaker if left else None)


def _without_speaker(statement_id: str, session: Session) -> Step:
    actors = session.statement(statement_id).source.actors
    return session.set_actors(statement_id, actors, speaker=None)


def _without_addressee(statement_id: str, actor: str, session: Session) -> Step:
    now = session.statement(statement_id).addressee
    left = tuple(each for each in now.actors if each != actor)
    return session.change_statement(
        statement_id, wording="Take out an addressee", addressee=replace(now, actors=left)
    )


def _without_medium(statement_id: str, session: Session) -> Step:
    source = session.statement(statement_id).source
    return session.change_statement(
        statement_id, wording="Take out the medium", source=replace(source, via=None)
    )


def _toggled(statement_id: str, role: Role, span: Span, session: Session) -> Step:
    return session.set_part(statement_id, role, span)


def _without_figure(statement_id: str, span: Span, session: Session) -> Step:
    return session.add_figure(statement_id, span)
