"""The page with the list of places and, below it, everything about the row in focus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.gui.concordance.table import OccurrencesTable
from annotator.gui.widgets.plain import plain_label


class PlacesPage(QWidget):
    """The table of places."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.table = OccurrencesTable(self)
        self._summary = plain_label(parent=self)
        self._detail = plain_label(parent=self, wrap=True)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._detail.setMinimumHeight(4 * self._detail.fontMetrics().lineSpacing())
        self._open = QPushButton(self.tr("&Open the passage"), self)
        self._open.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addWidget(self._detail, 1)
        foot.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._summary)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        self.table.current_changed.connect(self._detail.setText)
        self._open.clicked.connect(self.table.choose)

    def tell(self, words: str) -> None:
        """Say in short what is listed."""
        self._summary.setText(words)
