"""The other names of an actor, as a list that can be edited."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from annotator.annotations.model import Actor
from annotator.gui.actors.desk import RegistryDesk
from annotator.gui.actors.fields import StoredField
from annotator.gui.statements.pieces import heading, push_button, row
from annotator.gui.widgets.plain import plain_tooltip

_NAME = int(Qt.ItemDataRole.UserRole)
_ROWS = 4


class NamesList(QWidget):
    """Adds names, writes them otherwise and takes them away; names of merged actors only show."""

    def __init__(self, desk: RegistryDesk) -> None:
        super().__init__()
        self._desk = desk
        self._actor = ""
        self.list = _Names(self)
        self.list.setAccessibleName(self.tr("Other names"))
        self.list.setToolTip(
            plain_tooltip(
                self.tr("F2 or a double click writes a name otherwise, Delete removes it")
            )
        )
        self.list.itemChanged.connect(self._rewrite)
        self.list.removed.connect(self._remove)
        self.new = StoredField(self.tr("Another name"), self._add)
        self.new.setPlaceholderText(self.tr("Another name, then Enter"))
        self._take = push_button(
            self.tr("Remove"), self._remove, name=self.tr("Remove the name in focus")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addWidget(heading(self.tr("Other names")))
        column.addWidget(self.list)
        column.addWidget(row(self.new, self._take))

    def show_actor(self, actor: Actor, merged: Sequence[Actor]) -> None:
        """Show the names of an actor, and those of whom it stands for."""
        place = self.list.currentRow() if actor.id == self._actor else 0
        self._actor = actor.id
        with QSignalBlocker(self.list):
            self.list.clear()
            for alias in actor.aliases:
                self.list.addItem(_item(alias))
            for each in merged:
                for name in (each.name, *each.aliases):
                    self.list.addItem(_merged_item(name, self.tr("by merging")))
            self.list.setCurrentRow(min(max(place, 0), self.list.count() - 1))
        self.new.show_stored("")

    def _add(self, name: str) -> None:
        if name.strip():
            self._desk.gesture(lambda registry: registry.add_alias(self._actor, name))

    def _remove(self) -> None:
        item: QListWidgetItem | None = self.list.currentItem()
        if item is None:
            self._desk.say(self.tr("There is no other name to remove."))
            return
        name = str(item.data(_NAME))
        self._desk.gesture(lambda registry: registry.remove_alias(self._actor, name))

    def _rewrite(self, item: QListWidgetItem) -> None:
        old, new = str(item.data(_NAME)), item.text()
        if new == old:
            return
        if new.strip():
            self._desk.rewrite_alias(self._actor, old, new)
        else:
            self._desk.gesture(lambda registry: registry.remove_alias(self._actor, old))


class _Names(QListWidget):
    removed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setSpacing(1)
        self.setMinimumHeight(_ROWS * (self.fontMetrics().height() + 5) + 4)
        self.setMaximumHeight(self.minimumHeight() + self.minimumHeight() // 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
            return
        super().keyPressEvent(event)


def _item(name: str) -> QListWidgetItem:
    item = QListWidgetItem(name)
    item.setData(_NAME, name)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    return item


def _merged_item(name: str, how: str) -> QListWidgetItem:
    item = QListWidgetItem(f"{name} ({how})")
    item.setData(_NAME, name)
    font = item.font()
    font.setItalic(True)
    item.setFont(font)
    return item
