"""A screen reader hears the text, the caret, the selection and what is marked there."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface

from annotator.corpus.span import Span
from annotator.gui.reader import Mark, ReaderView

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
