"""What is known about one actor, shown and changed with real keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
)

from annotator.corpus.span import Span
from annotator.gui.widgets.chooser import Chooser
from tests.gui.actors.at_the_view import (
    ACTORS,
    CTRL,
    SHIFT,
    actors,
    cells,
    go_to,
    key,
    type_in,
    words_shown,
)


def test_the_actor_in_focus_is_shown_with_names_and_those_who_act_for_it(qtbot, view) -> None:
    go_to(qtbot, view, "NOR")
    assert view.detail.name.text() == "Norland"
    names = view.detail.findChild(QListWidget)
    assert [names.item(row).text() for row in range(names.count())] == ["Norlandish", "Skarnes"]
    acting = [each.accessibleName() for each in view.detail.findChildren(QPushButton)]
    assert "Acting for it: Foreign Ministry, Ida Lund" in acting


def test_the_card_scrolls_only_where_a_window_is_small(qtbot, view) -> None:
    go_to(qtbot, view, "NOR")
    (scroll,) = view.detail.findChildren(QScrollArea)
    view.resize(980, 600)
    qtbot.waitUntil(lambda: scroll.height() < 500 and scroll.verticalScrollBar().maximum() == 0)
    view.setMinimumSize(0, 0)  # as on a screen that is smaller than the least size
    view.resize(980, 380)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)


def test_only_own_uses_are_shown_and_those_of_others_are_counted(qtbot, view) -> None:
    go_to(qtbot, view, "NOR")
    assert cells(view.detail.uses, 1) == ["Norland", "Skarnes", "Norland", "Skarnes"]
    assert "by you: 4 mentions; by others: 2" in words_shown(view.detail)


def test_enter_on_a_use_opens_the_passage(qtbot, window, view) -> None:
    go_to(qtbot, view, "EST")
    key(qtbot, view, Qt.Key.Key_U, CTRL)
    assert view.detail.uses.hasFocus()
    key(qtbot, view, Qt.Key.Key_Return)
    assert window.workbench.article_id == window.workbench.project.articles()[1].id
    assert window.article.reader.selection == Span(0, 7)


def test_f2_renames_in_one_step_and_ctrl_z_takes_it_back(qtbot, window, view) -> None:
    go_to(qtbot, view, "NOR")
    key(qtbot, view, Qt.Key.Key_F2)
    qtbot.keyClicks(view.detail.name, "Kingdom of Norland")
    key(qtbot, view, Qt.Key.Key_Return)
    renamed = actors(window)["NOR"]
    assert renamed.name == "Kingdom of Norland"
    assert "Norland" in renamed.aliases
    assert view.status == "Rename Norland to Kingdom of Norland · Ctrl+Z takes it back"
    key(qtbot, view, Qt.Key.Key_Z, CTRL)
    assert actors(window)["NOR"] == ACTORS[0]
    assert view.detail.name.text() == "Norland"
    key(qtbot, view, Qt.Key.Key_Z, CTRL | SHIFT)
    assert actors(window)["NOR"].name == "Kingdom of Norland"
    assert view.status.startswith("Done again: Rename")


def test_what_is_typed_over_a_name_can_be_left_with_escape(qtbot, window, view) -> None:
    go_to(qtbot, view, "NOR")
    key(qtbot, view, Qt.Key.Key_F2)
    qtbot.keyClicks(view.detail.name, "Nobody")
    key(qtbot, view, Qt.Key.Key_Escape)
    assert view.isVisible()
    assert view.detail.name.text() == "Norland"
    key(qtbot, view, Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert actors(window)["NOR"].name == "Norland"


def test_a_name_that_somebody_has_is_refused_in_a_sentence(qtbot, window, view) -> None:
    go_to(qtbot, view, "NOR")
    key(qtbot, view, Qt.Key.Key_F2)
    qtbot.keyClicks(view.detail.name, "Estovia")
    key(qtbot, view, Qt.Key.Key_Return)
    assert "“Estovia” is a name of Estovia already" in view.status
    assert view.detail.name.text() == "Norland"
    assert actors(window)["NOR"] == ACTORS[0]


def test_kind_and_country_are_changed(qtbot, window, view) -> None:
    go_to(qtbot, view, "EST")
    country = next(
        each for each in view.detail.findChildren(QLineEdit) if each.accessibleName() == "Country"
    )
    country.setFocus()
    qtbot.keyClicks(country, "qat")
    key(qtbot, view, Qt.Key.Key_Return)
    assert actors(window)["EST"].country == "QA"
    assert country.text() == "QA"
    kind = view.detail.findChild(QComboBox)
    kind.setFocus()
    key(qtbot, view, Qt.Key.Key_G)
    kind.activated.emit(kind.currentIndex())
    assert actors(window)["EST"].kind == "group"


def test_whom_somebody_acts_for_is_chosen_by_typing(qtbot, window, view) -> None:
    go_to(qtbot, view, "lund")
    button = next(
        each
        for each in view.detail.findChildren(QPushButton)
        if each.accessibleName() == "Acts for: Norland"
    )
    button.setFocus()
    key(qtbot, view, Qt.Key.Key_Space)
    type_in(qtbot, view, "esto")
    key(qtbot, view, Qt.Key.Key_Return)
    assert actors(window)["lund"].acts_for == "EST"
    assert cells(view.table, 3)[2] == "Estovia"


def test_escape_closes_the_choice_and_not_the_window(qtbot, view) -> None:
    go_to(qtbot, view, "lund")
    button = next(
        each
        for each in view.detail.findChildren(QPushButton)
        if each.accessibleName() == "Acts for: Norland"
    )
    button.setFocus()
    key(qtbot, view, Qt.Key.Key_Space)
    chooser = view.findChild(Chooser)
    assert chooser.isVisible()
    key(qtbot, view, Qt.Key.Key_Escape)
    assert not chooser.isVisible()
    assert view.isVisible()


def test_names_are_added_written_otherwise_and_removed_by_key(qtbot, window, view) -> None:
    go_to(qtbot, view, "EST")
    new = next(
        each
        for each in view.detail.findChildren(QLineEdit)
        if each.accessibleName() == "Another name"
    )
    new.setFocus()
    qtbot.keyClicks(new, "Tarsk")
    key(qtbot, view, Qt.Key.Key_Return)
    assert actors(window)["EST"].aliases == ("Tarsk",)
    assert new.text() == ""
    names = view.detail.findChild(QListWidget)
    key(qtbot, view, Qt.Key.Key_L, CTRL)
    assert names.hasFocus()
    key(qtbot, view, Qt.Key.Key_F2)
    editor = names.findChild(QLineEdit)
    qtbot.keyClicks(editor, "Old Tarsk")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: actors(window)["EST"].aliases == ("Old Tarsk",))
    names.setFocus()
    key(qtbot, view, Qt.Key.Key_Delete)
    assert actors(window)["EST"].aliases == ()
    for _ in range(3):
        view.table.setFocus()
        key(qtbot, view, Qt.Key.Key_Z, CTRL)
    assert actors(window)["EST"] == ACTORS[1]
