"""The card of the statement in focus: what is required first, the rest in a part that folds."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from annotator.annotations.model import Statement
from annotator.annotations.session import Session
from annotator.codebook.model import Codebook
from annotator.gui.statements.content_section import (
    AddresseeSection,
    ContentSection,
    CueSection,
)
from annotator.gui.statements.desk import Desk
from annotator.gui.statements.detail_sections import (
    CertaintySection,
    ParentSection,
    QuotationSection,
    ViaSection,
)
from annotator.gui.statements.figures_section import FiguresSection
from annotator.gui.statements.missing_box import MissingBox
from annotator.gui.statements.note_section import NoteSection
from annotator.gui.statements.pieces import TextButton, heading, push_button
from annotator.gui.statements.section import Section
from annotator.gui.statements.source_section import SourceSection
from annotator.gui.statements.stances_section import StancesSection
from annotator.gui.statements.tab_order import chain_tab_order
from annotator.gui.statements.types_section import TypesSection

_ALWAYS = frozenset({"quotation", "via", "note"})


class StatementCard(QWidget):
    """Everything of one statement, visible and editable.

    ``unfolded`` carries the widget below which the folded part has opened.
    """

    unfolded = Signal(QWidget)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._statement_id = ""
        self._laid_out_for = ""
        self._folded = self.tr("More")
        self.source = SourceSection(desk, self.tr("Source"))
        self.stances = StancesSection(desk, self.tr("Stances"))
        self.sections: tuple[Section, ...] = (
            ContentSection(desk, self.tr("Content")),
            self.source,
            TypesSection(desk, self.tr("Claim types")),
            self.stances,
            CueSection(desk, self.tr("Cue")),
            AddresseeSection(desk, self.tr("Addressee")),
            CertaintySection(desk, self.tr("Certainty")),
            FiguresSection(desk, self.tr("Numbers")),
            QuotationSection(desk, self.tr("Quotation and voice")),
            ViaSection(desk, self.tr("Told to")),
            ParentSection(desk, self.tr("Inside")),
            NoteSection(desk, self.tr("Doubt and note")),
        )
        self.missing = MissingBox()
        """What the statement lacks; shown at the foot of the card, where it does not scroll."""
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(6)
        self._title = heading("")
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self._title, 1)
        top.addWidget(
            push_button(self.tr("Remove"), self._remove, name=self.tr("Remove this statement"))
        )
        column.addLayout(top)
        self._main = QVBoxLayout()
        self._main.setSpacing(6)
        column.addLayout(self._main)
        self._fold = TextButton("", "", lambda: None)
        self._fold.setCheckable(True)
        self._fold.toggled.connect(self._show_more)
        column.addWidget(self._fold)
        self._more = QFrame()
        self._optional = QVBoxLayout(self._more)
        self._optional.setContentsMargins(0, 0, 0, 0)
        self._optional.setSpacing(8)
        column.addWidget(self._more)
        column.addStretch(1)
        self._show_more(False)

    @property
    def statement_id(self) -> str:
        """The id of the statement that is shown, or nothing."""
        return self._statement_id

    def show_statement(self, session: Session, statement: Statement) -> None:
        """Show a statement; only the parts on show that are different are built again."""
        self._statement_id = statement.id
        self._arrange(session.codebook)
        number, count = session.numbers[statement.id], len(session.statements)
        title = self.tr("Statement %1 of %2").replace("%1", str(number)).replace("%2", str(count))
        self._title.setText(title)
        lacking, hints = session.missing(statement.id), session.hints(statement.id)
        self.missing.show_words(lacking, hints)
        on_show = [each for each in self.sections if not self._is_folded(each)]
        rebuilt = [each.show_statement(session, statement) for each in on_show]
        self._tell_what_is_folded(session, statement)
        if any(rebuilt):
            chain_tab_order(self)

    def _arrange(self, codebook: Codebook) -> None:
        """Put what the codebook requires first and leave out what it does not ask for."""
        if self._laid_out_for == codebook.reference:
            return
        self._laid_out_for = codebook.reference
        for section in self.sections:
            self._main.removeWidget(section)
            self._optional.removeWidget(section)
            requirement = codebook.requirement(section.layer)
            place = self._main if requirement == "required" else self._optional
            place.addWidget(section)
            section.setVisible(requirement != "off" or section.layer in _ALWAYS)

    def _tell_what_is_folded(self, session: Session, statement: Statement) -> None:
        folded = [each for each in self.sections if each.parentWidget() is self._more]
        words = ", ".join(filter(None, (each.summary(session, statement) for each in folded)))
        self._folded = self.tr("More: %1").replace("%1", words) if words else self.tr("More")
        self._word_fold()

    def _word_fold(self) -> None:
        sign = "▾" if self._fold.isChecked() else "▸"
        self._fold.set_words(f"{sign} {self._folded}")

    def _is_folded(self, section: Section) -> bool:
        """Tell whether a part is folded away; a note that is being typed stays where it is."""
        is_below = section.parentWidget() is self._more
        return is_below and not self._fold.isChecked() and not isinstance(section, NoteSection)

    def _show_more(self, shown: bool) -> None:
        session = self._desk.session
        statement = session.find_statement(self._statement_id) if session is not None else None
        if shown and session is not None and statement is not None:
            self.show_statement(session, statement)  # what was folded has waited until now
        self._more.setVisible(shown)
        self._word_fold()
        if shown:
            self.unfolded.emit(self._fold)

    def forget(self) -> None:
        """Build every part again when a statement is shown next."""
        for section in self.sections:
            section.forget()

    def store_note(self) -> None:
        """Store a note that is being typed."""
        for section in self.sections:
            if isinstance(section, NoteSection):
                section.note.store()

    def _remove(self) -> None:
        self._desk.gesture(lambda session: session.remove_statement(self._statement_id))
