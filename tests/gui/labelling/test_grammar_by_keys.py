"""The rest of what a person says with keys: repeating, skipping, extending, and every detail."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.annotations.offered.occurrences import same_mentions
from annotator.corpus.span import Span
from annotator.gui.settings import Settings
from annotator.gui.widgets.tick_list import TickList


@pytest.fixture
def press(window):
    def press(*keys):
        for key in keys:
            for each in QKeySequence(key):
                QTest.keyClick(QApplication.focusWidget(), each.key(), each.keyboardModifiers())

    return press


@pytest.fixture
def type_in(window):
    def type_in(words):
        QTest.keyClicks(QApplication.focusWidget(), words)
        QTest.keyClick(QApplication.focusWidget(), "\r")

    return type_in


def select(window, words):
    start = window.workbench.session.text.index(words)
    window.article.reader.select(Span(start, start + len(words)))


def selected(window):
    return window.article.reader.selected_text()


def focused(window):
    return window.workbench.focused_statement()


def test_clauses_are_stepped_through_within_and_over_sentences(window, press):
    press("J", "J", "L")
    first = selected(window)
    press("L")
    assert selected(window) and selected(window) != first
    press("H")
    assert selected(window) == first


def test_moves_extend_the_selection_until_it_is_let_go(window, press):
    press("J", "B", "J")
    assert "takes in more" in window._status.text
    text = window.workbench.session.text
    assert selected(window).startswith("Norland calls")
    assert selected(window).endswith("to the table.")
    press("Ctrl+Right")
    assert selected(window).endswith("“We")
    press("Esc", "J")
    assert len(selected(window)) < len(text) / 2


def test_the_other_end_of_a_selection_can_be_moved(window, press):
    select(window, "minister of Norland, Ida Lund")
    press("O", "Shift+Right")
    assert selected(window) == "inister of Norland, Ida Lund"


def test_a_digit_on_what_is_suggested_accepts_it_as_such_a_claim(window, press):
    press("Z", "6")
    made = focused(window)
    assert made.claim_types == ("position",)
    assert made.content[0].covered(window.workbench.session.text) == "We want calm"
    press("Ctrl+Z")
    assert window.workbench.session.statements == ()


def test_a_capital_takes_the_likeliest_target_and_asks_where_none_is(window, press, type_in):
    select(window, "return to the table")
    press("Shift+S", "Shift+F")
    type_in("settled")  # nothing tells it: the list has opened
    (first,) = focused(window).stances
    select(window, "to the table")
    press("Shift+S", "Shift+F")
    assert [each.target for each in focused(window).stances] == [first.target]


def test_g_repeats_the_last_labels_on_the_next_statement(window, press, type_in):
    select(window, "return to the table")
    press("Shift+S", "8", "F")
    type_in("settled")
    said = focused(window)
    select(window, "and we want it now")
    press("Shift+S", "G")
    assert focused(window).claim_types == said.claim_types
    assert focused(window).stances == said.stances
    press("Ctrl+Z")
    assert not focused(window).claim_types and not focused(window).stances


def test_g_says_where_there_is_nothing_to_repeat(window, press):
    press("J", "S", "G")
    assert "no label to repeat" in window._status.text


def test_all_the_same_words_are_marked_after_a_look_at_them(window, press, qtbot, type_in):
    select(window, "Estovia")
    press("M")
    type_in("place")
    (mention,) = window.workbench.session.mentions
    window.workbench.focus = ("mention", mention.id)
    press("Shift+G")
    dialog = window.findChild(TickList)
    qtbot.waitUntil(dialog.list.hasFocus)
    assert dialog.ticked == [0] and "Estovia" in dialog.list.item(0).text()
    QTest.keyClick(dialog.list, " ")
    assert dialog.ticked == []
    QTest.keyClick(dialog.list, " ")
    QTest.keyClick(dialog.list, "\r")
    qtbot.waitUntil(lambda: len(window.workbench.session.mentions) == 2)
    window.activateWindow()  # what a window manager does
    window.article.reader.setFocus()
    qtbot.waitUntil(window.article.reader.hasFocus)
    press("Ctrl+Z")
    assert len(window.workbench.session.mentions) == 1


def test_a_suggested_mention_is_accepted_wherever_its_words_stand(window, press, qtbot):
    press("J", "J", "N")
    said = window.workbench.focused_suggestion()
    words = said.span.covered(window.workbench.session.text)
    press("Shift+G")
    dialog = window.findChild(TickList)
    qtbot.waitUntil(dialog.list.hasFocus)
    places = dialog.list.count()
    QTest.keyClick(dialog.list, "\r")
    session = window.workbench.session
    qtbot.waitUntil(lambda: len(session.mentions) == places)
    assert {each.span.covered(session.text) for each in session.mentions} == {words}
    assert said.span in {each.span for each in session.mentions}


def test_what_was_just_accepted_is_applied_to_all_the_same(window, press, qtbot):
    press("J", "J", "N", "Return", "Shift+G")
    (mention,) = window.workbench.session.mentions
    assert window.workbench.focused_mention() is None
    assert "Go to a mention" not in window._status.text
    places = same_mentions(window.workbench.session, mention)
    dialog = window.findChild(TickList)
    assert (dialog.list.count() if dialog is not None else 0) == len(places)
    if dialog is not None:
        dialog.reject()


def test_a_skipped_article_is_passed_over_until_the_round_is_through(window, press):
    ids = [each.id for each in window.workbench.project.articles()]
    press("Q")
    assert window.workbench.article_id == ids[1]
    assert "Skipped" in window._status.text
    press("D", "D")
    assert window.workbench.article_id == ids[3]
    press("D")
    assert window.workbench.article_id == ids[0]  # nothing else is left
    press("Q")
    assert window.workbench.article_id == ids[0]
    assert "only open article" in window._status.text


def test_what_was_skipped_is_remembered_over_a_restart(window, press):
    place = window.workbench.project
    press("Q")
    first = next(iter(place.articles())).id
    assert Settings().skipped(f"{place.id}/{place.annotator.id}") == (first,)


def test_every_detail_is_said_with_two_keys(window, press, type_in):
    select(window, "We want calm")
    press("Shift+S", "T", "C")
    type_in("hedg")
    press("T", "U", "T", "N")
    type_in("Look again")
    press("T", "I", "T", "H")
    type_in("pron")
    press("T", "A")
    type_in("Iran")
    press("T", "Q")
    type_in("mixed")
    made = focused(window)
    assert (made.certainty, made.unsure, made.note) == ("hedged", True, "Look again")
    assert made.source.inferred and made.source.mention == "pronoun"
    assert made.addressee.actors == ("IRN",) and made.quote == "mixed"
    press("T", "X")
    type_in("Iran")
    assert focused(window).addressee.actors == ()


def test_stances_are_made_implicit_and_get_the_words_of_their_target(window, press, type_in):
    select(window, "return to the table")
    press("Shift+S", "F")
    type_in("settled")
    press("T", "E")
    select(window, "the table")
    press("T", "T")
    (stance,) = focused(window).stances
    assert not stance.explicit
    words = [each.covered(window.workbench.session.text) for each in stance.target.spans]
    assert words == ["the table"]


def test_a_stance_on_another_statement_is_found_by_its_number(window, press, type_in):
    select(window, "We want calm")
    press("Shift+S")
    first = focused(window).id
    select(window, "its ships had entered the bay")
    press("Shift+S", "A")
    type_in("1")
    assert focused(window).stances[0].target.id == first


def test_the_card_does_not_move_when_nothing_is_missing_any_more(window, press, qtbot):
    select(window, "We want calm")
    press("Shift+S")
    card = window.statements.card
    qtbot.waitUntil(lambda: card.isVisible() and card.missing.height() > 0)
    QApplication.processEvents()
    before = [each.mapTo(card, each.rect().topLeft()).y() for each in card.sections[:3]]
    press("T", "I", "1", "T", "V")
    QApplication.processEvents()
    after = [each.mapTo(card, each.rect().topLeft()).y() for each in card.sections[:2]]
    assert "?" not in card.missing.words
    assert after == before[:2]
