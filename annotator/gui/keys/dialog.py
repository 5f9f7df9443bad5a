"""Where a person gives actions other keys: press a key, see at once whom it would be taken from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import AnnotatorError
from annotator.gui.keys.choosing import Choosing, Room
from annotator.gui.keys.declared import side_windows
from annotator.gui.keys.field import KeyField
from annotator.gui.keys.files import read_keys, write_keys
from annotator.gui.keys.own import own_keys
from annotator.gui.keys.reserved import why_reserved
from annotator.gui.keys.sequences import shown
from annotator.gui.keys.table import KeyTable
from annotator.gui.settings import Settings
from annotator.gui.widgets import asking
from annotator.gui.widgets.plain import menu_text, plain_label, plain_tooltip
from annotator.gui.widgets.room import resize_within_screen

if TYPE_CHECKING:
    from annotator.gui.actions import ActionRegistry, ActionSpec


class KeysDialog(QDialog):
    """All actions with their keys; what is changed here is in force and stored at once."""

    def __init__(self, registry: ActionRegistry, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        here = Room("", registry.declared, registry.yielding)
        beside = [Room(title, specs) for title, specs in side_windows()]
        self._choosing = Choosing((here, *beside), own_keys().chosen)
        self._specs: dict[str, ActionSpec] = {}
        for room in self._choosing.rooms:
            self._specs |= room.by_id
        self._menus = tuple(registry.menu_titles)
        self.filter = QLineEdit(self)
        self.key_filter = KeyField(self)
        self.table = KeyTable(self._choosing, self)
        self.field = KeyField(self)
        self._action = plain_label(parent=self)
        self._verdict = plain_label(parent=self, wrap=True)
        self._news = plain_label(parent=self, wrap=True)
        self._lay_out()
        self._listen()
        self._show_action()

    # Putting together

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button in focus, and none from a field."""
        button = self.focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and isinstance(button, QPushButton) and button.isEnabled():
            button.click()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("Change keys"))
        resize_within_screen(self, QSize(820, 640))
        self.filter.setPlaceholderText(self.tr("Type to find an action"))
        self.filter.setAccessibleName(self.tr("Find an action by its words"))
        self.filter.setClearButtonEnabled(True)
        self.key_filter.setPlaceholderText(self.tr("or press a key here"))
        self.key_filter.setAccessibleName(self.tr("Find an action by pressing its key"))
        self.field.setPlaceholderText(self.tr("Press a key, or two in a row"))
        self.field.setAccessibleName(self.tr("New key: press it"))
        bold = self._action.font()
        bold.setBold(True)
        self._action.setFont(bold)
        top = QHBoxLayout()
        top.addWidget(self.filter, 2)
        top.addWidget(self.key_filter, 1)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(self._changing())
        column.addWidget(self._news)
        column.addLayout(self._foot())
        self.filter.setFocus()

    def _changing(self) -> QGridLayout:
        """Lay out what changes the action in focus."""
        tr = self.tr
        self._use = self._button(tr("Use it"), self._use_key, tr("This key and no other"))
        self._add = self._button(tr("Use it, too"), self._add_key, tr("Besides the keys it has"))
        self._none = self._button(tr("No key"), self._take_away, tr("Take its keys away"))
        self._usual = self._button(tr("As usual"), self._reset, tr("Give it its usual keys again"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 6, 0, 0)
        grid.addWidget(self._action, 0, 0, 1, 5)
        grid.setColumnStretch(0, 1)
        widgets = (self.field, self._use, self._add, self._none, self._usual)
        for at, widget in enumerate(widgets):
            grid.addWidget(widget, 1, at)
        grid.addWidget(self._verdict, 2, 0, 1, 5)
        two_lines = self._verdict.fontMetrics().lineSpacing() * 2
        self._verdict.setMinimumHeight(two_lines)
        self._verdict.setAlignment(Qt.AlignmentFlag.AlignTop)
        return grid

    def _foot(self) -> QHBoxLayout:
        tr = self.tr
        self._undo = self._button(tr("Undo"), self.undo, tr("Take the last change back (Ctrl+Z)"))
        self._all = self._button(
            tr("All as usual"), self._reset_all, tr("Give all actions their usual keys again")
        )
        row = QHBoxLayout()
        row.addWidget(self._undo)
        row.addWidget(self._all)
        row.addStretch(1)
        row.addWidget(self._button(tr("Import…"), self._import, tr("Take keys from a file")))
        row.addWidget(self._button(tr("Export…"), self._export, tr("Write these keys to a file")))
        row.addWidget(self._button(tr("Close"), self.accept, tr("All changes are stored already")))
        return row

    def _button(self, text: str, on_click: Callable[[], object], tip: str) -> QPushButton:
        button = QPushButton(menu_text(text), self)
        button.setAutoDefault(False)
        button.setAccessibleName(text.rstrip("…"))
        button.setAccessibleDescription(tip)
        button.setToolTip(plain_tooltip(tip))
        button.clicked.connect(lambda: on_click())
        return button

    def _listen(self) -> None:
        self.filter.textChanged.connect(self._narrow)
        self.key_filter.recorded.connect(self._narrow)
        self.table.current_changed.connect(self._show_action)
        self.table.activated.connect(lambda: self.field.setFocus())
        self.field.recorded.connect(self._judge)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self.undo)

    # What is shown

    @property
    def verdict(self) -> str:
        """What is said of the key that was pressed."""
        return self._verdict.text()

    @property
    def news(self) -> str:
        """What was done last."""
        return self._news.text()

    def _narrow(self) -> None:
        self.table.narrow(self.filter.text(), self.key_filter.key)

    def _show_action(self, _action_id: str = "") -> None:
        spec = self._specs.get(self.table.current)
        for widget in (self.field, self._use, self._add, self._none, self._usual):
            widget.setEnabled(spec is not None)
        self._action.setText(
            self.tr("New key for “%1”").replace("%1", spec.text.rstrip(".…"))
            if spec is not None
            else self.tr("Choose an action above to change its key.")
        )
        self.field.forget()

    def _judge(self, _key: str = "") -> None:
        """Say what the pressed key does now, before it is taken from anything."""
        spec, key = self._specs.get(self.table.current), self.field.key
        reserved = why_reserved(key, spec, self._menus) if spec is not None and key else ""
        self._verdict.setText(self._words(spec, key, reserved) if spec is not None else "")
        can_use = spec is not None and bool(key) and not reserved
        self._use.setEnabled(can_use)
        self._add.setEnabled(can_use and bool(self._choosing.keys(self.table.current)))
        self._none.setEnabled(spec is not None and bool(self._choosing.keys(spec.id)))
        self._usual.setEnabled(spec is not None and self._choosing.is_changed(spec.id))
        self._undo.setEnabled(self._choosing.can_undo)
        self._all.setEnabled(bool(self._choosing.chosen))

    def _words(self, spec: ActionSpec, key: str, reserved: str) -> str:
        if not key:
            return self._where(spec)
        if reserved:
            return self.tr("%1 is taken. %2").replace("%1", shown(key)).replace("%2", reserved)
        rivals = self._choosing.rivals(spec.id, key)
        if rivals:
            means = self.tr("%1 means “%2” (%3)")
            parts = [
                means.replace("%1", shown(lost))
                .replace("%2", rival.text.rstrip(".…"))
                .replace("%3", rival.menu.replace("/", " › "))
                for rival, lost in rivals
            ]
            words = self.tr("Now %1. If you use it here, it is lost there.")
            return words.replace("%1", "; ".join(parts))
        elsewhere = self._choosing.elsewhere(spec.id, key)
        if elsewhere:
            title, other = elsewhere[0]
            words = self.tr("%1 is free here. In the window %2 it means “%3”, which stays so.")
            words = words.replace("%2", title).replace("%3", other.text.rstrip(".…"))
        else:
            words = self.tr("%1 is free.")
        return words.replace("%1", shown(key))

    def _where(self, spec: ActionSpec) -> str:
        if spec.scope == "reading":
            return self.tr("acts while the article or its lists have the focus")
        return self.tr("acts everywhere in the window, but not while you type")

    # What a person does

    def _use_key(self) -> None:
        self._do(lambda: self._choosing.give(self.table.current, self.field.key))

    def _add_key(self) -> None:
        self._do(
            lambda: self._choosing.give(self.table.current, self.field.key, beside_others=True)
        )

    def _take_away(self) -> None:
        self._do(lambda: self._choosing.take_away(self.table.current))

    def _reset(self) -> None:
        self._do(lambda: self._choosing.reset(self.table.current))

    def _reset_all(self) -> None:
        self._do(self._choosing.reset_all)

    def undo(self) -> None:
        """Take the last change back."""
        self._do(self._choosing.undo)

    def _do(self, change: Callable[[], None]) -> None:
        before = {name: self._choosing.keys(name) for name in self._specs}
        change()
        own_keys().choose(self._choosing.chosen)
        self.table.show_keys()
        self._narrow()
        self.field.forget()
        self._news.setText(self._told(before))

    def _told(self, before: dict[str, tuple[str, ...]]) -> str:
        """Say in a line which actions have other keys now."""
        other = [each for each in self._specs if self._choosing.keys(each) != before[each]]
        if len(other) > 3:
            return self.tr("%1 actions have other keys now.").replace("%1", str(len(other)))
        parts = [
            f"{self._specs[each].text.rstrip('.…')}: "
            + (shown(self._choosing.keys(each)[0]) if self._choosing.keys(each) else "–")
            for each in other
        ]
        return " · ".join(parts)

    # Files

    def _export(self) -> None:
        title, pattern = self.tr("Export keys"), self.tr("Keys (*.json)")
        proposed = self._settings.folder / "keys.json"
        place = asking.ask_where_to_write(self, title, proposed, pattern)
        if place is not None:
            self.export_to(place)

    def export_to(self, place: Path) -> None:
        """Write the person's keys to a file, and say so."""
        try:
            write_keys(place, self._choosing.chosen)
        except AnnotatorError as problem:
            self._news.setText(str(problem))
            return
        self._news.setText(self.tr("Written: %1").replace("%1", str(place)))

    def _import(self) -> None:
        place = asking.ask_for_keys(self, self._settings.folder)
        if place is not None:
            self.import_from(place)

    def import_from(self, place: Path) -> None:
        """Take the keys of a file instead of those chosen here, and say what came of it."""
        try:
            chosen = read_keys(place)
        except AnnotatorError as problem:
            self._news.setText(str(problem))
            return
        self._do(lambda: self._choosing.replace(chosen))
        known = sum(each in self._specs for each in chosen)
        words = self.tr("Keys of %1 actions taken over.").replace("%1", str(known))
        if known < len(chosen):
            more = self.tr("%1 others belong to another codebook or version; they are kept.")
            words = f"{words} {more.replace('%1', str(len(chosen) - known))}"
        self._news.setText(words)
