"""Comments and flags: for everybody to see, answered, settled, and taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Comment, Flag
from annotator.annotations.steps import on_comments as comment_steps
from annotator.errors import AnnotationError


def told_by_somebody_else(session, strait, *records):
    for each in records:
        step = strait.stored(Step((Edit(None, each),), "", None))
        session.absorb(replace(step, annotator="bo"))


def test_a_comment_on_a_statement_remembers_where_it_stands(session, do, strait):
    content = strait.span("reopen the strait")
    statement = session.statement(do(session.add_statement(content)))
    do(comment_steps.write(session, "  Who asks?\n", statement=statement))
    (found,) = session.comments
    assert (found.text, found.statement, found.span) == ("Who asks?", statement.id, content)
    assert found.written.endswith("+00:00") and not found.settled
    talk = comment_steps.conversation_about(session, statement=statement)
    assert talk is not None and talk.first == found
    assert comment_steps.conversation_about(session) is None


def test_comments_of_others_are_seen_and_answered_but_not_changed(session, do, strait):
    theirs = Comment("c-1", session.article.id, "bo", "Is this a call?", span=None, written="2031")
    told_by_somebody_else(session, strait, theirs)
    do(comment_steps.answer(session, "c-1", "Yes."))
    (talk,) = comment_steps.conversations(session)
    assert [each.text for each in talk.comments] == ["Is this a call?", "Yes."]
    do(comment_steps.answer(session, talk.answers[0].id, "Or not."))
    (talk,) = comment_steps.conversations(session)
    assert {each.answers for each in talk.answers} == {"c-1"}
    for gesture in (
        lambda: comment_steps.change(session, "c-1", "No."),
        lambda: comment_steps.remove(session, "c-1"),
    ):
        with pytest.raises(AnnotationError, match="Somebody else wrote"):
            gesture()


def test_settling_keeps_who_wrote_it_and_an_answer_opens_it_again(session, do, strait):
    theirs = Comment("c-1", session.article.id, "bo", "Is this a call?")
    told_by_somebody_else(session, strait, theirs)
    do(comment_steps.settle(session, "c-1"))
    assert session.comments == (replace(theirs, settled=True),)
    with pytest.raises(AnnotationError, match="so already"):
        comment_steps.settle(session, "c-1")
    do(comment_steps.answer(session, "c-1", "But see line 3."))
    assert not comment_steps.conversations(session)[0].first.settled


def test_open_conversations_come_first_in_the_order_of_the_text(session, do, strait):
    late, early = strait.span("harbour office"), strait.span("Norland")
    do(comment_steps.write(session, "late", span=late))
    settled = do(comment_steps.write(session, "settled", span=early))
    do(comment_steps.settle(session, settled))
    do(comment_steps.write(session, "early", span=early))
    do(comment_steps.write(session, "whole"))
    order = [each.first.text for each in comment_steps.conversations(session)]
    assert order == ["whole", "early", "late", "settled"]


def test_an_answered_comment_stays_and_one_without_words_is_refused(session, do):
    comment = do(comment_steps.write(session, "Why?"))
    do(comment_steps.answer(session, comment, "Because."))
    with pytest.raises(AnnotationError, match="answered and stays"):
        comment_steps.remove(session, comment)
    with pytest.raises(AnnotationError, match="nothing to store"):
        comment_steps.write(session, " \n ")
    with pytest.raises(AnnotationError, match="at most 4000"):
        comment_steps.write(session, "a" * 4001)


def test_taking_a_comment_back_leaves_nothing(session, strait):
    step = comment_steps.write(session, "Why?")
    session.absorb(strait.stored(step))
    session.absorb(strait.taken_back(step))
    assert session.comments == ()


def test_each_annotator_has_one_flag_and_sees_those_of_others(session, do, strait):
    told_by_somebody_else(session, strait, Flag("f-1", session.article.id, "bo", "odd", "2031"))
    do(comment_steps.flag(session))
    do(comment_steps.flag(session, " unclear\n source "))
    assert {(each.annotator, each.reason) for each in session.flags} == {
        ("bo", "odd"),
        (session.annotator.id, "unclear source"),
    }
    do(comment_steps.unflag(session))
    assert [each.annotator for each in session.flags] == ["bo"]
    with pytest.raises(AnnotationError, match="no flag of yours"):
        comment_steps.unflag(session)


def test_what_is_said_of_other_articles_is_not_taken_in(session, strait):
    elsewhere = Comment("c-9", "article-9", "bo", "Elsewhere.")
    told_by_somebody_else(session, strait, elsewhere)
    assert session.comments == ()
