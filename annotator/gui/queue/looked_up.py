"""Orders of the queue for which the project must be read: done in the background."""

from __future__ import annotations

from collections.abc import Callable

from annotator.gui.jobs.running import Job
from annotator.gui.queue.orders import Order
from annotator.project import Project

Work = Callable[[Project, Job], object]


def _similar(project: Project, _job: Job) -> object:
    return project.clusters()


def _disputed(project: Project, job: Job) -> object:
    from annotator.workflows.agreement.disputed import most_disputed

    return (most_disputed(project, cancelled=job.is_cancelled),)


WORK: dict[Order, Work] = {"similar": _similar, "disputed": _disputed}
"""What finds the groups of article ids from which :func:`~annotator.gui.queue.orders.keys` come."""
