"""What the keys for the whole article do: comment, flag, label, and the stances over it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QWidget

from annotator.annotations.edits import Step
from annotator.annotations.model import Statement
from annotator.annotations.session import Session
from annotator.annotations.steps import on_articles as article_labels
from annotator.annotations.steps import on_comments as comment_steps
from annotator.annotations.wording import excerpt
from annotator.codebook.article_labels import YES, ArticleLabelKind
from annotator.corpus.span import Span
from annotator.gui.keys.own import with_keys
from annotator.gui.statements.whole.card import WholeCard
from annotator.gui.statements.whole.talking import Talking
from annotator.gui.statements.whole.wording import said_by
from annotator.gui.statements.whole.writing_box import WritingBox
from annotator.gui.widgets.chooser import Choice, Chooser
from annotator.gui.workbench import Workbench


class Reading(Protocol):
    """What is needed of the view that shows the article."""

    def selected_span(self) -> Span | None:
        """Return what is selected."""

    def anchor(self) -> QPoint:
        """Return a global position below what is selected."""

    def select(self, span: Span) -> None:
        """Select a stretch and bring it into view."""

    def announce(self, words: str) -> None:
        """Let a screen reader say something."""

    def take_focus(self) -> None:
        """Let keys act on the article again."""


class Telling(QObject):
    """Turns keys into comments, flags and labels of the article in hand."""

    def __init__(
        self, workbench: Workbench, reading: Reading, card: WholeCard, window: QWidget
    ) -> None:
        super().__init__(window)
        self._workbench = workbench
        self._reading = reading
        self._card = card
        self._chooser = Chooser(window)
        self._answered = ""
        self.box = WritingBox(window)
        self.box.orphaned.connect(self._focus_after_writing)
        self.talking = Talking(workbench, reading, card, ask=self._ask)
        workbench.article_opened.connect(lambda _article_id: self.box.dismiss())
        workbench.project_closed.connect(self.box.dismiss)

    # Comments and flags

    def comment(self) -> None:
        """Comment on the selection, else the statement in focus, else the article.

        Where a conversation is in hand, or an open one is about the same, this answers it.
        """
        session = self._session()
        if session is None:
            return
        if self.talking.gone_to is not None:
            self.answer(self.talking.gone_to)
            return
        span = self._reading.selected_span() or self._span_in_focus()
        statement = None if self._reading.selected_span() else self._workbench.focused_statement()
        span = None if statement is not None else span
        talk = comment_steps.conversation_about(session, statement=statement, span=span)
        if talk is not None:
            self._ask(session, talk)
            return
        title = self._title(session, statement, span)
        about = statement.id if statement else str(span)
        self._write(
            title,
            about,
            lambda now, words: comment_steps.write(now, words, statement=statement, span=span),
        )

    def _span_in_focus(self) -> Span | None:
        found = self._workbench.focused_suggestion() or self._workbench.focused_mention()
        return found.span if found is not None else None

    def _title(self, session: Session, statement: Statement | None, span: Span | None) -> str:
        if statement is not None:
            words = self.tr("Comment on statement %1")
            return words.replace("%1", str(session.numbers[statement.id]))
        if span is not None:
            words = self.tr("Comment on “%1”")
            return words.replace("%1", excerpt(session.text, [span], length=50))
        return self.tr("Comment on the article")

    def answer(self, comment_id: str) -> None:
        """Write an answer in the conversation that a comment is in."""
        session = self._session()
        talks = comment_steps.conversations(session) if session is not None else ()
        for talk in talks:
            if session is not None and talk.first.id == comment_id:
                self._ask(session, talk)

    @Slot()
    def _focus_after_writing(self) -> None:
        """Give the focus to the conversation that was answered on the card, else the article."""
        if not self._card.focus_talk(self._answered):
            self._reading.take_focus()

    def _ask(self, session: Session, talk: comment_steps.Conversation) -> None:
        if self._session() is None:
            return
        self._answered = talk.first.id
        first = talk.first.id
        earlier = [said_by(each, self._workbench) for each in talk.comments[-4:]]
        self._write(
            self.tr("Answer"),
            first,
            lambda now, words: comment_steps.answer(now, first, words),
            earlier=earlier,
        )

    def _write(
        self,
        title: str,
        about: str,
        build: Callable[[Session, str], Step],
        *,
        earlier: list[str] | None = None,
        words: str = "",
    ) -> None:
        session = self._workbench.session
        if session is None:
            return

        def store(text: str) -> bool:
            return self._workbench.gesture(lambda: build(session, text)) is not None

        place = f"{session.article.id} {about}"
        self.box.ask(
            title,
            store,
            about=place,
            at=self._place(),
            earlier=earlier or (),
            words=words,
        )

    def flag(self) -> None:
        """Flag the article with a reason that may be empty; a flag that is there goes away."""
        session = self._session()
        if session is None:
            return
        if comment_steps.own_flag(session) is not None:
            self._workbench.gesture(lambda: comment_steps.unflag(session))
        else:
            self.change_reason()

    def change_reason(self) -> None:
        """Write anew why the article is flagged."""
        session = self._session()
        if session is not None:
            known = comment_steps.own_flag(session)
            self._write(
                self.tr("Flag the article: why? (may stay empty)"),
                "flag",
                comment_steps.flag,
                words=known.reason if known else "",
            )

    # Labels of the article

    def choose_label(self) -> None:
        """Ask which label to give to the article, then which value; missing ones first."""
        session = self._session()
        if session is None:
            return
        kinds = session.codebook.article_labels
        if not kinds:
            self._say(self.tr("This codebook has no labels for whole articles."))
            return
        missing = article_labels.missing_labels(session)
        ordered = sorted(kinds, key=lambda each: each not in missing)
        choices = tuple(self._kind_choice(session, each) for each in ordered)
        self._offer(
            choices, self.tr("Which label of the article?"), lambda one: self.choose_value(one.id)
        )

    def _kind_choice(self, session: Session, kind: ArticleLabelKind) -> Choice:
        given = article_labels.label_words(session, kind)
        missing = self.tr("required") if kind.required else ""
        return Choice(kind.id, kind.label, given or missing)

    def choose_value(self, kind_id: str) -> None:
        """Ask for the value of a label of the article; one without values is set or taken away."""
        session = self._session()
        kind = session.codebook.article_label(kind_id) if session is not None else None
        if session is None or kind is None:
            return
        if not kind.values:
            self._workbench.gesture(lambda: article_labels.toggle(session, kind_id, YES))
            return
        given = article_labels.values_of(session, kind)
        choices = tuple(
            Choice(each.id, each.label, self.tr("given") if each.id in given else each.definition)
            for each in kind.values
        )
        self._offer(
            choices,
            kind.label,
            lambda one: self._workbench.gesture(
                lambda: article_labels.toggle(session, kind_id, one.id)
            ),
        )

    # Stances over the article

    def show_stances(self) -> None:
        """Go to the stances over the article, where the keys of stances overrule them."""
        if self._session() is None:
            return
        self._workbench.focus = None
        if not self._card.focus_stances():
            words = self.tr("No stances over the article yet: they follow from its statements.")
            self._say(with_keys(words))

    # What all gestures share

    def _session(self) -> Session | None:
        if self._workbench.session is not None and self._workbench.is_readonly:
            self._say(self.tr("This project is open for reading only."))
            return None
        return self._workbench.session

    def _say(self, words: str) -> None:
        self._workbench.refused.emit(words)

    def _place(self) -> QPoint:
        """Return where a sheet may open: below what is selected, else beside the article."""
        corner = None if self._reading.selected_span() else self._card.corner()
        return corner if corner is not None else self._reading.anchor()

    def _offer(
        self, choices: tuple[Choice, ...], title: str, pick: Callable[[Choice], object]
    ) -> None:
        self._chooser.open_at(choices, title, pick, at=self._reading.anchor())
