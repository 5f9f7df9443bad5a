"""The card of what was settled: edited like anybody's statement, as the adjudicator's own words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.annotations.edits import Change, Step
from annotator.annotations.model import Mention, Statement
from annotator.annotations.session import Session
from annotator.codebook.model import Codebook
from annotator.gui.adjudication.desk import SettlingDesk
from annotator.gui.keys.own import own_keys
from annotator.gui.keys.pressed import readings
from annotator.gui.keys.sequences import normal
from annotator.gui.statements.card import StatementCard
from annotator.gui.statements.desk import Desk, Selection
from annotator.gui.statements.mention_card import MentionCard
from annotator.gui.statements.tab_order import takes_focus
from annotator.workflows.agreement import adjudicating


class GoldDesk(Desk):
    """Lets the sections of a card change what was settled, instead of the labels in hand."""

    def __init__(self, settling: SettlingDesk, parent: QWidget, *, selection: Selection) -> None:
        super().__init__(settling.workbench, parent, selection=selection)
        self._settling = settling
        self._gold: Session | None = None

    @property
    def session(self) -> Session | None:
        """The session on the layer of what was settled."""
        return self._gold

    def begin(self, article_id: str) -> Session | None:
        """Open the settled layer of an article."""
        project = self.workbench.project
        self._gold = None
        if project is not None:
            self._gold = self.workbench.attempt(
                lambda: adjudicating.gold_session(project, article_id)
            )
        return self._gold

    def end(self) -> None:
        """Let go of the article."""
        self._gold = None

    def store(self, build: Callable[[], Step], *, initiator: object) -> Change | None:
        """Build a step and store it as a ruling of the adjudicator."""
        session = self._gold
        if session is None:
            return None
        change = self._settling.settle(session.article.id, lambda case: case.on_gold(build()))
        if change is not None:
            session.absorb(change)
        return change

    def focus_on(self, kind: Literal["statement", "mention"], identifier: str) -> None:
        """Leave the focus of the main window where it is."""


def _keys(label: str, codebook_key: str) -> set[str]:
    """Return the keys of a label as they are compared."""
    keys = own_keys().published(f"codebook.{label}")
    return {normal(each) for each in (keys if keys is not None else (codebook_key,)) if each}


class GoldPage(QWidget):
    """The card, and how to get back to the versions; ``left`` tells that somebody is done."""

    left = Signal()
    changed = Signal()

    def __init__(self, settling: SettlingDesk, parent: QWidget, *, selection: Selection) -> None:
        super().__init__(parent)
        self.desk = GoldDesk(settling, self, selection=selection)
        self.card = StatementCard(self.desk)
        self._mention = MentionCard(self.desk)
        self._record_id = ""
        self._cards = QStackedWidget(self)
        self._scroll = QScrollArea(self)
        self.back = QPushButton(self.tr("Back to the versions   Esc"), self)
        self._lay_out()
        self.desk.refused.connect(self.show_what_is_settled)
        self.back.clicked.connect(self.leave)

    def _lay_out(self) -> None:
        self.setAccessibleName(self.tr("What is settled"))
        for each in (self.card, self._mention):
            self._cards.addWidget(each)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._cards)
        self.back.setAutoDefault(False)
        self.back.setAccessibleName(self.tr("Back to the versions"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.card.missing)
        foot = QVBoxLayout()
        foot.setContentsMargins(10, 6, 10, 8)
        foot.addWidget(self.back)
        column.addLayout(foot)

    @property
    def record(self) -> Statement | Mention | None:
        """What is edited, as it is stored."""
        session = self.desk.session
        return None if session is None else session.find(self._record_id)

    def edit(self, article_id: str, record_id: str) -> bool:
        """Show a settled statement or entity; tell whether it is there."""
        session = self.desk.begin(article_id)
        self._record_id = record_id
        if session is None or session.find(record_id) is None:
            self.desk.end()
            return False
        self.card.forget()
        self.show_what_is_settled()
        return True

    def show_what_is_settled(self) -> None:
        """Show the record as it is; go back where it is gone."""
        session, record = self.desk.session, self.record
        if session is None:
            return
        if record is None:
            self.leave()
        elif isinstance(record, Statement):
            self.card.show_statement(session, record)
            self.card.missing.setVisible(True)
            self._cards.setCurrentWidget(self.card)
        else:
            self._mention.show_mention(session, record)
            self.card.missing.setVisible(False)
            self._cards.setCurrentWidget(self._mention)

    def read_again(self) -> None:
        """Show the record after something was done or taken back elsewhere in the window."""
        session = self.desk.session
        if session is not None:
            self.edit(session.article.id, self._record_id)
            if self.desk.session is None:
                self.left.emit()

    def leave(self) -> None:
        """Go back to the versions; what was typed is stored."""
        self.card.store_note()
        self.desk.end()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the keys of claim types and stances act here as they do while labelling."""
        session, record = self.desk.session, self.record
        is_statement = session is not None and isinstance(record, Statement)
        codebook = session.codebook if session is not None and is_statement else None
        if codebook is None or not self._take_label(codebook, set(readings(event))):
            super().keyPressEvent(event)

    def _take_label(self, codebook: Codebook, pressed: set[str]) -> bool:
        """Give the statement the label of a key; tell whether a label has it."""
        for claim_type in codebook.claim_types:
            if pressed & _keys(f"type.{claim_type.id}", claim_type.key):
                self._toggle(claim_type.id)
                return True
        for value in codebook.stance_values:
            if pressed & _keys(f"stance.{value.id}", value.key):
                self.card.stances.choose_target(value.id)
                return True
        return False

    def _toggle(self, claim_type: str) -> None:
        self.desk.gesture(lambda now: now.toggle_claim_type(self._record_id, claim_type))

    def take_focus(self, layer: str) -> None:
        """Put the keyboard on a part of the statement, or on the card of an entity."""
        session, record = self.desk.session, self.record
        parts = [each for each in self.card.sections if each.layer == layer]
        is_statement = session is not None and isinstance(record, Statement)
        shown: QWidget = self.card if is_statement else self._mention
        place = parts[0] if parts and is_statement else shown
        stops = (each for each in place.findChildren(QWidget) if takes_focus(each))
        (next(stops, None) or self.back).setFocus(Qt.FocusReason.OtherFocusReason)
