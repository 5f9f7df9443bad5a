"""The suggestions view on a real project file, and withheld articles in the window."""

from __future__ import annotations

import json
import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QPushButton, QTabWidget

from annotator.annotations.ids import new_id
from annotator.corpus.span import Span
from annotator.gui.queue.model import QueueModel
from annotator.gui.suggestions import SuggestionsView
from annotator.gui.suggestions import view as view_module
from annotator.gui.suggestions.sheets import ComparisonSheet, LedgerSheet
from annotator.preannotation.suggestion import EngineRun, Suggestion
from annotator.project import Project
from annotator.project.asked.serving import draw
from annotator.workflows.marking.withholding import choose_share, chosen_share
from tests.gui.opening import opened


def suggestion_of(project, article, words):
    start = project.text(article).index(words)
    span = Span(start, start + len(words))
    return Suggestion(new_id(), article, "mention", span, "GPE", 0.9, "test", "r2")


@pytest.fixture
def view(qtbot, workbench):
    made = SuggestionsView(workbench)
    qtbot.addWidget(made)
    made.show()
    return made


def texts(view):
    return [each.text() for each in view.findChildren(QLabel) if each.isVisible()]


def counted(qtbot, view):
    view.count()
    qtbot.waitUntil(lambda: not view.is_counting)
    return view.findChild(LedgerSheet).rows()


def label_first(workbench):
    """Accept the mention and leave the quotation; done."""
    first = workbench.project.articles()[0].id
    workbench.open(first)
    session = workbench.session
    mention = next(each for each in session.open_suggestions if each.kind == "mention")
    workbench.gesture(lambda: session.accept(mention))
    workbench.mark("done")


def test_it_counts_when_asked_and_says_what_it_will_show(qtbot, view):
    assert any("nobody's labels" in each for each in texts(view))
    button = next(each for each in view.findChildren(QPushButton) if each.isVisible())
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert view.is_counting
    qtbot.waitUntil(lambda: not view.is_counting)
    assert any("Nothing was shown yet" in each for each in texts(view))


def test_the_ledger_says_what_became_of_each(qtbot, workbench, view):
    label_first(workbench)
    rows = counted(qtbot, view)
    assert rows[0] == ("All", "2", "1", "0", "0", "1", "0", "50 % (9 to 91)")
    assert ("PERSON", "1", "1", "0", "0", "0", "0", "100 % (21 to 100)") in rows
    assert ("quotation", "1", "0", "0", "0", "1", "0", "0 % (0 to 79)") in rows
    assert ("Amina", "2", "1", "0", "0", "1", "0", "50 % (9 to 91)") in rows
    assert any("Suggestions shown: 2. Still open: 0. Articles: 1." in each for each in texts(view))


def test_it_tells_when_labels_have_changed_since(qtbot, workbench, view):
    label_first(workbench)
    counted(qtbot, view)
    outdated = view.findChild(QLabel, "outdated")
    assert not outdated.isVisible()
    workbench.undo()
    assert outdated.isVisible()
    rows = counted(qtbot, view)
    assert rows[0][1:7] == ("2", "1", "0", "0", "0", "1") and not outdated.isVisible()


def test_without_withheld_articles_it_says_what_to_do_for_a_comparison(qtbot, workbench, view):
    label_first(workbench)
    counted(qtbot, view)
    view.findChild(QTabWidget).setCurrentIndex(1)
    assert view.findChild(ComparisonSheet).rows() == ()
    assert any("Set their share under File > Pre-annotation" in each for each in texts(view))


def test_both_groups_are_compared(qtbot, workbench, view):
    label_first(workbench)
    choose_share(workbench.project, 1)
    second = workbench.project.articles()[1].id
    workbench.open(second)
    workbench.mark("done")
    counted(qtbot, view)
    rows = view.findChild(ComparisonSheet).rows()
    assert rows[0][:3] == ("statements per 1,000 words", "0.0", "0.0")
    assert "1 article with suggestions, 10 are needed" in rows[0][3]


def test_a_failure_is_told_and_another_project_begins_anew(qtbot, workbench, view, monkeypatch):
    from annotator.errors import StorageError

    def fail(*_arguments, **_options):
        raise StorageError("The disk went away. Put it back.")

    label_first(workbench)
    counted(qtbot, view)
    monkeypatch.setattr(view_module, "report_on_suggestions", fail)
    counted(qtbot, view)
    assert any("The disk went away" in each for each in texts(view))
    workbench.close_project()
    assert any("What became of the suggestions?" in each for each in texts(view))


def test_the_review_menu_opens_it(window):
    action = window.actions_registry.action("review.suggestions")
    action.trigger()
    assert isinstance(window.beside.suggestions(), SuggestionsView)
    assert window.beside.suggestions().isVisible()


def test_the_dialog_sets_the_share_and_shows_it_again(qtbot, window):
    dialog = window.transfers.preannotator.ask()
    assert dialog.share.value() == 0 and dialog.share.text() == "None"
    dialog.share.setValue(20)
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
    qtbot.waitUntil(lambda: not window.transfers.preannotator.is_running, timeout=30_000)
    assert chosen_share(window.workbench.project) == 0.2
    assert window.transfers.preannotator.ask().share.value() == 20


# -- a withheld article betrays nothing


@pytest.fixture
def window_on(qtbot):
    """Return a function that opens a window on a project file, with the first article open."""
    windows = []

    def open_window(path):
        windows.append(opened(qtbot, path))
        return windows[-1]

    yield open_window
    for each in windows:
        each.close()


def told(window):
    """Return everything that the window says in words."""
    labels = [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
    rows = window.workbench.project.articles()
    model = window.queue.findChild(QueueModel)
    facts = [model.facts(model.listing.row(each.id)) for each in rows]
    actions = [window.actions_registry.action(each) for each in ACTIONS]
    return labels, facts, [(each.isEnabled(), each.text(), each.toolTip()) for each in actions]


def without_suggestions(path, tmp_path):
    """Return a copy of a project in which nothing was ever suggested."""
    copy = tmp_path / "copy" / path.name
    copy.parent.mkdir()
    shutil.copy(path, copy)
    with Project.open(copy) as project:
        for row in project.articles():
            project.store_suggestions(EngineRun("run", "test", "1"), {row.id: ()})
    return copy


ACTIONS = (
    *("suggestion.next", "suggestion.previous", "suggestion.accept", "suggestion.reject"),
    *("mention.correct", "article.undo", "article.done"),
)
KEYS = ("N", "Shift+N", "Return", "X", "E", ".", ";", "J", "S", "1")


def test_a_withheld_article_looks_and_acts_like_one_in_which_nothing_was_found(
    qtbot, project_path, tmp_path, window_on
):
    with Project.open(project_path) as project:
        choose_share(project, 1)
    seen = []
    for path in (project_path, without_suggestions(project_path, tmp_path)):
        window = window_on(path)
        steps = [told(window)]
        for key in KEYS:
            qtbot.keySequence(window.article.reader, key)
            QApplication.processEvents()
            steps.append((key, *told(window)))
        bar = window.article.reader.verticalScrollBar()
        qtbot.waitUntil(lambda bar=bar: not bar._timer.isActive())  # its marks come in a moment
        steps.append(window.article.reader.grab().toImage())
        seen.append(steps)
        window.close()
    assert seen[0][:-1] == seen[1][:-1]
    assert seen[0][-1] == seen[1][-1], "the article is painted the same"


def test_the_queue_says_the_same_of_articles_with_and_without(qtbot, project_path, window_on):
    with Project.open(project_path) as project:
        rows = project.articles()
        for row in rows:
            found = [suggestion_of(project, row.id, "t")]
            project.store_suggestions(EngineRun("r2", "other", "1"), {row.id: found})
        drawn = sorted(draw(project.id, each.id) for each in rows[1:])
        choose_share(project, round((drawn[0] + drawn[1]) / 2, 6))
        assert {project.is_withheld(each.id) for each in rows[1:]} == {True, False}
    window = window_on(project_path)
    _, facts, _ = told(window)
    assert {each.split(" · ")[0] for each in facts[1:]} == {"new"}
    assert not any("to check" in each for each in facts)


def test_an_article_with_suggestions_shows_them_while_others_are_withheld(project_path, window_on):
    with Project.open(project_path) as project:
        first = project.articles()[0].id
        project.serve(first, ())
        choose_share(project, 1)
    window = window_on(project_path)
    assert len(window.workbench.session.open_suggestions) == 2


def test_an_export_shows_no_suggestions_of_a_withheld_article(project_path, tmp_path):
    from annotator.workflows.exporting.files import ExportOptions, export

    def suggested():
        out = tmp_path / "all.json"
        with Project.open(project_path, readonly=True) as project:
            export(project, ExportOptions(format="json", out=out))
        documents = json.loads(out.read_text(encoding="utf-8"))["documents"]
        return sum(len(each["suggestions"]) for each in documents)

    assert suggested() == 2
    with Project.open(project_path) as project:
        choose_share(project, 1)
    assert suggested() == 0


def test_marking_again_does_not_open_a_withheld_article_anew(project_path, window_on):
    with Project.open(project_path) as project:
        choose_share(project, 1)
    workbench = window_on(project_path).workbench
    session = workbench.session
    article, project = session.article.id, workbench.project
    found = [suggestion_of(project, article, "Estovia")]
    project.store_suggestions(EngineRun("r2", "t", "2"), {article: found})
    workbench.read_suggestions()
    assert workbench.session is session
