"""The codebook editor on a real project file, from the window, with real keys."""

from __future__ import annotations

import hashlib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Mention, Statement
from annotator.codebook.model import ClaimType, Codebook, EntityKind, Group, StanceValue, Topic
from annotator.codebook.reading import read_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.gui.codebook.preview import PreviewDialog
from annotator.gui.codebook.view import CodebookView
from annotator.gui.widgets import asking
from annotator.project import Project
from tests.gui.opening import opened

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
TEXT = "Norland wants calm\n\nSkarnes called for calm. Norland waits."
CODEBOOK = Codebook(
    id="bay",
    version="1.0.0",
    groups=(Group("say", "Sayings", "blue"),),
    claim_types=(
        ClaimType("call", "Call", "say", "1", "Wants somebody to act."),
        ClaimType("demand", "Demand", "say", "2"),
        ClaimType("report", "Report", "say", "3"),
    ),
    stance_values=(StanceValue("for", "For", "f", 1.0, "+", "green"),),
    topics=(Topic("calm", "Calm"),),
    entity_kinds=(EntityKind("GPE", "Place", "blue"),),
)


def statement(project, article, claim_type):
    me, reference = project.annotator.id, project.codebook.reference
    return Statement(
        id=new_id(),
        article=article,
        annotator=me,
        content=(Span(20, 43),),
        claim_types=(claim_type,),
        codebook=reference,
    )


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "bay.annotator"
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    article = Article(new_id(), "Norland wants calm", sha, len(TEXT), "2026-03-01")
    zones = (Zone("headline", Span(0, 18)), Zone("body", Span(20, len(TEXT))))
    with Project.create(path, title="Bay", codebook=CODEBOOK, annotator="Ben") as project:
        (one,) = project.add_articles([NewArticle(article, TEXT, zones)])
        for name, types in (("Ben", ("demand",)), ("Amina", ("demand", "demand", "call"))):
            project.use_annotator(name)
            for each in types:
                made = statement(project, one, each)
                project.apply(Step((Edit(None, made),), "State", one))
        place = Mention(new_id(), one, project.annotator.id, Span(0, 7), "GPE")
        project.apply(Step((Edit(None, place),), "Mark", one))
    return path


@pytest.fixture
def window(qtbot, path):
    window = opened(qtbot, path, annotator="Amina")
    yield window
    window.close()


@pytest.fixture
def view(qtbot, window):
    key(qtbot, window, Qt.Key.Key_B, CTRL | SHIFT)
    (view,) = window.findChildren(CodebookView)
    qtbot.waitUntil(view.isActiveWindow)
    settle(qtbot, view)
    return view


def settle(qtbot, view):
    qtbot.waitUntil(lambda: not view.is_reading, timeout=20_000)


def key(qtbot, view, pressed, modifier=NONE):
    qtbot.keyClick(QApplication.focusWidget() or view, pressed, modifier)


def cells(view, column):
    model = view.table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def asked(qtbot, view):
    """Return the open question when it has said what happens."""
    (dialog,) = [each for each in view.findChildren(PreviewDialog) if each.isVisible()]
    qtbot.waitUntil(lambda: not dialog.is_reading, timeout=20_000)
    return dialog


def agree(qtbot, view, dialog):
    qtbot.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)
    assert not any(each.isVisible() for each in view.findChildren(PreviewDialog))
    settle(qtbot, view)


def stored(window):
    return window.workbench.project.codebook


def focus(qtbot, view, section, entry_id):
    view.go_to(section, entry_id)
    view.activateWindow()
    view.table.setFocus()
    qtbot.waitUntil(view.table.hasFocus)


def write(qtbot, view, name, words):
    field = view.detail.field(name)
    view.activateWindow()  # a dialog that closed may have been the active window
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.selectAll()
    qtbot.keyClicks(field, words)


def test_the_key_opens_the_list_with_keys_and_uses_of_everybody(qtbot, view) -> None:
    assert cells(view, 0) == ["Call", "Demand", "Report"]
    assert cells(view, 1) == ["1", "2", "3"]
    assert cells(view, 2) == ["1", "3", "0"]
    assert view.table.hasFocus()
    titles = []
    for _ in range(view.sections.count()):
        titles.append((view.sections.tabText(view.sections.currentIndex()), cells(view, 0)))
        key(qtbot, view, Qt.Key.Key_PageDown, CTRL)
    assert titles[1:5] == [
        ("Stances", ["For"]),
        ("Topics", ["Calm"]),
        ("Entity kinds", ["Place"]),
        ("Groups", ["Sayings"]),
    ]
    assert [title for title, _ in titles[5:]] == ["Article labels", "Wording", "Whole codebook"]
    assert cells(view, 0) == ["Call", "Demand", "Report"]


def test_what_is_typed_is_stored_after_a_look_and_taken_back_in_one_step(
    qtbot, window, view
) -> None:
    key(qtbot, view, Qt.Key.Key_Return)
    assert view.detail.field("label").hasFocus()
    write(qtbot, view, "label", "Appeal")
    write(qtbot, view, "key", "4")
    write(qtbot, view, "examples", "Stop now!")
    assert stored(window) == CODEBOOK
    assert cells(view, 3) == ["not stored yet", "", ""]
    key(qtbot, view, Qt.Key.Key_S, CTRL)
    dialog = asked(qtbot, view)
    assert "Claim type Call is called Appeal now: 1 annotation." in dialog.preview
    assert "Ctrl+Z takes it back" in dialog.preview
    assert stored(window) == CODEBOOK
    agree(qtbot, view, dialog)
    call = stored(window).claim_type("call")
    assert (call.label, call.key, call.examples) == ("Appeal", "4", ("Stop now!",))
    assert cells(view, 3) == ["", "", ""]
    assert "takes it back" in view.status
    action = window.actions_registry.action("codebook.type.call")
    assert action.text() == "Appeal" and action.shortcut().toString() == "4"
    focus(qtbot, view, "claim_types", "call")
    key(qtbot, view, Qt.Key.Key_Z, CTRL)
    assert stored(window).claim_type("call") == CODEBOOK.claim_type("call")
    assert window.actions_registry.action("codebook.type.call").text() == "Call"
    key(qtbot, view, Qt.Key.Key_Z, CTRL | SHIFT)
    assert stored(window).claim_type("call").label == "Appeal"


def test_another_meaning_names_what_must_be_looked_at_again(qtbot, window, view) -> None:
    focus(qtbot, view, "claim_types", "demand")
    write(qtbot, view, "definition", "Only with a deadline.")
    key(qtbot, view, Qt.Key.Key_S, CTRL)
    dialog = asked(qtbot, view)
    assert "To look at again" not in dialog.preview and "Ctrl+Shift+L" not in dialog.preview
    qtbot.keyClick(dialog.box, Qt.Key.Key_Space)
    dialog = asked(qtbot, view)
    assert "3 annotations. 3 must be looked at again." in dialog.preview
    assert "Ctrl+Shift+L in the main window opens the next" in dialog.preview
    agree(qtbot, view, dialog)
    assert window.workbench.project.revisit() == (window.workbench.article_id,)


def test_merging_says_what_counts_as_what_and_is_undone(qtbot, window, view) -> None:
    focus(qtbot, view, "claim_types", "call")
    key(qtbot, view, Qt.Key.Key_M, CTRL)
    assert "Select two or more" in view.status
    key(qtbot, view, Qt.Key.Key_Down, SHIFT)
    key(qtbot, view, Qt.Key.Key_M, CTRL)
    dialog = asked(qtbot, view)
    assert dialog.list.currentItem().text() == "Demand · 3 uses"
    assert "Call · 1 use" in [dialog.list.item(at).text() for at in range(dialog.list.count())]
    assert "Claim type Call becomes Demand: 1 annotation." in dialog.preview
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    dialog = asked(qtbot, view)
    assert "Claim type Demand becomes Call: 3 annotations." in dialog.preview
    agree(qtbot, view, dialog)
    assert [each.id for each in stored(window).claim_types] == ["call", "report"]
    assert stored(window).claim_type("demand").id == "call"
    assert cells(view, 2) == ["4", "0", "0"] and cells(view, 3) == ["", "", "counts as Call"]
    assert view.table.current == "call"
    focus(qtbot, view, "claim_types", "call")
    key(qtbot, view, Qt.Key.Key_Z, CTRL)
    settle(qtbot, view)
    assert cells(view, 0) == ["Call", "Demand", "Report"] and cells(view, 2) == ["1", "3", "0"]


def test_an_entry_is_retired_and_offered_again(qtbot, window, view) -> None:
    focus(qtbot, view, "claim_types", "demand")
    key(qtbot, view, Qt.Key.Key_Delete)
    dialog = asked(qtbot, view)
    assert "is not offered any more: 3 annotations keep it." in dialog.preview
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert stored(window) == CODEBOOK
    focus(qtbot, view, "claim_types", "demand")
    key(qtbot, view, Qt.Key.Key_Delete)
    agree(qtbot, view, asked(qtbot, view))
    assert cells(view, 0) == ["Call", "Report", "Demand"] and cells(view, 3)[-1] == "retired"
    assert "codebook.type.demand" not in {e.id for e in window.actions_registry.specs}
    focus(qtbot, view, "claim_types", "demand")
    assert view.detail.field("label").isReadOnly()
    key(qtbot, view, Qt.Key.Key_B, CTRL)
    agree(qtbot, view, asked(qtbot, view))
    assert "demand" in [each.id for each in stored(window).claim_types]


def test_a_label_is_split_among_those_that_are_checked(qtbot, window, view) -> None:
    focus(qtbot, view, "claim_types", "demand")
    key(qtbot, view, Qt.Key.Key_M, CTRL | SHIFT)
    dialog = asked(qtbot, view)
    assert "choose two others or more" in dialog.preview
    for _ in range(2):
        qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
        qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    dialog = asked(qtbot, view)
    assert "3 annotations. 3 must be looked at again." in dialog.preview
    agree(qtbot, view, dialog)
    assert stored(window).claim_type("demand").split_into == ("call", "report")


@pytest.mark.parametrize("places", range(6))
def test_every_section_takes_a_new_entry_and_stores_each_field(qtbot, window, view, places) -> None:
    for _ in range(places):
        key(qtbot, view, Qt.Key.Key_PageDown, CTRL)
    key(qtbot, view, Qt.Key.Key_N, CTRL)
    (dialog,) = [each for each in view.findChildren(QDialog) if each.isVisible()]
    field = dialog.findChild(QLineEdit)
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None)
    qtbot.keyClicks(field, "Brand new")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    made = next(e for e in getattr(stored(window), view.section) if e.label == "Brand new")
    assert made.id == "brand_new" and view.table.current == "brand_new"
    write(qtbot, view, "label", "Newer")
    view.store()
    agree(qtbot, view, asked(qtbot, view))
    assert "Newer" in [each.label for each in getattr(stored(window), view.section)]
    focus(qtbot, view, view.section, "brand_new")
    for _ in range(2):
        key(qtbot, view, Qt.Key.Key_Z, CTRL)
    assert stored(window) == CODEBOOK


def test_a_key_that_the_window_needs_is_refused_with_nothing_changed(qtbot, window, view) -> None:
    write(qtbot, view, "key", "j")
    view.store()
    dialog = asked(qtbot, view)
    assert "next sentence" in dialog.preview
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible() and stored(window) == CODEBOOK
    dialog.reject()
    assert view.detail.field("key").draft == "j"
    qtbot.keyClick(view.detail.field("key"), Qt.Key.Key_Escape)
    assert view.detail.field("key").draft == "1" and view.isVisible()
    assert cells(view, 3) == ["", "", ""]


def test_a_draft_waits_while_another_entry_is_looked_at(qtbot, view) -> None:
    write(qtbot, view, "label", "Appeal")
    focus(qtbot, view, "claim_types", "report")
    assert view.detail.field("label").draft == "Report"
    assert cells(view, 3) == ["not stored yet", "", ""]
    focus(qtbot, view, "claim_types", "call")
    assert view.detail.field("label").draft == "Appeal"


def test_entries_change_their_places(qtbot, window, view) -> None:
    focus(qtbot, view, "claim_types", "report")
    key(qtbot, view, Qt.Key.Key_Up, CTRL)
    assert [each.id for each in stored(window).claim_types] == ["call", "report", "demand"]
    assert view.table.current == "report"


def test_the_codebook_goes_to_a_file_and_comes_back(
    qtbot, window, view, tmp_path, monkeypatch
) -> None:
    file = tmp_path / "out.yaml"
    monkeypatch.setattr(asking, "ask_where_to_write", lambda *_: file)
    key(qtbot, view, Qt.Key.Key_E, CTRL)
    assert [e.label for e in read_codebook(file).claim_types] == ["Call", "Demand", "Report"]
    file.write_text(file.read_text("utf-8").replace("Report", "Account"), "utf-8")
    monkeypatch.setattr(asking, "ask_for_codebook", lambda *_: file)
    key(qtbot, view, Qt.Key.Key_O, CTRL)
    dialog = asked(qtbot, view)
    assert "Claim type Report is called Account now" in dialog.preview
    agree(qtbot, view, dialog)
    assert cells(view, 0) == ["Call", "Demand", "Account"]


def test_a_project_for_reading_only_shows_everything_and_changes_nothing(
    qtbot, window, view, path
) -> None:
    workbench = window.workbench
    workbench.close_project()
    workbench.take(Project.open(path, readonly=True))
    window.beside.codebook()
    settle(qtbot, view)
    assert cells(view, 0) == ["Call", "Demand", "Report"]
    assert view.detail.field("label").isReadOnly()
    assert not view.actions_registry.action("codebook_editor.merge").isEnabled()


def test_every_control_has_a_name_and_tab_reaches_the_fields(qtbot, view) -> None:
    view.table.setFocus()
    passed = []
    for _ in range(20):
        key(qtbot, view, Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
        passed.append(at.accessibleName() or at.text())
    for name in ("Label", "Key", "Group", "Definition", "Examples", "Not these"):
        assert name in passed
    assert "Sections of the codebook" in passed and all(passed)
