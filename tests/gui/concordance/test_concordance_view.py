"""The concordance on a real project: look up, label many rows by key, undo, go to a passage."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from annotator.annotations.ids import new_id
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.gui.beside import Beside
from annotator.gui.concordance.view import ConcordanceView
from annotator.gui.widgets.chooser import Chooser
from annotator.gui.workbench import Workbench
from annotator.project import Project
from annotator.workflows.marking.preannotating import preannotate

TEXTS = (
    "Norway called for talks on the strait. Nothing else was said.",
    "The harbour was closed. Later Norway called for talks again.",
    "Qatar called for calm.",
)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def workbench(tmp_path: Path, qtbot: QtBot) -> Iterator[Workbench]:
    path = tmp_path / "p.annotator"
    with Project.create(path, title="p", codebook=default_codebook(), annotator="Amina") as made:
        made.add_articles(
            [
                NewArticle(
                    Article(
                        *(new_id(), f"Article {at}"),
                        hashlib.sha256(text.encode()).hexdigest(),
                        len(text),
                    ),
                    text,
                    (Zone("body", Span(0, len(text))),),
                )
                for at, text in enumerate(TEXTS)
            ]
        )
        preannotate(made)
    bench = Workbench()
    assert bench.open_project(path)
    yield bench
    bench.finish()


@pytest.fixture
def view(workbench: Workbench, qtbot: QtBot) -> ConcordanceView:
    made = ConcordanceView(workbench)
    qtbot.addWidget(made)
    made.resize(980, 640)
    made.show()
    qtbot.waitExposed(made)
    return made


def look_up(view: ConcordanceView, qtbot: QtBot, wanted: str, looked: str = "words") -> None:
    view.search.looked.setCurrentIndex(view.search.looked.findData(looked))
    view.search.field.setText(wanted)
    qtbot.keyClick(view.search.field, Qt.Key.Key_Return)
    wait(view, qtbot)


def wait(view: ConcordanceView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not view.is_looking, timeout=10_000)


def press(view: ConcordanceView, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(view.places.table, key)


def labels(view: ConcordanceView) -> list[str]:
    source = view.places.table.source
    return [source.cells(row)[3] for row in range(source.rowCount())]


def statements(bench: Workbench) -> list[tuple[str, ...]]:
    project = bench.project
    assert project is not None
    rows = project.articles()
    return [each.claim_types for row in rows for each in project.layer(row.id).statements]


def choose_type(view: ConcordanceView, qtbot: QtBot, words: str) -> None:
    press(view, qtbot, Qt.Key.Key_T)
    field = next(
        each
        for each in view.findChildren(QLineEdit)
        if each.isVisible() and each is not view.search.field
    )
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_places_are_listed_with_what_stands_around_them(
    view: ConcordanceView, qtbot: QtBot
) -> None:
    look_up(view, qtbot, "for talks")
    cells = [view.places.table.source.cells(row) for row in range(2)]
    assert [each[1] for each in cells] == ["for talks", "for talks"]
    assert cells[0][0].endswith("Norway called") and cells[0][2].startswith("on the strait")
    assert view.places.table.hasFocus()


def test_all_selected_rows_get_a_claim_type_and_one_undo_takes_it_back(
    view: ConcordanceView, workbench: Workbench, qtbot: QtBot
) -> None:
    look_up(view, qtbot, "called for")
    view.places.table.selectAll()
    choose_type(view, qtbot, "offer")
    assert all("offer" in each for each in statements(workbench))
    assert len(statements(workbench)) == 3
    wait(view, qtbot)
    assert all("Offer" in each for each in labels(view))
    qtbot.keyClick(view.places.table, Qt.Key.Key_Z, CTRL)
    assert statements(workbench) == []
    wait(view, qtbot)
    assert not any("Offer" in each for each in labels(view))


def test_a_possible_statement_is_taken_over_with_its_parts(
    view: ConcordanceView, workbench: Workbench, qtbot: QtBot
) -> None:
    look_up(view, qtbot, "calm")
    press(view, qtbot, Qt.Key.Key_S)
    project = workbench.project
    assert project is not None
    (statement,) = project.layer(project.articles()[2].id).statements
    assert statement.suggestion is not None and statement.source.spans
    wait(view, qtbot)
    press(view, qtbot, Qt.Key.Key_S)  # is one already
    assert len(statements(workbench)) == 1


def test_words_without_a_suggestion_make_a_statement_of_their_sentence(
    view: ConcordanceView, workbench: Workbench, qtbot: QtBot
) -> None:
    look_up(view, qtbot, "harbour")
    press(view, qtbot, Qt.Key.Key_S)
    project = workbench.project
    assert project is not None
    article = project.articles()[1].id
    (statement,) = project.layer(article).statements
    assert statement.content[0].covered(project.text(article)).startswith("The harbour was closed")


def test_what_was_done_since_in_the_article_is_not_taken_back(
    view: ConcordanceView, workbench: Workbench, qtbot: QtBot
) -> None:
    look_up(view, qtbot, "harbour")
    press(view, qtbot, Qt.Key.Key_S)
    project = workbench.project
    assert project is not None
    assert workbench.open(project.articles()[1].id)
    assert workbench.mark("done")
    with qtbot.waitSignal(workbench.refused):
        view.undo()
    assert len(statements(workbench)) == 1


def test_enter_on_a_row_goes_to_the_passage(
    view: ConcordanceView, workbench: Workbench, qtbot: QtBot
) -> None:
    look_up(view, qtbot, "calm")
    with qtbot.waitSignal(view.passage_requested) as wished:
        press(view, qtbot, Qt.Key.Key_Return)
    article, span = wished.args
    project = workbench.project
    assert project is not None
    assert span.covered(project.text(article)) == "calm"


def test_labelling_elsewhere_leaves_the_article_in_hand_in_place(
    view: ConcordanceView, workbench: Workbench, qtbot: QtBot
) -> None:
    project = workbench.project
    assert project is not None
    first = project.articles()[0].id
    assert workbench.open(first)
    look_up(view, qtbot, "calm")
    press(view, qtbot, Qt.Key.Key_S)
    assert workbench.article_id == first
    assert workbench.session is not None and workbench.session.statements == ()
    assert len(statements(workbench)) == 1


def test_what_is_not_known_is_said(view: ConcordanceView, qtbot: QtBot) -> None:
    look_up(view, qtbot, "Nobody at all", "actor")
    assert not view.places.isVisible()
    look_up(view, qtbot, "xylophone")
    assert not view.places.isVisible()
    look_up(view, qtbot, "Norway", "actor")
    assert view.places.isVisible()


def test_nothing_is_looked_up_again_while_nobody_looks(
    view: ConcordanceView, workbench: Workbench, qtbot: QtBot
) -> None:
    look_up(view, qtbot, "calm")
    project = workbench.project
    assert project is not None
    assert workbench.open(project.articles()[2].id)
    session = workbench.session
    assert session is not None
    view.hide()
    (possible,) = (each for each in session.open_suggestions if each.kind == "statement")
    assert workbench.gesture(lambda: session.accept(possible)) is not None
    assert not view.is_looking
    assert labels(view)[0].startswith("possible")
    view.show()
    assert view.is_looking
    wait(view, qtbot)
    assert not labels(view)[0].startswith("possible")


def test_what_was_labelled_stays_selected_for_the_next_label(
    view: ConcordanceView, workbench: Workbench, qtbot: QtBot
) -> None:
    look_up(view, qtbot, "called for")
    table = view.places.table
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = [(each.article, each.span) for each in table.selected]
    assert len(chosen) == 2
    press(view, qtbot, Qt.Key.Key_S)
    wait(view, qtbot)
    assert [(each.article, each.span) for each in table.selected] == chosen
    choose_type(view, qtbot, "offer")
    assert [each for each in statements(workbench) if "offer" in each] != []
    assert len(statements(workbench)) == 2


def test_the_list_of_claim_types_opens_in_the_window_that_asks(
    workbench: Workbench, qtbot: QtBot
) -> None:
    main = QWidget()
    qtbot.addWidget(main)
    main.show()
    beside = Beside(workbench, main)
    view = cast("ConcordanceView", beside.concordance())
    look_up(view, qtbot, "called for")
    press(view, qtbot, Qt.Key.Key_T)
    (chooser,) = view.findChildren(Chooser)
    assert chooser.isVisible() and chooser.window() is view
    qtbot.keyClick(view.search.field, Qt.Key.Key_Escape)


def test_the_arrow_down_leads_from_what_is_typed_to_what_was_found(
    view: ConcordanceView, qtbot: QtBot
) -> None:
    look_up(view, qtbot, "calm")
    view.look_for()
    assert view.search.field.hasFocus()
    qtbot.keyClick(view.search.field, Qt.Key.Key_Down)
    assert view.places.table.hasFocus()
