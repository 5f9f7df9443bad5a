"""A table of passages, which can be opened by Enter or a double click."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.gui.widgets.plain import plain_tooltip

_Index = QModelIndex | QPersistentModelIndex
_Row = TypeVar("_Row")


class PassageModel(QAbstractTableModel, Generic[_Row]):
    """Rows that each stand for a passage; a child says what is told about one."""

    def __init__(self, headers: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headers = tuple(headers)
        self._rows: tuple[_Row, ...] = ()

    def cells(self, row: int) -> tuple[str, ...]:
        """Return what stands in the columns of a row, which is there."""
        raise NotImplementedError

    def detail(self, row: int) -> str:
        """Return everything about a row in words, over several lines; "" where there is none."""
        raise NotImplementedError

    def show_rows(self, rows: Sequence[_Row]) -> None:
        """Show these rows instead of what is here."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def passage(self, row: int) -> _Row | None:
        """Return what is in a row, or None where there is no such row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headers)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._headers[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.passage(index.row()) is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cells(index.row())[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self.detail(index.row()))
        return None


class PassageTable(QTableView, Generic[_Row]):
    """Shows the rows of a model; Enter or a double click wishes to see the passage.

    ``widths`` are those of the columns in letters; the last column takes the rest.
    """

    chosen = Signal(object)
    current_changed = Signal(str)

    def __init__(
        self,
        source: PassageModel[_Row],
        *,
        name: str,
        widths: Sequence[int],
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._rows = source
        source.setParent(self)
        self.setModel(source)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        dress_table(self, name=name, widths=widths)
        self.doubleClicked.connect(self.choose)
        self.selectionModel().currentRowChanged.connect(self._tell_current)

    def show_rows(self, rows: Sequence[_Row]) -> None:
        """Show these rows instead of what is here, the first one in focus."""
        self._rows.show_rows(rows)
        self.begin()

    def begin(self) -> None:
        """Put the first row in focus; call it when other rows are shown."""
        self.selectRow(0)
        self._tell_current()

    def choose(self) -> None:
        """Wish to see the passage of the current row."""
        found = self._rows.passage(self.currentIndex().row())
        if found is not None:
            self.chosen.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
            event.accept()
            return
        super().keyPressEvent(event)

    def _tell_current(self) -> None:
        self.current_changed.emit(self._rows.detail(self.currentIndex().row()))


def dress_table(table: QTableView, *, name: str, widths: Sequence[int]) -> None:
    """Let a table look like a calm list of rows; ``widths`` as in :class:`PassageTable`."""
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 8)
    _dress_header(table, name, widths)


def _dress_header(table: QTableView, name: str, widths: Sequence[int]) -> None:
    header = table.horizontalHeader()
    header.setAccessibleName(QCoreApplication.translate("Table", "Columns: %1").replace("%1", name))
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    letter = table.fontMetrics().averageCharWidth()
    for column, letters in enumerate(widths):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(column, letters * letter)
