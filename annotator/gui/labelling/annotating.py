"""What the keys of annotating do: a gesture over the article becomes a step of the session."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from annotator.annotations.edits import Step
from annotator.annotations.model import Mention, Stance, Statement, Target
from annotator.annotations.offered.likely_targets import clearest
from annotator.annotations.session import Session
from annotator.annotations.steps.filling_in import Labels
from annotator.annotations.steps.naming import (
    Named,
    add_name,
    known_at,
    same_names,
    words_at,
)
from annotator.annotations.steps.parts import Role
from annotator.annotations.wording import stance_label
from annotator.corpus.span import Span
from annotator.gui.jobs.background import Background
from annotator.gui.keys.own import with_keys
from annotator.gui.labelling.detailing import Detailing
from annotator.gui.labelling.gestures import Gestures, Place, Reading
from annotator.gui.labelling.looking_again import LookingAgain
from annotator.gui.labelling.repeating import Repeating
from annotator.gui.statements.choices import (
    NEW,
    actor_choices,
    holder_choices,
    new_actor_choice,
    new_target_choices,
    speaker_choices,
    target_choices,
    target_of,
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
from annotator.preannotation.suggestion import Suggestion


class Annotating(Gestures):
    """The gestures on suggestions, mentions and statements."""

    def __init__(self, workbench: Workbench, reading: Reading, window: QWidget) -> None:
        self.background = Background(workbench, window)
        place = Place(workbench, reading, Chooser(window))
        super().__init__(place, window)
        self.detailing = Detailing(place, window)
        self.repeating = Repeating(place, window)
        self.looking_again = LookingAgain(place, window)
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
            self._say(
                with_keys(
                    self.tr("No suggestion in focus. Press {suggestion.next} for the next one.")
                )
            )
            return
        self._accept(lambda: session.accept(suggestion))

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
        self._say(
            with_keys(self.tr("No suggestion in focus. Press {suggestion.next} for the next one."))
        )

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
        if self._possible() is not None:
            words = self.tr("Take it over with {suggestion.accept} first, then change its parts.")
            self._say(with_keys(words))
            return
        if mention is None and suggestion is None:
            self._say(
                with_keys(
                    self.tr("Nothing to correct. Move to a mention with {move.next_mention} first.")
                )
            )
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
            self._say(
                with_keys(
                    self.tr(
                        "Select a name first: with the mouse, Shift and arrows, or {move.grow}."
                    )
                )
            )
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
            self._say(
                with_keys(
                    self.tr(
                        "Select the words first, or move to a mention with {move.next_mention} "
                        "or {suggestion.next}."
                    )
                )
            )
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
            words = with_keys(
                self.tr("%1 · {article.undo} takes it back. The next pre-annotation uses it.")
            )
            self._workbench.message.emit(words.replace("%1", change.wording))

    # Statements

    def add_statement(self) -> None:
        """Make a statement from the selection or the sentence; what the rules read is filled in.

        Where the same words are a statement already, that one comes into focus.
        """
        session, (span, exactly) = self._workbench.session, self._words_to_state()
        made = session.made_already(span, exactly=exactly) if session and span else None
        if session is None or made is None:
            self._add(lambda session, span, exactly: session.add_filled(span, exactly=exactly))
            return
        self._workbench.focus = ("statement", made.id)
        words = self.tr("Statement %1 has these words. {statement.new_bare} makes another of them.")
        self._say(with_keys(words).replace("%1", str(session.numbers[made.id])))

    def add_bare_statement(self) -> None:
        """Make a statement of just what is selected, or of the sentence; nothing is filled in."""
        self._add(lambda session, span, _exactly: session.add_statement(span))

    def _words_to_state(self) -> tuple[Span | None, bool]:
        """Return what is selected, else the sentence, and whether it is not just a sentence."""
        selected = self._reading.selected_span()
        sentence = self._reading.sentence_at(selected.start if selected is not None else None)
        return selected or sentence, selected is not None and selected != sentence

    def _add(self, build: Callable[[Session, Span, bool], Step]) -> None:
        session = self._workbench.session
        if session is None:
            return
        span, exactly = self._words_to_state()
        if span is None:
            self._say(
                with_keys(
                    self.tr("Go to a sentence with {move.next_sentence}, or select what is said.")
                )
            )
            return
        change = self._make_statement(lambda: build(session, span, exactly))
        if change is not None:
            self._reading.clear_selection()

    def set_role(self, role: Role) -> None:
        """Give the selection a role in the statement in focus; the same again takes it out.

        A mention that a person moved to from a statement becomes a part of that statement.
        """
        statement = self._statement_left()
        session = self._workbench.session
        if session is None or statement is None:
            return
        span = self._reading.selected_span()
        if span is None:
            self._say(
                with_keys(
                    self.tr("Select the words first, then say their role: {statement.source}…")
                )
            )
            return
        if self._do(lambda: session.set_part(statement.id, role, span)) is not None:
            self._reading.clear_selection()
            self._workbench.focus = ("statement", statement.id)

    def toggle_claim_type(self, claim_type_id: str) -> None:
        """Set or take away a claim type; what is suggested is accepted as such a claim."""
        session, saying = self._workbench.session, self._possible()
        if session is not None and saying is not None:
            labels = Labels((claim_type_id,))
            self._accept(lambda: session.accept_with(saying, labels))
            return
        here, statement = self._statement()
        if here is not None and statement is not None:
            self._do(lambda: here.toggle_claim_type(statement.id, claim_type_id))

    def set_stance(self, value: str) -> None:
        """Ask for the target of a stance, likeliest first; a suggestion is accepted with it."""
        session, statement = self._labelled()
        if session is None or statement is None:
            return
        saying = self._possible()

        def pick(choice: Choice) -> None:
            if saying is None:
                self._do(lambda: stance_step(session, statement.id, choice, value))
            elif choice.id.startswith(NEW):
                self._make_statement(lambda: session.accept(saying))
                made = self._workbench.focused_statement()
                if made is not None:
                    self._do(lambda: stance_step(session, made.id, choice, value))
            else:
                self._accept_stance(session, saying, target_of(choice, statement), value)

        self._offer(
            target_choices(session, statement, value),
            self.tr("%1: on what?").replace("%1", stance_label(session.codebook, value)),
            pick,
            create=new_target_choices(session),
        )

    def take_likeliest(self, value: str) -> None:
        """Set a stance on the likeliest target at once; ask where none is clearly the likeliest."""
        session, statement = self._labelled()
        if session is None or statement is None:
            return
        target = clearest(session.weighed_targets(statement))
        if target is None:
            self.set_stance(value)
        else:
            self.take_stance(target, value)

    def take_stance(self, target: Target, value: str) -> None:
        """Set a stance of what is in focus; what is suggested as said is accepted with it."""
        session, statement = self._labelled()
        saying = self._possible()
        if session is None or statement is None:
            return
        if saying is not None:
            self._accept_stance(session, saying, target, value)
        else:
            self._do(lambda: session.set_stance(statement.id, target, value))

    def _possible(self) -> Suggestion | None:
        """Return what is suggested as said and in focus."""
        suggestion = self._workbench.focused_suggestion()
        return suggestion if suggestion is not None and suggestion.kind != "mention" else None

    def _labelled(self) -> tuple[Session | None, Statement | None]:
        """Return the statement in focus, or what a possible one in focus would become."""
        session, saying = self._workbench.session, self._possible()
        if session is None or saying is None:
            return self._statement()
        made = session.accept(saying).edits[-1].after
        return session, made if isinstance(made, Statement) else None

    def _accept(self, build: Callable[[], Step]) -> None:
        self._make_statement(build)

    def _accept_stance(
        self, session: Session, saying: Suggestion, target: Target, value: str
    ) -> None:
        labels = Labels(stances=(Stance(target, value),))
        self._accept(lambda: session.accept_with(saying, labels))

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
            self._say(
                with_keys(
                    self.tr(
                        "Nothing in focus to remove. Click a statement or press {statement.next}."
                    )
                )
            )

    def next_statement(self, step: int) -> None:
        """Move the focus to the next (or with -1 the previous) statement of the article.

        Where none is in focus, it is the next one from the sentence at the caret. The caret goes
        along, unless a person selected something for the statement to come.
        """
        session = self._workbench.session
        if session is None:
            return
        ids = [each.id for each in session.statements]
        if not ids:
            self._say(with_keys(self.tr("No statements yet. Press {statement.new} on a sentence.")))
            return
        statement = self._workbench.focused_statement()
        if statement is None:
            at = self._from_caret(session, step)
        else:
            at = (ids.index(statement.id) + step) % len(ids)
        if self._reading.selected_span() in (None, *self._shown_spans(statement)):
            self._reading.put_caret(session.statements[at].content[0].start)
        self._workbench.focus = ("statement", ids[at])

    def _shown_spans(self, statement: Statement | None) -> tuple[Span, ...]:
        """Return what is selected because a person came to it, and not to do something with it."""
        found = self._workbench.focused_suggestion() or self._workbench.focused_mention()
        spans = [*(statement.content if statement is not None else ()), found and found.span]
        return tuple(each for each in (*spans, self._reading.sentence_at(None)) if each)

    def _from_caret(self, session: Session, step: int) -> int:
        sentence = self._reading.sentence_at(None)
        here = sentence.start if sentence is not None else 0
        before = sum(each.content[0].start < here for each in session.statements)
        return (before if step > 0 else before - 1) % len(session.statements)

    def leave(self) -> None:
        """Take the focus and the selection away, and go back to the text."""
        self._reading.take_focus()
        self._workbench.focus = None
        self._reading.clear_selection()

    def _remember_statement(self, focus: Focus | None) -> None:
        if focus is None:
            self._left_for_mention = None
        elif focus[0] == "statement":
            self._left_for_mention = focus[1]

    def _statement_left(self) -> Statement | None:
        """Return the statement in focus, or the one from which a person moved to a mention."""
        session, statement = self._workbench.session, self._workbench.focused_statement()
        if statement is None and session is not None:
            statement = session.find_statement(self._left_for_mention)
        return statement or self._statement()[1]

    def _forget_statement(self, _article_id: str) -> None:
        self._left_for_mention = None


def _kinds(session: Session, *, first: str = "") -> tuple[Choice, ...]:
    """Return the codebook's entity kinds; the one that it is now is offered last."""
    kinds = sorted(session.codebook.entity_kinds, key=lambda each: each.id == first)
    return tuple(Choice(each.id, each.label or each.id, each.definition) for each in kinds)
