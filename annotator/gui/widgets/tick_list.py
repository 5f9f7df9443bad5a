"""A list of places in which each can be left out, before something is done to all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.widgets.plain import plain_label, without_icons


@dataclass(frozen=True, slots=True)
class Tickable:
    """One place: its words, and what stands before and after them."""

    before: str
    words: str
    after: str


class TickList(QDialog):
    """Offers places, all of them ticked; Space leaves one out, Enter takes the ticked ones.

    ``taken`` carries the numbers of those that stayed ticked, from 0.
    """

    taken = Signal(list)

    def __init__(self, words: str, places: Sequence[Tickable], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Apply to all the same"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Places with the same words"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        for each in places:
            item = QListWidgetItem(f"{each.before} [{each.words}] {each.after}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(self._count)
        column = QVBoxLayout(self)
        column.addWidget(plain_label(words, wrap=True))
        column.addWidget(self.list, 1)
        column.addWidget(plain_label(self.tr("Space leaves a place out or takes it in again.")))
        # the box belongs to the window before its button becomes what Enter presses
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._apply = self._buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self._apply.setDefault(True)
        without_icons(self._buttons)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column.addWidget(self._buttons)
        self._count()
        rows = self.list.sizeHintForRow(0) * min(12, max(3, len(places)))
        room = parent.window().size() * 0.9 if parent is not None else self.sizeHint()
        self.resize(min(620, room.width()), min(rows + 170, room.height()))
        self.list.setFocus()

    @property
    def ticked(self) -> list[int]:
        """The numbers of the places that are ticked."""
        checked = Qt.CheckState.Checked
        return [at for at in range(self.list.count()) if self.list.item(at).checkState() == checked]

    def accept(self) -> None:
        """Tell which places stayed ticked."""
        ticked = self.ticked
        super().accept()
        self.taken.emit(ticked)

    def _count(self) -> None:
        count = len(self.ticked)
        many = self.tr("Apply to 1 place") if count == 1 else self.tr("Apply to %1 places")
        self._apply.setText(many.replace("%1", str(count)))
        self._apply.setEnabled(count > 0)
        self._apply.setDefault(True)  # a button that was disabled lets go of it
