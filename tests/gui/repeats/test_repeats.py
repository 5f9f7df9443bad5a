"""Articles that come back, in the window."""

from __future__ import annotations

import time

import pytest
from PySide6.QtGui import QGuiApplication

from annotator.annotations.repeats import repeat_id
from annotator.gui.jobs.job_project import read_in_job
from annotator.gui.repeats.dialog import RepeatDialog
from annotator.project import Project
from annotator.workflows.sharing.repeating import RepeatOptions, choose_repeats

DAY = 24 * 60 * 60 * 10**9


@pytest.fixture
def days_go_by(monkeypatch):
    def let(days):
        real = time.time_ns
        monkeypatch.setattr(time, "time_ns", lambda: real() + int(days * DAY))

    return let


@pytest.fixture
def back(window, days_go_by):
    """An article that Amina was done with, with a statement, and that came back just now."""
    workbench = window.workbench
    choose_repeats(workbench.project, RepeatOptions(share=1))
    article = window.queue.rows[0].id
    workbench.open(article)
    state(workbench)
    workbench.mark("done")
    workbench.open(window.queue.rows[1].id)
    days_go_by(8)
    window.repeats.look()
    return article


def state(workbench):
    session = workbench.session
    first = next(each for each in session.suggestions if each.kind == "mention")
    return workbench.gesture(lambda: session.add_statement(first.span))


def sit_down_anew(workbench):
    path = workbench.project.path
    workbench.close_project()
    assert workbench.open_project(path)


def row_of(window, article):
    return next(each for each in window.queue.rows if each.id == article)


def test_what_came_back_looks_like_a_new_article(window, back):
    row = row_of(window, back)
    assert (row.status, row.statements, row.repeated) == (None, 0, False)
    assert window.queue.progress_text == "0 of 4 done"
    assert window.workbench.open(back)
    window.workbench.note_opening()
    session = window.workbench.session
    assert session.statements == () and session.progress.status == "opened"
    assert session.open_suggestions and session.proposes
    assert row_of(window, back).status == "opened"


def test_the_first_time_is_back_when_the_second_is_done(window, back):
    workbench = window.workbench
    workbench.open(back)
    state(workbench)
    state(workbench)
    workbench.mark("done")
    assert len(workbench.session.statements) == 2  # what is on the screen stays
    assert workbench.undo().wording == "Mark the article as done"
    workbench.redo()
    row = row_of(window, back)
    assert (row.status, row.statements, row.repeated) == ("done", 2, False)
    workbench.open(window.queue.rows[2].id)
    workbench.open(back)
    assert len(workbench.session.statements) == 2 and workbench.undo() and workbench.redo()
    sit_down_anew(workbench)
    workbench.open(back)
    assert len(workbench.session.statements) == 1
    row = row_of(window, back)
    assert (row.status, row.statements, row.repeated) == ("done", 1, True)
    assert "labelled twice" in window.queue._model.facts(row)
    window.queue.show_only("repeated")
    assert window.queue._model.rowCount() == 1


def test_time_is_counted_for_the_second_time(window, back):
    workbench = window.workbench
    workbench.open(back)
    workbench.note_opening()
    now = 100.0
    window.timing._clock = lambda: now
    window.timing.note()
    now = 130.0
    window.timing.note()
    window.timing.keep()
    project = workbench.project
    (fact,) = [each for each in project.active_times(back) if each.seconds >= 30]
    assert fact.annotator == repeat_id(project.annotator.id)
    assert project.active_seconds(back) >= 30


def test_a_job_sees_what_the_window_sees(qtbot, window, back):
    found = []
    read_in_job(
        window.workbench,
        lambda project, _job: project.layer(back).statements,
        done=found.append,
        failed=found.append,
    )
    qtbot.waitUntil(lambda: bool(found))
    assert found == [()]


def test_nothing_comes_back_in_a_project_that_is_only_read(window, back):
    workbench = window.workbench
    path = workbench.project.path
    workbench.close_project()
    workbench.take(Project.open(path, readonly=True))
    assert row_of(window, back).status == "done"
    workbench.open(back)
    assert len(workbench.session.statements) == 1
    window.actions_registry.action("project.repeats").trigger()
    assert window.findChildren(RepeatDialog) == []


def test_the_dialog_sets_what_comes_back(qtbot, window):
    dialog = window.repeats.ask()
    assert "Nobody has labelled" in dialog.told.text() and dialog.share.text() == "None"
    dialog.share.setValue(10)
    dialog.days.setValue(3)
    dialog.seed.setText("x")
    dialog.buttons.accepted.emit()
    plan = window.workbench.project.repeat_plan()
    assert (plan.share, plan.after_days, plan.seed) == (0.1, 3, "x")
    dialog = window.repeats.ask()
    assert (dialog.share.value(), dialog.days.value(), dialog.seed.text()) == (10, 3, "x")
    dialog.share.setValue(0)
    dialog.buttons.accepted.emit()
    assert window.workbench.project.repeat_plan() is None


def test_the_view_says_what_to_do_where_nothing_was_labelled_twice(qtbot, window):
    view = window.beside.self_agreement()
    qtbot.waitUntil(lambda: not view.is_measuring)
    assert "repeat" in view.empty.text


def test_the_view_tells_where_the_two_times_differ_and_leads_there(qtbot, window, back):
    workbench = window.workbench
    workbench.open(back)
    workbench.mark("done")
    workbench.open(window.queue.rows[2].id)
    view = window.beside.self_agreement()
    qtbot.waitUntil(lambda: not view.is_measuring)
    assert "1 article labelled twice, 8 days later" in view.summary.text()
    tops = [view.tree.topLevelItem(row) for row in range(view.tree.topLevelItemCount())]
    passages = tops[-1]
    assert passages.childCount() == 1 and "Statements" in [each.text(0) for each in tops]
    with qtbot.waitSignal(view.passage_requested):
        view.tree.itemActivated.emit(passages.child(0), 0)
    assert workbench.article_id == back
    view.tree.setCurrentItem(passages.child(0))
    with qtbot.waitSignal(view.passage_requested):
        view.open_passage()
    view.close()


def test_the_report_for_a_paper_is_written_and_copied(qtbot, window, back, monkeypatch, tmp_path):
    window.workbench.open(back)
    window.workbench.mark("done")
    view = window.beside.self_agreement()
    qtbot.waitUntil(lambda: not view.is_measuring, timeout=30_000)
    out = tmp_path / "self.tex"
    monkeypatch.setattr("annotator.gui.widgets.asking.ask_where_to_write", lambda *_: out)
    view.actions_registry.action("self_agreement.save_report").trigger()
    assert "Self-agreement in" in out.read_text() and "self.tex" in view.status
    view.actions_registry.action("self_agreement.copy_markdown").trigger()
    assert QGuiApplication.clipboard().text().startswith("# Self-agreement in")
    view.close()


def test_there_is_no_report_of_nothing(qtbot, window, monkeypatch):
    view = window.beside.self_agreement()
    qtbot.waitUntil(lambda: not view.is_measuring, timeout=30_000)
    monkeypatch.setattr(
        "annotator.gui.widgets.asking.ask_where_to_write", lambda *_: pytest.fail("asked")
    )
    view.save_report()
    assert view.status == "There is nothing to report yet."
    view.close()
