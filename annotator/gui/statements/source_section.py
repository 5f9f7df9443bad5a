"""Who says it: source spans, actors, speaker, how the text names them, or the author's voice."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox

from annotator.annotations.edits import Step
from annotator.annotations.model import Source, Statement
from annotator.annotations.session import Session
from annotator.annotations.validation import SOURCE_NAMINGS
from annotator.annotations.wording import actor_name, label
from annotator.corpus.span import Span
from annotator.gui.statements.choices import holder_choices, speaker_choices
from annotator.gui.statements.desk import Desk
from annotator.gui.statements.picks import adding_holder, setting_speaker
from annotator.gui.statements.pieces import Chip, Option, PickButton, QuietBox, push_button, row
from annotator.gui.statements.section import Section
from annotator.gui.widgets.plain import plain_tooltip


class SourceSection(Section):
    """Source spans and the actors behind the words."""

    layer = "source"
    beside = True

    def __init__(self, desk: Desk, title: str) -> None:
        plus = self.tr("Add the words selected in the article as source (r s)")
        super().__init__(desk, title, plus=plus)

    def view(self, session: Session, statement: Statement) -> object:
        source = statement.source
        actors = (*source.actors, *((source.speaker,) if source.speaker else ()))
        names = [actor_name(session.actors, each) for each in actors]
        return replace(source, via=None), statement.voice, tuple(names)

    def fill(self, session: Session, statement: Statement) -> None:
        source = statement.source
        self.spans(session, source.spans, self.tr("the source"), self._remove_span)
        chips = [self._chip(session, each) for each in source.actors]
        add = push_button(self.tr("Add actor…"), self.choose_actor)
        add.setObjectName("add_actor")
        self.body.addWidget(self.flow(*chips, add))
        if source.actors or source.spans or source.speaker or source.inferred:
            self.body.addWidget(row(self._speaker(session, source), self._naming(source)))
        if not source.spans:
            self.body.addWidget(self.flow(self._inferred(source), self._author(statement)))

    def choose_actor(self) -> None:
        """Offer the actors who may hold the statement."""
        session = self.desk.session
        if session is None:
            return
        items = holder_choices(session, session.statement(self.statement_id))
        self.desk.choose_actor(
            items, self.tr("Who says it?"), adding_holder(self.statement_id), beside=self
        )

    def _chip(self, session: Session, actor: str) -> Chip:
        name = actor_name(session.actors, actor)
        remove = self.tr("Take out the actor %1").replace("%1", name)
        return Chip(name, remove, lambda: self._drop_actor(actor))

    def _speaker(self, session: Session, source: Source) -> PickButton:
        name = actor_name(session.actors, source.speaker) if source.speaker else ""
        shown = name or self.tr("no speaker")
        said = self.tr("Speaker: %1").replace("%1", name or self.tr("nobody"))
        button = PickButton(shown, said, self._choose_speaker)
        button.setToolTip(plain_tooltip(self.tr("The person who spoke for the actor")))
        button.setObjectName("speaker")
        return button

    def _naming(self, source: Source) -> QuietBox:
        options = [Option(None, self.tr("named how?")), *_namings()]
        box = QuietBox(options, source.mention, self.tr("How the text names the source"))
        box.setObjectName("naming")
        box.on_pick(lambda naming: self._change(self.tr("Say how it is named"), mention=naming))
        return box

    def _inferred(self, source: Source) -> QCheckBox:
        box = QCheckBox(self.tr("The text leaves it out"))
        box.setToolTip(plain_tooltip(self.tr("The source is inferred; no words name it")))
        box.setChecked(source.inferred)
        box.setObjectName("inferred")
        box.clicked.connect(
            lambda on: self._change(self.tr("Say whether the source is inferred"), inferred=on)
        )
        return box

    def _author(self, statement: Statement) -> QCheckBox:
        box = QCheckBox(self.tr("Author's voice"))
        box.setToolTip(plain_tooltip(self.tr("Nobody is quoted: the article itself says it")))
        box.setChecked(statement.voice == "author")
        box.setObjectName("author")
        voice = "author" if statement.voice != "author" else None
        wording = self.tr("Set the author's voice") if voice else self.tr("Leave the voice open")
        box.clicked.connect(
            lambda: self.desk.gesture(
                lambda session: session.change_statement(
                    self.statement_id, wording=wording, voice=voice
                )
            )
        )
        return box

    def add_selection(self) -> None:
        self.desk.with_selection(
            lambda session, span: session.set_part(self.statement_id, "source", span)
        )

    def _remove_span(self, span: Span) -> None:
        self.desk.gesture(lambda session: session.set_part(self.statement_id, "source", span))

    def _drop_actor(self, actor: str) -> None:
        def build(session: Session) -> Step:
            source = session.statement(self.statement_id).source
            left = [each for each in source.actors if each != actor]
            return session.set_actors(
                self.statement_id, left, speaker=source.speaker if left else None
            )

        self.desk.gesture(build)

    def _choose_speaker(self) -> None:
        session = self.desk.session
        if session is None:
            return
        items = speaker_choices(session, session.statement(self.statement_id))
        self.desk.choose_actor(
            items, self.tr("Who spoke for them?"), setting_speaker(self.statement_id), beside=self
        )

    def _change(self, wording: str, **fields: str | bool | None) -> None:
        def build(session: Session) -> Step:
            source = session.statement(self.statement_id).source
            changed = replace(source, **fields)  # type: ignore[arg-type]  # fields of Source
            return session.change_statement(self.statement_id, wording=wording, source=changed)

        self.desk.gesture(build)


def _namings() -> list[Option]:
    return [Option(each, f"by {label(each)}") for each in SOURCE_NAMINGS]
