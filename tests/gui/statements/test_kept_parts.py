"""A card that keeps its widgets shows each statement as a card that is made for it."""

from __future__ import annotations

import random
from dataclasses import replace

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Addressee, Source, Stance, Statement, Target
from annotator.gui.statements import StatementsPanel
from annotator.gui.statements.pieces import TextButton
from annotator.gui.statements.tab_order import takes_focus
from tests.gui.statements.at_the_panel import span, unfold

PLACES = ("China", "both sides", "Mao Ning", "the harbour office", "At least 29 people", "Russia")


def drawn(dice, article, person, actors):
    """Return a statement with parts drawn by chance."""
    some = lambda count: tuple(sorted(map(span, dice.sample(PLACES, count))))  # noqa: E731
    who = tuple(dice.sample(actors, dice.randint(0, 2)))
    topic = Target("topic", "end_hostilities", spans=some(dice.randint(0, 2)))
    about = [topic, *(Target("actor", each) for each in actors if each not in who)]
    stances = tuple(
        Stance(each, dice.choice(("favor", "against")), explicit=dice.random() < 0.5)
        for each in dice.sample(about, dice.randint(0, min(2, len(about))))
    )
    source = Source(
        some(dice.randint(0, 2)),
        actors=who,
        speaker=dice.choice((None, *who)),
        mention=dice.choice((None, "name")),
        inferred=dice.random() < 0.3,
    )
    return Statement(
        new_id(),
        article,
        person,
        some(dice.randint(1, 3)),
        source=source,
        cue=some(dice.randint(0, 2)),
        addressee=Addressee(some(dice.randint(0, 1)), tuple(dice.sample(actors, 1))),
        claim_types=tuple(dice.sample(("call", "factual"), dice.randint(0, 2))),
        stances=stances,
        voice=dice.choice((None, "author")),
    )


def told(widget):
    """Return all that a visible widget tells, whatever it is."""
    words = [type(widget).__name__, widget.objectName(), widget.accessibleName(), widget.toolTip()]
    if isinstance(widget, QLabel):
        words.append(widget.text())
    if isinstance(widget, TextButton):
        words.append(widget._full)
    if isinstance(widget, QAbstractButton):
        words += [widget.text(), str(widget.isChecked())]
    if isinstance(widget, QComboBox):
        words += [widget.itemText(at) for at in range(widget.count())]
        words.append(widget.currentText())
    return tuple(words)


def told_by(card):
    """Return what is told on a card, wherever it stands."""
    return sorted(told(each) for each in card.findChildren(QWidget) if each.isVisible())


def everything(card):
    """Return what is told on a card, from the top, and where Tab goes."""
    shown = [each for each in card.findChildren(QWidget) if each.isVisible()]
    shown = [each for each in shown if not each.objectName().startswith("qt_")]
    places = {each: each.mapTo(card, each.rect().topLeft()) for each in shown}
    inside = [(places[each].y(), places[each].x(), told(each), each.size()) for each in shown]
    stops, stop = [], card.nextInFocusChain()
    while stop is not card:
        if card.isAncestorOf(stop) and stop.isVisible() and takes_focus(stop):
            stops.append((told(stop), places.get(stop)))
        stop = stop.nextInFocusChain()
    return sorted(inside, key=lambda each: each[:3]), stops


def new_panel(qtbot, workbench):
    """Return a panel that has never shown anything but what is in focus, unfolded."""
    made = StatementsPanel(workbench, selection=lambda: None)
    made.resize(340, 1400)
    made.show()
    qtbot.waitExposed(made)
    unfold(made)
    return made


def put_aside(panel):
    panel.close()
    panel.deleteLater()
    QApplication.sendPostedEvents(panel, QEvent.Type.DeferredDelete)


def click_about(card):
    """Change every tick and every value on a card, as if each change had been refused."""
    for box in card.findChildren(QAbstractButton):
        if box.isCheckable() and box.isVisible() and not isinstance(box, TextButton):
            box.setChecked(not box.isChecked())


def test_a_card_shows_any_statement_after_any_other_as_a_new_card_does(qtbot, workbench, project):
    actors = sorted(each.id for each in project.actors())
    dice = random.Random(11)
    made = [drawn(dice, "one", project.annotator.id, actors) for _ in range(12)]
    assert workbench.apply(Step(tuple(Edit(None, each) for each in made), "Add many", "one"))
    workbench.focus = ("statement", made[0].id)
    kept = new_panel(qtbot, workbench)
    qtbot.addWidget(kept)
    for at in range(24):
        if at % 4 == 3:  # what was clicked and not stored must not stay
            click_about(kept.card)
            kept._show_what_is_stored()
        workbench.focus = ("statement", dice.choice(made).id)
        fresh = new_panel(qtbot, workbench)
        same = lambda fresh=fresh: everything(kept.card) == everything(fresh.card)  # noqa: E731
        qtbot.waitUntil(same)  # layouts settle over several rounds of events
        put_aside(fresh)


def test_what_a_click_changed_is_set_back_when_its_stance_is_shown_again(panel, statement):
    session = panel._workbench.session
    full = session.statement(statement)
    before = told_by(panel.card)
    click_about(panel.card.stances)
    panel.card.show_statement(session, replace(full, stances=()))
    panel.card.show_statement(session, full)
    assert told_by(panel.card) == before


def test_a_card_that_was_made_ready_shows_its_first_statement_as_a_new_card_does(
    qtbot, workbench, project
):
    actors = sorted(each.id for each in project.actors())
    made = drawn(random.Random(5), "one", project.annotator.id, actors)
    assert workbench.apply(Step((Edit(None, made),), "Add one", "one"))
    ready = new_panel(qtbot, workbench)
    qtbot.addWidget(ready)
    ready.get_ready()
    assert workbench.session.find_statement(ready.card.statement_id) is None
    assert ready.whole.isVisible() and not ready.card.isVisible()
    workbench.focus = ("statement", made.id)
    fresh = new_panel(qtbot, workbench)
    qtbot.waitUntil(lambda: everything(ready.card) == everything(fresh.card))
    ready.get_ready()
    assert ready.card.statement_id == made.id
    put_aside(fresh)
