"""Reading a moment after the last of several wishes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from annotator.gui.jobs.awaited import AwaitedSoon


@pytest.fixture
def awaited(workbench):
    owner = QObject()
    made = AwaitedSoon(workbench, owner, pause=1)
    made.due.connect(lambda: made.begin(lambda project, _job: project.article_count()))
    yield made
    made.forget()


def test_several_wishes_are_answered_once(qtbot, awaited):
    answers = []
    awaited.arrived.connect(answers.append)
    for _ in range(3):
        awaited.ask()
    assert awaited.is_waiting
    qtbot.waitUntil(lambda: not awaited.is_waiting)
    assert answers == [4]


def test_a_wish_that_was_forgotten_is_never_due(qtbot, awaited, workbench):
    due = []
    awaited.due.connect(lambda: due.append("forgotten"))
    awaited.ask()
    awaited.forget()
    assert not awaited.is_waiting
    later = AwaitedSoon(workbench, awaited, pause=2)
    later.due.connect(lambda: due.append("later"))
    later.ask()
    qtbot.waitUntil(lambda: bool(due))
    assert due == ["later"]


def test_what_is_begun_at_once_is_not_begun_again(qtbot, awaited, workbench):
    answers = []
    awaited.arrived.connect(answers.append)
    awaited.ask()
    awaited.begin(lambda _project, _job: "at once")
    qtbot.waitUntil(lambda: not awaited.is_waiting)
    assert answers == ["at once"]
