"""A part of the card: a heading, perhaps a button beside it, and what the statement has there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from annotator.annotations.model import Statement
from annotator.annotations.session import Session
from annotator.annotations.wording import excerpt
from annotator.corpus.span import Span
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


class Section(QWidget):
    """Shows one part of a statement; rebuilt only where that part is different.

    A subclass says in :meth:`view` what it shows, as a plain value, and builds it in :meth:`fill`.
    ``layer`` is the codebook's name for the part.
    """

    layer = ""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__()
        self.desk = desk
        self.title = title
        self.setAccessibleName(title)
        self._shown: object = None
        self._statement_id = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        self._top = QHBoxLayout()
        self._top.setSpacing(GAP)
        self._top.addWidget(heading(title), 1)
        outer.addLayout(self._top)
        self.body = QVBoxLayout()
        self.body.setSpacing(2)
        outer.addLayout(self.body)

    @property
    def statement_id(self) -> str:
        """The id of the statement that is shown."""
        return self._statement_id

    def add_top_button(self, text: str, name: str, on_click: Callable[[], None]) -> None:
        """Put a button beside the heading."""
        self._top.addWidget(tool_button(text, name, on_click))

    def view(self, session: Session, statement: Statement) -> object:
        """Return all that the section shows of a statement."""
        raise NotImplementedError

    def fill(self, session: Session, statement: Statement) -> None:
        """Build what the section shows."""
        raise NotImplementedError

    def summary(self, statement: Statement) -> str:
        """Return in a word or two what is there, or nothing."""
        return ""

    def show_statement(self, session: Session, statement: Statement) -> bool:
        """Show a statement; tell whether anything had to be rebuilt."""
        view = (statement.id, self.view(session, statement))
        if view == self._shown:
            return False
        self._shown, self._statement_id = view, statement.id
        focused = self._focus_place()
        clear(self.body)
        self.fill(session, statement)
        self._focus_again(focused)
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

    def _focus_place(self) -> int | None:
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            return None
        places = [each for each in self.findChildren(QWidget) if takes_focus(each)]
        return places.index(focused) if focused in places else 0

    def _focus_again(self, place: int | None) -> None:
        if place is None:
            return
        places = [each for each in self.findChildren(QWidget) if takes_focus(each)]
        if places:
            places[min(place, len(places) - 1)].setFocus()


def takes_focus(widget: QWidget) -> bool:
    """Tell whether Tab stops at a widget."""
    tab = widget.focusPolicy().value & 1
    return bool(tab) and not widget.isHidden() and widget.focusProxy() is None
