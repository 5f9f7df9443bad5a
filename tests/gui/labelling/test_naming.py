"""In the labelling window, words of an article become another name of an actor."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.corpus.span import Span

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def press(qtbot):
    def press(*keys):
        for key in keys:
            modifier = Qt.KeyboardModifier.NoModifier
            if isinstance(key, tuple):
                modifier, key = key
            elif isinstance(key, str) and key.isupper():
                modifier = Qt.KeyboardModifier.ShiftModifier
            qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    return press


@pytest.fixture
def session(window):
    return window.workbench.session


def select(window, words, nth=0):
    text, start = window.workbench.session.text, -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    window.article.reader.select(Span(start, start + len(words)))
    window.article.reader.setFocus()


def meant(session):
    return [(each.span.covered(session.text), each.actor) for each in session.mentions]


def status(window):
    return window._status.text


def test_shift_m_makes_the_selected_words_a_name_and_links_them(window, session, press) -> None:
    select(window, "foreign minister of Norland")
    press("M", *"china", Qt.Key.Key_Return)
    assert meant(session) == [("foreign minister of Norland", "CHN")]
    assert "foreign minister of Norland" in session.actors["CHN"].aliases
    assert status(window) == (
        "Add “foreign minister of Norland” as a name of China · Ctrl+Z takes it back. "
        "The next pre-annotation uses it."
    )
    press((CTRL, Qt.Key.Key_Z))
    assert meant(session) == []
    assert "foreign minister of Norland" not in session.actors["CHN"].aliases


def test_the_same_words_elsewhere_go_along_in_the_same_step(window, session, press) -> None:
    for nth in (0, 1):
        select(window, "Norland", nth)
        press("m", *"country", Qt.Key.Key_Return)
    select(window, "Norland", 1)
    press("M", *"china", Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert meant(session) == [("Norland", "CHN"), ("Norland", "CHN")]
    press((CTRL, Qt.Key.Key_Z))
    assert meant(session) == [("Norland", None), ("Norland", None)]


def test_a_person_may_link_only_the_one(window, session, press) -> None:
    for nth in (0, 1):
        select(window, "Norland", nth)
        press("m", *"country", Qt.Key.Key_Return)
    select(window, "Norland", 1)
    press("M", *"china", Qt.Key.Key_Return, *"only", Qt.Key.Key_Return)
    assert meant(session) == [("Norland", None), ("Norland", "CHN")]


def test_the_card_of_a_mention_offers_it(qtbot, window, session, press) -> None:
    press("n")
    (button,) = [
        each
        for each in window.statements.findChildren(QPushButton)
        if each.text() == "Add as another name of…"
    ]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    press(*"china", Qt.Key.Key_Return)
    assert meant(session) == [("Ida Lund", "CHN")]
    assert "Ida Lund" in session.actors["CHN"].aliases


def test_without_words_it_says_what_to_do(window, press) -> None:
    press("M")
    assert status(window) == "Select the words first, or move to a mention with . or n."


def test_a_name_of_another_actor_is_refused(window, session, press) -> None:
    select(window, "Ida Lund")
    press("M", *"china", Qt.Key.Key_Return)
    select(window, "Ida Lund")
    press("M", *"russia", Qt.Key.Key_Return)
    assert "“Ida Lund” is a name of China already" in status(window)
    assert meant(session) == [("Ida Lund", "CHN")]
