"""How large a window may be on the screen that it is shown on."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

_FRAME = QSize(16, 48)  # what the system draws around a window fits, too


def resize_within_screen(window: QWidget, wanted: QSize) -> None:
    """Give a window the size that is wanted, or what its screen has room for."""
    window.resize(wanted.boundedTo(window.screen().availableSize() - _FRAME))
