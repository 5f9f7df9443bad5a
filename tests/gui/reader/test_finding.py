"""Words in the article are found as they are typed, and the hit is what keys then label."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.corpus.span import Span
from annotator.gui.reader.finding import hits


def press(window, *keys, shift=False):
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def type_words(window, words):
    QTest.keyClicks(QApplication.focusWidget(), words)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("CALM", ["calm"]),
        ("we  want", ["We\nwant", "we want"]),
        ("it's", ["it’s"]),
        ('"we', ["“We"]),
        ("a.c", []),
        ("", []),
        ("  ", []),
    ],
)
def test_case_quotation_signs_and_line_ends_do_not_hide_words(words, found):
    text = "“We\nwant calm,” she said, abc; it’s what we want."
    assert [each.covered(text) for each in hits(text, words)] == found


def test_the_first_hit_is_selected_while_one_types(window):
    reader, finding = window.article.reader, window.article.finding
    press(window, "/")
    type_words(window, "esto")
    assert (reader.selected_text(), finding.told) == ("Esto", "1 of 2")
    type_words(window, "nia")
    assert (reader.selected_text(), finding.told) == ("Esto", "Nothing found")


def test_enter_goes_on_and_shift_enter_back_around_the_ends(window):
    finding = window.article.finding
    press(window, "/")
    type_words(window, "estovia")
    told = []
    press(window, Qt.Key.Key_Return)
    told.append(finding.told)
    press(window, Qt.Key.Key_Return)
    told.append(finding.told)
    press(window, Qt.Key.Key_Return, shift=True)
    told.append(finding.told)
    assert told == ["2 of 2", "1 of 2", "2 of 2"]
    assert window.workbench.focus is None


def test_after_escape_the_hit_is_labelled_with_a_key(window):
    reader = window.article.reader
    press(window, "/")
    type_words(window, "its ships had entered")
    press(window, Qt.Key.Key_Escape)
    assert reader.hasFocus() and not window.article.finding.isVisible()
    press(window, "s")
    (statement,) = window.workbench.session.statements
    assert statement.content[0].covered(reader.text) == "its ships had entered"


def test_f3_goes_on_from_the_caret_with_the_bar_closed(window):
    reader = window.article.reader
    press(window, "/")
    type_words(window, "estovia")
    press(window, Qt.Key.Key_Escape)
    first = reader.selection
    press(window, Qt.Key.Key_F3)
    assert reader.selection.start > first.start
    press(window, Qt.Key.Key_F3, shift=True)
    assert reader.selection == first


def test_a_short_selection_is_what_is_found(window):
    reader = window.article.reader
    start = reader.text.index("Estovia")
    reader.select(Span(start, start + 7))
    press(window, "/")
    assert window.article.finding.line.text() == "Estovia"
    assert window.article.finding.told == "1 of 2"


def test_another_article_closes_the_line(window):
    press(window, "/")
    type_words(window, "estovia")
    window.next_article()
    assert not window.article.finding.isVisible()
    assert window.article.reader.hasFocus()
