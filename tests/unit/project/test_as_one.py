"""What is written as one is durable at the end, or nothing of it is there."""

from __future__ import annotations

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Actor
from annotator.errors import AnnotationError
from annotator.project import Project


def test_articles_and_labels_come_in_together(desk):
    with desk.project.as_one("import"):
        article = desk.article()
        statement = desk.add(article)
    desk.reopen()
    assert desk.statements(article) == (statement,)
    assert desk.project.check() == ()


def test_a_failure_leaves_nothing_of_it_and_the_project_as_it_was(desk):
    before = desk.article()
    who = desk.project.annotator
    with pytest.raises(KeyError), desk.project.as_one("import"):
        after = desk.article()
        desk.project.use_annotator("Somebody else")
        desk.add(after)
        desk.do(Edit(None, Actor("mill", "The mill")))
        raise KeyError
    assert desk.project.annotator == who
    assert [each.name for each in desk.project.annotators()] == [who.name]
    assert [row.id for row in desk.project.articles()] == [before]
    assert "mill" not in [each.id for each in desk.project.actors()]
    statement = desk.add(before)
    assert desk.project.undo(before) is not None
    desk.project.redo(before)
    desk.reopen()
    assert desk.statements(before) == (statement,)
    assert desk.project.check() == ()


def test_a_part_that_fails_takes_the_rest_with_it_even_if_somebody_goes_on(desk):
    article = desk.article()
    wrong = Edit(None, desk.statement("no such article"))
    with pytest.raises(RuntimeError), desk.project.as_one("import"):
        desk.add(article)
        with pytest.raises(AnnotationError):
            desk.project.apply(Step((wrong,), "Add", None))
    assert desk.statements(article) == ()
    desk.add(article)
    assert desk.project.check() == ()


def test_others_read_the_file_as_it_was_until_all_is_stored(desk):
    before = desk.article()
    with desk.project.as_one("import"):
        for _ in range(6):  # more than fits into the memory that SQLite takes by itself
            desk.article("The harbour stays open. " * 40_000, id=new_id())
        with Project.open(desk.project.path, readonly=True) as other:
            assert [row.id for row in other.articles()] == [before]
            assert other.text(before) == desk.project.text(before)
    assert desk.project.article_count() == 7
