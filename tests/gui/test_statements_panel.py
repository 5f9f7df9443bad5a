"""The statements panel on a real project shows everything, changes it, and stores it at once."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from annotator.annotations.edits import Step
from annotator.annotations.model import Addressee, Source, Target, Via
from annotator.codebook.reading import bundled_codebooks, default_codebook, read_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.errors import StorageError
from annotator.gui.statements import StatementsPanel
from annotator.gui.statements.definition import DefinitionBox
from annotator.gui.statements.note_section import NoteEdit
from annotator.gui.statements.pieces import QuietBox, TextButton
from annotator.gui.statements.stance_buttons import StanceButton
from annotator.gui.statements.tab_order import takes_focus
from annotator.gui.statements.type_buttons import TypeButton
from annotator.gui.theme import apply_theme
from annotator.gui.widgets.chooser import Chooser
from annotator.gui.workbench import Workbench
from annotator.preannotation.suggestion import EngineRun, Suggestion
from annotator.project import Project

TEXT = (
    "China urged both sides to reopen the Hallvik bridge at once and to settle their dispute by "
    "dialogue, spokesperson Mao Ning told the daily Izvestia.\n"
    "“We will not close the bridge,” the harbour office answered, “whatever <b>they</b> claim.”\n"
    "At least 29 people were killed, Russia said. “The harbour must stay open,” it added.\n"
)
SECOND = "The ferry will sail again on Friday, the harbour office said.\n"


def span(words, text=TEXT):
    at = text.index(words)
    return Span(at, at + len(words))


def draft(identifier, text):
    zones, start = [], 0
    for line in text.splitlines():
        zones.append(Zone("body", Span(start, start + len(line))))
        start += len(line) + 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    return NewArticle(Article(identifier, "The bridge", digest, len(text)), text, tuple(zones))


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "bridge.annotator"
    made = Project.create(path, title="Bridge", codebook=default_codebook(), annotator="Amina")
    made.add_articles([draft("one", TEXT), draft("two", SECOND)])
    made.store_suggestions(
        EngineRun("run", "rules", "1"),
        {
            "one": [
                Suggestion(
                    "q1", "one", "quotation", span("“The harbour must stay open,”"), "direct",
                    0.9, "curly", "run",
                ),
                Suggestion(
                    "m1", "one", "mention", span("Russia"), "GPE", 0.4, "name", "run", "RUS"
                ),
            ]
        },
    )  # fmt: skip
    yield made
    made.close()


@pytest.fixture
def workbench(qtbot, qapp, project):
    apply_theme(qapp, "light")
    bench = Workbench()
    bench.take(project)
    assert bench.open("one")
    yield bench
    bench.finish()


class Selected:
    """What is selected in the article."""

    def __init__(self):
        self._span = None

    def set(self, span):
        self._span = span

    def get(self):
        return self._span


@pytest.fixture
def selected():
    return Selected()


@pytest.fixture
def panel(qtbot, workbench, selected):
    made = StatementsPanel(workbench, selection=selected.get)
    qtbot.addWidget(made)
    made.resize(340, 640)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def do(workbench):
    def apply(step):
        change = workbench.apply(step)
        assert change is not None
        return change.edits[-1].target

    return apply


@pytest.fixture
def statement(workbench, panel, do):
    """A full statement, in focus."""
    session = workbench.session
    new = do(session.add_statement(span("to reopen the Hallvik bridge at once")))
    do(session.set_part(new, "content", span("to settle their dispute by dialogue")))
    do(session.set_part(new, "source", span("spokesperson Mao Ning")))
    do(session.set_part(new, "cue", span("urged")))
    do(session.toggle_claim_type(new, "call"))
    do(session.set_stance(new, Target("topic", "dialogue"), "favor"))
    do(session.set_stance(new, Target("actor", "PAK", (span("both sides"),)), "against"))
    source = replace(session.statement(new).source, via=Via("IZVESTIA", (span("Izvestia"),)))
    addressee = Addressee((span("both sides"),), ("PAK", "AFG"))
    do(session.change_statement(new, wording="Fill it", source=source, addressee=addressee))
    workbench.focus = ("statement", new)
    unfold(panel)
    return new


@pytest.fixture
def now(workbench, statement):
    return lambda: workbench.session.statement(statement)


def button(panel, name):
    found = [
        each
        for each in panel.findChildren(QAbstractButton)
        if each.accessibleName() == name and each.isVisible()
    ]
    assert len(found) == 1, [each.accessibleName() for each in panel.findChildren(QAbstractButton)]
    return found[0]


def click(panel, name):
    QApplication.processEvents()  # what was built just now gets its place
    QTest.mouseClick(button(panel, name), Qt.MouseButton.LeftButton)


def unfold(panel):
    """Show the optional parts of the card too."""
    (fold,) = [each for each in panel.card.findChildren(TextButton) if each.isCheckable()]
    fold.setChecked(True)


def pick(panel, typed, *moves):
    (chooser,) = [each for each in panel.window().findChildren(Chooser) if each.isVisible()]
    edit = chooser.findChild(QLineEdit)
    QTest.keyClicks(edit, typed)
    for key in (*moves, Qt.Key.Key_Return):
        QTest.keyClick(edit, key)


def choose(panel, name, words):
    (box,) = [
        each
        for each in panel.findChildren(QuietBox)
        if each.accessibleName() == name and each.isVisible()
    ]
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def shown_words(widget):
    words = [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]
    return "\n".join(
        words
        + [each.toolTip() for each in widget.findChildren(QAbstractButton) if each.isVisible()]
    )


def test_an_article_without_statements_says_what_to_do_next(panel):
    assert "Press s on a sentence" in shown_words(panel)


def test_possible_statements_stand_in_the_list_in_text_order(panel, do, workbench):
    do(workbench.session.add_statement(span("At least 29 people were killed")))
    rows = [panel.list.rows.row(place) for place in range(panel.list.rows.rowCount())]
    assert [each.kind for each in rows] == ["statement", "suggestion"]
    assert rows[1].words() == "Possible statement: “The harbour must stay open,”"


def test_a_row_tells_types_holder_content_and_stances(panel, statement):
    words = panel.list.rows.row(0).words()
    assert words.startswith("Statement 1. Call. Mao Ning (China). to reopen the Hallvik bridge")
    assert "favors: The dispute should be settled by dialogue" in words
    assert "opposes / blames: Pakistan" in words


def test_a_row_follows_each_change_on_screen(qtbot, panel, workbench, do, statement):
    before = panel.list.grab().toImage()
    assert "Fact" not in panel.list.rows.row(0).words()
    do(workbench.session.toggle_claim_type(statement, "fact"))
    assert "Call, Fact" in panel.list.rows.row(0).words()
    between = panel.list.grab().toImage()
    assert between != before
    height = panel.list.visualRect(panel.list.rows.index(0)).height()
    do(workbench.session.set_stance(statement, Target("topic", "mediation"), "favor"))
    qtbot.waitUntil(
        lambda: panel.list.visualRect(panel.list.rows.index(0)).height() > height
    )  # one more line
    assert "third party" in panel.list.rows.row(0).words()


def test_a_new_statement_renumbers_the_rows_after_it(panel, workbench, do, statement):
    later = do(workbench.session.add_statement(span("At least 29 people")))
    do(workbench.session.add_statement(span("“We will not close the bridge,”")))
    rows = [panel.list.rows.row(place) for place in range(panel.list.rows.rowCount())]
    assert [each.number for each in rows if each.id == later] == [3]
    assert panel.list.currentIndex().row() == 0


def test_the_card_shows_every_part_of_the_statement(panel, statement):
    words = shown_words(panel.card)
    for part in (
        "to reopen the Hallvik bridge at once",
        "to settle their dispute by dialogue",
        "spokesperson Mao Ning",
        "urged",
        "both sides",
        "Izvestia",
        "China",
        "Pakistan",
    ):
        assert part in words
    pressed = [each for each in panel.card.findChildren(TypeButton) if each.isChecked()]
    assert [each.text() for each in pressed] == ["Call"]


def test_clicking_a_part_asks_the_article_to_scroll_there(qtbot, panel, statement):
    with qtbot.waitSignal(panel.span_requested) as asked:
        click(panel, "Go to content: to settle their dispute by dialogue")
    assert asked.args == [span("to settle their dispute by dialogue")]


def test_choosing_a_row_moves_the_focus_and_the_article(qtbot, panel, workbench, statement, do):
    other = do(workbench.session.add_statement(span("At least 29 people were killed")))
    panel.list.setFocus()
    with qtbot.waitSignal(panel.span_requested):
        QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert workbench.focus == ("statement", other)


def test_a_focus_from_elsewhere_moves_the_list_without_scrolling_the_article(
    qtbot, panel, workbench, statement
):
    with qtbot.assertNotEmitted(panel.span_requested):
        workbench.focus = ("suggestion", "q1")
    assert panel.list.currentIndex().row() == 1


def test_claim_types_toggle_by_mouse_and_a_third_takes_the_place_of_the_second(panel, now):
    click(panel, "Fact")
    assert now().claim_types == ("call", "fact")
    click(panel, "Threat")
    assert now().claim_types == ("call", "threat")
    assert [each.text() for each in panel.findChildren(TypeButton) if each.isChecked()] == [
        "Call",
        "Threat",
    ]


def test_claim_types_toggle_by_keyboard_and_keep_the_focus(panel, now):
    fact = button(panel, "Fact")
    fact.setFocus()
    QTest.keyClick(fact, Qt.Key.Key_Space)
    assert now().claim_types == ("call", "fact")
    assert fact.hasFocus()


def test_the_codebook_is_quoted_for_the_label_in_focus(panel, statement):
    button(panel, "Fact").setFocus()
    assert panel.findChild(DefinitionBox).shown.title == "Fact"
    assert "could be checked" in shown_words(panel)


def test_a_label_set_by_a_key_is_the_one_that_the_codebook_is_quoted_for(
    panel, workbench, do, statement
):
    do(workbench.session.toggle_claim_type(statement, "prediction"))
    assert panel.findChild(DefinitionBox).shown.title == "Prediction"


def test_a_stance_changes_value_and_explicitness_in_place(panel, now):
    (oppose,) = [
        each
        for each in panel.findChildren(StanceButton)
        if each.objectName() == "topic:dialogue:against"
    ]
    QTest.mouseClick(oppose, Qt.MouseButton.LeftButton)
    assert now().stances[0].value == "against"
    boxes = [each for each in panel.findChildren(QCheckBox) if each.objectName() == "explicit"]
    boxes[0].click()
    assert now().stances[0].explicit is False
    assert now().stances[1].explicit is True


def test_a_stance_is_added_on_a_target_by_type_ahead(panel, now):
    click(panel, "Add a stance: Against")
    pick(panel, "third party")
    assert now().stances[-1].target == Target("topic", "mediation")
    assert now().stances[-1].value == "against"


def test_a_stance_on_a_new_actor_adds_the_actor_in_the_same_step(panel, now, workbench):
    click(panel, "Add a stance: Favor")
    pick(panel, "Harbour guild of Hallvik", Qt.Key.Key_Down)
    added = now().stances[-1].target.id
    assert workbench.session.actors[added].name == "Harbour guild of Hallvik"
    workbench.undo()
    assert added not in workbench.session.actors
    assert len(now().stances) == 2


def test_an_actor_is_found_as_target_by_any_of_its_names(panel, now, workbench, do):
    actor, edit = workbench.session.add_actor("Harbour guild")
    aliases = ("HGH", "Guild of Hallvik", "the pilots")
    do(Step((replace(edit, after=replace(actor, aliases=aliases)),), "Add an actor", None))
    for alias in aliases:
        click(panel, "Add a stance: Favor")
        pick(panel, alias)
        assert now().stances[-1].target == Target("actor", actor.id)
        workbench.undo()


def test_a_stance_and_its_words_can_be_taken_away(panel, now):
    click(panel, "Take out the target: both sides")
    assert now().stances[1].target.spans == ()
    click(panel, "Take away the stance on Pakistan")
    assert [each.target.id for each in now().stances] == ["dialogue"]


def test_a_person_chosen_as_actor_becomes_the_speaker_of_whom_they_act_for(
    panel, now, workbench, do, statement
):
    do(workbench.session.change_statement(statement, wording="No source", source=Source()))
    click(panel, "Add actor…")
    pick(panel, "Zakharova")
    assert (now().source.actors, now().source.speaker) == (("RUS",), "p:zakharova")
    click(panel, "Speaker: Maria Zakharova")
    pick(panel, "Nobody")
    assert now().source.speaker is None


def test_the_authors_voice_is_offered_where_no_source_is_named(
    panel, now, workbench, do, statement
):
    do(workbench.session.change_statement(statement, wording="No source", source=Source()))
    (box,) = [each for each in panel.findChildren(QCheckBox) if each.objectName() == "author"]
    box.click()
    assert now().voice == "author"


def test_source_naming_certainty_quotation_and_medium_can_be_changed(panel, now):
    choose(panel, "How the text names the source", "by role")
    choose(panel, "Certainty", "hedged")
    choose(panel, "Quotation type", "mixed")
    click(panel, "Take out the medium Izvestia")
    assert (now().source.mention, now().certainty, now().quote) == ("role", "hedged", "mixed")
    assert now().source.via is None
    choose(panel, "Quotation type", "indirect (from the text)")
    assert now().quote is None


def test_the_words_selected_in_the_article_are_taken_by_the_plus_buttons(
    panel, now, workbench, selected
):
    selected.set(span("told"))
    click(panel, "Add the words selected in the article as cue (r c)")
    assert span("told") in now().cue
    selected.set(None)
    said = []
    workbench.refused.connect(said.append)
    click(panel, "Add the words selected in the article as cue (r c)")
    assert said == ["Select some words in the article first."]


def test_addressees_come_and_go(panel, now):
    click(panel, "Take out the addressee Pakistan")
    assert now().addressee.actors == ("AFG",)
    click(panel, "Add addressee…")
    pick(panel, "Qatar")
    assert now().addressee.actors == ("AFG", "QAT")


def test_numbers_are_read_changed_and_removed(panel, workbench, do, qtbot, selected):
    session = workbench.session
    new = do(session.add_statement(span("At least 29 people were killed")))
    workbench.focus = ("statement", new)
    unfold(panel)
    selected.set(span("At least 29 people"))
    click(panel, "Read a number from the words selected in the content")
    (figure,) = session.statement(new).figures
    assert (figure.value, figure.bound, figure.unit) == (29, "at_least", "killed")
    (edit,) = [each for each in panel.findChildren(QLineEdit) if each.objectName() == "value"]
    edit.setText("30")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    choose(panel, "On whose side", "Pakistan")
    choose(panel, "Of whom", "civilians")
    (figure,) = session.statement(new).figures
    assert (figure.value, figure.side, figure.group) == (30, "PAK", "civilians")
    click(panel, "Take out the number: At least 29 people")
    assert session.statement(new).figures == ()


def test_a_number_that_the_program_finds_in_the_content_is_proposed_and_taken_by_one_key(
    panel, workbench, do, qtbot
):
    session = workbench.session
    new = do(session.add_statement(span("At least 29 people were killed")))
    workbench.focus = ("statement", new)
    (fold,) = [each for each in panel.card.findChildren(TextButton) if each.isCheckable()]
    assert "1 number found" in fold.accessibleName()
    unfold(panel)
    (take,) = [each for each in panel.findChildren(QPushButton) if each.objectName() == "take"]
    assert take.accessibleName().startswith("Add the number: “At least 29 people")
    assert "at least 29 killed" in take.accessibleName()
    take.setFocus()
    QTest.keyClick(take, Qt.Key.Key_Space)
    (figure,) = session.statement(new).figures
    assert (figure.value, figure.bound, figure.unit) == (29, "at_least", "killed")
    assert not [each for each in panel.findChildren(QPushButton) if each.objectName() == "take"]
    workbench.undo()
    assert session.statement(new).figures == ()
    assert [each for each in panel.findChildren(QPushButton) if each.objectName() == "take"]


def test_a_parent_is_offered_only_where_it_covers_the_content(panel, workbench, do, now, statement):
    outer = do(workbench.session.add_statement(span(TEXT.splitlines()[0])))
    click(panel, "Inside: no other statement")
    pick(panel, "Statement")
    assert now().parent == outer


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


def test_what_is_missing_is_said_in_words_and_goes_away(panel, workbench, do):
    session = workbench.session
    new = do(session.add_statement(span("“We will not close the bridge,”")))
    workbench.focus = ("statement", new)
    assert "Who says it?" in panel.card.missing.words
    do(session.set_part(new, "source", span("the harbour office")))
    click(panel, "Add actor…")
    pick(panel, "The harbour office")
    click(panel, "Rejection")
    assert "?" not in panel.card.missing.words
    assert "No stance yet" in panel.card.missing.words


def test_who_spoke_last_is_the_likeliest_holder_of_a_pronoun(panel, workbench, do, statement):
    session = workbench.session
    new = do(session.add_statement(span("“The harbour must stay open,”")))
    at = TEXT.index(" it added") + 1
    do(session.set_part(new, "source", Span(at, at + 2)))
    workbench.focus = ("statement", new)
    assert session.statement(new).source.mention == "pronoun"
    click(panel, "Add actor…")
    pick(panel, "")
    source = session.statement(new).source
    assert (source.actors, source.speaker) == (("CHN",), "p:mao_ning")


def test_another_codebook_needs_no_other_program(qtbot, qapp, tmp_path):
    codebook = read_codebook(bundled_codebooks()["climate-debate"])
    project = Project.create(
        tmp_path / "other.annotator", title="Other", codebook=codebook, annotator="Amina"
    )
    project.add_articles([draft("two", SECOND)])
    bench = Workbench()
    bench.take(project)
    bench.open("two")
    other = StatementsPanel(bench, selection=lambda: None)
    qtbot.addWidget(other)
    other.show()
    change = bench.apply(bench.session.add_statement(span("The ferry will sail", SECOND)))
    bench.focus = ("statement", change.edits[-1].target)
    shown = [each.text() for each in other.findChildren(TypeButton)]
    assert shown == [each.label for each in codebook.claim_types]
    QTest.mouseClick(other.findChildren(TypeButton)[0], Qt.MouseButton.LeftButton)
    assert bench.session.statements[0].claim_types == (codebook.claim_types[0].id,)
    for section in other.card.sections:
        hidden = codebook.requirement(section.layer) == "off"
        assert section.isHidden() == hidden, section.layer
    bench.finish()


def test_removing_goes_with_one_undo_that_brings_the_card_back(panel, workbench, statement, now):
    before = now()
    click(panel, "Remove this statement")
    assert workbench.focus is None
    workbench.undo()
    assert now() == before
    assert workbench.focus == ("statement", statement)
    assert panel.card.isVisible()


def test_a_suggested_mention_is_corrected_accepted_and_rejected_by_mouse(panel, workbench):
    workbench.focus = ("suggestion", "m1")
    choose(panel, "Kind of mention", "Organization")
    (mention,) = workbench.session.mentions
    assert (mention.kind, mention.decision) == ("ORG", "corrected")
    assert workbench.focus == ("mention", mention.id)
    click(panel, "Means: Russia")
    pick(panel, "China")
    assert workbench.session.mentions[0].actor == "CHN"
    click(panel, "Remove this mention")
    workbench.focus = ("suggestion", "m1")
    click(panel, "Accept")
    assert workbench.session.mentions[0].decision == "accepted"


def test_a_possible_statement_becomes_one_in_focus(panel, workbench):
    workbench.focus = ("suggestion", "q1")
    click(panel, "Make it a statement")
    (made,) = workbench.session.statements
    assert workbench.focus == ("statement", made.id)
    assert made.content == (span("“The harbour must stay open,”"),)


def test_only_rows_and_sections_that_a_change_touches_are_built_again(
    panel, do, workbench, statement
):
    content = panel.card.sections[0].findChildren(QAbstractButton)
    resets = []
    panel.list.rows.modelReset.connect(lambda: resets.append(True))
    do(workbench.session.toggle_claim_type(statement, "fact"))
    assert panel.card.sections[0].findChildren(QAbstractButton) == content
    assert resets == []


def test_everything_on_the_card_has_a_name_and_a_tool_tip(panel, statement):
    for each in panel.findChildren(QWidget):
        if not takes_focus(each) or not each.isVisible():
            continue
        named = each.accessibleName() or (isinstance(each, QAbstractButton) and each.text())
        assert named, each
        if isinstance(each, QAbstractButton | QuietBox | NoteEdit):
            assert each.toolTip(), each.accessibleName()


def test_tab_goes_through_the_card_from_top_to_bottom(panel, now, workbench, statement, do):
    do(workbench.session.set_stance(statement, Target("topic", "engagement"), "favor"))
    panel.resize(340, 1600)
    stops, widget = [], panel.list.nextInFocusChain()
    while widget is not panel.list:
        if takes_focus(widget) and widget.isVisible() and panel.card.isAncestorOf(widget):
            stops.append(widget)
        widget = widget.nextInFocusChain()
    tops = [each.mapTo(panel.card, each.rect().center()).y() for each in stops]
    assert len(stops) > 30
    assert all(one <= two + 20 for one, two in pairwise(tops))


def test_text_of_the_article_is_never_taken_for_markup(panel, workbench, do):
    new = do(workbench.session.add_statement(span("“whatever <b>they</b> claim.”")))
    workbench.focus = ("statement", new)
    for label in panel.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText
    assert "&lt;b&gt;" in button(panel, "Go to content: “whatever <b>they</b> claim.”").toolTip()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_nothing_on_the_card_is_wider_than_the_panel(panel, statement, qapp, mode):
    apply_theme(qapp, mode)
    for width in (300, 340, 520):
        panel.resize(width, 900)
        qapp.processEvents()
        for each in panel.card.findChildren(QWidget):
            if each.isVisible():
                right = each.mapTo(panel, each.rect().topRight()).x()
                assert right <= panel.width(), (each, each.accessibleName())


def test_the_panel_follows_the_theme_while_it_is_open(qtbot, panel, workbench, statement, qapp):
    light = panel.grab().toImage()
    apply_theme(qapp, "dark")
    qapp.processEvents()
    changed = panel.grab().toImage()
    fresh = StatementsPanel(workbench, selection=lambda: None)
    qtbot.addWidget(fresh)
    fresh.resize(panel.size())
    unfold(fresh)
    fresh.show()
    qtbot.waitExposed(fresh)
    qapp.processEvents()
    assert changed != light
    assert changed == fresh.grab().toImage()


def test_what_is_unfolded_comes_into_view(qtbot, panel, statement):
    viewport, fold = panel._scroll.viewport(), panel.card._fold
    bar = panel._scroll.verticalScrollBar()

    def height_of_the_fold():
        return fold.mapTo(viewport, fold.rect().topLeft()).y()

    fold.setChecked(False)
    bar.setValue(0)
    qtbot.waitUntil(lambda: height_of_the_fold() > viewport.height())
    fold.setChecked(True)
    qtbot.waitUntil(lambda: 0 <= height_of_the_fold() < viewport.height() / 2)


def test_parts_folded_away_show_the_statement_in_focus_once_unfolded(panel, workbench, do):
    session = workbench.session
    fold = panel.card._fold
    fold.setChecked(False)
    for words, certainty in (("to settle their dispute", "hedged"), ("both sides", "conditional")):
        made = do(session.add_statement(span(words)))
        do(session.change_statement(made, wording="Say how sure", certainty=certainty))
        workbench.focus = ("statement", made)
    fold.setChecked(True)
    boxes = [each for each in panel.findChildren(QuietBox) if each.accessibleName() == "Certainty"]
    assert [each.currentText() for each in boxes if each.isVisible()] == ["conditional"]
    fold.setChecked(False)
    do(session.change_statement(made, wording="Say how sure", certainty="hedged"))
    assert "hedged" in fold.accessibleName().lower()
    fold.setChecked(True)
    boxes = [each for each in panel.findChildren(QuietBox) if each.accessibleName() == "Certainty"]
    assert [each.currentText() for each in boxes if each.isVisible()] == ["hedged"]
