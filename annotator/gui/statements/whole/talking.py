"""What the keys for conversations do: go from one to the next, answer, settle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Slot

from annotator.annotations.session import Session
from annotator.annotations.steps import on_comments as comment_steps
from annotator.annotations.steps.on_comments import Conversation, conversations
from annotator.corpus.span import Span
from annotator.gui.keys.own import with_keys
from annotator.gui.statements.whole.card import WholeCard
from annotator.gui.statements.whole.wording import said_by
from annotator.gui.workbench import Focus, Workbench

Ask = Callable[[Session, Conversation], None]


class Reading(Protocol):
    """What is needed of the view that shows the article."""

    def selected_span(self) -> Span | None: ...
    def select(self, span: Span) -> None: ...
    def announce(self, words: str) -> None: ...


class Talking(QObject):
    """Knows which conversation is in hand: the one gone to, or the one at caret and focus."""

    def __init__(
        self, workbench: Workbench, reading: Reading, card: WholeCard, *, ask: Ask
    ) -> None:
        super().__init__(card)
        self._workbench, self._reading, self._card, self._ask = workbench, reading, card, ask
        self._gone_to: tuple[str, Span | None] | None = None
        workbench.article_opened.connect(self.let_go)
        workbench.focus_changed.connect(self._let_go_for)

    # Moving

    def next(self) -> None:
        """Go to the next open conversation of the article; after the last comes the first."""
        self._step(1)

    def previous(self) -> None:
        """Go to the open conversation before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        session = self._workbench.session
        if session is None:
            return
        open_ones = [each for each in conversations(session) if not each.first.settled]
        if not open_ones:
            words = self.tr("No open comments here. {article.comment} writes one.")
            self._workbench.refused.emit(with_keys(words))
            return
        at = self._place(open_ones, step)
        self.go_to(open_ones[at % len(open_ones)].first.id)

    def _place(self, talks: Sequence[Conversation], step: int) -> int:
        """Return where to go: from the one in hand, else from what is selected."""
        now = self.gone_to
        ids = [each.first.id for each in talks]
        if now is not None and now in ids:
            return ids.index(now) + step
        selected = self._reading.selected_span()
        if selected is None:
            return 0 if step > 0 else len(talks) - 1
        before = sum(_start(each) < selected.start for each in talks)
        return before if step > 0 else before - 1

    @Slot(str)
    def go_to(self, first_id: str) -> None:
        """Show a conversation on the card, and the words that it is about."""
        session = self._workbench.session
        talk = _find(session, first_id) if session is not None else None
        if talk is None:
            return
        self._workbench.focus = None
        span = talk.first.span
        if span is not None:
            self._reading.select(span)
        self._gone_to = first_id, self._reading.selected_span()
        self._card.show_talk(first_id)
        said = (said_by(each, self._workbench) for each in talk.comments)
        self._reading.announce(". ".join(said))

    @Slot()
    def let_go(self, *_about: object) -> None:
        """Have no conversation in hand any more."""
        self._gone_to = None
        self._card.show_talk("")

    def _let_go_for(self, focus: Focus | None) -> None:
        if focus is not None:
            self.let_go()

    # What is in hand

    @property
    def gone_to(self) -> str | None:
        """The conversation that has the focus, or was gone to and not left since."""
        focused = self._card.focused_talk()
        if focused is not None:
            return focused
        if self._gone_to is not None and self._reading.selected_span() == self._gone_to[1]:
            return self._gone_to[0]
        return None

    def in_hand(self, session: Session) -> Conversation | None:
        """Return the conversation that keys act on: open ones before settled ones."""
        known = self.gone_to
        if known is not None:
            return _find(session, known)
        talks, statement = conversations(session), self._workbench.focused_statement()
        if statement is not None:
            return next((e for e in talks if e.first.statement == statement.id), None)
        selected = self._reading.selected_span()
        if selected is not None:
            return next(
                (e for e in talks if e.first.span and e.first.span.overlaps(selected)), None
            )
        return talks[0] if len(talks) == 1 else None

    # Gestures

    def answer(self) -> None:
        """Answer the conversation in hand."""
        self._with_one(self._ask)

    def settle(self) -> None:
        """Settle the conversation in hand, or open it again."""

        def toggle(session: Session, talk: Conversation) -> None:
            first = talk.first
            self._workbench.gesture(
                lambda: comment_steps.settle(session, first.id, settled=not first.settled)
            )

        self._with_one(toggle)

    def _with_one(self, act: Ask) -> None:
        session = self._workbench.session
        if session is None:
            return
        talk = self.in_hand(session)
        if talk is None:
            words = self.tr("Which comment? {comment.next} goes to the next open one.")
            self._workbench.refused.emit(with_keys(words))
        else:
            act(session, talk)


def _find(session: Session, first_id: str) -> Conversation | None:
    found = (each for each in conversations(session) if each.first.id == first_id)
    return next(found, None)


def _start(talk: Conversation) -> int:
    return talk.first.span.start if talk.first.span is not None else -1
