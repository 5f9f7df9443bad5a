"""Three panels side by side, of which the middle one is for reading and comes first."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

READING_WIDTH = 430
"""Below this width (pixels) lines of an article become too short to read well."""
_NARROWEST = (180, 300)


class ReadingSplitter(QSplitter):
    """Lets the panels at the sides give way where the window is narrow, and have it back later."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._wanted: list[int] = []
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._remember)

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

    def _remember(self, *_: int) -> None:
        if all(self._is_shown(place) for place in range(self.count())):
            self._wanted = self.sizes()

    def _is_shown(self, place: int) -> bool:
        panel = self.widget(place)
        return panel is not None and not panel.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        if len(self._wanted) == self.count() == 3:
            self.setSizes(self._shared(sum(self.sizes())))

    def _shared(self, total: int) -> list[int]:
        """Return the widths of the panels for a width in all."""
        left, right = (self._wanted[place] if self._is_shown(place) else 0 for place in (0, 2))
        spare_left, spare_right = max(0, left - _NARROWEST[0]), max(0, right - _NARROWEST[1])
        spare = spare_left + spare_right
        wanted = min(READING_WIDTH, self._wanted[1])  # a person may have wanted less
        missing = min(wanted - (total - left - right), spare)
        if missing > 0:
            from_left = missing * spare_left // spare
            left, right = left - from_left, right - (missing - from_left)
        return [left, total - left - right, right]
