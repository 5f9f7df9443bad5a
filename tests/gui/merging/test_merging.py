"""Handing copies out, merging them and settling conflicts in the window."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt

from annotator.gui.widgets import asking
from annotator.project import Project
from tests.gui.planting import differing_copy


@pytest.fixture
def project_path(tmp_path, project_path):
    """Beside it other.annotator: a statement of Amina and one of Bo were changed in both."""
    differing_copy(project_path)
    return project_path


@pytest.fixture
def dialog(qtbot, tmp_path, window, monkeypatch):
    copies = (tmp_path / "other.annotator",)
    monkeypatch.setattr(asking, "ask_for_copies", lambda *_: copies)
    dialog = window.transfers.sharing.merge()
    dialog.choose.click()
    qtbot.waitUntil(dialog.merge.isEnabled)
    return dialog


def cells(table):
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_a_preview_shows_what_copies_would_bring_and_no_labels_of_others(window, dialog):
    rows = {(row[0], row[1]): row[2:] for row in cells(dialog.page.table)}
    assert rows["Amina", "statement"] == ["1", "", "", "", "1"]
    assert rows["Bo", "statement"] == ["", "", "", "", "1"]
    told = dialog.page.lines.toPlainText()
    assert "note: theirs of Amina" in told and "note: mine of Amina" in told
    assert "of Bo" not in told and "1 more in conflict, in labels of others" in told
    assert "Nothing is changed yet" in dialog.told.text()
    assert window.workbench.project.conflicts() == ()


def merge(qtbot, dialog):
    dialog.merge.click()
    qtbot.waitUntil(lambda: dialog.told.text().startswith("Merged. What"), timeout=10_000)


def test_copies_are_merged_and_the_article_in_hand_shows_what_came_in(qtbot, window, dialog):
    article = window.workbench.article_id
    merge(qtbot, dialog)
    assert window.workbench.article_id == article
    notes = [each.note for each in window.workbench.session.statements]
    assert notes == ["theirs of Amina"]
    assert window.workbench.project.check() == ()
    assert "Review > Conflicts" in dialog.told.text() and not dialog.merge.isEnabled()
    dialog.take(dialog._chosen)
    qtbot.waitUntil(lambda: "nothing to merge" in dialog.told.text())


def test_what_is_no_copy_is_refused_in_the_dialog_and_the_project_stays(
    qtbot, window, tmp_path, monkeypatch
):
    junk = tmp_path / "junk.annotator"
    junk.write_bytes(b"junk" * 500)
    dialog = window.transfers.sharing.merge()
    dialog.take((junk,))
    qtbot.waitUntil(lambda: "not a project of this program" in dialog.told.text())
    assert not dialog.merge.isEnabled() and window.workbench.project is not None


def test_a_merge_that_fails_leaves_the_project_open_as_it_was(qtbot, window, dialog, monkeypatch):
    from annotator.errors import StorageError
    from annotator.workflows.sharing import merging

    def fail(*_, **__):
        raise StorageError("The disk is full.")

    monkeypatch.setattr(merging, "merge", fail)
    dialog.merge.click()
    qtbot.waitUntil(lambda: dialog.told.text() == "The disk is full.")
    assert window.workbench.project is not None and window.workbench.article_id is not None
    assert dialog.merge.isEnabled()


def test_the_dialog_stays_while_it_merges(qtbot, window, dialog):
    dialog.merge.click()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: dialog.told.text().startswith("Merged. What"), timeout=10_000)
    dialog.leave.click()


def has_focus(view):
    view.activateWindow()  # what was over the main window gives the keyboard back at any time
    return view.tree.hasFocus()


def test_a_version_is_taken_by_keyboard_and_taken_back(qtbot, window, dialog):
    merge(qtbot, dialog)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.leave.click()
    view = window.beside.conflicts()
    qtbot.waitUntil(lambda: view.tree.topLevelItemCount() == 1)
    assert "1 more in labels of others" in view.summary.text()
    item = view.tree.topLevelItem(0)
    assert [item.child(each).text(0) for each in range(2)] == [
        "note: theirs of Amina (holds)",
        "note: mine of Amina",
    ]
    qtbot.waitUntil(lambda: has_focus(view))
    qtbot.keyClick(view.tree, Qt.Key.Key_Down)
    qtbot.keyClick(view.tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "No conflicts" in view.empty.text)
    assert view.empty.hasFocus(), "the keyboard was left nowhere"
    assert [each.note for each in window.workbench.session.statements] == ["mine of Amina"]
    window.undo()
    assert [each.note for each in window.workbench.session.statements] == ["theirs of Amina"]
    view.close()


def test_actors_of_one_name_can_be_made_one_after_the_merge(qtbot, window, tmp_path, project_path):
    from annotator.annotations.steps.on_actors import Registry

    other = tmp_path / "another.annotator"
    shutil.copy(project_path, other)
    with Project.open(other) as project:
        project.apply(Registry(project.actors(), project.codebook).add("Port Alba"))
    project = window.workbench.project
    window.workbench.apply(Registry(project.actors(), project.codebook).add("Port Alba"))
    dialog = window.transfers.sharing.merge()
    dialog.take((other,))
    qtbot.waitUntil(dialog.merge.isEnabled)
    merge(qtbot, dialog)
    assert dialog.join_actors.isVisible()
    assert "made apart" in dialog.page.lines.toPlainText()
    dialog.join_actors.click()
    assert "made apart" not in dialog.page.lines.toPlainText()
    actors = window.workbench.project.standing_actors()
    assert [each.name for each in actors.values()].count("Port Alba") == 1
    window.workbench.undo_registry()
    actors = window.workbench.project.standing_actors()
    assert [each.name for each in actors.values()].count("Port Alba") == 2


@pytest.fixture
def handing(window, tmp_path):
    project = window.workbench.project
    people = project.know_annotators(["Amina", "Bo", "Cem"])
    rows = project.articles()
    project.assign({row.id: [people[at % 2].id] for at, row in enumerate(rows)}, drawn_with={})
    dialog = window.transfers.sharing.hand_out()
    dialog.folder.setText(str(tmp_path / "copies"))
    return dialog


def test_a_copy_is_written_for_each_ticked_annotator(qtbot, handing, tmp_path):
    rows = [handing.people.item(row) for row in range(3)]
    assert [each.text() for each in rows] == [
        "Amina: 2 articles",
        "Bo: 2 articles",
        "Cem: 0 articles",
    ]
    assert handing.names == ("Amina", "Bo")
    rows[0].setCheckState(Qt.CheckState.Unchecked)
    handing.write.click()
    qtbot.waitUntil(lambda: "talks-Bo.annotator" in handing.told.text())
    assert [each.name for each in (tmp_path / "copies").iterdir()] == ["talks-Bo.annotator"]
    with Project.open(tmp_path / "copies" / "talks-Bo.annotator") as project:
        assert project.annotator.name == "Bo" and project.article_count() == 2
    handing.write.click()
    qtbot.waitUntil(lambda: "exists already" in handing.told.text())


def test_without_anybody_ticked_nothing_can_be_written(handing):
    for row in range(2):
        handing.people.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not handing.write.isEnabled()
