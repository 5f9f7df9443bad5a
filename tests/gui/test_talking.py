"""Conversations about an article: their signs beside the text, and the keys that lead to them."""

from __future__ import annotations

import hashlib

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication

from annotator import paths
from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Comment
from annotator.codebook.reading import read_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.gui.labelling.hints import hint_for
from annotator.gui.reader.comments import COMMENT
from annotator.gui.statements.whole.comments import ConversationRow
from annotator.project import Project

TEXT = (
    "Harbour opens\n\nThe harbour opened on Monday. Some denied it.\n\nNobody knows why.\n\n"
    "The mayor was pleased."
)


@pytest.fixture
def project_path(tmp_path):
    """One article, and three conversations that Bo began."""
    path = tmp_path / "talks.annotator"
    codebook = read_codebook(paths.resources() / "codebooks" / "news-statements.yaml")
    with Project.create(path, title="Talks", codebook=codebook, annotator="Bo") as project:
        sha = hashlib.sha256(TEXT.encode()).hexdigest()
        article = Article(new_id(), "Harbour opens", sha, len(TEXT), "2026-03-01")
        zones = (Zone("headline", Span(0, 13)), Zone("body", Span(15, len(TEXT))))
        project.add_articles([NewArticle(article, TEXT, zones)])
        for name, words, said in (
            ("c-3", "mayor", "Who is it?"),
            ("c-1", "denied", "Or a refusal?"),
            ("c-2", "Nobody", "The author?"),
        ):
            comment = Comment(name, article.id, project.annotator.id, said, None, place(words))
            project.apply(Step((Edit(None, comment),), "Say it", article.id))
        project.use_annotator("Amina")
    return path


def place(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def press(qtbot, window):
    def press(*keys):
        shift = Qt.KeyboardModifier.ShiftModifier
        for key in keys:
            upper = isinstance(key, str) and key.isupper()
            modifier = shift if upper else Qt.KeyboardModifier.NoModifier
            if isinstance(key, tuple):
                modifier, key = key
            qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    return press


def words(window):
    return window.article.reader.selected_text()


def comment(window, name):
    return next(each for each in window.workbench.session.comments if each.id == name)


def test_a_key_leads_from_one_open_comment_to_the_next_and_around(window, press):
    for expected in ("denied", "Nobody", "mayor", "denied"):
        press(Qt.Key.Key_F4)
        assert words(window) == expected
    press((Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_F4))
    assert words(window) == "mayor"


def test_the_next_comment_is_the_one_behind_what_is_selected(window, press):
    window.article.reader.select(place("Nobody knows"))
    press(Qt.Key.Key_F4)
    assert words(window) == "Nobody"
    window.article.reader.select(place("Nobody knows"))
    press((Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_F4))
    assert words(window) == "denied"


def test_what_was_gone_to_is_answered_settled_and_opened_again_by_keys(window, press):
    press(Qt.Key.Key_F4, "c", *"no", Qt.Key.Key_Return)
    answer = window.workbench.session.comments[-1]
    assert (answer.text, answer.answers) == ("no", "c-1")
    assert window.article.reader.hasFocus()
    press("C", "s")
    assert comment(window, "c-1").settled
    press("C", "s")
    assert not comment(window, "c-1").settled
    press("C", "s", Qt.Key.Key_F4)
    assert words(window) == "Nobody"


def test_a_comment_on_a_statement_is_at_hand_while_the_statement_is(window, press):
    window.article.reader.select(place("The harbour opened on Monday"))
    press("S", "c", *"sure", Qt.Key.Key_Return, "C", "s")
    assert next(e for e in window.workbench.session.comments if e.text == "sure").settled
    press("C", "a", *"yes", Qt.Key.Key_Return)
    first = next(e for e in window.workbench.session.comments if e.text == "sure")
    assert window.workbench.session.comments[-1].answers == first.id and not first.settled


def test_without_a_comment_at_hand_the_key_says_how_to_reach_one(window, press):
    press("C", "s")
    assert "Which comment?" in window._status.text and "F4" in window._status.text


def test_the_status_line_names_the_key_while_a_comment_is_open(window, press):
    def hint():
        window.workbench.focus = None
        return hint_for(window.workbench)

    assert "F4 comment" in hint()
    for _ in range(3):
        press(Qt.Key.Key_F4, "C", "s")
    assert "F4" not in hint()


def test_when_all_are_settled_the_key_says_so(window, press):
    for _ in range(3):
        press(Qt.Key.Key_F4, "C", "s")
    press(Qt.Key.Key_F4)
    assert "No open comments" in window._status.text


# The list on the card


def test_the_list_is_used_by_keyboard_alone(window, press, qtbot):
    rows = window.statements.whole.talks()
    assert [each.first_id for each in rows] == ["c-1", "c-2", "c-3"]
    rows[0].setFocus()
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is rows[1]
    press(Qt.Key.Key_Return)
    assert words(window) == "Nobody"
    press("C", "s")
    assert comment(window, "c-2").settled
    focused = QApplication.focusWidget()
    assert isinstance(focused, ConversationRow) and focused.first_id == "c-2"
    press("C", "s")
    assert not comment(window, "c-2").settled
    press("c", *"me", Qt.Key.Key_Return)
    assert window.workbench.session.comments[-1].answers == "c-2"
    assert QApplication.focusWidget().first_id == "c-2"


def test_a_row_tells_all_that_was_said(window, press):
    press(Qt.Key.Key_F4, "c", *"no", Qt.Key.Key_Return)
    row = window.statements.whole.talks()[0]
    assert row.accessibleName() == "Open comment, “denied”. Bo: Or a refusal?. you: no"


# The signs beside the text


def signs(window):
    return {m.id: m for m in window.article.reader._marks if m.id.startswith(COMMENT)}


def beside(window, words):
    reader = window.article.reader
    rect = reader._page.line_rect(place(words).start)
    x = reader._left + reader._page.width + reader._type.em * 1.5
    return QPointF(x, rect.center().y() - reader.verticalScrollBar().value())


def test_a_sign_stands_beside_commented_words_and_tells_what_was_said(window):
    reader = window.article.reader
    (mark,) = reader.marks_under(beside(window, "denied"))
    assert reader.tips_of([mark]) == ["comment\nBo: Or a refusal?"]
    assert reader.marks_under(beside(window, "Harbour")) == []
    assert "comment" in ReaderTips(window).at("denied")


class ReaderTips:
    """What a screen reader is told about a place."""

    def __init__(self, window):
        self._reader = window.article.reader

    def at(self, words):
        return " ".join(self._reader.tips_of(self._reader.marks_at(place(words).start)))


def test_a_click_on_the_sign_shows_the_conversation(window, qtbot):
    reader = window.article.reader
    where = beside(window, "Nobody").toPoint()
    qtbot.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert words(window) == "Nobody"
    assert window.telling.talking.gone_to == "c-2"


def test_a_click_on_the_words_does_not_leave_what_is_in_focus_for_the_comment(window, press, qtbot):
    window.article.reader.select(place("Some denied it."))
    press("S")
    focus = window.workbench.focus
    reader = window.article.reader
    rect = reader._page.caret_rect(place("denied").start + 2)
    where = rect.center().toPoint() + QPoint(int(reader._left), 0)
    qtbot.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert window.workbench.focus == focus and window.telling.talking.gone_to is None


def test_the_sign_of_a_settled_comment_is_quieter_and_empty(window, press):
    press(Qt.Key.Key_F4)
    window.article.reader.clear_selection()
    open_sign = grabbed(window, "denied")
    window.telling.talking.go_to("c-1")
    window.telling.talking.settle()
    window.article.reader.clear_selection()
    assert signs(window)[f"{COMMENT}c-1"].dotted
    settled_sign = grabbed(window, "denied")
    paper = window.article.reader._theme.background
    assert ink_in(settled_sign, paper) < 0.7 * ink_in(open_sign, paper)
    assert ink_in(settled_sign, paper) > 0


def grabbed(window, words):
    point = beside(window, words).toPoint()
    return (
        window.article.reader.viewport().grab().toImage().copy(point.x() - 8, point.y() - 9, 16, 18)
    )


def ink_in(image, paper):
    places = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return sum(image.pixelColor(x, y).name() != paper.name() for x, y in places)


def test_signs_follow_comments_of_the_moment_and_undo(window, press):
    window.article.reader.select(place("pleased"))
    press("c", *"so", Qt.Key.Key_Return)
    assert len(signs(window)) == 4
    press((Qt.KeyboardModifier.ControlModifier, "z"))
    assert len(signs(window)) == 3
