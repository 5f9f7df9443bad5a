"""Keys are changed in a dialog, stored for the person, and right wherever they are named."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextEdit

import annotator.gui
from annotator.gui.actions import ActionRegistry, ActionSpec
from annotator.gui.keys.choosing import Choosing, Room
from annotator.gui.keys.declared import main_window, side_windows
from annotator.gui.keys.keymap import KeysError, read, read_leniently, resolve, written
from annotator.gui.keys.own import own_keys, with_keys
from annotator.gui.keys.reserved import why_reserved
from annotator.gui.keys.sequences import in_the_way, normal, presses, shown
from annotator.gui.labelling.hints import hint_for
from annotator.gui.main_window import MainWindow
from annotator.gui.settings import Settings
from annotator.gui.statements.type_buttons import TypeButton
from annotator.gui.workbench import Workbench


@pytest.fixture(autouse=True)
def usual_keys():
    yield
    own_keys().choose({})


def spec(name, *keys, scope="window"):
    return ActionSpec(name, name.title(), "Article", print, keys, scope=scope)


# What follows from a choice


def test_who_was_given_a_key_has_it_and_who_had_it_gets_it_back():
    choosing = Choosing([Room("", [spec("accept", "X"), spec("reject", "E", "Del")])], {})
    choosing.give("accept", "E")
    assert choosing.keys("accept") == ("E",) and choosing.keys("reject") == ("Del",)
    choosing.reset("accept")
    assert choosing.keys("accept") == ("X",) and choosing.keys("reject") == ("E", "Del")
    assert choosing.chosen == {}


def test_a_key_that_begins_another_takes_it_away():
    choosing = Choosing(
        [Room("", [spec("source", "R, S"), spec("cue", "R, C"), spec("x", "X")])], {}
    )
    assert [(each.id, key) for each, key in choosing.rivals("x", "R")] == [
        ("source", "R, S"),
        ("cue", "R, C"),
    ]
    choosing.give("x", "R")
    assert choosing.keys("source") == () and choosing.keys("cue") == ()
    choosing.undo()
    assert choosing.keys("source") == ("R, S",) and not choosing.can_undo


def test_a_chosen_key_is_lost_to_one_chosen_later():
    choosing = Choosing([Room("", [spec("a", "A"), spec("b", "B"), spec("c", "C")])], {})
    choosing.give("a", "Z")
    choosing.give("b", "Z", beside_others=True)
    assert (choosing.keys("a"), choosing.keys("b")) == ((), ("B", "Z"))
    choosing.reset("a")
    assert choosing.keys("a") == ("A",)


def test_labels_of_the_codebook_leave_keys_to_the_window_but_not_where_a_person_chose():
    room = Room("", [spec("s", "S"), spec("type.fact", "S", "1")], frozenset({"type.fact"}))
    choosing = Choosing([room], {})
    assert choosing.keys("type.fact") == ("1",) and not choosing.is_changed("type.fact")
    choosing.give("type.fact", "S")
    assert choosing.keys("type.fact") == ("S",) and choosing.keys("s") == ()
    assert choosing.is_changed("s")


def test_a_key_of_another_window_is_told_and_stays():
    rooms = [
        Room("", [spec("new", "Ctrl+N"), spec("x", "X")]),
        Room("Actors", [spec("add", "Ctrl+N")]),
    ]
    choosing = Choosing(rooms, {})
    assert choosing.rivals("x", "Ctrl+M") == ()
    assert [title for title, _ in choosing.elsewhere("new", "Ctrl+N")] == ["Actors"]
    choosing.give("x", "Ctrl+N")
    assert choosing.keys("add") == ("Ctrl+N",) and choosing.keys("new") == ()


KEYS = st.sampled_from(
    ["A", "B", "R", "R, S", "R, C", "Shift+A", "[", ",", "R, ,", "Ctrl+K", "Foo"]
)
SETS = st.lists(KEYS, max_size=3).map(tuple)


@given(st.lists(SETS, min_size=1, max_size=6), st.dictionaries(st.integers(0, 5), SETS))
def test_no_choice_whatever_leaves_a_key_that_does_two_things(declared, chosen):
    specs = [spec(f"a{at}", *keys) for at, keys in enumerate(declared)]
    own = {f"a{at}": keys for at, keys in chosen.items()}
    found = resolve(specs, own, {"a0"})
    given_away = [key for keys in found.values() for key in keys]
    for at, one in enumerate(given_away):
        assert not any(in_the_way(one, other) for other in given_away[at + 1 :])


def test_keys_have_one_spelling():
    assert normal("del") == "Del" and normal("ctrl+shift+z") == "Ctrl+Shift+Z"
    assert normal("no such key") == "" and normal("A, B, C") == ""
    assert (
        shown("Ctrl+Return") == "Ctrl+Enter" and shown("Ctrl++") == "Ctrl++" and shown("+") == "+"
    )
    assert presses("R, ,") == ["R", ","] and presses(",") == [","] and shown("R, ,") == "r ,"


# Sets of keys as files and in the settings


def test_a_set_of_keys_goes_out_and_comes_in_again():
    chosen = {"article.undo": ("Ctrl+U",), "statement.cue": (), "statement.source": ("R, Q",)}
    assert read(written(chosen)) == chosen == read_leniently(written(chosen))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not JSON"),
        ("[]", "holds no set of keys"),
        ('{"format": "annotator-keys", "version": 2, "keys": {}}', "newer version"),
        ('{"format": "annotator-keys", "version": 1, "keys": {"a": ["Blah"]}}', "is no key"),
        ('{"format": "annotator-keys", "version": 1, "keys": {"a": 7}}', "no list of words"),
    ],
)
def test_what_is_no_set_of_keys_is_a_sentence(text, words):
    with pytest.raises(KeysError, match=words):
        read(text)


@pytest.mark.parametrize(
    "damaged",
    ["", "{", "[1]", "null", '{"keys": 3}', '{"keys": {"article.undo": [1]}}', "[" * 9999],
)
def test_damaged_settings_never_prevent_the_start(qtbot, damaged):
    settings = Settings()
    settings.keys = damaged
    settings.palette_picks = damaged
    window = MainWindow(Workbench(), settings)
    qtbot.addWidget(window)
    assert with_keys("{article.undo}") == "Ctrl+Z"
    window.finder.open()
    assert window.finder.chooser.choices
    window.close()


def test_what_can_be_read_of_damaged_settings_is_kept():
    text = json.dumps({"keys": {"article.undo": ["Ctrl+U"], "a": ["Blah"], "b": 3}})
    assert read_leniently(text) == {"article.undo": ("Ctrl+U",)}


# In the window


def test_a_changed_key_acts_at_once_and_is_named_everywhere(window, qtbot):
    workbench = window.workbench
    window.actions_registry.action("statement.new").trigger()
    own_keys().choose({"statement.next": ("F9",), "codebook.type.fact": ("F10",)})
    assert "F9 next" in hint_for(workbench) and "F9 next" in window._status._hint
    assert "(F9)" in window.actions_registry.action("statement.next").toolTip()
    fact = next(each for each in window.findChildren(TypeButton) if each.objectName() == "fact")
    assert "(F10)" in fact.accessibleDescription()
    qtbot.keyClick(window.article.reader, Qt.Key.Key_F10)
    assert workbench.focused_statement().claim_types == ("fact",)
    qtbot.keyClick(window.article.reader, "1")
    assert workbench.focused_statement().claim_types == ("fact",)


def test_changed_keys_are_there_at_the_next_start(qtbot, window):
    own_keys().choose({"article.undo": ("Ctrl+U",), "codebook.stance.favor": ("B",)})
    own_keys().choose(dict(own_keys().chosen))
    stored = Settings().keys
    assert read(stored) == {"article.undo": ("Ctrl+U",), "codebook.stance.favor": ("B",)}


@pytest.fixture
def dialog(window, qtbot):
    dialog = window.helping.change_keys()
    qtbot.addWidget(dialog)
    yield dialog
    dialog.close()


def test_an_action_is_found_by_its_words_and_by_its_key(dialog, qtbot):
    qtbot.keyClicks(dialog.filter, "suggestion next")
    assert dialog.table.shown == ("suggestion.next",)
    dialog.filter.clear()
    qtbot.keyClick(dialog.key_filter, "r")
    assert set(dialog.table.shown) >= {"statement.source", "statement.cue"}
    qtbot.keyClick(dialog.key_filter, "c")
    assert dialog.table.shown == ("statement.cue", "settling.reason")  # r alone, elsewhere


def test_a_key_is_recorded_its_rival_named_and_the_change_taken_back(dialog, window, qtbot):
    registry = window.actions_registry
    dialog.table.go_to("mention.correct")
    qtbot.keyClick(dialog.field, "x")
    assert dialog.field.text() == "x" and dialog.verdict.startswith(
        "Now x means “Reject” (Review)."
    )
    qtbot.mouseClick(dialog._use, Qt.MouseButton.LeftButton)
    assert registry.action("mention.correct").shortcut().toString() == "X"
    assert registry.action("suggestion.reject").shortcuts() == []
    assert dialog.news == "Correct: x · Reject: –"
    dialog.undo()
    assert registry.action("suggestion.reject").shortcut().toString() == "X"
    assert Settings().keys == written({})


def test_two_keys_in_a_row_are_recorded_and_keys_that_are_needed_are_refused(dialog, qtbot):
    dialog.table.go_to("article.similar")
    for key in "bs":
        qtbot.keyClick(dialog.field, key)
    assert dialog.field.key == "B, S"
    qtbot.keyClick(dialog.field, Qt.Key.Key_Backspace)
    assert dialog.field.key == ""
    qtbot.keyClick(dialog.field, Qt.Key.Key_Left)
    assert "moves or selects" in dialog.verdict and not dialog._use.isEnabled()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Escape)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert "Buttons and lists" in dialog.verdict and not dialog._use.isEnabled()


def test_enter_on_a_button_presses_it_and_in_a_field_presses_none(dialog, qtbot, window):
    dialog.table.go_to("article.similar")
    qtbot.keyClick(dialog.field, "b")
    dialog._use.setFocus()
    qtbot.keyClick(dialog._use, Qt.Key.Key_Return)
    assert dialog._choosing.keys("article.similar") == ("B",)
    dialog.filter.setFocus()
    qtbot.keyClick(dialog.filter, Qt.Key.Key_Return)
    assert dialog.isVisible() and dialog._choosing.keys("article.similar") == ("B",)


def test_keys_of_a_window_that_is_not_open_can_be_changed(dialog, window):
    dialog.table.go_to("actors.merge")
    dialog._choosing.give("actors.merge", "F12")
    dialog._do(lambda: None)
    view = window.beside.actors()
    assert view.actions_registry.action("actors.merge").shortcut().toString() == "F12"
    assert "F12 merges" in view.status
    view.close()


def test_a_set_of_keys_is_exported_imported_and_a_bad_file_changes_nothing(dialog, tmp_path):
    dialog._choosing.give("article.undo", "Ctrl+U")
    dialog._do(lambda: None)
    place = tmp_path / "keys.json"
    dialog.export_to(place)
    assert read(place.read_text(encoding="utf-8")) == {"article.undo": ("Ctrl+U",)}
    dialog._reset_all()
    assert own_keys().chosen == {}
    place.write_text(written({"article.undo": ("Ctrl+U",), "codebook.type.other": ("B",)}))
    dialog.import_from(place)
    assert own_keys().chosen["article.undo"] == ("Ctrl+U",)
    assert "1 others belong" in dialog.news
    for content in (b"\xff\xfe\x00", b"{}"):
        place.write_bytes(content)
        dialog.import_from(place)
        assert "Nothing was changed" in dialog.news and own_keys().chosen
    dialog.export_to(tmp_path / "no" / "such" / "folder.json")
    assert "could not be written" in dialog.news


def test_menus_and_the_caret_keep_their_keys():
    action = spec("x", "X")
    assert why_reserved("Alt+F", action, ["&File"]) and not why_reserved("Alt+F", action, [])
    assert why_reserved("Ctrl+C", action) and why_reserved("Shift+Down", action)
    assert not why_reserved("Return", spec("x", scope="reading"))
    assert not any(why_reserved(key, each) for each in main_window() for key in each.keys)


def test_every_window_with_actions_is_declared(window):
    """What the dialog offers without opening a window is what the window has."""
    assert {each.id for each in main_window()} == {
        each.id for each in window.actions_registry.declared if each.id[:9] != "codebook."
    }
    found = dict(side_windows())
    view = window.beside.actors()
    for registry in window.findChildren(ActionRegistry) + view.findChildren(ActionRegistry):
        known = {each.id for specs in found.values() for each in specs}
        known |= {each.id for each in window.actions_registry.declared}
        assert {each.id for each in registry.declared} <= known
    view.close()


def test_a_note_keeps_its_letters_after_keys_were_changed(window, qtbot):
    own_keys().choose({"article.done_next": ("B",)})
    note = QTextEdit(window)
    note.show()
    note.setFocus()
    qtbot.keyClicks(note, "abd")
    assert note.toPlainText() == "abd"


_NAMED_KEY = re.compile(
    r"(Ctrl|Shift)\+[A-Z]\b|\bF\d{1,2}\b|[Pp]ress (?!a key)[a-zA-Z](?=[\s.,)]|$)"
)
_MAY_NAME_KEYS = {
    "Take the last change back (Ctrl+Z)": "of the dialog itself",
    "Print the sheet (Ctrl+P)": "of the sheet itself",
    "F2 or a double click writes a name otherwise, Delete removes it": "of any list",
}


def test_no_sentence_of_the_window_names_a_key_by_itself():
    """A sentence says {article.undo}, so that it stays right when the key is changed."""
    found = []
    for path in sorted(Path(annotator.gui.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in _TELLING:
                words = [each for each in ast.walk(node) if isinstance(each, ast.Constant)]
                found += [
                    f"{path.name}:{each.lineno} {each.value}"
                    for each in words
                    if isinstance(each.value, str)
                    and " " in each.value
                    and each.value not in _MAY_NAME_KEYS
                    and _NAMED_KEY.search(each.value)
                ]
    assert found == []


_TELLING = {"tr", "_tr", "translate"}


def test_every_action_named_in_a_sentence_exists(window):
    known = {each.id for each in window.actions_registry.declared}
    known |= {each.id for _, specs in side_windows() for each in specs}
    named = set()
    for path in sorted(Path(annotator.gui.__file__).parent.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call)]
        for call in calls:
            if ast.unparse(call.func).split(".")[-1] in _TELLING:
                named |= set(re.findall(r"\{([a-z_]+\.[a-z_.]+)\}", ast.unparse(call)))
    assert len(named) > 20 and named <= known, named - known
