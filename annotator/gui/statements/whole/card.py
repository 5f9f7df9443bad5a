"""The card of the article as a whole, shown while nothing in it is in focus."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from annotator.annotations.session import Session
from annotator.annotations.stances_over import stances_of
from annotator.gui.keys.own import follow_keys
from annotator.gui.statements.desk import Desk
from annotator.gui.statements.pieces import clear, heading, muted
from annotator.gui.statements.tab_order import chain_tab_order, focus_kept, show_all
from annotator.gui.statements.whole.comments import ConversationRow, comment_widgets
from annotator.gui.statements.whole.flags import flag_widgets
from annotator.gui.statements.whole.labels import label_widgets
from annotator.gui.statements.whole.stances import StanceRow, stance_widgets


class WholeCard(QWidget):
    """Labels, stances, flags and comments of the article in hand."""

    comment_wanted = Signal(str)
    """Somebody wants to answer the conversation that this comment began."""
    label_wanted = Signal(str)
    flag_wanted = Signal()
    talk_wanted = Signal(str)
    """Somebody wants to go to the conversation that this comment began."""
    part_shown = Signal(object)
    """The widget that should be scrolled to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._shown: object = None
        self._talk = ""
        self.setAccessibleName(self.tr("The article as a whole"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 6, 8, 8)
        self._column.setSpacing(4)
        self._body = QVBoxLayout()
        self._body.setSpacing(3)
        self._empty = muted("")
        words = self.tr("Nothing in focus. {article.comment} comments, {article.flag} flags.")
        follow_keys(self, words, self._empty.setText)
        self._column.addLayout(self._body)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)

    def show_session(self, session: Session | None) -> None:
        """Show what is said of the article in hand; only what is different is built anew."""
        view = None if session is None else self._view(session)
        if view == self._shown and session is not None:
            return
        self._shown = view
        self._empty.setVisible(session is not None)
        row = QApplication.focusWidget()
        talk = row.first_id if isinstance(row, ConversationRow) else ""
        with focus_kept(self):
            clear(self._body)
            if session is not None:
                self._fill(session)
            show_all(self._body)
        chain_tab_order(self)
        for each in self.talks():
            each.stand_out(each.first_id == self._talk)
        if talk:
            self.focus_talk(talk)

    def forget(self) -> None:
        """Build everything anew when it is shown next: names or keys are others now."""
        self._shown = None

    def _fill(self, session: Session) -> None:
        groups = (
            (self.tr("Flags"), flag_widgets(self, session)),
            (self.tr("Labels of the article"), label_widgets(self, session)),
            (self.tr("Stances over the article"), stance_widgets(self, session)),
            (self.tr("Comments"), comment_widgets(self, session)),
        )
        for title, widgets in groups:
            if widgets:
                head = heading(title)
                head.setContentsMargins(0, 5, 0, 0)
                self._body.addWidget(head)
            for each in widgets:
                self._body.addWidget(each)

    def focus_stances(self) -> bool:
        """Put the focus on the first stance over the article; tell whether there is one."""
        rows = self.findChildren(StanceRow)
        first = next((each for each in rows if not each.isHidden()), None)
        if first is None:
            return False
        first.setFocus()
        self.part_shown.emit(first)
        return True

    # Conversations

    def talks(self) -> list[ConversationRow]:
        """Return the rows of the conversations, in their order."""
        items = (self._body.itemAt(at) for at in range(self._body.count()))
        found = (each.widget() for each in items if each is not None)
        return [each for each in found if isinstance(each, ConversationRow)]

    def show_talk(self, first_id: str) -> None:
        """Let one conversation stand out and scroll to it; "" for none."""
        self._talk = first_id
        for each in self.talks():
            each.stand_out(each.first_id == first_id)
            if each.first_id == first_id:
                self.part_shown.emit(each)

    def focus_talk(self, first_id: str) -> bool:
        """Put the focus on a conversation; tell whether it is here."""
        row = next((each for each in self.talks() if each.first_id == first_id), None)
        if row is None or not row.isVisible():
            return False
        row.setFocus()
        self.part_shown.emit(row)
        return True

    def focused_talk(self) -> str | None:
        """Return the conversation that has the focus, if one has."""
        focused = QApplication.focusWidget()
        for each in self.talks():
            if focused is not None and (each is focused or each.isAncestorOf(focused)):
                return each.first_id
        return None

    def corner(self) -> QPoint | None:
        """Return the global corner of where cards are shown; None while the panel is hidden."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is None or not area.isVisible():
            return None
        return area.mapToGlobal(QPoint(0, 0))

    def _view(self, session: Session) -> object:
        stances = stances_of(session)
        names = tuple(
            session.actors[each.holder].name for each in stances if each.holder in session.actors
        )
        return (
            session.article.id,
            session.annotator,
            session.labels,
            session.codebook.reference,
            stances,
            names,
            session.comments,
            session.flags,
        )
