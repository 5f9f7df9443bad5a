"""The list of disagreements on the screen: a sign, what it is about, and the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.gui.adjudication.rows import Row, RowId, following
from annotator.gui.adjudication.wording import SIGNS, row_words, share_words, title_of
from annotator.gui.theme import Theme
from annotator.gui.widgets.one_column import OneColumn
from annotator.gui.widgets.plain import plain_tooltip

Index = QModelIndex | QPersistentModelIndex
_ROW = int(Qt.ItemDataRole.UserRole)
_NOWHERE = QModelIndex()


class SettlingModel(QAbstractListModel):
    """The rows on show."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead of what is here."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def place_of(self, row_id: RowId) -> int:
        """Return where a row stands, -1 where it is not shown."""
        article, key = row_id
        for place, row in enumerate(self.rows):
            if row.article == article and (row.matter.key if row.matter else "") == key:
                return place
        return -1

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.rows[index.row()].matter is None:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row_words(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(row_words(row))
        return None


class SettlingList(OneColumn):
    """Shows the rows; headings of articles are passed over by the keyboard."""

    current_changed = Signal()
    go_on = Signal()
    """Enter was pressed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.source = SettlingModel()
        self.source.setParent(self)
        self._is_showing = False
        self.setModel(self.source)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(self.tr("Disagreements"))
        self.setMinimumWidth(200)
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.clicked.connect(self._clicked)
        self.activated.connect(lambda _index: self.go_on.emit())
        self._fit_rows()

    @property
    def current(self) -> Row | None:
        """The row in focus, where it is a matter."""
        place = self.currentIndex().row()
        if not 0 <= place < len(self.source.rows):
            return None
        row = self.source.rows[place]
        return row if row.matter is not None else None

    def show_rows(self, rows: Sequence[Row], *, keep: RowId | None = None) -> None:
        """Show rows; ``keep`` gets the focus where it is there, else what took its place."""
        before = self.current
        wanted = keep or (before.id if before is not None else ("", ""))
        at, above = max(self.currentIndex().row(), 0), self.verticalScrollBar().value()
        self._is_showing = True
        self.setUpdatesEnabled(False)
        self.source.show_rows(rows)
        self.verticalScrollBar().setValue(above)
        place = self.source.place_of(wanted)
        if place < 0:
            place = self._near(at)
        if place >= 0:
            self._go(place)
        self.setUpdatesEnabled(True)
        self._is_showing = False
        self._tell()

    def _near(self, at: int) -> int:
        """Return the matter at a place, or the next one after it."""
        rows = self.source.rows
        if not rows:
            return -1
        found = following(rows, min(at, len(rows)) - 1, step=1, due=False)
        return -1 if found is None else found

    def go_to(self, row_id: RowId) -> bool:
        """Put a row in focus; tell whether it is shown."""
        place = self.source.place_of(row_id)
        if place >= 0:
            self._go(place)
        return place >= 0

    def step(self, step: int, *, due: bool = False) -> bool:
        """Go to the next matter (-1: the one before); tell whether there is another one."""
        at = self.currentIndex().row()
        start = at if at >= 0 else (-1 if step > 0 else 0)
        place = following(self.source.rows, start, step=step, due=due)
        if place is None or place == at:
            return False
        self._go(place)
        return True

    def _go(self, place: int) -> None:
        index = self.source.index(place)
        self.setCurrentIndex(index)
        heading = place > 0 and self.source.rows[place - 1].matter is None
        if heading:
            self.scrollTo(self.source.index(place - 1))
        self.scrollTo(index)

    def _tell(self) -> None:
        if not self._is_showing:
            self.current_changed.emit()

    def _clicked(self, index: QModelIndex) -> None:
        """Go to the first matter of an article whose heading was clicked."""
        if self.source.rows[index.row()].matter is None:
            place = following(self.source.rows, index.row(), step=1, due=False)
            if place is not None:
                self._go(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            rows, at = self.source.rows, self.currentIndex().row()
            beyond = range(at + step, len(rows) if step > 0 else -1, step)
            place = next((each for each in beyond if rows[each].matter is not None), None)
            if place is not None:
                self._go(place)
            return
        super().keyPressEvent(event)
        if self.current is None and self.currentIndex().isValid():
            self._go(max(0, self._near(self.currentIndex().row())))

    def _fit_rows(self) -> None:
        height = self.fontMetrics().height() * 2 + 12
        self.verticalHeader().setDefaultSectionSize(height)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the letters."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_rows()


class _Delegate(QStyledItemDelegate):
    """Paints a matter in two lines behind the sign of its state, an article as a heading."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, option.fontMetrics.height() * 2 + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = cast(Row, index.data(_ROW))
        theme = Theme.for_palette(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.matter is None:
            _paint_heading(painter, option.rect, row, theme)
        else:
            _paint_ground(painter, option, theme)
            _paint_matter(painter, option.rect, row, theme)
        painter.restore()


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
    box: QRect = option.rect
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(box, theme.hue("blue").tint)
        painter.fillRect(QRect(box.topLeft(), QSize(3, box.height())), theme.accent)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.accent, 1.2))
            painter.drawRect(QRectF(box).adjusted(0.6, 0.6, -0.6, -0.6))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(box, theme.window)


def _paint_heading(painter: QPainter, box: QRect, row: Row, theme: Theme) -> None:
    painter.fillRect(box, theme.window)
    painter.setPen(theme.rule)
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    inner = box.adjusted(10, 5, -8, -4)
    half = inner.height() // 2
    upper = QRect(inner.left(), inner.top(), inner.width(), half)
    _draw(painter, upper, row.title, theme.ink, bold=True)
    counted = QCoreApplication.translate("Settling", "%1 of %2 settled")
    counted = counted.replace("%1", str(row.settled)).replace("%2", str(row.total))
    _draw(painter, upper.translated(0, half), counted, theme.muted, small=True)


def _paint_matter(painter: QPainter, box: QRect, row: Row, theme: Theme) -> None:
    matter = row.matter
    assert matter is not None
    inner = box.adjusted(30, 5, -8, -4)
    half = inner.height() // 2
    sign, ink = SIGNS[matter.state], _ink(matter.state, theme)
    painter.setPen(ink)
    painter.drawText(QRect(box.left() + 8, inner.top(), 18, half), _CENTRE, sign)
    share = share_words(row.share)
    room = painter.fontMetrics().horizontalAdvance(share) + 8 if share else 0
    upper = QRect(inner.left(), inner.top(), inner.width() - room, half)
    _draw(painter, upper, title_of(row), theme.ink, bold=True)
    _draw(painter, QRect(inner.right() - room, inner.top(), room, half), share, theme.muted,
          small=True, right=True)  # fmt: skip
    lower = QRect(inner.left(), inner.top() + half, inner.width(), half)
    _draw(painter, lower, matter.passage, theme.muted, small=True)


_CENTRE = Qt.AlignmentFlag.AlignCenter


def _ink(state: str, theme: Theme) -> QColor:
    return {"settled": theme.good, "unclear": theme.warning, "changed": theme.warning}.get(
        state, theme.muted
    )


def _draw(
    painter: QPainter,
    box: QRect,
    text: str,
    ink: QColor,
    *,
    bold: bool = False,
    small: bool = False,
    right: bool = False,
) -> None:
    before = painter.font()
    font = QFont(before)
    font.setBold(bold)
    if small:
        font.setPointSizeF(font.pointSizeF() * 0.9)
    painter.setFont(font)
    painter.setPen(ink)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side, shown)
    painter.setFont(before)
