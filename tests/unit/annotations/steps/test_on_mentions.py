"""What becomes of suggestions and marks."""

from __future__ import annotations

import pytest
from msgspec import structs

from annotator.errors import AnnotationError


def test_accepting_keeps_span_kind_actor_and_the_suggestions_id(session, do, strait):
    suggestion = strait.suggestions[0]
    step = session.accept(suggestion)
    do(step)
    (mention,) = session.mentions
    assert (mention.span, mention.kind, mention.actor) == (suggestion.span, "GPE", "NOR")
    assert (mention.decision, mention.suggestion) == ("accepted", "s1")
    assert step.wording == "Accept Norland (Place)"
    assert suggestion not in session.open_suggestions


def test_rejecting_keeps_what_was_rejected_and_can_be_turned_round(session, do, strait):
    suggestion = strait.suggestions[0]
    do(session.reject(suggestion))
    assert session.mentions[0].decision == "rejected"
    do(session.accept(suggestion))
    assert [each.decision for each in session.mentions] == ["accepted"]
    with pytest.raises(AnnotationError, match="already"):
        session.accept(suggestion)


def test_correcting_changes_what_is_named_and_keeps_the_rest(session, do, strait):
    suggestion = strait.suggestions[1]
    do(session.correct(suggestion, actor="p:holm"))
    do(session.change_mention(session.mentions[0].id, span=strait.span("Ida")))
    (mention,) = session.mentions
    assert (mention.kind, mention.actor, mention.decision) == ("PERSON", "p:holm", "corrected")
    assert mention.suggestion == "s2"


def test_corrected_back_to_the_suggestion_counts_as_accepted(session, do, strait):
    suggestion = strait.suggestions[1]
    do(session.correct(suggestion, kind="GPE"))
    do(session.correct(suggestion, kind="PERSON"))
    assert session.mentions[0].decision == "accepted"


def test_an_actor_that_the_project_does_not_know_is_left_out(session, do, strait):
    stranger = structs.replace(strait.suggestions[1], id="s9", actor="NOWHERE")
    do(session.accept(stranger))
    assert (session.mentions[0].actor, session.mentions[0].decision) == (None, "accepted")
    do(session.correct(stranger, kind="GPE"))
    assert (session.mentions[0].kind, session.mentions[0].decision) == ("GPE", "corrected")


def test_an_empty_actor_unlinks(session, do, strait):
    do(session.correct(strait.suggestions[0], actor=""))
    assert session.mentions[0].actor is None


def test_marking_by_hand_over_a_suggestion_decides_it(session, do, strait):
    do(session.add_mention(strait.span("Norland"), "PERSON"))
    (mention,) = session.mentions
    assert (mention.suggestion, mention.decision) == ("s1", "corrected")


def test_marking_by_hand_elsewhere_is_added_once(session, do, strait):
    do(session.add_mention(strait.span("Estovia "), "GPE", "EST"))
    assert session.mentions[0].decision == "added"
    with pytest.raises(AnnotationError, match="already"):
        session.add_mention(strait.span("Estovia"), "GPE")
    with pytest.raises(AnnotationError, match="kind"):
        session.add_mention(strait.span("Estovia"), "SHIP")
    do(session.change_mention(session.mentions[0].id, kind="PERSON"))
    assert session.mentions[0].kind == "PERSON"
    do(session.remove_mention(session.mentions[0].id))
    assert session.mentions == ()


def test_a_decision_taken_back_opens_the_suggestion_again(session, do, strait):
    do(session.reject(strait.suggestions[0]))
    do(session.remove_mention(session.mentions[0].id))
    assert strait.suggestions[0] in session.open_suggestions


def test_a_quotation_becomes_a_statement_with_its_marks_in_the_content(session, do, strait):
    quotation = strait.suggestions[2]
    new = do(session.accept(quotation))
    assert session.statement(new).content == (quotation.span,)
    assert session.mentions == ()
    assert quotation not in session.open_suggestions
    do(session.remove_statement(new))
    assert quotation in session.open_suggestions


def test_a_rejected_quotation_is_closed_until_it_is_accepted_after_all(session, do, strait):
    quotation = strait.suggestions[2]
    do(session.reject(quotation))
    assert quotation not in session.open_suggestions
    new = do(session.accept(quotation))
    assert session.mentions == ()
    assert session.statement(new).content == (quotation.span,)
    with pytest.raises(AnnotationError, match="as a statement"):
        session.correct(quotation, kind="GPE")


def test_a_quotation_is_used_as_soon_as_content_overlaps_it(session, do, strait):
    do(session.add_statement(strait.span("not close")))
    assert strait.suggestions[2] not in session.open_suggestions
