"""Puts off what a person does not look at first until their window has been painted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget

_LAST = QEvent.Type(QEvent.registerEventType())
_PRIORITY = -100
"""Lower than that of the event by which Qt asks a window to paint what was changed."""


class AfterPaint(QObject):
    """Does one thing once the program has nothing else to do, first of all to paint the window.

    A window that is not on the screen, or will not be, keeps nothing waiting. ``pause`` are the
    milliseconds in which somebody may look first.
    """

    def __init__(self, widget: QWidget, work: Callable[[], object], *, pause: int = 0) -> None:
        super().__init__(widget)
        self._widget = widget
        self._work = work
        self._awaited: QWindow | None = None
        self._is_last = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(pause)
        self._soon.timeout.connect(self._look)

    @property
    def is_due(self) -> bool:
        """Whether the work was asked for and is not done yet."""
        return self._awaited is not None or self._soon.isActive() or self._is_last

    def start(self) -> None:
        """Ask for the work; asked for twice before it is done, it is done once."""
        if self._awaited is None and not self._is_last:
            self._soon.start()

    def stop(self) -> None:
        """Ask for the work no more."""
        self._soon.stop()
        self._is_last = False
        QCoreApplication.removePostedEvents(self, _LAST)
        if self._awaited is not None:
            self._awaited.removeEventFilter(self)
            self._awaited = None

    def _look(self) -> None:
        # The stubs do not know that there is none before the window is shown.
        window: QWindow | None = self._widget.window().windowHandle()
        if window is None or window.isExposed() or not window.isVisible():
            # A timer is heard before what was changed is painted, an event like this one after it.
            self._is_last = True
            QCoreApplication.postEvent(self, QEvent(_LAST), _PRIORITY)
        else:
            self._awaited = window
            window.installEventFilter(self)

    def event(self, event: QEvent) -> bool:
        if event.type() == _LAST:
            self._is_last = False
            self._work()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Expose and watched is self._awaited:
            self.stop()
            self._soon.start()  # the window is painted while it takes this very event
        return False
