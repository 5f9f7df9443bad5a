"""How large a window may be on the screen that it is shown on."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

_FRAME = QSize(16, 48)  # what the system draws around a window fits, too


def least_within_screen(window: QWidget, wanted: QSize) -> None:
    """Give a window the least size that is wanted, or what its screen has room for."""
    window.setMinimumSize(wanted.boundedTo(_room(window)))


def resize_within_screen(window: QWidget, wanted: QSize) -> None:
    """Give a window the size that is wanted, or what its screen has room for."""
    window.resize(wanted.boundedTo(_room(window)))


def _room(window: QWidget) -> QSize:
    return window.screen().availableSize() - _FRAME
