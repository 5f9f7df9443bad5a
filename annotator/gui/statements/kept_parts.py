"""Keeps the widgets of a column from one statement to the next: making them takes the time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.gui.statements.flow import FlowLayout

_ASIDE = 6
"""Widgets that are kept though nothing shows them now."""

W = TypeVar("W", bound=QWidget)


@dataclass(slots=True)
class _Part:
    """A widget with what it is made for, told apart by ``==``."""

    kind: object
    widget: QWidget
    is_inside: bool = True
    is_kept: bool = True


class KeptParts:
    """The widgets in a layout, in order; what is of use again stays.

    Within :meth:`anew` all that is to be shown is put in, from the top. What is not put in again
    is hidden, and taken out of the layout, so that neither Tab nor the eye finds it.
    """

    def __init__(self, layout: QVBoxLayout | FlowLayout) -> None:
        self._layout = layout
        self._shown: list[_Part] = []
        self._left: list[_Part] = []  # shown before and not put in again so far
        self._aside: list[_Part] = []
        self._is_forgotten = False
        self.is_arranged = False
        """Whether a widget came in, so that Tab has to be told where it stands."""

    @contextmanager
    def anew(self) -> Iterator[None]:
        """Show what is put in meanwhile, and nothing else."""
        self.is_arranged = False
        if self._is_forgotten:
            self._drop_all()
        self._left, self._shown = self._shown, []
        yield
        for part in self._left:
            self._take_out(part)
            if part.is_kept:
                self._aside.append(part)
            else:
                _drop(part)
        self._left = []
        while len(self._aside) > _ASIDE:
            _drop(self._aside.pop(0))

    def put(
        self,
        kind: object,
        make: Callable[[], W],
        refill: Callable[[W], object] | None = None,
    ) -> None:
        """Put in a widget of a kind, made if there is none, and let ``refill`` fill it.

        Without ``refill`` all widgets of a kind must show the same.
        """
        part = self._find(kind)
        if part is None:
            part = _Part(kind, make(), is_inside=False)
        if refill is not None:
            refill(part.widget)  # type: ignore[arg-type]  # what was made for this kind
        self._place(part)

    def add(self, widget: QWidget) -> None:
        """Put in a widget that is of no use afterwards."""
        self._place(_Part(None, widget, is_inside=False, is_kept=False))

    def forget(self) -> None:
        """Make every widget again when something is shown next."""
        self._is_forgotten = True

    def _find(self, kind: object) -> _Part | None:
        for parts in (self._left, self._aside):
            for at, part in enumerate(parts):
                if part.is_kept and part.kind == kind:
                    return parts.pop(at)
        return None

    def _place(self, part: _Part) -> None:
        """Let a part stand behind those that were put in; what stands in between goes."""
        at = len(self._shown)
        if part.is_inside:
            while self._layout.indexOf(part.widget) > at:
                between = self._layout.itemAt(at)
                self._take_out(self._part_of(between.widget() if between is not None else None))
        else:
            self._layout.insertWidget(at, part.widget)
            part.is_inside = self.is_arranged = True
            part.widget.show()
        self._shown.append(part)

    def _part_of(self, widget: QWidget | None) -> _Part:
        return next(each for each in self._left if each.widget is widget)

    def _take_out(self, part: _Part) -> None:
        if part.is_inside:
            self._layout.takeAt(self._layout.indexOf(part.widget))
            part.widget.hide()
            part.is_inside = False

    def _drop_all(self) -> None:
        for part in (*self._shown, *self._aside):
            self._take_out(part)
            _drop(part)
        self._shown, self._aside, self._is_forgotten = [], [], False


def _drop(part: _Part) -> None:
    """Let a widget go when the current event is done."""
    part.widget.setParent(None)
    part.widget.deleteLater()
