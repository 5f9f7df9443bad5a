"""The content of a statement, its cue, and its addressee: parts made of spans."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from annotator.annotations.edits import Step
from annotator.annotations.model import Addressee, Statement
from annotator.annotations.session import Session
from annotator.annotations.steps.parts import Role, part
from annotator.annotations.wording import actor_name
from annotator.corpus.span import Span
from annotator.gui.keys.own import with_keys
from annotator.gui.statements.actor_chips import ShownActor
from annotator.gui.statements.choices import addressee_choices
from annotator.gui.statements.desk import Desk
from annotator.gui.statements.picks import adding_addressee
from annotator.gui.statements.pieces import muted, push_button
from annotator.gui.statements.section import Section


class SpansSection(Section):
    """The spans of one role: each can be gone to and taken out, and the selection be added."""

    role: Role = "content"
    beside = True
    empty = ""

    def __init__(self, desk: Desk, title: str) -> None:
        plus = self.tr("Add the words selected in the article as %1 (%2)")
        key = f"{{statement.{self.role}}}"
        super().__init__(desk, title, plus=plus.replace("%1", title.lower()).replace("%2", key))

    def view(self, session: Session, statement: Statement) -> object:
        return part(statement, self.role)

    def fill(self, session: Session, statement: Statement) -> None:
        found = part(statement, self.role)
        only = self.role == "content" and len(found) == 1
        self.spans(session, found, self.title.lower(), None if only else self._remove)
        if not found and self.empty:
            words = with_keys(self.tr(self.empty))
            self.put(("empty", words), lambda: muted(words))

    def summary(self, session: Session, statement: Statement) -> str:
        return self.title.lower() if part(statement, self.role) else ""

    def add_selection(self) -> None:
        self.desk.with_selection(
            lambda session, span: session.set_part(self.statement_id, self.role, span)
        )

    def _remove(self, span: Span) -> None:
        self.desk.gesture(lambda session: session.set_part(self.statement_id, self.role, span))


class ContentSection(SpansSection):
    """What is said, in one or several fragments."""

    layer = "content"


class CueSection(SpansSection):
    """The words that report it."""

    layer = "cue"
    role: Role = "cue"

    empty = "Select the words that report it, then press {statement.cue}."


class AddresseeSection(SpansSection):
    """Whom the statement addresses: where the text says so, and the actors."""

    layer = "addressee"
    role: Role = "addressee"

    def view(self, session: Session, statement: Statement) -> object:
        names = [actor_name(session.actors, each) for each in statement.addressee.actors]
        return statement.addressee, tuple(names)

    def fill(self, session: Session, statement: Statement) -> None:
        super().fill(session, statement)
        shown = [self._shown_actor(session, each) for each in statement.addressee.actors]
        self.put_actors(shown, self._adder)

    def summary(self, session: Session, statement: Statement) -> str:
        said = statement.addressee.spans or statement.addressee.actors
        return self.title.lower() if said else ""

    def _shown_actor(self, session: Session, actor: str) -> ShownActor:
        name = actor_name(session.actors, actor)
        remove = self.tr("Take out the addressee %1").replace("%1", name)
        return ShownActor(name, remove, lambda: self._drop(actor))

    def _adder(self) -> QPushButton:
        add = push_button(self.tr("Add addressee…"), self._choose)
        add.setObjectName("add_addressee")
        return add

    def _choose(self) -> None:
        session = self.desk.session
        if session is None:
            return
        self.desk.choose_actor(
            addressee_choices(session, session.statement(self.statement_id)),
            self.tr("Whom is it addressed to?"),
            adding_addressee(self.statement_id),
            beside=self,
        )

    def _drop(self, actor: str) -> None:
        def build(session: Session) -> Step:
            now = session.statement(self.statement_id).addressee
            left = tuple(each for each in now.actors if each != actor)
            return session.change_statement(
                self.statement_id,
                wording=self.tr("Take out an addressee"),
                addressee=Addressee(now.spans, left),
            )

        self.desk.gesture(build)
