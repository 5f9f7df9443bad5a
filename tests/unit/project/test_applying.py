"""The one door for change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.annotations.edits import Edit, Step, Zones
from annotator.annotations.ids import new_id
from annotator.annotations.model import (
    Actor,
    Addressee,
    Annotator,
    Figure,
    Mention,
    Progress,
    Source,
    Stance,
    Statement,
    Target,
    Via,
)
from annotator.corpus.article import Zone
from annotator.corpus.span import Span
from annotator.errors import AnnotationError, ReadOnlyProjectError


def full_statement(desk, article):
    """Everything a statement can hold."""
    return desk.statement(
        article,
        content=(Span(20, 30), Span(2, 9)),
        source=Source(
            (Span(0, 3),), ("veltra",), "mayor", "name", True, Via("mayor", (Span(4, 6),))
        ),
        cue=(Span(40, 44),),
        addressee=Addressee((Span(1, 2),), ("veltra",)),
        claim_types=("fact", "call"),
        certainty="possible",
        stances=(Stance(Target("actor", "veltra", (Span(3, 5),)), "favor", explicit=False),),
        figures=(Figure(Span(7, 8), 3, "exact", "dead"), Figure(Span(7, 8), None, "none", "x")),
        unsure=True,
        note="'; drop table statements; -- 😀\u202e\n",
        voice="reported",
        quote="direct",
        external_id="s01",
        codebook="harbour@1.0.0",
    )


def test_a_full_statement_is_the_same_after_reopening(desk):
    article = desk.article()
    statement = full_statement(desk, article)
    desk.do(Edit(None, statement))
    desk.reopen()
    assert desk.statements(article) == (statement,)
    assert desk.project.check() == ()


def test_mentions_progress_actors_and_zones_are_the_same_after_reopening(desk):
    article, project = desk.article(), desk.project
    annotator = project.annotator.id
    mention = Mention(new_id(), article, annotator, Span(4, 11), "ORG", "veltra", "accepted", "s1")
    progress = Progress(f"{article}:{annotator}", article, annotator, "done")
    actor = Actor("port", "Port authority", "organisation", ("the port",), None, "veltra")
    before = Zones(article, article, project.zones(article))
    after = replace(before, zones=(Zone("body", Span(0, 20), "ru"),))
    desk.do(Edit(None, mention), Edit(None, progress), Edit(None, actor), Edit(before, after))
    project = desk.reopen()
    layer = project.layer(article)
    assert (layer.mentions, layer.progress) == ((mention,), progress)
    assert actor in project.actors() and project.zones(article) == after.zones
    assert project.check() == ()


def test_statements_and_mentions_come_in_text_order(desk):
    article = desk.article()
    late = desk.add(article, content=(Span(30, 40),))
    early = desk.add(article, content=(Span(3, 9),))
    assert desk.statements(article) == (early, late)


def test_a_change_names_what_is_different_and_who_started_it(desk):
    article = desk.article()
    statement, view = desk.statement(article), object()
    edit = Edit(None, statement)
    change = desk.project.apply(Step((edit,), "Add a statement", article), initiator=view)
    assert (change.action, change.edits, change.wording) == ("do", (edit,), "Add a statement")
    assert (change.article, change.annotator) == (article, desk.project.annotator.id)
    assert change.initiator is view and change.touches("statement")


def test_an_edit_of_what_has_changed_since_is_refused_and_nothing_is_written(desk):
    article = desk.article()
    first = desk.add(article)
    second = desk.change(first, note="mine")
    other = desk.statement(article)
    with pytest.raises(AnnotationError, match="changed in the meantime"):
        desk.do(Edit(None, other), Edit(first, replace(first, note="too late")))
    assert desk.statements(article) == (second,)
    assert desk.project.history(other.id) == ()
    assert desk.project.check() == ()


def test_making_what_exists_already_is_refused(desk):
    article = desk.article()
    statement = desk.add(article)
    with pytest.raises(AnnotationError):
        desk.do(Edit(None, statement))


@pytest.mark.parametrize(
    "fields",
    [
        {"content": (Span(0, 10**6),)},
        {"cue": (Span(0, 10**6),)},
        {"figures": (Figure(Span(0, 10**6), 1, "exact", "dead"),)},
        {"stances": (Stance(Target("actor", "veltra", (Span(0, 10**6),)), "favor"),)},
        {"source": Source(actors=("nobody",))},
        {"source": Source(speaker="nobody")},
        {"source": Source(via=Via("nobody"))},
        {"addressee": Addressee(actors=("nobody",))},
        {"stances": (Stance(Target("actor", "nobody"), "favor"),)},
        {"stances": (Stance(Target("statement", "nowhere"), "favor"),)},
        {"parent": "nowhere"},
        {"annotator": "nobody"},
        {"article": "nowhere"},
        {"note": "half a character \ud83d"},
        {"content": (Span(0.5, 2),)},
    ],
    ids=str,
)
def test_what_leads_nowhere_is_refused_and_nothing_is_written(desk, fields):
    article = desk.article()
    with pytest.raises(AnnotationError):
        desk.do(Edit(None, replace(desk.statement(article), **fields)))
    assert desk.statements(article) == ()
    desk.add(article)
    assert desk.project.check() == ()


def test_a_span_may_reach_to_the_last_character(desk):
    article = desk.article("abc😀", title="Short")
    desk.add(article, content=(Span(0, 4),))
    with pytest.raises(AnnotationError, match="outside the text of 4 characters"):
        desk.add(article, content=(Span(0, 5),))


def test_statements_of_one_step_may_refer_to_each_other(desk):
    article = desk.article()
    parent = desk.statement(article)
    child = desk.statement(article, parent=parent.id)
    desk.do(Edit(None, child), Edit(None, parent))
    assert {each.id for each in desk.statements(article)} == {parent.id, child.id}


def test_a_statement_that_another_one_refers_to_is_not_removed(desk):
    article = desk.article()
    parent = desk.add(article)
    child = desk.add(article, parent=parent.id)
    with pytest.raises(AnnotationError, match="Another statement refers to this one"):
        desk.remove(parent)
    desk.do(Edit(child, replace(child, parent=None)), Edit(parent, None))
    assert [each.id for each in desk.statements(article)] == [child.id]


def test_an_actor_who_is_named_somewhere_is_not_removed(desk):
    article = desk.article()
    veltra = next(each for each in desk.project.actors() if each.id == "veltra")
    with pytest.raises(AnnotationError, match="Veltra is named"):
        desk.do(Edit(veltra, None), article=article)


def test_a_step_never_reaches_into_another_article(desk):
    here, there = desk.article(), desk.article()
    with pytest.raises(ValueError, match="another one"):
        desk.do(Edit(None, desk.statement(there)), article=here)


def test_the_text_of_an_article_never_changes_but_its_title_may(desk):
    article = desk.project.article(desk.article())
    with pytest.raises(ValueError, match="never changes"):
        desk.do(Edit(article, replace(article, length=3)))
    renamed = replace(article, title="Port stays open")
    desk.do(Edit(article, renamed))
    assert desk.reopen().article(article.id) == renamed
    assert desk.project.check() == ()


def test_a_step_that_changes_nothing_leaves_no_trace(desk):
    article = desk.article()
    statement = desk.add(article)
    change = desk.do(Edit(statement, statement))
    assert change.edits == () and len(desk.project.history(statement.id)) == 1


def test_a_project_open_for_reading_takes_no_step(desk):
    article = desk.article()
    statement = desk.add(article)
    desk.reopen(readonly=True)
    assert desk.project.readonly and desk.statements(article) == (statement,)
    with pytest.raises(ReadOnlyProjectError, match="reading only"):
        desk.change(statement, note="x")
    with pytest.raises(ReadOnlyProjectError):
        desk.project.undo(article)
    with pytest.raises(ReadOnlyProjectError):
        desk.article()


def test_layers_of_several_annotators_stay_apart(desk):
    article = desk.article()
    amina = desk.add(article, note="Amina's")
    first = desk.project.annotator
    desk.project.use_annotator("Bo")
    assert desk.statements(article) == ()
    bo = desk.add(article, note="Bo's")
    layers = desk.project.layers(article)
    assert [each.statements for each in layers] == [(amina,), (bo,)]
    assert desk.project.layer(article, first.id).statements == (amina,)


def test_a_figure_keeps_being_a_whole_number(desk):
    article = desk.article()
    figure = Figure(Span(0, 1), 29, "at_least", "dead")
    statement: Statement = desk.add(article, figures=(figure,))
    (stored,) = desk.statements(article)
    assert stored == statement and type(stored.figures[0].value) is int


def test_what_was_settled_is_nobody_who_labels(desk):
    gold = Annotator("gold", "Settled", "gold")
    again = Annotator(new_id(), "Again", "repeat", of=desk.project.annotator.id)
    for layer in (gold, again, gold):
        assert desk.project.know_layer(layer) == layer
    desk.reopen()
    assert desk.project.annotators() == (desk.project.annotator,)
    assert set(desk.project.every_annotator()) == {desk.project.annotator, gold, again}
