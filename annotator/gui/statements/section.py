"""A part of the card: a heading, perhaps a button beside it, and what the statement has there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.annotations.model import Statement
from annotator.annotations.session import Session
from annotator.annotations.wording import excerpt
from annotator.corpus.span import Span
from annotator.gui.keys.own import follow_keys
from annotator.gui.statements.actor_chips import ActorChips, ShownActor
from annotator.gui.statements.desk import Desk
from annotator.gui.statements.flow import FlowLayout
from annotator.gui.statements.kept_parts import KeptParts
from annotator.gui.statements.pieces import GAP, heading, rename, tool_button
from annotator.gui.statements.span_row import ShownSpan, SpanRow
from annotator.gui.statements.tab_order import focus_kept

W = TypeVar("W", bound=QWidget)


class Section(QWidget):
    """Shows one part of a statement; rebuilt only where that part is different.

    A subclass says in :meth:`view` what it shows, as a plain value, and puts it in in :meth:`fill`:
    by :meth:`put` what is kept for the next statement, by :meth:`add` what is good for this one.
    ``layer`` is the codebook's name for the part; ``beside`` puts what is there beside
    the heading, and ``plus`` says what its "+" button adds.
    """

    layer = ""
    beside = False

    def __init__(self, desk: Desk, title: str, *, plus: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.title = title
        self.setAccessibleName(title)
        self._shown: object = None
        self._statement_id = ""
        self.body = QVBoxLayout()
        self.body.setSpacing(2)
        self._parts = KeptParts(self.body)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(2)
        self._lay_out(heading(title), plus)

    def _lay_out(self, title: QLabel, plus: str) -> None:
        top = Qt.AlignmentFlag.AlignTop
        if plus:
            self._grid.addWidget(self._plus_button(plus), 0, 2, top)
        if self.beside:
            title.setContentsMargins(0, 3, 0, 0)
            title.setMinimumWidth(title.fontMetrics().horizontalAdvance("Addressee "))
            self._grid.addWidget(title, 0, 0, top)
            self._grid.addLayout(self.body, 0, 1)
        else:
            self._grid.addWidget(title, 0, 0, 1, 2, top)
            self._grid.addLayout(self.body, 1, 0, 1, 3)
        self._grid.setColumnStretch(1, 1)

    def _plus_button(self, plus: str) -> QWidget:
        button = tool_button("+", plus, self.add_selection)

        def name(words: str) -> None:
            rename(button, words)

        follow_keys(button, plus, name)
        return button

    @property
    def statement_id(self) -> str:
        """The id of the statement that is shown."""
        return self._statement_id

    def add_selection(self) -> None:
        """Take in the words selected in the article; called by the "+" beside the heading."""
        raise NotImplementedError

    def view(self, session: Session, statement: Statement) -> object:
        """Return all that the section shows of a statement."""
        raise NotImplementedError

    def fill(self, session: Session, statement: Statement) -> None:
        """Put in what the section shows, from the top."""
        raise NotImplementedError

    def summary(self, session: Session, statement: Statement) -> str:
        """Return in a word or two what is there, or nothing."""
        return ""

    def put(
        self,
        kind: object,
        make: Callable[[], W],
        refill: Callable[[W], object] | None = None,
    ) -> None:
        """Put in the next widget: one of that kind that is there already, or else a new one."""
        self._parts.put(kind, make, refill)

    def put_actors(self, actors: Sequence[ShownActor], adder: Callable[[], QPushButton]) -> None:
        """Put in actors side by side, with the button that adds one behind them."""
        self.put("actors", lambda: ActorChips(adder()), lambda chips: self._show(chips, actors))

    def _show(self, chips: ActorChips, actors: Sequence[ShownActor]) -> None:
        chips.show_actors(actors)
        self._parts.is_arranged |= chips.is_arranged

    def add(self, widget: QWidget) -> None:
        """Put in the next widget, made for this statement."""
        self._parts.add(widget)

    def show_statement(self, session: Session, statement: Statement) -> bool:
        """Show a statement; tell whether Tab has to be told of new widgets."""
        view = (statement.id, self.view(session, statement))
        if view == self._shown:
            return False
        self._shown, self._statement_id = view, statement.id
        with focus_kept(self), self._parts.anew():
            self.fill(session, statement)
        return self._parts.is_arranged

    def spans(
        self,
        session: Session,
        spans: Sequence[Span],
        what: str,
        on_remove: Callable[[Span], None] | None,
    ) -> None:
        """Add a row for each span: its words, which scroll the article to it, and a remover."""
        kind = ("span", what, on_remove is None)
        for span in spans:
            shown = self._shown_span(session, span, what)
            self.put(
                kind,
                partial(self._row, shown, on_remove),
                partial(_show_span, shown),
            )

    def forget(self) -> None:
        """Build everything again when a statement is shown next."""
        self._shown = None
        self._parts.forget()

    def span_row(
        self,
        session: Session,
        span: Span,
        what: str,
        on_remove: Callable[[Span], None] | None,
    ) -> QWidget:
        """Return a row for one span."""
        return self._row(self._shown_span(session, span, what), on_remove)

    def _row(self, shown: ShownSpan, on_remove: Callable[[Span], None] | None) -> SpanRow:
        return SpanRow(shown, self.desk.span_requested.emit, on_remove)

    def _shown_span(self, session: Session, span: Span, what: str) -> ShownSpan:
        words = excerpt(session.text, [span], length=300)
        name = self.tr("Go to %1: %2").replace("%1", what).replace("%2", words)
        remove = self.tr("Take out %1: %2").replace("%1", what).replace("%2", words)
        return ShownSpan(span, words, name, remove)

    def flow(self, *widgets: QWidget) -> QWidget:
        """Return widgets side by side, on several lines where there is no room."""
        box = QWidget()
        layout = FlowLayout(box)
        for widget in widgets:
            layout.addWidget(widget)
        return box


def _show_span(shown: ShownSpan, row: SpanRow) -> None:
    row.show_span(shown)
