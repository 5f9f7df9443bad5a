"""Making, opening and looking after projects from the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QMenu, QMessageBox

from annotator import paths
from annotator.gui.new_project import NewProjectDialog
from annotator.gui.widgets import asking
from annotator.project import Project


@pytest.fixture
def dialog(qtbot, window, tmp_path):
    dialog = NewProjectDialog(window, folder=tmp_path, annotator="Amina")
    qtbot.addWidget(dialog)
    return dialog


def ok_of(dialog):
    buttons = dialog.findChild(QDialogButtonBox)
    return buttons.button(QDialogButtonBox.StandardButton.Ok)


def test_a_new_project_is_made_and_opened(window, dialog, tmp_path):
    dialog.project_wanted.connect(window.projects.make)
    dialog.title.setText("Strait talks")
    assert dialog.place.text() == str(tmp_path / "strait-talks.annotator")
    ok_of(dialog).click()
    assert window.workbench.project.title == "Strait talks"
    assert window.workbench.project.annotator.name == "Amina"
    assert "no articles yet" in window.article.empty.text


def test_the_dialog_says_what_is_missing_before_it_makes_a_project(dialog, tmp_path):
    assert not ok_of(dialog).isEnabled()
    dialog.title.setText("talks")
    assert "a file of that name already" in dialog._problem.text()
    dialog.title.setText("others")
    assert ok_of(dialog).isEnabled()
    dialog.annotator.setText(" ")
    assert "Say who labels" in dialog._problem.text()
    dialog.annotator.setText("Amina")
    dialog.place.setText(str(tmp_path / "nowhere" / "x.annotator"))
    assert "There is no folder" in dialog._problem.text()
    for nowhere in ("~nobody-of-that-name/x.annotator", f"{tmp_path}/{'y' * 400}", str(tmp_path)):
        dialog.place.setText(nowhere)
        assert dialog._problem.text() and not ok_of(dialog).isEnabled(), nowhere


def test_a_very_long_title_gets_a_file_name_that_every_disk_takes(window, dialog):
    dialog.project_wanted.connect(window.projects.make)
    dialog.title.setText("Talks at the strait " * 40)
    ok_of(dialog).click()
    assert window.workbench.project.title == ("Talks at the strait " * 40).strip()


def test_a_broken_codebook_is_told_with_its_lines_and_nothing_is_made(window, dialog, tmp_path):
    broken = tmp_path / "mine.yaml"
    broken.write_text("claim_types: 7\n", encoding="utf-8")
    dialog.project_wanted.connect(window.projects.make)
    dialog.title.setText("others")
    dialog.codebook.addItem("mine", broken)
    dialog.codebook.setCurrentIndex(dialog.codebook.count() - 1)
    before = window.workbench.project
    ok_of(dialog).click()
    assert window.workbench.project is before and "mine.yaml" in window._notice.text
    assert not (tmp_path / "others.annotator").exists()


def test_the_next_start_opens_the_project_of_this_one(window, project_path):
    assert window.projects.last() == project_path
    written = paths.last_project_file().read_text(encoding="utf-8")
    assert written == f"{project_path}\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only there may a name be any bytes")
def test_a_project_in_a_folder_whose_name_is_no_utf8_is_remembered(window, project_path, tmp_path):
    window.workbench.close_project()
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/odd \xff"))
    folder.mkdir()
    moved = project_path.rename(folder / project_path.name)
    assert window.projects.open(moved)
    assert window.projects.last() == moved


def test_recent_projects_stand_in_the_menu_and_open(window, project_path):
    window.workbench.close_project()
    menu = QMenu()
    window.projects.fill_recent(menu)
    assert [each.text() for each in menu.actions()] == [f"talks  ({project_path.parent})"]
    menu.actions()[0].trigger()
    assert window.workbench.project.path == project_path


def test_a_recent_project_that_is_gone_is_told_and_forgotten(window, project_path):
    window.workbench.close_project()
    project_path.unlink()
    assert not window.projects.open(project_path)
    assert "There is no file" in window._notice.text
    assert window.settings.recent == ()


def test_choosing_an_annotator_offers_those_of_the_project_and_takes_new_ones(window):
    window.projects.choose_annotator()
    dialog = next(each for each in window.children() if isinstance(each, asking.QDialog))
    names = dialog.findChild(asking.QComboBox)
    assert [names.itemText(at) for at in range(names.count())] == ["Amina"]
    names.setCurrentText("Badou")
    dialog.accept()
    assert window.workbench.project.annotator.name == "Badou"
    assert "Badou" in window._person.text()


def annotator_dialog(window):
    window.projects.choose_annotator()
    dialog = next(each for each in window.children() if isinstance(each, asking.QDialog))
    return dialog, dialog.findChild(asking.QComboBox)


def test_typing_replaces_the_name_of_who_labels_now(qtbot, window):
    dialog, names = annotator_dialog(window)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(names.lineEdit(), "Am")
    assert names.currentText() == "Am"
    qtbot.keyClick(names.lineEdit(), Qt.Key.Key_Return)
    assert window.workbench.project.annotator.name == "Am"


def test_a_name_that_is_new_is_said_to_be_new_and_what_it_is_like(qtbot, window):
    dialog, names = annotator_dialog(window)
    told = dialog.findChildren(QLabel)
    agree = dialog.findChild(asking.QDialogButtonBox).buttons()[0]
    assert not any("is new here" in each.text() for each in told) and agree.text() == "OK"
    names.setCurrentText("Amian")
    words = "“Amian” is new here. Or is it Amina, who is here already?"
    assert words in [each.text() for each in told] and agree.text() == "Add"
    names.setCurrentText("Zora")
    assert "“Zora” is new here." in [each.text() for each in told]
    names.setCurrentText(" ")
    assert not agree.isEnabled()
    dialog.reject()


def test_checking_the_project_says_that_all_is_well(qtbot, window):
    window.projects.check_project()
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    box = window.findChildren(QMessageBox)[0]
    assert box.text().startswith("All is well")
    box.close()


def test_a_backup_is_a_project_of_its_own(qtbot, window, tmp_path, monkeypatch):
    place = tmp_path / "copy.annotator"
    monkeypatch.setattr(asking, "ask_where_to_write", lambda *_args: place)
    window.projects.back_up()
    qtbot.waitUntil(lambda: window._status.text == f"A copy is in {place}")
    with Project.open(place) as copy:
        assert copy.article_count() == 4


def test_the_window_goes_on_when_a_project_cannot_be_made(window, tmp_path):
    from annotator.gui.new_project import NewProject

    wanted = NewProject("x", "Amina", Path("/no/such/codebook.yaml"), tmp_path / "x.annotator")
    assert not window.projects.make(wanted)
    assert window._notice.text and window.workbench.project is not None
