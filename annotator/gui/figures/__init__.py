"""The figures view: the numbers of all articles side by side, and which of them differ."""

from annotator.gui.figures.view import FiguresView

__all__ = ["FiguresView"]
