"""Undo and redo: per article and annotator, unlimited, and still there after a restart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Actor, Source
from annotator.errors import AnnotationError, ProjectMovedError


def test_nothing_to_undo_in_a_fresh_article(desk):
    article = desk.article()
    project = desk.project
    assert project.undo(article) is None and project.redo(article) is None
    assert project.undo_wording(article) is None and project.redo_wording(article) is None


def test_undo_and_redo_work_back_to_the_first_day_across_restarts(desk):
    article = desk.article()
    versions = [desk.add(article)]
    for number in range(20):
        versions.append(desk.change(versions[-1], note=f"version {number}"))
    for version in reversed(versions[:-1]):
        desk.reopen()
        assert desk.project.undo_wording(article) == "Change a statement"
        desk.project.undo(article)
        assert desk.statements(article) == (version,)
    desk.reopen().undo(article)
    assert desk.statements(article) == () and desk.project.undo(article) is None
    for version in versions:
        desk.reopen().redo(article)
        assert desk.statements(article) == (version,)
    assert desk.project.redo(article) is None
    assert desk.project.check() == ()


def test_an_undone_removal_brings_back_the_same_statement(desk):
    article = desk.article()
    statement = desk.add(article, note="keep me")
    desk.remove(statement)
    change = desk.project.undo(article)
    assert change is not None and change.action == "undo"
    assert change.edits == (Edit(None, statement),)
    assert desk.statements(article) == (statement,)


def test_a_new_step_ends_the_possibility_to_redo(desk):
    article = desk.article()
    desk.add(article)
    desk.project.undo(article)
    desk.add(article)
    assert desk.project.redo(article) is None
    assert desk.reopen().redo(article) is None


def test_undo_never_reaches_another_article(desk):
    here, there = desk.article(), desk.article()
    stays = desk.add(there)
    desk.add(here)
    desk.project.undo(here)
    assert desk.project.undo(here) is None
    assert desk.statements(there) == (stays,)


def test_undo_never_takes_back_what_another_annotator_did(desk):
    article = desk.article()
    desk.add(article)
    desk.project.use_annotator("Bo")
    assert desk.project.undo(article) is None
    desk.add(article)
    desk.project.undo(article)
    desk.project.use_annotator("Amina")
    assert len(desk.statements(article)) == 1


def test_the_edits_of_a_step_are_undone_together_in_reverse(desk):
    article = desk.article()
    actor = Actor("port", "Port authority")
    statement = desk.statement(article, source=Source(actors=("port",)))
    changed = replace(statement, note="x")
    desk.do(Edit(None, actor), Edit(None, statement), Edit(statement, changed))
    desk.project.undo(article)
    assert desk.statements(article) == () and actor not in desk.project.actors()
    desk.project.redo(article)
    assert desk.statements(article) == (changed,) and actor in desk.project.actors()


def test_undo_leaves_an_actor_that_another_article_names_by_now(desk):
    here, there = desk.article(), desk.article()
    actor = Actor("port", "Port authority")
    statement = desk.statement(here, source=Source(actors=("port",)))
    desk.do(Edit(None, actor), Edit(None, statement))
    elsewhere = desk.add(there, source=Source(actors=("port",)))
    change = desk.project.undo(here)
    assert change is not None and change.edits == (Edit(statement, None),)
    assert actor in desk.project.actors() and desk.statements(there) == (elsewhere,)
    assert desk.reopen().undo(here) is None
    desk.project.redo(here)
    assert desk.statements(here) == (statement,) and desk.project.check() == ()


def test_undo_leaves_an_actor_that_was_changed_elsewhere(desk):
    here, there = desk.article(), desk.article()
    actor, renamed = Actor("port", "Port"), Actor("port", "Port authority")
    desk.do(Edit(None, actor), article=here)
    desk.do(Edit(actor, renamed), article=there)
    change = desk.project.undo(here)
    assert change is not None and change.edits == ()
    assert renamed in desk.project.actors()
    assert desk.reopen().undo(here) is None and desk.project.check() == ()


def test_a_step_that_somebody_else_built_upon_is_not_undone(desk):
    article = desk.article()
    statement = desk.add(article)
    desk.project.use_annotator("Bo")
    changed = desk.change(statement, note="Bo was here")
    first = desk.project.annotators()[0]
    desk.project.use_annotator("Amina")
    with pytest.raises(AnnotationError, match="changed in the meantime"):
        desk.project.undo(article)
    assert desk.project.layer(article, first.id).statements == (changed,)
    assert desk.project.undo_wording(article) == "Add a statement"


def test_a_project_wide_step_stands_in_no_articles_history(desk):
    article = desk.article()
    desk.project.apply(Step((Edit(None, Actor(new_id(), "Port")),), "Add an actor", None))
    assert desk.project.undo(article) is None


def test_after_a_failure_undo_goes_by_what_is_in_the_file(desk, monkeypatch):
    """The file went away in the moment after the write: told as a failure, but it is written."""
    article = desk.article()
    desk.add(article)
    assert desk.project.undo_wording(article) == "Add a statement"
    connection = desk.project._connection
    calls = iter([None, None, ProjectMovedError("gone")])

    def once_more(_purpose):
        if (problem := next(calls)) is not None:
            raise problem

    monkeypatch.setattr(connection, "require_same_file", once_more)
    (statement,) = desk.statements(article)
    with pytest.raises(ProjectMovedError):
        desk.change(statement, note="written all the same")
    monkeypatch.undo()
    assert desk.project.undo_wording(article) == "Change a statement"
    desk.project.undo(article)
    assert desk.statements(article) == (statement,) and desk.project.check() == ()
