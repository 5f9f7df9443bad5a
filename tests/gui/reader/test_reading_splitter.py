"""The panels at the sides give way to the article where the window is narrow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QWidget

from annotator.gui.widgets.reading_splitter import READING_WIDTH, ReadingSplitter


@pytest.fixture
def splitter(qtbot):
    splitter = ReadingSplitter()
    qtbot.addWidget(splitter)
    for _ in range(3):
        splitter.addWidget(QWidget())
    splitter.want((270, 670, 340))
    splitter.resize(1280, 600)
    splitter.show()
    return splitter


def test_in_a_wide_window_the_panels_have_what_was_wanted(splitter):
    queue, article, statements = splitter.sizes()
    assert (queue, statements) == (270, 340) and article > READING_WIDTH


def test_in_a_narrow_window_the_article_stays_readable(splitter):
    splitter.resize(920, 600)
    queue, article, statements = splitter.sizes()
    assert article >= READING_WIDTH - 1
    assert 180 <= queue < 270 and 300 <= statements < 340


def test_a_window_that_grows_again_gives_the_panels_their_widths_back(splitter):
    splitter.resize(920, 600)
    splitter.resize(1280, 600)
    queue, _, statements = splitter.sizes()
    assert (queue, statements) == (270, 340)


def test_a_hidden_panel_takes_no_room(splitter):
    splitter.widget(0).hide()
    splitter.resize(900, 600)
    queue, article, statements = splitter.sizes()
    assert queue == 0 and statements == 340 and article > READING_WIDTH


def test_a_person_may_want_a_narrower_article(splitter):
    splitter.resize(920, 600)
    splitter.moveSplitter(400, 1)
    narrow = splitter.sizes()
    splitter.resize(921, 600)
    assert narrow[1] < READING_WIDTH and abs(splitter.sizes()[0] - narrow[0]) <= 2


def test_where_there_is_no_room_for_both_sides_the_queue_gives_way(splitter):
    splitter.resize(704, 400)
    queue, article, statements = splitter.sizes()
    assert queue == 0 and statements >= 300 and article >= 340
    assert not splitter.is_on_show(splitter.widget(0)) and splitter.is_on_show(splitter.widget(2))
    splitter.resize(1280, 600)
    assert splitter.sizes()[::2] == [270, 340]


def test_the_side_that_somebody_works_in_is_the_one_on_show(splitter, qtbot):
    splitter.resize(704, 400)
    for place in range(3):
        splitter.widget(place).setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    splitter.activateWindow()
    splitter.widget(0).setFocus()
    qtbot.waitUntil(lambda: splitter.sizes()[2] == 0)
    assert splitter.sizes()[0] >= 180
    splitter.widget(1).setFocus()
    qtbot.waitUntil(lambda: splitter.sizes()[0] == 0)
    assert splitter.sizes()[2] >= 300


def test_a_side_that_is_asked_for_comes_before_the_other(splitter):
    told = []
    splitter.resize(704, 400)
    splitter.sides_changed.connect(lambda: told.append(splitter.sizes()))
    splitter.set_on_show(splitter.widget(0), True)
    assert splitter.sizes()[0] >= 180 and splitter.sizes()[2] == 0 and len(told) == 1
    splitter.set_on_show(splitter.widget(0), False)
    assert splitter.is_on_show(splitter.widget(2)) and splitter.sizes()[2] >= 300


def panels(qtbot):
    made = ReadingSplitter()
    qtbot.addWidget(made)
    for _ in range(3):
        made.addWidget(QWidget())
    return made


def test_widths_of_an_earlier_time_are_taken_and_kept(splitter, qtbot):
    splitter.moveSplitter(350, 1)
    again = panels(qtbot)
    again.want((270, 670, 340))
    again.resize(1280, 600)
    again.show()
    assert again.restore(splitter.wanted())
    again.resize(1300, 600)
    assert abs(again.sizes()[0] - 350) <= 2


def test_widths_taken_before_the_window_is_shown_are_those_of_the_earlier_time(splitter, qtbot):
    splitter.moveSplitter(350, 1)
    again = panels(qtbot)
    again.resize(100, 30)  # as Qt makes it
    assert again.restore(splitter.wanted())
    again.resize(1280, 600)
    again.show()
    assert again.sizes() == splitter.sizes()


@pytest.mark.parametrize("kept", [b"", b"270 340", b"1 2 x", b"0 0 0", b"\0\0\0\xff\0\0"])
def test_widths_that_cannot_be_read_are_not_taken(splitter, kept):
    before = splitter.sizes()
    assert not splitter.restore(QByteArray(kept))
    assert splitter.sizes() == before
