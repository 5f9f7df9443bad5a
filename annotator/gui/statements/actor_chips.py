"""The actors of a part of a statement as chips, with the button that adds one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from annotator.gui.statements.flow import FlowLayout
from annotator.gui.statements.kept_parts import KeptParts
from annotator.gui.statements.pieces import Chip


@dataclass(frozen=True, slots=True)
class ShownActor:
    """An actor's name, what its remover is called, and what that does."""

    words: str
    remove: str
    on_remove: Callable[[], None]


class ActorChips(QWidget):
    """Shows actors side by side, and others later; the button that adds one stands behind them."""

    def __init__(self, add: QPushButton) -> None:
        super().__init__()
        self._add = add
        self._parts = KeptParts(FlowLayout(self))

    def show_actors(self, actors: Sequence[ShownActor]) -> None:
        """Show these actors."""
        with self._parts.anew():
            for each in actors:
                self._parts.put("chip", partial(_chip, each), partial(_refill, each))
            self._parts.put("add", lambda: self._add)

    @property
    def is_arranged(self) -> bool:
        """Whether a chip came in, so that Tab has to be told where it stands."""
        return self._parts.is_arranged


def _chip(actor: ShownActor) -> Chip:
    return Chip(actor.words, actor.remove, actor.on_remove)


def _refill(actor: ShownActor, chip: Chip) -> None:
    chip.show_name(actor.words, actor.remove, actor.on_remove)
