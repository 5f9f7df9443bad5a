"""The article on screen: paragraphs, marks, caret, selection."""

from annotator.gui.reader.marks import Mark, MarkBuilder
from annotator.gui.reader.view import ReaderView

__all__ = ["Mark", "MarkBuilder", "ReaderView"]
