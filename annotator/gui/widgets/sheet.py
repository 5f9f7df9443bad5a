"""A table of numbers in parts that fold: a heading over rows that are alike."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

_Index = QModelIndex | QPersistentModelIndex
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_DETAIL = Qt.ItemDataRole.UserRole
_GAP = "\N{EM SPACE}"


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells, and what there is to say about it in words."""

    cells: tuple[str, ...]
    detail: str = ""


class Sheet(QTreeView):
    """Shows rows under headings; every row can be reached by the arrow keys.

    ``current_changed`` brings what there is to say about the row in focus.
    """

    current_changed = Signal(str)

    def __init__(
        self,
        headers: Sequence[str],
        *,
        name: str,
        numbers: Collection[int],
        parent: QWidget | None = None,
    ) -> None:
        """Make a table of that accessible name; ``numbers`` are the columns to set flush right."""
        super().__init__(parent)
        self._headers, self._numbers = tuple(headers), frozenset(numbers)
        self._lines = QStandardItemModel(self)
        self.setModel(self._lines)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setItemDelegate(Airy(self))
        self.setAllColumnsShowFocus(True)
        self.setAlternatingRowColors(True)
        self.selectionModel().currentChanged.connect(self._tell_current)

    def show_parts(self, parts: Sequence[tuple[str, Sequence[Line]]]) -> None:
        """Show these headings with their rows instead of what is here; "" is no heading."""
        self._lines.clear()
        self._lines.setHorizontalHeaderLabels(self._apart(self._headers))
        for column in self._numbers:
            self._lines.setHeaderData(
                column, Qt.Orientation.Horizontal, RIGHT, Qt.ItemDataRole.TextAlignmentRole
            )
        for heading, lines in parts:
            parent = self._lines.invisibleRootItem()
            if heading:
                parent = bold_item(heading)
                self._lines.appendRow(parent)
                self.setFirstColumnSpanned(parent.row(), QModelIndex(), True)
            for line in lines:
                parent.appendRow(self._cells(line))
        self.expandAll()
        fit_columns(self)
        self.setCurrentIndex(self._lines.index(0, 0))

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the cells of all rows that are no headings, as they are shown."""
        found: list[tuple[str, ...]] = []
        root = self._lines.invisibleRootItem()
        for at in range(root.rowCount()):
            item = root.child(at)
            inner = [(item, row) for row in range(item.rowCount())] or [(root, at)]
            for parent, row in inner:
                cells = (parent.child(row, column) for column in range(len(self._headers)))
                found.append(tuple(each.text().removeprefix(_GAP) for each in cells))
        return tuple(found)

    def _cells(self, line: Line) -> list[QStandardItem]:
        cells = [plain_item(each) for each in self._apart(line.cells)]
        for column, cell in enumerate(cells):
            cell.setData(line.detail, _DETAIL)
            if column in self._numbers:
                cell.setTextAlignment(RIGHT)
        return cells

    def _apart(self, cells: Sequence[str]) -> list[str]:
        """Keep words apart from a number that is set flush right before them."""
        return [
            _GAP + each if at - 1 in self._numbers and at not in self._numbers else each
            for at, each in enumerate(cells)
        ]

    def _tell_current(self, current: QModelIndex) -> None:
        self.current_changed.emit(str(current.siblingAtColumn(0).data(_DETAIL) or ""))


def plain_item(text: str) -> QStandardItem:
    """Return a cell that cannot be edited."""
    item = QStandardItem(text)
    item.setEditable(False)
    return item


def bold_item(text: str) -> QStandardItem:
    """Return a heading."""
    item = plain_item(text)
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    return item


def fit_columns(tree: QTreeView) -> None:
    """Give each column the width of what stands in it, and the rest to the last."""
    header = tree.header()
    header.setStretchLastSection(True)
    letter = tree.fontMetrics().averageCharWidth()
    for column in range(tree.model().columnCount() - 1):
        tree.resizeColumnToContents(column)
        header.resizeSection(column, header.sectionSize(column) + 2 * letter)


class Airy(QStyledItemDelegate):
    """Gives each row a little room, as in the lists of passages."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return super().sizeHint(option, index).expandedTo(QSize(0, option.fontMetrics.height() + 8))
