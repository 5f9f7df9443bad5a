"""What the choosers of the statement card offer, likeliest first. Knows no widgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from annotator.annotations.derived import covering_sentences
from annotator.annotations.model import Actor, Stance, Statement, Target, TargetKind
from annotator.annotations.offered.proposals import as_holder
from annotator.annotations.session import Session
from annotator.annotations.steps.parts import stance_on
from annotator.annotations.validation import actors_of, inside
from annotator.annotations.wording import actor_name, excerpt, label, stance_verb
from annotator.gui.widgets.matching import Choice

NEW = "new:"  # before the name of an actor that is to be added
NEW_TOPIC = NEW + "\0topic:"  # before the label of a topic that is to be added
IN_OWN_NAME = "self:"  # before the id of a person who does not speak for whom they act for
HELD = "held:"  # before the id of an actor who is in already: picking it takes it out


def actor_choices(
    session: Session, *, likely: Sequence[str] = (), leaving_out: Iterable[str] = ()
) -> tuple[Choice, ...]:
    """Return all actors: the likely ones first, then those of this article, then by name."""
    used = Counter(each for statement in session.statements for each in actors_of(statement))
    left_out = set(leaving_out)
    places = {actor: place for place, actor in reversed(list(enumerate(likely)))}

    def rank(actor: Actor) -> tuple[int, int, str]:
        place = places.get(actor.id, len(likely))
        return place, -used[actor.id], actor.name.casefold()

    actors = sorted((each for each in session.actors.values() if each.id not in left_out), key=rank)
    return tuple(actor_choice(session.actors, each) for each in actors)


def actor_choice(actors: Mapping[str, Actor], actor: Actor) -> Choice:
    """Return an actor as a choice, with what tells it apart."""
    detail = label(actor.kind) if actor.kind != "unspecified" else ""
    if actor.acts_for:
        detail = f"acts for {actor_name(actors, actor.acts_for)}"
    shown, more = actor.aliases[:2], actor.aliases[2:]
    return Choice(actor.id, actor.name, detail, ", ".join(shown), also=" ".join(more))


def addressee_choices(session: Session, statement: Statement) -> tuple[Choice, ...]:
    """Return whom a statement may address: who is named with it comes first, its holders last."""
    now = statement.addressee
    near = (*now.spans, *statement.content, covering_sentences(session.text, statement))
    likely = [each for span in near for each in session.proposed_actors(span)]
    holders = {*statement.source.actors, statement.source.speaker}
    likely = [each for each in likely if each not in holders]
    choices = actor_choices(session, likely=likely, leaving_out=now.actors)
    others = sorted(choices, key=lambda choice: choice.id in holders)
    return (*others, *_held_choices(session, now.actors))


def holder_choices(session: Session, statement: Statement) -> tuple[Choice, ...]:
    """Return who may hold a statement: those its source names, then who spoke last before it.

    A person who acts for somebody is offered as their speaker, and once more for themselves.
    """
    likely = [each for span in statement.source.spans for each in session.proposed_actors(span)]
    likely += _spoke_before(session, statement)
    choices: list[Choice] = []
    for choice in actor_choices(session, likely=likely, leaving_out=statement.source.actors):
        choices.append(choice)
        actor = session.actors[choice.id]
        if as_holder(actor).speaker is not None:
            choices.append(Choice(IN_OWN_NAME + actor.id, actor.name, "in their own name"))
    return (*choices, *_held_choices(session, statement.source.actors))


def _held_choices(session: Session, held: Iterable[str]) -> tuple[Choice, ...]:
    """Return the actors who are in already; who types their name gets them, not a likeness."""
    actors = [session.actors[each] for each in held if each in session.actors]
    named = [(actor, actor_choice(session.actors, actor)) for actor in actors]
    return tuple(
        replace(choice, id=HELD + actor.id, detail="is in already: takes it out")
        for actor, choice in named
    )


def _spoke_before(session: Session, statement: Statement) -> list[str]:
    here = session.numbers[statement.id]
    before = reversed(session.statements[: here - 1])
    sources = [each.source for each in before]
    return [name for each in sources for name in ((each.speaker,) if each.speaker else each.actors)]


def speaker_choices(session: Session, statement: Statement) -> tuple[Choice, ...]:
    """Return who may have spoken for the holder: people who act for one of the actors first."""
    holders = set(statement.source.actors)
    people = [each for each in session.actors.values() if each.kind == "person"]
    acting = [each.id for each in people if each.acts_for in holders]
    others = [each.id for each in session.actors.values() if each.kind != "person"]
    nobody = (Choice("", "Nobody in particular"),) if statement.source.speaker else ()
    return (*nobody, *actor_choices(session, likely=acting, leaving_out=others))


def new_actor_choice(typed: str) -> Choice:
    """Return the choice that adds what was typed as an actor."""
    return Choice(NEW + typed, f"New actor “{typed}”", "added to the project", is_new=True)


def new_target_choices(session: Session) -> Callable[[str], tuple[Choice, ...]] | None:
    """Return what makes new targets of what was typed; None where the codebook takes none."""
    kinds, codebook = session.codebook.stance_target_kinds, session.codebook
    takes_topics = "topic" in kinds and codebook.allow_new_topics
    if not takes_topics and "actor" not in kinds:
        return None

    def choices(typed: str) -> tuple[Choice, ...]:
        name = f"New topic “{typed}”"
        topic = Choice(NEW_TOPIC + typed, name, "added to the codebook", is_new=True)
        actors = (new_actor_choice(typed),) if "actor" in kinds else ()
        return (*actors, topic) if takes_topics else actors

    return choices


def target_choices(session: Session, statement: Statement, value: str) -> tuple[Choice, ...]:
    """Return what a stance may be about: the likeliest first, then what was used here most.

    A target that has a stance says what picking it with ``value`` does; it comes last.
    """
    used = Counter(
        f"{each.target.kind}:{each.target.id}"
        for other in session.statements
        for each in other.stances
    )
    weighed = session.weighed_targets(statement)
    likely = {f"{each.kind}:{each.id}": weight for weight, each in weighed}
    taken = {f"{each.target.kind}:{each.target.id}": each for each in statement.stances}
    kinds = session.codebook.stance_target_kinds
    choices: list[Choice] = []
    if "topic" in kinds:
        choices += (
            Choice(f"topic:{each.id}", each.label or label(each.id), each.kind, "topic")
            for each in session.codebook.topics
        )
    if "actor" in kinds:
        choices += (
            Choice(
                f"actor:{each.id}",
                each.label,
                each.detail,
                "actor",
                also=f"{each.group} {each.also}",
            )
            for each in actor_choices(session, leaving_out=statement.source.actors)
        )
    if "statement" in kinds:
        choices += statement_choices(session, statement)

    def rank(choice: Choice) -> tuple[bool, float, int]:
        return choice.id in taken, -likely.get(choice.id, 0.0), -used[choice.id]

    return tuple(
        _taken_choice(session, each, taken[each.id], value) if each.id in taken else each
        for each in sorted(choices, key=rank)
    )


def _taken_choice(session: Session, choice: Choice, stance: Stance, value: str) -> Choice:
    """Return the choice of a target that has a stance, with what becomes of the stance."""
    verb = stance_verb(stance.target, stance.value, session.codebook)
    does = "takes it away" if stance.value == value else "changes it"
    return replace(choice, detail=f"{verb} it now: {does}", also=f"{choice.detail} {choice.also}")


def statement_choices(session: Session, statement: Statement) -> list[Choice]:
    """Return the other statements of the article, the nearest before this one first."""
    numbers = session.numbers
    others = [each for each in session.statements if each.id != statement.id]
    here = sum(each.content < statement.content for each in others) + 0.5
    others.sort(key=lambda each: (numbers[each.id] > here, abs(numbers[each.id] - here)))
    return [
        Choice(
            f"statement:{each.id}",
            f"Statement {numbers[each.id]}: {excerpt(session.text, each.content, length=50)}",
            "",
            "statement",
            number=numbers[each.id],
        )
        for each in others
    ]


def parent_choices(session: Session, statement: Statement) -> list[Choice]:
    """Return the statements whose content covers that of this one."""
    fitting = {
        each.id for each in session.statements if inside(statement.content, each.content)
    } - {statement.id}
    every = statement_choices(session, statement)
    nobody = [Choice("", "No other statement")] if statement.parent else []
    return [*nobody, *(each for each in every if each.id.partition(":")[2] in fitting)]


def target_of(choice: Choice, statement: Statement) -> Target:
    """Return the target that a choice of :func:`target_choices` names, with the spans it has."""
    kinds: dict[str, TargetKind] = {"topic": "topic", "actor": "actor", "statement": "statement"}
    kind, _, identifier = choice.id.partition(":")
    target = Target(kinds[kind], identifier)
    old = stance_on(statement, target)
    return old.target if old is not None else target
