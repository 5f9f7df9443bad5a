"""Tab stops in the order in which one reads, also where parts of a card are built again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QWidget

_EXPLICIT = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
_BY_TAB = Qt.FocusPolicy.TabFocus.value


def takes_focus(widget: QWidget) -> bool:
    """Tell whether Tab stops at a widget, now or as soon as it is on screen."""
    if not widget.focusPolicy().value & _BY_TAB:  # nearly always, so it comes first
        return False
    hidden = widget.isHidden() and widget.testAttribute(_EXPLICIT)
    return not hidden and widget.focusProxy() is None


def chain_tab_order(widget: QWidget) -> None:
    """Let Tab go through everything inside a widget in the order of its layouts."""
    for one, two in pairwise(_stops(widget)):
        QWidget.setTabOrder(one, two)


@contextmanager
def focus_kept(widget: QWidget) -> Iterator[None]:
    """Give the focus back to the same place inside a widget after its parts were built again."""
    focused = QApplication.focusWidget()
    place = None
    if focused is not None and widget.isAncestorOf(focused):
        before = list(_stops(widget))
        place = before.index(focused) if focused in before else 0
    yield
    after = list(_stops(widget)) if place is not None else []
    if place is not None and after:
        after[min(place, len(after) - 1)].setFocus()


@contextmanager
def laid_out_once(widget: QWidget | None) -> Iterator[None]:
    """Let the layout of a widget wait until several things inside it have changed."""
    layout = widget.layout() if widget is not None else None
    if layout is None:
        yield
        return
    layout.setEnabled(False)
    try:
        yield
    finally:
        layout.setEnabled(True)


def show_all(layout: QLayout) -> None:
    """Show new widgets at once: a layout would do it only when the events are worked off.

    Qt lays out everything around a widget that is shown; here that is done once for all of them.
    """
    with laid_out_once(layout.parentWidget()):
        for index in range(layout.count()):
            item = layout.itemAt(index)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.show()


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
