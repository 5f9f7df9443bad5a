"""What windows beside the main one have in common."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from annotator.gui.actions import ActionSpec
from annotator.gui.widgets.side_window import SideWindow
from annotator.gui.workbench import Workbench
from annotator.project import Project


class Shelf(SideWindow):
    """A window with one action that reads and one that writes."""

    def __init__(self, workbench):
        super().__init__(workbench)
        self.done = []
        specs = [
            ActionSpec("shelf.look", "Look", "Shelf", self.look, ("Ctrl+L",), needs="project"),
            ActionSpec("shelf.put", "Put", "Shelf", self.put, ("Ctrl+P",), needs="project_writing"),
        ]
        self.offer(specs, menu="Shelf", title="&Shelf", hint="{shelf.put} puts")
        self.putting = self.button("shelf.put")
        self.looking = self.button("shelf.look")
        self.lay_out(QLabel("books"), name="Shelf")

    def look(self):
        self.done.append("look")

    def put(self):
        self.done.append("put")


@pytest.fixture
def shelf(qtbot, workbench):
    made = Shelf(workbench)
    qtbot.addWidget(made)
    made.show()
    return made


def test_buttons_do_their_action_and_follow_what_is_open(shelf, workbench):
    shelf.putting.click()
    assert shelf.done == ["put"]
    workbench.close_project()
    assert not shelf.putting.isEnabled()
    assert not shelf.looking.isEnabled()


def test_a_project_that_cannot_be_written_can_still_be_looked_at(qtbot, project_path):
    bench = Workbench()
    bench.take(Project.open(project_path, readonly=True))
    shelf = Shelf(bench)
    qtbot.addWidget(shelf)
    assert shelf.looking.isEnabled()
    assert not shelf.putting.isEnabled()
    bench.finish()


def test_the_foot_names_the_keys_and_problems_stand_on_top(shelf, workbench):
    assert shelf.status == "Ctrl+P puts"
    workbench.problems.tell("The disk is full.")
    shown = [each.text() for each in shelf.findChildren(QLabel) if each.isVisible()]
    assert "The disk is full." in shown
    workbench.problems.settle()
    shown = [each.text() for each in shelf.findChildren(QLabel) if each.isVisible()]
    assert "The disk is full." not in shown


def test_no_window_is_larger_than_the_screen_leaves_room_for(qtbot, window):
    from annotator.gui.help.guide import GuideWindow
    from annotator.gui.help.keysheet import KeySheet

    beside = (window.beside.dataset(), window.beside.settling(), window.beside.agreement())
    opened = (*beside, GuideWindow(), KeySheet(window.actions_registry))
    room = window.screen().availableSize()
    for each in opened:
        qtbot.addWidget(each)
        smallest = each.minimumSize()
        assert each.width() <= max(room.width() - 16, smallest.width())
        assert each.height() <= max(room.height() - 48, smallest.height())
        assert smallest.height() <= 720 - 48 and smallest.width() <= 1280 - 16
