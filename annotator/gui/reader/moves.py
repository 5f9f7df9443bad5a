"""Which caret key leads where; Qt's standard keys, so that each system keeps its habits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.gui.reader import motion
from annotator.gui.reader.page import Page
from annotator.gui.reader.units import Units

_Key = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Place:
    """Where a move begins: the caret, the column it keeps to, and how much is seen at once."""

    page: Page
    units: Units
    caret: int
    x: float
    seen: float


@dataclass(frozen=True, slots=True)
class Move:
    """A caret key: alone, with Shift, and where it leads.

    ``keeps_column`` is said of moves from line to line, ``side`` (-1 left, 1 right) of the arrows,
    which without Shift go to an end of the selection first.
    """

    plain: _Key
    selecting: _Key
    lead: Callable[[Place], int]
    keeps_column: bool = False
    side: int = 0


def _right(place: Place) -> int:
    return motion.beside(place.page, place.caret, right=True)


def _left(place: Place) -> int:
    return motion.beside(place.page, place.caret, right=False)


def _word(place: Place, *, right: bool) -> int:
    """Go to the end of a word onwards and to the start of one backwards: what is to be labelled."""
    number = place.page.number_at(place.caret)
    if right != place.page.block(number).right_to_left:
        return place.units.word_end_after(place.caret)
    return place.units.word_start_before(place.caret)


def _screen(place: Place, direction: int) -> int:
    distance = direction * place.seen * 0.9
    return motion.screen_away(place.page, place.caret, place.x, distance)


MOVES = (
    Move(_Key.MoveToNextChar, _Key.SelectNextChar, _right, side=1),
    Move(_Key.MoveToPreviousChar, _Key.SelectPreviousChar, _left, side=-1),
    Move(_Key.MoveToNextWord, _Key.SelectNextWord, lambda place: _word(place, right=True)),
    Move(_Key.MoveToPreviousWord, _Key.SelectPreviousWord, lambda place: _word(place, right=False)),
    Move(
        _Key.MoveToNextLine,
        _Key.SelectNextLine,
        lambda place: motion.line_down(place.page, place.caret, place.x),
        keeps_column=True,
    ),
    Move(
        _Key.MoveToPreviousLine,
        _Key.SelectPreviousLine,
        lambda place: motion.line_up(place.page, place.caret, place.x),
        keeps_column=True,
    ),
    Move(
        _Key.MoveToStartOfLine,
        _Key.SelectStartOfLine,
        lambda place: motion.line_start(place.page, place.caret),
    ),
    Move(
        _Key.MoveToEndOfLine,
        _Key.SelectEndOfLine,
        lambda place: motion.line_end(place.page, place.caret),
    ),
    Move(_Key.MoveToStartOfDocument, _Key.SelectStartOfDocument, lambda _: 0),
    Move(_Key.MoveToEndOfDocument, _Key.SelectEndOfDocument, lambda place: len(place.page.text)),
    Move(
        _Key.MoveToNextPage,
        _Key.SelectNextPage,
        lambda place: _screen(place, 1),
        keeps_column=True,
    ),
    Move(
        _Key.MoveToPreviousPage,
        _Key.SelectPreviousPage,
        lambda place: _screen(place, -1),
        keeps_column=True,
    ),
)


def move_for(event: QKeyEvent) -> tuple[Move, bool] | None:
    """Return the move that a key asks for, and whether it selects.

    Letters with Ctrl are keys of the menus: that some desktops move a caret with them, too (Ctrl+E
    to the end of the line), must not take these away.
    """
    with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    if with_control and Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z:
        return None
    for move in MOVES:
        if event.matches(move.plain):
            return move, False
        if event.matches(move.selecting):
            return move, True
    return None
