"""The command palette finds everything by what people type, and the key sheet shows all keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QLineEdit

from annotator.gui.help.keysheet import KeySheet, as_html
from annotator.gui.keys.own import own_keys
from annotator.gui.keys.sheet import groups
from annotator.gui.palette.finding import Entry, Titles, find, read_picks, written_picks
from annotator.gui.palette.synonyms import SYNONYMS
from annotator.gui.settings import Settings
from annotator.gui.widgets.chooser import Choice


@pytest.fixture(autouse=True)
def usual_keys():
    yield
    own_keys().choose({})


def entry(name, label, *, detail="", also="", keys=(), why_not="", place=0):
    choice = Choice(name, label, detail=detail, also=also, why_not=why_not)
    return Entry(choice, lambda: None, keys, place)


ENTRIES = (
    entry("next_mention", "Next mention", detail="Article › Move and select", keys=(".",)),
    entry("not_marked", "Unmark everything", keys=("u",)),
    entry("mention", "Mark as mention…", detail="Article › Mentions", keys=("m",)),
    entry("done", "Done and next", also="finish complete", keys=("d",)),
    entry("undo", "Undo", also="take back", keys=("Ctrl+Z",), why_not="needs an open article"),
)


def found(typed, picks=()):
    return [each.choice.id for each in find(ENTRIES, typed, dict(picks))]


def test_what_begins_so_goes_before_what_only_holds_it():
    assert found("mark") == ["mention", "not_marked"]
    assert found("mention") == ["next_mention", "mention"]
    assert found("next m") == ["next_mention"]


def test_an_action_is_found_by_key_other_words_menu_and_first_letters():
    assert found("d") == ["done"] and found("Ctrl+Z") == ["undo"] and found(".") == ["next_mention"]
    assert found("finish") == ["done"]
    assert found("article mentions mark") == ["mention"]
    assert found("nm") == ["next_mention"]
    assert found("xyzzy") == [] and found("?") == []


def test_among_equals_what_is_possible_and_taken_often_comes_first():
    same = [
        entry("a", "Open a", why_not="needs something"),
        entry("b", "Open b"),
        entry("c", "Open c"),
    ]
    assert [each.choice.id for each in find(same, "open", {})] == ["b", "c", "a"]
    assert [each.choice.id for each in find(same, "open", {"c": 2})] == ["c", "b", "a"]
    assert found("", {"undo": 1}.items())[0] != "undo"
    assert found("", {"mention": 1}.items())[0] == "mention"


def test_titles_are_found_at_once_in_any_script():
    titles = [f"Report {at}" for at in range(5000)] + ["Élan in Ōsaka", "Переговоры начались"]
    known = Titles()
    assert known.find(titles, "one", "elan osaka") == [5000]
    assert known.find(titles, "one", "переговоры") == [5001]
    assert len(known.find(titles, "one", "rep")) == 20
    assert known.find(["Other"], "two", "oth") == [0] and known.find(titles, "one", "  ") == []


def test_a_word_that_begins_so_goes_before_one_that_holds_it():
    titles = ["The harbour", "Our own", "Four of our own", "Ours and owned", "Nothing"]
    assert Titles().find(titles, "one", "our") == [1, 2, 3, 0]
    assert Titles().find(titles, "one", "own our") == [1, 2, 3]
    assert Titles().find(titles, "one", "our", most=2) == [1, 2]


def test_picks_are_kept_and_damaged_ones_forgotten():
    assert read_picks(written_picks({"a": 2, "b": 1})) == {"a": 2, "b": 1}
    for damaged in ("", "{", "[]", '{"a": "x"}', "null"):
        assert read_picks(damaged) == {}
    assert len(read_picks(written_picks({str(at): at + 1 for at in range(999)}))) == 200


def shown_in(window):
    return [each.label for each in window.finder.chooser.choices]


def type_in(qtbot, *keys):
    for key in keys:
        qtbot.keyClicks(QApplication.focusWidget(), key)


def test_one_key_opens_the_palette_and_enter_does_what_was_found(window, qtbot):
    qtbot.keyClick(window.article.reader, Qt.Key.Key_Colon)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    type_in(qtbot, "new statement")
    assert shown_in(window)[0] == "New statement"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.workbench.focused_statement() is not None
    assert window.article.reader.hasFocus()
    assert read_picks(Settings().palette_picks) == {"statement.new": 1}
    qtbot.keyClick(window.article.reader, "k", Qt.KeyboardModifier.ControlModifier)
    assert shown_in(window)[0] == "New statement"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert window.article.reader.hasFocus()


def test_every_action_is_found_by_its_words(window):
    window.finder.open()
    for spec in window.actions_registry.specs:
        if spec.id == "help.palette":
            continue
        window.finder.chooser._filter.setText(spec.text)
        ids = [each.id for each in window.finder.chooser.choices]
        assert spec.id in ids[:4], spec.text


USUAL_WORDS = {
    "delete": "statement.remove",
    "undo": "article.undo",
    "zoom": "view.larger",
    "export": "project.export",
    "dark mode": "view.theme.dark",
    "line width": "view.wider",
    "font": "view.letters.serif",
    "add fragment": "statement.content",
    "parent": "statement.parent",
    "implicit": "statement.explicit",
    "paraphrase": "statement.quotation",
    "bookmark": "article.flag",
    "discuss": "article.comment",
    "document stance": "article.stances",
    "adjudication": "review.settle",
    "kwic": "review.concordance",
    "sort": "view.filter_queue",
    "backup": "project.backup",
    "machine learning": "project.train",
    "hugging face": "project.dataset",
    "revisit": "article.look_again",
    "later": "article.skip",
    "deselect": "statement.leave",
    "inter-annotator agreement": "review.agreement",
}


def test_actions_are_found_by_the_words_that_other_programs_use(window):
    window.finder.open()
    for usual, action in USUAL_WORDS.items():
        window.finder.chooser._filter.setText(usual)
        assert action in [each.id for each in window.finder.chooser.choices][:5], usual


def test_labels_articles_and_actors_are_found_and_gone_to(window, qtbot):
    finder, workbench = window.finder, window.workbench
    finder.open()
    finder.chooser._filter.setText("accusation")
    assert finder.chooser.choices[0].id == "codebook.type.accusation"
    finder.chooser._filter.setText("fishermen")
    qtbot.keyClick(finder.chooser._filter, Qt.Key.Key_Return)
    assert workbench.session.article.title == "Fishermen worried"
    actor = next(iter(workbench.project.standing_actors().values()))
    finder.open()
    finder.chooser._filter.setText(actor.name)
    wished = next(each for each in finder.chooser.choices if each.id == f"actor.{actor.id}")
    assert wished.group == "Actor"
    finder._take(wished)
    view = window.beside.actors()
    assert view.table.current == actor.id
    view.close()


def found_in_texts(window, qtbot, typed):
    """Type into the open palette and return what it then offers out of the texts."""
    window.finder.chooser._filter.setText(typed)
    qtbot.waitUntil(lambda: not window.finder._texts.is_looking)
    return [each for each in window.finder.chooser.choices if each.id.startswith("text.")]


def test_words_are_found_in_the_texts_and_gone_to(window, qtbot):
    finder = window.finder
    finder.open()
    (choice,) = found_in_texts(window, qtbot, "feared for t")
    assert choice.detail == "Fishermen worried" and "feared for the season" in choice.label
    qtbot.keyClick(finder.chooser._filter, Qt.Key.Key_Return)
    assert window.workbench.session.article.title == "Fishermen worried"
    assert window.article.reader.selected_text() == "feared"


def test_texts_are_looked_through_beside_the_window_and_say_so(window, qtbot):
    window.finder.open()
    window.finder.chooser._filter.setText("xyzzyx")
    assert window.finder.chooser._nothing.text() == "Looking in the texts…"
    assert found_in_texts(window, qtbot, "xyzzyx") == []
    assert window.finder.chooser._nothing.text() == "Nothing fits."


def test_what_comes_out_of_the_texts_later_moves_nothing_that_was_chosen(window, qtbot):
    chooser = window.finder.chooser
    window.finder.open()
    chooser._filter.setText("art")
    qtbot.keyClick(chooser._filter, Qt.Key.Key_Down)
    before = chooser.choices[1]
    found_in_texts(window, qtbot, "art")
    chooser.renew()
    assert chooser.choices[chooser._list.currentIndex().row()] == before


def topic(window):
    return window.workbench.project.codebook.topics[0]


def choose_topic(window, qtbot):
    window.finder.open()
    window.finder.chooser._filter.setText(topic(window).label)
    assert window.finder.chooser.choices[0].group == "Topic"
    qtbot.keyClick(window.finder.chooser._filter, Qt.Key.Key_Return)


def test_a_topic_becomes_the_target_of_a_stance_of_the_statement_in_focus(window, qtbot):
    window.actions_registry.action("statement.new").trigger()
    choose_topic(window, qtbot)
    type_in(qtbot, "against")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    (stance,) = window.workbench.focused_statement().stances
    assert (stance.target.kind, stance.target.id) == ("topic", topic(window).id)
    assert stance.value == "against" and window.article.reader.hasFocus()


def test_without_a_statement_a_topic_leads_to_who_takes_a_stance_on_it(window, qtbot):
    choose_topic(window, qtbot)
    view = window.beside.concordance()
    assert view.search.options.wanted == topic(window).label
    assert view.search.options.looked == "topic"
    qtbot.waitUntil(lambda: not view.is_looking)
    view.close()


def test_what_is_not_possible_is_shown_with_the_reason_and_refused(window, qtbot):
    said = []
    window.workbench.refused.connect(said.append)
    window.finder.open()
    window.finder.chooser._filter.setText("mention person")
    choice = window.finder.chooser.choices[0]
    assert choice.why_not == "select the words first"
    qtbot.keyClick(window.finder.chooser._filter, Qt.Key.Key_Return)
    assert said == [f"“{choice.label}” is not possible now: select the words first."]
    window.workbench.close_project()
    window.finder.open()
    window.finder.chooser._filter.setText("done and next")
    assert window.finder.chooser.choices[0].why_not == "needs an open project"


def test_a_kind_of_the_codebook_marks_what_is_selected(window):
    reader = window.article.reader
    reader.select_sentence()
    window.finder.open()
    window.finder.chooser._filter.setText("mention person")
    choice = window.finder.chooser.choices[0]
    assert choice.why_not == ""
    window.finder._take(choice)
    assert [each.kind for each in window.workbench.session.mentions] == ["PERSON"]


def test_other_words_are_those_of_actions_that_exist(window):
    assert set(SYNONYMS) <= {each.id for each in window.actions_registry.specs}


# The sheet of all keys


@pytest.fixture
def sheet(window, qtbot):
    window.helping.show_keys()
    sheet = window.findChild(KeySheet)
    yield sheet
    sheet.close()


def test_the_sheet_shows_labels_of_the_codebook_and_keys_of_side_windows(sheet):
    shown = dict(sheet.shown)
    assert shown["1"] == "Fact" and shown["r s"] == "Source"
    titles = [head.text() for head, _ in sheet._heads]
    assert titles[0] == "In the article"
    assert {"Move and select", "Role of the selection", "In the window Actors"} <= set(titles)


def test_the_sheet_narrows_down_as_one_types(sheet, qtbot):
    qtbot.keyClicks(sheet.findChild(QLineEdit), "next sent")
    assert sheet.shown == (("j", "Next sentence"),)
    assert [head.text() for head, _ in sheet._heads if not head.isHidden()] == ["Move and select"]


def test_a_submenu_stands_behind_its_menu_and_files_come_last_of_the_window(sheet):
    titles = [head.text() for head, _ in sheet._heads]
    assert titles.index("View") < titles.index("Help") < titles.index("File")
    assert titles.index("File") + 1 == titles.index("In the window Actors")


def test_the_sheet_marks_changed_keys_while_it_is_open_and_in_print(sheet, window):
    own_keys().choose({"article.undo": ("Ctrl+U",)})
    assert ("• Ctrl+U", "Undo") in sheet.shown
    document = QTextDocument()
    document.setHtml(as_html(groups(window.actions_registry), "All keys"))
    printed = document.toPlainText()
    assert "• Ctrl+U" in printed and "changed by you" in printed and "Next sentence" in printed


def test_the_sheet_is_printed(sheet, tmp_path):
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "keys.pdf"))
    sheet.print_on(printer)
    assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF")
