"""Who says it: source spans, actors, speaker, how the text names them, or the author's voice."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QPushButton

from annotator.annotations.edits import Step
from annotator.annotations.model import Statement
from annotator.annotations.session import Session
from annotator.annotations.wording import actor_name
from annotator.corpus.span import Span
from annotator.gui.statements.actor_chips import ShownActor
from annotator.gui.statements.choices import holder_choices, speaker_choices
from annotator.gui.statements.desk import Desk
from annotator.gui.statements.picks import adding_holder, setting_speaker, without_holder
from annotator.gui.statements.pieces import PickButton, QuietBox, push_button
from annotator.gui.statements.section import Section
from annotator.gui.statements.source_rows import NamingRow, Ticks, namings
from annotator.gui.widgets.plain import set_tip


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
        self.put_actors([self._shown_actor(session, each) for each in source.actors], self._adder)
        if source.actors or source.spans or source.speaker or source.inferred:
            name = actor_name(session.actors, source.speaker) if source.speaker else ""
            self.put("naming", self._naming_row, lambda row: row.show_naming(name, source.mention))
        if not source.spans:
            is_author = statement.voice == "author"
            self.put(
                "ticks",
                lambda: Ticks(self._inferred(), self._author()),
                lambda ticks: ticks.show_ticks(inferred=source.inferred, author=is_author),
            )

    def choose_actor(self) -> None:
        """Offer the actors who may hold the statement."""
        session = self.desk.session
        if session is None:
            return
        items = holder_choices(session, session.statement(self.statement_id))
        self.desk.choose_actor(
            items, self.tr("Who says it?"), adding_holder(self.statement_id), beside=self
        )

    def _shown_actor(self, session: Session, actor: str) -> ShownActor:
        name = actor_name(session.actors, actor)
        remove = self.tr("Take out the actor %1").replace("%1", name)
        return ShownActor(name, remove, lambda: self._drop_actor(actor))

    def _adder(self) -> QPushButton:
        add = push_button(self.tr("Add actor…"), self.choose_actor)
        add.setObjectName("add_actor")
        return add

    def _naming_row(self) -> NamingRow:
        speaker = PickButton("", "", self._choose_speaker)
        speaker.setObjectName("speaker")
        box = QuietBox(namings(), None, self.tr("How the text names the source"))
        box.setObjectName("naming")
        box.on_pick(lambda naming: self._change(self.tr("Say how it is named"), mention=naming))
        return NamingRow(speaker, box)

    def _inferred(self) -> QCheckBox:
        box = QCheckBox(self.tr("The text leaves it out"))
        set_tip(box, self.tr("The source is inferred; no words name it"))
        box.setObjectName("inferred")
        box.clicked.connect(
            lambda on: self._change(self.tr("Say whether the source is inferred"), inferred=on)
        )
        return box

    def _author(self) -> QCheckBox:
        box = QCheckBox(self.tr("Author's voice"))
        set_tip(box, self.tr("Nobody is quoted: the article itself says it"))
        box.setObjectName("author")
        box.clicked.connect(self._set_author)
        return box

    def _set_author(self, on: bool) -> None:
        wording = self.tr("Set the author's voice") if on else self.tr("Leave the voice open")
        voice = "author" if on else None
        self.desk.gesture(
            lambda session: session.change_statement(
                self.statement_id, wording=wording, voice=voice
            )
        )

    def add_selection(self) -> None:
        self.desk.with_selection(
            lambda session, span: session.set_part(self.statement_id, "source", span)
        )

    def _remove_span(self, span: Span) -> None:
        self.desk.gesture(lambda session: session.set_part(self.statement_id, "source", span))

    def _drop_actor(self, actor: str) -> None:
        self.desk.gesture(lambda session: without_holder(session, self.statement_id, actor))

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
