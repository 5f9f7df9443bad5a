"""What stands where nothing was measured yet: what measuring shows, and what is missing for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.gui.widgets.plain import plain_label, plain_tooltip


class StartPage(QWidget):
    """A warning that others' labels are shown, and a button that asks for them all the same."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        title = plain_label(self.tr("Do the annotators agree?"))
        font = title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.3)
        title.setFont(font)
        warning = plain_label(
            self.tr(
                "Agreement compares everybody's labels on articles that at least two annotators "
                "marked as done. It shows you what the others said. Look at it when you have "
                "finished these articles: labels that you set afterwards are no longer "
                "independent. While this window is open it measures again when labels change."
            ),
            wrap=True,
        )
        self._problem = plain_label(wrap=True)
        self._problem.setObjectName("problem")
        self.measure = QPushButton(self.tr("&Measure agreement"))
        self.measure.setAutoDefault(True)
        self.measure.setToolTip(plain_tooltip(self.tr("Compare the annotators of this project")))
        column = QVBoxLayout()
        column.setSpacing(12)
        for widget in (title, warning, self._problem):
            widget.setMaximumWidth(620)
            column.addWidget(widget)
        column.addWidget(self.measure, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.addLayout(column)
        layout.addStretch(1)

    def say(self, problem: str) -> None:
        """Say why there is nothing to show."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
