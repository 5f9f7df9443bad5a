"""What was settled between annotators, in the project file: stored, undone, checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Annotator, Progress, Ruling
from annotator.project.history.undoing import gold_history


@pytest.fixture
def gold(desk):
    return desk.project.know_layer(Annotator("gold", "Settled", "gold"))


def settle(desk, statement, **fields):
    """Let what somebody said be the settled version, as one step of the gold history."""
    article, who = statement.article, desk.project.annotator.id
    copy = desk.statement(article, id="gold:" + statement.id, annotator="gold")
    known = {"id": f"{article}:ruling:1", "article": article, "annotator": who}
    known |= {"disagreement": "statement|" + statement.id, "kind": "missing", "outcome": "taken"}
    known |= {"origins": ((who, statement.id),), "gold": copy.id, "ruled": "2031-05-01T10:00:00"}
    ruling = Ruling(**known | fields)
    edits = (Edit(None, copy), Edit(None, ruling))
    desk.project.apply(Step(edits, "Take A", article, gold_history(article)))
    return ruling


def test_rulings_have_a_history_of_their_own_that_everybody_shares(desk, gold):
    article = desk.article()
    own = desk.add(article)
    ruling = settle(desk, own)
    assert desk.project.rulings(article) == (ruling,)
    assert desk.project.undo_wording(article) == "Add a statement"
    desk.project.use_annotator("Bo")
    desk.reopen()
    history = gold_history(article)
    assert desk.project.undo_wording(history) == "Take A"
    change = desk.project.undo(history)
    assert (change.article, change.annotator) == (article, desk.project.annotator.id)
    assert desk.project.rulings(article) == ()
    assert desk.project.layer(article, gold.id).statements == ()
    assert desk.project.layer(article, own.annotator).statements == (own,)
    assert desk.project.redo(history).wording == "Take A"
    assert desk.project.check() == ()


def test_a_ruling_on_a_record_that_never_was_is_found(desk, gold):
    own = desk.add(desk.article())
    ruling = settle(desk, own)
    desk.do(Edit(ruling, replace(ruling, gold="gold:nothing")))
    assert desk.project.check() == (f"The ruling {ruling.id} settled on a record that never was.",)


def test_a_ruling_on_what_an_annotator_said_is_found(desk, gold):
    own = desk.add(desk.article())
    ruling = settle(desk, own)
    desk.do(Edit(ruling, replace(ruling, gold=own.id)))
    found = f"The ruling {ruling.id} settled on an annotator's own record."
    assert desk.project.check() == (found,)


def test_a_ruling_whose_settled_record_was_taken_back_is_sound(desk, gold):
    own = desk.add(desk.article())
    settle(desk, own)
    (settled,) = desk.project.layer(own.article, gold.id).statements
    desk.do(Edit(settled, None))
    assert desk.project.check() == ()


def test_rulings_are_found_by_how_they_came_out(desk, gold):
    article = desk.article()
    unclear = settle(desk, desk.add(article), outcome="unclear", entry="claim_types/fact")
    assert desk.project.rulings_with("unclear") == (unclear,)
    assert desk.project.rulings_with("taken") == ()
    assert desk.project.ruling_counts() == {"unclear": 1}


def test_settling_an_article_is_not_labelling_it(desk, gold):
    article, bo = desk.article(), desk.project.know_annotators(["Bo"])[0].id
    desk.do(Edit(None, Progress(f"{article}:{bo}", article, bo, "done")))
    desk.project.use_annotator("Bo")
    settled = Progress(f"{article}:gold", article, "gold", "done")
    desk.project.apply(Step((Edit(None, settled),), "Settle", article, gold_history(article)))
    today = desk.project.work_done(datetime.now(UTC) - timedelta(hours=1))
    assert today.done == frozenset()
    assert [each.name for each in desk.project.annotators()] == ["Amina", "Bo"]


def test_the_project_counts_apart_what_people_said_and_what_was_settled(desk, gold):
    article = desk.article()
    settle(desk, desk.add(article))
    settled = Progress(f"{article}:gold", article, "gold", "done")
    desk.project.apply(Step((Edit(None, settled),), "Settle", article, gold_history(article)))
    counts = desk.project.info()
    assert (counts.statements, counts.rulings, counts.settled) == (1, 1, 1)
    assert [each.name for each in counts.annotators] == ["Amina"]
    assert desk.project.articles()[0].people == 0
