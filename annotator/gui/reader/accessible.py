"""Lets screen readers read the article, of which the window system only sees pixels.

``QAccessibleInterface`` can be written in Python, ``QAccessibleTextInterface`` only in part: the
bindings leave out what returns through pointers (the selection, the attributes), and who asks for
them gets what happens to lie in memory. So the interface is ours, and the text interface in it is
Qt's own, of an editor that is never shown and mirrors text, caret and selection. It is made when
a screen reader first asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary, ref

import shiboken6
from PySide6.QtCore import QObject, QPoint, QPointF, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
    QAccessibleTextSelectionEvent,
    QAccessibleTextUpdateEvent,
    QWindow,
)

from annotator.gui.reader.selecting import SelectingCanvas

if TYPE_CHECKING:
    from annotator.gui.reader.mirror import Mirror


class ReaderAccessible(QAccessibleInterface):
    """What assistive technology is told about a reader: a text that is read, not written.

    Qt keeps an interface longer than its object, so it must not keep the reader alive.
    """

    def __init__(self, reader: SelectingCanvas) -> None:
        super().__init__()
        self._weak_reader = ref(reader)
        self._mirror: Mirror | None = None
        self.told_selection = False

    @property
    def _reader(self) -> SelectingCanvas | None:
        reader = self._weak_reader()
        return reader if reader is not None and shiboken6.isValid(reader) else None

    @property
    def mirror(self) -> Mirror:
        """The mirror of what is shown, made when it is first needed."""
        if self._mirror is None:
            from annotator.gui.reader.mirror import Mirror  # late: most have no screen reader

            self._mirror = Mirror(self._offset_at)
            self.follow()
            self._mirror.changed.connect(self._obey)
        return self._mirror

    def follow(self) -> None:
        """Let the mirror, if there is one, show what the reader shows."""
        reader = self._reader
        if reader is not None and self._mirror is not None:
            self._mirror.follow(reader.text, reader.anchor, reader.caret)

    def _offset_at(self, place: QPointF) -> int:
        """Return the offset of the character at a place on the screen; -1 for none."""
        reader = self._reader
        found = reader.character_under(place) if reader else None
        return -1 if found is None else found

    def _obey(self, anchor: int, caret: int) -> None:
        reader = self._reader
        if reader is not None:
            reader.set_caret(anchor)
            reader.set_caret(caret, keep_anchor=True)

    def isValid(self) -> bool:
        return self._reader is not None

    def object(self) -> QObject | None:  # type: ignore[override]
        return self._reader

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.EditableText

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = state.readOnly = state.multiLine = state.selectableText = 1
        reader = self._reader
        state.focused = int(reader is not None and reader.hasFocus())
        state.invisible = int(reader is None or not reader.isVisible())
        return state

    def text(self, t: QAccessible.Text) -> str:
        reader = self._reader
        if reader is None:
            return ""
        if t == QAccessible.Text.Name:
            return reader.accessibleName()
        return reader.accessibleDescription() if t == QAccessible.Text.Description else ""

    def setText(self, t: QAccessible.Text, text: str) -> None:
        """Change nothing: an article is read."""

    def rect(self) -> QRect:
        reader = self._reader
        return QRect(reader.mapToGlobal(QPoint(0, 0)), reader.size()) if reader else QRect()

    def window(self) -> QWindow | None:  # type: ignore[override]
        reader = self._reader
        return reader.window().windowHandle() if reader else None

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        reader = self._reader
        parent = reader.parentWidget() if reader else None
        return QAccessible.queryAccessibleInterface(parent) if parent else None

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def interface_cast(  # type: ignore[override]
        self, kind: QAccessible.InterfaceType
    ) -> QAccessibleTextInterface | shiboken6.VoidPtr:
        """Return the text interface; ``VoidPtr(0)`` is the only null pointer that arrives."""
        if kind == QAccessible.InterfaceType.TextInterface:
            reader = self._reader
            if reader is not None:
                self.mirror.stand(reader.sight, reader.paragraphs_in_sight)
            return QAccessible.queryAccessibleInterface(self.mirror).textInterface()
        return shiboken6.VoidPtr(0)


_interfaces: WeakKeyDictionary[QObject, ReaderAccessible] = WeakKeyDictionary()


def install() -> None:
    """Make Qt ask here for the interface of a reader; done once."""
    if _interface_of not in _factories:
        QAccessible.installFactory(_interface_of)
        _factories.append(_interface_of)


def _interface_of(_key: str, thing: QObject | None) -> QAccessibleInterface | None:
    if not isinstance(thing, SelectingCanvas):
        return None
    if thing not in _interfaces:
        _interfaces[thing] = ReaderAccessible(thing)
    return _interfaces[thing]


_factories: list[object] = []


def tell_caret(reader: SelectingCanvas) -> None:
    """Tell assistive technology, where there is any, where caret and selection are now."""
    interface = _interfaces.get(reader)
    if interface is None:
        return
    interface.follow()
    if QAccessible.isActive():
        place = interface.mirror.position
        QAccessible.updateAccessibility(QAccessibleTextCursorEvent(reader, place(reader.caret)))
        is_selected = reader.selection is not None
        if is_selected or interface.told_selection:  # that nothing is any more is told, too
            start, end = sorted((place(reader.anchor), place(reader.caret)))
            QAccessible.updateAccessibility(QAccessibleTextSelectionEvent(reader, start, end))
        interface.told_selection = is_selected


def announce(reader: SelectingCanvas, words: str) -> None:
    """Let assistive technology, where there is any, say something that nothing on screen tells."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(reader, words))


def tell_article(reader: SelectingCanvas, before: str) -> None:
    """Tell assistive technology that another text is shown than ``before``."""
    interface = _interfaces.get(reader)
    if interface is None:
        return
    interface.follow()
    if QAccessible.isActive():
        event = QAccessibleTextUpdateEvent(reader, 0, before, reader.text)
        QAccessible.updateAccessibility(event)
