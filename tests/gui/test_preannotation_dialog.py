"""Choosing what marks articles before a person looks, and marking them again in the background."""

from __future__ import annotations

import pytest
import spacy
from PySide6.QtWidgets import QDialogButtonBox

from annotator.workflows.marking.adding_pipeline import chosen_pipeline

OK = QDialogButtonBox.StandardButton.Ok


@pytest.fixture
def folder(tmp_path):
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "EVENT", "pattern": "return"}])
    nlp.meta.update(name="talks", version="0.1")
    nlp.to_disk(tmp_path / "talks")
    return tmp_path / "talks"


def opened(window):
    dialog = window.transfers.preannotator.ask()
    return dialog, dialog.findChild(QDialogButtonBox).button(OK)


def finished(qtbot, window):
    qtbot.waitUntil(lambda: not window.workbench.jobs.running, timeout=30_000)
    qtbot.waitUntil(lambda: not window.transfers.preannotator.is_running)


def suggested(window):
    session = window.workbench.session
    return [each.span.covered(session.text) for each in session.open_suggestions]


def test_the_menu_opens_the_dialog_and_the_rules_alone_are_chosen_first(window):
    assert window.actions_registry.action("project.preannotate").isEnabled()
    dialog, button = opened(window)
    assert dialog.pipeline.currentData() is None
    assert button.isEnabled()
    assert dialog.problem == ""


def test_a_folder_without_a_pipeline_says_why_and_cannot_be_used(window, tmp_path):
    (tmp_path / "empty").mkdir()
    dialog, button = opened(window)
    dialog.show_folder(tmp_path / "empty")
    assert "no config.cfg" in dialog.problem
    assert not button.isEnabled()
    dialog.pipeline.setCurrentIndex(0)
    assert dialog.problem == ""
    assert button.isEnabled()


def test_a_chosen_folder_adds_to_the_article_in_hand_and_is_remembered(qtbot, window, folder):
    workbench = window.workbench
    dialog, button = opened(window)
    dialog.show_folder(folder)
    assert dialog.problem == ""
    button.click()
    assert window.transfers.preannotator.ask() is None  # one at a time
    finished(qtbot, window)
    assert "return" in suggested(window)
    assert "Norland" in suggested(window)  # by the rules
    assert chosen_pipeline(workbench.project) == str(folder)
    assert "spacy:en_talks 0.1" in window._status.text
    again, _ = opened(window)
    assert again.pipeline.currentData() == str(folder)
    again.pipeline.setCurrentIndex(0)
    again.accept()
    window.transfers.preannotator.start(None)
    finished(qtbot, window)
    assert "return" not in suggested(window)
    assert "Norland" in suggested(window)


def test_a_pipeline_that_breaks_is_told_and_what_was_labelled_stays(qtbot, window, folder):
    workbench = window.workbench
    suggestion = workbench.session.open_suggestions[0]
    workbench.apply(workbench.session.accept(suggestion))
    mentions = workbench.session.mentions
    (folder / "entity_ruler" / "patterns.jsonl").write_text('{"label": 7}\n')
    window.transfers.preannotator.start(str(folder))
    finished(qtbot, window)
    assert workbench.session.mentions == mentions
    assert "was stopped" in window._notice.text
    assert "Norland" in suggested(window)


def test_the_place_in_the_article_stays_when_suggestions_are_read_anew(qtbot, window):
    workbench, bar = window.workbench, window.article.reader.verticalScrollBar()
    window.resize(900, 560)
    window.article.reader.set_text_size(40)
    qtbot.waitUntil(lambda: bar.maximum() > 60)
    bar.setValue(50)
    project, article = workbench.project, workbench.article_id
    (run, *_) = project.engine_runs()
    project.store_suggestions(run, {article: project.suggestions(article)[:1]})
    before = workbench.session
    workbench.read_suggestions()
    assert workbench.session is not before
    assert len(workbench.session.suggestions) == 1
    assert bar.value() == 50
    same = workbench.session
    workbench.read_suggestions()
    assert workbench.session is same
