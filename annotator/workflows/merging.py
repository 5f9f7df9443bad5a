"""Puts copies of a project together, and tells what is new, the same or in conflict."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.annotations.actor_steps import Registry
from annotator.annotations.edits import Edit, Step
from annotator.workflows.comparing import compare
from annotator.workflows.merging_report import MergeReport, report_on
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.annotations.edits import Change
    from annotator.project import Project


def preview(project: Project, others: Sequence[Path]) -> MergeReport:
    """Return what :func:`merge` would do; nothing is changed.

    Raises what opening the copies raises, and MergeError for what is no copy of the project.
    """
    return report_on(project.preview_merge(others), is_preview=True)


def merge(
    project: Project,
    others: Sequence[Path],
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> MergeReport:
    """Take in copies of the project, all or none, and return what came of it.

    Articles that came in are compared with the others afterwards, and made ready for searching;
    ``cancelled`` stops that, and it goes on later. Raises like :func:`preview`.
    """
    report = report_on(project.merge(others), is_preview=False)
    if report.articles:
        compare(project, progress=progress, cancelled=cancelled)
        while not cancelled() and project.index_more(seconds=0.2):
            pass
    return report


def state(project: Project) -> MergeReport:
    """Return which conflicts are open, and what stands there twice, without any copy."""
    return report_on(project.merge_state(), is_preview=False)


def join_same_named(project: Project) -> Change | None:
    """Let actors of one name be one: the oldest stands for the others; None where there are none.

    One step among the actors that can be undone; no label changes. It is not done without being
    asked for, because a name can mean two, and because each copy would do it for itself.
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
    return project.apply(Step(_last_of_each(edits), f"Make actors of one name one: {names}", None))


def _last_of_each(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return one edit for each actor, from how it was to how it is at the end."""
    first: dict[str, Edit] = {}
    for each in edits:
        known = first.get(each.target)
        first[each.target] = each if known is None else Edit(known.before, each.after)
    return tuple(first.values())
