"""The codebook changes while somebody labels: new topics, new labels, what to look at again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.codebook.changing import (
    EditCodebook,
    EditEntry,
    MergeEntries,
    RenameEntry,
    RetireEntry,
    SplitEntry,
)
from annotator.gui.statements.type_buttons import TypeButton


@pytest.fixture
def press(qtbot):
    def press(*keys):
        for key in keys:
            modifier = Qt.KeyboardModifier.NoModifier
            if isinstance(key, str) and key.isalpha() and key.isupper():
                modifier = Qt.KeyboardModifier.ShiftModifier
            qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    return press


def change(window, *changes):
    window.workbench.apply(window.workbench.project.codebook_step(changes))


def statement(window):
    (only,) = window.workbench.session.statements
    return only


def row(window):
    rows = window.statements.list.rows
    places = [rows.index(place) for place in range(rows.rowCount())]
    told = [str(each.data(Qt.ItemDataRole.AccessibleTextRole)) for each in places]
    return next(each for each in told if "suggest" not in each.casefold())


# the list asks: the first key marks the new actor, the second the new topic
_TOPIC = (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
WHALES = (*"Whales", Qt.Key.Key_Space, *"alone", *_TOPIC)


def test_a_new_topic_comes_with_the_stance_on_it_and_goes_with_its_undo(window, press):
    press("j", "j", "s", "8", "f", *WHALES)
    project = window.workbench.project
    (stance,) = statement(window).stances
    assert project.codebook.topic(stance.target.id).label == "Whales alone"
    assert window.workbench.session.codebook == project.codebook
    assert statement(window).codebook == project.codebook.reference
    window.workbench.undo()
    assert statement(window).stances == ()
    assert project.codebook.topic(stance.target.id) is None


def test_a_closed_codebook_offers_no_new_topic(window, press):
    change(window, EditCodebook({"allow_new_topics": False}))
    press("j", "j", "s", "8", "f", *WHALES)
    (stance,) = statement(window).stances
    assert stance.target.kind == "actor"


def test_keys_follow_the_codebook(window, press):
    press("j", "j", "s")
    change(window, RenameEntry("claim_types", "fact", "report", "Report"))
    press("1")
    assert statement(window).claim_types == ("report",)
    change(window, RetireEntry("claim_types", "report"))
    press("1")
    assert statement(window).claim_types == ("report",)
    window.workbench.undo_registry()
    press("1")
    assert statement(window).claim_types == ()


def test_what_was_said_is_shown_in_todays_words(window, press):
    press("j", "j", "s", "2")
    change(window, MergeEntries("claim_types", ("prediction",), "fact"))
    assert statement(window).claim_types == ("fact",)
    assert "Fact" in row(window) and "Prediction" not in row(window)
    change(window, EditEntry("claim_types", "fact", {"label": "Report"}))
    assert "Report" in row(window)
    press("1")
    assert statement(window).claim_types == ()


def test_a_claim_type_that_is_not_offered_any_more_can_be_taken_away_on_the_card(window, press):
    press("j", "j", "s", "2")
    change(window, RetireEntry("claim_types", "prediction"))
    button = window.statements.findChild(TypeButton, "prediction")
    assert button is not None and button.isChecked()
    button.click()
    assert statement(window).claim_types == ()
    assert window.statements.findChild(TypeButton, "prediction") is None


def test_a_card_tells_what_to_look_at_again_until_it_is_done(window, press):
    press("j", "j", "s", "2", "d")
    workbench = window.workbench
    first = workbench.project.articles()[0].id
    change(window, SplitEntry("claim_types", "prediction", ("fact", "call")))
    trigger = window.actions_registry.action("article.look_again").trigger
    trigger()
    assert workbench.article_id == first and workbench.focus == ("statement", statement(window).id)
    assert "choose Fact or Call" in workbench.session.missing(statement(window).id)[0]
    window.actions_registry.action("statement.keep_labels").trigger()
    assert "was split" in window._status.text
    window.article.reader.setFocus()
    press("1")  # takes the place of what was split, and does not stand beside it
    assert statement(window).claim_types == ("fact",)
    assert workbench.project.revisit() == ()
    trigger()
    assert "Nothing of yours" in window._status.text


def test_what_to_look_at_again_is_gone_through_in_each_article_and_from_the_start(window, press):
    press("j", "s", "2", Qt.Key.Key_Escape, "j", "s", "1", Qt.Key.Key_Escape, "j", "s", "2", "]")
    press("j", "s", "2")
    workbench = window.workbench
    here = workbench.article_id
    change(window, SplitEntry("claim_types", "prediction", ("fact", "call")))
    trigger = window.actions_registry.action("article.look_again").trigger
    gone_to = []
    for _ in range(4):
        trigger()
        gone_to.append((workbench.article_id == here, workbench.focus[1]))
    before = [each.id for each in workbench.session.statements]
    assert gone_to[0][0] is False and gone_to[1][0] is False and gone_to[2][0] is True
    assert gone_to[:2] == [(False, before[0]), (False, before[2])] and gone_to[3] == gone_to[0]
    press("1")
    trigger()
    assert workbench.focus == ("statement", before[2])


def test_labels_that_still_fit_are_kept_in_one_gesture(window, press):
    press("j", "j", "s", "2")
    change(window, EditEntry("claim_types", "prediction", {"definition": "Anew."}, look_again=True))
    assert window.workbench.project.revisit() == (window.workbench.article_id,)
    window.actions_registry.action("statement.keep_labels").trigger()
    assert window.workbench.project.revisit() == ()
    window.workbench.undo()
    assert window.workbench.project.revisit() == (window.workbench.article_id,)
