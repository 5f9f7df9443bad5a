"""The values of an article label: a small table in which they are written and retired."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

_ID = int(Qt.ItemDataRole.UserRole)
_LABEL, _DEFINITION = 0, 1
_ROWS = 6  # shown at once, before one has to scroll


class ValuesField(QWidget):
    """Holds a draft of the values; without a check mark one is known and not offered."""

    def __init__(self, name: str, on_typed: Callable[[], None]) -> None:
        super().__init__()
        self._on_typed = on_typed
        self._is_showing = False
        self.table = _ValuesTable(self)
        self._add = QPushButton(self.tr("Add value"), self)
        self._up = QPushButton(self.tr("Up"), self)
        self._down = QPushButton(self.tr("Down"), self)
        self.setAccessibleName(name)
        self.table.setAccessibleName(name)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for button, tip, do in (
            (self._add, self.tr("Write another value under the others"), self.add_value),
            (self._up, self.tr("Let the value in focus stand one place higher"), self._rise),
            (self._down, self.tr("Let the value in focus stand one place lower"), self._sink),
        ):
            button.setAutoDefault(False)
            button.setToolTip(tip)
            button.clicked.connect(do)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        column.addLayout(row)
        self.table.itemChanged.connect(lambda _item: self._tell())
        self.setFocusProxy(self.table)

    @property
    def draft(self) -> str:
        """What stands in the table, as one text."""
        return json.dumps(
            [self._row(each) for each in range(self.table.rowCount())], ensure_ascii=False
        )

    @property
    def selected(self) -> tuple[str, ...]:
        """The ids of the selected values that are stored and offered, from top to bottom."""
        rows = sorted({each.row() for each in self.table.selectedIndexes()})
        found = (self._row(each) for each in rows)
        return tuple(str(name) for name, _, _, is_offered in found if name and is_offered)

    def show_draft(self, stored: str, draft: str) -> None:
        """Show a draft; what is stored is not needed here."""
        if draft == self.draft:
            return
        self._is_showing = True
        rows = json.loads(draft)
        self.table.setRowCount(0)
        for row in rows:
            self._put(self.table.rowCount(), row)
        self._is_showing = False

    def set_locked(self, locked: bool) -> None:
        """Let the values be read only, or be written again."""
        triggers = QAbstractItemView.EditTrigger
        some = triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        self.table.setEditTriggers(triggers.NoEditTriggers if locked else some)
        for button in (self._add, self._up, self._down):
            button.setEnabled(not locked)
        was, self._is_showing = self._is_showing, True
        for row in range(self.table.rowCount()):
            item = self._item(row, _LABEL)
            flag = Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(item.flags() & ~flag if locked else item.flags() | flag)
        self._is_showing = was

    def add_value(self) -> None:
        """Begin to write another value."""
        row = self.table.rowCount()
        self._put(row, ["", "", "", True])
        self.table.setCurrentCell(row, _LABEL)
        self.table.setFocus()
        self.table.editItem(self._item(row, _LABEL))

    def _rise(self) -> None:
        self._swap(-1)

    def _sink(self) -> None:
        self._swap(1)

    def _swap(self, step: int) -> None:
        here = self.table.currentRow()
        there = here + step
        if here < 0 or not 0 <= there < self.table.rowCount():
            return
        rows = [self._row(each) for each in range(self.table.rowCount())]
        rows[here], rows[there] = rows[there], rows[here]
        self.show_draft("", json.dumps(rows, ensure_ascii=False))
        self.table.setCurrentCell(there, _LABEL)
        self._on_typed()

    def _put(self, place: int, row: list[object]) -> None:
        name, label, definition, is_offered = row
        was, self._is_showing = self._is_showing, True
        self.table.insertRow(place)
        item = QTableWidgetItem(str(label))
        item.setData(_ID, name)
        state = Qt.CheckState.Checked if is_offered else Qt.CheckState.Unchecked
        item.setCheckState(state)
        item.setToolTip(self.tr("With a check mark it is offered; without, articles keep it"))
        self.table.setItem(place, _LABEL, item)
        self.table.setItem(place, _DEFINITION, QTableWidgetItem(str(definition)))
        self._is_showing = was

    def _row(self, place: int) -> list[object]:
        label, definition = self._item(place, _LABEL), self._item(place, _DEFINITION)
        is_offered = label.checkState() == Qt.CheckState.Checked
        return [str(label.data(_ID)), label.text(), definition.text(), is_offered]

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        item = self.table.item(row, column)
        assert item is not None  # each row is put in with both
        return item

    def _tell(self) -> None:
        if not self._is_showing:
            self._on_typed()


class _ValuesTable(QTableWidget):
    """Two columns; Tab goes on to the next field, Return writes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, 2, parent)
        self.setHorizontalHeaderLabels([self.tr("Value"), self.tr("Definition")])
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(_LABEL, QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().lineSpacing()
        self.setColumnWidth(_LABEL, 20 * letter)
        self.verticalHeader().setDefaultSectionSize(round(1.6 * line))
        self.setMinimumHeight(round(_ROWS * 1.6 * line))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys:  # while a cell is written, its editor has the keys
            if self.currentRow() >= 0 and self.editTriggers() != self.EditTrigger.NoEditTriggers:
                self.edit(self.currentIndex())
            return
        super().keyPressEvent(event)
