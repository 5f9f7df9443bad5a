"""The labels of a foreign file in a table, with a choice of what each becomes here."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from annotator.codebook.model import Codebook
from annotator.formats.labelled.label_mapping import Becomes, LabelMapping
from annotator.gui.importing.becoming import (
    Choice,
    Place,
    becomes,
    changed,
    choices,
    new_actor,
    rows,
)
from annotator.gui.widgets.plain import plain_tooltip
from annotator.workflows.importing.bringing_in import Look


class LabelTable(QTableWidget):
    """One row per label; ``changed`` carries the mapping after each choice."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self._mapping = LabelMapping()
        self.setHorizontalHeaderLabels(
            [self.tr("Of"), self.tr("In the file"), self.tr("How often"), self.tr("Becomes")]
        )
        self.setAccessibleName(self.tr("What labels become"))
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def show_look(self, look: Look, mapping: LabelMapping, codebook: Codebook) -> None:
        """Show what stands in a file, and what each becomes in ``mapping``."""
        self._mapping = mapping
        found = rows(look)
        offered = {place: choices(codebook, place) for place, _, _ in found}
        self.setRowCount(0)
        self.setRowCount(len(found))
        for at, (place, name, count) in enumerate(found):
            for column, words in enumerate((_place(place), name, f"{count:,}")):
                item = QTableWidgetItem(words)
                item.setToolTip(plain_tooltip(words))
                self.setItem(at, column, item)
            self.setCellWidget(at, 3, self._box(place, name, offered[place]))
        self.resizeRowsToContents()
        if found:
            self.setCurrentCell(0, 1)

    def _box(self, place: Place, name: str, offered: tuple[Choice, ...]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(self.tr("What %1 becomes").replace("%1", name))
        now = becomes(self._mapping, place, name)
        if place == "target" and name not in {what.id for _, what in offered}:
            offered = (*offered, new_actor(name))
        known = [what for _, what in offered]
        for words, what in offered if now in known else (*offered, (now.in_words(), now)):
            box.addItem(words, what.in_words())
        meant = {what.in_words(): what for what in (*known, now)}
        box.setCurrentIndex(max(0, box.findData(now.in_words())))

        def choose() -> None:
            self._choose(place, name, meant[str(box.currentData())])

        box.currentIndexChanged.connect(choose)
        return box

    def _choose(self, place: Place, name: str, what: Becomes) -> None:
        self._mapping = changed(self._mapping, place, name, what)
        self.changed.emit(self._mapping)


def _place(place: Place) -> str:
    def tr(words: str) -> str:
        return QCoreApplication.translate("LabelTable", words)

    names = {"span": tr("Span"), "link": tr("Link"), "text": tr("Text"), "target": tr("Target")}
    return names[place]
