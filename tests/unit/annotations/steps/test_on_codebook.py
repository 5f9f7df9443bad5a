"""Labelling goes on while the codebook changes: in today's words, and with what must be seen to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.annotations.edits import Change
from annotator.annotations.model import Layer, Mention, Stance, Statement, Target
from annotator.annotations.session import Session
from annotator.codebook.changing import (
    EditCodebook,
    EditEntry,
    MergeEntries,
    RetireEntry,
    SplitEntry,
    apply,
)
from annotator.codebook.model import ClaimType, Topic
from annotator.corpus.span import Span
from annotator.errors import AnnotationError

CONTENT = (Span(0, 7),)


@pytest.fixture
def book(session):
    topics = tuple(Topic(each, each.capitalize()) for each in ("strait", "fish", "port"))
    return replace(session.codebook, topics=topics)


@pytest.fixture
def opened(session, book):
    """Open the article with one statement that was made under the first codebook."""

    def open_with(*changes, codebook=None, **fields):
        known = {
            "id": "one",
            "article": session.article.id,
            "annotator": session.annotator.id,
            "content": CONTENT,
            "claim_types": ("fact",),
            "codebook": book.reference,
        }
        now = codebook or apply(book, changes)
        mention = Mention(
            "m", session.article.id, session.annotator.id, CONTENT[0], "GPE", codebook="x@1"
        )
        return Session(
            article=session.article,
            text=session.text,
            zones=session.zones,
            layer=Layer(
                session.article.id,
                session.annotator.id,
                (mention,),
                (Statement(**known | fields),),
            ),
            codebook=now,
            actors=tuple(session.actors.values()),
            suggestions=(),
            annotator=session.annotator,
            versions={book.reference: book}.get,
        )

    return open_with


def done(session: Session, step) -> Statement:
    change = Change("s", "do", step.edits, step.wording, step.article, session.annotator.id)
    session.absorb(change)
    return step.edits[-1].after


def on(topic: str, value: str = "favor") -> Stance:
    return Stance(Target("topic", topic), value)


def test_a_merged_label_is_read_as_the_one_that_stands_for_it(opened):
    session = opened(MergeEntries("claim_types", ("fact",), "accusation"))
    assert session.statement("one").claim_types == ("accusation",)
    step = session.change_statement("one", wording="Note", note="x")
    (edit,) = step.edits
    assert edit.before.claim_types == ("fact",) and edit.after.claim_types == ("accusation",)
    assert edit.after.codebook == session.codebook.reference
    after = done(session, session.toggle_claim_type("one", "accusation"))
    assert after.claim_types == ()


def test_a_retired_label_stays_and_is_not_given_again(opened):
    session = opened(RetireEntry("claim_types", "fact"), RetireEntry("stance_values", "favor"))
    after = done(session, session.change_statement("one", wording="Note", note="x"))
    assert after.claim_types == ("fact",)
    assert done(session, session.toggle_claim_type("one", "fact")).claim_types == ()
    with pytest.raises(AnnotationError, match="not offered any more"):
        session.toggle_claim_type("one", "fact")
    with pytest.raises(AnnotationError, match="not offered any more"):
        session.set_stance("one", Target("topic", "strait"), "favor")


def test_a_mention_of_a_retired_kind_can_be_changed_but_none_made(opened):
    session = opened(RetireEntry("entity_kinds", "GPE"))
    actor = next(iter(session.actors))
    assert session.change_mention("m", actor=actor).edits[-1].after.kind == "GPE"
    with pytest.raises(AnnotationError, match="not offered any more"):
        session.add_mention(Span(8, 13), "GPE")


def test_a_split_label_waits_for_a_choice_whatever_else_is_changed(opened):
    blame = ClaimType("blame", "Blame", "assertive")
    session = opened(SplitEntry("claim_types", "fact", (blame, "accusation")))
    (reason,) = session.reasons("one")
    assert "choose Blame or Accusation" in reason.text
    after = done(session, session.change_statement("one", wording="Note", note="x"))
    assert after.codebook == "strait@1.0.0" and session.reasons("one")
    with pytest.raises(AnnotationError, match="was split"):
        session.keep_labels("one")
    done(session, session.toggle_claim_type("one", "fact"))
    after = done(session, session.toggle_claim_type("one", "blame"))
    assert (after.claim_types, session.reasons("one")) == (("blame",), ())
    assert after.codebook == session.codebook.reference


def test_a_label_that_means_something_else_may_be_kept(opened):
    session = opened(EditEntry("claim_types", "fact", {"definition": "New."}, look_again=True))
    assert "defined anew" in session.reasons("one")[0].text
    assert done(session, session.change_statement("one", wording="N", note="x")).note == "x"
    assert session.reasons("one")
    after = done(session, session.keep_labels("one"))
    assert session.reasons("one") == () and after.note == "x"
    with pytest.raises(AnnotationError, match="Nothing here"):
        session.keep_labels("one")


def test_stances_on_merged_topics_that_contradict_stay_until_one_is_taken_away(opened):
    stances = (on("strait"), on("fish", "against"), on("port"))
    session = opened(MergeEntries("topics", ("strait", "port"), "fish"), stances=stances)
    assert "several stances" in session.reasons("one")[0].text
    done(session, session.change_statement("one", wording="Note", note="x"))
    step = session.remove_stance("one", Target("topic", "fish"))
    after = done(session, step)
    assert [each.target.id for each in after.stances] == ["strait", "port"]
    assert session.reasons("one") == ()
    assert session.statement("one").stances == (on("fish"),)


def test_what_the_codebook_allowed_once_does_not_stand_in_the_way(opened, book):
    twice = apply(book, [EditCodebook({"max_claim_types": 1, "voices": [], "certainty": []})])
    session = opened(codebook=twice, claim_types=("fact", "call"), certainty="speculative")
    after = done(session, session.change_statement("one", wording="Note", note="x"))
    assert after.claim_types == ("fact", "call")
    with pytest.raises(AnnotationError, match="at most 1"):
        session.change_statement("one", wording="X", claim_types=("fact", "call", "rejection"))


def test_a_label_that_the_codebook_does_not_know_is_to_be_looked_at(opened):
    session = opened(RetireEntry("entity_kinds", "GPE"), claim_types=("gone",))
    assert [each.text for each in session.reasons("one")] == [
        "The codebook does not know the claim type “gone”: choose another."
    ]
    assert session.missing("one")[0] == session.reasons("one")[0].text


def test_a_new_topic_and_the_stance_on_it_are_one_step(opened, book):
    session = opened(codebook=book)
    topic, edit = session.new_topic("  Whales  should be left alone ")
    step = session.set_stance("one", Target("topic", topic.id), "favor", adding=(edit,))
    assert step.wording == "Set stance: favors: Whales should be left alone"
    assert [each.kind for each in step.edits] == ["codebook_part", "statement"]
    after = step.edits[-1].after
    assert after.codebook == session.codebook_with((edit,)).reference != book.reference
    with pytest.raises(AnnotationError, match="already"):
        session.new_topic("STRAIT")
    with pytest.raises(AnnotationError, match="needs a label"):
        session.new_topic(" ")


def test_a_closed_codebook_takes_no_new_topic(opened, book):
    session = opened(codebook=replace(book, allow_new_topics=False))
    with pytest.raises(AnnotationError, match="allows no new topics"):
        session.new_topic("Whales")
