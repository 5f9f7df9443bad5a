"""A screen reader hears the text, the caret, the selection and what is marked there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QAccessible, QAccessibleInterface

from annotator.corpus.article import Zone
from annotator.corpus.span import Span
from annotator.gui.reader import Mark, ReaderView
from annotator.gui.reader.blocks import Block

TEXT = "\ufeffOne 😀 two.\nThree\u2028four\u00a0five."


@pytest.fixture
def reader(qtbot):
    view = ReaderView()
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show()
    view.show_article(TEXT, (), "A title")
    return view


def interface_of(reader: ReaderView) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(reader)
    assert found is not None
    return found


def test_it_is_a_text_with_the_name_of_the_article(reader):
    found = interface_of(reader)
    assert found.role() == QAccessible.Role.EditableText
    assert found.text(QAccessible.Text.Name) == "A title"
    assert found.state().readOnly
    assert found.isValid()


def test_its_text_has_as_many_units_as_the_article(reader):
    words = QAccessibleInterface.textInterface(interface_of(reader))
    assert words.characterCount() == len(TEXT.encode("utf-16-le")) // 2
    assert "One 😀 two." in words.text(0, 12)


def test_caret_and_selection_are_told_as_qt_counts(reader):
    words = QAccessibleInterface.textInterface(interface_of(reader))
    reader.select(Span(5, 10))
    assert words.cursorPosition() == 11
    assert words.selectionCount() == 1
    reader.clear_selection()
    assert words.selectionCount() == 0


def test_a_screen_reader_can_move_the_caret_and_select(reader):
    words = QAccessibleInterface.textInterface(interface_of(reader))
    words.setCursorPosition(8)
    assert reader.caret == 7
    words.setSelection(0, 8, 11)
    assert reader.selected_text() == TEXT[7:10]


def test_another_article_is_told(reader):
    words = QAccessibleInterface.textInterface(interface_of(reader))
    assert words.characterCount() > 7
    reader.show_article("Shorter", (), "Other")
    assert words.characterCount() == 7
    assert interface_of(reader).text(QAccessible.Text.Name) == "Other"


def test_marks_at_the_caret_are_told_to_who_listens(reader, monkeypatch):
    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: True))
    reader.set_marks([Mark("m", (Span(1, 4),), "mention", tip="Person\nMarra")])
    reader.set_caret(2)
    assert reader.accessibleDescription() == "Person, Marra"
    reader.set_caret(8)
    assert reader.accessibleDescription() == ""


def test_an_interface_outlives_its_reader_without_harm(qtbot):
    view = ReaderView()
    found = QAccessible.queryAccessibleInterface(view)
    assert found is not None
    view.deleteLater()
    del view
    qtbot.wait(0)
    ReaderView().deleteLater()


def test_what_comes_into_focus_is_announced_to_who_listens(reader, monkeypatch):
    told = []
    reader.set_marks([Mark("s", (Span(1, 4), Span(5, 10)), "statement", tip="Marra\nCall")])
    reader.set_numbers({"s": 3})
    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(told.append))
    reader.announce("s")
    assert told == []
    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: True))
    reader.announce("s")
    reader.announce("gone")
    (event,) = told
    assert event.message() == "Statement 3, Marra, Call. “One … 😀 two”"


def test_caret_and_selection_are_told_as_they_change(reader, monkeypatch):
    told = []
    interface_of(reader).textInterface()
    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(told.append))
    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: True))

    def selections():
        return [
            (each.selectionStart(), each.selectionEnd())
            for each in told
            if each.type() == QAccessible.Event.TextSelectionChanged
        ]

    reader.select(Span(5, 10))
    assert selections()[-1] == (5, 11)
    told.clear()
    reader.set_caret(8)
    assert selections() == [(9, 9)] and told[0].cursorPosition() == 9
    told.clear()
    reader.set_caret(1)
    assert selections() == [] and told[-1].cursorPosition() == 1


LONG = "\n".join(f"Paragraph {number} has 😀 some words to tell of." for number in range(200))


@pytest.fixture
def long(qtbot):
    view = ReaderView()
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.move(40, 60)
    view.show()
    headline = LONG.index("\n")
    zones = (Zone("headline", Span(0, headline)), Zone("body", Span(headline + 1, len(LONG))))
    view.show_article(LONG, zones)
    return view


def screen_place(view, offset):
    """Return where the caret stands on the screen before a character."""
    rect = view._page.caret_rect(offset)
    inside = QPointF(rect.x() + view._left, rect.center().y() - view.verticalScrollBar().value())
    return view.viewport().mapToGlobal(inside)


@pytest.mark.parametrize(
    "words", ["Paragraph 0", "words", "Paragraph 2 has", "tell of.\nParagraph 3"]
)
@pytest.mark.parametrize("scroll", [0, 30])
def test_it_tells_where_a_character_stands_on_the_screen(long, words, scroll):
    long.verticalScrollBar().setValue(scroll)
    offset = LONG.index(words)
    position = len(LONG[:offset].encode("utf-16-le")) // 2
    rect = interface_of(long).textInterface().characterRect(position)
    place = screen_place(long, offset)
    assert abs(rect.left() - place.x()) <= 1
    assert rect.top() <= place.y() <= rect.bottom()
    assert rect.width() > 0


def test_it_tells_which_character_is_at_a_place(long):
    offset = LONG.index("Paragraph 2 has") + 3
    position = len(LONG[:offset].encode("utf-16-le")) // 2
    place = screen_place(long, offset) + QPointF(2, 0)
    words = interface_of(long).textInterface()
    assert words.offsetAtPoint(place.toPoint()) == position
    beside = screen_place(long, offset) - QPointF(200, 0)
    assert words.offsetAtPoint(beside.toPoint()) == -1


def test_places_follow_scrolling_letters_width_and_the_caret(long):
    place = LONG.index("Paragraph 60")
    position = len(LONG[:place].encode("utf-16-le")) // 2

    def told():
        return interface_of(long).textInterface().characterRect(position)

    for change in (
        lambda: long.set_caret(place),
        long.zoom_in,
        lambda: long.resize(420, 300),
        lambda: long.verticalScrollBar().setValue(long.verticalScrollBar().value() - 40),
    ):
        change()
        long.scroll_to(Span(place, place + 9))
        seen = screen_place(long, place)
        assert abs(told().left() - seen.x()) <= 1
        assert told().top() <= seen.y() <= told().bottom()


def test_what_is_scrolled_out_of_sight_has_no_place(long):
    assert not interface_of(long).textInterface().characterRect(3).isEmpty()
    long.verticalScrollBar().setValue(2000)
    assert interface_of(long).textInterface().characterRect(3).isEmpty()


def test_nothing_is_laid_out_again_where_nothing_moved(long, monkeypatch):
    laid_out = []
    interface_of(long).textInterface()
    lay_out_alike = Block.lay_out_alike
    monkeypatch.setattr(
        Block, "lay_out_alike", lambda self, layout: laid_out.append(lay_out_alike(self, layout))
    )
    interface_of(long).textInterface()
    assert laid_out == []
    long.verticalScrollBar().setValue(10)
    interface_of(long).textInterface()
    assert laid_out
