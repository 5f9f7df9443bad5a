"""The list of statements on a real project: what a row tells, and where a choice leads."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.annotations.model import Target
from tests.gui.statements.at_the_panel import choose, click, pick, shown_words, span


def test_an_article_without_statements_says_what_to_do_next(panel):
    assert "Press s on a sentence" in shown_words(panel)


def test_possible_statements_stand_in_the_list_in_text_order(panel, do, workbench):
    do(workbench.session.add_statement(span("At least 29 people were killed")))
    rows = [panel.list.rows.row(place) for place in range(panel.list.rows.rowCount())]
    assert [each.kind for each in rows] == ["statement", "suggestion"]
    assert rows[1].words() == "Possible statement: “The harbour must stay open,”"


def test_a_row_tells_types_holder_content_and_stances(panel, statement):
    words = panel.list.rows.row(0).words()
    assert words.startswith("Statement 1. Call. Mao Ning (China). to reopen the Hallvik bridge")
    assert "favors: The dispute should be settled by dialogue" in words
    assert "opposes / blames: Pakistan" in words


def test_a_row_follows_each_change_on_screen(qtbot, panel, workbench, do, statement):
    before = panel.list.grab().toImage()
    assert "Fact" not in panel.list.rows.row(0).words()
    do(workbench.session.toggle_claim_type(statement, "fact"))
    assert "Call, Fact" in panel.list.rows.row(0).words()
    between = panel.list.grab().toImage()
    assert between != before
    height = panel.list.visualRect(panel.list.rows.index(0)).height()
    do(workbench.session.set_stance(statement, Target("topic", "mediation"), "favor"))
    qtbot.waitUntil(
        lambda: panel.list.visualRect(panel.list.rows.index(0)).height() > height
    )  # one more line
    assert "third party" in panel.list.rows.row(0).words()


def test_a_new_statement_renumbers_the_rows_after_it(panel, workbench, do, statement):
    later = do(workbench.session.add_statement(span("At least 29 people")))
    do(workbench.session.add_statement(span("“We will not close the bridge,”")))
    rows = [panel.list.rows.row(place) for place in range(panel.list.rows.rowCount())]
    assert [each.number for each in rows if each.id == later] == [3]
    assert panel.list.currentIndex().row() == 0


def test_choosing_a_row_moves_the_focus_and_the_article(qtbot, panel, workbench, statement, do):
    other = do(workbench.session.add_statement(span("At least 29 people were killed")))
    panel.list.setFocus()
    with qtbot.waitSignal(panel.span_requested):
        QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert workbench.focus == ("statement", other)


def test_a_focus_from_elsewhere_moves_the_list_without_scrolling_the_article(
    qtbot, panel, workbench, statement
):
    with qtbot.assertNotEmitted(panel.span_requested):
        workbench.focus = ("suggestion", "q1")
    assert panel.list.currentIndex().row() == 1


def test_removing_goes_with_one_undo_that_brings_the_card_back(panel, workbench, statement, now):
    before = now()
    click(panel, "Remove this statement")
    assert workbench.focus is None
    workbench.undo()
    assert now() == before
    assert workbench.focus == ("statement", statement)
    assert panel.card.isVisible()


def test_a_suggested_mention_is_corrected_accepted_and_rejected_by_mouse(panel, workbench):
    workbench.focus = ("suggestion", "m1")
    choose(panel, "Kind of mention", "Organization")
    (mention,) = workbench.session.mentions
    assert (mention.kind, mention.decision) == ("ORG", "corrected")
    assert workbench.focus == ("mention", mention.id)
    click(panel, "Means: Russia")
    pick(panel, "China")
    assert workbench.session.mentions[0].actor == "CHN"
    click(panel, "Remove this mention")
    workbench.focus = ("suggestion", "m1")
    click(panel, "Accept")
    assert workbench.session.mentions[0].decision == "accepted"


def test_a_possible_statement_becomes_one_in_focus(panel, workbench):
    workbench.focus = ("suggestion", "q1")
    click(panel, "Make it a statement")
    (made,) = workbench.session.statements
    assert workbench.focus == ("statement", made.id)
    assert made.content == (span("“The harbour must stay open,”"),)
