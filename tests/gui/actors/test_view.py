"""The list of actors and the window around it, with real keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QToolButton,
)

from annotator.annotations.actors import StandingActors
from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import (
    Actor,
    Addressee,
    Figure,
    Source,
    Statement,
)
from annotator.corpus.span import Span
from annotator.gui.actors.listing import Listing
from annotator.gui.actors.view import ActorsView
from annotator.gui.workbench import Workbench
from annotator.project import Project
from tests.gui.actors.at_the_view import (
    CTRL,
    actors,
    answer,
    cells,
    dialog,
    go_to,
    key,
    merge,
    settle,
    type_in,
    words_shown,
)


def test_the_key_opens_the_list_with_kinds_principals_and_uses(view) -> None:
    names = ["Estovia", "Foreign Ministry", "Ida Lund", "Norland", "Åland Øre"]
    assert cells(view.table, 0) == names
    assert cells(view.table, 1) == ["country", "organization", "person", "country", "group"]
    assert cells(view.table, 3) == ["", "Norland", "Norland", "", ""]
    assert cells(view.table, 4) == ["2", "0", "1", "6", "0"]
    assert view.filter.hasFocus()


def test_typing_narrows_the_list_by_any_name(qtbot, view) -> None:
    type_in(qtbot, view, "skarn")
    assert cells(view.table, 0) == ["Norland"]
    assert "1 of 5 actors" in words_shown(view)
    view.filter.clear()
    type_in(qtbot, view, "aland")
    assert cells(view.table, 0) == ["Åland Øre"]
    key(qtbot, view, Qt.Key.Key_Return)
    assert view.table.hasFocus()


def test_where_no_name_fits_it_says_what_to_do_and_adds_what_was_typed(qtbot, window, view) -> None:
    type_in(qtbot, view, "Bay Council")
    assert cells(view.table, 0) == []
    assert "No name fits. Clear the filter" in words_shown(view.detail)
    assert not view.detail.name.isVisible()
    key(qtbot, view, Qt.Key.Key_N, CTRL)
    answer(qtbot, dialog(view, QDialog), "")
    assert view.detail.name.text() == "Bay Council"


def test_a_click_on_a_heading_sorts_and_the_focus_stays_on_the_same_actor(qtbot, view) -> None:
    go_to(qtbot, view, "lund")
    view.table.horizontalHeader().setSortIndicator(4, Qt.SortOrder.DescendingOrder)
    assert cells(view.table, 0)[:3] == ["Norland", "Estovia", "Ida Lund"]
    assert view.table.current == "lund"
    assert view.table.selected == ("lund",)


def test_ten_thousand_actors_need_no_widget_each_and_are_found_by_typing() -> None:
    many = [Actor(str(each), f"Actor {each}", aliases=(f"Name {each}",)) for each in range(10_000)]
    listing = Listing()
    listing.show(StandingActors(many), {"7": 3})
    listing.narrow("name 77")
    assert len(listing.shown) == sum("77" in str(each) for each in range(10_000))
    listing.narrow("")
    listing.sort("uses", descending=True)
    assert listing.shown[0].actor.id == "7"


def test_the_window_shows_new_names_at_once(qtbot, window, view) -> None:
    session = window.workbench.session
    mention = next(each for each in session.mentions if each.actor == "lund")
    window.workbench.focus = ("mention", mention.id)
    assert "Means: Ida Lund" in _button_names(window.statements)
    go_to(qtbot, view, "lund")
    key(qtbot, view, Qt.Key.Key_F2)
    qtbot.keyClicks(view.detail.name, "Minister Lund")
    key(qtbot, view, Qt.Key.Key_Return)
    assert session.actors["lund"].name == "Minister Lund"
    assert "Means: Minister Lund" in _button_names(window.statements)


def test_the_card_of_a_statement_shows_new_names_everywhere(qtbot, window, view) -> None:
    workbench = window.workbench
    article, me = workbench.article_id, workbench.project.annotator.id
    made = Statement(
        new_id(),
        article,
        me,
        (Span(20, 43),),
        Source(actors=("EST",)),
        addressee=Addressee(actors=("EST",)),
        figures=(Figure(Span(20, 27), 1, "exact", "killed", side="EST"),),
    )
    workbench.apply(Step((Edit(None, made),), "State", article))
    workbench.focus = ("statement", made.id)
    window.statements.card._fold.setChecked(True)  # all parts on show
    go_to(qtbot, view, "EST")
    key(qtbot, view, Qt.Key.Key_F2)
    qtbot.keyClicks(view.detail.name, "Tarsk Republic")
    key(qtbot, view, Qt.Key.Key_Return)
    names = _button_names(window.statements)
    names += [each.accessibleName() for each in window.statements.findChildren(QToolButton)]
    assert "Take out the actor Tarsk Republic" in names
    assert "Take out the addressee Tarsk Republic" in names
    sides = [
        each for each in window.statements.findChildren(QComboBox) if each.objectName() == "side"
    ]
    assert [each.currentText() for each in sides] == ["Tarsk Republic"]
    assert not [each for each in names if "Estovia" in each]


def test_a_merge_shows_in_the_window_at_once(qtbot, window, view) -> None:
    session = window.workbench.session
    mention = next(each for each in session.mentions if each.actor == "lund")
    window.workbench.focus = ("mention", mention.id)
    asked = merge(qtbot, view, "lund", "ore")
    qtbot.keyClick(asked.findChild(QListWidget), Qt.Key.Key_Down)
    assert asked.survivor == "ore"
    asked.accept()
    assert "Means: Åland Øre" in _button_names(window.statements)


def _button_names(widget):
    return [each.accessibleName() for each in widget.findChildren(QPushButton)]


def test_the_history_of_the_actors_is_still_there_after_opening_again(qtbot, window, view) -> None:
    go_to(qtbot, view, "NOR")
    key(qtbot, view, Qt.Key.Key_F2)
    qtbot.keyClicks(view.detail.name, "Nord")
    key(qtbot, view, Qt.Key.Key_Return)
    path = window.workbench.project.path
    window.workbench.close_project()
    assert not view.isVisible()
    assert cells(view.table, 0) == []
    assert window.workbench.open_project(path)
    window.show_actors()
    go_to(qtbot, view, "NOR")
    key(qtbot, view, Qt.Key.Key_Z, CTRL)
    assert actors(window)["NOR"].name == "Norland"


def test_every_field_has_a_name_for_a_screen_reader_and_text_is_plain(qtbot, view) -> None:
    go_to(qtbot, view, "NOR")
    for kind in (QComboBox, QAbstractItemView, QLineEdit, QPushButton):
        for widget in view.findChildren(kind):
            if widget.isVisible():
                assert widget.accessibleName() or getattr(widget, "text", str)(), widget
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in view.findChildren(QLabel))


def test_tab_goes_from_the_filter_over_the_list_to_the_uses(qtbot, view) -> None:
    go_to(qtbot, view, "NOR")
    view.filter.setFocus()
    visited = []
    for _ in range(20):
        key(qtbot, view, Qt.Key.Key_Tab)
        visited.append(QApplication.focusWidget())
    order = [view.table, view.detail.name, view.detail.findChild(QListWidget), view.detail.uses]
    places = [visited.index(each) for each in order]
    assert places == sorted(places)


def test_keys_of_the_view_do_not_conflict(view) -> None:
    assert view.actions_registry.conflicts() == ()


def test_nothing_can_be_changed_where_the_project_is_only_read(qtbot, path) -> None:
    bench = Workbench()
    bench.take(Project.open(path, readonly=True))
    view = ActorsView(bench)
    qtbot.addWidget(view)
    view.show()
    settle(qtbot, view)
    assert not view.actions_registry.action("actors.merge").isEnabled()
    assert not view.detail.name.isEnabled()
    assert cells(view.table, 0)[0] == "Estovia"
    bench.finish()
