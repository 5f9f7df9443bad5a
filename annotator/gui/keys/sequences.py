"""Keys as text: how they are stored ("R, S"), how people read them ("r s"), which collide."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

MODIFIER_KEYS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_ScrollLock,
        Qt.Key.Key_Mode_switch,
    }
)
MOST_PRESSES = 2
_NAMES = {"Return": "Enter", "Del": "Delete", "PgDown": "PgDn", "Ins": "Insert"}


@lru_cache(maxsize=2048)  # asked of every key of every action whenever one of them changes
def normal(key: str) -> str:
    """Return a key in the one spelling in which it is stored and compared; "" if it is none.

    A word that Qt does not know as a key has no spelling.
    """
    sequence = QKeySequence(key)
    if not 0 < sequence.count() <= MOST_PRESSES:
        return ""
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


def presses(key: str) -> list[str]:
    """Return the keys to press one after the other, in the normal spelling."""
    first, _, second = normal(key).partition(", ")
    return [each for each in (first, second) if each]


@lru_cache(maxsize=1024)
def shown(key: str) -> str:
    """Return a key as people read it: "r s", "Ctrl+Z", "J"."""
    return " ".join(_shown_press(each) for each in presses(key))


def shown_all(keys: Iterable[str]) -> str:
    """Return several keys as people read them, with a slash between."""
    return " / ".join(dict.fromkeys(shown(each) for each in keys))


def in_the_way(one: str, other: str) -> bool:
    """Tell whether two keys cannot both act: they are the same, or one begins the other."""
    first, second = presses(one), presses(other)
    few = min(len(first), len(second))
    return bool(few) and first[:few] == second[:few]


def _shown_press(press: str) -> str:
    letter = press.removeprefix("Shift+")
    if len(letter) == 1 and letter.isalpha():
        return letter.upper() if press != letter else letter.lower()
    held, plus, name = press.rpartition("+")
    return f"{held}{plus}{_NAMES.get(name, name)}"
