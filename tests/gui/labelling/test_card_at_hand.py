"""The card and what stands around it say what helps with the article and the label at hand."""

from __future__ import annotations

import hashlib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.annotations.ids import new_id
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.gui.statements.definition import DefinitionBox
from annotator.preannotation.suggestion import Candidate, EngineRun, Suggestion
from annotator.project import Project

TEXT = "Iran was silent. " * 12 + "Russia urged Pakistan to return to the table."
MANY = 12


def place(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def names():
    for number, (words, actor) in enumerate(
        (("Iran", "IRN"), ("Russia", "RUS"), ("Pakistan", "PAK"))
    ):
        yield Suggestion(
            f"m{number}", "one", "mention", place(words), "GPE", 0.9, "r", "run", actor
        )


def possible(article, number):
    said = Span(number * 17, number * 17 + 4)
    candidate = Candidate((said,), claim_type="call")
    name = f"{article}-{number}"
    return Suggestion(
        name, article, "statement", said, "call", 0.9, "r", "run", candidate=candidate
    )


@pytest.fixture
def project_path(tmp_path):
    """Two articles with many possible statements each."""
    path = tmp_path / "calls.annotator"
    with Project.create(
        path, title="Calls", codebook=default_codebook(), annotator="Amina"
    ) as project:
        for name, text in (("one", TEXT), ("two", f"{TEXT} Again.")):
            sha = hashlib.sha256(text.encode()).hexdigest()
            zones = (Zone("body", Span(0, len(text))),)
            project.add_articles([NewArticle(Article(name, new_id(), sha, len(text)), text, zones)])
        said = {name: [possible(name, each) for each in range(MANY)] for name in ("one", "two")}
        said["one"] += names()
        project.store_suggestions(EngineRun("run", "test", "1"), said)
    return path


@pytest.fixture
def press(qtbot, window):
    return lambda *keys: [qtbot.keyClick(QApplication.focusWidget(), key) for key in keys]


def explained(window):
    return window.statements.findChild(DefinitionBox).shown


def test_whom_a_call_is_addressed_to_begins_with_who_is_named_in_it(window, press):
    session, reader = window.workbench.session, window.article.reader
    reader.select(place("return to the table"))
    window.actions_registry.action("statement.new").trigger()
    reader.select(place("Russia"))
    press("r", "s")
    assert session.statements[0].source.actors == ("RUS",)
    press("t", "a")
    chooser = window.annotating._place.chooser
    offered = [each.id for each in chooser.choices]
    assert offered[0] == "PAK" and offered[-1] == "RUS"
    press(Qt.Key.Key_Return)
    assert session.statements[0].addressee.actors == ("PAK",)


def test_the_kind_of_a_possible_statement_is_explained_and_forgotten_when_it_is_left(window, press):
    press("z")
    assert explained(window).title == "Call"
    press(Qt.Key.Key_Escape)
    assert explained(window) is None


def test_another_article_shows_its_list_from_the_beginning(window, press):
    for _ in range(MANY):
        press("z")
    bar = window.statements.list.verticalScrollBar()
    assert bar.value() > 0
    press("]")
    assert window.workbench.article_id == "two" and bar.value() == 0


def test_escape_leads_from_the_list_back_to_the_text(window, press, qtbot):
    window.actions_registry.action("statement.new").trigger()
    window.statements.list.setFocus()
    qtbot.waitUntil(window.statements.list.hasFocus)
    press(Qt.Key.Key_Escape)
    assert window.article.reader.hasFocus() and window.workbench.focus is None
