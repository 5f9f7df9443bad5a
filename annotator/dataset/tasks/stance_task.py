"""Rows of stances: a text unit, a target, and what is said about it there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annotator.agreement.units import Group, TargetKey, target_key
from annotator.annotations.model import Stance, Statement, Target
from annotator.annotations.wording import excerpt
from annotator.codebook.model import Topic
from annotator.corpus.span import Span
from annotator.dataset.alignment import Alignment, name_of, spoken_for
from annotator.dataset.tasks.rows import NONE, StanceTaskRow
from annotator.dataset.tasks.scene import UNCLEAR, UNSURE, Found, Negative, Scene, inside
from annotator.dataset.votes import Labels, Verdict, verdict

MOSTLY_NONE = "most annotators see none there"
DIFFERS = "says different things about one target"
_WORDS = 60  # code points of another statement that a stance is about


def stance_rows(scene: Scene) -> Iterator[Found]:
    """Yield a row for each statement and target, and for topics that are not taken up."""
    yield from scene.dropped_statements()
    alignment = Alignment(scene)
    for group in alignment.groups:
        yield from _of_group(alignment, group)
    yield from _topics_without(scene)


def _of_group(alignment: Alignment, group: Group[Statement]) -> Iterator[Found]:
    scene, counting = alignment.scene, alignment.counting(group)
    targets: dict[TargetKey, Target] = {}
    for each in counting.values():
        for stance in each.stances:
            targets.setdefault(target_key(stance, alignment.places), stance.target)
        if not each.stances:
            yield scene.dropped("statements", "takes no stance", each.id)
    for key, target in targets.items():
        yield from _of_target(alignment, group, key, target)


def _of_target(
    alignment: Alignment, group: Group[Statement], key: TargetKey, target: Target
) -> Iterator[Found]:
    scene, counting = alignment.scene, alignment.counting(group)
    said = {who: _on(each, key, alignment.places) for who, each in counting.items()}
    silent = [counting[who] for who in said if said[who] and not _labels(scene, said[who])]
    for each in silent:
        yield scene.dropped("stances", _why_silent(scene, each, key, alignment), each.id)

    def say(statement: Statement) -> Labels:
        stances = _on(statement, key, alignment.places)
        if not stances:
            return (NONE,)
        return (UNSURE,) if scene.is_own(statement) else _labels(scene, stances)

    votes = alignment.votes(group, say, NONE)
    if not any(labels != (NONE,) for labels in votes.values()):
        return
    found = verdict(votes, scene.options)
    speaking = {who: each for who, each in counting.items() if said[who]}
    if isinstance(found, str) or (found.label == NONE and scene.options.whose == "majority"):
        why = found if isinstance(found, str) else MOSTLY_NONE
        for each in speaking.values():
            yield scene.dropped("stances", why, each.id)
        return
    yield _row(alignment, group, said, found, votes, key, target)


def _on(statement: Statement, key: TargetKey, places: Mapping[str, str]) -> list[Stance]:
    return [each for each in statement.stances if target_key(each, places) == key]


def _labels(scene: Scene, stances: list[Stance]) -> Labels:
    """Return the label of what one statement says on one target; () for what does not count."""
    found = {_label(scene, each) for each in stances}
    return tuple(found) if len(found) == 1 and "" not in found else ()


def _label(scene: Scene, stance: Stance) -> str:
    options = scene.options
    if stance.value in scene.names.unclear and options.unclear != "keep":
        return UNCLEAR if options.unclear == "own" else ""
    if not stance.explicit and options.implicit != "keep":
        return f"implicit {stance.value}" if options.implicit == "own" else ""
    return stance.value


def _why_silent(scene: Scene, statement: Statement, key: TargetKey, alignment: Alignment) -> str:
    stances = _on(statement, key, alignment.places)
    if len({each.value for each in stances}) > 1:
        return DIFFERS
    is_unclear = stances[0].value in scene.names.unclear and scene.options.unclear == "drop"
    return "the stance is unclear" if is_unclear else "the stance is implicit"


def _row(
    alignment: Alignment,
    group: Group[Statement],
    said: Mapping[str, list[Stance]],
    found: Verdict,
    votes: Mapping[str, Labels],
    key: TargetKey,
    target: Target,
) -> StanceTaskRow:
    scene, counting = alignment.scene, alignment.counting(group)
    speaking = {who: each for who, each in counting.items() if said[who]}
    statement = spoken_for(speaking, found.winners)
    unit = scene.units.around(statement.content)
    explicit = {
        stance.explicit for who in found.winners if who in said for stance in said[who]
    } or {False}
    place = key[1] if key[0] != "statement" else target.id
    return StanceTaskRow(
        **scene.facts(
            f"{name_of(group.members)}|{key[0]}:{place}",
            unit,
            found,
            votes,
            (each.id for each in counting.values()),
        ),
        target_kind=target.kind,
        target_id=target.id,
        target_label=_target_label(scene, target),
        explicit=explicit.pop() if len(explicit) == 1 else None,
        holder=statement.source.actors,
        holder_names=scene.names.actor_names(statement.source.actors),
        content=inside(statement.content, unit),
    )


def _target_label(scene: Scene, target: Target) -> str:
    """Return what a stance is about: a topic's label, an actor's name, a statement's words."""
    if target.kind == "topic":
        topic = scene.names.codebook.topic(target.id)
        return topic.label if topic is not None else target.id
    if target.kind == "actor":
        return scene.names.actor_names((target.id,))[0]
    found = (
        each for layer in scene.layers.values() for each in layer.statements if each.id == target.id
    )
    other = next(found, None)
    return target.id if other is None else excerpt(scene.each.text, other.content, length=_WORDS)


def _topics_without(scene: Scene) -> Iterator[Found]:
    """Yield each topic of the codebook for each unit in which nobody takes a stance on it."""
    votes = scene.nothing()
    if scene.options.negatives == 0 or not votes:
        return
    taken: dict[str, list[Span]] = {}
    for layer in scene.layers.values():
        for each in layer.statements:
            for stance in each.stances:
                if stance.target.kind == "topic":
                    taken.setdefault(stance.target.id, []).append(scene.units.around(each.content))
    found = verdict(votes, scene.options)
    if isinstance(found, str):
        return
    for unit in dict.fromkeys(scene.units.around((each,)) for each in scene.units.tiles):
        for topic in scene.names.codebook.topics:
            spans = taken.get(topic.id)
            if spans is None or not any(each.overlaps(unit) for each in spans):
                yield _negative(scene, unit, topic, found, votes)


def _negative(
    scene: Scene, unit: Span, topic: Topic, found: Verdict, votes: Mapping[str, Labels]
) -> Negative:
    row_id = scene.name_in(unit, f"topic:{topic.id}")

    def row() -> StanceTaskRow:
        return StanceTaskRow(
            **scene.facts(row_id, unit, found, votes),
            target_kind="topic",
            target_id=topic.id,
            target_label=topic.label,
            explicit=False,
        )

    return Negative(scene.draw(row_id), row)
