"""The queue for Qt: a list model over many articles, and how one line of it is painted."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.corpus.searching import Snippet
from annotator.gui.queue.filtering import QueueFilter
from annotator.gui.queue.listing import Found, Listing
from annotator.gui.theme import Theme
from annotator.gui.widgets.plain import plain_tooltip
from annotator.project.article_row import ArticleRow

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)
IN_HAND, LINE = ROW + 1, ROW + 2
_NOWHERE = QModelIndex()


class QueueModel(QAbstractListModel):
    """The articles that fit the filter, in queue order."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.listing = Listing()
        self.snippet_of: Callable[[str], Snippet | None] = lambda _article: None
        self._in_hand: str | None = None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.listing.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.listing.rows[self.listing.shown[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == ROW:
            return row
        if role == IN_HAND:
            return row.id == self._in_hand
        if role == LINE:
            return self.line(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.title}. {self.told(row)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(f"{row.title} · {self.told(row)}")
        return None

    def line(self, row: ArticleRow) -> str:
        """Return the second line of an article, short enough for a narrow queue.

        While the texts are searched, it shows where the words stand.
        """
        found = self.snippet_of(row.id)
        if found is not None and found.found:
            return "… " + " ".join(found.text.split())
        to_check = row.suggestions + row.possible if row.status != "done" else row.news
        first = self.tr("%1 to check").replace("%1", f"{to_check:,}") if to_check else ""
        if not first and row.statements:
            first = self._statements(row)
        return " · ".join(part for part in (self._signs(row), first, row.date, row.source) if part)

    def _signs(self, row: ArticleRow) -> str:
        """Return the sign of a flag and how many comments are open."""
        told = _counted(row.comments, self.tr("1 comment"), self.tr("%1 comments"))
        return " ".join(each for each in ("!" if row.flags else "", told) if each)

    def told(self, row: ArticleRow) -> str:
        """Return everything about an article in full words, for a tooltip or a screen reader."""
        found = self.snippet_of(row.id)
        where = " ".join(found.text.split()) if found is not None and found.found else ""
        return " · ".join(part for part in (self.facts(row), where) if part)

    def _statements(self, row: ArticleRow) -> str:
        return _counted(row.statements, self.tr("1 statement"), self.tr("%1 statements"))

    def facts(self, row: ArticleRow) -> str:
        """Return in full words how far an article is, where and when it is from."""
        status = {None: self.tr("new"), "opened": self.tr("opened"), "done": self.tr("done")}
        parts = [status[row.status]]
        parts += [each for each in (self._statements(row), self._to_check(row)) if each]
        parts += [self.tr("labelled twice")] if row.repeated else []
        parts += [self.tr("flagged")] if row.flags else []
        one, many = self.tr("1 open comment"), self.tr("%1 open comments")
        parts += [_counted(row.comments, one, many)] if row.comments else []
        return " · ".join(part for part in (*parts, row.date, row.source) if part)

    def _to_check(self, row: ArticleRow) -> str:
        """Return how many names and possible statements are open, or new in what was done."""
        if row.status == "done":
            one, many = self.tr("1 new suggestion"), self.tr("%1 new suggestions")
            return _counted(row.news, one, many)
        names = _counted(row.suggestions, self.tr("1 name"), self.tr("%1 names"))
        one, many = self.tr("1 possible statement"), self.tr("%1 possible statements")
        parts = [each for each in (names, _counted(row.possible, one, many)) if each]
        return self.tr("%1 to check").replace("%1", " + ".join(parts)) if parts else ""

    def clear(self, counted: frozenset[str] | None = None) -> None:
        """Forget all rows; from now on count those among ``counted``, or all."""
        self.beginResetModel()
        self.listing.clear(counted)
        self.endResetModel()

    def take_in(self, rows: tuple[ArticleRow, ...]) -> None:
        """Show what known articles are now, and add new ones at the end."""
        known = [row for row in rows if self.listing.row(row.id) is not None]
        new = rows if not known else tuple(row for row in rows if not self.listing.row(row.id))
        for row in known:
            self.listing.replace(row)
        if known and self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))
        self._extend(new)

    def _extend(self, rows: tuple[ArticleRow, ...]) -> None:
        before = len(self.listing.shown)
        if self.listing.extend(
            rows, lambda more: self.beginInsertRows(_NOWHERE, before, before + more - 1)
        ):
            self.endInsertRows()

    def narrow(self, wanted: QueueFilter, found: Found) -> None:
        """Show only what fits."""
        self.beginResetModel()
        self.listing.narrow(wanted, found)
        self.endResetModel()

    def arrange(self, keys: list[int] | None) -> None:
        """Show the articles in another order."""
        self.beginResetModel()
        self.listing.arrange(keys)
        self.endResetModel()

    def replace(self, row: ArticleRow) -> None:
        """Show what an article is now."""
        self._tell(self.listing.replace(row))

    def take_in_hand(self, article_id: str | None) -> None:
        """Mark the article that is open."""
        before, self._in_hand = self._in_hand, article_id
        self._tell(self.listing.place(before))
        self._tell(self.listing.place(article_id))

    def _tell(self, place: int | None) -> None:
        if place is not None:
            index = self.index(place)
            self.dataChanged.emit(index, index)


def _counted(number: int, one: str, many: str) -> str:
    return "" if not number else one if number == 1 else many.replace("%1", str(number))


def row_height(metrics: QFontMetrics) -> int:
    """Return how many pixels the two lines of an article take."""
    return metrics.height() * 2 + 14


class QueueDelegate(QStyledItemDelegate):
    """Paints an article in two lines behind a sign for how far it is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, row_height(option.fontMetrics))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = cast(ArticleRow, index.data(ROW))
        line = str(index.data(LINE))
        theme = Theme.for_palette(option.palette)
        in_hand = bool(index.data(IN_HAND))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, theme, in_hand=in_hand)
        sign = QRectF(option.rect.left() + 10, option.rect.top() + 10, 11, 11)
        draw_status(painter, sign, row.status, _status_ink(theme, row.status))
        lines = option.rect.adjusted(30, 6, -8, -6)
        _draw_lines(painter, lines, row.title, line, theme, bold=in_hand)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, theme: Theme, *, in_hand: bool
    ) -> None:
        """Tint the article in hand, and outline the one that Enter would open."""
        if in_hand:
            painter.fillRect(option.rect, theme.hue("blue").tint)
            painter.fillRect(
                QRect(option.rect.topLeft(), QSize(3, option.rect.height())), theme.accent
            )
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, theme.window)
        selected = option.state & QStyle.StateFlag.State_Selected
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.accent, 1.2))
            painter.drawRect(QRectF(option.rect).adjusted(0.6, 0.6, -0.6, -0.6))


def _status_ink(theme: Theme, status: str | None) -> QColor:
    return {"done": theme.good, "opened": theme.accent}.get(status or "", theme.muted)


def _draw_lines(
    painter: QPainter,
    box: QRect,
    title: str,
    facts: str,
    theme: Theme,
    *,
    bold: bool,
) -> None:
    height = box.height() // 2
    font = QFont(painter.font())
    upper = QRect(box.left(), box.top(), box.width(), height)
    lower = QRect(box.left(), box.top() + height, box.width(), height)
    middle = Qt.AlignmentFlag.AlignVCenter
    for each, text, color in ((upper, title, theme.ink), (lower, facts, theme.muted)):
        font.setBold(bold and each is upper)
        if each is lower:
            font.setPointSizeF(font.pointSizeF() * 0.9)
        painter.setFont(font)
        painter.setPen(color)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, each.width())
        painter.drawText(each, middle, shown)


def draw_status(painter: QPainter, box: QRectF, status: str | None, color: QColor) -> None:
    """Draw a ring for a new article, a filled ring for an opened one, a tick for one done."""
    painter.setPen(QPen(color, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if status == "done":
        points = [(0.05, 0.55), (0.4, 0.9), (0.95, 0.15)]
        where = [
            QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in points
        ]
        painter.drawPolyline(where)
        return
    painter.drawEllipse(box)
    if status == "opened":
        painter.setBrush(color)
        painter.drawEllipse(box.adjusted(3, 3, -3, -3))
