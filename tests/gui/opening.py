"""The window on a project, as tests begin with it."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from annotator.gui.main_window import MainWindow
from annotator.gui.settings import Settings
from annotator.gui.workbench import Workbench


def opened(qtbot: QtBot, path: Path, *, annotator: str | None = None) -> MainWindow:
    """Return the shown window on a project, with an article open that has the keyboard."""
    workbench = Workbench()
    window = MainWindow(workbench, Settings())
    qtbot.addWidget(window)
    window.resize(1280, 720)  # the screen of the tests may be smaller
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    assert workbench.open_project(path, annotator=annotator)
    assert workbench.session is not None
    qtbot.waitUntil(window.article.reader.hasFocus)
    workbench.note_opening()  # else it comes while a test changes the project behind the window
    return window
