"""What was labelled in one article is offered in a similar one, by keys, and only to oneself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Source, Stance, Statement, Target
from annotator.annotations.offered.counterparts import is_counterpart
from annotator.codebook.reading import default_codebook
from annotator.corpus.span import Span
from annotator.project import Project
from tests.gui.opening import project_of

SAID = "the two patrol boats had exchanged fire off the largest island"
BOATS = f"The harbour master of Port Alba said that {SAID} before dawn on Sunday."
CALM = "Nobody in the old town has slept well since the first night of the shooting."
TEXTS = {
    "a": f"Fire off the island\n\nNobody knows who began it this time. {BOATS} {CALM} Boats left.",
    "b": f"Market as usual\n\nBread was dear. {CALM} {BOATS.replace('two', 'three')}",
    "c": "Choir sings\n\nThe choir of the old town sang on the square until it began to rain hard.",
}


@pytest.fixture
def project_path(tmp_path):
    """Return a project whose first article is labelled; the second shares two sentences with it."""
    path = project_of(tmp_path, TEXTS)
    with Project.open(path, annotator="Amina") as project:
        label_first(project)
    return path


def label_first(project):
    article = project.articles()[0].id
    text, actor = project.text(article), project.actors()[0].id

    def at(words):
        start = text.index(words)
        return Span(start, start + len(words))

    def say(words, **fields):
        statement = Statement(new_id(), article, project.annotator.id, (at(words),), **fields)
        project.apply(Step((Edit(None, statement),), "Add a statement", article))

    say(
        SAID,
        source=Source((at("The harbour master of Port Alba"),), (actor,)),
        cue=(at("said"),),
        claim_types=("fact",),
        stances=(Stance(Target("actor", actor), "against"),),
    )
    say(CALM, claim_types=("evaluation",) if has("evaluation") else ())


def has(claim_type):
    return default_codebook().claim_type(claim_type) is not None


@pytest.fixture
def second(window):
    """Open the second article and return the session on it."""
    article = window.workbench.project.articles()[1].id
    assert window.workbench.open(article)
    return window.workbench.session


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.article.reader.viewport(), key, modifier)


def offered(window):
    session = window.workbench.session
    return [each for each in session.open_suggestions if is_counterpart(each.id)]


def said(window):
    session = window.workbench.session
    return [each.covered(session.text) for one in session.statements for each in one.content]


def test_enter_takes_over_all_slots_of_one_and_x_rejects_the_other(window, second):
    assert [each.span.covered(second.text) for each in offered(window)] == [
        CALM,
        SAID.replace("two", "three"),
    ]
    press(window, Qt.Key.Key_N)
    press(window, Qt.Key.Key_X)
    press(window, Qt.Key.Key_N)
    press(window, Qt.Key.Key_Return)
    (made,) = window.workbench.session.statements
    assert said(window) == [SAID.replace("two", "three")]
    assert (made.claim_types, made.stances[0].value) == (("fact",), "against")
    assert made.cue[0].covered(second.text) == "said"
    assert window.workbench.focus == ("statement", made.id)
    assert offered(window) == []


def test_a_rejection_holds_after_the_project_was_closed(window, second, project_path):
    press(window, Qt.Key.Key_N)
    press(window, Qt.Key.Key_X)
    article = window.workbench.article_id
    window.workbench.close_project()
    assert window.workbench.open_project(project_path)
    assert window.workbench.open(article) and len(offered(window)) == 1


def test_the_list_of_similar_passages_takes_all_over_in_one_step(window, second):
    press(window, Qt.Key.Key_P)
    choices = window.similar._chooser.choices
    assert choices[-1].label == "Take over 2 statements"
    assert choices[-1].detail.startswith("Nobody in the old town") and " / " in choices[-1].detail
    QTest.keyClicks(window.focusWidget(), "take")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert len(window.workbench.session.statements) == 2 and offered(window) == []
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.workbench.session.statements == () and len(offered(window)) == 2


def test_one_key_takes_all_over_and_says_where_there_is_nothing(window, second):
    told = []
    window.workbench.message.connect(told.append)
    window.workbench.refused.connect(told.append)
    press(window, Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    assert len(window.workbench.session.statements) == 2
    assert told[-1].startswith("Take over 2 statements")
    press(window, Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    assert "nothing to take over" in told[-1]


def test_another_annotator_is_offered_nothing_of_it(window, second):
    assert offered(window)
    window.workbench.choose_annotator("Bo")
    assert offered(window) == []
    press(window, Qt.Key.Key_P)
    assert not any("Take over" in each.label for each in window.similar._chooser.choices)


def test_an_article_served_without_suggestions_is_served_without_these_too(window):
    window.workbench.project.set_setting("withheld-share", "1")
    assert window.workbench.open(window.workbench.project.articles()[1].id)
    assert window.workbench.session.open_suggestions == ()
    assert not window.workbench.session.proposes


def test_the_row_tells_where_it_is_from_with_types_and_stances(window, second):
    rows = [window.statements.list.rows.row(at) for at in range(2)]
    assert {each.origin for each in rows} == {"Fire off the island"}
    assert rows[1].words().startswith("As in “Fire off the island”: the three patrol boats")
    assert [each.label for each in rows[1].types] and rows[1].stances
    marks = [each for each in window.article.reader._marks if is_counterpart(each.id)]
    assert any("as you labelled it in “Fire off the island”" in each.tip for each in marks)


def test_the_queue_shows_only_what_is_similar_and_all_again(window, second):
    model = window.queue._model
    assert model.rowCount() == 3
    press(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert window.queue.shown == "similar"
    assert [model.data(model.index(at)) for at in range(model.rowCount())] == [
        "Fire off the island",
        "Market as usual",
    ]
    press(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert (window.queue.shown, model.rowCount()) == ("all", 3)
