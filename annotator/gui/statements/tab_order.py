"""Tab stops in the order in which one reads, also where parts of a card were built later."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtWidgets import QLayout, QWidget

from annotator.gui.statements.section import takes_focus


def chain_tab_order(widget: QWidget) -> None:
    """Let Tab go through everything inside a widget in the order of its layouts."""
    for one, two in pairwise(_stops(widget)):
        QWidget.setTabOrder(one, two)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if takes_focus(widget):
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _stops_in(layout)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        inside = item.widget() if item is not None else None
        inner = item.layout() if item is not None else None
        if inside is not None:
            yield from _stops(inside)
        elif inner is not None:
            yield from _stops_in(inner)
