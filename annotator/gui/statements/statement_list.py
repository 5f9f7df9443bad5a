"""The article's statements in the order of the text, with possible statements between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from annotator.annotations.edits import Change
from annotator.annotations.indexes.open_suggestions import Turns
from annotator.annotations.session import Session
from annotator.gui.jobs.after_paint import AfterPaint
from annotator.gui.statements.row_order import Key, Kind, RowOrder
from annotator.gui.statements.rows import (
    Row,
    lines_of,
    lines_of_possible,
    statement_row,
    suggestion_row,
)
from annotator.gui.statements.type_buttons import BRACKET_WIDTH, draw_bracket
from annotator.gui.theme import Theme
from annotator.gui.widgets.one_column import OneColumn
from annotator.gui.widgets.plain import plain_tooltip

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)
_NOWHERE = QModelIndex()
_EDGE, _NUMBER = 6, 26
_USUAL_LINES = 2
_AT_ONCE = 100
"""Rows whose height is found between one key and the next; more than are ever seen."""
_MANY = 20
"""Rows that move at once from which on they are exchanged as one stretch."""


class StatementModel(QAbstractListModel):
    """The rows of one session; each is worked out when it is first shown."""

    row_repainted = Signal(int)
    renumbered = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._order = RowOrder()
        self._turns = Turns()
        self._rows: dict[str, Row] = {}
        self._possible: dict[str, Row] = {}
        self._naming: set[str] = set()

    def show_session(self, session: Session | None) -> None:
        """Show another session, from the beginning."""
        self.beginResetModel()
        self._session = session
        self._order = RowOrder(session)
        if session is not None:
            self._turns.since(session.offers)
        self._rows, self._possible, self._naming = {}, {}, set()
        self.endResetModel()

    def absorb(self, change: Change) -> None:
        """Show what a change made different; rows that stay the same are left alone."""
        session = self._session
        if session is None:
            return
        touched = [edit.target for edit in change.edits if edit.kind == "statement"]
        turned = self._turns.since(session.offers)
        if turned is None:
            self._take_anew(RowOrder(session))
        else:
            keys: list[Key] = [("statement", each) for each in touched]
            self._move(session, [*keys, *(("suggestion", each) for each in turned)])
        if change.touches("actor") or change.touches("codebook_part"):
            touched = [*touched, *self._rows, *self._possible]
        for identifier in dict.fromkeys(touched):
            self._refresh(identifier)

    def _move(self, session: Session, touched: list[Key]) -> None:
        """Take out the rows that went and put in those that came."""
        moved = self._order.moved(session, touched)
        if len(moved) > _MANY:
            self._take_anew(RowOrder(session))
            return
        for key, _ in moved:
            row = self._order.row_of(*key)
            if row >= 0:
                self.beginRemoveRows(_NOWHERE, row, row)
                self._order.take_out(key)
                self._forget(key)
                self.endRemoveRows()
        for key, place in moved:
            if place is not None:
                row = self._order.row_for(place)
                self.beginInsertRows(_NOWHERE, row, row)
                self._order.put_in(key, place)
                self.endInsertRows()
        if any(kind == "statement" for (kind, _), _ in moved):
            self._renumber()

    def _forget(self, key: Key) -> None:
        (self._rows if key[0] == "statement" else self._possible).pop(key[1], None)

    def _renumber(self) -> None:
        """Forget the rows that name other statements, whose numbers may have moved."""
        for name in self._naming:
            self._rows.pop(name, None)
            self._possible.pop(name, None)
        self._naming.clear()
        self.renumbered.emit()

    def _take_anew(self, order: RowOrder) -> None:
        """Exchange the stretch of rows in which anything is different."""
        before, now = self._order.keys(), order.keys()
        if before == now:
            self._order = order
            return
        shorter = min(len(before), len(now))
        first = next((at for at in range(shorter) if before[at] != now[at]), shorter)
        left = shorter - first
        after = next((at for at in range(left) if before[-1 - at] != now[-1 - at]), left)
        gone, come = len(before) - after, len(now) - after
        if first < gone:
            self.beginRemoveRows(_NOWHERE, first, gone - 1)
            for key in before[first:gone]:
                self._order.take_out(key)
            self.endRemoveRows()
        if first < come:
            self.beginInsertRows(_NOWHERE, first, come - 1)
            self._order = order
            self.endInsertRows()
        self._order = order
        self._renumber()

    def _refresh(self, identifier: str) -> None:
        """Tell that a row is different; only another height makes the list lay itself out anew."""
        kind: Kind = "suggestion" if identifier in self._possible else "statement"
        place = self._order.row_of(kind, identifier)
        if place < 0:
            return
        rows = self._rows if kind == "statement" else self._possible
        old = rows.pop(identifier, None)
        if old is not None and old.lines == self.row(place).lines:
            self.row_repainted.emit(place)
        else:
            self.dataChanged.emit(self.index(place), self.index(place))

    def row(self, place: int) -> Row:
        """Return the row at a place."""
        kind, identifier = self._order.key(place)
        assert self._session is not None
        if kind == "suggestion":
            return self._possible_row(self._session, identifier)
        found, number = self._rows.get(identifier), self._session.numbers.get(identifier, 0)
        if found is None:
            statement = self._session.statement(identifier)
            found = statement_row(self._session, statement)
            if any(each.target.kind == "statement" for each in statement.stances):
                self._naming.add(identifier)
        elif found.number != number:
            found = replace(found, number=number)
        self._rows[identifier] = found
        return found

    def _possible_row(self, session: Session, identifier: str) -> Row:
        found = self._possible.get(identifier)
        if found is None:
            suggestion = session.offers.known(identifier)
            assert suggestion is not None
            found = self._possible[identifier] = suggestion_row(session, suggestion)
            if found.stances:
                self._naming.add(identifier)
        return found

    def lines(self, place: int) -> int:
        """Return how many lines the row at a place takes, which is known without its words."""
        kind, identifier = self._order.key(place)
        if self._session is None:
            return self.row(place).lines
        if kind == "statement":
            return lines_of(self._session.statement(identifier))
        suggestion = self._session.offers.known(identifier)
        assert suggestion is not None
        return lines_of_possible(self._session, suggestion)

    def place_of(self, kind: str, identifier: str) -> int:
        """Return the place of a statement or possible statement, -1 where it is not shown."""
        return self._order.row_of(kind, identifier)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._order)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._order):
            return None
        if role == ROW:
            return self.row(index.row())
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return self.row(index.row()).words()
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self.row(index.row()).words())
        return None


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters of rows, with how wide they are."""

    plain: QFont
    bold: QFont
    plain_metrics: QFontMetrics
    bold_metrics: QFontMetrics

    @classmethod
    def of(cls, font: QFont) -> _Letters:
        bold = QFont(font)
        bold.setBold(True)
        return cls(QFont(font), bold, QFontMetrics(font), QFontMetrics(bold))


class RowDelegate(QStyledItemDelegate):
    """Paints one row: number, claim types and holder, the words, a line per stance."""

    _letters: _Letters | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = cast(Row, index.data(ROW))
        theme = Theme.for_palette(option.palette)
        painter.save()
        painter.fillRect(option.rect, theme.window)  # the style has painted what is selected
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        box = QRectF(option.rect).adjusted(3, 2, -3, -2)
        edge = QPen(theme.accent if selected else theme.rule, 2.0 if selected and focused else 1.0)
        if not selected and (row.kind == "suggestion" or row.unsure):
            edge.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(edge)
        painter.setBrush(theme.raised if selected else theme.window)
        painter.drawRoundedRect(box, 4, 4)
        if self._letters is None or self._letters.plain != option.font:
            self._letters = _Letters.of(option.font)
        _RowPainter(painter, theme, self._letters, box).paint(row)
        painter.restore()


class _RowPainter:
    """Draws the words of a row line by line."""

    def __init__(self, painter: QPainter, theme: Theme, letters: _Letters, box: QRectF) -> None:
        self._painter, self._theme, self._letters = painter, theme, letters
        self._left = box.left() + _EDGE
        self._right = box.right() - _EDGE
        self._line = letters.plain_metrics.height() + 2
        self._top = box.top() + 3

    def paint(self, row: Row) -> None:
        if row.kind == "suggestion":
            self._words(self._left, "?", bold=True, muted=True)
            if row.origin:
                left = self._types(self._left + _NUMBER, row)
                self._words(left, f"as in “{row.origin}”", muted=True)
            else:
                left = self._words(self._left + _NUMBER, "possible statement", muted=True) + 8
                self._types(left, row)
            if row.said_by:
                self._next_line()
                self._words(self._left + _NUMBER, row.said_by)
        else:
            self._head(row)
        self._next_line()
        self._words(self._left + _NUMBER, row.content, muted=row.kind == "suggestion")
        for stance in row.stances:
            self._next_line()
            ink = self._theme.hue(stance.color).ink
            self._painter.setPen(ink)
            self._draw(self._left + _NUMBER, stance.sign, bold=True)
            self._words(self._left + _NUMBER + 14, stance.words)

    def _head(self, row: Row) -> None:
        self._words(self._left, str(row.number), bold=True)
        left = self._types(self._left + _NUMBER, row)
        if not row.types:
            left = self._words(left, "no claim type yet", muted=True) + 8
        if row.missing:
            self._right -= 14
        holder = f"{row.holder} (unsure)" if row.unsure else row.holder
        self._words(left, holder.strip(), muted=bool(row.types))
        if row.missing:
            self._painter.setPen(self._theme.warning)
            self._right += 14
            self._draw(self._right - 12, "○", bold=False)

    def _types(self, left: float, row: Row) -> float:
        """Draw brackets and names of the claim types; return where they end."""
        for mark in row.types:
            hue = self._theme.hue(mark.color)
            self._painter.setPen(QPen(hue.ink, 1.8))
            high = self._line - 5
            draw_bracket(
                self._painter,
                QRectF(left, self._top + 1.5, BRACKET_WIDTH, high),
                mark.bracket,
            )
            self._painter.setPen(hue.ink)
            left = self._draw(left + BRACKET_WIDTH + 4, mark.label, bold=True) + 8
        return left

    def _words(self, left: float, words: str, *, bold: bool = False, muted: bool = False) -> float:
        self._painter.setPen(self._theme.muted if muted else self._theme.ink)
        return self._draw(left, words, bold=bold)

    def _draw(self, left: float, words: str, *, bold: bool) -> float:
        letters = self._letters
        metrics = letters.bold_metrics if bold else letters.plain_metrics
        shown = metrics.elidedText(
            words, Qt.TextElideMode.ElideRight, max(int(self._right - left), 0)
        )
        self._painter.setFont(letters.bold if bold else letters.plain)
        self._painter.drawText(
            QRectF(left, self._top, self._right - left + 2, self._line),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            shown,
        )
        return left + metrics.horizontalAdvance(shown)

    def _next_line(self) -> None:
        self._top += self._line


class StatementList(OneColumn):
    """The list; tells which row a person went to."""

    row_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows = StatementModel(self)
        self._quiet = False
        self.setModel(self.rows)
        self.rows.row_repainted.connect(lambda place: self.update(self.rows.index(place)))
        self._fitted = 0
        self._rest = AfterPaint(self, self._fit_some)
        self.rows.modelReset.connect(self._fit_rows)
        self.rows.rowsInserted.connect(lambda _parent, first, last: self._fit(first, last))
        self.rows.dataChanged.connect(lambda first, last: self._fit(first.row(), last.row()))
        self.rows.renumbered.connect(self.viewport().update)
        self.setItemDelegate(RowDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Statements of the article"))
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(lambda index: self._chosen(index))
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Give the first rows the height of their lines, those out of sight after the painting."""
        self._line = self.fontMetrics().height() + 2
        self.verticalHeader().setDefaultSectionSize(self._height(_USUAL_LINES))
        self._fitted = 0
        self._fit_some()

    def _fit_some(self) -> None:
        """Fit the next rows; they are below what is seen, where nothing shows that they move."""
        count, first = self.rows.rowCount(), self._fitted
        self._fitted = min(count, first + _AT_ONCE)
        self._fit_each(first, self._fitted - 1)
        if self._fitted < count:
            self._rest.start()

    def _fit_all(self) -> None:
        """Fit the rows that wait, before anything is sought among them."""
        first, self._fitted = self._fitted, self.rows.rowCount()
        if first < self._fitted:
            self._fit_each(first, self._fitted - 1)
            self.updateGeometries()  # at once: the bar must reach as far as the rows

    def _fit(self, first: int, last: int) -> None:
        """Fit rows that came or changed."""
        self._fit_all()
        self._fit_each(first, last)

    def _fit_each(self, first: int, last: int) -> None:
        header = self.verticalHeader()
        for place in range(first, last + 1):
            height = self._height(self.rows.lines(place))
            if header.sectionSize(place) != height:
                header.resizeSection(place, height)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Let the rows that are scrolled to stand where they will stand."""
        super().scrollContentsBy(dx, dy)
        if self.verticalScrollBar().value() > 0:
            self._fit_all()

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:
        """Choose no other row just because the one in focus goes."""
        before, self._quiet = self._quiet, True
        super().rowsAboutToBeRemoved(parent, start, end)
        self._quiet = before

    def _height(self, lines: int) -> int:
        return lines * self._line + 10

    def show_row(self, kind: str, identifier: str) -> None:
        """Mark a row as current without telling anybody."""
        place = self.rows.place_of(kind, identifier)
        if place == self.currentIndex().row():
            return
        if place >= self._fitted:
            self._fit_all()
        self._quiet = True
        try:
            if place < 0:
                self.clearSelection()
                self.setCurrentIndex(QModelIndex())
            else:
                self.setCurrentIndex(self.rows.index(place))
                self.scrollTo(self.rows.index(place))
        finally:
            self._quiet = False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_rows()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose no row just because a card that was hidden hands the focus on."""
        before, self._quiet = self._quiet, True
        super().focusInEvent(event)
        self._quiet = before

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        by_key = QApplication.mouseButtons() == Qt.MouseButton.NoButton
        if self.hasFocus() and by_key:
            self._chosen(current)

    def _chosen(self, index: Index) -> None:
        if index.isValid() and not self._quiet:
            self.row_chosen.emit(self.rows.row(index.row()))
