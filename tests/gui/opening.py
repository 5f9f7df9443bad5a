"""The window on a project, as tests begin with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pytestqt.qtbot import QtBot

from annotator.codebook.reading import default_codebook
from annotator.gui.main_window import MainWindow
from annotator.gui.settings import Settings
from annotator.gui.workbench import Workbench
from annotator.project import Project
from annotator.workflows.importing.articles import ImportOptions, import_paths


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


def project_of(folder: Path, texts: Mapping[str, str]) -> Path:
    """Return a project of Amina's with an article of each text, by the name of its file."""
    incoming = folder / "in"
    incoming.mkdir()
    for name, text in texts.items():
        (incoming / f"{name}.txt").write_text(text, encoding="utf-8")
    path = folder / "talks.annotator"
    with Project.create(
        path, title="Talks", codebook=default_codebook(), annotator="Amina"
    ) as project:
        import_paths(project, [incoming], ImportOptions(preannotate=False))
    return path
