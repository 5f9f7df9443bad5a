"""What becomes of possible statements: one step makes a whole statement, or rejects it."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from msgspec import structs

from annotator.annotations.model import Layer
from annotator.annotations.session import Session
from annotator.corpus.span import Span
from annotator.errors import AnnotationError
from annotator.preannotation.suggestion import Candidate, Suggestion


@pytest.fixture
def quoted(strait) -> Suggestion:
    """The interrupted quotation of the article as a possible statement."""
    fragments = (
        strait.span("“We will not close the strait,”"),
        strait.span("“whatever Norland claims.”"),
    )
    candidate = Candidate(
        content=fragments,
        source=(strait.span("Estovia", 1),),
        cue=(strait.span("answered"),),
        actors=("EST",),
        claim_type="rejection",
        addressee=(strait.span("Norland", 1),),
    )
    hull = Span(fragments[0].start, fragments[1].end)
    return Suggestion(
        "c1",
        strait.article.id,
        "statement",
        hull,
        "rejection",
        0.9,
        "quote",
        "run",
        None,
        candidate,
    )


@pytest.fixture
def session(strait, quoted) -> Session:
    return session_with(strait, quoted)


def session_with(strait, *candidates: Suggestion, codebook=None) -> Session:
    return Session(
        article=strait.article,
        text=strait.text,
        zones=strait.zones,
        layer=Layer(strait.article.id, strait.annotator.id),
        codebook=codebook or strait.codebook,
        actors=(),
        suggestions=(*strait.suggestions, *candidates),
        annotator=strait.annotator,
    )


def test_accepting_makes_a_whole_statement_in_one_step(session, do, strait, quoted):
    step = session.accept(quoted)
    do(step)
    (statement,) = session.statements
    assert len(step.edits) == 1
    assert step.wording == "Accept a possible statement"
    assert statement.content == quoted.candidate.content
    assert statement.source.spans == (strait.span("Estovia", 1),)
    assert (statement.source.actors, statement.source.mention) == (("EST",), "name")
    assert statement.cue == (strait.span("answered"),)
    assert statement.addressee.actors == ("NOR",)
    assert (statement.claim_types, statement.certainty) == (("rejection",), "asserted")
    assert session.missing(statement.id) == ()
    assert quoted not in session.open_suggestions


def test_it_can_be_undone_in_one_step(session, strait, quoted):
    step = session.accept(quoted)
    session.absorb(strait.stored(step))
    session.absorb(strait.taken_back(step))
    assert session.statements == ()
    assert quoted in session.open_suggestions


def test_the_person_who_spoke_is_kept_beside_the_holder(strait, quoted, do):
    spoken = structs.replace(
        quoted,
        candidate=Candidate(
            content=(strait.span("Norland urged Estovia to reopen the strait at once"),),
            source=(strait.span("spokeswoman Ida Holm"),),
            cue=(strait.span("said"),),
            actors=("NOR",),
            speaker="p:holm",
            claim_type="call",
        ),
    )
    session = session_with(strait, spoken)
    session.absorb(strait.stored(session.accept(spoken)))
    source = session.statements[0].source
    assert (source.actors, source.speaker) == (("NOR",), "p:holm")


def test_what_is_said_inside_another_statement_gets_it_as_parent(strait, quoted):
    inner = structs.replace(
        quoted,
        id="c2",
        candidate=Candidate(
            content=(strait.span("to reopen the strait at once"),),
            source=(strait.span("Norland"),),
            cue=(strait.span("urged"),),
        ),
    )
    session = session_with(strait, inner)
    session.absorb(strait.stored(session.accept(inner)))
    assert session.statements[0].parent is None
    session.absorb(strait.stored(session.remove_statement(session.statements[0].id)))
    outer = session.add_statement(strait.span("Norland urged Estovia to reopen the strait at once"))
    session.absorb(strait.stored(outer))
    session.absorb(strait.stored(session.accept(inner)))
    found = {each.parent for each in session.statements}
    assert found == {None, outer.edits[-1].after.id}


def test_what_the_project_or_the_codebook_does_not_know_is_left_out(strait, quoted):
    strange = replace(quoted.candidate, actors=("NOWHERE",), speaker="p:no", claim_type="poem")
    quiet = replace(strait.codebook, layers=MappingProxyType({"cue": "off", "addressee": "off"}))
    suggestion = structs.replace(quoted, candidate=strange)
    session = session_with(strait, suggestion, codebook=quiet)
    statement = session.accept(suggestion).edits[-1].after
    assert (statement.claim_types, statement.cue, statement.addressee.spans) == ((), (), ())
    assert (statement.source.actors, statement.source.speaker) == (("EST",), None)


def test_a_quotation_in_a_possible_statement_is_not_shown_twice(session, do, strait, quoted):
    (quotation,) = (each for each in strait.suggestions if each.kind == "quotation")
    assert quoted in session.open_suggestions
    assert quotation not in session.open_suggestions
    do(session.reject(quoted))
    assert quotation not in session.open_suggestions


def test_rejecting_keeps_the_decision_and_accepting_later_takes_it_back(session, do, quoted):
    step = session.reject(quoted)
    do(step)
    (decision,) = session.mentions
    assert step.wording == "Reject a possible statement"
    assert (decision.decision, decision.kind, decision.suggestion) == (
        "rejected",
        "statement",
        "c1",
    )
    assert (decision.span, session.open_suggestions.count(quoted)) == (quoted.span, 0)
    do(session.accept(quoted))
    assert session.mentions == ()
    assert len(session.statements) == 1


def test_a_rejected_passage_stays_rejected_when_the_engine_finds_it_again(strait, session, quoted):
    session.absorb(strait.stored(session.reject(quoted)))
    again = structs.replace(quoted, id="c2", label="call")
    layer = Layer(strait.article.id, strait.annotator.id, session.mentions)
    anew = Session(
        article=strait.article,
        text=strait.text,
        zones=strait.zones,
        layer=layer,
        codebook=strait.codebook,
        actors=(),
        suggestions=(again,),
        annotator=strait.annotator,
    )
    assert anew.open_suggestions == ()


def test_one_that_says_much_the_same_as_a_statement_is_used_up(session, do, strait, quoted):
    do(session.add_statement(strait.span("close the strait,")))
    assert quoted in session.open_suggestions
    do(session.add_statement(strait.span("We will not close the strait")))
    assert quoted not in session.open_suggestions


def test_it_is_not_corrected_like_a_mention(session, quoted):
    with pytest.raises(AnnotationError, match="Accept it first"):
        session.correct(quoted, kind="GPE")
