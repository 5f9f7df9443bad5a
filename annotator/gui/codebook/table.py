"""The list of entries of one section of the codebook; several may be selected."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.gui.codebook.entries import EntryRow
from annotator.gui.widgets.passage_table import dress_table

_Index = QModelIndex | QPersistentModelIndex
_SELECT = QItemSelectionModel.SelectionFlag
_KEY, _USES, _COLUMNS = 1, 2, 4


class EntriesModel(QAbstractTableModel):
    """The rows of a section; drafts that are not stored are marked."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[EntryRow, ...] = ()
        self.drafts: frozenset[str] = frozenset()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else _COLUMNS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Label"), self.tr("Key"), self.tr("Uses"), self.tr("State"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            uses = "…" if row.uses is None else f"{row.uses:,}"
            state = self.tr("not stored yet") if row.entry.id in self.drafts else row.state
            return (row.label, row.key, uses, state)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == _USES:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and row.is_former:
            return QPalette().brush(QPalette.ColorRole.PlaceholderText)
        return None


class EntriesTable(QTableView):
    """Shows the entries; tells which is in focus, and that Enter was pressed on a row."""

    current_changed = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = EntriesModel()
        self._model.setParent(self)
        self._is_showing = False
        self.setModel(self._model)
        dress_table(self, name=self.tr("Entries"), widths=(20, 5, 7, 18))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda _index: self.entered.emit())
        self.selectionModel().currentRowChanged.connect(self._tell_current)

    @property
    def current(self) -> str:
        """The id of the entry in focus, or nothing."""
        place = self.currentIndex().row()
        return self._model.rows[place].entry.id if place >= 0 else ""

    @property
    def selected(self) -> tuple[EntryRow, ...]:
        """The selected entries, in the order of the list."""
        places = sorted(each.row() for each in self.selectionModel().selectedRows())
        return tuple(self._model.rows[each] for each in places)

    def row_of(self, entry_id: str) -> EntryRow | None:
        """Return the row of an entry, if it is in the list."""
        return next((each for each in self._model.rows if each.entry.id == entry_id), None)

    def show_rows(self, rows: Sequence[EntryRow], *, with_keys: bool) -> None:
        """Show these rows; focus and selection stay on the same entries."""
        current, selected = self.current, [each.entry.id for each in self.selected]
        place = max(self.currentIndex().row(), 0)
        self._is_showing = True
        self._model.beginResetModel()
        self._model.rows = tuple(rows)
        self._model.endResetModel()
        self.setColumnHidden(_KEY, not with_keys)
        self._select(selected)
        self._move(self._place(current), otherwise=place)
        self._is_showing = False
        self._tell_current()

    def mark_drafts(self, drafts: Collection[str]) -> None:
        """Say at which entries something is written that is not stored."""
        if frozenset(drafts) != self._model.drafts:
            self._model.drafts = frozenset(drafts)
            last = self._model.index(self._model.rowCount() - 1, _COLUMNS - 1)
            self._model.dataChanged.emit(self._model.index(0, 0), last)

    def go_to(self, entry_id: str) -> None:
        """Put one entry in focus and select it alone."""
        place = self._place(entry_id)
        if place >= 0:
            index = self._model.index(place, 0)
            self.selectionModel().setCurrentIndex(index, _SELECT.ClearAndSelect | _SELECT.Rows)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def _place(self, entry_id: str) -> int:
        ids = [each.entry.id for each in self._model.rows]
        return ids.index(entry_id) if entry_id in ids else -1

    def _select(self, entry_ids: Sequence[str]) -> None:
        chosen = QItemSelection()
        for place in filter(lambda at: at >= 0, map(self._place, entry_ids)):
            first = self._model.index(place, 0)
            chosen.select(first, self._model.index(place, _COLUMNS - 1))
        self.selectionModel().select(chosen, _SELECT.ClearAndSelect)

    def _move(self, place: int, *, otherwise: int) -> None:
        """Put a row in focus; where it is gone, the one that took its place."""
        last = self._model.rowCount() - 1
        if last < 0:
            return
        index = self._model.index(place if place >= 0 else min(otherwise, last), 0)
        stays = place >= 0 and self.selectionModel().hasSelection()
        flag = _SELECT.NoUpdate if stays else _SELECT.ClearAndSelect | _SELECT.Rows
        self.selectionModel().setCurrentIndex(index, flag)

    def _tell_current(self) -> None:
        if not self._is_showing:
            self.current_changed.emit(self.current)
