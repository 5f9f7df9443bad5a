"""What can be done while settling: every action with its words and keys."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from string import ascii_uppercase
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication

from annotator.gui.actions import ActionSpec

if TYPE_CHECKING:
    from annotator.adjudication.proposals import ProposingRule

MENU = "Settle"
_LETTERS = ascii_uppercase[:9]
_BY_LETTER = frozenset("ABC")
"""Letters that take a version themselves; other letters have other jobs, so D on is a digit."""


class Acting(Protocol):
    """What is done about the matter in focus."""

    def take(self, letter: str) -> object: ...
    def take_throughout(self, letter: str) -> object: ...
    def take_proposed(self, rule: ProposingRule) -> object: ...
    def edit(self) -> object: ...
    def reject(self) -> object: ...
    def defer(self) -> object: ...
    def call_unclear(self) -> object: ...
    def withdraw(self) -> object: ...
    def finish_article(self) -> object: ...
    def undo(self) -> object: ...
    def redo(self) -> object: ...


class Whole(Protocol):
    """What is done about all articles."""

    def accept_unanimous(self) -> object: ...
    def open_unanimous(self) -> object: ...
    def show_unclear(self) -> object: ...
    def toggle_shown(self) -> object: ...


class SettlingWindow(Protocol):
    """What the window can do."""

    @property
    def acting(self) -> Acting: ...
    @property
    def whole(self) -> Whole: ...

    def begin(self) -> object: ...
    def next_open(self) -> object: ...
    def next_row(self) -> object: ...
    def previous_row(self) -> object: ...
    def next_article(self) -> object: ...
    def previous_article(self) -> object: ...
    def open_passage(self) -> object: ...
    def give_reason(self) -> object: ...
    def choose_kind(self) -> object: ...


def settling_commands(window: SettlingWindow) -> list[ActionSpec]:
    """Return every action of the window."""
    return [
        *_takes(window),
        *_proposals(window.acting),
        *_rulings(window.acting),
        *_second_thoughts(window),
        *_history(window),
        *_by_rule(window),
        *_moves(window),
        *_project(window),
    ]


def _takes(window: SettlingWindow) -> Iterator[ActionSpec]:
    acting = window.acting
    decide = partial(ActionSpec, needs="project_writing", scope="reading")
    for place, letter in enumerate(_LETTERS, 1):
        yield decide(
            f"settling.take_{letter.lower()}",
            _tr("Take %1").replace("%1", letter),
            f"{MENU}/{_tr('Take')}",
            partial(acting.take, letter),
            (str(place), letter) if letter in _BY_LETTER else (str(place),),
            _tr("Settle it as %1 has it").replace("%1", letter),
        )
    for letter in _LETTERS:
        yield decide(
            f"settling.throughout_{letter.lower()}",
            _tr("Take %1 throughout").replace("%1", letter),
            f"{MENU}/{_tr('Take throughout')}",
            partial(acting.take_throughout, letter),
            (f"Shift+{letter}",) if letter in _BY_LETTER else (),
            _tr("Settle everything about the same statement as %1 has it").replace("%1", letter),
        )


_decide = partial(ActionSpec, menu=MENU, needs="project_writing", scope="reading")


def _proposals(acting: Acting) -> Iterator[ActionSpec]:
    yield _decide(
        "settling.take_proposed",
        _tr("Take as the majority says"),
        callback=partial(acting.take_proposed, "majority"),
        keys=("P",),
        tooltip=_tr("Settle it as more than half have it; a tie stays open"),
    )
    yield _decide(
        "settling.take_likeliest",
        _tr("Take what is likeliest"),
        callback=partial(acting.take_proposed, "dawid-skene"),
        keys=("Shift+P",),
        tooltip=_tr("Settle it by the model of Dawid and Skene; a tie stays open"),
    )


def _rulings(acting: Acting) -> Iterator[ActionSpec]:
    yield _decide(
        "settling.edit",
        _tr("Edit"),
        callback=acting.edit,
        keys=("E",),
        tooltip=_tr("Take a version and change it"),
    )
    yield _decide(
        "settling.reject",
        _tr("None is right"),
        callback=acting.reject,
        keys=("X",),
        tooltip=_tr("Settle that no version is right: nothing is taken"),
    )
    yield _decide(
        "settling.defer",
        _tr("Put off"),
        callback=acting.defer,
        keys=("Q",),
        tooltip=_tr("Decide later; the article is not settled until then"),
    )


def _second_thoughts(window: SettlingWindow) -> Iterator[ActionSpec]:
    yield _decide(
        "settling.unclear",
        _tr("Guideline unclear…"),
        callback=window.acting.call_unclear,
        keys=("U",),
        tooltip=_tr("Say which entry of the codebook leaves it open; these are collected"),
    )
    yield _decide(
        "settling.withdraw",
        _tr("Open again"),
        callback=window.acting.withdraw,
        keys=("W",),
        tooltip=_tr("Take the ruling on this one back"),
    )
    yield _decide(
        "settling.reason",
        _tr("Give a reason"),
        callback=window.give_reason,
        keys=("R",),
        tooltip=_tr("Write why; it is stored with the next decision here"),
    )


def _history(window: SettlingWindow) -> Iterator[ActionSpec]:
    change = partial(ActionSpec, menu=MENU, needs="project_writing", section=1)
    yield change(
        "settling.undo",
        _tr("Undo"),
        callback=window.acting.undo,
        keys=("Ctrl+Z",),
        tooltip=_tr("Take back what was settled last, also on an earlier day"),
    )
    yield change(
        "settling.redo",
        _tr("Redo"),
        callback=window.acting.redo,
        keys=("Ctrl+Shift+Z", "Ctrl+Y"),
        tooltip=_tr("Settle again what was taken back last"),
    )


def _by_rule(window: SettlingWindow) -> Iterator[ActionSpec]:
    rule = partial(ActionSpec, menu=MENU, needs="project_writing", section=2)
    yield rule(
        "settling.done",
        _tr("Done with the article"),
        callback=window.acting.finish_article,
        keys=("D",),
        tooltip=_tr("Accept what all agree on in it, and go to the next article"),
        scope="reading",
    )
    yield rule(
        "settling.accept_unanimous",
        _tr("Accept what all agree on…"),
        callback=window.whole.accept_unanimous,
        keys=("Ctrl+U",),
        tooltip=_tr("In all articles, by rule; first you see how many"),
    )
    yield rule(
        "settling.open_unanimous",
        _tr("Open again what all agree on…"),
        callback=window.whole.open_unanimous,
        tooltip=_tr("Take back what was accepted by rule in all articles"),
    )


def _moves(window: SettlingWindow) -> Iterator[ActionSpec]:
    move = partial(ActionSpec, menu=f"{MENU}/{_tr('Go to')}", needs="project", section=3)
    read = partial(move, scope="reading")
    yield read(
        "settling.next_open",
        _tr("Next to settle"),
        callback=window.next_open,
        keys=("Return",),
        tooltip=_tr("Go on to the next one that is not settled"),
    )
    yield read("settling.next", _tr("Next"), callback=window.next_row, keys=("N", "J"))
    yield read(
        "settling.previous", _tr("Previous"), callback=window.previous_row, keys=("Shift+N", "K")
    )
    yield read(
        "settling.next_article", _tr("Next article"), callback=window.next_article, keys=("]",)
    )
    yield read(
        "settling.previous_article",
        _tr("Previous article"),
        callback=window.previous_article,
        keys=("[",),
    )
    yield move(
        "settling.filter", _tr("Kind of disagreement"), callback=window.choose_kind,
        keys=("Ctrl+F",), tooltip=_tr("Choose what the list shows"),
    )  # fmt: skip
    yield move(
        "settling.open",
        _tr("Open the passage"),
        callback=window.open_passage,
        keys=("Ctrl+Return",),
        tooltip=_tr("Go to the passage in the main window, with your own labels"),
    )


def _project(window: SettlingWindow) -> Iterator[ActionSpec]:
    spec = partial(ActionSpec, menu=MENU, needs="project", section=4)
    yield spec(
        "settling.begin",
        _tr("Look for differences"),
        callback=window.begin,
        keys=("F5",),
        tooltip=_tr("Look through all articles for what annotators disagree on"),
    )
    yield spec(
        "settling.go_on",
        _tr("Go on after each decision"),
        callback=lambda: None,
        tooltip=_tr("Without it you go on with Enter"),
        checkable=True,
    )
    yield spec(
        "settling.unclear_entries",
        _tr("Unclear in the guideline"),
        callback=window.whole.show_unclear,
        keys=("Ctrl+G",),
        tooltip=_tr("What was called unclear, by entry of the codebook"),
    )
    yield spec(
        "settling.show_gold",
        _tr("Annotators may see what was settled"),
        callback=window.whole.toggle_shown,
        tooltip=_tr("Each sees their own labels beside it, in articles that are settled"),
        needs="project_writing",
        checkable=True,
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("SettlingCommands", text)
