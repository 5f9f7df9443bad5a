"""The conversations about an article: read, go there, answer, settle."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotator.annotations.model import Comment
from annotator.annotations.session import Session
from annotator.annotations.steps import on_comments as comment_steps
from annotator.annotations.steps.on_comments import Conversation
from annotator.annotations.wording import excerpt
from annotator.gui.statements.pieces import TextButton, muted, row, tool_button
from annotator.gui.statements.whole.wording import said_by, who_and_when
from annotator.gui.theme import Theme
from annotator.gui.widgets.plain import plain_label

if TYPE_CHECKING:
    from annotator.gui.statements.whole.card import WholeCard

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


def comment_widgets(card: WholeCard, session: Session) -> list[QWidget]:
    """Return what shows the conversations about the article in hand, open ones first."""
    return [ConversationRow(card, session, talk) for talk in comment_steps.conversations(session)]


class ConversationRow(QFrame):
    """A comment and its answers; the arrows go from one to the next, Enter to its words."""

    def __init__(self, card: WholeCard, session: Session, talk: Conversation) -> None:
        super().__init__()
        self.first_id = talk.first.id
        self._card = card
        self._stands_out = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_told(card, session, talk))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 3, 4, 3)
        column.setSpacing(2)
        column.addWidget(self._place(session, talk.first))
        for each in (talk.first,) if talk.first.settled else talk.comments:
            column.addWidget(muted(who_and_when(each, card.desk.workbench)))
            column.addWidget(plain_label(each.text, wrap=True))
        if not card.desk.is_readonly:
            column.addWidget(_buttons(card, session, talk))

    def stand_out(self, wanted: bool) -> None:
        """Show that keys act on this conversation, or no longer."""
        if wanted != self._stands_out:
            self._stands_out = wanted
            self.update()

    def _place(self, session: Session, comment: Comment) -> QWidget:
        settled = _tr("✓ Settled · ") if comment.settled else ""
        if comment.span is None:
            return muted(settled + _tr("On the article"))
        words = f"{settled}“{excerpt(session.text, [comment.span], length=120)}”"
        return TextButton(words, _tr("Go to %1").replace("%1", words), self._go)

    def _go(self) -> None:
        self._card.talk_wanted.emit(self.first_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            ids = [each.first_id for each in self._card.talks()]
            at = ids.index(self.first_id) + step
            if 0 <= at < len(ids):
                self._card.focus_talk(ids[at])
        elif event.key() in _ENTER:
            self._go()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Enter and the arrows from what they do to the article."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in (*_ENTER, Qt.Key.Key_Up, Qt.Key.Key_Down):
                event.accept()
                return True
        elif event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Theme.for_palette(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_focus = self.hasFocus()
        painter.setPen(QPen(theme.accent if has_focus else theme.rule, 2.0 if has_focus else 1.0))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        if self._stands_out:
            painter.fillRect(2, 4, 3, self.height() - 8, theme.accent)
        painter.end()


def _told(card: WholeCard, session: Session, talk: Conversation) -> str:
    """Return a whole conversation in one line, for who cannot see it."""
    state = _tr("Settled comment") if talk.first.settled else _tr("Open comment")
    span = talk.first.span
    about = f"“{excerpt(session.text, [span], length=60)}”" if span else _tr("on the article")
    said = (said_by(each, card.desk.workbench) for each in talk.comments)
    return ". ".join((f"{state}, {about}", *said))


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
    if not comment_steps.is_own(session, last):
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
