"""Gives scroll areas a viewport of ours, which Qt for Python knows without looking for its kind."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def give_viewport(area: QAbstractScrollArea) -> None:
    """Put a widget like Qt's own in place of it; call it before anything else on the area.

    To tell what kind of widget one is that Qt made by itself, Qt for Python loads every kind there
    is, which would cost the window a fortieth of its start.
    """
    viewport = QWidget()
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    area.setViewport(viewport)
