"""Learning from corrections in the dialog for pre-annotation."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox

from annotator.project import Project
from annotator.workflows.learning.corrections import learn
from annotator.workflows.learning.learned_layer import keep, layer_state

CORRECTED = runpy.run_path(str(Path(__file__).resolve().parents[1] / "corrected.py"))
OK = QDialogButtonBox.StandardButton.Ok


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    path = tmp_path_factory.mktemp("filled") / "konvents.annotator"
    with CORRECTED["new_project"](path) as project:
        CORRECTED["fill"](project, 26)
    return path


@pytest.fixture
def corrected(window, filled, tmp_path):
    """The window on a project with 26 corrected articles."""
    path = tmp_path / "konvents.annotator"
    path.write_bytes(filled.read_bytes())
    assert window.workbench.open_project(path)
    return window


def opened(window):
    dialog = window.transfers.preannotator.ask()
    return dialog, dialog.learning


def finished(qtbot, window):
    qtbot.waitUntil(lambda: not window.workbench.jobs.running, timeout=60_000)


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_learning_shows_both_scores_and_marking_again_uses_it(qtbot, corrected):
    dialog, section = opened(corrected)
    mark = dialog.findChild(QDialogButtonBox).button(OK)
    assert "From 25 finished articles on" in section.words
    assert not section.use.isEnabled() and section.table.isHidden()
    press(qtbot, section.learn)
    assert section.stop.isVisible() and not section.learn.isVisible()
    assert not mark.isEnabled()  # one after the other
    finished(qtbot, corrected)
    qtbot.waitUntil(section.learn.isVisible)
    assert "It is better, so it is used" in section.words
    assert "Mark the articles again" in section.words
    assert section.use.isChecked() and section.use.isEnabled()
    assert section.height() >= section.heightForWidth(section.width())  # nothing is cut off
    assert section.table.verticalHeaderItem(0).text() == "All kinds"
    assert float(section.table.item(0, 5).text()) > float(section.table.item(0, 2).text())
    press(qtbot, mark)
    finished(qtbot, corrected)
    project = corrected.workbench.project
    rules = {each.rule for row in project.articles() for each in project.suggestions(row.id)}
    assert "learned" in rules
    box = corrected.findChild(QMessageBox, "changes")
    assert "26 articles" in box.text()
    box.close()


def test_the_switch_is_kept_in_the_project(qtbot, corrected):
    project = corrected.workbench.project
    keep(project, learn(project))
    _, section = opened(corrected)
    assert section.use.isChecked()
    section.use.click()
    assert not layer_state(project).is_used
    assert "switched off" in section.words
    section.use.click()
    assert layer_state(project).is_used


def test_stopping_leaves_what_was_learned_before(qtbot, corrected):
    project = corrected.workbench.project
    keep(project, learn(project))
    before = project.learned_layer()
    _, section = opened(corrected)
    press(qtbot, section.learn)
    press(qtbot, section.stop)
    finished(qtbot, corrected)
    qtbot.waitUntil(section.learn.isVisible)
    assert "was stopped" in section.words
    assert section.learn.hasFocus()
    assert project.learned_layer() == before


def test_too_few_articles_are_told_in_the_dialog(qtbot, window):
    _, section = opened(window)
    press(qtbot, section.learn)
    finished(qtbot, window)
    qtbot.waitUntil(section.learn.isVisible)
    assert "0 of the 25 corrected articles needed" in section.words


def test_learning_goes_on_when_the_dialog_closes(qtbot, corrected):
    dialog, section = opened(corrected)
    press(qtbot, section.learn)
    dialog.reject()
    finished(qtbot, corrected)
    project = corrected.workbench.project
    qtbot.waitUntil(lambda: layer_state(project).is_used)
    _, again = opened(corrected)
    assert "It is better" in again.words


def test_what_is_learned_never_reaches_another_project(qtbot, corrected, project_path):
    _, section = opened(corrected)
    press(qtbot, section.learn)
    assert corrected.workbench.open_project(project_path)
    finished(qtbot, corrected)
    assert isinstance(corrected.workbench.project, Project)
    assert corrected.workbench.project.learned_layer() is None


def test_every_control_of_the_section_has_a_name_and_can_be_reached(corrected):
    _, section = opened(corrected)
    for control in (section.use, section.learn, section.stop, section.table):
        assert control.accessibleName() or control.text()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
