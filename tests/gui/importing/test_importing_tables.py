"""Tables and files of other tools come in through questions that a person answers."""

from __future__ import annotations

import json
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTableWidget

from annotator.gui.importing import importer as importer_module
from annotator.gui.importing import labels_dialog
from annotator.gui.importing.columns_dialog import ColumnsDialog
from annotator.gui.importing.labels_dialog import LabelsDialog
from annotator.workflows.importing import bringing_in
from annotator.workflows.importing.articles import import_paths
from annotator.workflows.importing.bringing_in import bring_in

LABELLED = [
    {"text": "😀 Rada Ilves met nobody.", "label": [[2, 12, "PER"], [13, 16, "Banana"]], "id": 1},
    {"text": "Nobody came.", "label": [[0, 6, "PER"], [7, 99, "Far"]], "id": 2},
]


@pytest.fixture
def importer(window, monkeypatch):
    def unmarked(project, paths, options, **rest):
        object.__setattr__(options, "preannotate", False)
        return import_paths(project, paths, options, **rest)

    monkeypatch.setattr(importer_module, "import_paths", unmarked)
    return window.transfers.importer


def opened(qtbot, window, kind):
    def shown():
        return [each for each in window.findChildren(kind) if each.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[0]


def finished(qtbot, window, importer):
    qtbot.waitUntil(lambda: not window.workbench.jobs.running and not importer.is_running)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("n;heading;wording;day\n1;Water;The envoy came.;2026-02-27\n2;None;;x\n")
    return path


@pytest.fixture
def labelled(tmp_path):
    path = tmp_path / "their.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in LABELLED), encoding="utf-8")
    return path


def texts(window):
    project = window.workbench.project
    return [project.text(each.id) for each in project.articles()]


def choose(box, words):
    box.setCurrentIndex(box.findData(words))
    assert box.currentData() == words


def test_it_is_asked_which_column_of_a_table_is_what(qtbot, window, importer, table):
    importer.start((table,))
    dialog = opened(qtbot, window, ColumnsDialog)
    assert "semicolons" in dialog.told.text() and not dialog.take.isEnabled()
    assert dialog.problem.isVisible() and dialog.rows.item(0, 2).text() == "The envoy came."
    choose(dialog.roles["text"], "wording")
    choose(dialog.roles["title"], "heading")
    assert dialog.rows.horizontalHeaderItem(2).text() == "wording → Text"
    dialog.with_title.click()
    dialog.take.click()
    finished(qtbot, window, importer)
    assert texts(window)[4:] == ["Water\n\nThe envoy came.", "None"]


def test_choices_for_columns_are_kept_in_a_file(qtbot, window, importer, table, tmp_path):
    importer.start((table,))
    dialog = opened(qtbot, window, ColumnsDialog)
    choose(dialog.roles["text"], "wording")
    dialog.keep(tmp_path / "columns.yaml")
    dialog.roles["text"].setCurrentIndex(0)
    dialog.use(tmp_path / "columns.yaml")
    assert dialog.columns == {"text": ("wording",), "title": ("heading",)}
    dialog.leave.click()
    finished(qtbot, window, importer)
    assert len(texts(window)) == 4


def test_tables_with_the_same_columns_are_asked_about_once(qtbot, window, importer, tmp_path):
    for name, words in (("a.csv", "One."), ("b.csv", "Two."), ("c.jsonl", "")):
        line = f"text,title\n{words},x\n" if words else '{"body": "Three."}'
        (tmp_path / name).write_text(line)
    importer.start(tuple(tmp_path / each for each in ("a.csv", "b.csv", "c.jsonl")))
    dialog = opened(qtbot, window, ColumnsDialog)
    assert "1 more file" in dialog.told.text()
    dialog.take.click()
    assert "c.jsonl" in dialog.told.text() and dialog.columns == {"text": ("body",)}
    dialog.take.click()
    finished(qtbot, window, importer)
    assert texts(window)[4:] == ["One.", "Two.", "Three."]


def test_a_table_that_cannot_be_read_is_named_with_the_reason(qtbot, window, importer, tmp_path):
    (tmp_path / "bad.csv").write_text('text\n"open\n')
    importer.start((tmp_path / "bad.csv",))
    finished(qtbot, window, importer)
    found = importer.shown.findChild(QTableWidget)
    assert found.item(0, 0).text() == "bad.csv" and "no whole table" in found.item(0, 1).text()


def labels(qtbot, window, importer, labelled):
    importer.start((labelled,))
    dialog = opened(qtbot, window, LabelsDialog)
    qtbot.waitUntil(lambda: dialog.take.isEnabled())
    return dialog


def box_of(dialog, label):
    table = dialog.labels
    rows = {table.item(at, 1).text(): at for at in range(table.rowCount())}
    box = table.cellWidget(rows[label], 3)
    assert isinstance(box, QComboBox)
    return box


def test_what_each_label_becomes_is_proposed_and_chosen(qtbot, window, importer, labelled):
    dialog = labels(qtbot, window, importer, labelled)
    assert dialog.format.currentData() == "doccano"
    assert "code points" in dialog.evidence.text()
    assert "Far" in dialog.holdings.toPlainText() and "😀 Rada" in dialog.holdings.toPlainText()
    assert box_of(dialog, "PER").currentData() == "entity PERSON"
    assert box_of(dialog, "Banana").currentData() == "skip"
    choose(box_of(dialog, "Banana"), "entity ORG")
    article = window.workbench.article_id
    dialog.take.click()
    qtbot.waitUntil(lambda: dialog.leave.text() == "Close" and not dialog.take.isVisible())
    assert "Far" in dialog.holdings.toPlainText()
    project = window.workbench.project
    assert window.workbench.article_id == article and project.article_count() == 6
    added = [each.id for each in project.articles()][4:]
    mentions = [
        (each.kind, each.span.covered(project.text(article)))
        for article in added
        for each in project.layer(article, project.annotator.id).mentions
    ]
    assert sorted(mentions) == [("ORG", "met"), ("PERSON", "Nobody"), ("PERSON", "Rada Ilves")]
    assert not project.suggestions(added[0])
    dialog.leave.click()
    assert not dialog.isVisible()
    finished(qtbot, window, importer)
    assert project.suggestions(added[0]), "marked like other articles, while labelling goes on"
    assert project.uncompared() == ()


def test_a_folder_of_labelled_texts_is_asked_about_too(qtbot, window, importer, tmp_path):
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / "a.txt").write_text("Rada came.")
    (folder / "a.ann").write_text("T1\tPER 0 4\tRada\n")
    dialog = labels(qtbot, window, importer, folder)
    assert dialog.format.currentData() == "brat"
    assert box_of(dialog, "PER").currentData() == "entity PERSON"


def test_another_unit_of_offsets_is_looked_at_before_anything_comes_in(
    qtbot, window, importer, labelled
):
    dialog = labels(qtbot, window, importer, labelled)
    dialog.offsets.setCurrentIndex(dialog.offsets.findData("UTF-16 units"))
    dialog.offsets.activated.emit(dialog.offsets.currentIndex())
    qtbot.waitUntil(lambda: "UTF-16" in dialog.evidence.text())
    assert "Rada Ilve”" in dialog.holdings.toPlainText()
    dialog.format.setCurrentIndex(dialog.format.findData("brat"))
    dialog.format.activated.emit(dialog.format.currentIndex())
    qtbot.waitUntil(lambda: "their.jsonl" in dialog.told.text() and dialog.format.isEnabled())
    assert not dialog.take.isEnabled() and dialog.labels.rowCount() == 0
    dialog.format.setCurrentIndex(dialog.format.findData("doccano"))
    dialog.format.activated.emit(dialog.format.currentIndex())
    qtbot.waitUntil(lambda: dialog.take.isEnabled())
    assert window.workbench.project.article_count() == 4


def test_choices_for_labels_are_kept_in_a_file(qtbot, window, importer, labelled, tmp_path):
    dialog = labels(qtbot, window, importer, labelled)
    choose(box_of(dialog, "Banana"), "statement")
    dialog.keep(tmp_path / "labels.yaml")
    choose(box_of(dialog, "Banana"), "skip")
    dialog.use(tmp_path / "labels.yaml")
    assert box_of(dialog, "Banana").currentData() == "statement"
    (tmp_path / "labels.yaml").write_text("labels: {PER: banana}")
    dialog.use(tmp_path / "labels.yaml")
    assert box_of(dialog, "Banana").currentData() == "statement"


def test_files_of_all_sorts_at_once_come_in_one_after_the_other(
    qtbot, window, importer, labelled, table, tmp_path
):
    (tmp_path / "a.txt").write_text("Plain words.")
    second = tmp_path / "more.jsonl"
    second.write_text('{"text": "Lone.", "label": [[0, 4, "PER"]]}')
    importer.start((labelled, second, table, tmp_path / "a.txt"))
    columns = opened(qtbot, window, ColumnsDialog)
    choose(columns.roles["text"], "wording")
    columns.take.click()
    dialog = opened(qtbot, window, LabelsDialog)
    assert len(texts(window)) == 6
    qtbot.waitUntil(lambda: dialog.take.isEnabled())
    dialog.skip.click()
    qtbot.waitUntil(lambda: "more.jsonl" in dialog.told.text() and dialog.take.isEnabled())
    dialog.take.click()
    qtbot.waitUntil(lambda: window.workbench.project is not None and dialog.leave.text() == "Close")
    assert texts(window)[-1] == "Lone."


def test_columns_of_a_dataset_and_targets_of_stances_are_chosen(qtbot, window, importer, tmp_path):
    path = tmp_path / "tweets.tsv"
    path.write_text(
        "Tweet\tTarget\tStance\tWho\nCalm is best.\tTrade Pact\tFAVOR\tCem\n", encoding="utf-8"
    )
    importer.start((path,))
    dialog = opened(qtbot, window, LabelsDialog)
    qtbot.waitUntil(lambda: dialog.take.isEnabled())
    assert dialog.format.currentData() == "dataset" and dialog.columns.isVisible()
    assert dialog.columns.roles["target"].currentText() == "Target"
    dialog.columns.roles["annotator"].setCurrentText("Who")
    dialog.columns.roles["annotator"].activated.emit(0)
    qtbot.waitUntil(lambda: dialog.take.isEnabled())
    assert dialog.columns.roles["annotator"].currentText() == "Who"
    assert box_of(dialog, "FAVOR").currentData() == "stance favor"
    assert box_of(dialog, "Trade Pact").currentData() == "skip"
    choose(box_of(dialog, "Trade Pact"), "actor Trade Pact")
    dialog.keep(tmp_path / "labels.yaml")
    dialog.take.click()
    qtbot.waitUntil(lambda: dialog.leave.text() == "Close" and not dialog.take.isVisible())
    project = window.workbench.project
    (added,) = [each.id for each in project.articles()][4:]
    (layer,) = project.layers(added)
    assert [each.name for each in project.annotators() if each.id == layer.annotator] == ["Cem"]
    (statement,) = layer.statements
    assert [(each.value, each.target.id) for each in statement.stances] == [("favor", "Trade Pact")]
    assert "Trade Pact" in {each.id for each in project.actors()}
    kept = (tmp_path / "labels.yaml").read_text(encoding="utf-8")
    assert "annotator: Who" in kept and "Trade Pact: actor Trade Pact" in kept


def test_a_dataset_with_columns_of_any_name_asks_which_is_what(qtbot, window, importer, tmp_path):
    path = tmp_path / "odd.jsonl"
    path.write_text('{"wording": "Calm is best.", "verdict": "x", "label": [[0, 4, "PER"]]}')
    dialog = LabelsDialog((path,), window.workbench, window.settings, window)
    dialog.open()
    dialog.format.setCurrentIndex(dialog.format.findData("dataset"))
    dialog._look_again()
    qtbot.waitUntil(lambda: dialog.columns.isVisible())
    assert "has the name of a text" in dialog.told.text() and not dialog.take.isEnabled()
    dialog.columns.roles["text"].setCurrentText("wording")
    dialog.columns.roles["label"].setCurrentText("verdict")
    dialog.columns.roles["label"].activated.emit(0)
    qtbot.waitUntil(lambda: dialog.take.isEnabled())
    assert "Calm is best." in dialog.holdings.toPlainText()
    dialog.close()


def test_a_file_that_cannot_be_read_leaves_the_format_open(qtbot, window, importer, tmp_path):
    path = tmp_path / "half.jsonl"
    path.write_text('{"text": "Lone.", "label": [[0, 4, "PER"]]}\n{"text": "a')
    dialog = LabelsDialog((path,), window.workbench, window.settings, window)
    dialog.open()
    qtbot.waitUntil(lambda: "line 2" in dialog.told.text())
    assert dialog.format.currentIndex() == -1 and not dialog.take.isEnabled()
    dialog.format.setCurrentIndex(dialog.format.findData("doccano"))
    dialog.format.activated.emit(dialog.format.currentIndex())
    qtbot.waitUntil(lambda: "line 2" in dialog.told.text())
    assert dialog.format.currentData() == "doccano"
    dialog.close()


def test_an_import_that_is_stopped_by_key_tells_that_the_rest_is_missing(
    qtbot, window, importer, labelled, monkeypatch
):
    begun, stopped = threading.Event(), threading.Event()

    def held_up(project, seen, options, *, progress, cancelled):
        def told(done, total, what):
            progress(done, total, what)
            begun.set()
            assert stopped.wait(60)  # within the first text, until somebody has stopped it

        return bring_in(project, seen, options, progress=told, cancelled=cancelled)

    monkeypatch.setattr(bringing_in, "_BATCH", 1)
    monkeypatch.setattr(labels_dialog, "bring_in", held_up)
    before = len(texts(window))
    importer.start((labelled,))
    dialog = opened(qtbot, window, LabelsDialog)
    qtbot.waitUntil(dialog.take.isEnabled)
    dialog.begin_import()
    qtbot.waitUntil(begun.is_set)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible() and "Stopping" in dialog.told.text()
    stopped.set()
    qtbot.waitUntil(lambda: "Import the file again for the rest" in dialog.told.text())
    assert "1 article" in dialog.told.text() and not dialog.progress.isVisible()
    assert "Nothing was left out" not in dialog.holdings.toPlainText()
    assert len(texts(window)) == before + 1 and window.workbench.project.check() == ()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    finished(qtbot, window, importer)
