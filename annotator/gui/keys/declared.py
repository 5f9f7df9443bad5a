"""All actions of the program as they are declared, also of windows that are not open yet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annotator.gui.actions import ActionSpec


class _Nobody:
    """Stands where a window would: has everything, and does nothing."""

    def __getattr__(self, name: str) -> _Nobody:
        return self

    def __call__(self, *_: object, **__: object) -> None:
        return None


@cache
def main_window() -> tuple[ActionSpec, ...]:
    """Return the actions of the main window that do not come from a codebook."""
    from annotator.gui.commands import all_commands

    nobody: Any = _Nobody()  # fits every protocol of what can be done
    return tuple(all_commands(nobody, nobody, nobody, nobody, nobody))


@cache
def side_windows() -> tuple[tuple[str, tuple[ActionSpec, ...]], ...]:
    """Return the windows beside it that have actions of their own: title and actions."""
    from annotator.gui.actors import commands as actors
    from annotator.gui.adjudication import commands as settling
    from annotator.gui.agreement import commands as agreement
    from annotator.gui.codebook import commands as codebook
    from annotator.gui.concordance import commands as concordance
    from annotator.gui.dataset import commands as dataset
    from annotator.gui.repeats import view_commands as repeats
    from annotator.gui.training import commands as training

    nobody: Any = _Nobody()
    return (
        (actors.MENU, tuple(actors.actors_commands(nobody))),
        (agreement.MENU, tuple(agreement.agreement_commands(nobody))),
        (codebook.MENU, tuple(codebook.codebook_editor_commands(nobody))),
        (concordance.MENU, tuple(concordance.concordance_commands(nobody))),
        (dataset.MENU, tuple(dataset.dataset_commands(nobody))),
        (repeats.MENU, tuple(repeats.self_agreement_commands(nobody))),
        (settling.MENU, tuple(settling.settling_commands(nobody))),
        (training.MENU, tuple(training.training_commands(nobody))),
    )


def declared(action_id: str) -> ActionSpec | None:
    """Return an action as it is declared; None where no window has it.

    Windows that are not open yet are looked through only for what the main window lacks.
    """
    inside = _of_main_window().get(action_id)
    return inside or next((each for each in _all() if each.id == action_id), None)


@cache
def _of_main_window() -> Mapping[str, ActionSpec]:
    return {each.id: each for each in main_window()}


def place_of(action_id: str) -> str:
    """Return where an action stands in the menus: "Article › Undo"; its id if it is not known."""
    spec = declared(action_id)
    if spec is None:
        return action_id
    return " › ".join([*spec.menu.split("/"), spec.text.rstrip(".…")])


def _all() -> tuple[ActionSpec, ...]:
    return (*main_window(), *(spec for _, specs in side_windows() for spec in specs))
