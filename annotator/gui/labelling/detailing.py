"""The gestures on what a statement may have besides: certainty, parent, figures, addressee..."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any  # fields of a statement, as change_statement takes them

from annotator.annotations import derived
from annotator.annotations.edits import Step
from annotator.annotations.model import Figure, Stance, Statement, Via
from annotator.annotations.session import Session
from annotator.annotations.validation import SOURCE_NAMINGS
from annotator.annotations.wording import label, stance_words
from annotator.gui.labelling.gestures import Gestures
from annotator.gui.statements.choices import (
    actor_choices,
    addressee_choices,
    new_actor_choice,
    parent_choices,
)
from annotator.gui.statements.figure_choices import figure_choices, with_figure
from annotator.gui.statements.figures_section import figure_words
from annotator.gui.statements.picks import (
    WithActor,
    adding_addressee,
    setting_medium,
    with_actor,
)
from annotator.gui.statements.removals import removals
from annotator.gui.widgets.chooser import Choice

_NOTE = "note:"  # before the words of a note that was typed


class Detailing(Gestures):
    """Everything of a statement that is not said of most: by key and type-ahead."""

    def choose_certainty(self) -> None:
        """Ask how certain the holder is."""
        session, statement = self._statement()
        if session is None or statement is None:
            return
        now = statement.certainty
        known = [Choice(each, label(each)) for each in session.codebook.certainty if each != now]
        choices = (*known, *((Choice("", self.tr("not said")),) if now else ()))
        self._offer(
            choices,
            self.tr("How certain is it?"),
            lambda choice: self._change(
                statement,
                self.tr("Set the certainty: %1").replace("%1", choice.label),
                certainty=choice.id or None,
            ),
        )

    def choose_parent(self) -> None:
        """Ask inside which other statement it is made."""
        session, statement = self._statement()
        if session is None or statement is None:
            return
        choices = tuple(parent_choices(session, statement))
        if not choices:
            words = self.tr("No other statement has content that covers the content of this one.")
            self._say(words)
            return

        def pick(choice: Choice) -> None:
            parent = choice.id.partition(":")[2] or None
            wording = self.tr("Set the parent") if parent else self.tr("Take out the parent")
            self._change(statement, wording, parent=parent)

        self._offer(choices, self.tr("Inside which statement is it made?"), pick)

    def toggle_unsure(self) -> None:
        """Mark the statement in focus as doubtful, or not."""
        _, statement = self._statement()
        if statement is not None:
            on = not statement.unsure
            wording = self.tr("Mark as unsure") if on else self.tr("Mark as sure")
            self._change(statement, wording, unsure=on)

    def write_note(self) -> None:
        """Ask for a note on the statement in focus."""
        _, statement = self._statement()
        if statement is None:
            return
        none = (Choice("", self.tr("No note")),) if statement.note else ()
        self._offer(
            none,
            self.tr("Note on the statement"),
            lambda choice: self._change(
                statement,
                self.tr("Change the note"),
                note=choice.id.removeprefix(_NOTE),
            ),
            create=lambda typed: Choice(_NOTE + typed, typed, self.tr("Enter keeps it")),
            typed=statement.note,
        )

    def choose_addressee(self) -> None:
        """Ask whom the statement addresses."""
        session, statement = self._statement()
        if session is None or statement is None:
            return
        items = addressee_choices(session, statement)
        title = self.tr("Whom is it addressed to?")
        self._offer_actors(session, items, title, adding_addressee(statement.id))

    def choose_medium(self) -> None:
        """Ask to which medium it was told; selected words are where the text says so."""
        session, statement = self._statement()
        if session is None or statement is None:
            return
        span = self._reading.selected_span()
        via = statement.source.via
        if span is not None and via is not None:
            spans = tuple(sorted({*via.spans, span}))
            self._change_source(statement, self.tr("Set the medium"), via=replace(via, spans=spans))
            return
        media = [each.id for each in session.actors.values() if each.kind == "media"]
        named = session.proposed_actors(span) if span is not None else ()
        items = actor_choices(session, likely=(*named, *media))
        build = setting_medium(statement.id, (span,) if span is not None else ())
        self._offer_actors(session, items, self.tr("Told to whom?"), build)

    def toggle_inferred(self) -> None:
        """Say that the text leaves the source out, or not."""
        _, statement = self._statement()
        if statement is not None:
            on = not statement.source.inferred
            said, out = self.tr("The text names the source"), self.tr("The text leaves it out")
            self._change_source(statement, out if on else said, inferred=on)

    def choose_naming(self) -> None:
        """Ask how the text names the source."""
        _, statement = self._statement()
        if statement is None:
            return
        self._offer(
            tuple(
                Choice(each, self.tr("by %1").replace("%1", label(each))) for each in SOURCE_NAMINGS
            ),
            self.tr("How is the source named?"),
            lambda choice: self._change_source(
                statement,
                self.tr("Set how the source is named: %1").replace("%1", label(choice.id)),
                mention=choice.id,
            ),
        )

    def toggle_author(self) -> None:
        """Make it the author's own voice, or leave the voice open again."""
        _, statement = self._statement()
        if statement is not None:
            voice = None if statement.voice == "author" else "author"
            wording = (
                self.tr("Set the author's voice") if voice else self.tr("Leave the voice open")
            )
            self._change(statement, wording, voice=voice)

    def choose_quotation_type(self) -> None:
        """Ask what kind of quotation it is; the likeliest is what follows from the text."""
        session, statement = self._statement()
        if session is None or statement is None:
            return
        found = label(derived.quote(statement, session.text))
        derived_words = self.tr("%1 (from the text)").replace("%1", found)
        kinds = [Choice(each, label(each)) for each in session.codebook.quote_types]
        self._offer(
            (Choice("", derived_words), *kinds),
            self.tr("What kind of quotation is it?"),
            lambda choice: self._change(
                statement, self.tr("Set the quotation type"), quote=choice.id or None
            ),
        )

    # Stances and figures

    def toggle_explicit(self) -> None:
        """Say that a stance only follows from the words, or that they say it."""
        session, statement = self._statement()
        if session is None or statement is None:
            return
        self._with_stance(
            session,
            statement,
            self.tr("Explicit or not: which stance?"),
            lambda stance: session.set_stance(
                statement.id, stance.target, stance.value, explicit=not stance.explicit
            ),
        )

    def add_target_words(self) -> None:
        """Let the selected words be those that name the target of a stance."""
        session, statement = self._statement()
        span = self._reading.selected_span()
        if session is None or statement is None:
            return
        if span is None:
            self._say(self.tr("Select the words that name the target first."))
            return

        def build(stance: Stance) -> Step:
            target = replace(stance.target, spans=(*stance.target.spans, span))
            return session.set_stance(statement.id, target, stance.value)

        self._with_stance(session, statement, self.tr("The target of which stance?"), build)

    def _with_stance(
        self,
        session: Session,
        statement: Statement,
        title: str,
        build: Callable[[Stance], Step],
    ) -> None:
        """Do something with the one stance of a statement, or ask with which; the last first."""
        stances = tuple(reversed(statement.stances))
        if not stances:
            self._say(self.tr("This statement has no stance yet. Give it one first."))
        elif len(stances) == 1:
            self._do(lambda: build(stances[0]))
        else:
            choices = tuple(
                Choice(
                    str(at), stance_words(each, session.codebook, session.actors, session.numbers)
                )
                for at, each in enumerate(stances)
            )
            self._offer(
                choices, title, lambda choice: self._do(lambda: build(stances[int(choice.id)]))
            )

    def add_figure(self) -> None:
        """Read a number from the selection, else take over those found in the content."""
        session, statement = self._statement()
        if session is None or statement is None:
            return
        span, found = self._reading.selected_span(), session.proposed_figures(statement.id)
        if span is not None:
            if self._do(lambda: session.add_figure(statement.id, span)) is not None:
                self._reading.clear_selection()
        elif found:
            self._do(lambda: session.take_figures(statement.id, found))
        else:
            self._say(self.tr("Select the number in the content of the statement first."))

    def change_figure(self) -> None:
        """Change value, bound, unit, group or side of a number of the statement in focus."""
        session, statement = self._statement()
        if session is None or statement is None:
            return
        figures = statement.figures
        if not figures:
            self._say(self.tr("This statement has no number yet. Select one and add it first."))
        elif len(figures) == 1:
            self._offer_figure(session, statement, figures[0])
        else:
            choices = tuple(
                Choice(str(at), figure_words(each, session)) for at, each in enumerate(figures)
            )
            self._offer(
                choices,
                self.tr("Which number?"),
                lambda choice: self._offer_figure(session, statement, figures[int(choice.id)]),
            )

    def _offer_figure(self, session: Session, statement: Statement, figure: Figure) -> None:
        self._offer(
            figure_choices(session, figure),
            figure_words(figure, session),
            lambda choice: self._change(
                statement,
                self.tr("Change a number"),
                figures=tuple(
                    with_figure(each, choice.id) if each == figure else each
                    for each in statement.figures
                ),
            ),
            create=lambda typed: (
                Choice(f"value:{typed}", self.tr("the number %1").replace("%1", typed))
                if typed.replace(",", "").isdigit()
                else None
            ),
        )

    # Taking out

    def take_out(self) -> None:
        """Ask which part or label to take out of the statement in focus."""
        session, statement = self._statement()
        if session is None or statement is None:
            return
        found = removals(session, statement)
        if not found:
            self._say(self.tr("There is nothing to take out of this statement."))
            return
        self._offer(
            tuple(Choice(str(at), each.words, each.what) for at, each in enumerate(found)),
            self.tr("Take out what?"),
            lambda choice: self._do(lambda: found[int(choice.id)].build(session)),
        )

    # What they share

    def _change(self, statement: Statement, wording: str, **fields: Any) -> None:
        session = self._workbench.session
        if session is not None:
            self._do(lambda: session.change_statement(statement.id, wording=wording, **fields))

    def _change_source(
        self, statement: Statement, wording: str, **fields: str | bool | Via | None
    ) -> None:
        source = replace(statement.source, **fields)  # type: ignore[arg-type]  # fields of Source
        self._change(statement, wording, source=source)

    def _offer_actors(
        self, session: Session, choices: tuple[Choice, ...], title: str, build: WithActor
    ) -> None:
        self._offer(
            choices,
            title,
            lambda choice: self._do(lambda: with_actor(session, choice.id, build)),
            create=new_actor_choice,
        )
