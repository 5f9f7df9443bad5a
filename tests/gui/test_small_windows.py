"""Guide, key sheet, status line, notice and settings."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QLabel, QTextBrowser

from annotator import paths
from annotator.gui.help.guide import GuideWindow, guide_text
from annotator.gui.keys.declared import side_windows
from annotator.gui.keys.own import own_keys
from annotator.gui.messages import NoticeBar, Problems, StatusLine
from annotator.gui.settings import Settings


def test_the_guide_has_ten_steps_and_opens_nothing(qtbot):
    guide = GuideWindow()
    qtbot.addWidget(guide)
    page = guide.findChild(QTextBrowser)
    assert len(re.findall(r"^\d+\. ", guide_text(), re.MULTILINE)) == 10
    assert not page.openLinks() and not page.openExternalLinks()
    assert page.loadResource(2, QUrl("file:///etc/hostname")) is None
    assert "Ten steps" in page.toPlainText()


def test_every_key_in_the_guide_is_a_key_of_a_window(window):
    beside = [spec for _, specs in side_windows() for spec in specs]
    specs = [*window.actions_registry.specs, *beside]
    with_a_key = {each.id for each in specs if each.keys}
    named = set(re.findall(r"\*\*\{([^}]+)\}\*\*", guide_text()))
    assert len(named) > 35 and named <= with_a_key, named - with_a_key
    loose = re.findall(r"\*\*([^\s*]|Ctrl\+.|F\d+|Enter|Delete)\*\*", guide_text())
    assert loose == []


def test_every_menu_entry_that_the_guide_names_is_there(window):
    titles = [each.replace("&", "") for each in window.actions_registry.menu_titles]
    entries = {
        (spec.menu.split("/")[0], re.sub(r"&|…", "", spec.text))
        for spec in window.actions_registry.specs
    }
    named = {
        (menu, entry)
        for menu, entry in re.findall(r"\*(\w+), ([^*\n]+)\*", guide_text())
        if menu in titles
    }
    assert len(named) > 15 and named <= entries, named - entries


def test_the_guide_shows_the_keys_in_force(qtbot):
    guide = GuideWindow()
    qtbot.addWidget(guide)
    page = guide.findChild(QTextBrowser)
    assert "] for the next and [ for the previous" in page.toPlainText()
    try:
        own_keys().choose({"article.next": ("*",), "article.previous": ("_",)})
        assert "* for the next and _ for the previous" in page.toPlainText()
    finally:
        own_keys().choose({})


def test_a_missing_guide_is_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    assert guide_text().startswith("The guide is missing")


def test_news_gives_way_to_the_keys_that_make_sense(qtbot):
    line = StatusLine()
    qtbot.addWidget(line)
    line.set_hint("n next")
    assert line.text == "n next"
    line.show_news("Stored")
    line.set_hint("s statement")
    assert line.text == "Stored"
    line._timer.timeout.emit()
    assert line.text == "s statement"


def test_keys_that_have_no_room_are_left_out_and_news_takes_a_second_line(qtbot):
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    line.set_hint("n next · s statement · m mention · d done")
    whole = line.minimumSizeHint().height()
    room = line.fontMetrics().horizontalAdvance("n next · s statement · m men")
    line.resize(room + 24, whole)
    label = line.findChild(QLabel, "status")
    assert label.text() == "n next · s statement …"
    assert line.text == line.accessibleDescription() == "n next · s statement · m mention · d done"
    line.show_news("Whom is it addressed to? Choose somebody, or press again to mark it done.")
    assert label.wordWrap() and label.text() == line.text
    line.resize(2000, whole)
    assert not label.wordWrap()
    line.show_hint()
    assert label.text() == line.text


def test_the_same_problem_is_told_once_until_that_work_went_well():
    problems, told = Problems(), []
    problems.appeared.connect(told.append)
    problems.tell("The disk is full.", about="storing")
    problems.tell("The disk is full.", about="storing")
    problems.settle("reading")
    problems.tell("The disk is full.", about="storing")
    assert told == ["The disk is full."]
    problems.settle("storing")
    problems.tell("The disk is full.", about="storing")
    assert len(told) == 2


def test_a_problem_stays_until_it_is_closed(qtbot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.show_problem("The disk is full.")
    assert bar.text == "The disk is full."
    bar._close.click()
    assert bar.text == ""


@pytest.mark.parametrize("junk", ["[view]\ntheme=purple\n", "\x00\x01", "[layout]\nwindow=7\n"])
def test_settings_that_make_no_sense_count_as_not_set(junk):
    place = paths.settings_file()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(junk, encoding="utf-8")
    settings = Settings()
    assert settings.theme == "system"
    assert settings.layout("window") is None and settings.recent == ()
