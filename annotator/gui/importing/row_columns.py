"""Which column of rows with labels holds what: one choice for each role."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QGroupBox, QWidget

from annotator.formats.labelled.foreign import SeenColumns
from annotator.gui.widgets.plain import plain_label

_IN_A_LINE = 4
_JOINED_BY = " + "


class RowColumns(QGroupBox):
    """A combination box per role; ``changed`` carries roles with their columns."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("What the columns hold"))
        names = {
            "text": self.tr("Text"),
            "label": self.tr("Label"),
            "target": self.tr("Target of a stance"),
            "annotator": self.tr("Annotator"),
            "spans": self.tr("Spans"),
            "tokens": self.tr("Tokens"),
            "tags": self.tr("Tags of tokens"),
            "id": self.tr("Name or number"),
        }
        self.roles = {role: QComboBox(self) for role in names}
        self._others: Mapping[str, tuple[str, ...]] = {}
        grid = QGridLayout(self)
        for at, (role, box) in enumerate(self.roles.items()):
            line, place = divmod(at, _IN_A_LINE)
            words = plain_label(names[role], parent=self)
            words.setBuddy(box)
            box.setAccessibleName(names[role])
            box.setMinimumContentsLength(8)
            grid.addWidget(words, 2 * line, place)
            grid.addWidget(box, 2 * line + 1, place)
            box.activated.connect(self._tell)
        self.setFocusProxy(self.roles["text"])
        self.hide()

    def show_columns(self, seen: SeenColumns | None) -> None:
        """Offer the columns of a table, with what was taken; hide where there are none."""
        self.setVisible(seen is not None)
        if seen is None:
            return
        self._others = {role: each for role, each in seen.taken.items() if role not in self.roles}
        for role, box in self.roles.items():
            taken = seen.taken.get(role, ())
            box.clear()
            box.addItem(self.tr("(none)"), ())
            for name in seen.names:
                box.addItem(name or self.tr("(no name)"), (name,))
            if len(taken) > 1:
                box.addItem(_JOINED_BY.join(taken), taken)
                box.setCurrentIndex(box.count() - 1)
            elif taken:
                box.setCurrentIndex(1 + seen.names.index(taken[0]))

    @property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """Roles with the columns chosen for them."""
        chosen = {role: tuple(box.currentData() or ()) for role, box in self.roles.items()}
        return {role: names for role, names in {**chosen, **self._others}.items() if names}

    @Slot()
    def _tell(self) -> None:
        self.changed.emit(self.columns)
