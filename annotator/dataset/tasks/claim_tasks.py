"""Rows of claims: whether a text unit makes one, and of which types a statement is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from annotator.agreement.units import Group
from annotator.annotations.model import Statement
from annotator.corpus.span import Span
from annotator.dataset.alignment import Alignment, name_of, spoken_for
from annotator.dataset.tasks.rows import CLAIM, NO_CLAIM, NONE, ClaimTaskRow, ClaimTypeTaskRow
from annotator.dataset.tasks.scene import UNSURE, Found, Negative, Scene, inside
from annotator.dataset.tasks.stance_task import MOSTLY_NONE
from annotator.dataset.votes import Labels, verdict

OUTSIDE = "outside of headline and body"
WITH_DROPPED = "holds a statement that does not count"


def claim_rows(scene: Scene) -> Iterator[Found]:
    """Yield a row for each text unit: whether there is a statement in it."""
    yield from scene.dropped_statements()
    held: defaultdict[int, list[Statement]] = defaultdict(list)
    for layer in scene.layers.values():
        for statement in layer.statements:
            tiles = {tile for span in statement.content for tile in scene.units.tiles_of(span)}
            if not tiles and statement.id not in scene.why_not:
                yield scene.dropped("statements", OUTSIDE, statement.id)
            for tile in tiles:
                held[tile].append(statement)
    for tile, unit in enumerate(scene.units.tiles):
        yield from _of_unit(scene, unit, held.get(tile, []))


def _of_unit(scene: Scene, unit: Span, held: list[Statement]) -> Iterator[Found]:
    counting = [each for each in held if each.id not in scene.why_not]
    votes: dict[str, Labels] = {}
    for who in scene.layers:
        own = [each for each in held if each.annotator == who]
        if any(each in counting for each in own):
            is_sure = any(not scene.is_own(each) for each in own if each in counting)
            votes[who] = (CLAIM,) if is_sure else (UNSURE,)
        elif not own and scene.may_say_nothing(who):
            votes[who] = (NO_CLAIM,)
    if not votes:
        if held:
            yield scene.dropped("text", WITH_DROPPED, scene.name_in(unit))
        return
    found = verdict(votes, scene.options)
    if isinstance(found, str):
        yield scene.dropped("text", found, scene.name_in(unit))
        return
    row_id = scene.name_in(unit)

    def row() -> ClaimTaskRow:
        spans = {span for each in counting for span in each.content}
        facts = scene.facts(row_id, unit, found, votes, (each.id for each in counting))
        return ClaimTaskRow(**facts, content=inside(sorted(spans), unit))

    is_negative = found.label == NO_CLAIM and (
        scene.options.whose != "soft" or set(found.shares) == {NO_CLAIM}
    )
    yield Negative(scene.draw(row_id), row) if is_negative else row()


def claim_type_rows(scene: Scene) -> Iterator[Found]:
    """Yield a row for each statement with a claim type."""
    yield from scene.dropped_statements()
    alignment = Alignment(scene)
    for group in alignment.groups:
        yield from _types_of(alignment, group)


def _types_of(alignment: Alignment, group: Group[Statement]) -> Iterator[Found]:
    scene, counting = alignment.scene, alignment.counting(group)

    def say(statement: Statement) -> Labels:
        return (UNSURE,) if scene.is_own(statement) else statement.claim_types

    for each in counting.values():
        if not say(each):
            yield scene.dropped("statements", "has no claim type", each.id)
    votes = alignment.votes(group, say, NONE)
    if all(labels == (NONE,) for labels in votes.values()):
        return
    found = verdict(votes, scene.options, is_multiple=True)
    if isinstance(found, str) or (found.label == NONE and scene.options.whose == "majority"):
        for each in counting.values():
            if say(each):
                why = found if isinstance(found, str) else MOSTLY_NONE
                yield scene.dropped("statements", why, each.id)
        return
    statement = spoken_for(counting, found.winners)
    unit = scene.units.around(statement.content)
    ids = (each.id for each in counting.values())
    yield ClaimTypeTaskRow(
        **scene.facts(name_of(group.members), unit, found, votes, ids),
        holder=statement.source.actors,
        holder_names=scene.names.actor_names(statement.source.actors),
        content=inside(statement.content, unit),
    )
