"""The list of figures: one row each, by unit, side and date."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from annotator.annotations.wording import label
from annotator.gui.widgets.passage_table import PassageModel, PassageTable
from annotator.gui.widgets.plain import plain_tooltip
from annotator.workflows.figures import FOUND_BY_PROGRAM, FigureRow

_Index = QModelIndex | QPersistentModelIndex
_WIDTHS = (3, 10, 17, 13, 15, 11, 21, 24, 14)  # in letters; the last column takes the rest


class FiguresModel(PassageModel):
    """The figures that are shown, in the order of the report."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[FigureRow, ...] = ()

    def show_rows(self, rows: tuple[FigureRow, ...]) -> None:
        """Show these figures instead of what is here."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def passage(self, row: int) -> FigureRow | None:
        """Return the figure in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_WIDTHS) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.ToolTipRole and section == 0:
            return plain_tooltip(self.tr("≠: another source gives another number for that day"))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            "≠",
            self.tr("Unit"),
            self.tr("Whose"),
            self.tr("Date"),
            self.tr("Number"),
            self.tr("Of whom"),
            self.tr("Words"),
            self.tr("Article"),
            self.tr("Said by"),
            self.tr("From"),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self.passage(index.row())
        if found is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells(found)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self.detail(index.row()))
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return self.tr("differs") if found.differs else self.tr("does not differ")
        return None

    def detail(self, row: int) -> str:
        """Return everything about a row: where it stands, its passage, what it differs from."""
        found = self.passage(row)
        if found is None:
            return ""
        about = " · ".join(filter(None, (found.title, found.source, found.date)))
        return "\n".join((about, found.passage, *found.differs))

    def _cells(self, found: FigureRow) -> tuple[str, ...]:
        return (
            "≠" if found.differs else "",
            label(found.unit),
            found.whose,
            found.date,
            found.amount,
            label(found.group),
            found.words,
            found.title or found.article,
            found.holder,
            self.tr(FOUND_BY_PROGRAM) if found.is_found else ", ".join(found.people),
        )


class FiguresTable(PassageTable):
    """Shows the figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.source = FiguresModel()
        super().__init__(self.source, name=_tr("Figures"), widths=_WIDTHS, parent=parent)
        self.source.setParent(self)

    def show_rows(self, rows: tuple[FigureRow, ...]) -> None:
        """Show these figures, the first one in focus."""
        self.source.show_rows(rows)
        self.begin()


def _tr(text: str) -> str:
    return QCoreApplication.translate("FiguresTable", text)
