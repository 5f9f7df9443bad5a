"""The statements panel: the list of the article above, the card of what is in focus below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.annotations.edits import Change
from annotator.annotations.ids import new_id
from annotator.annotations.model import Layer, Source, Statement
from annotator.annotations.session import Session
from annotator.corpus.span import Span
from annotator.gui.keys.own import own_keys, with_keys
from annotator.gui.statements.definition import DefinitionBox, explain
from annotator.gui.statements.desk import Desk, Selection
from annotator.gui.statements.pieces import heading, muted
from annotator.gui.statements.rows import Row
from annotator.gui.statements.statement_list import StatementList
from annotator.gui.statements.whole.card import WholeCard
from annotator.gui.statements.whole.wording import beside_words

if TYPE_CHECKING:
    from annotator.gui.statements.card import StatementCard
    from annotator.gui.statements.mention_card import MentionCard
    from annotator.gui.workbench import Workbench


class _Cards(QStackedWidget):
    """One card at a time, as wide as the panel allows and as high as the card needs."""

    def minimumSizeHint(self) -> QSize:
        card = self.currentWidget()
        return QSize(0, card.minimumSizeHint().height() if card is not None else 0)

    def sizeHint(self) -> QSize:
        card = self.currentWidget()
        return card.sizeHint() if card is not None else QSize(0, 0)


def label_set(change: Change, statement_id: str) -> tuple[str, str] | None:
    """Return the label that a change gave to a statement: its kind and id, the last one set."""
    for edit in change.edits:
        before, after = edit.before, edit.after
        if not isinstance(after, Statement) or after.id != statement_id:
            continue
        old = before if isinstance(before, Statement) else None
        types = [each for each in after.claim_types if not old or each not in old.claim_types]
        values = [each.value for each in after.stances if not old or each not in old.stances]
        if types:
            return "claim_type", types[-1]
        if values:
            return "stance", values[-1]
    return None


def with_one_statement(session: Session) -> Session:
    """Return a session like another, with nothing in it but one made-up statement."""
    words, article, who = (Span(0, 1),), session.article.id, session.annotator
    source = Source(spans=words, actors=tuple(session.actors)[:1])
    types = tuple(each.id for each in session.codebook.claim_types[:1])
    made = Statement(new_id(), article, who.id, words, source=source, cue=words, claim_types=types)
    return Session(
        article=session.article,
        text=session.text,
        zones=(),
        layer=Layer(article, who.id, statements=(made,)),
        codebook=session.codebook,
        actors=session.actors,
        suggestions=(),
        annotator=who,
    )


def _give_room(card: QWidget, *, is_shown: bool) -> None:
    policy = card.sizePolicy()
    wanted = policy.Policy.Preferred if is_shown else policy.Policy.Ignored
    policy.setVerticalPolicy(wanted)
    card.setSizePolicy(policy)


def _shares(height: int) -> list[int]:
    """Return the heights of list, card and definition: what is scarce goes to the card."""
    upper, lower = min(220, max(96, height - 450)), min(80, max(56, height - 480))
    return [upper, height - upper - lower, lower]


class StatementsPanel(QWidget):
    """Shows and changes the statements of the article in hand.

    ``span_requested`` carries the :class:`~annotator.corpus.span.Span` that the article should
    scroll to, ``name_requested`` the one whose words are to be a name of an actor. ``selection``
    gives the words selected in the article, for the "+" buttons.
    """

    span_requested = Signal(object)
    name_requested = Signal(object)

    def __init__(self, workbench: Workbench, *, selection: Selection) -> None:
        super().__init__()
        self._workbench = workbench
        self._desk = Desk(workbench, self, selection=selection)
        self._desk.span_requested.connect(self.span_requested)
        self._desk.name_requested.connect(self.name_requested)
        self._desk.label_explained.connect(self._explain)
        self._desk.refused.connect(self._show_what_is_stored)
        self._watched: QWidget | None = None
        self._whole_of = ""
        self._has_own_shares = False
        self._focused: tuple[str, str] | None = None
        self._shown: QWidget | None = None
        self.list = StatementList()
        self._card: StatementCard | None = None
        self._mention_card: MentionCard | None = None
        self.whole = WholeCard(self._desk)
        self.whole.part_shown.connect(self._show_part)
        self._beside = muted("")
        self._definition = DefinitionBox()
        self._title = heading(self.tr("Statements"))
        self._empty = muted("")
        self.setAccessibleName(self.tr("Statements"))
        self._build()
        workbench.article_opened.connect(self._article_opened)
        workbench.project_closed.connect(self._article_opened)
        workbench.annotations_changed.connect(self._changed)
        workbench.focus_changed.connect(self._follow_focus)
        own_keys().settled.connect(self._show_other_keys)
        self.list.row_chosen.connect(self._row_chosen)
        self._article_opened()

    def _build(self) -> None:
        self._title.setContentsMargins(8, 6, 8, 2)
        self._empty.setContentsMargins(8, 2, 8, 6)
        self._beside.setContentsMargins(8, 0, 8, 4)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(self._beside)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        self._cards = _Cards()
        self._cards.addWidget(self.whole)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._cards)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        middle = QWidget()
        self._foot = QVBoxLayout(middle)
        self._foot.setContentsMargins(0, 0, 0, 0)
        self._foot.setSpacing(0)
        self._foot.addWidget(self._scroll, 1)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        for stretch, part in ((0, upper), (1, middle), (0, self._definition)):
            self._split.addWidget(part)
            self._split.setStretchFactor(self._split.count() - 1, stretch)
        self._split.splitterMoved.connect(self._keep_shares)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._split)
        self.setMinimumWidth(260)

    def sizeHint(self) -> QSize:
        return QSize(340, 640)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height out, most of it to the card, until a person does it otherwise."""
        super().resizeEvent(event)
        if not self._has_own_shares:
            self._split.setSizes(_shares(self.height()))

    @Slot()
    def _keep_shares(self) -> None:
        self._has_own_shares = True

    @property
    def card(self) -> StatementCard:
        """The card of a statement, made when the first one is in focus, or somebody has time."""
        if self._card is None:
            from annotator.gui.statements.card import StatementCard

            self._card = StatementCard(self._desk)
            self._card.unfolded.connect(self._show_unfolded, Qt.ConnectionType.QueuedConnection)
            self._card.missing.hide()
            self._foot.addWidget(self._card.missing)
            self._add(self._card)
        return self._card

    @property
    def mention_card(self) -> MentionCard:
        """The card of a mention or of what is suggested, made like that of a statement."""
        if self._mention_card is None:
            from annotator.gui.statements.mention_card import MentionCard

            self._mention_card = MentionCard(self._desk)
            self._add(self._mention_card)
        return self._mention_card

    def get_ready(self) -> None:
        """Let the card make its parts before anything is in focus: the first key need not wait."""
        session, card = self._workbench.session, self.card
        if session is not None and session.text and not card.statement_id:
            made_up = with_one_statement(session)
            card.show_statement(made_up, made_up.statements[0])
            card.resize(self._scroll.viewport().size())
            card.grab()

    def _add(self, card: QWidget) -> None:
        _give_room(card, is_shown=False)
        self._cards.addWidget(card)

    def store_pending(self) -> None:
        """Store a note that is being typed."""
        if self._card is not None:
            self._card.store_note()

    # What the workbench tells

    def _article_opened(self, _article_id: str = "") -> None:
        self.store_pending()
        self.list.rows.show_session(self._workbench.session)
        self.list.scrollToTop()
        self._tell_count()
        self._focus_moved(self._workbench.focus)

    def _changed(self, change: Change) -> None:
        session = self._workbench.session
        if session is None or change.article not in (None, session.article.id):
            return
        self.list.rows.absorb(change)
        self._tell_count()
        self._focus_moved(self._workbench.focus)
        label = label_set(change, self._card.statement_id) if self._card is not None else None
        if label is not None:
            self._explain(*label)

    def _follow_focus(self, focus: tuple[str, str] | None) -> None:
        """Show what is in focus now; after a change it is on show already."""
        if focus != self._focused:
            self._focus_moved(focus)

    def _focus_moved(self, focus: tuple[str, str] | None) -> None:
        self._focused = focus
        session = self._workbench.session
        kind, identifier = focus if focus is not None else ("", "")
        self.list.show_row(kind, identifier)
        statement = self._workbench.focused_statement()
        if session is None or focus is None:
            self._show_whole(session)
        elif statement is not None:
            if self.card.statement_id != statement.id:
                self._explain_first(session, statement.claim_types)
                self._scroll.verticalScrollBar().setValue(0)
            self.card.show_statement(session, statement)
            self._show(self.card)
        else:
            self.store_pending()
            self._show_mention(session)

    def _show_whole(self, session: Session | None) -> None:
        """Show the article as a whole: from the top, or where one was while it is changed."""
        self.store_pending()
        bar = self._scroll.verticalScrollBar()
        article = session.article.id if session is not None else ""
        is_on_show = self._cards.currentWidget() is self.whole and article == self._whole_of
        at, self._whole_of = bar.value() if is_on_show else 0, article
        self.whole.show_session(session)
        self._definition.show_explanation(None)
        self._show(self.whole)
        bar.setValue(at)

    def _show_what_is_stored(self) -> None:
        """Set controls back that were changed before the change was refused."""
        self._forget()
        self._focus_moved(self._workbench.focus)

    def _forget(self) -> None:
        if self._card is not None:
            self._card.forget()

    def _show_mention(self, session: Session) -> None:
        suggestion = self._workbench.focused_suggestion()
        mention = self._workbench.focused_mention()
        if suggestion is not None:
            self.mention_card.show_suggestion(session, suggestion)
            guessed = suggestion.candidate.claim_type if suggestion.candidate else None
            self._explain_first(session, (guessed,) if guessed else ())
        elif mention is not None:
            self.mention_card.show_mention(session, mention)
        self._show(self.mention_card if suggestion or mention else self.whole)

    def _show(self, card: QWidget) -> None:
        """Show one card; the others must not make the scroll area higher than it needs to be."""
        focused, statement = QApplication.focusWidget(), self._card
        is_inside = statement is not None and focused and statement.isAncestorOf(focused)
        if card is self.whole and is_inside:
            self._cards.setFocus()  # else the list gets it, and puts its first row in focus
        if card is not self._shown:
            self._shown = card
            self._cards.setCurrentWidget(card)
            if statement is not None:
                statement.missing.setVisible(card is statement)
            for each in (self.whole, statement, self._mention_card):
                if each is not None:
                    _give_room(each, is_shown=each is card)

    def _show_unfolded(self, head: QWidget) -> None:
        """Scroll to what was unfolded below the edge of the panel, once it has its height."""
        self._cards.adjustSize()
        top = head.mapTo(self._cards, head.rect().topLeft()).y()
        if top + 2 * head.height() > self._scroll.viewport().height():
            self._scroll.verticalScrollBar().setValue(top)

    def _show_part(self, row: QWidget) -> None:
        """Scroll to a part of the card of the article as a whole."""
        self._cards.adjustSize()
        self._scroll.ensureWidgetVisible(row)

    def _row_chosen(self, row: Row) -> None:
        self._workbench.focus = (row.kind, row.id)
        self.span_requested.emit(row.span)

    def _tell_count(self) -> None:
        session = self._workbench.session
        count = len(session.statements) if session is not None else 0
        title = self.tr("Statements")
        self._title.setText(f"{title}  {count}" if count else title)
        if session is None:
            self._empty.setText(self.tr("Open an article in the queue to label it."))
        elif not count:
            words = self.tr(
                "No statements yet. Press {statement.new} on a sentence, or {suggestion.next} for "
                "the first suggestion."
            )
            self._empty.setText(with_keys(words))
        self._empty.setVisible(not count)
        told = beside_words(session, self._workbench) if session is not None else ""
        self._beside.setText(told)
        self._beside.setVisible(bool(told))

    @Slot()
    def _show_other_keys(self) -> None:
        """Name the keys anew in what is on show: they were changed."""
        self._forget()
        self._tell_count()
        self._focus_moved(self._workbench.focus)

    def _explain(self, kind: str, identifier: str) -> None:
        session = self._workbench.session
        if session is not None:
            self._definition.show_explanation(explain(session.codebook, kind, identifier))

    def _explain_first(self, session: Session, claim_types: tuple[str, ...]) -> None:
        found = explain(session.codebook, "claim_type", claim_types[0]) if claim_types else None
        self._definition.show_explanation(found)

    # Nothing typed is lost when the window closes

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._watched is not self.window():
            self._watched = self.window()
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:
            self.store_pending()
        return False
