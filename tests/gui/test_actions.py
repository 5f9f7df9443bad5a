"""The registry of actions: keys, chords, conflicts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.gui.actions import ActionSpec, ChordHints, shown_keys
from tests.gui.keys.small_window import small_window


@pytest.fixture
def room(qtbot):
    return small_window(qtbot)


def press(qtbot, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_a_letter_acts_over_the_article_but_not_while_typing(qtbot, room):
    _, registry, _, field = room
    done = []
    registry.add(ActionSpec("s", "Statement", "Statement", lambda: done.append("s"), ("S",)))
    press(qtbot, "s")
    assert done == ["s"]
    field.setFocus()
    press(qtbot, "s")
    assert done == ["s"] and field.text() == "s"


def test_two_keys_are_hinted_at_after_the_first(qtbot, room):
    window, registry, *_ = room
    done, hints = [], []
    registry.add(
        ActionSpec("source", "Source", "Statement/Role", lambda: done.append("source"), ("R, S",)),
        ActionSpec("cue", "Cue", "Statement/Role", lambda: done.append("cue"), ("R, C",)),
    )
    chords = ChordHints(registry, window)
    chords.opened.connect(hints.append)
    with qtbot.waitSignal(chords.closed):
        press(qtbot, "r", "c")
    assert done == ["cue"]
    assert hints == ["r …  s source, c cue"]


def test_no_hint_appears_while_typing(qtbot, room):
    window, registry, _, field = room
    registry.add(ActionSpec("cue", "Cue", "Statement/Role", lambda: None, ("R, C",)))
    chords, hints = ChordHints(registry, window), []
    chords.opened.connect(hints.append)
    field.setFocus()
    press(qtbot, "r", "c")
    assert hints == [] and field.text() == "rc"


def test_keys_of_the_reading_scope_leave_other_widgets_alone(qtbot, room):
    _, registry, article, field = room
    done = []
    registry.set_reading_widgets(article)
    registry.add(
        ActionSpec("ok", "Accept", "Review", lambda: done.append(1), ("Return",), scope="reading")
    )
    press(qtbot, Qt.Key.Key_Return)
    field.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert done == [1]


def test_an_action_that_needs_an_article_rests_without_one(qtbot, room):
    _, registry, *_ = room
    done = []
    registry.add(ActionSpec("s", "Statement", "Statement", lambda: done.append("s"), ("S",)))
    registry.enable(["project"])
    press(qtbot, "s")
    assert done == []


def test_the_same_key_twice_is_a_conflict_and_so_is_a_key_that_begins_another(room):
    _, registry, *_ = room
    registry.add(
        ActionSpec("a", "A", "Article", lambda: None, ("Shift+A",)),
        ActionSpec("b", "B", "Article", lambda: None, ("Shift+A",)),
        ActionSpec("c", "C", "Article", lambda: None, ("R",)),
        ActionSpec("d", "D", "Article", lambda: None, ("R, D",)),
    )
    assert registry.conflicts() == ("Shift+A: a, b", "R: c hides d")


def test_a_key_is_shown_as_it_is_typed():
    keys = ("R, S", "Shift+J", "Ctrl+Z", "Return")
    assert shown_keys(ActionSpec("x", "X", "View", print, keys)) == "r s / J / Ctrl+Z / Enter"


def test_an_action_that_was_removed_no_longer_acts(qtbot, room):
    _, registry, *_ = room
    done = []
    registry.add(ActionSpec("type.1", "Fact", "Statement", lambda: done.append(1), ("1",)))
    registry.remove("type.")
    press(qtbot, "1")
    assert done == [] and registry.specs == ()


@pytest.mark.parametrize(
    ("key", "keysequence"),
    [("?", "?"), ("+", "+"), ("'", "'"), ("[", "["), (";", ";"), ("=", "="), ("-", "-")],
)
def test_signs_act_as_keys(qtbot, room, key, keysequence):
    _, registry, *_ = room
    done = []
    registry.add(ActionSpec("x", "X", "View", lambda: done.append(key), (keysequence,)))
    press(qtbot, key)
    assert done == [key]
