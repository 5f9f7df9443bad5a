"""A layout that sets widgets side by side and begins a new line where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lays out its widgets like words, from left to right (or right to left) and downwards."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 4) -> None:
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # Qt calls invalidate() from its own constructor
        super().__init__(parent)
        self.setContentsMargins(QMargins())
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insertWidget(self, index: int, widget: QWidget) -> None:
        """Add a widget before the one at ``index``, as layouts of Qt call it."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        left, top, line = inner.x(), inner.y(), 0
        parent = self.parentWidget()
        mirrored = parent is not None and parent.isRightToLeft()
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(inner.width(), 10_000))
            if left > inner.x() and left + size.width() > inner.right() + 1:
                left, top, line = inner.x(), top + line + self.spacing(), 0
            if move:
                x = inner.right() + 1 - (left - inner.x()) - size.width() if mirrored else left
                item.setGeometry(QRect(QPoint(x, top), size))
            left += size.width() + self.spacing()
            line = max(line, size.height())
        return top + line - rect.y() + self.contentsMargins().bottom()
