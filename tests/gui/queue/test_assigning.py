"""Sharing articles out in the window."""

from __future__ import annotations

import pytest

from annotator.project import sharing_out


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
    seen(qtbot, dialog)
    assert "Nothing is assigned" in dialog.told.text() and not dialog._clear.isEnabled()
    assert dialog.people.text() == "Amina"
    dialog.people.setText("Amina, Bo")
    dialog.overlap.setValue(50)
    with qtbot.waitSignal(dialog.assigned):
        dialog._assign.click()
    seen(qtbot, dialog)
    assert [line[:3] for line in cells(dialog.table)] == [["Amina", "3", "2"], ["Bo", "3", "2"]]
    qtbot.waitUntil(lambda: window.queue.shown == "mine", timeout=30_000)
    assert window.queue.progress_text == "0 of my 3 done"
    assert window.workbench.project.annotator.name == "Amina"
    dialog._clear.click()
    qtbot.waitUntil(lambda: window.queue.progress_text == "0 of 4 done", timeout=30_000)
    seen(qtbot, dialog)
    assert [line[1] for line in cells(dialog.table)] == ["0", "0"]
    assert window.queue.shown == "all"


def test_what_makes_no_sense_is_said_in_the_dialog(window, dialog):
    dialog.people.setText("Amina")
    dialog._assign.click()
    assert "two annotators" in dialog.told.text() and dialog._assign.isEnabled()
    assert window.workbench.project.assigned_counts() == ()


def seen(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog.is_looking, timeout=20_000)


def test_what_everybody_would_get_is_shown_before_anything_is_stored(qtbot, window, dialog):
    dialog.people.setText("Amina, Bo")
    dialog.overlap.setValue(50)
    seen(qtbot, dialog)
    assert [[line[0], *line[5:]] for line in cells(dialog.table)] == [
        ["Amina", "3", "2"],
        ["Bo", "3", "2"],
    ]
    assert dialog.preview.text() == (
        "Articles: 4. Labelled by several people: 2. Readings in all: 6."
    )
    dialog.overlap.setValue(0)
    seen(qtbot, dialog)
    assert [line[5] for line in cells(dialog.table)] == ["2", "2"]
    project = window.workbench.project
    assert project.assignments() == {} and len(project.annotators()) == 1
    dialog.people.setText("Amina")
    dialog.overlap.setValue(20)
    seen(qtbot, dialog)
    assert "two annotators" in dialog.preview.text()


def test_stopping_leaves_what_was_assigned_before(qtbot, window, dialog, monkeypatch):
    dialog.people.setText("Amina, Bo")
    dialog.overlap.setValue(0)
    with qtbot.waitSignal(dialog.assigned):
        dialog._assign.click()
    project = window.workbench.project
    before = project.assignments()
    monkeypatch.setattr(sharing_out, "_AT_ONCE", 1)
    add = type(project).add_assignments

    def add_and_cancel(self, round_id, part):
        add(self, round_id, part)
        dialog.cancel()

    monkeypatch.setattr(type(project), "add_assignments", add_and_cancel)
    dialog.seed.setValue(5)
    dialog._assign.click()
    assert dialog._cancel.isVisible() and not dialog.people.isEnabled()
    dialog.reject()
    assert dialog.isVisible()
    qtbot.waitUntil(dialog.people.isEnabled, timeout=20_000)
    seen(qtbot, dialog)
    assert "Nothing was assigned" in dialog.told.text()
    assert project.assignments() == before and project.check() == ()
