"""The list of actors: one row each, filtered and put in order; several may be selected."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.gui.actors.listing import COLUMNS, ActorRow, Column, Listing
from annotator.gui.widgets.passage_table import dress_table
from annotator.gui.widgets.plain import plain_tooltip

_Index = QModelIndex | QPersistentModelIndex
_WIDTHS = (26, 16, 9, 18, 8)  # in letters; the names take the rest
_SELECT = QItemSelectionModel.SelectionFlag


class ActorsModel(QAbstractTableModel):
    """The actors of a listing; rows are made when they are looked at."""

    def __init__(self, listing: Listing) -> None:
        super().__init__()
        self._listing = listing

    def row(self, place: int) -> ActorRow | None:
        """Return the row at a place."""
        shown = self._listing.shown
        return shown[place] if 0 <= place < len(shown) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._listing.shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Name"),
            self.tr("Kind"),
            self.tr("Country"),
            self.tr("Acts for"),
            self.tr("Uses"),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            uses = "…" if row.uses is None else f"{row.uses:,}"
            return (row.actor.name, row.kind, row.country, row.acts_for, uses)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(", ".join(row.names))
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[index.column()] == "uses":
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class ActorsTable(QTableView):
    """Shows the actors; tells who is in focus, and that Enter was pressed on a row."""

    current_changed = Signal(str)
    entered = Signal()

    def __init__(self, listing: Listing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listing = listing
        self._model = ActorsModel(listing)
        self._model.setParent(self)
        self._is_showing = False
        self.setModel(self._model)
        dress_table(self, name=_tr("Actors"), widths=_WIDTHS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._sort)
        self.doubleClicked.connect(lambda _index: self.entered.emit())
        self.selectionModel().currentRowChanged.connect(self._tell_current)

    @property
    def current(self) -> str:
        """The id of the actor in focus, or nothing."""
        row = self._model.row(self.currentIndex().row())
        return row.actor.id if row is not None else ""

    @property
    def selected(self) -> tuple[str, ...]:
        """The ids of the selected actors, in the order of the list."""
        places = sorted(each.row() for each in self.selectionModel().selectedRows())
        rows = (self._model.row(each) for each in places)
        return tuple(each.actor.id for each in rows if each is not None)

    def show_again(self) -> None:
        """Show what the listing holds now; focus and selection stay on the same actors."""
        current, selected = self.current, self.selected
        place = max(self.currentIndex().row(), 0)
        self._is_showing = True
        self._model.beginResetModel()
        self._model.endResetModel()
        self._select(selected)
        self._move(self._listing.place(current), otherwise=place)
        self._is_showing = False
        self._tell_current()

    def go_to(self, actor_id: str) -> bool:
        """Put one actor in focus and select it alone; tell whether it is in the list."""
        place = self._listing.place(actor_id)
        if place < 0:
            return False
        index = self._model.index(place, 0)
        self.selectionModel().setCurrentIndex(index, _SELECT.ClearAndSelect | _SELECT.Rows)
        self.scrollTo(index)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def _select(self, actor_ids: tuple[str, ...]) -> None:
        chosen = QItemSelection()
        for each in actor_ids:
            place = self._listing.place(each)
            if place >= 0:
                first = self._model.index(place, 0)
                chosen.select(first, self._model.index(place, len(COLUMNS) - 1))
        self.selectionModel().select(chosen, _SELECT.ClearAndSelect)

    def _move(self, place: int, *, otherwise: int) -> None:
        """Put a row in focus; where it is gone, the one that took its place is selected."""
        last = self._model.rowCount() - 1
        if last < 0:
            return
        index = self._model.index(place if place >= 0 else min(otherwise, last), 0)
        stays = place >= 0 and self.selectionModel().hasSelection()
        flag = _SELECT.NoUpdate if stays else _SELECT.ClearAndSelect | _SELECT.Rows
        self.selectionModel().setCurrentIndex(index, flag)
        self.scrollTo(index)

    def _sort(self, section: int, order: Qt.SortOrder) -> None:
        column: Column = COLUMNS[section]
        self._listing.sort(column, descending=order == Qt.SortOrder.DescendingOrder)
        self.show_again()

    def _tell_current(self) -> None:
        if not self._is_showing:
            self.current_changed.emit(self.current)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ActorsTable", text)
