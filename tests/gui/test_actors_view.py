"""The actors view on a real project file, and from the window, with real keys."""

from __future__ import annotations

import hashlib

import pytest
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
    Mention,
    Source,
    Statement,
)
from annotator.codebook.model import Codebook, EntityKind
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.gui.actors.listing import Listing
from annotator.gui.actors.merging import MergeDialog
from annotator.gui.actors.splitting import SplitDialog
from annotator.gui.actors.view import ActorsView
from annotator.gui.main_window import MainWindow
from annotator.gui.settings import Settings
from annotator.gui.widgets.chooser import Chooser
from annotator.gui.workbench import Workbench
from annotator.project import Project

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
TEXTS = (
    "Norland wants calm\n\nSkarnes called for calm. Norland waits, and Lund said so in Skarnes.",
    "Estovia answers\n\nEstovia told Ida Lund to wait.",
)
CODEBOOK = Codebook(
    id="bay",
    version="1.0.0",
    entity_kinds=(EntityKind("GPE", "Place", "blue"), EntityKind("PERSON", "Person", "green")),
)
ACTORS = (
    Actor("NOR", "Norland", "country", ("Norlandish", "Skarnes")),
    Actor("EST", "Estovia", "country"),
    Actor("lund", "Ida Lund", "person", ("Lund",), acts_for="NOR"),
    Actor("min", "Foreign Ministry", "organization", acts_for="NOR"),
    Actor("ore", "Åland Øre", "group"),
)


def article_of(text):
    head = text.split("\n")[0]
    sha = hashlib.sha256(text.encode()).hexdigest()
    article = Article(new_id(), head, sha, len(text), "2026-03-01")
    zones = (Zone("headline", Span(0, len(head))), Zone("body", Span(len(head) + 2, len(text))))
    return NewArticle(article, text, zones)


def mark(project, article, words, actor, kind="GPE"):
    """Let whoever labels now link all occurrences of some words to an actor."""
    text, start = project.text(article), 0
    while (start := text.find(words, start)) >= 0:
        span = Span(start, start + len(words))
        made = Mention(new_id(), article, project.annotator.id, span, kind, actor)
        project.apply(Step((Edit(None, made),), "Mark", article))
        start = span.end


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "bay.annotator"
    with Project.create(path, title="Bay", codebook=CODEBOOK, annotator="Ben") as project:
        project.apply(Step(tuple(Edit(None, each) for each in ACTORS), "Begin", None))
        first, second = project.add_articles([article_of(text) for text in TEXTS])
        mark(project, first, "Norland", "NOR")
        project.use_annotator("Amina")
        mark(project, first, "Norland", "NOR")
        mark(project, first, "Skarnes", "NOR")
        mark(project, first, "Lund", "lund", "PERSON")
        mark(project, second, "Estovia", "EST")
    return path


@pytest.fixture
def window(qtbot, path):
    workbench = Workbench()
    window = MainWindow(workbench, Settings())
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    assert workbench.open_project(path, annotator="Amina")
    assert workbench.open(workbench.project.articles()[0].id)
    yield window
    window.close()


@pytest.fixture
def view(qtbot, window):
    key(qtbot, window, Qt.Key.Key_Y, CTRL | SHIFT)
    (view,) = window.findChildren(ActorsView)
    qtbot.waitUntil(view.isActiveWindow)
    settle(qtbot, view)
    return view


def settle(qtbot, view):
    qtbot.waitUntil(lambda: not view.is_reading, timeout=20_000)


def key(qtbot, view, pressed, modifier=NONE):
    qtbot.keyClick(QApplication.focusWidget() or view, pressed, modifier)


def type_in(qtbot, view, words):
    qtbot.keyClicks(QApplication.focusWidget(), words)
    settle(qtbot, view)


def go_to(qtbot, view, actor_id):
    view.go_to(actor_id)
    view.activateWindow()
    view.table.setFocus()
    qtbot.waitUntil(view.table.hasFocus)
    settle(qtbot, view)


def cells(table, column):
    model = table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def actors(window):
    return {each.id: each for each in window.workbench.project.actors()}


def dialog(view, kind):
    (found,) = [each for each in view.findChildren(kind) if each.isVisible()]
    return found


def answer(qtbot, asked, words):
    field = asked.findChild(QLineEdit)
    qtbot.waitUntil(lambda: asked.focusWidget() is not None)
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def words_shown(widget):
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


# The list


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


# What is known about one


def test_the_actor_in_focus_is_shown_with_names_and_those_who_act_for_it(qtbot, view) -> None:
    go_to(qtbot, view, "NOR")
    assert view.detail.name.text() == "Norland"
    names = view.detail.findChild(QListWidget)
    assert [names.item(row).text() for row in range(names.count())] == ["Norlandish", "Skarnes"]
    acting = [each.accessibleName() for each in view.detail.findChildren(QPushButton)]
    assert "Acting for it: Foreign Ministry, Ida Lund" in acting


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


# Merging, splitting, adding, removing


def select(qtbot, view, *ids):
    view.filter.clear()
    go_to(qtbot, view, ids[0])
    model = view.table.selectionModel()
    flags = model.SelectionFlag.Select | model.SelectionFlag.Rows
    names = cells(view.table, 0)
    for each in ids[1:]:
        place = names.index(next(actor.name for actor in ACTORS if actor.id == each))
        model.select(view.table.model().index(place, 0), flags)


def merge(qtbot, view, *ids):
    select(qtbot, view, *ids)
    key(qtbot, view, Qt.Key.Key_M, CTRL)
    asked = dialog(view, MergeDialog)
    qtbot.waitUntil(lambda: not asked.is_counting, timeout=20_000)
    return asked


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


# Around it


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
