"""The panels at the sides give way to the article where the window is narrow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QByteArray
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
