"""The conversations about an article: read, go there, answer, settle."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from annotator.annotations import comment_steps
from annotator.annotations.comment_steps import Conversation
from annotator.annotations.model import Comment
from annotator.annotations.session import Session
from annotator.annotations.wording import excerpt
from annotator.gui.statements.pieces import TextButton, muted, row, tool_button
from annotator.gui.statements.whole.wording import who_and_when
from annotator.gui.widgets.plain import plain_label

if TYPE_CHECKING:
    from annotator.gui.statements.whole.card import WholeCard


def comment_widgets(card: WholeCard, session: Session) -> list[QWidget]:
    """Return what shows the conversations about the article in hand, open ones first."""
    found: list[QWidget] = []
    for talk in comment_steps.conversations(session):
        found += _conversation(card, session, talk)
    return found


def _conversation(card: WholeCard, session: Session, talk: Conversation) -> list[QWidget]:
    found: list[QWidget] = [_place(card, session, talk.first)]
    shown = (talk.first,) if talk.first.settled else talk.comments
    for each in shown:
        found.append(muted(who_and_when(each, card.desk.workbench)))
        found.append(plain_label(each.text, wrap=True))
    if not card.desk.is_readonly:
        found.append(_buttons(card, session, talk))
    return found


def _place(card: WholeCard, session: Session, comment: Comment) -> QWidget:
    if comment.span is None:
        return muted(_tr("On the article"))
    span = comment.span
    words = f"“{excerpt(session.text, [span], length=120)}”"

    def go() -> None:
        if session.find_statement(comment.statement) is not None:
            card.desk.focus_on("statement", str(comment.statement))
        card.desk.span_requested.emit(span)

    return TextButton(words, _tr("Go to %1").replace("%1", words), go)


def _buttons(card: WholeCard, session: Session, talk: Conversation) -> QWidget:
    first = talk.first
    start = first.text[:40]
    answer = tool_button(
        _tr("Answer"),
        _tr("Answer: %1").replace("%1", start),
        partial(card.comment_wanted.emit, first.id),
    )
    word = _tr("Open again") if first.settled else _tr("Settle")
    settle = tool_button(
        word,
        f"{word}: {start}",
        partial(_settle, card, first),
        tip=_tr("Say that nobody needs to look at this any more"),
    )
    last = talk.comments[-1]
    if last.annotator != session.annotator.id:
        return row(answer, settle, plain_label(), stretch=2)
    remove = tool_button(
        _tr("Remove"),
        _tr("Remove what you wrote: %1").replace("%1", last.text[:40]),
        partial(_remove, card, last),
    )
    return row(answer, settle, remove, plain_label(), stretch=3)


def _settle(card: WholeCard, first: Comment) -> None:
    card.desk.gesture(lambda now: comment_steps.settle(now, first.id, settled=not first.settled))


def _remove(card: WholeCard, comment: Comment) -> None:
    card.desk.gesture(lambda now: comment_steps.remove(now, comment.id))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Whole", text)
