"""Puts the rows of the queue in the order that a person chose."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QObject, Signal, Slot

from annotator.gui.jobs.awaited import Awaited
from annotator.gui.jobs.running import Job
from annotator.gui.queue.model import QueueModel
from annotator.gui.queue.orders import SETTING, Order, keys, order_named
from annotator.gui.workbench import Workbench
from annotator.project import Project

Work = Callable[[Project, Job], object]


def _similar(project: Project, _job: Job) -> object:
    return project.clusters()


def _disputed(project: Project, job: Job) -> object:
    from annotator.workflows.agreement.disputed import most_disputed

    return (most_disputed(project, cancelled=job.is_cancelled),)


WORK: dict[Order, Work] = {"similar": _similar, "disputed": _disputed}
"""What finds the groups of article ids from which :func:`~annotator.gui.queue.orders.keys` come."""


class Arranging(QObject):
    """Knows the order, keeps it with the project, and arranges the model by it.

    Some orders are looked up in the background; ``arranged`` tells that rows may have moved, and
    ``failed`` brings the error where an order could not be looked up.
    """

    arranged = Signal()
    failed = Signal(object)

    def __init__(self, workbench: Workbench, model: QueueModel, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._model = model
        self._groups = Awaited(workbench, self)
        self._groups.arrived.connect(self._put_together)
        self._groups.failed.connect(self.failed)
        self.order: Order = "queue"

    @property
    def is_waiting(self) -> bool:
        """Whether the order is being looked up."""
        return self._groups.is_waiting

    def begin(self) -> None:
        """Take the order that the open project keeps; nothing is arranged yet."""
        self._groups.forget()
        project = self._workbench.project
        self.order = order_named(project.setting(SETTING) if project is not None else None)

    def choose(self, order: str) -> None:
        """Take another order, also when the project is opened next; nothing is arranged yet."""
        project = self._workbench.project
        self.order = order_named(order)
        if project is not None and not project.readonly:
            kept = None if self.order == "queue" else str(self.order)
            self._workbench.attempt(lambda: project.set_setting(SETTING, kept), about="storing")

    def arrange(self) -> None:
        """Put the rows in order, once all of them are there."""
        self._groups.forget()
        listing = self._model.listing
        if self.order in WORK and self._workbench.project is not None:
            self._groups.begin(WORK[self.order])
        elif self.order != "queue" or listing.is_arranged:
            self._put(keys(self.order, listing.rows))

    @Slot(object)
    def _put_together(self, groups: object) -> None:
        found = cast("tuple[tuple[str, ...], ...]", groups)
        self._put(keys(self.order, self._model.listing.rows, found))

    def _put(self, by: list[int] | None) -> None:
        self._model.arrange(by)
        self.arranged.emit()
