"""Acts on key presses that Qt does not find by itself, because the layout is another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from annotator.gui.keys.pressed import named, readings, typed
from annotator.gui.keys.sequences import MODIFIER_KEYS

if TYPE_CHECKING:
    from annotator.gui.actions import ActionRegistry, ActionSpec


class KeyFollower(QObject):
    """Watches the keys that nothing in a window takes for itself, a text field for example.

    What Qt finds by the key's name is left to Qt. For the rest it asks what the key types and where
    it is, claims it while Qt looks for shortcuts, and does the action when the press itself comes.
    ``begun`` brings the first key of two, in whatever way it was pressed.
    """

    begun = Signal(str)

    def __init__(self, registry: ActionRegistry, window: QWidget) -> None:
        super().__init__(window)
        self._registry = registry
        self._window = window
        self._first = ""  # the first key of two, where Qt does not know of it
        self._claimed: tuple[int, ActionSpec | None] | None = None
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if self._claimed is not None and event.type() == QEvent.Type.KeyPress:
            return self._arrived(event)
        if watched is self._window and event.type() == QEvent.Type.ShortcutOverride:
            return event.key() not in MODIFIER_KEYS and self._offered(event)
        return False

    def _offered(self, event: QKeyEvent) -> bool:
        """Decide what a press means before Qt looks for it among the shortcuts."""
        claimed = self._claimed
        if claimed is not None and claimed[0] == event.key() and not event.nativeScanCode():
            event.accept()  # Qt asks again, without place, for a press that a program sends
            return True
        self._let_go()
        if self._first:
            return self._second_offered(event)
        if typed(event) and _takes_text(QApplication.focusWidget()):
            event.accept()  # Qt lets a field claim what is typed, but not with AltGr
            return True
        name = named(event)
        for key in readings(event):
            spec = self._registry.acting_on(key)
            begins = self._registry.begun_by(key)
            if spec is None and not begins:
                continue
            if begins:
                self.begun.emit(key)
            if key == name:
                return False
            self._first = key if begins else ""
            return self._claim(event, spec)
        return False

    def _second_offered(self, event: QKeyEvent) -> bool:
        first, self._first = self._first, ""
        for key in readings(event):
            spec = self._registry.acting_on(f"{first}, {key}")
            if spec is not None:
                return self._claim(event, spec)
        return self._claim(event, None)  # as with Qt: a second key that fits nothing does nothing

    def _claim(self, event: QKeyEvent, spec: ActionSpec | None) -> bool:
        self._claimed = (event.key(), spec)
        application = QCoreApplication.instance()
        if isinstance(application, QApplication):
            application.installEventFilter(self)  # for this one press: it sees every event
        event.accept()
        return True

    def _arrived(self, event: QKeyEvent) -> bool:
        claimed = self._claimed
        self._let_go()
        if claimed is None or claimed[0] != event.key():
            return False
        if claimed[1] is not None:
            self._registry.action(claimed[1].id).trigger()
        event.accept()
        return True

    def _let_go(self) -> None:
        if self._claimed is not None:
            self._claimed = None
            application = QCoreApplication.instance()
            if application is not None:
                application.removeEventFilter(self)


def _takes_text(focus: QWidget | None) -> bool:
    return focus is not None and focus.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
