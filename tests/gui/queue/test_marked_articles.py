"""The filter of the queue by label and by actor, on a real project file."""

from __future__ import annotations

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Actor, Mention
from annotator.corpus.span import Span


def shown(window):
    model = window.queue._model
    return [model.listing.rows[at].title for at in model.listing.shown]


def told(window):
    return window.queue._told.text()


def typed(qtbot, window, words):
    window.queue._write(words)
    qtbot.waitUntil(lambda: not window.queue._marked.is_waiting, timeout=20_000)


@pytest.fixture
def labelled(window):
    """The first article has a fact, the second names an actor with two words."""
    project = window.workbench.project
    one, two = (row.id for row in project.articles()[:2])
    window.workbench.open(one)
    session = window.workbench.session
    made = window.workbench.gesture(lambda: session.add_statement(Span(25, 60)))
    statement = made.edits[0].after
    window.workbench.gesture(lambda: session.toggle_claim_type(statement.id, "fact"))
    port = Actor("port", "Port Alba", "organization", ("The Harbour",))
    who = project.annotator.id
    project.apply(Step((Edit(None, port),), "Add", None))
    mention = Mention(new_id(), two, who, Span(0, 7), "ORG", actor="port")
    project.apply(Step((Edit(None, mention),), "Mark", two))
    return window


def test_articles_are_filtered_by_label_and_by_actor(qtbot, labelled):
    typed(qtbot, labelled, "label:FACT")
    assert shown(labelled) == ["Norland calls for talks"]
    typed(qtbot, labelled, "-label:fact")
    assert len(shown(labelled)) == 3
    typed(qtbot, labelled, 'actor:"the harbour"')
    assert shown(labelled) == ["Harbour opens again"]
    typed(qtbot, labelled, "actor:port is:done")
    assert shown(labelled) == []


def test_what_nothing_is_called_is_said_in_a_sentence(qtbot, labelled):
    typed(qtbot, labelled, "label:wishes")
    assert "no label is called “wishes”" in told(labelled)
    assert "no label is called “wishes”" in labelled.queue._empty.text()
    typed(qtbot, labelled, "actor:zorro")
    assert "no actor is called “zorro”" in told(labelled)
    typed(qtbot, labelled, "")
    assert told(labelled) == ""


def test_the_next_filter_knows_what_was_labelled_since(qtbot, labelled):
    typed(qtbot, labelled, "label:fact")
    session = labelled.workbench.session
    (statement,) = session.statements
    labelled.workbench.gesture(lambda: session.toggle_claim_type(statement.id, "fact"))
    assert shown(labelled) == ["Norland calls for talks"]
    typed(qtbot, labelled, "label:fact is:open")
    assert shown(labelled) == []


def test_the_menu_writes_both_filters(qtbot, labelled):
    menu = labelled.queue._menu
    menu._list_labels()
    titles = [each.text() for each in menu._labels.actions()]
    assert titles[:3] == ["Claim types", "Stances", "Topics"]
    types = menu._labels.actions()[0].menu()
    next(each for each in types.actions() if each.text().startswith("Fact")).trigger()
    assert labelled.queue._filter.text() == "label:Fact "
    naming = next(each for each in menu.actions() if each.text().endswith("actor:name"))
    naming.trigger()
    assert labelled.queue._filter.text() == "label:Fact actor:"
    qtbot.waitUntil(labelled.queue._filter.hasFocus)
