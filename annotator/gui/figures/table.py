"""The list of figures: one row each, by unit, side and date."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from annotator.annotations.wording import label
from annotator.gui.widgets.passage_table import PassageModel, PassageTable
from annotator.gui.widgets.plain import plain_tooltip
from annotator.workflows.figures import FOUND_BY_PROGRAM, FigureRow

_Index = QModelIndex | QPersistentModelIndex
_WIDTHS = (3, 10, 17, 13, 15, 11, 21, 24, 14)  # in letters; the last column takes the rest


class FiguresModel(PassageModel[FigureRow]):
    """The figures that are shown, in the order of the report."""

    def __init__(self) -> None:
        first = ("≠", _tr("Unit"), _tr("Whose"), _tr("Date"), _tr("Number"), _tr("Of whom"))
        super().__init__((*first, _tr("Words"), _tr("Article"), _tr("Said by"), _tr("From")))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.ToolTipRole and section == 0:
            return plain_tooltip(_tr("≠: another source gives another number for that day"))
        return super().headerData(section, orientation, role)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self.passage(index.row())
        is_sign = role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0
        if found is not None and is_sign:
            return _tr("differs") if found.differs else _tr("does not differ")
        return super().data(index, role)

    def cells(self, row: int) -> tuple[str, ...]:
        found = self._rows[row]
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
            _tr(FOUND_BY_PROGRAM) if found.is_found else ", ".join(found.people),
        )

    def detail(self, row: int) -> str:
        """Return everything about a row: where it stands, its passage, what it differs from."""
        found = self.passage(row)
        if found is None:
            return ""
        about = " · ".join(filter(None, (found.title, found.source, found.date)))
        return "\n".join((about, found.passage, *found.differs))


class FiguresTable(PassageTable[FigureRow]):
    """Shows the figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.source = FiguresModel()
        super().__init__(self.source, name=_tr("Figures"), widths=_WIDTHS, parent=parent)


def _tr(text: str) -> str:
    return QCoreApplication.translate("FiguresTable", text)
