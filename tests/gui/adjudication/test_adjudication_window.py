"""Differences are settled by keys: one key each, taken back, and never anybody's own labels."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.annotations.model import GOLD
from annotator.gui.adjudication.by_rule import ByRuleDialog
from annotator.gui.adjudication.unclear import UnclearDialog, UnclearPage
from annotator.project import Project
from tests.gui.planting import CALM, DENIES, plant, say

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def project_path(project_path):
    with Project.open(project_path, annotator="Amina") as project:
        plant(project)
    return project_path


@pytest.fixture
def view(window, qtbot):
    view = window.beside.settling()
    view.activateWindow()
    qtbot.waitUntil(lambda: view.isAncestorOf(QApplication.focusWidget() or window))
    yield view
    view.close()


@pytest.fixture
def begun(view, qtbot):
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)  # Begin has the focus
    qtbot.waitUntil(lambda: view.queue is not None and not view.is_reading)
    qtbot.waitUntil(view.list.hasFocus)
    return view


def press(qtbot, view, *keys):
    view.activateWindow()  # what was over it gives the keyboard back at any time
    qtbot.waitUntil(view.isActiveWindow)
    for each in keys:
        key, modifier = each if isinstance(each, tuple) else (each, Qt.KeyboardModifier.NoModifier)
        focus = QApplication.focusWidget()
        qtbot.keyClick(
            focus if focus is not None and view.isAncestorOf(focus) else view, key, modifier
        )


def go_to(view, kind):
    found = next(e for e in view.list.source.rows if e.matter is not None and e.matter.kind == kind)
    assert view.list.go_to(found.id)
    return found.matter


def dialog_of(view, qtbot, kind):
    qtbot.waitUntil(lambda: any(each.isVisible() for each in view.findChildren(kind)))
    return next(each for each in view.findChildren(kind) if each.isVisible())


def people_said(project):
    return [
        project.layer(row.id, each.id)
        for row in project.articles()
        for each in project.annotators()
    ]


def gold_of(view, article=None):
    project = view._workbench.project
    return project.layer(article or view.matter.article, GOLD)


def test_nothing_of_others_is_read_before_somebody_begins(view):
    assert view.queue is None and "finish your own articles first" in view.empty.text


def test_the_list_is_ordered_by_what_each_adds_and_tells_how_far_one_is(begun):
    rows = begun.list.source.rows
    assert rows[0].matter is None and rows[0].total == 4  # the heading of the article
    kinds = {each.matter.kind for each in rows[1:]}
    assert kinds == {"boundary", "claim_type", "stance", "missing"}
    assert begun.bar.told.startswith("0 of 4 settled") and "that all agree on" in begun.bar.told
    begun.bar.grouped.setChecked(False)
    weights = [each.matter.weight for each in begun.list.source.rows]
    assert weights == sorted(weights, reverse=True) and weights[0] > weights[-1]


def test_one_key_takes_a_version_and_goes_on_to_the_next(begun, qtbot):
    project = begun._workbench.project
    before = people_said(project)
    matter = go_to(begun, "claim_type")
    press(qtbot, begun, Key.Key_2)
    ruling = next(e for e in project.rulings(matter.article) if e.disagreement == matter.key)
    assert ruling.outcome == "taken" and ruling.origins[0] == matter.origin("B")
    assert begun.bar.told.startswith("1 of 4")
    assert begun.matter.key != matter.key and begun.matter.state == "open"
    assert "Ctrl+Z" in begun.status
    assert people_said(project) == before


def test_a_letter_does_the_same_and_the_window_follows_undo_and_redo(begun, qtbot):
    matter = go_to(begun, "boundary")
    press(qtbot, begun, Key.Key_A)
    article = matter.article
    assert len(gold_of(begun, article).statements) == 1
    go_to(begun, "missing")
    press(qtbot, begun, (Key.Key_Z, CTRL))
    assert begun.matter.key == matter.key and begun.matter.state == "open"
    assert gold_of(begun, article).statements == () and begun.bar.told.startswith("0 of 4")
    press(qtbot, begun, (Key.Key_Z, CTRL | SHIFT))
    assert begun.bar.told.startswith("1 of 4")
    press(qtbot, begun, (Key.Key_Z, CTRL), (Key.Key_Z, CTRL))
    assert "Nothing left to take back" in begun.status


def test_what_was_settled_on_an_earlier_day_is_taken_back_in_its_article(begun, qtbot, window):
    go_to(begun, "boundary")
    press(qtbot, begun, Key.Key_1)
    begun._desk.begin_anew()  # as after a new start
    press(qtbot, begun, (Key.Key_Z, CTRL))
    assert begun.bar.told.startswith("0 of 4")
    assert window.workbench.project.undo_wording(begun.matter.article) == "Mark the article as done"


def test_capital_takes_all_parts_of_the_statement(begun, qtbot):
    go_to(begun, "boundary")
    press(qtbot, begun, (Key.Key_A, SHIFT))
    states = {e.kind: e.state for e in begun.queue.matters}
    assert states["boundary"] == states["claim_type"] == "settled" and states["missing"] == "open"


def test_none_is_right_is_settled_too(begun, qtbot):
    matter = go_to(begun, "missing")
    press(qtbot, begun, Key.Key_X)
    assert begun.bar.told.startswith("1 of 4")
    assert gold_of(begun, matter.article).statements == ()


def test_what_is_put_off_leaves_the_list_and_comes_back_when_opened_again(begun, qtbot):
    matter = go_to(begun, "stance")
    press(qtbot, begun, Key.Key_Q)
    assert "1 put off" in begun.bar.told
    assert begun.list.source.place_of((matter.article, matter.key)) < 0
    begun.bar.choose("deferred")
    begun.bar.changed.emit()
    assert [e.matter.key for e in begun.list.source.rows if e.matter] == [matter.key]
    press(qtbot, begun, Key.Key_W)
    assert "put off" not in begun.bar.told


def test_a_reason_is_stored_with_the_next_decision(begun, qtbot):
    matter = go_to(begun, "claim_type")
    press(qtbot, begun, Key.Key_R)
    assert begun.side.reason.hasFocus()
    qtbot.keyClicks(begun.side.reason, "she asks for it, 1 of 2")
    press(qtbot, begun, Key.Key_Return)
    assert begun.list.hasFocus() and begun.matter.key == matter.key
    press(qtbot, begun, Key.Key_1)
    project = begun._workbench.project
    ruling = next(e for e in project.rulings(matter.article) if e.disagreement == matter.key)
    assert ruling.reason == "she asks for it, 1 of 2" and begun.side.reason.text() == ""
    begun.go_to(matter.article, matter.key, reveal=True)
    assert "she asks for it" in begun.side.versions.told and "Amina" in begun.side.versions.told


def test_the_guideline_is_called_unclear_and_collected_under_its_entry(begun, qtbot):
    matter = go_to(begun, "claim_type")
    press(qtbot, begun, Key.Key_U)
    asked = dialog_of(begun, qtbot, UnclearDialog)
    assert asked.entry.currentData().startswith("claim_types/")
    asked.activateWindow()
    qtbot.waitUntil(asked.words.hasFocus)
    qtbot.keyClicks(asked.words, "Is an invitation a call?")
    qtbot.keyClick(asked.words, Key.Key_Return)
    begun.activateWindow()
    assert "1 unclear" in begun.bar.told and begun.matter.key != matter.key
    press(qtbot, begun, (Key.Key_G, CTRL))
    page = dialog_of(begun, qtbot, UnclearPage)
    assert "Is an invitation a call?" in page.text
    page.activateWindow()
    qtbot.waitUntil(page.tree.hasFocus)
    qtbot.keyClick(page.tree, Key.Key_Down)
    qtbot.keyClick(page.tree, Key.Key_Return)
    qtbot.waitUntil(lambda: begun.matter is not None and begun.matter.key == matter.key)
    assert "Is an invitation a call?" in begun.side.versions.told


def test_the_majority_is_only_proposed_and_taken_by_its_key(begun, qtbot):
    matter = go_to(begun, "missing")
    told = begun.side.versions.told
    assert "Majority" in told and "67%" in told and begun.matter.state == "open"
    press(qtbot, begun, Key.Key_P)
    project = begun._workbench.project
    ruling = next(e for e in project.rulings(matter.article) if e.disagreement == matter.key)
    assert ruling.rule == "majority" and len(gold_of(begun, matter.article).statements) == 1


def test_a_tie_is_named_and_never_broken(begun, qtbot):
    matter = go_to(begun, "claim_type")
    assert "a tie of A, B, C" in begun.side.versions.told
    press(qtbot, begun, Key.Key_P)
    assert "Decide yourself" in begun.status and begun.matter.key == matter.key
    assert begun._workbench.project.rulings(matter.article) == ()


def test_annotators_stay_letters(begun):
    names = {"Bo", "Cem"}
    for place in range(4):
        cards = begun.side.versions.cards
        words = " ".join(each.accessibleName() for each in cards) + begun.side.versions.told
        assert not any(f" {each} " in f" {words} " for each in names)
        begun.next_row()
        assert place < 4


def test_what_differs_stands_out_on_the_cards(begun):
    go_to(begun, "boundary")
    pieces = [piece for each in begun.side.versions.cards for piece in each.card.pieces]
    assert {piece.words.strip() for piece in pieces if piece.how == "only"} == {"Ida Lund,"}
    assert {piece.how for piece in pieces} == {"same", "only", "left"}


def test_the_versions_are_drawn_over_the_article_under_their_letters(begun):
    go_to(begun, "boundary")
    reader = begun.passage.reader
    roles = {mark.role for mark in reader._marks if mark.kind == "role"}
    letters = {", ".join(each.card.letters) for each in begun.side.versions.cards}
    assert roles == letters and len(letters) == 2
    brackets = {mark.bracket for mark in reader._marks if mark.kind == "statement"}
    assert len(brackets) == 2  # told apart without colour


def test_a_version_is_edited_on_the_usual_card_with_the_usual_keys(begun, qtbot):
    matter = go_to(begun, "missing")
    press(qtbot, begun, Key.Key_E)
    assert begun.side.is_editing
    assert begun.side.gold.record.content[0].covered(begun.passage.reader.text) == DENIES
    press(qtbot, begun, Key.Key_8)
    (gold,) = gold_of(begun, matter.article).statements
    assert "call" in gold.claim_types
    press(qtbot, begun, Key.Key_Escape)
    assert begun.isVisible() and not begun.side.is_editing
    assert "Edited" in begun.side.versions.told
    press(qtbot, begun, Key.Key_Return)
    assert begun.matter.state == "open"


def test_going_back_without_an_edit_brings_back_what_was_before(begun, qtbot):
    matter = go_to(begun, "missing")
    before = gold_of(begun)
    press(qtbot, begun, Key.Key_E)
    assert gold_of(begun) != before  # one version was taken, to be edited
    press(qtbot, begun, Key.Key_Escape)
    assert not begun.side.is_editing and gold_of(begun) == before
    assert (begun.matter.key, begun.matter.state) == (matter.key, "open")
    assert "Nothing was edited" in begun.status
    begun.acting.reject()
    begun.go_to(matter.article, matter.key, reveal=True)
    assert begun.matter.ruling.outcome == "rejected"
    press(qtbot, begun, Key.Key_E, Key.Key_Escape)
    assert begun.matter.key == matter.key and begun.matter.ruling.outcome == "rejected"


def test_going_back_leaves_what_was_settled_before_or_edited(begun, qtbot):
    matter = go_to(begun, "missing")
    begun.acting.take("A")
    begun.go_to(matter.article, matter.key, reveal=True)
    settled = gold_of(begun)
    press(qtbot, begun, Key.Key_E, Key.Key_Escape)
    assert gold_of(begun) == settled and begun.matter.ruling.outcome == "taken"
    begun.acting.undo()
    press(qtbot, begun, Key.Key_E, Key.Key_8, Key.Key_Escape)
    assert "call" in gold_of(begun).statements[0].claim_types


def test_undo_in_the_card_shows_what_is_there_then(begun, qtbot):
    go_to(begun, "missing")
    press(qtbot, begun, Key.Key_E, Key.Key_8)
    press(qtbot, begun, (Key.Key_Z, CTRL))
    assert not begun.side.is_editing
    assert "call" not in gold_of(begun).statements[0].claim_types


def test_what_all_agree_on_is_accepted_in_one_action_and_opened_again(begun, qtbot):
    press(qtbot, begun, (Key.Key_U, CTRL))
    asked = dialog_of(begun, qtbot, ByRuleDialog)
    assert "the same with all annotators: 2 in 2 articles" in asked.told
    asked.go.click()
    qtbot.waitUntil(lambda: "that all agree on" not in begun.bar.told and not begun.is_reading)
    project = begun._workbench.project
    gold = [e for row in project.articles() for e in project.layer(row.id, GOLD).statements]
    assert len(gold) == 2
    rules = {e.rule for row in project.articles() for e in project.rulings(row.id)}
    assert rules == {"unanimous"}
    begun.whole.open_unanimous()
    dialog_of(begun, qtbot, ByRuleDialog).go.click()
    qtbot.waitUntil(lambda: "2 that all agree on" in begun.bar.told and not begun.is_reading)
    assert all(project.rulings(row.id) == () for row in project.articles())


def test_what_was_accepted_by_rule_is_opened_again_one_by_one(begun, qtbot):
    begun.whole.accept_unanimous()
    dialog_of(begun, qtbot, ByRuleDialog).go.click()
    qtbot.waitUntil(lambda: "that all agree on" not in begun.bar.told and not begun.is_reading)
    begun.activateWindow()
    begun.bar.choose("agreed")
    begun.bar.changed.emit()
    assert begun.matter.state == "settled" and CALM in begun.matter.passage
    begun.bar.which.setFocus()
    press(qtbot, begun, Key.Key_Return)  # back to the list
    press(qtbot, begun, Key.Key_W)
    assert begun.matter.state == "agreed"
    assert len(begun._workbench.project.rulings(begun.matter.article)) == 0


def test_done_tells_what_is_still_open_and_then_goes_to_the_next_article(begun, qtbot):
    first = begun.matter.article
    press(qtbot, begun, Key.Key_D)
    assert "Still to settle in this article: 4" in begun.status
    for _ in range(4):
        press(qtbot, begun, Key.Key_1)
    press(qtbot, begun, Key.Key_D)
    project = begun._workbench.project
    assert project.layer(first, GOLD).progress.status == "done"
    assert begun._desk.article != first


def test_without_going_on_enter_goes_on(begun, qtbot):
    begun.actions_registry.action("settling.go_on").setChecked(False)
    matter = go_to(begun, "claim_type")
    press(qtbot, begun, Key.Key_1)
    assert begun.matter.key == matter.key and begun.matter.state == "settled"
    press(qtbot, begun, Key.Key_Return)
    assert begun.matter.key != matter.key
    assert begun.list.source.place_of((matter.article, matter.key)) < 0


def test_a_kind_alone_is_listed(begun):
    begun.bar.kind.setCurrentIndex(begun.bar.kind.findData("stance"))
    begun.bar.changed.emit()
    assert [e.matter.kind for e in begun.list.source.rows if e.matter] == ["stance"]
    assert begun.bar.kind.findData("entities") < 0  # nobody differs on any
    begun.bar.kind.setCurrentIndex(begun.bar.kind.findData("statements"))
    begun.bar.changed.emit()
    assert sum(e.matter is not None for e in begun.list.source.rows) == 4


def test_a_label_changed_in_the_main_window_is_seen_here(begun, qtbot, window):
    project = window.workbench.project
    first = begun.matter.article
    window.workbench.open(first)
    total = begun.queue.counts()["open"]
    session = window.workbench.session
    text = session.text
    mine = next(e for e in session.statements if e.content[0].covered(text) == DENIES)
    window.workbench.gesture(lambda: session.toggle_claim_type(mine.id, "call"))
    qtbot.waitUntil(lambda: begun.queue.counts()["open"] > total)
    assert project.layer(first, GOLD).statements == ()


def test_settling_leaves_the_main_window_as_it_is(begun, qtbot, window):
    window.workbench.open(begun.matter.article)
    shown = window.statements.list.model().rowCount()
    press(qtbot, begun, Key.Key_1)
    assert window.statements.list.model().rowCount() == shown
    window.undo()
    assert begun.bar.told.startswith("1 of 4")  # the article's own history is another one


def test_a_passage_is_opened_in_the_main_window(begun, qtbot, window):
    article = begun.matter.article
    press(qtbot, begun, (Key.Key_Return, CTRL))
    assert window.workbench.article_id == article


def test_a_project_open_for_reading_only_shows_everything_and_settles_nothing(
    window, qtbot, project_path
):
    window.workbench.close_project()
    window.workbench.take(Project.open(project_path, annotator="Amina", readonly=True))
    view = window.beside.settling()
    view.begin()
    qtbot.waitUntil(lambda: view.queue is not None and not view.is_reading)
    assert len(view.queue.matters) == 4 and view.side.versions.cards
    assert not view.actions_registry.action("settling.take_a").isEnabled()
    view.acting.take("A")
    assert "reading only" in view.status
    view.close()


def test_whether_annotators_may_see_it_is_kept_with_the_project(begun, window):
    begun.actions_registry.action("settling.show_gold").trigger()
    assert window.workbench.project.setting("show_gold") == "yes"
    begun.actions_registry.action("settling.show_gold").trigger()
    assert window.workbench.project.setting("show_gold") is None


def test_a_new_statement_of_somebody_who_comes_later_opens_it_again(begun, qtbot, window):
    go_to(begun, "missing")
    press(qtbot, begun, Key.Key_1)
    matter = next(e for e in begun.queue.matters if e.kind == "missing")
    project = window.workbench.project
    project.use_annotator("Cem")
    say(project, matter.article, DENIES, "denial")
    project.use_annotator("Amina")
    begun.begin()
    qtbot.waitUntil(lambda: not begun.is_reading)
    states = {e.state for e in begun.queue.matters if e.group == matter.group}
    assert "changed" in states or not states
