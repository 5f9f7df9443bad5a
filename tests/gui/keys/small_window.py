"""A window with a text, a field and a registry of actions, and nothing else."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QMainWindow, QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.actions import ActionRegistry


def small_window(qtbot: QtBot) -> tuple[QMainWindow, ActionRegistry, QTextEdit, QLineEdit]:
    """Return the shown window, its registry, and the text, which has the keyboard, and field."""
    window = QMainWindow()
    middle = QWidget()
    article, field = QTextEdit("article"), QLineEdit()
    article.setReadOnly(True)
    column = QVBoxLayout(middle)
    column.addWidget(article)
    column.addWidget(field)
    window.setCentralWidget(middle)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    article.setFocus()
    qtbot.waitUntil(article.hasFocus)
    registry = ActionRegistry(window)
    registry.enable(["article"])
    return window, registry, article, field
