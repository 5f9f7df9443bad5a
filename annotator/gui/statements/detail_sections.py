"""What a statement may have besides: certainty, quotation, medium, parent."""

from __future__ import annotations

from dataclasses import replace

from annotator.annotations import derived
from annotator.annotations.edits import Step
from annotator.annotations.model import Statement, Via
from annotator.annotations.session import Session
from annotator.annotations.wording import actor_name, excerpt, label
from annotator.corpus.span import Span
from annotator.gui.statements.choices import actor_choices, parent_choices
from annotator.gui.statements.picks import setting_medium
from annotator.gui.statements.pieces import (
    LabelledRow,
    Option,
    PickButton,
    QuietBox,
    push_button,
    removable,
)
from annotator.gui.statements.section import Section


class CertaintySection(Section):
    """How certain the holder is."""

    layer = "certainty"
    beside = True

    def view(self, session: Session, statement: Statement) -> object:
        return statement.certainty, session.codebook.certainty

    def fill(self, session: Session, statement: Statement) -> None:
        options = [Option(None, self.tr("not said"))]
        options += [Option(each, label(each)) for each in session.codebook.certainty]
        box = QuietBox(options, statement.certainty, self.tr("Certainty"))
        box.on_pick(self._set)
        self.add(box)

    def summary(self, session: Session, statement: Statement) -> str:
        certainty, usual = statement.certainty, session.codebook.certainty[:1]
        return "" if certainty is None or certainty in usual else label(certainty)

    def _set(self, certainty: str | None) -> None:
        words = label(certainty) if certainty else self.tr("not said")
        self.desk.gesture(
            lambda session: session.change_statement(
                self.statement_id,
                wording=self.tr("Set the certainty: %1").replace("%1", words),
                certainty=certainty,
            )
        )


class QuotationSection(Section):
    """Quotation type and voice: derived from the parts, and overruled where that is wrong."""

    layer = "quotation"

    def view(self, session: Session, statement: Statement) -> object:
        found = derived.quote(statement, session.text), derived.voice(statement)
        return found, statement.quote, statement.voice

    def fill(self, session: Session, statement: Statement) -> None:
        codebook = session.codebook
        quote = QuietBox(
            self._options(derived.quote(statement, session.text), codebook.quote_types),
            statement.quote,
            self.tr("Quotation type"),
        )
        quote.on_pick(lambda value: self._set(self.tr("Set the quotation type"), "quote", value))
        voice = QuietBox(
            self._options(derived.voice(statement), codebook.voices),
            statement.voice,
            self.tr("Voice"),
        )
        voice.on_pick(lambda value: self._set(self.tr("Set the voice"), "voice", value))
        self.add(LabelledRow(self.tr("Quotation"), quote))
        self.add(LabelledRow(self.tr("Voice"), voice))

    def summary(self, session: Session, statement: Statement) -> str:
        return label(statement.quote) if statement.quote else ""

    def _options(self, found: str, allowed: tuple[str, ...]) -> list[Option]:
        words = self.tr("%1 (from the text)").replace("%1", label(found))
        return [Option(None, words), *(Option(each, label(each)) for each in allowed)]

    def _set(self, wording: str, field: str, value: str | None) -> None:
        self.desk.gesture(
            lambda session: session.change_statement(
                self.statement_id,
                wording=wording,
                **{field: value},  # type: ignore[arg-type]  # a field of Statement
            )
        )


class ViaSection(Section):
    """The medium through which the words reached the article."""

    layer = "via"
    beside = True

    def view(self, session: Session, statement: Statement) -> object:
        via = statement.source.via
        return via, actor_name(session.actors, via.actor) if via else ""

    def fill(self, session: Session, statement: Statement) -> None:
        via = statement.source.via
        if via is None:
            choose = push_button(self.tr("Choose a medium…"), self._choose)
            self.add(self.flow(choose))
            return
        name = actor_name(session.actors, via.actor)
        chosen = PickButton(name, self.tr("Told to %1").replace("%1", name), self._choose)
        remove = self.tr("Take out the medium %1").replace("%1", name)
        self.add(removable(chosen, remove, lambda: self._change(None)))
        self.spans(session, via.spans, self.tr("the medium"), self._drop_span)
        add = push_button(
            self.tr("+ words"),
            self._add_span,
            name=self.tr("Add the words selected in the article as the medium"),
        )
        self.add(self.flow(add))

    def summary(self, session: Session, statement: Statement) -> str:
        return self.title.lower() if statement.source.via else ""

    def _choose(self) -> None:
        session = self.desk.session
        if session is None:
            return
        media = [each.id for each in session.actors.values() if each.kind == "media"]
        items = actor_choices(session, likely=media)
        self.desk.choose_actor(
            items, self.tr("Told to whom?"), setting_medium(self.statement_id), beside=self
        )

    def _add_span(self) -> None:
        span = self.desk.selected()
        session = self.desk.session
        via = session.statement(self.statement_id).source.via if session is not None else None
        if span is not None and via is not None:
            self._change(replace(via, spans=tuple(sorted({*via.spans, span}))))

    def _drop_span(self, span: Span) -> None:
        session = self.desk.session
        via = session.statement(self.statement_id).source.via if session is not None else None
        if via is not None:
            self._change(replace(via, spans=tuple(each for each in via.spans if each != span)))

    def _change(self, via: Via | None) -> None:
        def build(session: Session) -> Step:
            source = session.statement(self.statement_id).source
            wording = self.tr("Set the medium") if via else self.tr("Take out the medium")
            return session.change_statement(
                self.statement_id, wording=wording, source=replace(source, via=via)
            )

        self.desk.gesture(build)


class ParentSection(Section):
    """The statement inside which this one is made."""

    layer = "parent"
    beside = True

    def view(self, session: Session, statement: Statement) -> object:
        parent = session.find_statement(statement.parent)
        number = session.numbers.get(statement.parent or "")
        return number, parent.content if parent is not None else ()

    def fill(self, session: Session, statement: Statement) -> None:
        parent = session.find_statement(statement.parent)
        words = self.tr("no other statement")
        if parent is not None:
            number = session.numbers[parent.id]
            content = excerpt(session.text, parent.content, length=30)
            words = self.tr("statement %1: %2").replace("%1", str(number)).replace("%2", content)
        button = PickButton(words, self.tr("Inside: %1").replace("%1", words), self._choose)
        self.add(button)

    def summary(self, session: Session, statement: Statement) -> str:
        return self.tr("inside another") if statement.parent else ""

    def _choose(self) -> None:
        session = self.desk.session
        if session is None:
            return
        items = parent_choices(session, session.statement(self.statement_id))
        if not items:
            self.desk.say(
                self.tr("No other statement has content that covers the content of this one.")
            )
            return
        title = self.tr("Inside which statement is it made?")
        self.desk.choose(items, title, lambda choice: self._set(choice.id), beside=self)

    def _set(self, picked: str) -> None:
        parent = picked.partition(":")[2] or None
        wording = self.tr("Set the parent") if parent else self.tr("Take out the parent")
        self.desk.gesture(
            lambda session: session.change_statement(
                self.statement_id, wording=wording, parent=parent
            )
        )
