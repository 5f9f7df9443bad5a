"""What the Help menu offers: guide, keys, finding and changing what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Protocol

from annotator.gui.actions import ActionSpec
from annotator.gui.labelling.actions import tr


class Helping(Protocol):
    """What helps a person along."""

    def show_palette(self) -> object: ...
    def show_guide(self) -> object: ...
    def show_keys(self) -> object: ...
    def change_keys(self) -> object: ...
    def show_about(self) -> object: ...


def help_commands(helping: Helping) -> Iterator[ActionSpec]:
    """Return every action of the Help menu."""
    menu = partial(ActionSpec, menu="Help", needs="nothing")
    yield menu(
        "help.palette",
        tr("Find anything…"),
        callback=helping.show_palette,
        keys=("Ctrl+K", ":"),
        tooltip=tr("Find an action, a label, an article or an actor by typing a part of it"),
    )
    yield menu(
        "help.guide",
        tr("Guide"),
        callback=helping.show_guide,
        keys=("F1",),
        tooltip=tr("What to do, in ten steps"),
    )
    yield menu(
        "help.keys",
        tr("All keys"),
        callback=helping.show_keys,
        keys=("?",),
        tooltip=tr("Show all keys on one sheet"),
    )
    yield menu(
        "help.change_keys",
        tr("Change keys…"),
        callback=helping.change_keys,
        keys=("Ctrl+F1",),
        tooltip=tr("Give actions and labels other keys"),
    )
    yield menu(
        "help.about",
        tr("About"),
        callback=helping.show_about,
        section=1,
        tooltip=tr("Version and where things are kept"),
    )
