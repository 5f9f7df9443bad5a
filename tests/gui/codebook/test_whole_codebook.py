"""Article labels, wording and what else a codebook says, written in the codebook editor."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import ArticleLabel
from annotator.codebook.article_labels import ArticleLabelKind, ArticleLabelValue
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.gui.codebook.preview import PreviewDialog
from annotator.gui.codebook.view import CodebookView
from annotator.gui.workbench import Workbench
from annotator.project import Project

GENRE = ArticleLabelKind(
    "genre",
    "Genre",
    "k",
    values=tuple(ArticleLabelValue(each, each.title()) for each in ("news", "opinion", "letter")),
)
LOCAL = ArticleLabelKind("local", "Local", "o")


def article():
    text = "Norland waits."
    facts = Article(new_id(), "Calm", hashlib.sha256(text.encode()).hexdigest(), len(text))
    return NewArticle(facts, text, (Zone("body", Span(0, len(text))),))


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "labels.annotator"
    codebook = replace(default_codebook(), article_labels=(GENRE, LOCAL))
    with Project.create(path, title="Bay", codebook=codebook, annotator="Amina") as project:
        (one,) = project.add_articles([article()])
        who = project.annotator.id
        label = ArticleLabel("given", one, who, "genre", "letter", project.codebook.reference)
        project.apply(Step((Edit(None, label),), "Genre: Letter", one))
    return path


def opened(qtbot, path):
    bench = Workbench()
    assert bench.open_project(path)
    view = CodebookView(bench)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: not view.is_reading, timeout=20_000)
    return bench, view


@pytest.fixture
def view(qtbot, path):
    bench, view = opened(qtbot, path)
    yield view
    bench.finish()


def codebook(view):
    return view._desk.codebook


def store(qtbot, view):
    """Store what is typed and return what was said before."""
    view.store()
    return agree(qtbot, view)


def agree(qtbot, view):
    (dialog,) = [each for each in view.findChildren(PreviewDialog) if each.isVisible()]
    qtbot.waitUntil(lambda: not dialog.is_reading, timeout=20_000)
    words = dialog.preview
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not view.is_reading, timeout=20_000)
    return words


def write(qtbot, view, name, words):
    field = view.detail.field(name)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, words)


def pick(view, name, words):
    box = view.detail.field(name)
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def conflict(view):
    return view.detail._conflict.text() if not view.detail._conflict.isHidden() else ""


def test_values_are_renamed_retired_and_added_after_a_look(qtbot, view):
    view.go_to("article_labels", "genre")
    table = view.detail.field("values").table
    assert [table.item(row, 0).text() for row in range(3)] == ["News", "Opinion", "Letter"]
    table.item(0, 0).setText("News report")
    table.item(1, 1).setText("An editorial or a column.")
    table.item(2, 0).setCheckState(Qt.CheckState.Unchecked)
    view.detail.field("values").add_value()
    table.item(3, 0).setText("Interview")
    words = store(qtbot, view)
    assert "Value Genre: News is called News report now: 0 annotations." in words
    assert "Value Genre: Letter is not offered any more: 1 annotation keeps it." in words
    assert "Value Genre: Interview is new." in words
    kind = codebook(view).article_label("genre")
    assert [(each.id, each.label) for each in kind.values] == [
        ("news", "News report"),
        ("opinion", "Opinion"),
        ("interview", "Interview"),
    ]
    assert kind.values[1].definition == "An editorial or a column."
    assert [each.id for each in kind.former_values] == ["letter"]
    table = view.detail.field("values").table
    assert table.item(3, 0).checkState() == Qt.CheckState.Unchecked
    table.item(3, 0).setCheckState(Qt.CheckState.Checked)
    assert "Value Genre: Letter is offered again" in store(qtbot, view)
    assert codebook(view).article_label("genre").former_values == ()


def test_values_change_their_places(qtbot, view):
    view.go_to("article_labels", "genre")
    field = view.detail.field("values")
    field.table.setCurrentCell(2, 0)
    field._up.click()
    store(qtbot, view)
    assert codebook(view).article_label("genre").value_ids == ("news", "letter", "opinion")


def test_two_values_become_one(qtbot, view):
    view.go_to("article_labels", "genre")
    view.merge()
    assert "Select two or more values" in view.status
    table = view.detail.field("values").table
    table.selectRow(1)
    for row in (1, 2):
        for column in (0, 1):
            table.item(row, column).setSelected(True)
    view.merge()
    assert "Value Genre: Letter becomes Opinion: 1 annotation." in agree(qtbot, view)
    assert codebook(view).article_label("genre").standing_value("letter") == "opinion"


def test_a_key_that_is_taken_is_told_while_it_is_typed(qtbot, view):
    view.go_to("article_labels", "genre")
    write(qtbot, view, "key", "o")
    assert "“Local”" in conflict(view)
    write(qtbot, view, "key", "g")
    assert conflict(view) == ""
    view.go_to("claim_types", codebook(view).claim_types[0].id)
    write(qtbot, view, "key", "j")
    assert "next sentence" in conflict(view)
    write(qtbot, view, "key", codebook(view).claim_types[1].key)
    assert codebook(view).claim_types[1].label in conflict(view)


def test_the_wording_of_stances_is_written_by_kind_of_target(qtbot, view):
    view.go_to("stance_wording", "claim")
    assert view.detail.field("favor").draft == "affirms"
    write(qtbot, view, "favor", "upholds")
    write(qtbot, view, "unclear", " ")
    assert "stance wording" in store(qtbot, view)
    assert codebook(view).wording("topic", "favor", topic_kind="claim") == "upholds"
    assert codebook(view).wording("topic", "unclear", topic_kind="claim") == "Unclear"
    assert codebook(view).wording("topic", "favor") == "favors"


@pytest.mark.parametrize(
    ("page", "field", "typed", "stored"),
    [
        ("names", "title", "Statements at sea", "Statements at sea"),
        ("names", "language", "de", "de"),
        ("rules", "max_claim_types", "3", 3),
        ("lists", "certainty", "sure", ("sure",)),
    ],
)
def test_what_holds_for_the_whole_codebook_is_written_here(qtbot, view, page, field, typed, stored):
    view.go_to("codebook", page)
    write(qtbot, view, field, typed)
    store(qtbot, view)
    assert getattr(codebook(view), field) == stored


def test_parts_of_a_statement_become_required_and_topics_closed(qtbot, view):
    view.go_to("codebook", "parts")
    pick(view, "cue", "required")
    store(qtbot, view)
    assert codebook(view).requirement("cue") == "required"
    view.go_to("codebook", "rules")
    pick(view, "allow_new_topics", "no")
    store(qtbot, view)
    assert not codebook(view).allow_new_topics


def test_a_version_cannot_be_taken_away(qtbot, view):
    before = codebook(view)
    view.go_to("codebook", "names")
    view.detail.field("version").setText("")
    view.detail._note()
    view.store()
    (dialog,) = [each for each in view.findChildren(PreviewDialog) if each.isVisible()]
    qtbot.waitUntil(lambda: not dialog.is_reading, timeout=20_000)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert codebook(view) == before
    dialog.reject()


def test_pages_have_nothing_to_add_or_retire(view):
    view.go_to("codebook", "names")
    for gesture in (view.add_entry, view.merge, view.split, view.retire, view.move_up):
        gesture()
        assert "only their fields change" in view.status
        view.say("")


def test_what_is_typed_and_not_stored_is_there_after_the_program_was_closed(qtbot, path):
    bench, view = opened(qtbot, path)
    view.go_to("article_labels", "genre")
    write(qtbot, view, "label", "Sort")
    with qtbot.waitSignal(bench.message) as told:
        view.close()
    assert "not stored in the codebook: Genre" in told.args[0]
    bench.finish()
    bench, view = opened(qtbot, path)
    assert "Sort" not in [each.label for each in codebook(view).article_labels]
    assert "Genre" in view.status
    view.go_to("article_labels", "genre")
    assert view.detail.field("label").draft == "Sort"
    store(qtbot, view)
    assert codebook(view).article_label("genre").label == "Sort"
    bench.finish()
    bench, view = opened(qtbot, path)
    assert view.detail.drafts_in("article_labels") == frozenset()
    bench.finish()


def test_drafts_stay_with_their_project(qtbot, path, project_path):
    bench, view = opened(qtbot, path)
    view.go_to("claim_types", codebook(view).claim_types[0].id)
    write(qtbot, view, "label", "Appeal")
    assert bench.open_project(project_path)
    view.go_to("claim_types", codebook(view).claim_types[0].id)
    assert view.detail.field("label").draft != "Appeal"
    assert bench.open_project(path)
    view.go_to("claim_types", codebook(view).claim_types[0].id)
    assert view.detail.field("label").draft == "Appeal"
    bench.finish()


def test_a_project_for_reading_only_shows_values_and_lets_none_be_changed(qtbot, path):
    bench = Workbench()
    bench.take(Project.open(path, readonly=True))
    view = CodebookView(bench)
    qtbot.addWidget(view)
    view.show()
    view.go_to("article_labels", "genre")
    field = view.detail.field("values")
    item = field.table.item(0, 0)
    assert item.text() == "News"
    assert not item.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert not field._add.isEnabled()
    assert field.table.editTriggers() == field.table.EditTrigger.NoEditTriggers
    assert view.detail.drafts_in("article_labels") == frozenset()
    bench.finish()
