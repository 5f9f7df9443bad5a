"""Doubt and note: what the annotator tells the next reader in plain words."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit

from annotator.annotations.model import Statement
from annotator.annotations.session import Session
from annotator.gui.statements.desk import Desk
from annotator.gui.statements.section import Section
from annotator.gui.widgets.plain import set_tip

NOTE_PAUSE_MS = 1200


class NoteEdit(QPlainTextEdit):
    """A plain text that is stored when the focus leaves it or the typing pauses."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._session: Session | None = None
        self._statement_id = ""
        self._is_pending = False
        self._unsaved: dict[str, str] = {}
        self._pause = QTimer(self, singleShot=True, interval=NOTE_PAUSE_MS)
        self._pause.timeout.connect(self.store)
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("Note"))
        self.setPlaceholderText(self.tr("What the next reader should know"))
        tip = self.tr("Stored as you pause or leave; Tab goes on")
        set_tip(self, tip)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 12)
        self.textChanged.connect(self._typed)

    def show_note(self, session: Session, statement: Statement) -> None:
        """Show a statement's note; what was typed for another one is stored first."""
        if (self._session, self._statement_id) != (session, statement.id):
            self.store()
            self._session, self._statement_id = session, statement.id
            self._set(statement.note)
            if statement.id in self._unsaved:
                self.setPlainText(self._unsaved[statement.id])
        elif not self._is_pending and self.toPlainText() != statement.note:
            self._set(statement.note)

    def store(self) -> None:
        """Store what was typed, as one step; what cannot be stored is kept for another try."""
        self._pause.stop()
        session, text = self._session, self.toPlainText()
        statement = session.find_statement(self._statement_id) if session is not None else None
        if not self._is_pending or session is None or statement is None:
            return
        if text != statement.note and not self._stored(session, statement, text):
            self._unsaved[statement.id] = text
            return
        self._is_pending = False
        self._unsaved.pop(statement.id, None)

    def _stored(self, session: Session, statement: Statement, text: str) -> bool:
        self._is_pending = False  # so that the change, on its way back, finds the note settled
        change = self._desk.store(
            lambda: session.change_statement(
                statement.id, wording=self.tr("Change the note"), note=text
            ),
            initiator=self,
        )
        self._is_pending = change is None
        if change is not None and self._desk.session is not session:
            session.absorb(change)
        return change is not None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.store()

    def _typed(self) -> None:
        self._is_pending = True
        self._pause.start()

    def _set(self, text: str) -> None:
        self.setPlainText(text)
        self._is_pending = False
        self._pause.stop()


class NoteSection(Section):
    """Doubt and note."""

    layer = "note"

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk, title)
        self.unsure = QCheckBox(self.tr("I am unsure about this statement"))
        set_tip(self.unsure, self.tr("Marks the statement for a second look"))
        self.unsure.clicked.connect(self._set_unsure)
        self.note = NoteEdit(desk)
        self.body.addWidget(self.unsure)
        self.body.addWidget(self.note)

    def show_statement(self, session: Session, statement: Statement) -> bool:
        self._statement_id = statement.id
        self.unsure.setChecked(statement.unsure)
        self.note.show_note(session, statement)
        return False

    def summary(self, session: Session, statement: Statement) -> str:
        words = [self.tr("unsure")] if statement.unsure else []
        return ", ".join([*words, *([self.tr("note")] if statement.note else [])])

    def _set_unsure(self, on: bool) -> None:
        wording = self.tr("Mark the statement as unsure") if on else self.tr("Take the doubt away")
        self.desk.gesture(
            lambda session: session.change_statement(self.statement_id, wording=wording, unsure=on)
        )
