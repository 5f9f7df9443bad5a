"""The type-ahead list, by keys and by mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QListView, QPushButton, QVBoxLayout, QWidget

from annotator.gui.widgets.chooser import Chooser
from annotator.gui.widgets.matching import Choice, matching

FRUIT = (
    Choice("1", "Green apple", "sour", "fruit"),
    Choice("2", "Apple", "red", "fruit"),
    Choice("3", "Çilek", "strawberry", "fruit"),
    Choice("4", "Pineapple"),
)


@pytest.fixture
def room(qtbot):
    window = QWidget()
    window.resize(640, 480)
    button = QPushButton("start", window)
    QVBoxLayout(window).addWidget(button)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    return window, button


def keys(qtbot, text):
    for each in text:
        qtbot.keyClick(QApplication.focusWidget(), each)


def test_a_name_that_starts_with_what_was_typed_comes_before_one_that_holds_it():
    assert [each.id for each in matching(FRUIT, "apple")] == ["2", "1", "4"]


def test_accents_and_case_need_not_be_typed():
    assert [each.id for each in matching(FRUIT, "CIL")] == ["3"]


def test_the_detail_is_searched_last():
    assert [each.id for each in matching(FRUIT, "straw")] == ["3"]
    assert matching(FRUIT, "no such thing") == ()


def test_enter_takes_the_first_that_fits_and_the_focus_goes_back(qtbot, room):
    window, button = room
    picked = []
    chooser = Chooser(window)
    chooser.open_at(FRUIT, "Fruit", picked.append)
    keys(qtbot, "pine")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert [each.id for each in picked] == ["4"]
    assert chooser.isHidden() and button.hasFocus()


def test_the_arrow_keys_move_to_another_choice(qtbot, room):
    window, _ = room
    picked = []
    chooser = Chooser(window)
    chooser.open_at(FRUIT, "Fruit", picked.append)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert [each.id for each in picked] == ["2"]


def test_escape_chooses_nothing(qtbot, room):
    window, button = room
    picked = []
    chooser = Chooser(window)
    chooser.open_at(FRUIT, "Fruit", picked.append)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert picked == [] and chooser.isHidden() and button.hasFocus()


def test_a_click_takes_a_choice_and_a_click_beside_the_list_closes_it(qtbot, room):
    window, _ = room
    picked = []
    chooser = Chooser(window)
    chooser.open_at(FRUIT, "Fruit", picked.append)
    view = chooser.findChild(QListView)
    third = view.visualRect(view.model().index(2, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=third)
    assert [each.id for each in picked] == ["3"]
    chooser.open_at(FRUIT, "Fruit", picked.append)
    qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert chooser.isHidden() and len(picked) == 1


def test_what_was_typed_can_become_a_new_choice(qtbot, room):
    window, _ = room
    picked = []
    chooser = Chooser(window)
    chooser.open_at(FRUIT, "Fruit", picked.append, create=lambda typed: Choice("", f"New {typed}"))
    keys(qtbot, "quince")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert picked == [Choice("", "New quince")]


def test_the_list_stays_inside_the_window(qtbot, room):
    window, _ = room
    chooser = Chooser(window)
    chooser.open_at(FRUIT, "Fruit", print, at=window.mapToGlobal(QPoint(639, 479)))
    assert window.rect().contains(chooser.geometry())


def new(typed):
    return Choice(f"new:{typed}", f"New fruit {typed}", is_new=True)


def enter(qtbot):
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def test_enter_does_not_add_what_looks_like_a_slip_of_something_known(qtbot, room):
    window, _ = room
    picked = []
    chooser = Chooser(window)
    chooser.open_at(FRUIT, "Fruit", picked.append, create=new)
    keys(qtbot, "pineaple")
    assert [each.id for each in chooser.choices] == ["4", "new:pineaple"]
    enter(qtbot)
    assert picked == [] and chooser.isVisible()
    enter(qtbot)
    assert [each.id for each in picked] == ["4"]


def test_the_arrow_key_leads_to_the_new_name_all_the_same(qtbot, room):
    window, _ = room
    picked = []
    chooser = Chooser(window)
    chooser.open_at(FRUIT, "Fruit", picked.append, create=new)
    keys(qtbot, "pineaple")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    enter(qtbot)
    assert [each.id for each in picked] == ["new:pineaple"]


def test_enter_adds_a_name_that_is_like_no_other(qtbot, room):
    window, _ = room
    picked = []
    chooser = Chooser(window)
    chooser.open_at(FRUIT, "Fruit", picked.append, create=new)
    keys(qtbot, "quince")
    enter(qtbot)
    assert [each.id for each in picked] == ["new:quince"]


def test_what_may_become_two_things_is_asked_about(qtbot, room):
    window, _ = room
    picked = []
    chooser = Chooser(window)
    both = (Choice("new:a", "New fruit", is_new=True), Choice("new:b", "New tree", is_new=True))
    chooser.open_at(FRUIT, "Fruit", picked.append, create=lambda typed: both)
    keys(qtbot, "quince")
    enter(qtbot)
    assert picked == []
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    enter(qtbot)
    assert [each.id for each in picked] == ["new:b"]


def test_the_question_stays_inside_the_window_and_goes_away(qtbot, room):
    window, _ = room
    chooser = Chooser(window)
    chooser.open_at(FRUIT, "Fruit", print, at=window.mapToGlobal(QPoint(9, 479)), create=new)
    height = chooser.height()
    keys(qtbot, "pineaple")
    assert chooser.height() > height and window.rect().contains(chooser.geometry())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backspace)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backspace)
    assert chooser.height() == height and chooser.choices[0].id == "4"


def test_a_name_that_is_there_is_not_offered_as_new(qtbot, room):
    window, _ = room
    chooser = Chooser(window)
    chooser.open_at(FRUIT, "Fruit", print, create=new)
    keys(qtbot, "apple")
    assert [each.id for each in chooser.choices] == ["2", "1", "4"]
