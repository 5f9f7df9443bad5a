"""The list of changed suggestions: one row each, in the order of the queue."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from annotator.gui.widgets.passage_table import PassageModel, PassageTable
from annotator.gui.widgets.plain import plain_tooltip
from annotator.workflows.changed_suggestions import ChangeRow

_Index = QModelIndex | QPersistentModelIndex
_WIDTHS = (11, 19, 30, 34, 34)  # in letters; the last column takes the rest


class ChangesModel(PassageModel):
    """The changes that are shown, in the order of the report."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ChangeRow, ...] = ()

    def show_rows(self, rows: tuple[ChangeRow, ...]) -> None:
        """Show these changes instead of what is here."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def passage(self, row: int) -> ChangeRow | None:
        """Return the change in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_WIDTHS) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("What"),
            self.tr("Kind"),
            self.tr("Words"),
            self.tr("Before"),
            self.tr("Now"),
            self.tr("Article"),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self.passage(index.row())
        if found is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells(found)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self.detail(index.row()))
        return None

    def detail(self, row: int) -> str:
        """Return everything about a row: where it stands, what it was and is, what is different."""
        found = self.passage(row)
        if found is None:
            return ""
        lines = [f"{found.title} · {found.engine}", found.passage]
        if found.before:
            lines.append(self.tr("Before: %1").replace("%1", found.before))
        if found.after:
            lines.append(self.tr("Now: %1").replace("%1", found.after))
        if found.differs:
            lines.append(self.tr("Different: %1").replace("%1", ", ".join(found.differs)))
        return "\n".join(lines)

    def _cells(self, found: ChangeRow) -> tuple[str, ...]:
        words = {"new": self.tr("new"), "gone": self.tr("gone"), "changed": self.tr("changed")}
        kinds = {
            "name": self.tr("name"),
            "quotation": self.tr("quotation"),
            "possible statement": self.tr("possible statement"),
        }
        told = (words[found.outcome], kinds.get(found.kind, found.kind), found.passage)
        return (*told, found.before, found.after, found.title or found.article)


class ChangesTable(PassageTable):
    """Shows the changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.source = ChangesModel()
        super().__init__(
            self.source, name=_tr("Changed suggestions"), widths=_WIDTHS, parent=parent
        )
        self.source.setParent(self)

    def show_rows(self, rows: tuple[ChangeRow, ...]) -> None:
        """Show these changes, the first one in focus."""
        self.source.show_rows(rows)
        self.begin()


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChangesTable", text)
