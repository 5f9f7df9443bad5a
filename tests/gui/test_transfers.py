"""Import and export from the window, in the background."""

from __future__ import annotations

import csv
import json
import threading

import pytest
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QListWidget,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTableWidget,
)

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Mention, Progress
from annotator.corpus.span import Span
from annotator.gui.exporting import ExportDialog
from annotator.gui.importing import importer as importer_module
from annotator.workflows.agreement.adjudicating import accept_unanimous
from annotator.workflows.exporting.files import ExportOptions
from annotator.workflows.importing.articles import ImportOptions, import_paths


@pytest.fixture
def importer(window, monkeypatch):
    """Return the window's importer; what is imported is not marked, which would load spaCy."""

    def unmarked(project, paths, options, **rest):
        bare = ImportOptions(encodings=options.encodings, preannotate=False)
        return import_paths(project, paths, bare, **rest)

    monkeypatch.setattr(importer_module, "import_paths", unmarked)
    return window.transfers.importer


def settle_something(project):
    """Let two annotators agree on a label, and accept what they agree on."""
    article, first = project.articles()[0].id, project.annotator.name
    for name in (first, "Bo"):
        who = project.use_annotator(name).id
        mention = Mention(new_id(), article, who, Span(0, 4), "place")
        done = Progress(f"{article}:{who}", article, who, "done")
        before = project.layer(article).progress
        edits = (Edit(None, mention), Edit(before, done))
        project.apply(Step(edits, "Label", article))
    project.use_annotator(first)
    assert accept_unanimous(project).things


def finished(qtbot, window):
    qtbot.waitUntil(lambda: not window.workbench.jobs.running)
    qtbot.waitUntil(lambda: not window.transfers.importer.is_running)


def shown(dialog, kind):
    return next(each for each in dialog.findChildren(kind) if each.isVisible())


def test_a_folder_is_imported_and_appears_in_the_queue(qtbot, window, importer, tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    for at in range(3):
        text = f"Title {at}\n\nSomething happened in town {at}. Nobody was hurt.\n"
        (folder / f"{at}.txt").write_text(text, encoding="utf-8")
    importer.start((folder,))
    finished(qtbot, window)
    assert window.workbench.project.article_count() == 7
    assert window.queue.progress_text == "0 of 7 done"
    assert importer.shown.isHidden()
    assert window._status.text.startswith("3 articles were imported.")


def test_a_bad_file_is_named_with_the_reason_and_the_rest_goes_in(
    qtbot, window, importer, tmp_path
):
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_text("A title\n\nAn article about nothing much.\n", encoding="utf-8")
    empty.write_bytes(b"")
    importer.start((good, empty))
    finished(qtbot, window)
    table = shown(importer.shown, QTableWidget)
    assert [table.item(at, 0).text() for at in range(table.rowCount())] == ["empty.txt"]
    assert table.item(0, 1).text()
    assert window.workbench.project.article_count() == 5


def test_the_same_text_twice_is_recognised(qtbot, window, importer, tmp_path):
    file = tmp_path / "one.txt"
    file.write_text("A title\n\nAn article about nothing much.\n", encoding="utf-8")
    importer.start((file,))
    finished(qtbot, window)
    importer.start((file,))
    finished(qtbot, window)
    assert window.workbench.project.article_count() == 5
    assert "already" in shown(importer.shown, QTableWidget).item(0, 1).text()


def test_a_doubtful_encoding_is_shown_and_chosen_by_a_person(qtbot, window, importer, tmp_path):
    words = "Başlık\n\nTürkçe bir yazı: çağrı, şüphe, görüş, ığdır. Kuşkusuz öyle.\n"
    file = tmp_path / "turkish.txt"
    file.write_bytes(words.encode("windows-1254"))
    importer.start((file,))
    finished(qtbot, window)
    assert window.workbench.project.article_count() == 4
    dialog = importer.shown
    assert shown(dialog, QListWidget).item(0).text() == "✓ turkish.txt"
    shown(dialog, QComboBox).setCurrentText("windows-1254")
    assert "Türkçe bir yazı" in shown(dialog, QPlainTextEdit).toPlainText()
    buttons = {each.text(): each for each in dialog.findChildren(QPushButton)}
    buttons["Import these files"].click()
    finished(qtbot, window)
    assert window.workbench.project.article_count() == 5
    article = window.workbench.project.articles()[-1].id
    assert "çağrı" in window.workbench.project.text(article)


def test_no_doubtful_file_goes_in_that_nobody_looked_at(qtbot, window, importer, tmp_path):
    files = [tmp_path / f"{at}.txt" for at in range(3)]
    for at, file in enumerate(files):
        file.write_bytes(f"Çağrı numara {at}: şüphe ve görüş.\n".encode("windows-1254"))
    importer.start(tuple(files))
    finished(qtbot, window)
    dialog = importer.shown
    buttons = {each.text(): each for each in dialog.findChildren(QPushButton)}
    assert not buttons["Import these files"].isEnabled()
    shown(dialog, QListWidget).setCurrentRow(1)
    assert not buttons["Import these files"].isEnabled()
    shown(dialog, QListWidget).setCurrentRow(2)
    assert buttons["Import these files"].isEnabled() and buttons["Import these files"].isDefault()
    assert window.workbench.project.article_count() == 4


def test_one_encoding_can_be_chosen_for_all_doubtful_files(qtbot, window, importer, tmp_path):
    files = [tmp_path / f"{at}.txt" for at in range(3)]
    for at, file in enumerate(files):
        file.write_bytes(f"Çağrı numara {at}: şüphe ve görüş.\n".encode("windows-1254"))
    importer.start(tuple(files))
    finished(qtbot, window)
    dialog = importer.shown
    buttons = {each.text(): each for each in dialog.findChildren(QPushButton)}
    shown(dialog, QComboBox).setCurrentText("windows-1254")
    buttons["Read all like this"].click()
    buttons["Import these files"].click()
    finished(qtbot, window)
    assert window.workbench.project.article_count() == 7


def test_the_window_is_at_hand_while_an_import_runs_and_can_stop_it(
    qtbot, window, importer, tmp_path, monkeypatch
):
    for at in range(20):
        text = f"Title {at}\n\nSomething happened in town {at}.\n"
        (tmp_path / f"{at:02}.txt").write_text(text, encoding="utf-8")
    go, is_watched, read = threading.Event(), threading.Event(), []

    def slow(_project, paths, _options, *, progress, cancelled):
        is_watched.wait(120)
        for at, path in enumerate(paths):
            progress(at, len(paths), path.name)
            if at == 2:
                go.wait(120)
            if cancelled():
                break
            read.append(path)
        return importer_module.ImportReport(is_cancelled=cancelled())

    monkeypatch.setattr(importer_module, "import_paths", slow)
    importer.start(tuple(sorted(tmp_path.glob("*.txt"))))
    bar = importer.shown.findChild(QProgressBar)
    is_watched.set()
    qtbot.waitUntil(lambda: bar.value() == 2)
    window.article.reader.next_sentence()
    window.actions_registry.action("statement.new").trigger()
    assert len(window.workbench.session.statements) == 1
    buttons = {each.text(): each for each in importer.shown.findChildren(QPushButton)}
    buttons["Stop"].click()
    go.set()
    finished(qtbot, window)
    assert len(read) == 2


def test_nothing_is_imported_into_a_project_that_is_not_there(window, importer, tmp_path):
    window.workbench.close_project()
    importer.start((tmp_path,))
    assert "Open a project first" in window._status.text and importer.shown is None


def test_closing_the_window_during_an_import_ends_it_and_keeps_whole_articles(
    qtbot, window, importer, tmp_path, project_path, monkeypatch
):
    started = threading.Event()

    def endless(project, _paths, _options, *, progress, cancelled):
        while not cancelled():
            started.set()
            project.article_count()
        return importer_module.ImportReport(is_cancelled=True)

    monkeypatch.setattr(importer_module, "import_paths", endless)
    importer.start((tmp_path,))
    qtbot.waitUntil(started.is_set)
    window.close()
    assert window.workbench.project is None


def test_the_export_dialog_writes_what_the_command_line_writes(qtbot, window, tmp_path):
    window.article.reader.next_sentence()
    window.actions_registry.action("statement.new").trigger()
    window.actions_registry.action("codebook.type.fact").trigger()
    dialog = window.transfers.exporter.ask()
    dialog.format.setCurrentIndex(dialog.format.findData("csv"))
    dialog.place.setText(str(tmp_path / "out.csv"))
    dialog._finish()
    finished(qtbot, window)
    assert window._status.text.startswith(f"Wrote {tmp_path / 'out.csv'}")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1 and any("fact" in value for value in rows[0].values())


def test_an_export_to_a_folder_that_is_gone_is_told_and_nothing_is_left(qtbot, window, tmp_path):
    options = ExportOptions(format="json", out=tmp_path / "nowhere" / "out.json")
    window.transfers.exporter.start(options)
    finished(qtbot, window)
    qtbot.waitUntil(lambda: window._notice.text != "")
    assert not (tmp_path / "nowhere").exists()


def test_an_export_that_fails_once_more_is_told_once_more(qtbot, window, tmp_path):
    told = []
    window.workbench.problems.appeared.connect(told.append)
    for times in (1, 2):
        options = ExportOptions(format="json", out=tmp_path / "gone" / "out.json")
        window.transfers.exporter.start(options)
        qtbot.waitUntil(lambda times=times: len(told) == times)
        finished(qtbot, window)
    assert told[0] == told[1]


def test_the_dialog_says_what_is_missing_before_it_exports(qtbot, window, tmp_path):
    dialog = ExportDialog(window, proposed=tmp_path / "a.b", annotators=("Amina",))
    qtbot.addWidget(dialog)
    assert dialog.place.text().endswith("a.b.json")
    dialog.place.setText(str(tmp_path / "missing" / "x.json"))
    assert "There is no folder" in dialog._problem.text()
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    dialog.place.setText(str(tmp_path / "x.json"))
    assert "will be replaced" in dialog._problem.text()
    ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    assert ok.isEnabled()
    for nowhere in ("~nobody-of-that-name/x.json", str(tmp_path / ("y" * 400)), str(tmp_path)):
        dialog.place.setText(nowhere)
        assert dialog._problem.text() and not ok.isEnabled(), nowhere


def test_an_export_is_proposed_beside_the_project_not_among_the_articles(window, tmp_path):
    window.settings.folder = tmp_path / "articles"
    dialog = window.transfers.exporter.ask()
    assert dialog.place.text() == str(window.workbench.project.path.with_suffix(".json"))
    dialog.reject()


def test_another_format_takes_its_own_ending_also_at_a_place_of_one_s_own(qtbot, window, tmp_path):
    dialog = ExportDialog(window, proposed=tmp_path / "a.b", annotators=("Amina",))
    qtbot.addWidget(dialog)
    for typed, expected in (("mine.json", "mine.csv"), ("mine", "mine"), ("v1.2", "v1.2")):
        dialog.format.setCurrentIndex(dialog.format.findData("json"))
        dialog.place.setText(str(tmp_path / typed))
        dialog.place.textEdited.emit(dialog.place.text())
        dialog.format.setCurrentIndex(dialog.format.findData("csv"))
        assert dialog.place.text() == str(tmp_path / expected)


def test_what_was_settled_is_offered_once_anything_is(qtbot, window, tmp_path):
    dialog = window.transfers.exporter.ask()
    assert dialog.who.findData("gold") < 0
    dialog.reject()
    settle_something(window.workbench.project)
    dialog = window.transfers.exporter.ask()
    dialog.who.setCurrentIndex(dialog.who.findData("gold"))
    dialog.place.setText(str(tmp_path / "gold.json"))
    assert dialog.wanted().annotators == ("gold",)
    window.transfers.exporter.start(dialog.wanted())
    finished(qtbot, window)
    written = json.loads((tmp_path / "gold.json").read_text(encoding="utf-8"))
    assert {each["name"] for each in written["annotators"]} == {"Settled"}


def test_a_format_of_many_files_is_written_as_a_folder(qtbot, window, tmp_path):
    dialog = ExportDialog(window, proposed=tmp_path / "talks", annotators=("Amina",))
    qtbot.addWidget(dialog)
    dialog.format.setCurrentIndex(dialog.format.findData("doccano"))
    assert dialog.place.text() == str(tmp_path / "talks")
    (tmp_path / "talks").mkdir()
    assert dialog.place.problem() == ""
    (tmp_path / "notes").write_text("mine")
    dialog.place.setText(str(tmp_path / "notes"))
    assert "is a file" in dialog.place.problem()


def test_articles_nobody_opened_are_offered_where_a_format_leaves_them_out(qtbot, window, tmp_path):
    dialog = ExportDialog(window, proposed=tmp_path / "talks", annotators=("Amina",))
    qtbot.addWidget(dialog)
    assert dialog.unopened.isHidden(), "complete JSON has them anyway"
    dialog.format.setCurrentIndex(dialog.format.findData("prodigy"))
    assert not dialog.unopened.isHidden() and not dialog.wanted().unopened
    dialog.unopened.setChecked(True)
    assert dialog.wanted().unopened
    dialog.done_only.setChecked(True)
    assert not dialog.unopened.isEnabled() and not dialog.wanted().unopened
