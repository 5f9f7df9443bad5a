"""What can be done in the actors view: every action with its words and keys."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from annotator.gui.actions import ActionSpec

MENU = "Actors"


class ActorsWindow(Protocol):
    """What the view can do."""

    def add_actor(self) -> None: ...
    def rename(self) -> None: ...
    def merge(self) -> None: ...
    def split(self) -> None: ...
    def remove(self) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def find_actor(self) -> None: ...
    def go_to_names(self) -> None: ...
    def go_to_uses(self) -> None: ...


def actors_commands(window: ActorsWindow) -> list[ActionSpec]:
    """Return every action of the view."""
    return [*_changes(window), *_who_is_who(window), *_past(window), *_moves(window)]


def _changes(window: ActorsWindow) -> list[ActionSpec]:
    change = partial(ActionSpec, menu=MENU, needs="project_writing")
    return [
        change(
            "actors.add",
            _tr("Add…"),
            callback=window.add_actor,
            keys=("Ctrl+N",),
            tooltip=_tr("Add an actor that nobody has used yet"),
        ),
        change(
            "actors.rename",
            _tr("Rename"),
            callback=window.rename,
            keys=("F2",),
            scope="reading",
            tooltip=_tr("Write another name; the old one stays as another name"),
        ),
    ]


def _who_is_who(window: ActorsWindow) -> list[ActionSpec]:
    change = partial(ActionSpec, menu=MENU, needs="project_writing")
    return [
        change(
            "actors.merge",
            _tr("Merge…"),
            callback=window.merge,
            keys=("Ctrl+M",),
            tooltip=_tr("Let one of the selected actors stand for the others"),
        ),
        change(
            "actors.split",
            _tr("Split…"),
            callback=window.split,
            keys=("Ctrl+Shift+M",),
            tooltip=_tr("Make an own actor of some names and uses of the one in focus"),
        ),
        change(
            "actors.remove",
            _tr("Remove"),
            callback=window.remove,
            keys=("Del",),
            scope="reading",
            tooltip=_tr("Remove the selected actors, where nothing is labelled with them"),
        ),
    ]


def _past(window: ActorsWindow) -> list[ActionSpec]:
    past = partial(ActionSpec, menu=MENU, needs="project_writing", section=1)
    return [
        past(
            "actors.undo",
            _tr("Undo"),
            callback=window.undo,
            keys=("Ctrl+Z",),
            tooltip=_tr("Take back what was done last to the actors, also on an earlier day"),
        ),
        past(
            "actors.redo",
            _tr("Redo"),
            callback=window.redo,
            keys=("Ctrl+Shift+Z", "Ctrl+Y"),
            tooltip=_tr("Do again what was taken back"),
        ),
    ]


def _moves(window: ActorsWindow) -> list[ActionSpec]:
    go = partial(ActionSpec, menu=MENU, needs="project", section=2)
    return [
        go(
            "actors.find",
            _tr("Find"),
            callback=window.find_actor,
            keys=("Ctrl+F",),
            tooltip=_tr("Type a part of any name"),
        ),
        go(
            "actors.names",
            _tr("Other names"),
            callback=window.go_to_names,
            keys=("Ctrl+L",),
            tooltip=_tr("Go to the other names of the actor in focus"),
        ),
        go(
            "actors.uses",
            _tr("Uses"),
            callback=window.go_to_uses,
            keys=("Ctrl+U",),
            tooltip=_tr("Go to the passages in which the actor in focus is used"),
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actors", text)
