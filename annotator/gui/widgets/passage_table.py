"""A table of passages, which can be opened by Enter or a double click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget


class PassageModel(QAbstractTableModel):
    """Rows that each stand for a passage."""

    def passage(self, row: int) -> object | None:
        """Return what is in a row, or None where there is no such row."""
        raise NotImplementedError

    def detail(self, row: int) -> str:
        """Return everything about a row in words, over several lines."""
        raise NotImplementedError


class PassageTable(QTableView):
    """Shows the rows of a model; Enter or a double click wishes to see the passage.

    ``widths`` are those of the columns in letters; the last column takes the rest.
    """

    chosen = Signal(object)
    current_changed = Signal(str)

    def __init__(
        self, source: PassageModel, *, name: str, widths: Sequence[int], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._rows = source
        self.setModel(source)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        dress_table(self, name=name, widths=widths)
        self.doubleClicked.connect(self.choose)
        self.selectionModel().currentRowChanged.connect(self._tell_current)

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
