"""Rows of quotations: reported words with the source that the text gives for them."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.agreement.units import Group
from annotator.annotations import derived
from annotator.annotations.model import Statement
from annotator.dataset.alignment import Alignment, name_of, spoken_for
from annotator.dataset.tasks.rows import NONE, QuotationTaskRow
from annotator.dataset.tasks.scene import UNSURE, Found, Scene, inside
from annotator.dataset.tasks.stance_task import MOSTLY_NONE
from annotator.dataset.votes import Labels, Verdict, verdict

UNKNOWN = "UNKNOWN"
"""The label of a quotation whose holder is nobody in particular."""
AUTHOR = "AUTHOR"
_OWN_VOICE = "in the author's own voice"
_JOINED_BY = " + "


def quotation_rows(scene: Scene) -> Iterator[Found]:
    """Yield a row for each reported statement; its label are the ids of its holders."""
    yield from scene.dropped_statements()
    alignment = Alignment(scene)
    for group in alignment.groups:
        yield from _of_group(alignment, group)


def _of_group(alignment: Alignment, group: Group[Statement]) -> Iterator[Found]:
    scene, counting = alignment.scene, alignment.counting(group)

    def say(statement: Statement) -> Labels:
        if (statement.voice or derived.voice(statement)) == "author":
            return (AUTHOR,)
        if scene.is_own(statement):
            return (UNSURE,)
        return (_JOINED_BY.join(sorted(statement.source.actors)) or UNKNOWN,)

    votes = alignment.votes(group, say, NONE)
    if not any(who in votes for who in counting):
        return
    found = verdict(votes, scene.options)
    why = found if isinstance(found, str) else ""
    if isinstance(found, Verdict) and set(found.shares) <= {AUTHOR, NONE}:
        why = _OWN_VOICE
    elif isinstance(found, Verdict) and scene.options.whose == "majority":
        why = {AUTHOR: _OWN_VOICE, NONE: MOSTLY_NONE}.get(found.label, "")
    if why or isinstance(found, str):
        for each in counting.values():
            yield scene.dropped("statements", why, each.id)
        return
    reported = {who: each for who, each in counting.items() if say(each) != (AUTHOR,)}
    yield _row(alignment, group, spoken_for(reported, found.winners), found, votes)


def _row(
    alignment: Alignment,
    group: Group[Statement],
    statement: Statement,
    found: Verdict,
    votes: dict[str, Labels],
) -> QuotationTaskRow:
    scene, source = alignment.scene, statement.source
    unit = scene.units.around((*statement.content, *source.spans, *statement.cue))
    ids = (each.id for each in alignment.counting(group).values())
    return QuotationTaskRow(
        **scene.facts(name_of(group.members), unit, found, votes, ids),
        content=inside(statement.content, unit),
        sources=inside(source.spans, unit),
        cues=inside(statement.cue, unit),
        holder=source.actors,
        holder_names=scene.names.actor_names(source.actors),
        speaker=source.speaker or "",
        speaker_name=scene.names.actor_names((source.speaker,))[0] if source.speaker else "",
        quote=statement.quote or derived.quote(statement, scene.each.text),
    )
