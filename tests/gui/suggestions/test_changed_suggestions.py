"""Articles marked again, in the window: what changed is told, listed, and can be gone through."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QMessageBox, QPushButton

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.corpus.span import Span
from annotator.gui.changes import ChangesView
from annotator.preannotation.suggestion import EngineRun, Suggestion

OK = QDialogButtonBox.StandardButton.Ok


@pytest.fixture
def ids(window):
    return [row.id for row in window.workbench.project.articles()]


def mark_again(window, article, words, label):
    """Mark an article again, with one name and nothing else."""
    project = window.workbench.project
    start = project.text(article).index(words)
    span = Span(start, start + len(words))
    found = [Suggestion(new_id(), article, "mention", span, label, 0.9, "test", "again")]
    project.store_suggestions(EngineRun("again", "test", "2"), {article: found})
    window.workbench.articles_added.emit()


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.article.reader.viewport(), key, modifier)


def news_button(window):
    return next(
        each
        for each in window.queue.findChildren(QPushButton)
        if "new suggestion" in each.text() and each.isVisible()
    )


def test_done_articles_with_new_suggestions_are_told_and_gone_through(window, qtbot, ids):
    first, second, third, _ = ids
    press(window, Qt.Key.Key_D)
    press(window, Qt.Key.Key_D)
    assert window.workbench.article_id == third
    for article, words in ((first, "Norland"), (second, "Port Alba")):
        mark_again(window, article, words, "GPE")
    button = news_button(window)
    assert button.text() == "2 done articles have new suggestions"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.queue.shown == "news" and window.queue._model.rowCount() == 2
    window.workbench.open(first)
    press(window, Qt.Key.Key_D)
    assert window.workbench.article_id == second  # the next with something new
    assert window.workbench.project.unseen_changes(first) == 0
    press(window, Qt.Key.Key_D)
    assert window.workbench.project.unseen_changes(second) == 0
    window.queue.show_only("all")
    assert not any(
        "new suggestion" in each.text() and each.isVisible()
        for each in window.queue.findChildren(QPushButton)
    )


def test_going_through_can_be_taken_back_and_what_is_new_is_counted_in_the_row(window, ids):
    first = ids[0]
    press(window, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    mark_again(window, first, "Norland", "GPE")
    model = window.queue._model
    assert "1 new suggestion" in model.facts(model.listing.row(first))
    press(window, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    assert "new suggestion" not in model.facts(model.listing.row(first))
    assert window.workbench.project.layer(first).progress.checked
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.workbench.project.layer(first).progress.status == "done"
    assert not window.workbench.project.layer(first).progress.checked


def test_marking_a_done_article_as_done_without_news_changes_nothing(window, ids):
    press(window, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    events = window.workbench.project.info().events
    press(window, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    assert window.workbench.project.info().events == events


def test_the_queue_says_what_there_is_to_check(window, ids):
    model = window.queue._model
    assert "1 name to check" in model.facts(model.listing.row(ids[0]))


def listed(view):
    source = view._list.table.source
    return [source.passage(row) for row in range(source.rowCount())]


def opened(window, qtbot):
    window.actions_registry.action("review.changes").trigger()
    view = window.beside._views["Changed suggestions"]
    assert isinstance(view, ChangesView)
    qtbot.waitUntil(lambda: not view.is_listing)
    return view


def test_the_list_leads_to_the_passage_in_its_article(window, qtbot, ids):
    article = ids[1]
    mark_again(window, article, "Monday", "DATE")
    window.workbench.open(article)
    mark_again(window, article, "Port Alba", "GPE")
    view = opened(window, qtbot)
    assert [(each.outcome, each.passage) for each in listed(view)] == [
        ("new", "Port Alba"),
        ("gone", "Monday"),
    ]
    assert "2 suggestions are different in 1 article." in view._summary.text()
    window.workbench.open(ids[0])
    qtbot.waitUntil(view._list.table.hasFocus)
    QTest.keyClick(view._list.table, Qt.Key.Key_Return)
    assert window.workbench.article_id == article
    assert window.article.reader.selected_text() == "Port Alba"


def test_the_list_can_be_narrowed_and_says_so_where_nothing_changed(window, qtbot, ids):
    view = opened(window, qtbot)
    assert "No changes" in view._empty.text
    article = ids[0]
    mark_again(window, article, "Norland", "GPE")
    view.list_changes()
    qtbot.waitUntil(lambda: not view.is_listing)
    assert [each.outcome for each in listed(view)] == ["new", "gone", "gone"]
    view._outcome.setCurrentIndex(view._outcome.findData("gone"))
    assert [each.outcome for each in listed(view)] == ["gone", "gone"]
    view._which.setCurrentIndex(view._which.findData("unseen"))
    qtbot.waitUntil(lambda: not view.is_listing)
    assert "nothing new is left" in view._empty.text  # the article is not done


def test_after_the_job_a_summary_offers_to_show_what_changed(window, qtbot):
    start = window.transfers.preannotator
    start.start(None)
    qtbot.waitUntil(lambda: not start.is_running, timeout=30_000)
    box = window.findChild(QMessageBox, "changes")  # of the one article that somebody opened
    assert "In 1 article" in box.text() and "new: " in box.informativeText()
    box.close()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "changes") is None)
    project = window.workbench.project
    actor = project.actors()[0]
    known = Edit(actor, type(actor)(actor.id, "Estovia", "country", ("Estovians",)))
    project.apply(Step((known,), "Rename an actor", None))
    dialog = start.ask()
    dialog.findChild(QCheckBox).setChecked(True)
    QTest.mouseClick(dialog.findChild(QDialogButtonBox).button(OK), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not start.is_running, timeout=30_000)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "changes") is not None)
    box = window.findChild(QMessageBox, "changes")
    assert "actor" in box.informativeText() and "as they were" in box.informativeText()
    QTest.keyClick(box, Qt.Key.Key_Return)
    view = window.beside._views["Changed suggestions"]
    qtbot.waitUntil(lambda: not view.is_listing)
    assert view._which.currentData() == "last"
    assert {each.passage for each in listed(view)} >= {"Estovia"}
