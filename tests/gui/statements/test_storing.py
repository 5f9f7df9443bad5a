"""What is changed at the panel is stored at once, and what cannot be stored is not shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.errors import StorageError
from annotator.gui.statements.note_section import NoteEdit
from annotator.gui.statements.pieces import QuietBox
from annotator.gui.statements.type_buttons import TypeButton
from tests.gui.statements.at_the_panel import choose, click, span


def test_a_note_is_stored_when_the_focus_leaves_as_one_step(panel, now, workbench, project):
    note = panel.findChild(NoteEdit)
    note.setFocus()
    QTest.keyClicks(note, "Compare with the ferry.")
    assert now().note == ""
    QTest.keyClick(note, Qt.Key.Key_Tab)
    assert now().note == "Compare with the ferry."
    assert project.undo_wording("one") == "Change the note"
    workbench.undo()
    assert note.toPlainText() == ""


def test_a_note_is_stored_when_typing_pauses_and_typing_goes_on_undisturbed(
    qtbot, panel, now, workbench
):
    note = panel.findChild(NoteEdit)
    note.setFocus()
    QTest.keyClicks(note, "half a ")
    qtbot.waitUntil(lambda: now().note == "half a ")
    QTest.keyClicks(note, "note")
    assert note.toPlainText() == "half a note"
    assert note.hasFocus()


def test_a_note_is_not_lost_when_another_article_is_opened_or_the_window_closes(
    panel, workbench, project, statement
):
    note = panel.findChild(NoteEdit)
    QTest.keyClicks(note, "Seen twice")
    assert workbench.open("two")
    assert project.layer("one").statements[0].note == "Seen twice"
    workbench.open("one")
    workbench.focus = ("statement", statement)
    QTest.keyClicks(note, ", no")
    panel.window().close()
    assert project.layer("one").statements[0].note in ("Seen twice, no", ", noSeen twice")


class Refusing:
    """A project on a disk that is full until told otherwise."""

    def __init__(self, project, monkeypatch):
        self._patch = monkeypatch
        self._apply = project.apply
        self._project = project

    def __enter__(self):
        def refuse(step, *, initiator=None):
            raise StorageError("Could not store it: the disk is full. Free some space.")

        self._patch.setattr(self._project, "apply", refuse)

    def __exit__(self, *_):
        self._patch.setattr(self._project, "apply", self._apply)


def test_what_cannot_be_stored_is_not_shown_as_if_it_were(panel, now, project, monkeypatch):
    before = now()
    unsure = panel.card.sections[-1].unsure
    with Refusing(project, monkeypatch):
        unsure.click()
        click(panel, "Fact")
        choose(panel, "Certainty", "hedged")
    assert now() == before
    assert not unsure.isChecked()
    assert [each.text() for each in panel.findChildren(TypeButton) if each.isChecked()] == ["Call"]
    (box,) = [each for each in panel.findChildren(QuietBox) if each.accessibleName() == "Certainty"]
    assert box.currentText() == "asserted"


def test_a_kind_that_cannot_be_stored_is_set_back(panel, workbench, project, monkeypatch):
    workbench.focus = ("suggestion", "m1")
    with Refusing(project, monkeypatch):
        choose(panel, "Kind of mention", "Organization")
    (box,) = [
        each for each in panel.findChildren(QuietBox) if each.accessibleName() == "Kind of mention"
    ]
    assert box.currentText() == workbench.session.codebook.entity_kind("GPE").label


def test_a_note_that_cannot_be_stored_is_kept_for_another_try(
    panel, now, workbench, project, monkeypatch, statement, do
):
    other = do(workbench.session.add_statement(span("At least 29 people")))
    note = panel.findChild(NoteEdit)
    with Refusing(project, monkeypatch):
        QTest.keyClicks(note, "Not lost")
        workbench.focus = ("statement", other)
        assert note.toPlainText() == ""
    workbench.focus = ("statement", statement)
    assert note.toPlainText() == "Not lost"
    note.store()
    assert now().note == "Not lost"
    assert workbench.session.statement(other).note == ""
