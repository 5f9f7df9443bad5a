"""The list of actors: one row each, filtered and put in order; several may be selected."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from annotator.gui.actors.listing import COLUMNS, ActorRow, Column, Listing
from annotator.gui.widgets.keeping_table import IdModel, Index, KeepingTable
from annotator.gui.widgets.plain import plain_tooltip

_WIDTHS = (26, 16, 9, 18, 8)  # in letters; the names take the rest


class ActorsModel(IdModel):
    """The actors of a listing; rows are made when they are looked at."""

    def __init__(self, listing: Listing) -> None:
        super().__init__()
        self._listing = listing

    def row(self, place: int) -> ActorRow | None:
        """Return the row at a place."""
        shown = self._listing.shown
        return shown[place] if 0 <= place < len(shown) else None

    def id_at(self, place: int) -> str:
        row = self.row(place)
        return "" if row is None else row.actor.id

    def place_of(self, row_id: str) -> int:
        return self._listing.place(row_id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._listing.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
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

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
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


class ActorsTable(KeepingTable):
    """Shows the actors; a click on a head puts them in another order."""

    def __init__(self, listing: Listing, parent: QWidget | None = None) -> None:
        super().__init__(ActorsModel(listing), parent, name=_tr("Actors"), widths=_WIDTHS)
        self._listing = listing
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._sort)

    @property
    def selected(self) -> tuple[str, ...]:
        """The ids of the selected actors, in the order of the list."""
        return self.selected_ids

    def _sort(self, section: int, order: Qt.SortOrder) -> None:
        column: Column = COLUMNS[section]
        descending = order == Qt.SortOrder.DescendingOrder
        self.show_after(lambda: self._listing.sort(column, descending=descending))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ActorsTable", text)
