"""A person labels with the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.annotations.model import Target
from annotator.corpus.span import Span
from annotator.project import Project


@pytest.fixture
def press(qtbot, window):
    def press(*keys):
        for key in keys:
            modifier = Qt.KeyboardModifier.NoModifier
            if isinstance(key, tuple):
                modifier, key = key
            elif isinstance(key, str) and key.isalpha() and key.isupper():
                modifier = Qt.KeyboardModifier.ShiftModifier
            qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    return press


def select(window, words):
    start = window.workbench.session.text.index(words)
    window.article.reader.select(Span(start, start + len(words)))


def statement(window):
    (only,) = window.workbench.session.statements
    return only


CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


def test_s_makes_a_statement_of_the_sentence_and_puts_it_in_focus(window, press):
    press("j", "j", "s")
    made = statement(window)
    text = window.workbench.session.text
    assert made.content[0].covered(text).startswith("The foreign minister of Norland")
    assert window.workbench.focus == ("statement", made.id)


def test_a_whole_statement_is_labelled_without_the_mouse(window, press):
    press("j", "j", "s")
    select(window, "Ida Lund")
    press("r", "s")
    select(window, "called on")
    press("r", "c")
    select(window, "Estovia")
    press("r", "t")
    press("8")
    press("f", *"dialogue", Qt.Key.Key_Return)
    made = statement(window)
    text = window.workbench.session.text
    assert [each.covered(text) for each in made.source.spans] == ["Ida Lund"]
    assert [each.covered(text) for each in made.cue] == ["called on"]
    assert [each.covered(text) for each in made.addressee.spans] == ["Estovia"]
    assert made.claim_types == ("call",)
    assert [(each.value, each.target.kind) for each in made.stances] == [("favor", "topic")]


def test_a_mention_moved_to_from_a_statement_becomes_its_source(window, press):
    press("j", "j", "s", ",")
    assert window.workbench.focused_suggestion() is not None
    press("r", "s")
    made = statement(window)
    assert [each.covered(window.workbench.session.text) for each in made.source.spans] == [
        "Ida Lund"
    ]
    assert window.workbench.focus == ("statement", made.id)


def test_y_takes_an_actor_out_again_instead_of_adding_a_likeness(window, press):
    press("j", "j", "S", "y", *"Zora Quill", Qt.Key.Key_Return)
    press("y", *"Zora Quill Trust", Qt.Key.Key_Return)
    first, second = statement(window).source.actors
    press("y", *"zora quill", Qt.Key.Key_Return)
    assert statement(window).source.actors == (second,)
    assert first in window.workbench.session.actors
    window.workbench.undo()
    assert statement(window).source.actors == (first, second)


def offered(window):
    return {each.label: each for each in window.annotating._place.chooser.choices}


def test_a_target_that_has_a_stance_tells_what_the_same_or_another_one_does(window, press):
    press("j", "j", "S", "f")
    topic = next(iter(offered(window)))
    press(Qt.Key.Key_Return)
    for key, does in (("f", "favors it now: takes it away"), ("a", "favors it now: changes it")):
        press(key, *topic)
        assert offered(window)[topic].detail == does
        press(Qt.Key.Key_Escape)
    press("a", *topic, Qt.Key.Key_Return)
    assert [each.value for each in statement(window).stances] == ["against"]
    press("a", *topic, Qt.Key.Key_Return)
    assert statement(window).stances == ()


def test_s_comes_back_to_the_statement_of_the_same_words_and_capital_s_makes_another(window, press):
    select(window, "Ida Lund")
    press("s")
    first = window.workbench.focus
    press(Qt.Key.Key_Escape, "j", "S")
    select(window, "Ida Lund")
    press("s")
    assert len(window.workbench.session.statements) == 2
    assert window.workbench.focus == first
    assert "has these words. S makes another of them" in window._status.text
    select(window, "Ida Lund")
    press("S")
    assert len(window.workbench.session.statements) == 3


def test_an_addressee_is_taken_out_by_name(window, press):
    press("j", "j", "S", "t", "a", *"Zora Quill", Qt.Key.Key_Return)
    assert len(statement(window).addressee.actors) == 1
    press("t", "a", *"zora", Qt.Key.Key_Return)
    assert statement(window).addressee.actors == ()


def test_the_next_statement_is_looked_for_from_the_caret(window, press):
    press("j", "S", Qt.Key.Key_Escape, "j", "S", Qt.Key.Key_Escape, "j")
    first, second = window.workbench.session.statements
    press("V")
    assert window.workbench.focus == ("statement", second.id)
    press(Qt.Key.Key_Escape, "v")
    assert window.workbench.focus == ("statement", second.id)
    press("v")
    assert window.workbench.focus == ("statement", first.id)
    assert window.article.reader.caret == first.content[0].start


def test_words_selected_for_another_statement_stay_selected_on_the_way_to_it(window, press):
    press("j", "j", "S", Qt.Key.Key_Escape)
    select(window, "Ida Lund")
    press("v", "r", "s")
    text = window.workbench.session.text
    assert [each.covered(text) for each in statement(window).source.spans] == ["Ida Lund"]


def test_a_statement_that_was_left_gets_no_parts(window, press):
    press("j", "j", "s", Qt.Key.Key_Escape, ",", "r", "s")
    assert not statement(window).source.spans
    assert "No statement in focus" in window._status.text


def test_content_can_have_several_fragments(window, press):
    select(window, "We want calm")
    press("s")
    select(window, "and we want it now")
    press("r", "o")
    text = window.workbench.session.text
    fragments = [each.covered(text) for each in statement(window).content]
    assert fragments == ["We want calm", "and we want it now"]


def test_a_new_actor_is_made_by_typing_a_name_nobody_used(window, press):
    press("j", "j", "s", "y", *"Zora Quill", Qt.Key.Key_Return)
    (actor,) = statement(window).source.actors
    assert window.workbench.session.actors[actor].name == "Zora Quill"
    press((CTRL, Qt.Key.Key_Z))
    assert statement(window).source.actors == ()
    assert actor not in window.workbench.session.actors


def test_a_name_typed_again_means_the_actor_who_has_it(window, press):
    press("j", "j", "s", "y", *"Zora Quill", Qt.Key.Key_Return)
    known = statement(window).source.actors
    select(window, "Estovia denied")
    press("s", "y", *"zora quill", Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert window.workbench.focused_statement().source.actors == known


def test_a_speaker_and_a_target_can_be_typed_who_are_no_actors_yet(window, press):
    press("j", "j", "s", "Y", *"Zora Quill", Qt.Key.Key_Return)
    press("a", *"Harbour guild", Qt.Key.Key_Down, Qt.Key.Key_Return)
    actors, made = window.workbench.session.actors, statement(window)
    assert actors[made.source.speaker].name == "Zora Quill"
    assert actors[made.stances[0].target.id].name == "Harbour guild"
    press((CTRL, Qt.Key.Key_Z))
    wording = window.workbench.project.undo_wording(made.article)
    assert wording == "Set the speaker: Zora Quill"


def test_a_stance_can_be_on_another_statement(window, press):
    press("j", "j", "s")
    first = statement(window).id
    select(window, "Estovia denied that its ships had entered the bay.")
    press("s", "a", *"Statement 1", Qt.Key.Key_Return)
    second = window.workbench.focused_statement()
    assert second.stances[0].target == Target("statement", first)


def test_a_claim_type_key_twice_leaves_none(window, press):
    press("j", "j", "s", "1")
    assert statement(window).claim_types == ("fact",)
    press("1")
    assert statement(window).claim_types == ()


def test_n_and_enter_accept_a_suggested_mention(window, press):
    press("n", Qt.Key.Key_Return)
    (mention,) = window.workbench.session.mentions
    assert (mention.kind, mention.decision) == ("PERSON", "accepted")


def test_x_rejects_and_the_suggestion_is_no_longer_open(window, press):
    press("n", "x")
    (mention,) = window.workbench.session.mentions
    assert mention.decision == "rejected"
    assert [each.kind for each in window.workbench.session.open_suggestions] == ["quotation"]


def test_e_gives_a_mention_another_kind(window, press):
    press("n", "e", *"organi", Qt.Key.Key_Return)
    (mention,) = window.workbench.session.mentions
    assert (mention.decision, mention.kind) == ("corrected", "ORG")


def test_a_suggested_quotation_becomes_a_statement(window, press):
    press("n", "n", Qt.Key.Key_Return)
    text = window.workbench.session.text
    assert [each.covered(text) for each in statement(window).content] == ["We want calm"]


def test_m_marks_the_selection_as_a_mention(window, press):
    select(window, "Norland")
    press("m", *"place", Qt.Key.Key_Return)
    (mention,) = window.workbench.session.mentions
    assert mention.span.covered(window.workbench.session.text) == "Norland"


def test_delete_removes_the_statement_in_focus_and_undo_brings_the_same_one_back(window, press):
    press("j", "j", "s", "1")
    before = statement(window)
    press(Qt.Key.Key_Delete)
    assert window.workbench.session.statements == ()
    press((CTRL, Qt.Key.Key_Z))
    assert statement(window) == before
    assert window.workbench.focus == ("statement", before.id)
    press((CTRL_SHIFT, Qt.Key.Key_Z))
    assert window.workbench.session.statements == ()


def test_undo_goes_back_to_the_first_step_and_no_further(window, press):
    press("j", "j", "s", *[(CTRL, Qt.Key.Key_Z)] * 4)
    assert window.workbench.session.statements == ()
    assert window.workbench.session.progress.status == "opened"
    assert "Nothing left to undo" in window._status.text


def test_v_goes_from_statement_to_statement(window, press):
    press("j", "j", "s")
    first = window.workbench.focus
    select(window, "Estovia denied")
    press("s")
    second = window.workbench.focus
    press("v")
    assert window.workbench.focus == first
    press("V")
    assert window.workbench.focus == second


def test_d_goes_to_what_is_not_complete_before_it_marks_done(window, press):
    press("j", "S", Qt.Key.Key_Escape, "j", "S", Qt.Key.Key_Escape, "j", "d")
    first, second = window.workbench.session.statements
    assert window.workbench.focus == ("statement", first.id)
    assert window._status.text.startswith("Statement 1: ")
    press("1", "v", "d")  # the first one is labelled, and another one in hand
    assert window.workbench.focus == ("statement", second.id)
    assert window._status.text.startswith("Statement 2: ")
    before = window.workbench.article_id
    press("d")
    assert window.workbench.article_id != before


def test_d_marks_done_and_opens_the_next_article_that_is_not(window, press):
    first = window.workbench.article_id
    press("d")
    assert window.workbench.article_id != first
    assert window.queue.progress_text == "1 of 4 done"
    assert "open the article again" in window._status.text  # undo is of the article in hand
    press("d", "d", "d")
    assert window.queue.progress_text == "4 of 4 done"
    assert "Every article" in window._status.text


def test_d_says_once_what_is_missing_and_then_obeys(window, press):
    article = window.workbench.article_id
    press("j", "j", "s", "d")
    assert window.workbench.article_id == article
    assert window._status.text.startswith("Statement 1: Who says it?")
    press("d")
    assert window.workbench.article_id != article


def test_brackets_go_to_the_next_and_previous_article(window, press):
    first = window.workbench.article_id
    press("]")
    second = window.workbench.article_id
    assert second != first
    press("[")
    assert window.workbench.article_id == first
    press("[")
    assert window.workbench.article_id == first and "first article" in window._status.text


def test_a_gesture_without_what_it_needs_says_what_to_do(window, press):
    press("1")
    assert "No statement in focus" in window._status.text
    press("m")
    assert window._status.text.startswith("Select a name first")
    press("j", "j", "s", "r", "s")
    assert window._status.text.startswith("Select the words first")


def test_the_first_of_two_keys_shows_the_second_ones(window, press, qtbot):
    qtbot.keyPress(QApplication.focusWidget(), "r")
    assert window._status.text == "r …  s source, c cue, o content, t addressee"
    qtbot.keyRelease(QApplication.focusWidget(), "r")
    press("c")  # a first key left alone would wait in the application for its second


def test_letters_typed_into_the_filter_are_letters(window, press):
    press((CTRL, Qt.Key.Key_F), *"sdn1x")
    assert window.workbench.session.statements == ()
    assert QApplication.focusWidget().text() == "sdn1x"


def test_f6_goes_around_the_panels(window, press):
    seen = []
    for _ in range(3):
        press(Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        panels = (window.queue, window.article, window.statements)
        seen.append(next(each for each in panels if each.isAncestorOf(focus)))
    assert seen == [window.statements, window.queue, window.article]


def test_f11_leaves_only_the_article_and_brings_the_rest_back(window, press):
    press(Qt.Key.Key_F11)
    assert window.queue.isHidden() and window.statements.isHidden()
    assert window.actions_registry.action("view.only_article").isChecked()
    press(Qt.Key.Key_F11)
    assert window.queue.isVisible() and window.statements.isVisible()


def test_everything_is_there_after_the_window_was_closed(window, press, project_path):
    article = window.workbench.article_id
    press("j", "j", "s", "2")
    made = statement(window)
    window.close()
    with Project.open(project_path) as project:
        assert project.layer(article).statements == (made,)
        assert project.undo(article).wording == "Set the claim type Prediction"


def test_a_refusal_goes_as_soon_as_something_is_in_focus(window, press):
    hint = window._status.text
    press("x")
    assert window._status.text == "No suggestion in focus. Press n for the next one."
    press("n")
    assert window._status.text not in (hint, "No suggestion in focus. Press n for the next one.")


def test_what_was_stored_stays_in_sight_when_the_focus_moves_on(window, press):
    press("n", Qt.Key.Key_Return)
    assert "Ctrl+Z takes it back" in window._status.text
    press("n")
    assert "Ctrl+Z takes it back" in window._status.text
