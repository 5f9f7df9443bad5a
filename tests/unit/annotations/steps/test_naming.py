"""Words of an article become another name of an actor, and mean them."""

from __future__ import annotations

import pytest

from annotator.annotations.model import Mention
from annotator.annotations.steps.naming import add_name, named_at, same_names
from annotator.annotations.steps.on_actors import Registry
from annotator.errors import AnnotationError


def _decided(step):
    return [edit.after for edit in step.edits if isinstance(edit.after, Mention)]


def test_selected_words_become_a_name_and_a_mention_that_means_the_actor(session, do, strait):
    harbour = strait.span("harbour office")
    step = add_name(session, harbour, "NOR")
    assert step.article == session.article.id
    assert step.wording == "Add “harbour office” as a name of Norland"
    do(step)
    assert session.actors["NOR"].aliases == ("harbour office",)
    (made,) = session.mentions
    assert (made.span, made.kind, made.actor) == (harbour, "GPE", "NOR")


def test_a_suggestion_of_the_words_is_decided_by_it_and_keeps_its_kind(session, do, strait):
    do(add_name(session, strait.span("Ida Holm"), "p:holm"))
    (made,) = session.mentions
    assert (made.kind, made.actor, made.suggestion) == ("PERSON", "p:holm", "s2")
    assert session.actors["p:holm"].aliases == ()  # it was its name already


def test_further_mentions_with_the_same_words_are_offered_and_go_along(session, do, strait):
    do(session.add_mention(strait.span("strait"), "GPE"))
    again = strait.span("strait", 1)
    do(session.add_mention(again, "GPE"))
    more = same_names(session, strait.span("strait"), "EST")
    assert [each.span for each in more] == [again]
    step = add_name(session, strait.span("strait"), "EST", also=more)
    assert {each.span for each in _decided(step)} == {strait.span("strait"), again}
    do(step)
    assert {each.actor for each in session.mentions} == {"EST"}
    assert same_names(session, strait.span("strait"), "EST") == ()


def test_an_open_suggestion_with_the_same_words_is_offered_too(session, do, strait):
    do(session.add_mention(strait.span("Norland", 1), "GPE"))
    (more,) = same_names(session, strait.span("Norland", 1), "EST")
    assert more.id == "s1"
    assert same_names(session, strait.span("Norland", 1), "NOR") == ()  # it means Norland already


def test_a_rejected_mention_is_not_offered(session, do, strait):
    do(session.reject(session.open_suggestions[0]))
    assert named_at(session, strait.span("Norland")) is None


def test_a_name_of_somebody_else_is_refused_with_whose_it_is(session, strait):
    with pytest.raises(AnnotationError, match="is a name of Estovia already"):
        add_name(session, strait.span("Estovia"), "NOR")


def test_what_is_so_already_is_said(session, do, strait):
    do(add_name(session, strait.span("Norland"), "NOR"))
    with pytest.raises(AnnotationError, match="means Norland already"):
        add_name(session, strait.span("Norland"), "NOR")


def test_undoing_takes_name_and_link_back_together(session, do, strait):
    step = add_name(session, strait.span("harbour office"), "NOR")
    do(step)
    session.absorb(strait.taken_back(step))
    assert session.actors["NOR"].aliases == ()
    assert session.mentions == ()


def test_a_mention_of_a_merged_actor_means_who_stands_for_it(session, do, strait):
    do(session.add_mention(strait.span("Norland", 1), "GPE", "NOR"))
    do(Registry(session.actors, session.codebook).merge(["NOR"], "EST"))
    assert same_names(session, strait.span("Norland"), "EST") == ()
