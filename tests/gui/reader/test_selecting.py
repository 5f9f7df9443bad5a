"""Whatever the text, what is selected in the reader is exactly what is stored."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest

from annotator.corpus.article import Zone
from annotator.corpus.span import Span
from annotator.gui.reader import ReaderView
from annotator.gui.reader.moves import move_for

FONTS_LACK = pytest.mark.qt_log_ignore("OpenType support missing", extend=True)
PARTS = [
    "word ",
    "and more, ",
    "“a quotation” ",
    "A sentence. ",
    "\n",
    "\n\n",
    "\t",
    "\u00a0",
    "\u2028",
    "\u2029",
    "\u0085",
    "\ufeff",
    "\u200b",
    "\u200d",
    "\u0301",
    "\u202eover\u202c",
    "\ufdd0",
    "\ufffc",
    "\x00",
    "\x07\x0c",
    "😀",
    "👨‍👩‍👧‍👦",
    "👩🏽‍✈️",
    "🇫🇷🇩🇪",
    "e\u0301",
    "𝔘𝔫",
    "שלום עולם ",
    "قالت متحدثة ",
    "abc שלום 12 xyz ",
]
TURNING = re.compile("[\u0590-\u08ff\u202e]")
TEXTS = st.lists(st.sampled_from(PARTS), max_size=30).map("".join)
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def reader(qtbot):
    view = ReaderView()
    qtbot.addWidget(view)
    view.resize(420, 300)
    view.show()
    qtbot.waitExposed(view)
    return view


def paragraphs(text: str) -> tuple[Zone, ...]:
    """Zones as an importer might propose them: every line is one, of another kind than the last."""
    zones, position = [], 0
    for number, line in enumerate(text.split("\n")):
        if line:
            kind = ("metadata", "headline", "body", "boilerplate")[number % 4]
            zones.append(Zone(kind, Span(position, position + len(line))))
        position += len(line) + 1
    return tuple(zones)


@FONTS_LACK
@QUICK
@given(TEXTS, st.data())
def test_a_span_selects_its_characters(reader, text, data):
    reader.show_article(text, paragraphs(text))
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    reader.select(Span(start, end))
    reader.grab()
    assert reader.selection == Span(start, end)
    assert reader.selected_text() == text[start:end]


@FONTS_LACK
@QUICK
@given(TEXTS, st.lists(st.sampled_from("lrudheLRUDHEwWbB"), max_size=40))
def test_keys_move_over_whole_characters_and_select_what_they_cross(reader, text, keys):
    reader.show_article(text, ())
    for key in keys:
        press(reader, key)
        assert 0 <= reader.caret <= len(text)
        assert not splits_a_character(text, reader.caret)
        selection = reader.selection
        expected = text[selection.start : selection.end] if selection else ""
        assert reader.selected_text() == expected


@FONTS_LACK
@QUICK
@given(TEXTS)
def test_the_arrow_onward_stops_once_at_every_character(reader, text):
    reader.show_article(text, ())
    stops = [0]
    while reader.caret < len(text):
        onward = Qt.Key.Key_Left if runs_leftwards(text, reader.caret) else Qt.Key.Key_Right
        QTest.keyClick(reader, onward)
        assert reader.caret > stops[-1]
        stops.append(reader.caret)
    for stop in reversed(stops[:-1]):
        back = Qt.Key.Key_Right if runs_leftwards(text, reader.caret) else Qt.Key.Key_Left
        QTest.keyClick(reader, back)
        assert reader.caret == stop


def runs_leftwards(text: str, offset: int) -> bool:
    line = text[text.rfind("\n", 0, offset) + 1 :].split("\n")[0]
    strong = (unicodedata.bidirectional(character) for character in line)
    return next((kind != "L" for kind in strong if kind in ("L", "R", "AL")), False)


@FONTS_LACK
@QUICK
@given(TEXTS, st.tuples(*[st.integers(1, 299)] * 4))
def test_a_drag_selects_from_one_place_to_the_other(reader, text, places):
    reader.show_article(text, ())
    x, y, to_x, to_y = places
    click_elsewhere(reader, QPoint(x, y))
    start = reader.offset_at(QPointF(x, y))
    end = reader.offset_at(QPointF(to_x, to_y))
    before = reader.verticalScrollBar().value()
    drag(reader, QPoint(x, y), QPoint(to_x, to_y))
    assume(reader.verticalScrollBar().value() == before)  # else other words came to these places
    assert not splits_a_character(text, reader.caret)
    low, high = min(start, end), max(start, end)
    assert reader.selected_text() == text[low:high]


@FONTS_LACK
@QUICK
@given(TEXTS)
def test_copying_gives_the_stored_characters(reader, text):
    reader.show_article(text, ())
    QTest.keyClick(reader, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    if not text:
        return
    assert reader.selected_text() == text
    QTest.keyClick(reader, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data is not None
    assert bytes(data.data("text/plain;charset=utf-8").data()).decode() == text
    QGuiApplication.clipboard().clear()  # the offscreen platform crashes at its end over the rest


@FONTS_LACK
@QUICK
@given(st.lists(st.sampled_from(PARTS), max_size=30))
def test_every_caret_place_is_found_again_where_it_is_drawn(reader, parts):
    """In text of one direction; where directions meet, one place on screen has two offsets.

    What has no width, and white space at the end of a line, is passed over; also where a line
    ends between a space and the joiner behind it, which are one character to a reader.
    """
    parts = [part for part in parts if not TURNING.search(part)]
    text = "".join(parts)
    reader.show_article(text, ())
    page = reader._page
    offset = 0
    while True:
        rect = page.caret_rect(offset)
        found = page.offset_at(rect.center())
        near = page.caret_rect(found)
        between = text[min(offset, found) : max(offset, found)]
        if between != " \N{ZERO WIDTH JOINER}":
            assert near.top() == rect.top()
            assert near.left() == rect.left() or not between.strip()
        reader.set_caret(offset)
        press(reader, "r")
        if reader.caret == offset:
            break
        offset = reader.caret
    assert offset == len(text)


KEYS = {
    "l": Qt.Key.Key_Left,
    "r": Qt.Key.Key_Right,
    "u": Qt.Key.Key_Up,
    "d": Qt.Key.Key_Down,
    "h": Qt.Key.Key_Home,
    "e": Qt.Key.Key_End,
    "w": Qt.Key.Key_Right,
    "b": Qt.Key.Key_Left,
}


def press(reader, name: str) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    if name.lower() in "wb":
        modifiers |= Qt.KeyboardModifier.ControlModifier
    if name.isupper():
        modifiers |= Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(reader, KEYS[name.lower()], modifiers)


def drag(reader, start: QPoint, end: QPoint) -> None:
    surface = reader.viewport()
    QTest.mousePress(surface, Qt.MouseButton.LeftButton, pos=start)
    for point in (QPoint(start.x() + 40, start.y() + 40), end):
        QTest.mouseMove(surface, point)
    QTest.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=end)


def click_elsewhere(reader, point: QPoint) -> None:
    """Keep what follows from being the second press of a double click."""
    other = QPoint((point.x() + 150) % 300, (point.y() + 150) % 300)
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=other)


def splits_a_character(text: str, offset: int) -> bool:
    """Tell whether an offset falls before a combining mark or inside a joined emoji."""
    if not 0 < offset < len(text):
        return False
    before, after = text[offset - 1], text[offset]
    control = unicodedata.category(before) in ("Cc", "Cf", "Zl", "Zp") and before != "\u200d"
    return after in "\u0301\u200d\ufe0f🏽" and not control


class _CaretKey(QKeyEvent):
    """Ctrl+E where the desktop moves the caret to the end of the line with it."""

    def matches(self, key: QKeySequence.StandardKey) -> bool:
        return key == QKeySequence.StandardKey.MoveToEndOfLine


def test_letters_with_ctrl_are_left_to_the_menus():
    pressed = (QKeyEvent.Type.KeyPress, Qt.Key.Key_E)
    assert move_for(_CaretKey(*pressed, Qt.KeyboardModifier.ControlModifier)) is None
    assert move_for(_CaretKey(*pressed, Qt.KeyboardModifier.NoModifier)) is not None
