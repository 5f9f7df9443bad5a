"""Sharing articles out in the window."""

from __future__ import annotations

import pytest


@pytest.fixture
def dialog(qtbot, window):
    window.actions_registry.action("project.assign").trigger()
    return window.queue.assign()


def cells(table):
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_articles_are_shared_out_and_the_queue_shows_ones_own(qtbot, window, dialog):
    assert "Nothing is assigned" in dialog.told.text() and not dialog._clear.isEnabled()
    assert dialog.people.text() == "Amina"
    dialog.people.setText("Amina, Bo")
    dialog.overlap.setValue(50)
    with qtbot.waitSignal(dialog.assigned):
        dialog._assign.click()
    assert [line[:3] for line in cells(dialog.table)] == [["Amina", "3", "2"], ["Bo", "3", "2"]]
    assert window.queue.progress_text == "0 of my 3 done" and window.queue.shown == "mine"
    assert window.workbench.project.annotator.name == "Amina"
    dialog._clear.click()
    assert window.queue.progress_text == "0 of 4 done" and cells(dialog.table) == []
    assert window.queue.shown == "all"


def test_what_makes_no_sense_is_said_in_the_dialog(window, dialog):
    dialog.people.setText("Amina")
    dialog._assign.click()
    assert "two annotators" in dialog.told.text() and dialog._assign.isEnabled()
    assert window.workbench.project.assigned_counts() == ()
