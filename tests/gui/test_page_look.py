"""A person sets letters and lines as they read best, and finds them so at the next start."""

from __future__ import annotations

import pytest

from annotator.gui.reader import ReaderView
from annotator.gui.reader.typography import EASY, Look, families, typography
from annotator.gui.settings import Settings


def trigger(window, *names):
    for name in names:
        window.actions_registry.action(name).trigger()


def test_a_usual_line_holds_sixty_to_seventy_five_characters(qtbot):
    reader = ReaderView()
    qtbot.addWidget(reader)
    reader.resize(1600, 400)
    reader.show_article("The talks went on all night and nobody said who was there. " * 20, ())
    block = reader._page.block(0)
    lengths = [block.line_end(line) - block.line_start(line) for line in range(10)]
    assert 60 <= sum(lengths) / len(lengths) <= 75


def test_lines_become_longer_shorter_and_usual_again(window):
    reader = window.article.reader
    usual = reader._type.column
    trigger(window, "view.wider")
    assert reader._type.column > usual
    trigger(window, "view.narrower", "view.narrower")
    assert reader._type.column < usual
    trigger(window, "view.usual_lines")
    assert reader._type.column == usual


def test_lines_can_be_set_farther_apart(window):
    reader = window.article.reader
    before = reader._page.height
    trigger(window, "view.farther", "view.farther")
    assert reader._page.height > before
    trigger(window, "view.closer", "view.closer")
    assert reader._page.height == before


def test_nothing_makes_lines_unreadable(window):
    trigger(window, *["view.narrower"] * 60, *["view.closer"] * 60)
    look = window.article.reader.look
    assert (look.characters, look.lines) == (40, 1.4)
    trigger(window, *["view.wider"] * 60, *["view.farther"] * 60)
    look = window.article.reader.look
    assert (look.characters, look.lines) == (100, 2.4)


def test_letters_are_ticked_in_the_menu_and_kept(window):
    trigger(window, "view.letters.easy", "view.wider", "view.farther")
    ticked = {
        face: window.actions_registry.action(f"view.letters.{face}").isChecked()
        for face in ("serif", "sans", "easy")
    }
    assert ticked == {"serif": False, "sans": False, "easy": True}
    assert Settings().look == window.article.reader.look
    assert Settings().look.face == "easy"


def test_nonsense_in_the_settings_is_the_usual_look(window):
    for key, value in (
        ("view/letters", "comic"),
        ("view/line-width", "wide"),
        ("view/line-distance", "nan"),
    ):
        window.settings._keep(key, value)
    assert window.settings.look == Look(size=window.settings.text_size)


@pytest.mark.parametrize("family", EASY)
def test_letters_made_for_easy_reading_come_first_where_they_are_installed(family):
    assert families("easy", {family, "Verdana"})[0][0] == family
    assert not families("easy", {family})[1]


def test_where_none_is_installed_letters_and_words_stand_farther_apart(qapp):
    assert families("easy", {"Verdana"})[1]
    plain = typography(Look("sans"), qapp.font()).style("body").font
    easy = typography(Look("easy"), qapp.font()).style("body").font
    if families("easy", {each for each in EASY if each == easy.families()[0]})[1]:
        assert easy.letterSpacing() > plain.letterSpacing()
        assert easy.wordSpacing() > plain.wordSpacing()
