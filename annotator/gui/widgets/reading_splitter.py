"""Three panels side by side, of which the middle one is for reading and comes first."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

READING_WIDTH = 430
"""Below this width (pixels) lines of an article become too short to read well."""
_LEAST_READING = 340
"""Where even this is not left, only one of the panels at the sides is on show."""
_NARROWEST = (180, 300)
_SIDES = (0, 2)


class ReadingSplitter(QSplitter):
    """Lets the panels at the sides give way where the window is narrow, and have it back later.

    In a window that is too narrow for all three (a small screen, or letters of twice the size)
    one side is on show: the one with the focus (where it ``follows_focus``), else the one that was
    brought to the front last, at first the right one. ``sides_changed`` tells that another one is.
    """

    sides_changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, follows_focus: bool = True) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._wanted: list[int] = []
        self._front = 2
        self._visited: int | None = None
        self._away: int | None = None
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._remember)
        application = QApplication.instance()
        if follows_focus and isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    def want(self, widths: tuple[int, int, int]) -> None:
        """Take these widths, as far as there is room; the middle one takes what is left."""
        self._wanted = list(widths)
        self.setStretchFactor(1, 1)
        self.setSizes(widths)
        self._share()

    def wanted(self) -> QByteArray:
        """Return the widths that a person wants, for another time."""
        return QByteArray(" ".join(map(str, self._wanted)).encode())

    def restore(self, widths: QByteArray) -> bool:
        """Take the widths of an earlier time; tell whether they could be read.

        Qt's own state of a splitter tells how wide panels were: in a window that was never shown
        these are not the widths that anybody wants.
        """
        kept = bytes(widths.data()).split()
        if len(kept) != 3 or not all(each.isdigit() and 0 < int(each) < 20_000 for each in kept):
            return False
        self.want((int(kept[0]), int(kept[1]), int(kept[2])))
        return True

    def is_on_show(self, panel: QWidget) -> bool:
        """Tell whether a panel is neither hidden nor gave way."""
        return not panel.isHidden() and self.indexOf(panel) != self._away

    def set_on_show(self, panel: QWidget, wanted: bool) -> None:
        """Show a panel, in front of what has no room beside it, or hide it."""
        if wanted:
            self._front, self._visited = self.indexOf(panel), None
        panel.setVisible(wanted)
        self._share()

    def minimumSizeHint(self) -> QSize:
        """Return what one side and the article need: the other side gives way."""
        return QSize(_LEAST_READING + _NARROWEST[1], super().minimumSizeHint().height())

    def _remember(self, *_: int) -> None:
        if self._away is None and all(self._is_shown(place) for place in range(self.count())):
            self._wanted = self.sizes()

    def _is_shown(self, place: int) -> bool:
        panel = self.widget(place)
        return panel is not None and not panel.isHidden()

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Show the side that somebody works in, and what was there when they go back."""
        if now is None or not self.isAncestorOf(now):
            return
        place = next((p for p in range(self.count()) if self._holds(p, now)), 1)
        visited = place if place in _SIDES else None
        if visited != self._visited:
            self._visited = visited
            self._share()

    def _holds(self, place: int, inner: QWidget) -> bool:
        panel = self.widget(place)
        return panel is not None and (panel is inner or panel.isAncestorOf(inner))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        if len(self._wanted) != 3 or self.count() != 3:
            return
        total, before = sum(self.sizes()), self._away
        self._away = self._gives_way(total)
        for place in _SIDES:
            self.setCollapsible(place, place == self._away)
        self.setSizes(self._shared(total))
        if self._away != before:
            self.sides_changed.emit()

    def _gives_way(self, total: int) -> int | None:
        """Return the side that there is no room for."""
        has_room = total >= sum(_NARROWEST) + _LEAST_READING
        if has_room or not all(self._is_shown(place) for place in _SIDES):
            return None
        shown = self._front if self._visited is None else self._visited
        return _SIDES[1] if shown == _SIDES[0] else _SIDES[0]

    def _has_room(self, place: int) -> bool:
        return self._is_shown(place) and place != self._away

    def _shared(self, total: int) -> list[int]:
        """Return the widths of the panels for a width in all."""
        left, right = (self._wanted[place] if self._has_room(place) else 0 for place in _SIDES)
        spare_left, spare_right = max(0, left - _NARROWEST[0]), max(0, right - _NARROWEST[1])
        spare = spare_left + spare_right
        wanted = min(READING_WIDTH, self._wanted[1])  # a person may have wanted less
        missing = min(wanted - (total - left - right), spare)
        if missing > 0:
            from_left = missing * spare_left // spare
            left, right = left - from_left, right - (missing - from_left)
        return [left, total - left - right, right]
