"""A part of the card: a heading, perhaps a button beside it, and what the statement has there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from annotator.annotations.model import Statement
from annotator.annotations.session import Session
from annotator.annotations.wording import excerpt
from annotator.corpus.span import Span
from annotator.gui.keys.own import follow_keys
from annotator.gui.statements.desk import Desk
from annotator.gui.statements.flow import FlowLayout
from annotator.gui.statements.pieces import (
    GAP,
    TextButton,
    clear,
    heading,
    removable,
    tool_button,
)
from annotator.gui.statements.tab_order import focus_kept, show_all
from annotator.gui.widgets.plain import plain_tooltip


class Section(QWidget):
    """Shows one part of a statement; rebuilt only where that part is different.

    A subclass says in :meth:`view` what it shows, as a plain value, and builds it in :meth:`fill`.
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
            button.setAccessibleName(words)
            button.setToolTip(plain_tooltip(words))

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
        """Build what the section shows."""
        raise NotImplementedError

    def summary(self, session: Session, statement: Statement) -> str:
        """Return in a word or two what is there, or nothing."""
        return ""

    def show_statement(self, session: Session, statement: Statement) -> bool:
        """Show a statement; tell whether anything had to be rebuilt."""
        view = (statement.id, self.view(session, statement))
        if view == self._shown:
            return False
        self._shown, self._statement_id = view, statement.id
        with focus_kept(self):
            clear(self.body)
            self.fill(session, statement)
            show_all(self.body)
        return True

    def spans(
        self,
        session: Session,
        spans: Sequence[Span],
        what: str,
        on_remove: Callable[[Span], None] | None,
    ) -> None:
        """Add a row for each span: its words, which scroll the article to it, and a remover."""
        for span in spans:
            self.body.addWidget(self.span_row(session, span, what, on_remove))

    def forget(self) -> None:
        """Build everything again when a statement is shown next."""
        self._shown = None

    def span_row(
        self,
        session: Session,
        span: Span,
        what: str,
        on_remove: Callable[[Span], None] | None,
    ) -> QWidget:
        """Return a row for one span."""
        words = excerpt(session.text, [span], length=300)
        name = self.tr("Go to %1: %2").replace("%1", what).replace("%2", words)
        button = TextButton(words, name, lambda: self.desk.span_requested.emit(span))
        if on_remove is None:
            return button
        remove = self.tr("Take out %1: %2").replace("%1", what).replace("%2", words)
        return removable(button, remove, lambda: on_remove(span))

    def flow(self, *widgets: QWidget) -> QWidget:
        """Return widgets side by side, on several lines where there is no room."""
        box = QWidget()
        layout = FlowLayout(box)
        for widget in widgets:
            layout.addWidget(widget)
        return box
