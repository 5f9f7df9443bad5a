"""Merging, splitting, adding and removing actors, with real keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QPushButton,
)

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import (
    Actor,
)
from annotator.gui.actors.merging import MergeDialog
from annotator.gui.actors.splitting import SplitDialog
from tests.gui.actors.at_the_view import (
    ACTORS,
    CTRL,
    NONE,
    SHIFT,
    actors,
    answer,
    cells,
    dialog,
    go_to,
    key,
    merge,
    select,
    settle,
    words_shown,
)


def test_merging_previews_what_counts_for_whom_and_is_one_step(qtbot, window, view) -> None:
    asked = merge(qtbot, view, "EST", "NOR")
    assert asked.survivor == "NOR"  # used most
    assert "2 mentions will count for Norland." in asked.preview
    assert "Norland will also go by: Estovia." in asked.preview
    qtbot.keyClick(asked.findChild(QListWidget), Qt.Key.Key_Return)
    assert view.status == "Merge Estovia into Norland · Ctrl+Z takes it back"
    assert actors(window)["EST"].merged_into == "NOR"
    assert "Estovia" not in cells(view.table, 0)
    assert view.table.current == "NOR"
    settle(qtbot, view)
    assert cells(view.table, 4)[cells(view.table, 0).index("Norland")] == "8"
    go_to(qtbot, view, "NOR")
    key(qtbot, view, Qt.Key.Key_Z, CTRL)
    assert actors(window)["EST"].merged_into is None
    assert "Estovia" in cells(view.table, 0)


def test_another_may_stay_and_the_preview_follows(qtbot, view) -> None:
    asked = merge(qtbot, view, "EST", "NOR")
    qtbot.keyClick(asked.findChild(QListWidget), Qt.Key.Key_Up)
    assert asked.survivor == "EST"
    assert "6 mentions will count for Estovia." in asked.preview
    assert "Estovia will also go by: Norland, Norlandish, Skarnes." in asked.preview
    asked.reject()


def test_one_selected_actor_cannot_be_merged_and_that_is_said(qtbot, view) -> None:
    go_to(qtbot, view, "EST")
    key(qtbot, view, Qt.Key.Key_M, CTRL)
    assert "Select two or more actors first" in view.status
    assert not view.findChildren(MergeDialog)


def test_a_whole_registry_is_not_merged_nor_removed_by_a_slip(qtbot, window, view) -> None:
    many = tuple(Edit(None, Actor(f"x{each}", f"Person {each}")) for each in range(60))
    window.workbench.apply(Step(many, "Add many", None))
    go_to(qtbot, view, "NOR")
    key(qtbot, view, Qt.Key.Key_A, CTRL)
    for pressed, modifier in ((Qt.Key.Key_M, CTRL), (Qt.Key.Key_Delete, NONE)):
        key(qtbot, view, pressed, modifier)
        assert view.status == "65 actors are selected. Select at most 50 at once."
    assert len(actors(window)) == 65
    assert not view.findChildren(MergeDialog)


def test_a_merged_actor_is_taken_out_again(qtbot, window, view) -> None:
    qtbot.keyClick(merge(qtbot, view, "EST", "NOR").findChild(QListWidget), Qt.Key.Key_Return)
    go_to(qtbot, view, "NOR")
    button = next(
        each
        for each in view.detail.findChildren(QPushButton)
        if each.accessibleName() == "Merged in: Estovia"
    )
    button.setFocus()
    key(qtbot, view, Qt.Key.Key_Space)
    key(qtbot, view, Qt.Key.Key_Return)
    assert actors(window)["EST"].merged_into is None
    assert view.status == "Take Estovia out of Norland · Ctrl+Z takes it back"


def test_splitting_takes_names_and_the_uses_by_them_along(qtbot, window, view) -> None:
    go_to(qtbot, view, "NOR")
    key(qtbot, view, Qt.Key.Key_M, CTRL | SHIFT)
    asked = dialog(view, SplitDialog)
    names = asked.findChild(QListWidget)
    names.setFocus()
    qtbot.keyClick(names, Qt.Key.Key_Down)
    qtbot.keyClick(names, Qt.Key.Key_Space)
    assert asked.wanted.name == "Skarnes"
    assert asked.preview.startswith("2 mentions will count for Skarnes.")
    assert "Others use Norland 2 times; their labels stay with Norland." in words_shown(asked)
    asked.accept()
    (made,) = [each for each in actors(window).values() if each.name == "Skarnes"]
    assert "Skarnes" not in actors(window)["NOR"].aliases
    session = window.workbench.session
    linked = {each.span.covered(session.text) for each in session.mentions if each.actor == made.id}
    assert linked == {"Skarnes"}
    assert view.table.current == made.id
    go_to(qtbot, view, made.id)
    key(qtbot, view, Qt.Key.Key_Z, CTRL)
    assert actors(window)["NOR"] == ACTORS[0]
    assert made.id not in actors(window)
    assert {each.actor for each in window.workbench.session.mentions} == {"NOR", "lund"}


def test_an_actor_is_added_by_name_and_removed_again(qtbot, window, view) -> None:
    key(qtbot, view, Qt.Key.Key_N, CTRL)
    answer(qtbot, dialog(view, QDialog), "Bay Council")
    (made,) = [each for each in actors(window).values() if each.name == "Bay Council"]
    assert view.table.current == made.id
    go_to(qtbot, view, made.id)
    key(qtbot, view, Qt.Key.Key_Delete)
    assert made.id not in actors(window)


def test_several_actors_are_removed_in_one_step_or_none_of_them(qtbot, window, view) -> None:
    select(qtbot, view, "min", "ore")
    key(qtbot, view, Qt.Key.Key_Delete)
    assert view.status == "Remove Foreign Ministry, Åland Øre · Ctrl+Z takes it back"
    assert set(actors(window)) == {"NOR", "EST", "lund"}
    view.table.setFocus()
    key(qtbot, view, Qt.Key.Key_Z, CTRL)
    assert set(actors(window)) == {"NOR", "EST", "lund", "min", "ore"}
    select(qtbot, view, "ore", "EST")
    key(qtbot, view, Qt.Key.Key_Delete)
    assert view.status.startswith("Estovia is named in")
    assert "ore" in actors(window)


def test_an_actor_that_is_used_is_not_removed(qtbot, window, view) -> None:
    go_to(qtbot, view, "EST")
    key(qtbot, view, Qt.Key.Key_Delete)
    assert "EST" in actors(window)
    assert "Estovia" in cells(view.table, 0)
    assert view.status.startswith("Estovia is named in a statement, a mention")


def test_a_name_that_is_known_leads_to_whose_it_is(qtbot, view) -> None:
    key(qtbot, view, Qt.Key.Key_N, CTRL)
    answer(qtbot, dialog(view, QDialog), "skarnes")
    assert view.table.current == "NOR"
    assert view.status == "“skarnes” is there already."
