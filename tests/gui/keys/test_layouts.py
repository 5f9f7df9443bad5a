"""Keys act on keyboards of other languages. The events are those that Qt 6.11 sends there.

They were written down from Qt on X11 (xkeyboard-config: de, fr, es, tr, ru, gr) by a window that
prints what it gets; those of Windows and macOS differ in the scan code and the native key only.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from annotator.gui.actions import ActionSpec, ChordHints
from annotator.gui.keys.pressed import readings, recorded
from tests.gui.keys.small_window import small_window

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
ALT_GR = Qt.KeyboardModifier.GroupSwitchModifier
CTRL = Qt.KeyboardModifier.ControlModifier
WINDOWS_ALT_GR = CTRL | Qt.KeyboardModifier.AltModifier
DEAD_ACUTE = 0x1001251


def event_of(press, kind=QEvent.Type.KeyPress):
    key, text, modifiers, scan_code, native = press
    return QKeyEvent(kind, key, modifiers, scan_code, native, 0, text)


# the layout, what is pressed there, the shortcut that it has to reach
PRESSES = [
    ("German", (0x5B, "[", ALT_GR, 17, 0x5B), "["),
    ("German", (0x5D, "]", ALT_GR, 18, 0x5D), "]"),
    ("German", (0x3F, "?", SHIFT, 20, 0x3F), "?"),
    ("German", (0x3B, ";", SHIFT, 59, 0x3B), ";"),
    ("German", (0x27, "'", SHIFT, 51, 0x27), "'"),
    ("German", (0x3D, "=", SHIFT, 19, 0x3D), "="),
    ("German", (0xDF, "ß", NONE, 20, 0xDF), "-"),
    ("German", (DEAD_ACUTE, "", NONE, 21, 0xFE51), "="),
    ("French", (0x26, "&", NONE, 10, 0x26), "1"),
    ("French", (0x31, "1", SHIFT, 10, 0x31), "1"),
    ("French", (0xC9, "é", NONE, 11, 0xE9), "2"),
    ("French", (0x34, "4", SHIFT, 13, 0x34), "4"),
    ("French", (0xC0, "à", NONE, 19, 0xE0), "0"),
    ("French", (0x2E, ".", SHIFT, 59, 0x2E), "."),
    ("French", (0x5B, "[", ALT_GR, 14, 0x5B), "["),
    ("Spanish", (0x27, "'", NONE, 20, 0x27), "'"),
    ("Spanish", (0x5B, "[", ALT_GR, 34, 0x5B), "["),
    ("Spanish", (0x3D, "=", SHIFT, 19, 0x3D), "="),
    ("Turkish", (0x2A, "*", NONE, 20, 0x2A), "-"),
    ("Turkish", (0x15E, "ş", NONE, 47, 0x1BA), ";"),
    ("Turkish", (0x27, "'", SHIFT, 11, 0x27), "'"),
    ("Russian", (0x41E, "о", NONE, 44, 0x6CF), "J"),
    ("Russian", (0x41E, "О", SHIFT, 44, 0x6EF), "Shift+J"),
    ("Russian", (0x425, "х", NONE, 34, 0x6C8), "["),
    ("Russian", (0x416, "Ж", SHIFT, 47, 0x6F6), ":"),
    ("Russian", (0x41B, "л", CTRL, 45, 0x6CC), "Ctrl+K"),
    ("Russian", (0x42F, "я", CTRL, 52, 0x6D1), "Ctrl+Z"),
    ("Greek", (0x39E, "ξ", NONE, 44, 0x7EE), "J"),
    ("Greek", (0x39A, "κ", CTRL, 45, 0x7EA), "Ctrl+K"),
    ("keypad", (0x34, "4", Qt.KeyboardModifier.KeypadModifier, 83, 0xFFB4), "4"),
]


@pytest.mark.parametrize(("layout", "press", "wanted"), PRESSES)
def test_a_key_is_reached_whatever_the_layout(layout, press, wanted):
    assert wanted in list(readings(event_of(press), platform="xcb"))


def test_altgr_of_windows_is_no_control_key():
    press = (0x5B, "[", WINDOWS_ALT_GR, 0x09, 0x38)
    assert "[" in list(readings(event_of(press), platform="windows"))


def test_places_are_known_on_windows_and_macos():
    russian_j = (0x41E, "о", NONE, 0x24, 0x4A)
    assert "J" in list(readings(event_of(russian_j), platform="windows"))
    russian_j = (0x41E, "о", NONE, 1, 38)
    assert "J" in list(readings(event_of(russian_j), platform="cocoa"))


def test_a_latin_letter_means_itself_wherever_it_is():
    french_a = (0x41, "a", NONE, 24, 0x61)  # where Q is on a keyboard for English
    assert list(readings(event_of(french_a), platform="xcb")) == ["A"]
    german_z = (0x5A, "z", NONE, 29, 0x7A)
    assert list(readings(event_of(german_z), platform="xcb")) == ["Z"]


def test_a_key_with_alt_is_left_to_the_menus():
    press = (0x46, "f", Qt.KeyboardModifier.AltModifier, 41, 0x66)
    assert list(readings(event_of(press), platform="xcb")) == ["Alt+F"]


def test_a_letter_that_is_not_latin_is_kept_by_its_place():
    assert recorded(event_of((0x41E, "о", NONE, 44, 0x6CF)), platform="xcb") == "J"
    assert recorded(event_of((0xD6, "ö", NONE, 47, 0xF6)), platform="xcb") == "Ö"
    assert recorded(event_of((0x5B, "[", ALT_GR, 17, 0x5B)), platform="xcb") == "["
    assert recorded(event_of((0x41B, "л", CTRL, 45, 0x6CC)), platform="xcb") == "Ctrl+K"
    assert recorded(event_of((Qt.Key.Key_F5, "", NONE, 71, 0xFFC2)), platform="xcb") == "F5"


@pytest.fixture
def room(qtbot, monkeypatch):
    monkeypatch.setattr("annotator.gui.keys.pressed.QGuiApplication.platformName", lambda: "xcb")
    window, registry, _article, field = small_window(qtbot)
    done = []
    for key in ("[", "1", "8", "J", "S", "R, S", "R, C", "'", "4"):
        name = f"do.{key}"
        registry.add(ActionSpec(name, key, "Article", lambda key=key: done.append(key), (key,)))
    return window, registry, done, field


def send(press):
    """Send a press as Qt does: first as a question who wants it, then as itself."""
    focus = QApplication.focusWidget()
    asked = event_of(press, QEvent.Type.ShortcutOverride)
    asked.ignore()
    QCoreApplication.sendEvent(focus, asked)
    if asked.isAccepted():
        QCoreApplication.sendEvent(focus, event_of(press))
    QCoreApplication.sendEvent(focus, event_of(press, QEvent.Type.KeyRelease))
    return asked.isAccepted()


def test_a_sign_with_altgr_does_what_it_says_and_not_what_its_key_says(room):
    *_, done, _field = room
    assert send((0x5B, "[", ALT_GR, 17, 0x5B))  # AltGr and 8 on a German keyboard
    assert done == ["["]


def test_digits_act_with_and_without_shift_on_a_french_keyboard(room):
    *_, done, _field = room
    send((0x26, "&", NONE, 10, 0x26))
    send((0x31, "1", SHIFT, 10, 0x31))
    send((0x34, "4", SHIFT, 13, 0x34))
    assert done == ["1", "1", "4"]


def test_a_typed_character_goes_before_the_place_of_its_key(room):
    *_, done, _field = room
    assert not send((0x27, "'", NONE, 13, 0x27))  # ' on the key 4 (French): Qt finds it itself
    assert done == []


def test_two_keys_in_a_row_act_on_a_russian_keyboard(room, qtbot):
    window, registry, done, _ = room
    hints = []
    chords = ChordHints(registry, window)
    chords.opened.connect(hints.append)
    with qtbot.waitSignal(chords.closed):
        send((0x41A, "к", NONE, 27, 0x6CB))
        assert hints == ["r …  s r, s, c r, c"]
        send((0x42B, "ы", NONE, 39, 0x6D9))
    assert done == ["R, S"]
    send((0x42B, "ы", NONE, 39, 0x6D9))
    assert done == ["R, S", "S"]


def test_a_second_key_that_fits_nothing_does_nothing(room):
    *_, done, _field = room
    send((0x41A, "к", NONE, 27, 0x6CB))
    send((0x41E, "о", NONE, 44, 0x6CF))
    assert done == []
    send((0x41E, "о", NONE, 44, 0x6CF))
    assert done == ["J"]


def test_what_is_typed_into_a_field_stays_there(room):
    *_, done, field = room
    field.setFocus()
    send((0x41E, "о", NONE, 44, 0x6CF))
    send((0x5B, "[", ALT_GR, 17, 0x5B))
    assert done == [] and field.text() == "о["


def test_a_key_of_an_action_that_is_not_possible_is_left_alone(room):
    _, registry, done, _ = room
    registry.enable([])
    assert not send((0x41E, "о", NONE, 44, 0x6CF))
    assert done == []
