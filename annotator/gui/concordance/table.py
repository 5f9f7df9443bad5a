"""The list of places: the keyword in the middle, what stands before and behind it at its sides."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.corpus.span import Span
from annotator.gui.widgets.passage_table import PassageModel, PassageTable
from annotator.workflows.concordance import Occurrence

_Index = QModelIndex | QPersistentModelIndex
_WIDTHS = (34, 18, 34, 22)  # in letters; the last column takes the rest
_BEFORE, _KEYWORD, _BEHIND = range(3)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_END = 70  # characters before the keyword that may be in sight


class OccurrencesModel(PassageModel[Occurrence]):
    """The places that are shown."""

    def __init__(self) -> None:
        super().__init__((_tr("Before"), _tr("Words"), _tr("Behind"), _tr("Label"), _tr("Article")))
        self._bold = QFont()
        self._bold.setBold(True)

    def cells(self, row: int) -> tuple[str, ...]:
        found = self._rows[row]
        before = found.before[-_END:]
        return (before, found.keyword, found.behind, found.label, found.title or found.article)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == _BEFORE:
            return _RIGHT
        if role == Qt.ItemDataRole.FontRole and index.column() == _KEYWORD:
            return self._bold
        return super().data(index, role)

    def detail(self, row: int) -> str:
        """Return where a place stands, what stands around it, and what it is."""
        found = self.passage(row)
        if found is None:
            return ""
        about = " · ".join(filter(None, (found.title, found.source, found.date)))
        passage = f"…{found.before} {found.keyword} {found.behind}…"
        return "\n".join(filter(None, (about, passage, found.label)))


class _CutAtTheStart(QStyledItemDelegate):
    """Keeps what stands next to the keyword in sight."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideLeft


class OccurrencesTable(PassageTable[Occurrence]):
    """Shows the places; several may be selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.source = OccurrencesModel()
        super().__init__(self.source, name=_tr("Places"), widths=_WIDTHS, parent=parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setItemDelegateForColumn(_BEFORE, _CutAtTheStart(self))
        header = self.horizontalHeader()
        for column in (_BEFORE, _BEHIND):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)

    @property
    def selected(self) -> tuple[Occurrence, ...]:
        """The selected rows in the order of the list."""
        places = sorted(each.row() for each in self.selectionModel().selectedRows())
        found = (self.source.passage(each) for each in places)
        return tuple(each for each in found if each is not None)

    def show_again(self, rows: tuple[Occurrence, ...]) -> None:
        """Show rows instead of others.

        The focus stays where it was, or goes to what is there; what is selected and still listed
        stays selected, so that one label more can be given to it.
        """
        place = max(self.currentIndex().row(), 0)
        here, kept = self.source.passage(place), {_spot(each) for each in self.selected}
        self.source.show_rows(rows)
        if not rows:
            return
        same = (at for at, each in enumerate(rows) if here and _spot(each) == _spot(here))
        self.selectRow(next(same, min(place, len(rows) - 1)))
        flags = QItemSelectionModel.SelectionFlag
        for at, each in enumerate(rows):
            if _spot(each) in kept:
                index = self.source.index(at, 0)
                self.selectionModel().select(index, flags.Select | flags.Rows)


def _spot(row: Occurrence) -> tuple[str, Span]:
    return row.article, row.span


def _tr(text: str) -> str:
    return QCoreApplication.translate("OccurrencesTable", text)
