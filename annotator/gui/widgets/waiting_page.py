"""The page that a view shows while a job works for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from annotator.gui.widgets.plain import plain_label


class WaitingPage(QWidget):
    """Says how far a job is and offers to cancel it. ``counted`` says what the bar counts."""

    def __init__(self, parent: QWidget, *, title: str, counted: str) -> None:
        super().__init__(parent)
        self._what = plain_label()
        self._bar = QProgressBar()
        self._bar.setAccessibleName(counted)
        self.cancel = QPushButton(self.tr("&Cancel"))
        self.cancel.setAutoDefault(False)  # a second Enter must not stop what the first one began
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.addWidget(plain_label(title))
        layout.addWidget(self._bar)
        layout.addWidget(self._what)
        layout.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    @Slot(int, int, str)
    def show_progress(self, done: int, total: int, what: str) -> None:
        """Show how much is done of how much, and what is in hand."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._what.setText(what)
