"""The first page: every measure, and under it every disagreement."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from annotator.gui.agreement.behind import Behind, of_disagreements
from annotator.gui.agreement.measures import MeasuresTable
from annotator.gui.agreement.page import Page, column_of, muted
from annotator.workflows.agreement.exploring import Exploration


class OverviewPage(Page):
    """The measures with their definitions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title = self.tr("Overview")
        self.setAccessibleName(self.title)
        self.measures = MeasuresTable(self)
        self._definition = muted()
        self._definition.setMinimumHeight(2 * self._definition.fontMetrics().lineSpacing())
        column = column_of(self)
        column.addWidget(self.measures, 1)
        column.addWidget(self._definition)
        self.setFocusProxy(self.measures)
        self.measures.selectionModel().currentChanged.connect(self._define)

    def fill(self, explored: Exploration) -> None:
        self.measures.show_report(explored.report)

    def clear(self) -> None:
        self.measures.measures.clear()
        self._definition.clear()

    def passages(self, explored: Exploration) -> tuple[str, Sequence[Behind]]:
        found = explored.report.disagreements
        nothing = self.tr("No disagreements: everybody said the same.")
        some = self.tr("Disagreements. Enter opens the passage.")
        return (some if found else nothing), of_disagreements(found, explored)

    def as_text(self) -> str:
        return self.measures.as_text()

    @Slot()
    def _define(self) -> None:
        self._definition.setText(self.measures.measures.detail(self.measures.currentIndex()))
