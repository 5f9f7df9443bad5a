"""Time, pace, the place where one stopped, and the guideline note."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtWidgets import QLabel

from annotator.gui.main_window import MainWindow
from annotator.gui.settings import Settings
from annotator.gui.sitting import pace
from annotator.gui.sitting.pace import spent
from annotator.gui.sitting.resuming import Place, read_place
from annotator.gui.sitting.timing import Timing
from annotator.gui.workbench import Workbench
from annotator.project import Project


class Clock:
    """A clock that a test moves on."""

    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def timed(workbench):
    """A workbench with the first article open, and a clock that a test moves on."""
    clock = Clock()
    timing = Timing(workbench, clock)
    workbench.open(workbench.project.articles()[0].id)
    return workbench, timing, clock


def test_time_is_stored_when_the_article_is_left_without_long_pauses(timed):
    workbench, timing, clock = timed
    first, second = (each.id for each in workbench.project.articles()[:2])
    clock.now += 40
    timing.note()
    clock.now += 1000
    workbench.open(second)
    (fact,) = workbench.project.active_times(first)
    assert (fact.seconds, fact.idle_after) == (40 + 120, 120)
    clock.now += 30
    path = workbench.project.path
    workbench.close_project()
    assert workbench.open_project(path)
    assert workbench.project.active_seconds(second) == 30


def test_time_belongs_to_who_sat_there(timed):
    workbench, _, clock = timed
    article = workbench.article_id
    clock.now += 50
    workbench.choose_annotator("Bo")
    clock.now += 20
    workbench.choose_annotator("Amina")
    names = {each.id: each.name for each in workbench.project.annotators()}
    found = [
        (names[each.annotator], each.seconds) for each in workbench.project.active_times(article)
    ]
    assert sorted(found) == [("Amina", 50), ("Bo", 20)]


def test_time_stands_in_no_undo_history(timed):
    workbench, timing, clock = timed
    clock.now += 50
    timing.keep()
    assert workbench.undo() is None
    assert workbench.project.active_seconds(workbench.article_id) == 50


def test_who_may_only_read_is_not_timed(timed, project_path):

    workbench, timing, clock = timed
    workbench.close_project()
    workbench.take(Project.open(project_path, readonly=True))
    workbench.open(workbench.project.articles()[0].id)
    clock.now += 50
    timing.note()
    timing.keep()
    assert workbench.project.active_times(workbench.article_id) == ()


def test_the_status_line_tells_how_today_goes(window, qtbot):
    label = window.findChild(QLabel, "pace")
    qtbot.waitUntil(lambda: label.text() == "Today 0 min · 0 done")
    window.done()
    window.done()
    qtbot.waitUntil(lambda: label.text() == "Today 0 min · 1 done")
    window.not_done()
    qtbot.waitUntil(lambda: label.text() == "Today 0 min · 0 done")
    assert "Pauses count up to 2 minutes" in label.toolTip()


def test_a_day_of_very_many_events_is_read_beside_the_work(window, qtbot, monkeypatch):
    monkeypatch.setattr(pace, "_AT_ONCE", 0)
    has_begun, may_go_on = Event(), Event()
    read = Project.work_done

    def held_up(project, since):
        found = read(project, since)
        has_begun.set()
        may_go_on.wait(60)
        return found

    monkeypatch.setattr(Project, "work_done", held_up)
    label = window.findChild(QLabel, "pace")
    first, second = (each.id for each in window.workbench.project.articles()[:2])
    window.workbench.open(first)
    window.done()
    label._begin()
    qtbot.waitUntil(has_begun.is_set)
    window.workbench.open(second)
    window.done()
    may_go_on.set()
    qtbot.waitUntil(lambda: label.text() == "Today 0 min · 2 done", timeout=30_000)
    window.not_done()
    qtbot.waitUntil(lambda: label.text() == "Today 0 min · 1 done", timeout=30_000)
    path = window.workbench.project.path
    assert window.workbench.open_project(path)
    qtbot.waitUntil(lambda: label.text() == "Today 0 min · 1 done", timeout=30_000)


def test_times_are_told_in_hours_and_minutes():
    assert [spent(each) for each in (0, 59, 60, 3599, 3900)] == [
        "0 min",
        "0 min",
        "1 min",
        "59 min",
        "1 h 05 min",
    ]


def test_the_next_start_goes_on_where_the_last_one_stopped(window, qtbot, project_path):
    session = window.workbench.session
    window.article.reader.next_sentence()
    window.annotating.add_statement()
    (statement,) = session.statements
    window.article.reader.set_caret(60)
    window.workbench.close_project()
    window.close()

    workbench = Workbench()
    again = MainWindow(workbench, Settings())
    qtbot.addWidget(again)
    again.show()
    assert workbench.open_project(project_path)
    assert workbench.article_id == session.article.id
    assert workbench.focus == ("statement", statement.id)
    carets = []
    again.article.reader.caret_moved.connect(carets.append)
    again.article.reader.set_caret(60)
    assert carets == []
    workbench.finish()


def test_the_caret_of_one_article_is_not_kept_for_the_next(window):
    window.article.reader.set_caret(60)
    window.next_article()
    project, article = window.workbench.project, window.workbench.article_id
    name = f"{project.id}/{project.annotator.id}"
    window.workbench.close_project()
    kept = read_place(Settings().place(name))
    assert (kept.article, kept.caret) == (article, 0)


def test_each_annotator_has_a_place_of_their_own(window, project_path):
    first, second = (each.id for each in window.workbench.project.articles()[:2])
    window.workbench.open(second)
    window.workbench.choose_annotator("Bo")
    window.workbench.open(first)
    window.workbench.close_project()
    window.workbench.open_project(project_path, annotator="Amina")
    assert window.workbench.article_id == second
    window.workbench.close_project()
    window.workbench.open_project(project_path, annotator="Bo")
    assert window.workbench.article_id == first


def test_who_is_new_begins_with_the_first_article_and_not_where_another_one_stopped(
    window, project_path
):
    first, second = (each.id for each in window.workbench.project.articles()[:2])
    window.workbench.open(second)
    window.workbench.close_project()
    window.workbench.open_project(project_path, annotator="Bo")
    assert window.workbench.article_id == first


def test_a_place_that_makes_no_sense_is_none():
    assert read_place('{"article": "a", "caret": 3, "scroll": 4, "focus": null}') == Place(
        "a", 3, 4
    )
    for text in ("", "[]", "{}", '{"article": 1, "caret": "x", "scroll": 1, "focus": null}'):
        assert read_place(text) is None


def test_the_guideline_note_is_stored_as_one_leaves_and_belongs_to_one_person(window):
    view = window.beside.guideline_note()
    view.edit.setPlainText("Warnings are predictions.")
    view.close()
    assert window.workbench.project.guideline_note() == "Warnings are predictions."
    view = window.beside.guideline_note()
    view.edit.setPlainText("Warnings are predictions, mostly.")
    window.workbench.choose_annotator("Bo")
    assert view.edit.toPlainText() == ""
    window.workbench.choose_annotator("Amina")
    assert view.edit.toPlainText() == "Warnings are predictions, mostly."
    view.close()
