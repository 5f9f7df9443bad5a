"""The actions of working apart: hand copies out, merge them, settle conflicts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from annotator.gui.actions import ActionSpec


class Sharing(Protocol):
    """What can be done with copies of the project."""

    def merge(self) -> object: ...
    def hand_out(self) -> object: ...


class Sharer(Protocol):
    """Who has them at hand."""

    @property
    def sharing(self) -> Sharing: ...


class Beside(Protocol):
    """The views in windows of their own."""

    def conflicts(self) -> object: ...


def sharing_commands(transfers: Sharer, beside: Beside) -> Iterator[ActionSpec]:
    """Yield the actions."""
    yield ActionSpec(
        "project.hand_out",
        _tr("Hand out…"),
        "File",
        lambda: transfers.sharing.hand_out(),
        tooltip=_tr("Write a copy for each annotator: their articles, and no labels of others"),
        needs="project",
        section=1,
    )
    yield ActionSpec(
        "project.merge",
        _tr("Merge…"),
        "File",
        lambda: transfers.sharing.merge(),
        ("Ctrl+M",),
        _tr("Take copies of this project in that were labelled elsewhere"),
        needs="project_writing",
        section=1,
    )
    yield ActionSpec(
        "review.conflicts",
        _tr("Conflicts"),
        "Review",
        lambda: beside.conflicts(),
        tooltip=_tr("What merged copies say differently, to take one of the versions"),
        needs="project",
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Commands", text)
