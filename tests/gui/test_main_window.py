"""The window as a whole: its actions, its words, its panels."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget

from annotator.codebook.reading import default_codebook
from annotator.corpus.span import Span
from annotator.gui.help.guide import GuideWindow
from annotator.gui.settings import Settings
from annotator.gui.statements import StatementsPanel
from annotator.project import Project

PROBE = Path(__file__).resolve().parents[2] / "../shared/probes/qt_injection_scan.py"
ASKS = {
    "getOpenFileName": ("", ""),
    "getOpenFileNames": ([], ""),
    "getSaveFileName": ("", ""),
    "getExistingDirectory": "",
}


@pytest.fixture
def no_file_dialogs(monkeypatch):
    """Answer every question for a file with nothing."""
    asked = []
    for name, answer in ASKS.items():

        def ask(*_args, name=name, answer=answer, **_options):
            asked.append(name)
            return answer

        monkeypatch.setattr(QFileDialog, name, ask)
    return asked


def menus_of(action):
    return [each for each in action.associatedObjects() if isinstance(each, QMenu)]


def test_every_action_has_words_a_tool_tip_and_a_place_in_a_menu(window):
    for spec in window.actions_registry.specs:
        action = window.actions_registry.action(spec.id)
        assert action.text() and action.toolTip().startswith("<p>"), spec.id
        assert menus_of(action), spec.id


def test_no_key_does_two_things(window):
    assert window.actions_registry.conflicts() == ()


def test_the_keys_of_the_guide_are_the_keys_of_the_window(window):
    keys = {key for spec in window.actions_registry.specs for key in spec.keys}
    for key in [
        "J",
        "K",
        "S",
        "M",
        "E",
        "X",
        "N",
        "D",
        "V",
        "W",
        "Y",
        "F",
        "A",
        "U",
        "I",
        "]",
        "[",
        ";",
        "?",
        "1",
        "0",
        "-",
        "=",
        "Del",
        "F1",
        "F6",
        "Ctrl+Z",
        "Ctrl+N",
        "Ctrl+I",
    ]:
        assert key in keys, key


def test_every_action_can_be_triggered_without_a_mistake(window, no_file_dialogs, qtbot):
    registry = window.actions_registry
    for spec in registry.specs:
        if spec.id in ("project.quit", "project.sample"):
            continue
        registry.action(spec.id).trigger()
        for dialog in window.findChildren(QWidget):
            if dialog.isWindow() and dialog.isVisible() and dialog is not window:
                dialog.close()
    assert set(no_file_dialogs) == set(ASKS)
    qtbot.waitUntil(lambda: not window.workbench.jobs.running)


def test_a_menu_entry_does_what_its_key_does(window):
    window.article.reader.next_sentence()
    window.actions_registry.action("statement.new").trigger()
    window.actions_registry.action("codebook.type.fact").trigger()
    assert window.workbench.session.statements[0].claim_types == ("fact",)


def test_claim_types_and_stances_stand_in_the_menu_with_their_keys(window):
    types = [each for each in window.actions_registry.specs if each.id.startswith("codebook.type.")]
    stances = [each for each in window.actions_registry.specs if "codebook.stance." in each.id]
    assert [each.keys for each in types[:2]] == [("1",), ("2",)] and len(types) == 12
    assert [each.keys for each in stances] == [("F",), ("A",), ("I",), ("U",)]


def test_without_a_project_only_what_makes_sense_can_be_done(window):
    window.workbench.close_project()
    registry = window.actions_registry
    possible = {each.id for each in registry.specs if registry.action(each.id).isEnabled()}
    assert {"project.new", "project.open", "help.guide"} <= possible
    assert not possible & {"project.export", "article.next", "statement.new", "article.undo"}
    assert not window.article.reader.isVisible()


def test_nothing_is_wider_than_its_panel_at_1280_by_720(window, qtbot):
    window.resize(1280, 720)
    window.article.reader.next_sentence()
    window.actions_registry.action("statement.new").trigger()
    qtbot.waitUntil(lambda: window.width() == 1280)
    for panel in (window.queue, window.article, window.statements):
        assert panel.minimumSizeHint().width() <= panel.width()
    assert window.minimumSizeHint().width() <= 1280 and window.minimumSizeHint().height() <= 720


def test_sizes_and_theme_are_remembered(window, project_path, qtbot):
    from annotator.gui.main_window import MainWindow
    from annotator.gui.settings import Settings
    from annotator.gui.workbench import Workbench

    window.use_theme("dark")
    window._splitter.moveSplitter(400, 1)
    window._splitter.moveSplitter(900, 2)
    sizes = window._splitter.sizes()
    window.close()
    again = MainWindow(Workbench(), Settings())
    qtbot.addWidget(again)
    again.resize(1280, 720)
    with qtbot.waitExposed(again):
        again.show()
    assert again.workbench.open_project(project_path)
    assert again.settings.theme == "dark"
    assert again._splitter.sizes()[::2] == sizes[::2]
    again.use_theme("light")
    again.close()


def test_only_the_labels_of_the_annotator_at_work_are_shown(window):
    window.article.reader.next_sentence()
    window.actions_registry.action("statement.new").trigger()
    assert window.workbench.choose_annotator("Badou")
    assert window.workbench.session.statements == ()
    assert window.findChild(StatementsPanel).list.rows.rowCount() == 1  # the suggested quotation
    assert window.workbench.choose_annotator("Amina")
    assert len(window.workbench.session.statements) == 1


def test_files_dropped_on_the_window_are_imported(window, tmp_path, qtbot, monkeypatch):
    taken = []
    monkeypatch.setattr(window.transfers.importer, "start", taken.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.txt")), QUrl("http://127.0.0.1/b.txt")])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), copy, data, left, none))
    assert taken == [(tmp_path / "a.txt",)]


def test_a_right_click_offers_what_can_be_done_there(window):
    window.article.reader.next_sentence()
    window.actions_registry.action("statement.new").trigger()
    menu = window.article.menu(window.actions_registry, window.article.selected_span(), [])
    offered = {each.objectName() for each in menu.actions() if not each.isSeparator()}
    assert {"statement.new", "statement.remove", "statement.actor"} <= offered


def test_the_passage_behind_a_disagreement_is_opened(window):
    last = window.queue._model.listing.rows[-1].id
    window.show_agreement()
    window._agreement.passage_requested.emit(last, Span(0, 7))
    assert window.workbench.article_id == last
    assert window.article.reader.selection == Span(0, 7)
    assert window._agreement.windowHandle().transientParent() is None  # else it covers the passage


def test_enter_measures_and_escape_closes_the_agreement_window(window, qtbot):
    window.show_agreement()
    view = window._agreement
    qtbot.waitUntil(view.isActiveWindow)
    button = QApplication.focusWidget()
    assert button.text().replace("&", "") == "Measure agreement"
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()


def test_the_first_window_fits_on_the_screen(qtbot):
    from annotator.gui.main_window import MainWindow
    from annotator.gui.settings import Settings
    from annotator.gui.workbench import Workbench

    first = MainWindow(Workbench(), Settings())
    qtbot.addWidget(first)
    room = first.screen().availableSize()
    assert first.width() < room.width() and first.height() < room.height()
    first.close()


def test_everything_has_room_on_a_small_screen_at_twice_the_size(window):
    at_twice = QSize(1440, 900) / 2 - QSize(16, 48)
    least = window.minimumSize()
    assert least.width() <= at_twice.width() and least.height() <= at_twice.height()
    window.resize(at_twice)
    window.article.reader.next_sentence()
    window.actions_registry.action("statement.new").trigger()
    inner = window.centralWidget().layout().minimumSize()
    assert inner.width() <= at_twice.width() and inner.height() <= at_twice.height()


def test_in_a_narrow_window_the_key_of_the_filter_shows_the_queue(window, qtbot):
    window.resize(704, 402)
    qtbot.waitUntil(lambda: window.width() == 704)
    shown = [window.actions_registry.action(each) for each in ("view.queue", "view.statements")]
    assert [each.isChecked() for each in shown] == [False, True]
    window.actions_registry.action("view.find").trigger()
    qtbot.waitUntil(lambda: [each.isChecked() for each in shown] == [True, False])
    window.article.reader.setFocus()
    qtbot.waitUntil(lambda: [each.isChecked() for each in shown] == [False, True])
    window.actions_registry.action("view.queue").trigger()
    assert [each.isChecked() for each in shown] == [True, False]


def test_the_guide_is_opened_once(window):
    window.helping.show_guide()
    window.helping.show_guide()
    assert len(window.findChildren(GuideWindow)) == 1


def test_every_field_has_a_name_for_a_screen_reader(window):
    from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit

    window.article.reader.next_sentence()
    window.actions_registry.action("statement.new").trigger()
    for kind in (QLineEdit, QComboBox, QAbstractItemView):
        for widget in window.findChildren(kind):
            if widget.isVisible() and not isinstance(widget.parent(), QComboBox):
                assert widget.accessibleName(), (kind.__name__, widget.objectName())


def label_with(window, new_project, words):
    """Open a project in which every text and name is ``words``, with a statement in focus."""
    text = f"{words}\n\nThe envoy {words} said that it was {words} over."
    path = new_project(text, title=words, annotator=words, mention="The envoy")
    workbench = window.workbench
    assert workbench.open_project(path) and workbench.session is not None
    session = workbench.session
    change = workbench.apply(session.add_statement(Span(0, len(words))))
    made = change.edits[-1].after.id
    actor, edit = session.add_actor(words)
    workbench.apply(session.set_actors(made, (actor.id,), adding=(edit,)))
    workbench.apply(session.change_statement(made, wording=words, note=words))
    workbench.focus = ("statement", made)


@pytest.mark.skipif(not PROBE.exists(), reason="the probe is not beside this checkout")
def test_text_of_articles_and_people_is_never_taken_for_markup(window, new_project):
    spec = importlib.util.spec_from_file_location("qt_injection_scan", PROBE)
    probe = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(probe)
    with probe.Watcher() as seen:
        label_with(window, new_project, probe.MARKER)
        window.workbench.problems.tell(f"Could not read {probe.MARKER}")
        window.workbench.message.emit(probe.MARKER)
        window.helping.show_keys()
        window.projects.choose_annotator()
        window.show_agreement()
        found = probe.scan(window)
    assert found == [] and seen.asked == []


def test_no_action_of_qt_has_a_rich_tool_tip_by_accident(window):
    for action in window.findChildren(QAction):
        assert "<b>" not in action.toolTip()


def test_the_article_that_was_in_hand_is_there_again_at_the_next_start(window, project_path):
    window.next_article()
    second = window.workbench.article_id
    window.workbench.close_project()
    assert window.workbench.open_project(project_path)
    assert window.workbench.article_id == second


def test_without_a_project_the_window_offers_what_to_do(window, qtbot):
    window.workbench.close_project()
    assert window.queue.isHidden() and window.statements.isHidden()
    labels = [each.text() for each in window.article.empty._buttons]
    assert [label.split("…")[0].split("   ")[0] for label in labels] == [
        "New project",
        "Open project",
        "Open the sample",
    ]


def test_a_project_without_articles_says_so_and_how_to_get_some(window, tmp_path):
    path = tmp_path / "empty.annotator"
    Project.create(path, title="Empty", codebook=default_codebook(), annotator="Amina").close()
    assert window.workbench.open_project(path)
    assert window._person.text() == "empty.annotator   Amina   No articles"
    assert window._status.text.startswith("Ctrl+I import files")
    assert window.focusWidget().text().startswith("Import files")  # and no field that eats keys


def test_who_labels_and_how_far_stands_at_the_top(window):
    assert window._person.text() == "talks.annotator   Amina   0 of 4 done"
    window.done_and_next()
    assert window._person.text().endswith("1 of 4 done")


def test_the_size_of_the_text_is_kept_and_nonsense_is_the_usual_size(window):
    usual = window.article.reader.text_size
    window.actions_registry.action("view.larger").trigger()
    larger = window.article.reader.text_size
    window.close()
    assert Settings().text_size == pytest.approx(larger) and larger > usual
    for nonsense in ("huge", "nan", "-3", "900"):
        window.settings._keep("view/text-size", nonsense)
        assert window.settings.text_size == usual
