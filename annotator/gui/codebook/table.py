"""The list of entries of one section of the codebook; several may be selected."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from annotator.gui.codebook.entries import EntryRow
from annotator.gui.widgets.keeping_table import IdModel, Index, KeepingTable

_KEY, _USES, _COLUMNS = 1, 2, 4


class EntriesModel(IdModel):
    """The rows of a section; drafts that are not stored are marked."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[EntryRow, ...] = ()
        self.drafts: frozenset[str] = frozenset()
        self._places: dict[str, int] = {}

    def take(self, rows: Sequence[EntryRow]) -> None:
        """Let these be the rows; whoever calls it resets the model."""
        self.rows = tuple(rows)
        self._places = {each.entry.id: place for place, each in enumerate(self.rows)}

    def id_at(self, place: int) -> str:
        return self.rows[place].entry.id if 0 <= place < len(self.rows) else ""

    def place_of(self, row_id: str) -> int:
        return self._places.get(row_id, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else _COLUMNS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Label"), self.tr("Key"), self.tr("Uses"), self.tr("State"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
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


class EntriesTable(KeepingTable):
    """Shows the entries of one section."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._model = EntriesModel()
        name = QCoreApplication.translate("EntriesTable", "Entries")
        super().__init__(self._model, parent, name=name, widths=(20, 5, 7, 18))

    @property
    def selected(self) -> tuple[EntryRow, ...]:
        """The selected entries, in the order of the list."""
        rows = map(self.row_of, self.selected_ids)
        return tuple(each for each in rows if each is not None)

    def row_of(self, entry_id: str) -> EntryRow | None:
        """Return the row of an entry, if it is in the list."""
        place = self._model.place_of(entry_id)
        return self._model.rows[place] if place >= 0 else None

    def show_rows(self, rows: Sequence[EntryRow], *, with_keys: bool, with_uses: bool) -> None:
        """Show these rows; focus and selection stay on the same entries."""
        self.setColumnHidden(_KEY, not with_keys)
        self.setColumnHidden(_USES, not with_uses)
        self.show_after(lambda: self._model.take(rows))

    def mark_drafts(self, drafts: Collection[str]) -> None:
        """Say at which entries something is written that is not stored."""
        if frozenset(drafts) != self._model.drafts:
            self._model.drafts = frozenset(drafts)
            last = self._model.index(self._model.rowCount() - 1, _COLUMNS - 1)
            self._model.dataChanged.emit(self._model.index(0, 0), last)
