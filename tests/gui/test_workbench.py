"""The workbench: one door, blind, and the last good state stays."""

from __future__ import annotations

import pytest

from annotator.corpus.span import Span
from annotator.errors import DamagedProjectError, StorageError
from annotator.gui.workbench import Workbench
from annotator.project import Project


@pytest.fixture
def told(workbench):
    problems = []
    workbench.problems.appeared.connect(problems.append)
    return problems


@pytest.fixture
def said(workbench):
    messages = []
    workbench.message.connect(messages.append)
    workbench.refused.connect(messages.append)
    return messages


def test_opening_an_article_is_remembered_for_this_annotator(workbench):
    article = workbench.project.articles()[0].id
    assert workbench.open(article)
    assert workbench.session.progress.status == "opened"
    assert workbench.project.layer(article).progress.status == "opened"


def test_a_step_is_on_disk_before_it_is_on_screen(workbench, project_path):
    workbench.open(workbench.project.articles()[0].id)
    seen = []

    def look(change):
        with Project.open(project_path, readonly=True) as other:
            seen.append(len(other.layer(change.article).statements))

    workbench.annotations_changed.connect(look)
    workbench.apply(workbench.session.add_statement(Span(25, 40)))
    assert seen == [1]


def test_a_step_that_cannot_be_stored_leaves_the_last_good_state(workbench, told, monkeypatch):
    workbench.open(workbench.project.articles()[0].id)

    def full(*_args, **_options):
        raise StorageError("Could not store it: the disk is full. Free some space.")

    with monkeypatch.context() as broken:
        broken.setattr(Project, "apply", full)
        for _ in range(3):
            assert workbench.apply(workbench.session.add_statement(Span(25, 40))) is None
    assert workbench.session.statements == ()
    assert told == ["Could not store it: the disk is full. Free some space."]
    went_away = []
    workbench.problems.went_away.connect(lambda: went_away.append(True))
    assert workbench.apply(workbench.session.add_statement(Span(25, 40))) is not None
    assert went_away == [True]


def test_an_article_that_cannot_be_read_leaves_the_current_one_open(workbench, told, monkeypatch):
    first, second, *_ = [each.id for each in workbench.project.articles()]
    workbench.open(first)

    def broken(_project, _article):
        raise DamagedProjectError("The text of this article is damaged.")

    monkeypatch.setattr(Project, "text", broken)
    assert not workbench.open(second)
    assert workbench.article_id == first and told == ["The text of this article is damaged."]


def test_what_the_codebook_refuses_is_said_in_a_sentence_and_changes_nothing(workbench, said):
    workbench.open(workbench.project.articles()[0].id)
    session = workbench.session
    assert workbench.gesture(lambda: session.toggle_claim_type("nobody", "fact")) is None
    assert said == ["That statement is no longer there. Choose another."]


def test_what_was_stored_is_told_with_the_way_back(workbench, said):
    workbench.open(workbench.project.articles()[0].id)
    workbench.apply(workbench.session.add_statement(Span(25, 40)))
    assert said == ["Add a statement · Ctrl+Z takes it back"]
    workbench.undo()
    assert said[-1] == "Undone: Add a statement · Ctrl+Shift+Z does it again"


def test_undo_never_reaches_an_article_off_screen(workbench):
    first, second, *_ = [each.id for each in workbench.project.articles()]
    workbench.open(first)
    workbench.apply(workbench.session.add_statement(Span(25, 40)))
    workbench.open(second)
    assert workbench.undo() is None
    assert len(workbench.project.layer(first).statements) == 1


def test_undo_works_after_the_program_was_closed(qtbot, workbench, project_path):
    article = workbench.project.articles()[0].id
    workbench.open(article)
    workbench.apply(workbench.session.add_statement(Span(25, 40)))
    workbench.finish()
    again = Workbench()
    again.open_project(project_path)
    again.open(article)
    assert again.undo().wording == "Add a statement"
    assert again.session.statements == ()
    again.finish()


def test_a_focus_whose_statement_is_gone_is_given_up(workbench):
    workbench.open(workbench.project.articles()[0].id)
    change = workbench.apply(workbench.session.add_statement(Span(25, 40)))
    made = change.edits[-1].after.id
    workbench.focus = ("statement", made)
    workbench.apply(workbench.session.remove_statement(made))
    assert workbench.focus is None


def test_what_draws_a_change_sees_what_is_in_focus_from_then_on(workbench):
    workbench.open(workbench.project.articles()[0].id)
    drawn, moved = [], []
    workbench.annotations_changed.connect(lambda _change: drawn.append(workbench.focus))
    workbench.focus_changed.connect(moved.append)
    made = []

    def focus(change):
        made.append(("statement", change.edits[-1].after.id))
        return made[0]

    workbench.apply(workbench.session.add_statement(Span(25, 40)), focus=focus)
    workbench.undo()
    workbench.redo()
    assert drawn == moved == [made[0], None, made[0]]


def test_a_file_that_is_no_project_leaves_the_open_one_open(workbench, told, tmp_path):
    before = workbench.project
    place = tmp_path / "letter.annotator"
    place.write_text("Dear all", encoding="utf-8")
    assert not workbench.open_project(place)
    assert workbench.project is before and "not a project" in told[0]


def test_a_project_that_cannot_be_written_is_open_for_reading(workbench, told, tmp_path):
    article = workbench.project.articles()[0].id
    path = workbench.project.path
    workbench.close_project()
    with Project.open(path, readonly=True) as project:
        workbench.take(project)
        assert workbench.is_readonly
        assert workbench.open(article)
        assert workbench.session.progress is None
        assert workbench.apply(workbench.session.add_statement(Span(25, 40))) is None
        assert told
        workbench.close_project()


def test_nobody_sees_the_labels_of_another(workbench):
    article = workbench.project.articles()[0].id
    workbench.open(article)
    workbench.apply(workbench.session.add_statement(Span(25, 40)))
    workbench.choose_annotator("Badou")
    assert workbench.article_id == article and workbench.session.statements == ()
