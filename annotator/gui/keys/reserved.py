"""Keys that nobody can give to an action, because something else needs them, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from annotator.gui.keys.sequences import normal, presses

if TYPE_CHECKING:
    from annotator.gui.actions import ActionSpec

_FOCUS = frozenset({"Tab", "Shift+Tab", "Backtab", "Shift+Backtab", "Space", "Backspace", "Menu"})
_ONLY_READING = frozenset({"Return", "Enter", "Esc", "Del"})


def why_reserved(key: str, spec: ActionSpec, menus: Iterable[str] = ()) -> str:
    """Say why ``spec`` cannot have a key; "" where it can. ``menus`` are titles as "&File"."""
    for press in presses(key):
        if press in _caret_keys():
            return _tr("It moves or selects in the article, as everywhere.")
        if press in _FOCUS:
            return _tr("It is needed to move about in the window.")
        if press in set(_menu_keys(menus)):
            return _tr("It opens a menu.")
        if press in _ONLY_READING and spec.scope != "reading":
            return _tr("Buttons and lists need it.")
    return ""


@cache
def _caret_keys() -> frozenset[str]:
    from annotator.gui.reader.moves import MOVES

    standard = QKeySequence.StandardKey
    kinds = [standard.Copy, standard.SelectAll]
    for move in MOVES:
        kinds += [move.plain, move.selecting]
    found = {each.toString() for kind in kinds for each in QKeySequence.keyBindings(kind)}
    # Some desktops move a caret with Ctrl and a letter, too; the reader leaves these to menus.
    copying = {each.toString() for each in QKeySequence.keyBindings(standard.Copy)}
    copying |= {each.toString() for each in QKeySequence.keyBindings(standard.SelectAll)}
    return frozenset(each for each in found if each in copying or not _is_control_letter(each))


def _is_control_letter(key: str) -> bool:
    letter = key.removeprefix("Ctrl+").removeprefix("Shift+")
    return key.startswith("Ctrl+") and len(letter) == 1 and letter.isalpha()


def _menu_keys(menus: Iterable[str]) -> Iterator[str]:
    for title in menus:
        at = title.find("&")
        if at >= 0:
            yield normal(f"Alt+{title[at + 1]}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Keys", text)
