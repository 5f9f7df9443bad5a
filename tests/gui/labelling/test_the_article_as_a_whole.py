"""Comments, flags, labels and stances of the whole article, with keys and on its card."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QScrollArea

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Comment, Flag, Target
from annotator.annotations.steps.on_articles import values_of
from annotator.codebook.reading import parse_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.gui.queue.model import QueueModel
from annotator.gui.statements.whole.stances import StanceRow
from annotator.project import Project

LABELS = """\
based_on: news-statements
id: labelled
version: 1.0.0
article_labels:
  - id: genre
    label: Genre
    key: k
    required: yes
    values: [{id: news, label: News}, {id: opinion, label: Opinion}]
  - {id: local, label: Local, key: o}
"""


TEXT = "Norland calls for talks\n\nEstovia denied that its ships had entered the bay. Nobody knows."


@pytest.fixture
def project_path(tmp_path):
    """Two articles, a codebook with labels for articles, and what Bo said for all to see."""
    path = tmp_path / "talks.annotator"
    book = parse_codebook(LABELS, name="labelled")
    with Project.create(path, title="Talks", codebook=book, annotator="Bo") as project:
        for text in (TEXT, "Harbour opens\n\nThe harbour opened."):
            project.add_articles([new_article(text)])
        article, who = project.articles()[0].id, project.annotator.id
        denied = Span(TEXT.index("denied"), TEXT.index("denied") + 6)
        comment = Comment("c-1", article, who, "Or a refusal?", None, denied, written="2021-05-01")
        flag = Flag("f-1", article, who, "two sources", "2021-05-01")
        for each in (comment, flag):
            project.apply(Step((Edit(None, each),), "Say it", article))
        project.use_annotator("Amina")
    return path


def new_article(text):
    head = text.split("\n")[0]
    article = Article(
        new_id(), head, hashlib.sha256(text.encode()).hexdigest(), len(text), "2026-03-01"
    )
    zones = (Zone("headline", Span(0, len(head))), Zone("body", Span(len(head) + 2, len(text))))
    return NewArticle(article, text, zones)


@pytest.fixture
def press(qtbot, window):
    def press(*keys):
        for key in keys:
            modifier = Qt.KeyboardModifier.NoModifier
            if isinstance(key, tuple):
                modifier, key = key
            elif isinstance(key, str) and (key == "!" or (key.isalpha() and key.isupper())):
                modifier = Qt.KeyboardModifier.ShiftModifier
            qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    return press


def select(window, words):
    start = TEXT.index(words)
    window.article.reader.select(Span(start, start + len(words)))


def words_on(card):
    return [each.text() for each in card.findChildren(QLabel) if each.isVisible()]


def test_a_comment_of_somebody_else_is_seen_answered_and_settled_with_keys(window, press, qtbot):
    assert "Or a refusal?" in words_on(window.statements.whole)
    assert any("Bo" in each and "2021" in each for each in words_on(window.statements.whole))
    select(window, "denied")
    press("c", *"No.", Qt.Key.Key_Return)
    assert [each.text for each in window.workbench.session.comments] == ["Or a refusal?", "No."]
    assert window.article.reader.hasFocus()
    card = window.statements.whole
    settle = next(each for each in buttons(card) if each.text() == "Settle")
    settle.click()
    assert window.workbench.session.comments[0].settled
    press((Qt.KeyboardModifier.ControlModifier, "z"), (Qt.KeyboardModifier.ControlModifier, "z"))
    assert [each.text for each in window.workbench.session.comments] == ["Or a refusal?"]
    assert not window.workbench.session.comments[0].settled


def buttons(widget):
    return [each for each in widget.findChildren(QAbstractButton) if each.isVisible()]


def test_a_comment_is_about_what_is_in_focus(window, press):
    press("j", "j", "s")
    (statement,) = window.workbench.session.statements
    press("c", *"Who?", Qt.Key.Key_Return)
    newest = window.workbench.session.comments[-1]
    assert (newest.text, newest.statement) == ("Who?", statement.id)
    press(Qt.Key.Key_Escape)
    assert window.workbench.focus is None
    assert "Who?" in words_on(window.statements.whole)
    press("c", *"Odd", Qt.Key.Key_Return)
    whole = next(each for each in window.workbench.session.comments if each.text == "Odd")
    assert (whole.statement, whole.span) == (None, None)


def test_escape_closes_the_box_and_what_was_typed_is_there_again(window, press):
    press("c", *"Half a", Qt.Key.Key_Escape)
    assert window.telling.box.isHidden() and window.article.reader.hasFocus()
    assert len(window.workbench.session.comments) == 1
    press("c")
    assert window.telling.box.edit.toPlainText() == "Half a"
    press(Qt.Key.Key_Return)
    assert [each.text for each in window.workbench.session.comments] == ["Or a refusal?", "Half a"]
    press("c")
    assert window.telling.box.edit.toPlainText() == ""


def test_an_empty_comment_is_refused_and_the_box_stays(window, press):
    press("c", Qt.Key.Key_Return)
    assert "nothing to store" in window._status.text and window.telling.box.isVisible()


def test_a_flag_takes_two_keys_and_one_takes_it_away(window, press):
    press("!", Qt.Key.Key_Return)
    mine = [each for each in window.workbench.session.flags if each.id != "f-1"]
    assert [each.reason for each in mine] == [""]
    press("!")
    assert [each.id for each in window.workbench.session.flags] == ["f-1"]
    assert "two sources" in " ".join(words_on(window.statements.whole))


def test_labels_of_the_article_are_set_with_keys_and_asked_for_before_done(window, press):
    press("D")
    assert "Still needed: Genre" in window._status.text
    assert window.workbench.session.progress.status == "opened"
    press("L", "k", *"opi", Qt.Key.Key_Return)
    session = window.workbench.session
    assert values_of(session, session.codebook.article_labels[0]) == ("opinion",)
    press("L", "o")
    box = next(each for each in window.statements.whole.findChildren(QCheckBox) if each.isVisible())
    assert box.isChecked()
    press("L", "l", *"gen", Qt.Key.Key_Return, *"news", Qt.Key.Key_Return)
    assert values_of(session, session.codebook.article_labels[0]) == ("news",)
    press("D")
    assert window.workbench.session.progress.status == "done"


def take_a_stance(window):
    session, workbench = window.workbench.session, window.workbench
    start = TEXT.index("its ships")
    change = workbench.gesture(lambda: session.add_statement(Span(start, start + 9)))
    made = change.edits[-1].after
    holder, topic = next(iter(session.actors)), session.codebook.topics[0].id
    source = replace(made.source, actors=(holder,))
    workbench.gesture(lambda: session.change_statement(made.id, wording="w", source=source))
    workbench.gesture(lambda: session.set_stance(made.id, Target("topic", topic), "favor"))
    workbench.focus = None
    return holder


def test_a_stance_over_the_article_is_overruled_with_the_key_of_the_stance(window, press):
    take_a_stance(window)
    press("O")
    assert isinstance(QApplication.focusWidget(), StanceRow)
    press("a")
    (overruled,) = window.workbench.session.overruled_stances
    assert (overruled.value, overruled.derived) == ("against", "favor")
    row = QApplication.focusWidget()
    assert isinstance(row, StanceRow) and "against" not in row.row.derived
    assert any("the statements say: favor" in each for each in words_on(window.statements.whole))
    press(Qt.Key.Key_Delete)
    assert window.workbench.session.overruled_stances == ()


def test_overruling_a_stance_leaves_it_where_it_is_on_the_screen(window, press):
    holder = take_a_stance(window)
    session, workbench = window.workbench.session, window.workbench
    for topic in session.codebook.topics[1:6]:
        made = session.statements[0].id
        target = Target("topic", topic.id)
        workbench.gesture(lambda made=made, on=target: session.set_stance(made, on, "favor"))
    workbench.focus = None
    window.resize(1000, 560)
    press("O")
    (area,) = [
        each
        for each in window.statements.findChildren(QScrollArea)
        if each.isAncestorOf(window.statements.whole)
    ]
    assert area.verticalScrollBar().maximum() > 0
    name = session.actors[holder].name
    for key in ("a", "f"):
        press(key)
        QApplication.processEvents()
        (head,) = [
            each
            for each in window.statements.whole.findChildren(QLabel)
            if each.text() == name and not each.isHidden()
        ]
        assert area.viewport().rect().contains(head.mapTo(area.viewport(), QPoint(1, 1)))


def test_without_stances_the_key_says_where_they_come_from(window, press):
    press("O")
    assert "follow from its statements" in window._status.text


def test_the_panel_says_who_flagged_and_how_much_is_open(window):
    words = [each.text() for each in window.statements.findChildren(QLabel) if each.isVisible()]
    assert "! flagged by Bo · 1 open comment" in words


def test_who_may_only_read_sees_all_and_changes_nothing(qtbot, window, press, project_path):
    window.workbench.close_project()
    window.workbench.take(Project.open(project_path, readonly=True))
    card = window.statements.whole
    assert "Or a refusal?" in words_on(card)
    assert [each.text() for each in buttons(card) if each.text() == "Settle"] == []
    window.telling.comment()
    assert window.telling.box.isHidden()


def test_the_queue_shows_flags_and_open_comments(window, press):
    model = window.queue.findChild(QueueModel)

    def told():
        index = model.index(0)
        return model.line(model.listing.rows[0]), str(
            model.data(index, Qt.ItemDataRole.AccessibleTextRole)
        )

    line, words = told()
    assert line.startswith("! 1 comment · ") and "flagged · 1 open comment" in words
    assert model.line(model.listing.rows[1])[0] not in "!1"
    card = window.statements.whole
    next(each for each in buttons(card) if each.text() == "Settle").click()
    line, words = told()
    assert line.startswith("! · ") and "comment" not in words
