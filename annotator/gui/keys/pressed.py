"""What a key press may mean, whatever the layout of the keyboard.

Qt compares keys with shortcuts by the key's symbol in the current layout. That leaves out signs
that need AltGr or Shift elsewhere ("[" on a German keyboard), digits that need Shift (French), and
all letters where none is Latin (Russian, Greek). So a press is read three times: as the key that Qt
names, as the character it types, and as the character that stands at its place on a keyboard for
English (US). Place is asked last, and never of a key that types a Latin letter or a digit.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from annotator.gui.keys.sequences import MODIFIER_KEYS, normal

_Modifier = Qt.KeyboardModifier
_SHIFTED = dict(zip("1234567890-=[]\\;',./`", '!@#$%^&*()_+{}|:"<>?~', strict=True))

# Scan codes of set 1 (IBM PC AT), which Windows reports. Keycodes of X11 and Wayland are those of
# Linux plus 8 (xkeyboard-config, keycodes/evdev), which agree with set 1 as far as this table goes.
_ROWS = (
    (0x02, "1234567890-="),
    (0x10, "qwertyuiop[]"),
    (0x1E, "asdfghjkl;'`"),
    (0x2B, "\\zxcvbnm,./"),
)
_BY_SCAN_CODE = {start + at: sign for start, row in _ROWS for at, sign in enumerate(row)}
_XKB_OFFSET = 8
# Virtual key codes of macOS from 0 (HIToolbox/Events.h, kVK_ANSI_A and on; "?" is none of these).
_MAC = "asdfhgzxcv?bqweryt123465=97-80]ou[ip?lj'k;\\,/nm."
_BY_MAC_KEY = {at: sign for at, sign in enumerate(_MAC) if sign != "?"}


def readings(event: QKeyEvent, *, platform: str = "") -> Iterator[str]:
    """Yield what a press may mean as keys in their normal spelling, likeliest first.

    ``platform`` is Qt's name of the platform plugin (xcb, wayland, windows, cocoa); by default the
    one in use.
    """
    if event.key() in MODIFIER_KEYS:
        return
    found = (named(event), typed(event), placed(event, platform or QGuiApplication.platformName()))
    yield from dict.fromkeys(each for each in found if each)


def named(event: QKeyEvent) -> str:
    """Return the key as Qt names it: what a shortcut is compared with in the first place."""
    if event.key() in (0, Qt.Key.Key_unknown) or event.modifiers() & _Modifier.GroupSwitchModifier:
        return ""
    return normal(QKeySequence(event.keyCombination()).toString())


def typed(event: QKeyEvent) -> str:
    """Return the character that the press types, as a key; "" where it types none.

    Shift and AltGr are part of how a character is made, so that only Shift with a letter counts.
    """
    text = event.text()
    if len(text) != 1 or not text.isprintable() or text.isspace() or not _is_typing(event):
        return ""
    return _key_of(text, capital=text.isupper())


def placed(event: QKeyEvent, platform: str) -> str:
    """Return the key at that place of a US keyboard; "" where the press types a Latin character."""
    sign = _at_place(event, platform)
    held = event.modifiers()
    if not sign or _types_latin(event) or held & (_Modifier.AltModifier | _Modifier.MetaModifier):
        return ""
    shift = bool(held & _Modifier.ShiftModifier)
    if held & _Modifier.ControlModifier:
        return normal(f"Ctrl+{'Shift+' if shift else ''}{sign.upper()}")
    return _key_of(_SHIFTED.get(sign, sign) if shift else sign, capital=shift)


def recorded(event: QKeyEvent, *, platform: str = "") -> str:
    """Return the key under which a press is kept when a person chooses it for an action.

    A letter that is not Latin is kept as the Latin one at its place, so that it goes on to act when
    the layout is changed.
    """
    if event.key() in MODIFIER_KEYS:
        return ""
    letter = typed(event)
    if letter and letter.isascii():
        return letter
    place = placed(event, platform or QGuiApplication.platformName())
    if place and (not letter or not _is_latin_letter(event.text())):
        return place
    return letter or named(event)


def _key_of(character: str, *, capital: bool) -> str:
    if not character.isalpha():
        return normal(character)
    upper = character.upper()
    if len(upper) != 1:
        return normal(character)
    return normal(f"Shift+{upper}" if capital else upper)


def _is_typing(event: QKeyEvent) -> bool:
    """Tell whether what is held down makes a character: AltGr does (Ctrl and Alt on Windows)."""
    held = event.modifiers()
    if held & _Modifier.MetaModifier:
        return False
    control, alt = bool(held & _Modifier.ControlModifier), bool(held & _Modifier.AltModifier)
    return control == alt or (alt and sys.platform == "darwin")


def _types_latin(event: QKeyEvent) -> bool:
    key = event.key()
    if Qt.Key.Key_A <= key <= Qt.Key.Key_Z or Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        return True
    text = event.text()
    return text.isascii() and text.isalnum()


def _is_latin_letter(text: str) -> bool:
    return text.isalpha() and ord(text[0]) < 0x250  # up to Latin Extended-B


def _at_place(event: QKeyEvent, platform: str) -> str:
    if event.modifiers() & (_Modifier.KeypadModifier | _Modifier.GroupSwitchModifier):
        return ""
    if platform == "cocoa":
        return _BY_MAC_KEY.get(event.nativeVirtualKey(), "") if event.nativeScanCode() else ""
    code = event.nativeScanCode()
    return _BY_SCAN_CODE.get(code if platform == "windows" else code - _XKB_OFFSET, "")
