"""A table of rows with ids: focus and selection stay on the same ones when it is shown again."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.gui.widgets.passage_table import dress_table

Index = QModelIndex | QPersistentModelIndex
_SELECT = QItemSelectionModel.SelectionFlag


class IdModel(QAbstractTableModel):
    """Rows with ids, of which some model knows the places."""

    @abstractmethod
    def id_at(self, place: int) -> str:
        """Return the id of the row at a place, "" where there is none."""

    @abstractmethod
    def place_of(self, row_id: str) -> int:
        """Return the place of the row with an id, -1 where there is none."""


class KeepingTable(QTableView):
    """Shows rows with ids; tells which is in focus, and that Enter was pressed on a row."""

    current_changed = Signal(str)
    entered = Signal()

    def __init__(
        self, model: IdModel, parent: QWidget | None, *, name: str, widths: Iterable[int]
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self._is_showing = False
        model.setParent(self)
        self.setModel(model)
        dress_table(self, name=name, widths=tuple(widths))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda _index: self.entered.emit())
        self.selectionModel().currentRowChanged.connect(self._tell_current)

    @property
    def current(self) -> str:
        """The id of the row in focus, or nothing."""
        return self._rows.id_at(self.currentIndex().row())

    @property
    def selected_ids(self) -> tuple[str, ...]:
        """The ids of the selected rows, in the order of the table."""
        places = sorted(each.row() for each in self.selectionModel().selectedRows())
        return tuple(filter(None, map(self._rows.id_at, places)))

    def show_after(self, change: Callable[[], object]) -> None:
        """Change the rows and show them anew; focus and selection stay on the same ones.

        Where the row in focus is gone, the one that took its place gets the focus.
        """
        current, selected = self.current, self.selected_ids
        place = max(self.currentIndex().row(), 0)
        self._is_showing = True
        self._rows.beginResetModel()
        change()
        self._rows.endResetModel()
        self._select(selected)
        self._move(self._rows.place_of(current), otherwise=place)
        self._is_showing = False
        self._tell_current()

    def go_to(self, row_id: str) -> bool:
        """Put one row in focus and select it alone; tell whether it is in the table."""
        place = self._rows.place_of(row_id)
        if place < 0:
            return False
        index = self._rows.index(place, 0)
        self.selectionModel().setCurrentIndex(index, _SELECT.ClearAndSelect | _SELECT.Rows)
        self.scrollTo(index)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def _select(self, row_ids: Sequence[str]) -> None:
        chosen = QItemSelection()
        last = self._rows.columnCount() - 1
        for place in filter(lambda at: at >= 0, map(self._rows.place_of, row_ids)):
            chosen.select(self._rows.index(place, 0), self._rows.index(place, last))
        self.selectionModel().select(chosen, _SELECT.ClearAndSelect)

    def _move(self, place: int, *, otherwise: int) -> None:
        last = self._rows.rowCount() - 1
        if last < 0:
            return
        index = self._rows.index(place if place >= 0 else min(otherwise, last), 0)
        stays = place >= 0 and self.selectionModel().hasSelection()
        flag = _SELECT.NoUpdate if stays else _SELECT.ClearAndSelect | _SELECT.Rows
        self.selectionModel().setCurrentIndex(index, flag)
        self.scrollTo(index)

    def _tell_current(self) -> None:
        if not self._is_showing:
            self.current_changed.emit(self.current)
