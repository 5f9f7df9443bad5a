"""What a statement still lacks, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from annotator.gui.statements.pieces import muted
from annotator.gui.theme import Theme
from annotator.gui.widgets.plain import plain_label


class MissingBox(QWidget):
    """One line per thing that is missing, then what is worth a second look.

    It stands at the foot of the card, so that nothing moves while parts are said one after the
    other, and stays in sight while the card scrolls.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("What is missing"))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 5, 8, 5)
        column.setSpacing(2)
        self._missing = plain_label(wrap=True)
        self._hints = muted("")
        self._whole = muted(self.tr("✓ Nothing is missing."))
        for each in (self._missing, self._hints, self._whole):
            column.addWidget(each)
        self._dress()

    @property
    def words(self) -> str:
        """What is said now."""
        shown = [each.text() for each in (self._missing, self._hints) if each.text()]
        return "\n".join(shown)

    def show_words(self, missing: Sequence[str], hints: Sequence[str]) -> None:
        """Show what is missing and worth a second look."""
        _say(self._missing, [f"○ {each}" for each in missing])
        _say(self._hints, hints)
        self._whole.setVisible(not missing and not hints)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Theme.for_palette(self.palette()).rule)
        painter.drawLine(8, 0, self.width() - 8, 0)
        painter.end()

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
