"""A row for a span: its words, which scroll the article to it, and perhaps a remover."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.corpus.span import Span
from annotator.gui.statements.pieces import GAP, REMOVE_SIGN, TextButton, rename, tool_button


@dataclass(frozen=True, slots=True)
class ShownSpan:
    """A span with its words, and the names of the buttons that go to it and take it out."""

    span: Span
    words: str
    name: str
    remove: str


class SpanRow(QWidget):
    """Shows one span, and another one later; ``on_remove`` is None where it cannot be taken out."""

    def __init__(
        self,
        shown: ShownSpan,
        on_go: Callable[[Span], None],
        on_remove: Callable[[Span], None] | None,
    ) -> None:
        super().__init__()
        self._span = shown.span
        self._words = TextButton(shown.words, shown.name, lambda: on_go(self._span))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._words, 1)
        self._remove = None
        if on_remove is not None:
            remove = on_remove
            self._remove = tool_button(REMOVE_SIGN, shown.remove, lambda: remove(self._span))
            self._remove.setObjectName("remove")
            layout.addWidget(self._remove)

    def show_span(self, shown: ShownSpan) -> None:
        """Show another span."""
        self._span = shown.span
        self._words.set_words(shown.words, shown.name)
        if self._remove is not None:
            rename(self._remove, shown.remove)
