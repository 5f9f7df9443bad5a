"""A table of numbers beside a plot: the same in words, to read, to copy and to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from annotator.agreement.labels.coefficient import Coefficient
from annotator.gui.widgets.keeping_table import IdModel, Index, KeepingTable
from annotator.gui.widgets.plain import plain_tooltip
from annotator.gui.widgets.sheet import RIGHT

_WORDS = 24
"""As many letters of the first column stay in sight at least."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its id, its cells, and what there is to say about it."""

    id: str
    cells: tuple[str, ...]
    detail: str = ""


class NumbersModel(IdModel):
    """The rows that are shown: words in the first column, numbers in the others."""

    def __init__(self, headers: Sequence[str]) -> None:
        super().__init__()
        self.headers = tuple(headers)
        self.rows: tuple[Row, ...] = ()

    def id_at(self, place: int) -> str:
        return self.rows[place].id if 0 <= place < len(self.rows) else ""

    def place_of(self, row_id: str) -> int:
        places = (place for place, each in enumerate(self.rows) if each.id == row_id)
        return next(places, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headers)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return RIGHT
        return self.headers[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(row.detail or row.cells[index.column()])
        return None

    def as_text(self) -> str:
        """Return the table as lines of cells with tabs between them."""
        lines = (self.headers, *(each.cells for each in self.rows))
        return "\n".join("\t".join(cells) for cells in lines)


class NumbersTable(KeepingTable):
    """Shows rows of numbers; the first column takes the room that is left.

    Where there is not enough for all, it keeps some words in sight and the table is moved sideways.
    """

    def __init__(self, headers: Sequence[str], *, name: str, parent: QWidget | None = None) -> None:
        self.numbers = NumbersModel(headers)
        super().__init__(self.numbers, parent, name=name, widths=[])
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(7 * self.fontMetrics().averageCharWidth())
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._fit_columns()

    def show_lines(self, rows: Sequence[Row], headers: Sequence[str] = ()) -> None:
        """Show rows instead of others, perhaps under other ``headers``; the focus stays."""

        def change() -> None:
            self.numbers.rows = tuple(rows)
            self.numbers.headers = tuple(headers) or self.numbers.headers

        self.show_after(change)
        self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the first column what is left of another width."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        header = self.horizontalHeader()
        first, *others = (
            max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
            for column in range(header.count())
        )
        for column, width in enumerate(others, 1):
            header.resizeSection(column, width)
        least = min(first, _WORDS * self.fontMetrics().averageCharWidth())
        header.resizeSection(0, max(least, self.viewport().width() - sum(others)))

    def row_of(self, row_id: str) -> Row | None:
        """Return the row with an id."""
        place = self.numbers.place_of(row_id)
        return self.numbers.rows[place] if place >= 0 else None


def value_words(found: Coefficient) -> str:
    """Return the value with three decimals, or that there is none and why."""
    return f"no value: {found.reason}" if found.value is None else f"{found.value:.3f}"


def share_words(share: float | None) -> str:
    """Return a share in percent, with one decimal."""
    return "" if share is None else f"{100 * share:.1f}\N{NO-BREAK SPACE}%"
