"""Passages that stand in several articles, in the window: shown, offered by key, and opened."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.gui.reader.passages import PASSAGE
from annotator.project import Project
from annotator.workflows.importing.articles import ImportOptions, import_paths
from tests.gui.opening import project_of

BOATS = "Two patrol boats exchanged fire off the largest island before dawn on Sunday."
TEXTS = {
    "a": f"Fire off the island\n\nNobody knows who began it this time. {BOATS} Boats went home.",
    "b": f"Market as usual\n\nBread was dear and the fish was late. {BOATS}",
    "c": f"Ferry waits\n\nThe ferry lay in the harbour with its lamps lit all night long. {BOATS}",
    "d": "Choir sings\n\nThe choir of the old town sang on the square until it began to rain hard.",
}


@pytest.fixture
def project_path(tmp_path):
    """Return a project of four articles that nobody has compared yet, one passage in three."""
    return project_of(tmp_path, TEXTS)


@pytest.fixture
def forget_all(monkeypatch):
    """Return a function that makes a project as if an earlier program had compared it."""

    def forget(project):
        with monkeypatch.context() as earlier:
            earlier.setattr("annotator.corpus.duplicates.METHOD", "an earlier one")
            project.store_similar(dict.fromkeys(project.uncompared(), 0), {})

    return forget


def passages(window):
    return [mark for mark in window.article.reader._marks if mark.id.startswith(PASSAGE)]


def chooser(window):
    return window.similar._chooser


def press(window, key):
    QTest.keyClick(window.article.reader.viewport(), key)


def at_passage(window):
    reader = window.article.reader
    return reader._caret_rect().translated(reader._left, -reader._scroll()).center()


def test_a_passage_that_stands_elsewhere_is_marked_and_counted(window):
    (mark,) = passages(window)
    reader = window.article.reader
    assert mark.spans[0].covered(reader.text) == BOATS
    assert mark.tip == "also in 2 other articles"
    assert reader._heading._words[1].endswith("2 similar articles")
    window.workbench.open(window.workbench.project.articles()[3].id)
    assert passages(window) == [] and "similar" not in reader._heading._words[1]


def test_the_key_leads_to_the_passage_in_another_article_and_back(window, qtbot):
    ids = [row.id for row in window.workbench.project.articles()]
    press(window, Qt.Key.Key_P)
    assert [each.label for each in chooser(window).choices] == ["Market as usual", "Ferry waits"]
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.workbench.article_id == ids[2]
    reader = window.article.reader
    assert reader.selected_text() == BOATS
    qtbot.waitUntil(reader.hasFocus)
    press(window, Qt.Key.Key_P)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.workbench.article_id == ids[0] and reader.selected_text() == BOATS


def test_passages_at_the_caret_are_offered_first(window):
    project = window.workbench.project
    _, second, *_ = (row.id for row in project.articles())
    pane = window.article
    (one, two) = pane.similar_passages()
    early = type(one)(type(one.span)(0, 4), second, one.other_span, 1.0)
    pane._similar = (early, one, two)
    assert pane.similar_passages() == (early, one, two)
    pane.reader.set_caret(one.span.start + 3)
    assert pane.similar_passages() == (one, two, early)


def test_where_nothing_is_shared_a_sentence_says_so(window):
    window.workbench.open(window.workbench.project.articles()[3].id)
    said = []
    window.workbench.message.connect(said.append)
    window.actions_registry.action("article.similar").trigger()
    assert chooser(window).isHidden() and "No passage" in said[-1]


def test_the_lines_beside_a_passage_can_be_clicked_and_its_words_cannot(window):
    reader = window.article.reader
    reader.set_caret(reader.text.index(BOATS) + 2)
    y = round(at_passage(window).y())
    words = QPoint(round(reader._left) + 2, y)
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=words)
    assert chooser(window).isHidden() and window.workbench.focus is None
    beside = QPoint(round(reader._left + reader._page.width + reader._type.em * 0.8), y)
    assert [mark.tip for mark in reader.marks_under(beside)] == ["also in 2 other articles"]
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert chooser(window).isVisible()


def test_the_menu_of_a_passage_leads_there_without_taking_the_focus(window):
    registry = window.actions_registry
    (mark,) = passages(window)
    menu = window.article.menu(registry, None, [mark.id])
    assert registry.action("article.similar") in menu.actions()
    assert (
        registry.action("article.similar") not in window.article.menu(registry, None, []).actions()
    )
    assert window.workbench.focus is None


def test_an_older_project_is_compared_in_the_background_when_asked(window, qtbot, forget_all):
    reader = window.article.reader
    forget_all(window.workbench.project)
    window.article.refresh_similar()
    assert passages(window) == [] and "similar" not in reader._heading._words[1]
    window.actions_registry.action("article.similar").trigger()
    qtbot.waitUntil(chooser(window).isVisible)
    assert len(passages(window)) == 1
    assert window.workbench.project.uncompared() == ()


def test_comparing_can_be_stopped_and_goes_on_later(window, qtbot, forget_all):
    forget_all(window.workbench.project)
    window.article.refresh_similar()
    said = []
    window.workbench.message.connect(said.append)
    action = window.actions_registry.action("article.similar")
    action.trigger()
    action.trigger()
    qtbot.waitUntil(lambda: said[-1].startswith("Stopped"))
    assert chooser(window).isHidden() and window.workbench.project.uncompared() != ()
    action.trigger()
    qtbot.waitUntil(chooser(window).isVisible)
    assert window.workbench.project.uncompared() == ()


def test_what_comes_in_later_is_shown_over_the_article_in_hand(window, tmp_path):
    new = tmp_path / "e.txt"
    new.write_text(f"Late news\n\nThe choir did not hear of it at all. {BOATS}", encoding="utf-8")
    import_paths(window.workbench.project, [new], ImportOptions(preannotate=False))
    window.workbench.articles_added.emit()
    assert passages(window)[0].tip == "also in 3 other articles"
    assert window.article.reader._heading._words[1].endswith("3 similar articles")


def test_a_project_that_is_only_read_is_not_compared(window, project_path, forget_all):
    workbench = window.workbench
    forget_all(workbench.project)
    workbench.close_project()
    workbench.take(Project.open(project_path, readonly=True))
    workbench.open(workbench.project.articles()[0].id)
    said = []
    workbench.message.connect(said.append)
    window.actions_registry.action("article.similar").trigger()
    assert "No passage" in said[-1] and workbench.jobs.running == ()
    assert len(workbench.project.uncompared()) == 4
