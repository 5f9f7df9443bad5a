"""Stances over an article: derived, overruled, and told when what they rest on has changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.annotations import stances_over
from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Actor, Target
from annotator.errors import AnnotationError

OPEN = Target("topic", "open_strait")


@pytest.fixture
def say(session, do):
    """Let a holder take a stance on the strait in a statement of their own."""

    def statement(words, holder, value):
        found = session.statement(do(session.add_statement(words)))
        source = replace(found.source, actors=(holder,))
        do(session.change_statement(found.id, wording="", source=source))
        do(session.set_stance(found.id, OPEN, value))
        return found.id

    for actor in (Actor("NOR", "Norland"), Actor("EST", "Estovia"), Actor("NL", "The North")):
        do(Step((Edit(None, actor),), "", None))
    return statement


def rows(session):
    return [
        (each.holder, each.value, len(each.statements)) for each in stances_over.stances_of(session)
    ]


def test_stances_follow_from_the_statements_and_tell_how_many(session, say, strait):
    say(strait.span("reopen the strait at once"), "NOR", "favor")
    say(strait.span("We will not close the strait"), "NOR", "favor")
    say(strait.span("At least 29 people"), "EST", "favor")
    say(strait.span("two wounded"), "EST", "against")
    assert rows(session) == [("EST", "mixed", 2), ("NOR", "favor", 2)]
    found = [stances_over.words(each, session) for each in stances_over.stances_of(session)]
    assert found == [
        "Estovia: mixed on The strait should be open",
        "Norland: favors The strait should be open",
    ]


def test_a_person_overrules_and_is_told_when_something_else_follows(session, say, do, strait):
    say(strait.span("reopen the strait at once"), "NOR", "favor")
    do(stances_over.overrule(session, "NOR", OPEN, "against"))
    (row,) = stances_over.stances_of(session)
    assert (row.value, row.derived, row.has_changed) == ("against", "favor", False)
    statement = say(strait.span("two wounded"), "NOR", "neutral")
    (row,) = stances_over.stances_of(session)
    assert (row.value, row.derived, row.has_changed) == ("against", "mixed", True)
    do(stances_over.overrule(session, "NOR", OPEN, "unclear"))
    assert not stances_over.stances_of(session)[0].has_changed
    for each in session.statements:
        do(session.remove_statement(each.id))
    (row,) = stances_over.stances_of(session)
    assert (row.value, row.derived, row.has_changed) == ("unclear", "", True)
    assert statement not in row.statements


def test_what_follows_anyway_is_no_overruling(session, say, do, strait):
    say(strait.span("reopen the strait at once"), "NOR", "favor")
    with pytest.raises(AnnotationError, match="follows from the statements already"):
        stances_over.overrule(session, "NOR", OPEN, "favor")
    do(stances_over.overrule(session, "NOR", OPEN, "mixed"))
    do(stances_over.overrule(session, "NOR", OPEN, "favor"))
    assert session.overruled_stances == ()
    with pytest.raises(AnnotationError, match="what follows"):
        stances_over.as_derived(session, "NOR", OPEN)
    with pytest.raises(AnnotationError, match="no stance “adores”"):
        stances_over.overrule(session, "NOR", OPEN, "adores")
    with pytest.raises(AnnotationError, match="no stance of theirs"):
        stances_over.overrule(session, "EST", OPEN, "favor")


def test_a_merged_holder_keeps_what_was_overruled(session, say, do, strait):
    say(strait.span("reopen the strait at once"), "NL", "favor")
    do(stances_over.overrule(session, "NL", OPEN, "against"))
    merged = Actor("NL", "The North", merged_into="NOR")
    do(Step((Edit(Actor("NL", "The North"), merged),), "", None))
    assert rows(session) == [("NOR", "against", 1)]
    do(stances_over.as_derived(session, "NOR", OPEN))
    assert rows(session) == [("NOR", "favor", 1)]
