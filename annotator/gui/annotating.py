"""What the keys of annotating do: a gesture over the article becomes a step of the session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from annotator.annotations.edits import Change, Step
from annotator.annotations.model import Mention, Statement
from annotator.annotations.naming_steps import (
    Named,
    add_name,
    known_at,
    same_names,
    words_at,
)
from annotator.annotations.parts import Role
from annotator.annotations.session import Session
from annotator.annotations.wording import stance_label
from annotator.corpus.span import Span
from annotator.gui.statements.choices import (
    actor_choices,
    holder_choices,
    new_actor_choice,
    speaker_choices,
    target_choices,
)
from annotator.gui.statements.picks import (
    WithActor,
    adding_holder,
    setting_speaker,
    stance_step,
    with_actor,
)
from annotator.gui.widgets.chooser import Choice, Chooser
from annotator.gui.workbench import Focus, Workbench


class Reading(Protocol):
    """What is needed of the view that shows the article."""

    def selected_span(self) -> Span | None:
        """Return what is selected."""

    def sentence_at_caret(self) -> Span | None:
        """Return the sentence in which the caret stands."""

    def clear_selection(self) -> None:
        """Select nothing."""

    def anchor(self) -> QPoint:
        """Return a global position below what is selected, where a list may open."""


class Annotating(QObject):
    """Turns gestures into steps. Where one makes no sense, a sentence says what to do first."""

    def __init__(self, workbench: Workbench, reading: Reading, window: QWidget) -> None:
        super().__init__(window)
        self._workbench = workbench
        self._reading = reading
        self._chooser = Chooser(window)
        self._left_for_mention: str | None = None
        workbench.focus_changed.connect(self._remember_statement)
        workbench.article_opened.connect(self._forget_statement)

    # Suggestions and mentions

    def accept(self) -> None:
        """Accept the suggestion in focus; a quotation becomes a statement."""
        session, suggestion = self._workbench.session, self._workbench.focused_suggestion()
        if session is None:
            return
        if suggestion is None:
            self._say(self.tr("No suggestion in focus. Press n for the next one."))
            return
        change = self._do(lambda: session.accept(suggestion))
        self._focus_new_statement(change)

    def reject(self) -> None:
        """Reject the suggestion or mention in focus."""
        session, suggestion = self._workbench.session, self._workbench.focused_suggestion()
        if session is None:
            return
        if suggestion is not None:
            self._do(lambda: session.reject(suggestion))
            return
        mention = self._workbench.focused_mention()
        if mention is not None:
            self._reject_mention(session, mention)
            return
        self._say(self.tr("No suggestion in focus. Press n for the next one."))

    def _reject_mention(self, session: Session, mention: Mention) -> None:
        suggestion = next(
            (each for each in session.suggestions if each.id == mention.suggestion), None
        )
        if suggestion is not None:
            self._do(lambda: session.reject(suggestion))
        else:
            self._do(lambda: session.remove_mention(mention.id))

    def correct(self) -> None:
        """Give another kind to the suggestion or mention in focus; a selection becomes its span."""
        session = self._workbench.session
        suggestion = self._workbench.focused_suggestion()
        mention = self._workbench.focused_mention()
        if session is None:
            return
        if mention is None and (suggestion is None or suggestion.kind != "mention"):
            self._say(self.tr("Nothing to correct. Move to a mention with . or n first."))
            return
        old = mention.span if mention is not None else suggestion.span if suggestion else None
        chosen = self._reading.selected_span()
        span = chosen if chosen is not None and old is not None and chosen.overlaps(old) else None

        def pick(choice: Choice) -> None:
            if mention is not None:
                self._do(lambda: session.change_mention(mention.id, kind=choice.id, span=span))
            elif suggestion is not None:
                self._do(lambda: session.correct(suggestion, kind=choice.id, span=span))

        now = mention.kind if mention is not None else suggestion.label if suggestion else ""
        self._offer(_kinds(session, first=now), self.tr("What kind of mention is it?"), pick)

    def mark_mention(self) -> None:
        """Make a mention of the selection, with its kind by type-ahead."""
        session, span = self._workbench.session, self._reading.selected_span()
        if session is None:
            return
        if span is None:
            self._say(self.tr("Select a name first: with the mouse, Shift and arrows, or w."))
            return

        def pick(choice: Choice) -> None:
            self._do(lambda: session.add_mention(span, choice.id))

        self._offer(_kinds(session), self.tr("What kind of mention is it?"), pick)

    def add_name(self) -> None:
        """Let the selected words, or those of the mention in focus, be a name of an actor."""
        found = self._workbench.focused_mention() or self._workbench.focused_suggestion()
        is_name = isinstance(found, Mention) or (found is not None and found.kind == "mention")
        span = self._reading.selected_span() or (found.span if found and is_name else None)
        if span is None:
            self._say(self.tr("Select the words first, or move to a mention with . or n."))
        else:
            self.name_span(span)

    def name_span(self, span: Span) -> None:
        """Ask whose name the words of a span are; then they mean that actor here."""
        session = self._workbench.session
        if session is None:
            return
        words = words_at(session, span)
        likely = session.proposed_actors(span)
        self._offer(
            actor_choices(session, likely=likely, leaving_out=known_at(session, span)),
            self.tr("“%1” is another name of…").replace("%1", words),
            lambda choice: self._name(span, choice.id),
        )

    def _name(self, span: Span, actor_id: str) -> None:
        """Take in the further mentions with the same words, where a person wants that."""
        session = self._workbench.session
        if session is None:
            return
        more = same_names(session, span, actor_id)
        if not more:
            self._store_name(span, actor_id, ())
            return
        every = self.tr("All %1 in this article").replace("%1", str(len(more) + 1))
        self._offer(
            (Choice("all", every), Choice("one", self.tr("Only this one"))),
            self.tr("The same words stand here more often. Which mean the actor?"),
            lambda choice: self._store_name(span, actor_id, more if choice.id == "all" else ()),
        )

    def _store_name(self, span: Span, actor_id: str, also: tuple[Named, ...]) -> None:
        session = self._workbench.session
        if session is None:
            return
        change = self._do(lambda: add_name(session, span, actor_id, also=also))
        if change is not None:
            words = self.tr("%1 · Ctrl+Z takes it back. The next pre-annotation uses it.")
            self._workbench.message.emit(words.replace("%1", change.wording))

    # Statements

    def add_statement(self) -> None:
        """Make a statement from the selection, else from the sentence at the caret."""
        session = self._workbench.session
        if session is None:
            return
        span = self._reading.selected_span() or self._reading.sentence_at_caret()
        if span is None:
            self._say(self.tr("Move to a sentence with j or k, or select what is said, then s."))
            return
        change = self._do(lambda: session.add_statement(span))
        if change is not None:
            self._reading.clear_selection()
        self._focus_new_statement(change)

    def set_role(self, role: Role) -> None:
        """Give the selection a role in the statement in focus; the same again takes it out.

        A mention that a person moved to from a statement becomes a part of that statement.
        """
        session, statement = self._statement(before_mention=True)
        if session is None or statement is None:
            return
        span = self._reading.selected_span()
        if span is None:
            self._say(self.tr("Select the words first, then press r and the role."))
            return
        if self._do(lambda: session.set_part(statement.id, role, span)) is not None:
            self._reading.clear_selection()
            self._workbench.focus = ("statement", statement.id)

    def toggle_claim_type(self, claim_type_id: str) -> None:
        """Set or take away a claim type of the statement in focus."""
        session, statement = self._statement()
        if session is not None and statement is not None:
            self._do(lambda: session.toggle_claim_type(statement.id, claim_type_id))

    def set_stance(self, value: str) -> None:
        """Ask for the target of a stance of the statement in focus, likeliest first."""
        session, statement = self._statement()
        if session is None or statement is None:
            return
        takes_actors = "actor" in session.codebook.stance_target_kinds
        self._offer(
            target_choices(session, statement),
            self.tr("%1: on what?").replace("%1", stance_label(session.codebook, value)),
            lambda choice: self._do(lambda: stance_step(session, statement.id, choice, value)),
            create=new_actor_choice if takes_actors else None,
        )

    def choose_actor(self) -> None:
        """Ask who holds the statement in focus; a new name becomes a new actor."""
        session, statement = self._statement()
        if session is None or statement is None:
            return
        choices = holder_choices(session, statement)
        self._offer_actors(choices, self.tr("Who says it?"), adding_holder(statement.id))

    def choose_speaker(self) -> None:
        """Ask who spoke for the holder of the statement in focus; a new name is a new actor."""
        session, statement = self._statement()
        if session is None or statement is None:
            return
        choices = speaker_choices(session, statement)
        self._offer_actors(choices, self.tr("Who spoke for them?"), setting_speaker(statement.id))

    def _offer_actors(self, choices: tuple[Choice, ...], title: str, build: WithActor) -> None:
        session = self._workbench.session
        if session is None:
            return

        def pick(choice: Choice) -> None:
            self._do(lambda: with_actor(session, choice.id, build))

        self._offer(choices, title, pick, create=new_actor_choice)

    def remove(self) -> None:
        """Remove the statement or mention in focus."""
        session = self._workbench.session
        statement, mention = self._workbench.focused_statement(), self._workbench.focused_mention()
        if session is None:
            return
        if statement is not None:
            self._do(lambda: session.remove_statement(statement.id))
        elif mention is not None:
            self._do(lambda: session.remove_mention(mention.id))
        else:
            self._say(self.tr("Nothing in focus to remove. Click a statement or press v."))

    def next_statement(self, step: int) -> None:
        """Move the focus to the next (or with -1 the previous) statement of the article."""
        session = self._workbench.session
        if session is None:
            return
        ids = [each.id for each in session.statements]
        if not ids:
            self._say(self.tr("No statements yet. Press s on a sentence, or n for a suggestion."))
            return
        statement = self._workbench.focused_statement()
        if statement is None:
            at = 0 if step > 0 else len(ids) - 1
        else:
            at = (ids.index(statement.id) + step) % len(ids)
        self._workbench.focus = ("statement", ids[at])

    def leave(self) -> None:
        """Take the focus and the selection away."""
        self._workbench.focus = None
        self._reading.clear_selection()

    # What all gestures share

    def _remember_statement(self, focus: Focus | None) -> None:
        if focus is None:
            self._left_for_mention = None
        elif focus[0] == "statement":
            self._left_for_mention = focus[1]

    def _forget_statement(self, _article_id: str) -> None:
        self._left_for_mention = None

    def _statement(
        self, *, before_mention: bool = False
    ) -> tuple[Session | None, Statement | None]:
        session, statement = self._workbench.session, self._workbench.focused_statement()
        if before_mention and statement is None and session and self._left_for_mention:
            statement = session.find_statement(self._left_for_mention)
        if session is not None and statement is None:
            self._say(self.tr("No statement in focus. Press s for a new one, or v for the next."))
        return session, statement

    def _do(self, build: Callable[[], Step]) -> Change | None:
        return self._workbench.gesture(build, initiator=self)

    def _say(self, text: str) -> None:
        self._workbench.refused.emit(text)

    def _focus_new_statement(self, change: Change | None) -> None:
        made = change.edits[-1].after if change is not None else None
        if isinstance(made, Statement):
            self._workbench.focus = ("statement", made.id)

    def _offer(
        self,
        choices: tuple[Choice, ...],
        title: str,
        pick: Callable[[Choice], object],
        *,
        create: Callable[[str], Choice | None] | None = None,
    ) -> None:
        if self._workbench.is_readonly:
            self._say(self.tr("This project is open for reading only."))
            return
        self._chooser.open_at(choices, title, pick, at=self._reading.anchor(), create=create)


def _kinds(session: Session, *, first: str = "") -> tuple[Choice, ...]:
    """Return the codebook's entity kinds; the one that it is now is offered last."""
    kinds = sorted(session.codebook.entity_kinds, key=lambda each: each.id == first)
    return tuple(Choice(each.id, each.label or each.id, each.definition) for each in kinds)
