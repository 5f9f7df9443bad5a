"""What can be done about repeat items, for the menus and the palette."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from annotator.gui.actions import ActionSpec
from annotator.gui.labelling.actions import tr


class Asking(Protocol):
    """Whatever asks which share comes back."""

    def ask(self) -> object: ...


class Showing(Protocol):
    """Whatever shows views beside the window."""

    def self_agreement(self) -> object: ...


def repeat_commands(repeats: Asking, beside: Showing) -> Iterator[ActionSpec]:
    """Yield the actions about articles that come back."""
    yield ActionSpec(
        "project.repeats",
        tr("Articles that come back…"),
        "File",
        repeats.ask,
        (),
        tr("Let a share of the done articles come back, to see how far people repeat themselves"),
        needs="project_writing",
        section=2,
    )
    yield ActionSpec(
        "review.self_agreement",
        tr("Agreement with yourself"),
        "Review",
        beside.self_agreement,
        (),
        tr("Compare what you said the first and the second time, in articles that came back"),
        needs="project",
    )
