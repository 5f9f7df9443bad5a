"""What can be done with the queue, for the menus and the palette."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from annotator.gui.actions import ActionSpec
from annotator.gui.labelling.actions import tr


class Queue(Protocol):
    """The list of articles."""

    def offer_filters(self) -> None: ...
    def assign(self) -> object: ...


def queue_commands(queue: Queue) -> Iterator[ActionSpec]:
    """Yield the actions of the queue."""
    yield ActionSpec(
        "project.assign",
        tr("Assign articles…"),
        "File",
        queue.assign,
        (),
        tr("Share the articles out among annotators, and see how far everybody is"),
        needs="project_writing",
        section=2,
    )
    yield ActionSpec(
        "view.filter_queue",
        tr("Filter and order the queue…"),
        "View",
        queue.offer_filters,
        (),
        tr("Choose which articles the queue shows, and in which order"),
        needs="project",
    )
