"""Title and facts of an article above its text, where the text itself has no headline."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from annotator.gui.reader.blocks import Block
from annotator.gui.reader.typography import Style, Typography
from annotator.gui.theme import Theme


class Heading:
    """The words above the article; they are no part of its text and cannot be selected."""

    def __init__(self, title: str, meta: str) -> None:
        self._words = (" ".join(title.split()), " ".join(meta.split()))
        self._blocks: list[tuple[Block, float]] = []

    def lay_out(self, typography: Typography, width: float) -> float:
        """Set the words in a column and return the height they take, with the space below."""
        facts = Style(typography.small, round(typography.em * 1.3), 0, 0, faint=True)
        top = typography.em * 1.6
        self._blocks = []
        for words, style in zip(self._words, (typography.style("headline"), facts), strict=True):
            if words:
                block = Block(words, style, width)
                self._blocks.append((block, top))
                top += block.height + typography.em * 0.3
        return float(round(top + typography.em * (0.7 if self._blocks else 0.0)))

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Draw the words; the painter's origin is the page's."""
        for block, top in self._blocks:
            painter.setPen(theme.muted if block.style.faint else theme.ink)
            block.draw(painter, QPointF(0.0, top), 0, block.line_count - 1)
