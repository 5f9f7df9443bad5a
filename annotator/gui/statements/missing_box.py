"""What a statement still lacks, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from annotator.gui.statements.pieces import muted
from annotator.gui.theme import Theme
from annotator.gui.widgets.plain import plain_label


class MissingBox(QWidget):
    """One line per thing that is missing, then what is worth a second look."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("What is missing"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._missing = plain_label(wrap=True)
        self._hints = muted("")
        column.addWidget(self._missing)
        column.addWidget(self._hints)
        self._dress()

    @property
    def words(self) -> str:
        """What is said now."""
        shown = [each.text() for each in (self._missing, self._hints) if each.text()]
        return "\n".join(shown)

    def show_words(self, missing: Sequence[str], hints: Sequence[str]) -> None:
        """Show what is missing and what is worth a second look."""
        _say(self._missing, [f"○ {each}" for each in missing])
        _say(self._hints, hints)
        self.setVisible(bool(missing or hints))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        ink = Theme.for_palette(self.palette()).warning
        palette = QPalette(self._missing.palette())
        if palette.color(QPalette.ColorRole.WindowText) != ink:
            palette.setColor(QPalette.ColorRole.WindowText, ink)
            self._missing.setPalette(palette)


def _say(label: QLabel, lines: Sequence[str]) -> None:
    label.setText("\n".join(lines))
    label.setVisible(bool(lines))
