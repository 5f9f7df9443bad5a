"""Everything can be reached by keyboard and has a name, in every window and dialog."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QSlider,
    QTabBar,
    QTextEdit,
    QWidget,
)

from annotator import paths
from annotator.annotations.steps import on_comments as comment_steps
from annotator.codebook.reading import read_codebook
from annotator.gui.adjudication.view import SettlingView
from annotator.gui.help.keysheet import KeySheet
from annotator.gui.labelling.actions import codebook_commands
from annotator.gui.reader.view import ReaderView
from annotator.gui.statements.whole.comments import ConversationRow
from annotator.workflows.agreement import adjudicating
from annotator.workflows.sharing.merging import merge
from tests.gui import planting

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTabBar,
    QTextEdit,
    ReaderView,
    ConversationRow,
)

OTHER_MEANS = {
    "Choices": "the arrows go there from the field above",
    "Who labels": "File, Annotator",
}


def new_dialog(window, call):
    """Return the dialog that a call opens."""
    before = {each for each in window.findChildren(QDialog) if each.isVisible()}
    call()
    return next(e for e in window.findChildren(QDialog) if e.isVisible() and e not in before)


def statement(window):
    window.actions_registry.action("statement.new").trigger()
    return window


def mention(window):
    session = window.workbench.session
    change = window.workbench.apply(session.accept(session.suggestions[0]))
    made = change.edits[-1].after.id
    window.workbench.focus = ("mention", made)
    return window


def palette(window):
    window.finder.open()
    return window.finder.chooser


def imported(window):
    """Return the window that says what became of files with doubtful encodings."""
    folder = Path(os.environ["ANNOTATOR_HOME"]).parent / "letters"
    folder.mkdir()
    (folder / "letters.txt").write_bytes("Başlık\n\nTürkçe çağrı, görüş.\n".encode("cp1254"))
    (folder / "empty.txt").write_bytes(b"")
    importer = window.transfers.importer
    importer.start((folder,))
    wait_until(lambda: not importer.is_running)
    return importer.shown


def asked_about(window, name, words):
    """Return the dialog that asks about a file before it comes in."""
    file = Path(os.environ["ANNOTATOR_HOME"]).parent / name
    file.write_text(words, encoding="utf-8")
    window.transfers.importer.start((file,))

    def ready():
        return [e for e in window.findChildren(QDialog) if e.isVisible() and e.take.isEnabled()]

    wait_until(ready)
    return ready()[0]


def box(window, call):
    """Return the box for writing that a call opens."""
    call()
    return window.telling.box


def finding(window):
    window.article.finding.start()
    return window.article.finding


def conversation(window):
    """Return the window with a comment on its card."""
    session = window.workbench.session
    window.workbench.gesture(lambda: comment_steps.write(session, "Is it so?"))
    return window


def reading(view):
    """Return a side window once it has read what it shows."""
    wait_until(lambda: not view.is_reading)
    return view


def actors_dialog(window, ask):
    view = reading(window.beside.actors())
    view.table.selectAll()
    return new_dialog(view, lambda: ask(view))


def codebook_dialog(window):
    view = reading(window.beside.codebook())
    view.table.selectAll()
    dialog = new_dialog(view, view.merge)
    wait_until(lambda: not dialog.is_reading)
    return dialog


def measured(window):
    view = window.beside.agreement()
    view.measure()
    wait_until(lambda: not view.is_measuring)
    return view


def previewed(window):
    """Return the dataset builder with rows in its preview."""
    window.actions_registry.action("statement.new").trigger()
    view = window.beside.dataset()
    view.choices.done_only.setChecked(False)
    view.choices.task.setCurrentIndex(view.choices.task.findData("claim-detection"))
    return reading(view)


def training(window):
    """Return the window for training, as it is while something is trained."""
    view = reading(window.beside.training())
    view.page.begin()
    return view


def found_in_context(window):
    view = window.beside.concordance()
    view.look_for("words", "Norland")
    wait_until(lambda: not view.is_looking)
    return view


def settling(window):
    """Return the window on what three annotators disagree on."""
    planting.plant(window.workbench.project)
    view = window.beside.settling()
    view.begin()
    wait_until(lambda: view.queue is not None and not view.is_reading)
    return view


def settled_card(window):
    view = settling(window)
    rows = (each for each in view.list.source.rows if each.matter is not None)
    view.list.go_to(next(each.id for each in rows if each.matter.kind == "missing"))
    view.acting.edit()
    return view


def settling_dialog(window, ask):
    view = settling(window)
    return new_dialog(view, lambda: ask(view))


def own_labels(window):
    project = window.workbench.project
    planting.plant(project)
    project.set_setting("show_gold", "yes")
    adjudicating.accept_unanimous(project)
    view = window.beside.own_labels()
    wait_until(lambda: not view.is_reading)
    view.only_different.setChecked(False)
    return view


def conflicts(window):
    path = window.workbench.project.path
    window.workbench.close_project()
    other = planting.differing_copy(path)
    assert window.workbench.open_project(path)
    merge(window.workbench.project, (other,))
    view = window.beside.conflicts()
    wait_until(lambda: view.tree.topLevelItemCount() == 1)
    return view


def wait_until(condition):
    for _ in range(12_000):
        if condition():
            return
        QTest.qWait(10)
    raise AssertionError("it did not come")


ROOMS = {
    "article": lambda window: window,
    "statement": statement,
    "mention": mention,
    "palette": palette,
    "agreement": lambda window: window.beside.agreement(),
    "figures": lambda window: window.beside.figures(),
    "suggestions": lambda window: window.beside.suggestions(),
    "changes": lambda window: window.beside.changes(),
    "agreement measured": measured,
    "actors": lambda window: reading(window.beside.actors()),
    "actors to merge": lambda window: actors_dialog(window, lambda view: view.merge()),
    "actor to split": lambda window: actors_dialog(window, lambda view: view.split()),
    "codebook": lambda window: reading(window.beside.codebook()),
    "codebook preview": codebook_dialog,
    "concordance": lambda window: window.beside.concordance(),
    "concordance with rows": found_in_context,
    "settling begins": lambda window: window.beside.settling(),
    "settling": settling,
    "settled card": settled_card,
    "guideline unclear": lambda window: settling_dialog(window, lambda v: v.acting.call_unclear()),
    "unclear entries": lambda window: settling_dialog(window, lambda v: v.whole.show_unclear()),
    "settle by rule": lambda window: settling_dialog(window, lambda v: v.whole.accept_unanimous()),
    "own labels": own_labels,
    "conflicts": conflicts,
    "merge": lambda window: new_dialog(window, window.transfers.sharing.merge),
    "hand out": lambda window: new_dialog(window, window.transfers.sharing.hand_out),
    "articles that come back": lambda window: new_dialog(window, window.repeats.ask),
    "guideline note": lambda window: window.beside.guideline_note(),
    "keys": lambda window: new_dialog(window, window.helping.change_keys),
    "sheet": lambda window: new_dialog(window, window.helping.show_keys),
    "guide": lambda window: new_dialog(window, window.helping.show_guide),
    "about": lambda window: new_dialog(window, window.helping.show_about),
    "new project": lambda window: new_dialog(window, window.projects.new_project),
    "annotator": lambda window: new_dialog(window, window.projects.choose_annotator),
    "pre-annotation": lambda window: new_dialog(window, window.transfers.preannotate),
    "import": imported,
    "import columns": lambda window: asked_about(window, "rows.csv", "text,title\nWords.,Title\n"),
    "import labels": lambda window: asked_about(
        window, "their.jsonl", '{"text": "Rada came.", "label": [[0, 4, "PER"], [5, 9, "X"]]}'
    ),
    "assigning": lambda window: new_dialog(window, window.queue.assign),
    "comment": lambda window: box(window, window.telling.comment),
    "flag": lambda window: box(window, window.telling.flag),
    "conversation": conversation,
    "finding": finding,
    "dataset": lambda window: previewed(window),
    "dataset to write": lambda window: new_dialog(previewed(window), window.beside.dataset().write),
    "training": training,
    "export": lambda window: new_dialog(window, window.transfers.export),
}


AT_WORK = ("is_counting", "is_listing", "is_looking", "is_measuring", "is_reading")


def is_at_rest(room, window):
    """Tell whether a window shows all that it reads in the background."""
    return not window.workbench.jobs.running and not any(
        getattr(room, each, False) for each in AT_WORK
    )


@pytest.fixture(params=ROOMS)
def room(request, window, qtbot):
    room = ROOMS[request.param](window)
    top = room.window()
    top.activateWindow()
    qtbot.waitUntil(lambda: is_at_rest(room, window))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    yield room
    for each in QApplication.topLevelWidgets():
        if each is not window and each.isVisible():
            each.close()


def controls(room):
    """Return what a person can use in a window: visible, possible now, and no part of another."""
    return [
        each
        for each in room.findChildren(QWidget)
        if isinstance(each, CONTROLS)
        and each.isVisibleTo(room)
        and each.window() is room.window()
        and each.isEnabled()
        and not isinstance(each, QHeaderView)
        and not each.objectName().startswith("qt_")
        and not isinstance(each.parentWidget(), QComboBox | QAbstractSpinBox | QLineEdit | QMenuBar)
        and not isinstance(each.parentWidget(), QTabBar)
    ]


def named(widget):
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def test_every_control_has_an_accessible_name(room):
    found = controls(room)
    nameless = [f"{type(each).__name__} {each.objectName()}" for each in found if not named(each)]
    assert found and nameless == []


def test_the_focus_reaches_every_control(room):
    """Tab goes around once; each control was there, or is one that an action of a menu does."""
    seen, traps = set(), []
    top = room.window()
    for _ in range(400):
        focus = QApplication.focusWidget()
        if focus is None or focus in seen:
            break
        seen.add(focus)
        following = focus.nextInFocusChain()
        for _ in range(20):  # a table may have some cells to go through
            QTest.keyClick(focus, Qt.Key.Key_Tab)
            if QApplication.focusWidget() is not focus:
                break
        else:
            traps.append(f"{type(focus).__name__} {named(focus)}")
            following.setFocus(Qt.FocusReason.TabFocusReason)
    missed = [
        f"{type(each).__name__} {named(each)}"
        for each in controls(room)
        if each not in seen
        and each.focusProxy() not in seen
        and not _by_other_means(each)
        and each.window() is top
    ]
    assert missed == []
    assert traps == [] or len(controls(room)) == 1


def test_escape_closes_what_was_opened(room, window):
    if isinstance(room, SettlingView) and room.side.is_editing:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)  # back from the card first
        assert room.isVisible()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert room.isVisible() == (room is window)


def _by_other_means(control):
    """Tell whether a control takes no focus because its neighbour or an action stands for it."""
    if control.focusPolicy() == Qt.FocusPolicy.NoFocus:
        return named(control) in OTHER_MEANS
    return isinstance(control, QAbstractButton) and (
        control.group() is not None or control.autoExclusive()
    )


def actions_below(menu):
    found = set()
    for action in menu.actions():
        if action.menu() is not None:
            found |= actions_below(action.menu())
        else:
            found.add(action)
    return found


def test_every_action_stands_in_a_menu_that_a_letter_opens(window):
    view = window.beside.actors()
    for top in (window, view):
        bar = next(iter(top.findChildren(QMenuBar)))
        assert all("&" in each.text() for each in bar.actions() if each.menu() is not None)
        registry = top.actions_registry
        assert {registry.action(each.id) for each in registry.specs} <= actions_below(bar)
    view.close()


CODEBOOKS = sorted(path.name for path in (paths.resources() / "codebooks").glob("*.yaml"))


@pytest.mark.parametrize("name", CODEBOOKS)
def test_no_label_of_a_shipped_codebook_collides_with_the_window(window, name):
    codebook = read_codebook(paths.resources() / "codebooks" / name)
    registry = window.actions_registry
    registry.remove("codebook.")
    registry.add(*codebook_commands(codebook, window.annotating))
    assert registry.conflicts() == ()


def test_the_sheet_names_what_it_shows(window, qtbot):
    window.helping.show_keys()
    sheet = window.findChild(KeySheet)
    assert all(named(words) for _, _, words in sheet._rows)
    sheet.close()


def test_screen_readers_are_told_words_and_no_markup(window, qtbot):
    for key in ("j", "j", "s", "f", "\r"):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert statement_has_a_stance(window)
    told = [
        QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Description)
        for each in window.findChildren(QWidget)
    ]
    assert "Remove this statement" in told
    assert [words for words in told if "<p>" in words] == []


def statement_has_a_stance(window):
    made = window.workbench.focused_statement()
    return made is not None and bool(made.stances)
