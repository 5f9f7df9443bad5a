"""The list of all actions with their keys, by window and menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from annotator.gui.keys.choosing import Choosing, Room
from annotator.gui.keys.sequences import in_the_way, shown_all
from annotator.gui.widgets.matching import folded
from annotator.gui.widgets.sheet import Airy

if TYPE_CHECKING:
    from annotator.gui.actions import ActionSpec

_ID = Qt.ItemDataRole.UserRole
_ACTION, _KEYS, _NOTE = range(3)


class KeyTable(QTreeWidget):
    """Every action under its menu; ``current_changed`` brings the id of the one in focus."""

    current_changed = Signal(str)

    def __init__(self, choosing: Choosing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choosing = choosing
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._groups: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        self.setHeaderLabels([self.tr("Action"), self.tr("Key"), self.tr("Usually")])
        self.setAccessibleName(self.tr("Actions and their keys"))
        self.header().setAccessibleName(self.tr("Columns: actions and their keys"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAllColumnsShowFocus(True)
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(True)
        self.setItemDelegate(Airy(self))
        for room in choosing.rooms:
            self._add_room(room)
        self.expandAll()
        self.show_keys()
        self._size_columns()
        self.currentItemChanged.connect(self._tell_current)

    @property
    def current(self) -> str:
        """The id of the action in focus; "" where a heading is."""
        item = self.currentItem()
        return str(item.data(0, _ID) or "") if item is not None else ""

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids of the actions on show."""
        return tuple(name for name, item in self._rows.items() if not item.isHidden())

    def go_to(self, action_id: str) -> None:
        """Put an action in focus."""
        item = self._rows.get(action_id)
        if item is not None:
            self.setCurrentItem(item)
            self.scrollToItem(item, QAbstractItemView.ScrollHint.PositionAtCenter)

    def show_keys(self) -> None:
        """Show the keys as they are now; what is not as usual stands in bold."""
        for name, item in self._rows.items():
            keys = shown_all(self._choosing.keys(name))
            usual = shown_all(self._choosing.usual(name)) or self.tr("no key")
            is_other = self._choosing.is_changed(name)
            item.setText(_KEYS, keys or ("–" if is_other else ""))
            item.setText(_NOTE, usual if is_other else "")
            font = item.font(_KEYS)
            font.setBold(is_other)
            item.setFont(_KEYS, font)
            told = self.tr("changed, usually %1").replace("%1", usual) if is_other else ""
            said = ", ".join(filter(None, (item.text(_ACTION), keys or self.tr("no key"), told)))
            item.setData(_ACTION, Qt.ItemDataRole.AccessibleTextRole, said)

    def narrow(self, words: str, key: str) -> None:
        """Show only actions that fit words and that have a key, or one that begins with it."""
        wanted = folded(words).split()

        def fits(name: str, item: QTreeWidgetItem) -> bool:
            keys = self._choosing.keys(name)
            searched = folded(f"{_path(item)} {shown_all(keys)}")
            return all(each in searched for each in wanted) and (
                not key or any(in_the_way(key, each) for each in keys)
            )

        self._hide_all_but(fits)

    def _hide_all_but(self, fits: Callable[[str, QTreeWidgetItem], bool]) -> None:
        for name, item in self._rows.items():
            item.setHidden(not fits(name, item))
        for group, rows in self._groups:
            group.setHidden(all(each.isHidden() for each in rows))
        first = next(iter(self.shown), "")
        if first and (self.current not in self.shown):
            self.go_to(first)

    def _add_room(self, room: Room) -> None:
        groups: dict[str, tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = {}
        for spec in room.declared:
            if spec.menu not in groups:
                window = [self.tr("Window %1").replace("%1", room.title)] if room.title else []
                places = [each for each in spec.menu.split("/") if each != room.title]
                groups[spec.menu] = self._heading(" › ".join([*window, *places])), []
            heading, rows = groups[spec.menu]
            rows.append(self._row(spec))
            heading.addChild(rows[-1])
        self._groups += groups.values()

    def _heading(self, words: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [words])
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        item.setFirstColumnSpanned(True)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        return item

    def _row(self, spec: ActionSpec) -> QTreeWidgetItem:
        item = QTreeWidgetItem([spec.text.rstrip(".…")])
        item.setData(0, _ID, spec.id)
        self._rows[spec.id] = item
        return item

    def _size_columns(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        self.setColumnWidth(_ACTION, 48 * letter)
        self.setColumnWidth(_KEYS, 26 * letter)
        self.header().setStretchLastSection(True)

    def _tell_current(self) -> None:
        self.current_changed.emit(self.current)


def _path(item: QTreeWidgetItem) -> str:
    parent = item.parent()
    return f"{parent.text(0)} {item.text(0)}" if parent is not None else item.text(0)
