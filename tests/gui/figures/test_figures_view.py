"""The figures view on a real project file, and from the window."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QTableView,
)
from pytestqt.qtbot import QtBot

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Figure, Statement
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.gui.figures import FiguresView
from annotator.gui.figures import view as view_module
from annotator.gui.workbench import Workbench
from annotator.project import Project

TEXTS = {
    "Flood <b>": "The flood killed 12 Peruvian farmers, & two are missing.",
    "More dead": "At least 15 Peruvian farmers were killed.",
    "Quiet": "Nothing happened.",
}


def add(project: Project, texts: dict[str, str]) -> None:
    project.add_articles(
        [
            NewArticle(
                Article(
                    new_id(),
                    title,
                    hashlib.sha256(text.encode()).hexdigest(),
                    len(text),
                    "2026-03-01",
                ),
                text,
                (Zone("body", Span(0, len(text))),),
            )
            for title, text in texts.items()
        ]
    )


@pytest.fixture
def workbench(qtbot: QtBot, tmp_path: Path) -> Iterator[Workbench]:
    project = Project.create(
        tmp_path / "flood.annotator",
        title="Flood",
        codebook=default_codebook(),
        annotator="Amina",
    )
    add(project, TEXTS)
    bench = Workbench()
    bench.take(project)
    yield bench
    bench.finish()


@pytest.fixture
def view(qtbot: QtBot, workbench: Workbench) -> FiguresView:
    view = FiguresView(workbench)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: not view.is_listing, timeout=20_000)
    return view


def table(view: FiguresView) -> QTableView:
    return view.findChild(QTableView)


def cells(view: FiguresView, column: int) -> list[str]:
    model = table(view).model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def words_shown(view: FiguresView) -> str:
    return "\n".join(each.text() for each in view.findChildren(QLabel) if each.isVisible())


def label(bench: Workbench, value: int) -> None:
    project = bench.project
    assert project is not None
    article = project.articles()[0].id
    statement = Statement(
        new_id(),
        article,
        project.annotator.id,
        (Span(0, 38),),
        figures=(Figure(Span(17, 36), value, "exact", "killed"),),
    )
    project.apply(Step((Edit(None, statement),), "Label", article))


def test_figures_are_listed_as_soon_as_the_view_is_shown(view) -> None:
    assert cells(view, 1) == ["killed", "killed", "missing"]
    assert cells(view, 4) == ["12", "at least 15", "2"]
    assert cells(view, 9) == ["found by the program"] * 3
    assert "3 figures, 3 of them found by the program; 2 differ." in words_shown(view)
    assert table(view).hasFocus()


def test_contradictions_are_marked_by_a_sign_and_told_in_words(view) -> None:
    assert cells(view, 0) == ["≠", "≠", ""]
    assert "differs from at least 15 in “More dead”" in words_shown(view)
    sign = table(view).model().index(2, 0)
    assert sign.data(Qt.ItemDataRole.AccessibleTextRole) == "does not differ"


def test_the_list_can_be_narrowed_by_unit_side_and_difference(view) -> None:
    units, sides = view.findChildren(QComboBox)
    assert [units.itemText(each) for each in range(units.count())] == [
        "all units",
        "killed",
        "missing",
    ]
    units.setCurrentIndex(2)
    assert cells(view, 6) == ["two"]
    units.setCurrentIndex(0)
    sides.setCurrentIndex(sides.findText("PER"))
    assert cells(view, 2) == ["PER", "PER"]
    sides.setCurrentIndex(0)
    view.findChild(QCheckBox).click()
    assert cells(view, 0) == ["≠", "≠"]


def test_enter_asks_for_the_passage(qtbot, view, workbench) -> None:
    with qtbot.waitSignal(view.passage_requested) as asked:
        qtbot.keyClick(table(view), Qt.Key.Key_Return)
    assert asked.args == [workbench.project.articles()[0].id, Span(17, 36)]


def test_text_of_articles_is_never_read_as_mark_up(view) -> None:
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in view.findChildren(QLabel))
    cell = table(view).model().index(0, 7)
    assert cell.data() == "Flood <b>"
    assert "Flood &lt;b&gt;" in cell.data(Qt.ItemDataRole.ToolTipRole)


def test_ones_own_figures_are_shown_and_those_of_others_are_not(qtbot, view, workbench) -> None:
    label(workbench, 77)
    workbench.project.use_annotator("Ben")
    label(workbench, 99)
    workbench.project.use_annotator("Amina")
    view.list_figures()
    qtbot.waitUntil(lambda: not view.is_listing, timeout=20_000)
    assert "77" in cells(view, 4) and "99" not in cells(view, 4)
    assert cells(view, 9).count("Amina") == 1


def test_a_change_after_listing_is_told(view, workbench) -> None:
    assert "Labels have changed" not in words_shown(view)
    workbench.open(workbench.project.articles()[0].id)
    workbench.mark("opened")
    assert "Labels have changed since" in words_shown(view)


def test_a_project_without_figures_says_what_would_be_listed(qtbot, tmp_path) -> None:
    bench = Workbench()
    bench.take(
        Project.create(
            tmp_path / "q.annotator", title="Q", codebook=default_codebook(), annotator="Amina"
        )
    )
    add(bench.project, {"Quiet": "Nothing happened."})
    view = FiguresView(bench)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: not view.is_listing, timeout=20_000)
    assert "No figures" in words_shown(view)
    assert "Nothing in the one article" in words_shown(view)
    bench.finish()


def test_listing_can_be_stopped(qtbot, view, monkeypatch) -> None:
    started, real = threading.Event(), view_module.list_figures

    def slow(project, options, *, progress, cancelled):
        started.set()
        while not cancelled():
            threading.Event().wait(0.01)
        return real(project, options, progress=progress, cancelled=cancelled)

    monkeypatch.setattr(view_module, "list_figures", slow)
    view.list_figures()
    assert started.wait(120)
    (cancel,) = [each for each in view.findChildren(QPushButton) if "Cancel" in each.text()]
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not view.is_listing, timeout=20_000)
    assert "Stopped" in words_shown(view)


def test_a_closed_project_takes_its_figures_away(view, workbench) -> None:
    workbench.close_project()
    assert table(view).model().rowCount() == 0
    assert not table(view).isVisible()


def test_every_field_has_a_name_for_a_screen_reader(view) -> None:
    for kind in (QComboBox, QAbstractItemView):
        for widget in view.findChildren(kind):
            if widget.isVisible():
                assert widget.accessibleName()


def test_the_key_opens_the_view_and_enter_the_passage_in_the_window(qtbot, window) -> None:
    add(window.workbench.project, {"Fire": "The fire injured seven sailors."})
    last = window.workbench.project.articles()[-1].id
    qtbot.keyClick(
        window.article.reader,
        Qt.Key.Key_G,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    (view,) = window.findChildren(FiguresView)
    qtbot.waitUntil(lambda: view.isVisible() and not view.is_listing, timeout=20_000)
    table(view).setFocus()
    qtbot.keyClick(table(view), Qt.Key.Key_Return)
    assert window.workbench.article_id == last
    assert window.article.reader.selection == Span(17, 30)
    window.show_figures()
    qtbot.waitUntil(view.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget() or view, Qt.Key.Key_Escape)
    assert not view.isVisible()
