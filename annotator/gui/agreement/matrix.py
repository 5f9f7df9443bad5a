"""A table of labels or people against each other; each cell leads to the passages behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSizeF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from annotator.gui.agreement.pictures import Picture
from annotator.gui.theme import Theme
from annotator.gui.widgets.plain import plain_tooltip

_Index = QModelIndex | QPersistentModelIndex
_AGREEING, _DIFFERING = "blue", "orange"
_DEEPEST = 0.3  # how far the deepest cell goes from the tint to the ink
_WIDTH = 8  # of a column at least, in letters
_LONGEST = 40  # name of a row that is shown whole, in letters


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, in words for who cannot see its place, and how deep its colour is."""

    text: str
    words: str
    depth: float = 0.0
    is_agreement: bool = False


class MatrixModel(QAbstractTableModel):
    """Rows and columns with names."""

    def __init__(self) -> None:
        super().__init__()
        self.row_names: tuple[str, ...] = ()
        self.column_names: tuple[str, ...] = ()
        self.cells: tuple[tuple[Cell, ...], ...] = ()

    def show_cells(
        self, rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[Cell]]
    ) -> None:
        """Show a matrix instead of what is here."""
        self.beginResetModel()
        self.row_names, self.column_names = tuple(rows), tuple(columns)
        self.cells = tuple(map(tuple, cells))
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.row_names)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.column_names)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        is_across = orientation == Qt.Orientation.Horizontal
        names = self.column_names if is_across else self.row_names
        if role == Qt.ItemDataRole.DisplayRole:
            return names[section]
        return plain_tooltip(names[section]) if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self.cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.BackgroundRole and cell.depth > 0:
            return cell_color(cell)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(cell.words)
        return cell.words if role == Qt.ItemDataRole.AccessibleTextRole else None

    def as_text(self) -> str:
        """Return the matrix as lines of cells with tabs between them."""
        lines = [("", *self.column_names)]
        for name, row in zip(self.row_names, self.cells, strict=True):
            lines.append((name, *(each.text for each in row)))
        return "\n".join("\t".join(cells) for cells in lines)


def cell_color(cell: Cell) -> QColor:
    """Return the colour behind a cell: deeper where there is more."""
    from PySide6.QtGui import QGuiApplication

    theme = Theme.for_palette(QGuiApplication.palette())
    hue = theme.hue(_AGREEING if cell.is_agreement else _DIFFERING)
    if cell.depth < 0.5:
        return _mixed(theme.raised, hue.tint, 0.6 + 0.8 * cell.depth)
    return _mixed(hue.tint, hue.ink, 2 * _DEEPEST * (cell.depth - 0.5))


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    ours = (one.redF(), one.greenF(), one.blueF())
    theirs = (other.redF(), other.greenF(), other.blueF())
    return QColor.fromRgbF(*(a + (b - a) * share for a, b in zip(ours, theirs, strict=True)))


class MatrixTable(QTableView):
    """Shows a matrix; the cell in focus is told, and a click or Enter on it."""

    cell_changed = Signal(int, int)
    cell_chosen = Signal(int, int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = MatrixModel()
        self.matrix.setParent(self)
        self.setModel(self.matrix)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self._dress_headers(name)
        self.clicked.connect(self._choose)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_cells(
        self, rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[Cell]]
    ) -> None:
        """Show a matrix instead of what is here; the focus stays on the cell of the same names."""
        at = self.names_at(self.currentIndex())
        self.blockSignals(True)
        self.matrix.show_cells(rows, columns, cells)
        self.blockSignals(False)
        self.horizontalHeader().setDefaultSectionSize(_width(self, columns))
        self.verticalHeader().setFixedWidth(_margin(self, rows))
        self.updateGeometries()
        if rows and columns:
            row = rows.index(at[0]) if at and at[0] in rows else 0
            column = columns.index(at[1]) if at and at[1] in columns else 0
            self.setCurrentIndex(self.matrix.index(row, column))

    def names_at(self, index: _Index) -> tuple[str, str] | None:
        """Return the names of a cell's row and column, None where there is no such cell."""
        if not index.isValid():
            return None
        return self.matrix.row_names[index.row()], self.matrix.column_names[index.column()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    def picture(self) -> Picture:
        """Return the whole matrix to draw, also what is out of sight."""
        return _picture_of(self.matrix, self)

    @Slot()
    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.cell_chosen.emit(index.row(), index.column())

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.cell_changed.emit(index.row(), index.column())

    def _dress_headers(self, name: str) -> None:
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().lineSpacing()
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setAccessibleName(self.tr("Columns: %1").replace("%1", name))
        down.setAccessibleName(self.tr("Rows: %1").replace("%1", name))
        wrapped = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
        across.setDefaultAlignment(Qt.AlignmentFlag(wrapped))
        across.setMinimumHeight(2 * line + 8)
        across.setDefaultSectionSize(_WIDTH * letter)
        down.setDefaultSectionSize(line + 12)
        for header in (across, down):
            header.setHighlightSections(True)


def _width(table: QTableView, names: Sequence[str]) -> int:
    """Return how wide columns must be for the longest word of their names."""
    metrics = table.fontMetrics()
    words = (each for name in names for each in name.split())
    longest = max(map(metrics.horizontalAdvance, words), default=0)
    return max(_WIDTH * metrics.averageCharWidth(), longest + 2 * metrics.averageCharWidth())


def _margin(table: QTableView, names: Sequence[str]) -> int:
    """Return how wide the names of rows are, that in focus being bold."""
    bold = QFont(table.font())
    bold.setBold(True)
    letter = table.fontMetrics().averageCharWidth()
    longest = max(map(QFontMetrics(bold).horizontalAdvance, names), default=0)
    return min(longest, _LONGEST * letter) + 2 * letter


def _picture_of(matrix: MatrixModel, table: QTableView) -> Picture:
    line = table.fontMetrics().lineSpacing()
    wide = _width(table, matrix.column_names)
    names = (table.fontMetrics().horizontalAdvance(each) for each in matrix.row_names)
    margin = max(names, default=0) + 16
    high, head = line + 12, 3 * line
    size = QSizeF(
        margin + wide * len(matrix.column_names) + 8, head + high * len(matrix.row_names) + 8
    )

    def draw(painter: QPainter) -> None:
        theme = Theme.for_palette(table.palette())
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), theme.raised)
        painter.setFont(table.font())
        painter.setPen(theme.ink)
        wrapped = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
        for place, name in enumerate(matrix.column_names):
            painter.drawText(QRectF(margin + place * wide, 0, wide, head), wrapped, name)
        for down, (name, row) in enumerate(zip(matrix.row_names, matrix.cells, strict=True)):
            top = head + down * high
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, top, margin - 8, high), right, name)
            for place, cell in enumerate(row):
                box = QRectF(margin + place * wide, top, wide - 1, high - 1)
                painter.fillRect(box, cell_color(cell) if cell.depth > 0 else theme.background)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cell.text)

    return Picture(size, draw)
