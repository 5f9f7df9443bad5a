"""The window for training: what there is to learn, scores while it learns, and marking with it."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Progress, Source, Stance, Statement, Target
from annotator.corpus.span import Span
from annotator.gui.training.tables import counts_table
from annotator.preannotation.pipelines.training import Look
from annotator.project import Project
from annotator.workflows.exporting.training import TrainingReport
from annotator.workflows.exporting.training_texts import preview_training
from tests.gui.conftest import article_of

_NAMES = ("Alba", "Brunn", "Corv", "Dell", "Esk", "Fern", "Gorm", "Hale")
_DAYS = ("Monday", "Tuesday", "Friday")
_LONG = 120_000  # ms: training really runs, on a machine that may be busy


def taught(project):
    """Add articles in which two people say something, all labelled alike and done."""
    for number, name in enumerate(_NAMES):
        content = f"the harbour of {name} will open on {_DAYS[number % 3]}"
        denied = f"{_NAMES[number - 1]} {name}"
        text = f"News of {name}\n\nMinister {name} said {content}. {denied} denied it {number}."
        (article,) = project.add_articles([article_of(text)])
        who = project.annotator.id
        steps = (
            (content, f"Minister {name}", "said", "fact", "favor"),
            (f"it {number}", denied, "denied", "denial", "against"),
        )
        made = [statement(text, article, who, *each) for each in steps]
        done = Progress(f"{article}:{who}", article, who, "done")
        project.apply(Step((*(Edit(None, each) for each in made), Edit(None, done)), "L", article))


def statement(text, article, who, content, source, cue, claim_type, value):
    def found(words):
        start = text.index(words)
        return Span(start, start + len(words))

    return Statement(
        id=new_id(),
        article=article,
        annotator=who,
        content=(found(content),),
        source=Source((found(source),), actors=("RUS",)),
        cue=(found(cue),),
        claim_types=(claim_type,),
        stances=(Stance(Target("topic", "dialogue"), value),),
    )


@pytest.fixture
def view(window, qtbot, tmp_path):
    """The window over a project with something to learn, writing to a folder of the test."""
    taught(window.workbench.project)
    view = window.beside.training()
    view.choices.place.setText(str(tmp_path / "learned"))
    view.choices.steps.setValue(4)
    view.choices.by.setCurrentIndex(view.choices.by.findData("article"))
    counted(qtbot, view)
    return view


def counted(qtbot, view):
    qtbot.waitUntil(lambda: not view.is_reading, timeout=30_000)


def rows(table):
    model = table.model()
    return [model.cells(row) for row in range(model.rowCount())]


def test_a_number_that_was_just_typed_is_what_is_trained_with(view, qtbot, monkeypatch):
    started = []
    monkeypatch.setattr(view.trainer, "start", lambda options, *, is_run: started.append(options))
    view.choices.seed.setFocus()
    view.choices.seed.selectAll()
    qtbot.keyClicks(view.choices.seed, "77")
    view.write()
    assert [each.seed for each in started] == [77]


def test_what_there_is_to_learn_is_counted_as_the_command_line_does(view, window):
    told = preview_training(window.workbench.project, view.choices.options())
    shown = {(task, label): counts for task, label, _note, *counts in rows(view.page.counts)}
    spans = told[0]
    assert shown["Parts", "(texts)"] == [
        str(spans.texts[each]) for each in ("train", "dev", "test")
    ]
    assert sum(map(int, shown["Claim types", "denial"])) == len(_NAMES)
    assert "rare" in {note for _task, _label, note, *_ in rows(view.page.counts)}
    assert "fewer than 10" in view.page.notes


def test_a_choice_is_counted_at_once_and_one_that_changes_no_count_is_not(view, qtbot):
    view.choices.tasks["stance"].setChecked(False)
    counted(qtbot, view)
    assert {task for task, *_ in rows(view.page.counts)} == {"Parts", "Claim types"}
    view.choices.how_large.setCurrentIndex(1)
    assert not view.is_reading


def test_nothing_to_learn_is_said_in_a_sentence(view, qtbot):
    for box in view.choices.tasks.values():
        box.setChecked(False)
    counted(qtbot, view)
    assert "Choose a task" in view.page.summary
    view.choices.tasks["stance"].setChecked(True)
    view.choices.split.setEditText("most of it")
    counted(qtbot, view)
    assert "70/15/15" in view.page.summary


def test_too_little_is_told_and_leaves_no_folder(view, window, qtbot, tmp_path):
    for row in window.workbench.project.articles():
        layer = window.workbench.project.layer(row.id, window.workbench.project.annotator.id)
        edits = tuple(Edit(each, None) for each in layer.statements)
        if edits:
            window.workbench.project.apply(Step(edits, "Remove", row.id))
    view.train()
    qtbot.waitUntil(lambda: not view.trainer.is_running, timeout=30_000)
    assert "too little to train on" in view.page.state
    assert not (tmp_path / "learned").exists()


def test_it_trains_shows_scores_and_marks_articles_when_asked(view, window, qtbot, tmp_path):
    with qtbot.waitSignal(view.trainer.trained, timeout=_LONG):
        view.train()
    out = tmp_path / "learned"
    looks = rows(view.page.looks)
    assert {task for task, *_ in looks} == {"Parts", "Claim types", "Stances"}
    scores = json.loads((out / "scores.json").read_text("utf-8"))["tasks"]
    shown = rows(view.page.scores)
    assert len(shown) == sum(1 + len(each["labels"]) for each in scores)
    assert shown[0][2] == f"{scores[0]['f1']:.3f}"
    assert view.page.use.isVisibleTo(view)
    assert view.choices.place.path != out  # the next one goes beside it
    view.page.use.click()
    qtbot.waitUntil(lambda: not window.transfers.preannotator.is_running, timeout=_LONG)
    project = window.workbench.project
    assert project.setting("pipeline") == str(out / "pipeline")
    assert any(each.engine == "spacy:en_learned" for each in project.engine_runs())


def test_training_that_is_stopped_leaves_the_data_and_says_so(view, qtbot, tmp_path):
    view.choices.steps.setValue(0)
    view.choices.how_large.setCurrentIndex(view.choices.how_large.findData("default"))
    with qtbot.waitSignal(view.trainer.looked, timeout=_LONG):
        view.train()
    assert not view._starts[0].isVisibleTo(view)
    view.train()
    assert "just now" in view.status
    view.page.stop.click()
    qtbot.waitUntil(lambda: not view.trainer.is_running, timeout=30_000)
    assert view.page.state.startswith("Training was stopped")
    out = tmp_path / "learned"
    assert (out / "spans" / "corpus" / "train.spacy").is_file()
    assert not (out / "spans" / "model").exists()
    assert not (out / "pipeline").exists()
    assert not view.page.use.isVisibleTo(view)
    assert view._starts[0].isVisibleTo(view)


def test_writing_alone_says_how_to_train_elsewhere(view, qtbot, tmp_path):
    with qtbot.waitSignal(view.trainer.written, timeout=30_000):
        view.write()
    assert "README" in view.page.state
    assert "spacy project run all" in (tmp_path / "learned" / "README.md").read_text("utf-8")


def test_a_place_that_cannot_be_written_is_told_and_nothing_begins(view, tmp_path):
    view.choices.place.setText(str(tmp_path / "none" / "learned"))
    view.train()
    assert not view.trainer.is_running
    assert "There is no folder" in view.status
    view.choices.place.setText(str(tmp_path))
    assert "will be replaced" in view.choices.warning


def test_keys_lead_to_choices_counts_and_scores(view, qtbot, tmp_path):
    view.activateWindow()
    qtbot.keyClick(view, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert view.page.counts.hasFocus()
    qtbot.keyClick(view, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert view.choices.tasks["spans"].hasFocus()
    view.go_to_scores()
    assert "Nothing was trained" in view.status
    view.use()
    assert "marks articles" in view.status
    view.stop()
    assert "Nothing is trained" in view.status
    view.page.begin()
    view.page.show_look(Look("spans", 1, 100, 0.5, 8803.2))
    view.go_to_scores()
    assert view.page.looks.hasFocus()
    view.page.end("Trained.", TrainingReport(tmp_path, ()))
    view.go_to_scores()
    assert view.page.scores.hasFocus()


def test_closing_the_project_ends_the_training(view, window):
    path = window.workbench.project.path
    view.train()
    window.workbench.close_project()
    assert not view.trainer.is_running
    assert not view.page.state
    with Project.open(path, readonly=True) as project:
        assert len(project.articles()) > len(_NAMES)


def test_what_a_label_is_called_can_be_read_in_a_narrow_table(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    table = counts_table(parent)
    parent.resize(1000, 300)
    with qtbot.waitExposed(parent):
        parent.show()
    table.source.show_rows([("Claim types", "Accusation of somebody", "too little", "1", "2", "3")])
    for width in (300, 900):
        table.resize(width, 200)
        assert table.columnWidth(1) >= table.sizeHintForColumn(1)
    assert table.columnWidth(1) > table.sizeHintForColumn(1) + 100  # it takes what is left
