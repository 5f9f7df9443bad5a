"""Puts copies of a project together, and tells what is new, the same or in conflict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.annotations.edits import Edit, Step
from annotator.annotations.steps.on_actors import Registry
from annotator.workflows.marking.comparing import compare
from annotator.workflows.sharing.merging_report import (
    ConflictWords,
    MergeReport,
    conflict_words,
    may_see,
    report_on,
)
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.annotations.edits import Change
    from annotator.project import Project
    from annotator.project.together.joined import Conflict


def preview(
    project: Project, others: Sequence[Path], *, shown_to: str | None = None
) -> MergeReport:
    """Return what :func:`merge` would do; nothing is changed.

    ``shown_to`` is the annotator (id) who looks: labels of others are counted, not shown.
    Raises what opening the copies raises, and MergeError for what is no copy of the project.
    """
    return report_on(project.preview_merge(others), is_preview=True, shown_to=shown_to)


def merge(
    project: Project,
    others: Sequence[Path],
    *,
    shown_to: str | None = None,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> MergeReport:
    """Take in copies of the project, all or none, and return what came of it.

    Articles that came in are compared with the others afterwards, and made ready for searching;
    ``cancelled`` stops that, and it goes on later. Raises like :func:`preview`.
    """
    report = report_on(project.merge(others), is_preview=False, shown_to=shown_to)
    if report.articles:
        compare(project, progress=progress, cancelled=cancelled)
        while not cancelled() and project.index_more(seconds=0.2):
            pass
    return report


def state(project: Project) -> MergeReport:
    """Return which conflicts are open, and what stands there twice, without any copy."""
    return report_on(project.merge_state(), is_preview=False)


def same_named_step(project: Project) -> Step | None:
    """Return the step that lets actors of one name be one; None where there are none.

    The oldest stands for the others; no label changes, and it can be undone among the actors. It
    is not done without being asked for: a name can mean two, and each copy would do it for itself.
    """
    edits: list[Edit] = []
    actors = project.standing_actors()
    groups = project.merge_state().twice.actors
    for group in groups:
        step = Registry(actors, project.codebook).merge([each.id for each in group], group[0].id)
        actors = actors.with_edits(step.edits)
        edits += step.edits
    if not edits:
        return None
    names = ", ".join(group[0].name for group in groups[:3]) + (" …" if len(groups) > 3 else "")
    return Step(_last_of_each(edits), f"Make actors of one name one: {names}", None)


def join_same_named(project: Project) -> Change | None:
    """Do what :func:`same_named_step` offers; None where there is nothing to do."""
    step = same_named_step(project)
    return None if step is None else project.apply(step)


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """A conflict to settle, and its words."""

    conflict: Conflict
    words: ConflictWords


@dataclass(frozen=True, slots=True)
class OpenConflicts:
    """What one annotator can settle; ``others`` counts conflicts in labels of others."""

    conflicts: tuple[OpenConflict, ...]
    others: int


def open_conflicts(project: Project) -> OpenConflicts:
    """Return the conflicts that the current annotator can see and settle."""
    outcome = project.merge_state()
    seen = [each for each in outcome.conflicts if may_see(each, project.annotator.id)]
    return OpenConflicts(
        tuple(OpenConflict(each, conflict_words(each, outcome)) for each in seen),
        len(outcome.conflicts) - len(seen),
    )


def _last_of_each(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return one edit for each actor, from how it was to how it is at the end."""
    first: dict[str, Edit] = {}
    for each in edits:
        known = first.get(each.target)
        first[each.target] = each if known is None else Edit(known.before, each.after)
    return tuple(first.values())
