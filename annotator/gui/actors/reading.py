"""What the view reads in the background: how often actors are used, and where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotator.annotations.actors import ActorUse
from annotator.gui.actors.wording import Record, records_of
from annotator.gui.jobs.running import Job
from annotator.project import Project


@dataclass(frozen=True, slots=True)
class OwnUses:
    """Where the annotator in hand uses an actor; of what others do only the number is kept."""

    actor: str
    own: tuple[ActorUse, ...]
    others: int


Work = Callable[[Project, Job], object]


def reading_uses(actor_id: str) -> Work:
    """Return the work that finds where one actor is used."""

    def read(project: Project, _job: Job) -> OwnUses:
        uses = project.actor_uses(actor_id)
        mine = {each: project.hand_for(each).id for each in {use.article for use in uses}}
        own = tuple(each for each in uses if each.annotator == mine[each.article])
        return OwnUses(actor_id, own, len(uses) - len(own))

    return read


def reading_records(actor_ids: Sequence[str]) -> Work:
    """Return the work that finds in which mentions and statements each of some actors is used."""

    def read(project: Project, job: Job) -> dict[str, frozenset[Record]]:
        found: dict[str, frozenset[Record]] = {}
        for each in actor_ids:
            if job.is_cancelled():
                break
            found[each] = records_of(project.actor_uses(each))
        return found

    return read


def reading_counts(project: Project, _job: Job) -> dict[str, int]:
    """Find how often each actor is used, by whomever."""
    return dict(project.actor_counts())
