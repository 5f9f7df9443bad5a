"""What is said beside the labels in the text, in the project file: stored, undone, checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from annotator.annotations.edits import Edit
from annotator.annotations.ids import new_id
from annotator.annotations.model import (
    ActiveTime,
    ArticleLabel,
    Comment,
    DocumentStance,
    Flag,
    Progress,
    Target,
)
from annotator.corpus.span import Span
from annotator.errors import AnnotationError


def comment(desk, article, **fields):
    known = {"id": new_id(), "article": article, "annotator": desk.project.annotator.id}
    return Comment(**known | {"text": "Why?", "written": "2031-05-01T10:00:00+00:00"} | fields)


def time_of(desk, article, started, seconds):
    return ActiveTime(new_id(), article, desk.project.annotator.id, started, seconds, 120)


def test_comments_and_flags_are_for_everybody_and_labels_are_not(desk):
    article = desk.article()
    amina = desk.project.annotator.id
    note = comment(desk, article, span=Span(4, 11))
    flag = Flag(f"{article}:{amina}:flag", article, amina, "odd")
    label = ArticleLabel("l-1", article, amina, "genre", "news", "harbour@1.0.0")
    stance = DocumentStance("d-1", article, amina, "veltra", Target("actor", "mayor"), "favor")
    for each in (note, flag, label, stance):
        desk.do(Edit(None, each))
    mine = desk.project.layer(article)
    assert (mine.labels, mine.stances) == ((label,), (stance,))
    desk.project.use_annotator("Bo")
    assert desk.project.told(article) == (note, flag)
    theirs = desk.project.layer(article)
    assert (theirs.labels, theirs.stances) == ((), ())
    assert [each.annotator for each in desk.project.layers(article)] == [amina]
    counts = desk.project.info()
    assert (counts.article_labels, counts.comments, counts.flags) == (1, 1, 1)
    assert desk.project.check() == ()


def test_whoever_settles_a_comment_can_take_that_back(desk):
    article = desk.article()
    note = comment(desk, article)
    desk.do(Edit(None, note), wording="Write a comment")
    desk.project.use_annotator("Bo")
    desk.do(Edit(note, replace(note, settled=True)), wording="Settle a comment")
    desk.reopen(annotator="Bo")
    assert desk.project.undo(article).wording == "Settle a comment"
    assert desk.project.told(article) == (note,)
    assert desk.project.undo(article) is None
    assert desk.project.check() == ()


def test_an_answer_needs_what_it_answers(desk):
    article = desk.article()
    first = comment(desk, article)
    with pytest.raises(AnnotationError, match="The comment that is referred to"):
        desk.do(Edit(None, comment(desk, article, answers=first.id)))
    desk.do(Edit(None, first), wording="Write a comment")
    desk.project.use_annotator("Bo")
    desk.do(Edit(None, comment(desk, article, answers=first.id)))
    desk.project.use_annotator("Amina")
    with pytest.raises(AnnotationError, match="answered and stays"):
        desk.project.undo(article)
    assert len(desk.project.told(article)) == 2 and desk.project.check() == ()


def test_a_comment_stays_when_its_statement_goes(desk):
    article = desk.article()
    statement = desk.add(article)
    note = comment(desk, article, statement=statement.id, span=Span(0, 11))
    desk.do(Edit(None, note))
    desk.remove(statement)
    assert desk.project.told(article) == (note,) and desk.project.check() == ()


def test_a_comment_lies_inside_the_text(desk):
    with pytest.raises(AnnotationError, match="lies outside the text"):
        desk.do(Edit(None, comment(desk, desk.article(), span=Span(0, 5000))))


def test_an_actor_in_a_stance_over_an_article_is_not_removed(desk):
    article = desk.article()
    who = desk.project.annotator.id
    stance = DocumentStance("d-1", article, who, "mayor", Target("topic", "t"), "favor")
    desk.do(Edit(None, stance))
    mayor = desk.project.standing_actors()["mayor"]
    with pytest.raises(AnnotationError, match="was not removed"):
        desk.do(Edit(mayor, None))
    with pytest.raises(AnnotationError, match="An actor that is referred to"):
        desk.do(Edit(None, replace(stance, id="d-2", holder="nobody")))


def test_time_is_a_fact_that_no_undo_takes_back(desk):
    article = desk.article()
    fact = time_of(desk, article, "2031-05-01T10:00:00+00:00", 90)
    desk.project.keep_active_time(fact)
    desk.project.keep_active_time(time_of(desk, article, "2031-05-01T10:02:00+00:00", 30))
    assert desk.project.undo_wording(article) is None
    assert desk.project.undo_registry_wording() is None
    assert desk.project.active_seconds(article) == 120
    assert desk.project.active_times(article)[0] == fact
    with pytest.raises(ValueError, match="never changed"):
        desk.do(Edit(fact, replace(fact, seconds=1)))
    desk.project.use_annotator("Bo")
    assert desk.project.active_seconds(article) == 0
    assert [each.seconds for each in desk.project.info().annotators] == [120, 0]
    assert desk.project.check() == ()


def test_what_was_done_since_a_time_is_counted_from_the_history(desk):
    now = datetime.now(UTC)
    first, second = desk.article(), desk.article("Another text.")
    who = desk.project.annotator.id
    for article, status in ((first, "done"), (second, "opened")):
        desk.do(Edit(None, Progress(f"{article}:{who}", article, who, status)))
    early = (now - timedelta(days=2)).isoformat(timespec="seconds")
    desk.project.keep_active_time(time_of(desk, first, early, 600))
    late = (now + timedelta(seconds=5)).isoformat(timespec="seconds")
    desk.project.keep_active_time(time_of(desk, first, late, 60))
    found = desk.project.work_done(now - timedelta(seconds=1))
    assert (found.seconds, found.articles, found.done) == (60, 1, {first})
    assert desk.project.work_done(now + timedelta(hours=1)).done == frozenset()
    assert desk.project.events_since(now + timedelta(hours=1)) == 0
    assert desk.project.events_since(now - timedelta(seconds=1)) == desk.project.info().events
    desk.project.undo(first)
    assert desk.project.work_done(now - timedelta(seconds=1)).done == frozenset()


def test_everybody_has_a_guideline_note_of_their_own_with_its_history(desk):
    desk.project.keep_guideline_note("Warnings are predictions.")
    desk.project.keep_guideline_note("Warnings are predictions, mostly.")
    desk.project.keep_guideline_note("Warnings are predictions, mostly.")
    desk.reopen()
    assert desk.project.guideline_note() == "Warnings are predictions, mostly."
    (note,) = desk.project.guideline_notes()
    assert len(desk.project.history(note.id)) == 2
    assert desk.project.undo_registry_wording() is None
    desk.project.use_annotator("Bo")
    assert desk.project.guideline_note() == ""
    desk.project.use_annotator("Amina")
    desk.project.keep_guideline_note("")
    assert desk.project.guideline_notes() == () and desk.project.check() == ()


def test_a_note_that_is_not_what_its_row_says_is_found(desk, path):
    import sqlite3

    desk.do(Edit(None, comment(desk, desk.article())))
    desk.project.close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE comments SET is_open = 0")
    raw.close()
    desk.project = type(desk.project).open(path)
    assert any("contradicts itself" in each for each in desk.project.check())
