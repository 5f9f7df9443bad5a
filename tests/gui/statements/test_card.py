"""The card shows every part of a statement on a real project, and changes it at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QPushButton,
)

from annotator.annotations.edits import Step
from annotator.annotations.model import Source, Target
from annotator.codebook.reading import bundled_codebooks, read_codebook
from annotator.corpus.span import Span
from annotator.gui.statements import StatementsPanel
from annotator.gui.statements.definition import DefinitionBox
from annotator.gui.statements.pieces import TextButton
from annotator.gui.statements.stance_buttons import StanceButton
from annotator.gui.statements.type_buttons import TypeButton
from annotator.gui.workbench import Workbench
from annotator.project import Project
from tests.gui.statements.at_the_panel import (
    SECOND,
    TEXT,
    button,
    choose,
    click,
    draft,
    pick,
    shown_words,
    span,
    unfold,
)


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
