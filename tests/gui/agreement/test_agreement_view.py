"""The agreement view on a real project file with two annotators."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QTableView, QTreeView
from pytestqt.qtbot import QtBot

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Mention, Progress, Statement
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.gui.agreement.passages import PassagesPanel, PassagesTable
from annotator.gui.agreement.view import AgreementView
from annotator.gui.workbench import Workbench
from annotator.project import Project
from annotator.workflows.agreement import exploring

TEXT = "Norland said the ferry will sail again. <b>Estovia</b> denied this & more."


@pytest.fixture
def workbench(qtbot: QtBot, tmp_path: Path) -> Iterator[Workbench]:
    project = Project.create(
        tmp_path / "harbour.annotator",
        title="Harbour",
        codebook=default_codebook(),
        annotator="Amina",
    )
    facts = Article(new_id(), "Ferry <i>", hashlib.sha256(TEXT.encode()).hexdigest(), len(TEXT))
    project.add_articles([NewArticle(facts, TEXT, (Zone("body", Span(0, len(TEXT))),))])
    bench = Workbench()
    bench.take(project)
    yield bench
    bench.finish()


def say(bench: Workbench, name: str, kind: str, claim_type: str) -> None:
    project = bench.project
    assert project is not None
    who = project.use_annotator(name).id
    article = project.articles()[0].id
    records = (
        Mention(new_id(), article, who, Span(0, 7), kind),
        Statement(new_id(), article, who, (Span(13, 38),), claim_types=(claim_type,)),
        Progress(f"{article}:{who}", article, who, "done"),
    )
    project.apply(Step(tuple(Edit(None, each) for each in records), "Label", article))


@pytest.fixture
def view(qtbot: QtBot, workbench: Workbench) -> AgreementView:
    view = AgreementView(workbench)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    return view


def button(view: AgreementView, words: str) -> QPushButton:
    found = [each for each in view.findChildren(QPushButton) if words in each.text()]
    assert len(found) == 1
    return found[0]


def words_shown(view: AgreementView) -> str:
    return "\n".join(each.text() for each in view.findChildren(QLabel) if each.isVisible())


def measured(qtbot: QtBot, view: AgreementView) -> None:
    view.measure()
    qtbot.waitUntil(lambda: not view.is_measuring, timeout=20_000)


def test_nothing_of_others_is_shown_before_a_person_asks(view, workbench):
    say(workbench, "Ben", "person", "fact")
    assert "shows you what the others said" in words_shown(view)
    assert not any(each.isVisible() for each in view.findChildren(QTableView))


def test_a_click_measures_and_shows_values_and_undefined_in_words(qtbot, view, workbench):
    say(workbench, "Amina", "place", "fact")
    say(workbench, "Ben", "person", "fact")
    qtbot.mouseClick(button(view, "Measure agreement"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not view.is_measuring, timeout=20_000)
    shown = cells(view.findChild(QTreeView))
    exact = next(row for row in shown if row[0] == "Exact F1")
    assert exact[1:7] == ["Amina and Ben", "0.000", "", "", "2", "1"]
    assert exact[7].startswith("no interval: ")
    kappa = next(row for row in shown if row[0] == "Cohen's kappa")
    assert kappa[2] == "no value"
    assert kappa[4] == "1.000"
    assert "only one label occurs" in kappa[7]


def cells(tree: QTreeView) -> list[list[str]]:
    model = tree.model()
    rows = []
    for top in range(model.rowCount()):
        heading = model.index(top, 0)
        for row in range(model.rowCount(heading)):
            columns = range(model.columnCount(heading))
            rows.append([str(model.index(row, each, heading).data() or "") for each in columns])
    return rows


def test_enter_on_a_disagreement_asks_for_its_passage(qtbot, view, workbench):
    say(workbench, "Amina", "place", "fact")
    say(workbench, "Ben", "person", "prediction")
    measured(qtbot, view)
    table = view.findChild(PassagesTable)
    assert table.hasFocus()
    with qtbot.waitSignal(view.passage_requested) as asked:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert asked.args == [workbench.project.articles()[0].id, Span(0, 7)]
    qtbot.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.passage_requested) as asked:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert asked.args[1] == Span(13, 38)


def test_the_list_can_be_narrowed_to_one_kind(qtbot, view, workbench):
    say(workbench, "Amina", "place", "fact")
    say(workbench, "Ben", "person", "prediction")
    measured(qtbot, view)
    kinds = view.findChild(PassagesPanel).findChild(QComboBox)
    assert [kinds.itemText(each) for each in range(kinds.count())] == [
        "all kinds (2)",
        "claim type (1)",
        "entity kind (1)",
    ]
    kinds.setCurrentIndex(1)
    table = view.findChild(PassagesTable)
    assert table.model().rowCount() == 1
    assert table.model().index(0, 0).data() == "claim type"
    assert "Amina: " in words_shown(view)


def test_text_of_articles_is_never_read_as_mark_up(qtbot, view, workbench):
    say(workbench, "Amina", "place", "fact")
    say(workbench, "Ben", "person", "fact")
    measured(qtbot, view)
    labels = view.findChildren(QLabel)
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in labels)
    table = view.findChild(PassagesTable)
    assert table.model().index(0, 1).data() == "Ferry <i>"
    tip = table.model().index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;i&gt;" in tip


def test_with_one_annotator_a_sentence_says_what_is_missing(qtbot, view, workbench):
    say(workbench, "Amina", "place", "fact")
    measured(qtbot, view)
    assert "Amina is done with 1 article" in words_shown(view)
    assert button(view, "Measure agreement").hasFocus()


def test_every_measure_comes_on_request(qtbot, view, workbench):
    say(workbench, "Amina", "place", "fact")
    say(workbench, "Ben", "person", "prediction")
    measured(qtbot, view)
    before = len(cells(view.findChild(QTreeView)))
    view.findChild(QCheckBox).click()
    qtbot.waitUntil(lambda: not view.is_measuring, timeout=20_000)
    assert len(cells(view.findChild(QTreeView))) > before


def test_a_change_after_measuring_is_told(qtbot, view, workbench):
    say(workbench, "Amina", "place", "fact")
    say(workbench, "Ben", "person", "fact")
    measured(qtbot, view)
    assert "Measure again" not in words_shown(view)
    workbench.open(workbench.project.articles()[0].id)
    workbench.mark("opened")
    assert "Labels have changed since" in words_shown(view)


def test_a_closed_project_takes_its_report_away(qtbot, view, workbench):
    say(workbench, "Amina", "place", "fact")
    say(workbench, "Ben", "person", "fact")
    measured(qtbot, view)
    workbench.close_project()
    assert not any(each.isVisible() for each in view.findChildren(QTableView))
    assert not button(view, "Measure agreement").isEnabled()


def test_who_labels_next_does_not_see_the_report_before(qtbot, view, workbench):
    say(workbench, "Amina", "place", "fact")
    say(workbench, "Ben", "person", "fact")
    measured(qtbot, view)
    workbench.choose_annotator("Amina")
    assert not any(each.isVisible() for each in view.findChildren(QTableView))
    assert view.findChild(PassagesTable).model().rowCount() == 0


def test_who_labels_next_does_not_see_a_result_that_comes_late(qtbot, view, workbench, monkeypatch):
    say(workbench, "Amina", "place", "fact")
    say(workbench, "Ben", "person", "fact")
    has_changed = threading.Event()

    def explore_too_late(project, options, **_):
        report = exploring.explore(project, options)
        has_changed.wait(120)
        return report

    monkeypatch.setattr("annotator.gui.agreement.view.explore", explore_too_late)
    view.measure()
    workbench.choose_annotator("Amina")
    assert not view.is_measuring
    has_changed.set()
    qtbot.waitUntil(lambda: not workbench.jobs.running, timeout=20_000)
    assert not any(each.isVisible() for each in view.findChildren(QTableView))
    assert view.findChild(PassagesTable).model().rowCount() == 0


def test_measuring_can_be_cancelled(qtbot, view, workbench, monkeypatch):
    say(workbench, "Amina", "place", "fact")
    say(workbench, "Ben", "person", "fact")
    is_cancelled = threading.Event()

    def explore_when_cancelled(project, options, **how):
        is_cancelled.wait(120)
        return exploring.explore(project, options, **how)

    monkeypatch.setattr("annotator.gui.agreement.view.explore", explore_when_cancelled)
    view.measure()
    assert button(view, "Cancel").hasFocus()
    qtbot.keyClick(button(view, "Cancel"), Qt.Key.Key_Space)
    is_cancelled.set()
    qtbot.waitUntil(lambda: not view.is_measuring, timeout=20_000)
    assert button(view, "Measure agreement").isVisible()
    assert not view.findChild(PassagesTable).isVisible()
