"""The dataset builder: each choice shows at once what comes of it, and what is shown is written."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Progress, Source, Stance, Statement, Target
from annotator.corpus.span import Span
from annotator.gui.widgets.choices_form import TallForm
from annotator.workflows.exporting.building import BuildOptions, preview


def labelled(project, who, value):
    """Let somebody label the first words of all articles, and finish them."""
    project.use_annotator(who)
    for row in project.articles():
        name = project.annotator.id
        statement = Statement(
            id=new_id(),
            article=row.id,
            annotator=name,
            content=(Span(0, 12),),
            source=Source(actors=("RUS",)),
            claim_types=("call",),
            stances=(Stance(Target("topic", "dialogue"), value),),
        )
        done = Progress(f"{row.id}:{name}", row.id, name, "done")
        before = project.layer(row.id, name).progress
        project.apply(Step((Edit(None, statement), Edit(before, done)), "Label", row.id))


@pytest.fixture
def builder(window, qtbot):
    """The builder over four articles, labelled by two people who differ."""
    project = window.workbench.project
    me = project.annotator.name
    labelled(project, "Bo", "against")
    project.use_annotator(me)
    labelled(project, me, "favor")
    window.workbench.open(project.articles()[1].id)
    view = window.beside.dataset()
    waited(qtbot, view)
    choose(qtbot, view, view.choices.who, None)
    yield view
    view.close()


def waited(qtbot, view):
    qtbot.waitUntil(lambda: not view.is_reading)


def choose(qtbot, view, combo, value):
    combo.setCurrentIndex(combo.findData(value))
    waited(qtbot, view)


def cells(table, column):
    model = table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_rows_and_counts_are_shown_without_a_question(builder):
    assert builder.page.summary == "16 rows from 4 articles."
    counts = dict(zip(cells(builder.page.counts, 0), cells(builder.page.counts, 1), strict=True))
    assert counts == {"articles": "4", "rows": "16", "NONE": "8", "against": "4", "favor": "4"}
    assert len(cells(builder.page.rows, 0)) == 16


def test_what_others_said_is_shown_only_to_who_asks_for_it(builder, window, qtbot):
    me = window.workbench.project.annotator.name
    builder.choices.show_project(window.workbench.project, is_other=True)
    assert builder.choices.options().annotators == (me,)
    choose(qtbot, builder, builder.choices.whose, "soft")
    assert builder.choices.options().annotators is None


def test_a_choice_shows_at_once_what_comes_of_it(builder, qtbot):
    choose(qtbot, builder, builder.choices.negatives, "none")
    choose(qtbot, builder, builder.choices.whose, "majority")
    assert builder.page.summary.startswith("0 rows")
    assert "8 stances: no label has more than half of the votes" in (
        builder.page.notes.toPlainText()
    )
    choose(qtbot, builder, builder.choices.ties, "keep")
    assert set(cells(builder.page.rows, 1)) == {"tied: against 50%, favor 50%"}
    choose(qtbot, builder, builder.choices.who, "Bo")
    assert set(cells(builder.page.rows, 1)) == {"against"}


def test_splits_are_columns_of_the_counts(builder, qtbot):
    choose(qtbot, builder, builder.choices.split, "80/20")
    head = [
        builder.page.counts.model().headerData(each, Qt.Orientation.Horizontal)
        for each in range(builder.page.counts.model().columnCount())
    ]
    assert head == ["", "train", "test"]


def test_words_that_name_no_split_are_explained_and_nothing_is_written(builder, qtbot):
    builder.choices.split.setEditText("most of it")
    waited(qtbot, builder)
    assert "80/10/10" in builder._empty.text
    builder.write()
    assert not [each for each in builder.findChildren(QDialog) if each.isVisible()]
    assert "80/10/10" in builder.status


def test_new_labels_are_counted_while_the_window_is_in_sight(builder, window, qtbot):
    choose(qtbot, builder, builder.choices.negatives, "none")
    assert builder.page.summary.startswith("8 rows")
    statement = window.workbench.session.statements[0]
    window.workbench.gesture(lambda: window.workbench.session.remove_statement(statement.id))
    qtbot.waitUntil(lambda: builder.page.summary.startswith("7 rows"))


def test_enter_on_a_row_opens_its_passage(builder, qtbot):
    with qtbot.waitSignal(builder.passage_requested) as opened:
        builder.go_to_rows()
        qtbot.keyClick(builder.page.rows, Qt.Key.Key_Return)
    article, span = opened.args
    row = builder.page.rows.model().passage(0)
    assert (article, span) == (row.article_uid, Span(row.start, row.end))


def test_what_is_shown_is_what_is_written(builder, window, qtbot, tmp_path):
    choose(qtbot, builder, builder.choices.whose, "soft")
    builder.write()
    dialog = next(each for each in builder.findChildren(QDialog) if each.isVisible())
    out = tmp_path / "out"
    dialog.place.setText(str(out))
    dialog.licence.setText("CC0-1.0")
    options = dialog.wanted()
    assert options.dataset == builder.choices.options()
    dialog._finish()
    qtbot.waitUntil(lambda: (out / "README.md").exists())
    qtbot.waitUntil(lambda: str(out) in builder.status)
    rows = [json.loads(each) for each in (out / "all.jsonl").read_text("utf-8").splitlines()]
    expected = preview(window.workbench.project, options.dataset).rows
    assert [row["id"] for row in rows] == [row.id for row in expected]
    assert "CC0-1.0" in (out / "README.md").read_text("utf-8")


def test_a_number_that_was_just_typed_is_what_is_written(builder, qtbot):
    for each, typed in ((builder.choices.seed, "77"), (builder.choices.ratio, "2.5")):
        each.setFocus()
        each.selectAll()
        qtbot.keyClicks(each, typed)
    builder.write()
    dialog = next(each for each in builder.findChildren(QDialog) if each.isVisible())
    wanted = dialog.wanted().dataset
    assert (wanted.seed, wanted.split.seed, wanted.negatives) == (77, 77, 2.5)


def test_what_went_wrong_is_told_each_time_and_goes_away_when_it_went_well(
    builder, window, qtbot, tmp_path
):
    told = []
    window.workbench.problems.appeared.connect(told.append)
    file = tmp_path / "file"
    file.touch()
    options = builder.choices.options()
    for times in (1, 2):
        builder.start_writing(BuildOptions(options, file))
        qtbot.waitUntil(lambda times=times: len(told) == times)
    assert all("file, and a folder is written" in each for each in told)
    with qtbot.waitSignal(window.workbench.problems.went_away):
        builder.start_writing(BuildOptions(options, tmp_path / "out"))
    qtbot.waitUntil(lambda: str(tmp_path / "out") in builder.status)


def test_choices_that_do_not_matter_for_the_task_cannot_be_made(builder, qtbot):
    choices = builder.choices
    choose(qtbot, builder, choices.task, "claim-type")
    assert not choices.unclear.isEnabled()
    assert not choices.negatives.isEnabled()
    choose(qtbot, builder, choices.task, "article-labels")
    assert not choices.unit.isEnabled()
    choose(qtbot, builder, choices.whose, "gold")
    assert not choices.who.isEnabled()
    assert "Nothing is settled" in builder._empty.text


def test_no_choice_is_cut_where_the_screen_is_small(builder, qtbot):
    builder.setMinimumSize(0, 0)
    builder.resize(704, 402)
    form = builder.findChild(TallForm)
    qtbot.waitUntil(lambda: builder.width() == 704)
    room = form.viewport().width()
    for each in builder.choices.findChildren(QComboBox):
        right = each.mapTo(builder.choices, each.rect().topRight()).x()
        assert right < room, each.accessibleName()
