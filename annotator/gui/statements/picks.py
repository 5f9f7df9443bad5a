"""What is picked from a chooser becomes a step, on the card and by key alike. No widgets here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Target, Via
from annotator.annotations.offered.proposals import as_holder
from annotator.annotations.session import UNCHANGED, Session
from annotator.corpus.span import Span
from annotator.gui.statements.choices import HELD, IN_OWN_NAME, NEW, NEW_TOPIC, target_of
from annotator.gui.widgets.matching import Choice

WithActor = Callable[[Session, str, Sequence[Edit]], Step]
"""Builds a step from the id of an actor and the edits that add it, where it is new."""


def with_actor(session: Session, picked: str, build: WithActor) -> Step:
    """Build a step with the actor that was picked; a name that nobody has becomes a new actor."""
    if not picked.startswith(NEW):
        return build(session, picked, ())
    name = picked.removeprefix(NEW)
    known = session.actor_named(name)
    if known is not None:
        return build(session, known.id, ())
    actor, edit = session.add_actor(name)
    return build(session, actor.id, (edit,))


def adding_holder(statement_id: str) -> WithActor:
    """Return what adds a holder, or takes one out who is in already.

    A person who acts for somebody becomes their speaker.
    """

    def build(session: Session, picked: str, adding: Sequence[Edit]) -> Step:
        if picked.startswith(HELD):
            return without_holder(session, statement_id, picked.removeprefix(HELD))
        now = session.statement(statement_id).source.actors
        actor = session.actors.get(picked)
        holder = as_holder(actor) if actor is not None else None
        added = holder.actors if holder is not None else (picked.removeprefix(IN_OWN_NAME),)
        speaker = holder.speaker if holder is not None and holder.speaker else UNCHANGED
        return session.set_actors(statement_id, (*now, *added), speaker=speaker, adding=adding)

    return build


def without_holder(session: Session, statement_id: str, actor: str) -> Step:
    """Return the step that takes an actor out; with the last one their speaker goes, too."""
    source = session.statement(statement_id).source
    left = [each for each in source.actors if each != actor]
    return session.set_actors(statement_id, left, speaker=source.speaker if left else None)


def setting_speaker(statement_id: str) -> WithActor:
    """Return what says who spoke for the holder; an empty pick is nobody."""

    def build(session: Session, picked: str, adding: Sequence[Edit]) -> Step:
        now = session.statement(statement_id).source.actors
        return session.set_actors(statement_id, now, speaker=picked or None, adding=adding)

    return build


def adding_addressee(statement_id: str) -> WithActor:
    """Return what adds an actor to those addressed, or takes one out who is in already."""

    def build(session: Session, picked: str, adding: Sequence[Edit]) -> Step:
        now = session.statement(statement_id).addressee
        held = picked.removeprefix(HELD)
        if held != picked:
            wording, actors = "Take out an addressee", [each for each in now.actors if each != held]
        else:
            wording, actors = "Add an addressee", list(dict.fromkeys((*now.actors, picked)))
        return session.change_statement(
            statement_id,
            wording=wording,
            adding=adding,
            addressee=replace(now, actors=tuple(actors)),
        )

    return build


def setting_medium(statement_id: str, spans: tuple[Span, ...] = ()) -> WithActor:
    """Return what says to which medium it was told; ``spans`` are where the text says so."""

    def build(session: Session, picked: str, adding: Sequence[Edit]) -> Step:
        source = session.statement(statement_id).source
        via = replace(source.via, actor=picked) if source.via else Via(picked, spans)
        return session.change_statement(
            statement_id,
            wording="Set the medium",
            adding=adding,
            source=replace(source, via=via),
        )

    return build


def stance_step(session: Session, statement_id: str, choice: Choice, value: str) -> Step:
    """Return the step that takes a stance on the target picked, perhaps a new actor or topic."""
    if choice.id.startswith(NEW_TOPIC):
        topic, edit = session.new_topic(choice.id.removeprefix(NEW_TOPIC))
        return session.set_stance(statement_id, Target("topic", topic.id), value, adding=(edit,))
    if not choice.id.startswith(NEW):
        target = target_of(choice, session.statement(statement_id))
        return session.set_stance(statement_id, target, value)

    def build(session: Session, actor: str, adding: Sequence[Edit]) -> Step:
        return session.set_stance(statement_id, Target("actor", actor), value, adding=adding)

    return with_actor(session, choice.id, build)
