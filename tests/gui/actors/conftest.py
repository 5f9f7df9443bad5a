"""The actors view on a real project file, opened from the window with its key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from annotator.annotations.edits import Edit, Step
from annotator.gui.actors.view import ActorsView
from annotator.project import Project
from tests.gui.actors.at_the_view import (
    ACTORS,
    CODEBOOK,
    CTRL,
    SHIFT,
    TEXTS,
    article_of,
    key,
    mark,
    settle,
)
from tests.gui.opening import opened


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "bay.annotator"
    with Project.create(path, title="Bay", codebook=CODEBOOK, annotator="Ben") as project:
        project.apply(Step(tuple(Edit(None, each) for each in ACTORS), "Begin", None))
        first, second = project.add_articles([article_of(text) for text in TEXTS])
        mark(project, first, "Norland", "NOR")
        project.use_annotator("Amina")
        mark(project, first, "Norland", "NOR")
        mark(project, first, "Skarnes", "NOR")
        mark(project, first, "Lund", "lund", "PERSON")
        mark(project, second, "Estovia", "EST")
    return path


@pytest.fixture
def window(qtbot, path):
    window = opened(qtbot, path, annotator="Amina")
    yield window
    window.close()


@pytest.fixture
def view(qtbot, window):
    key(qtbot, window, Qt.Key.Key_Y, CTRL | SHIFT)
    (view,) = window.findChildren(ActorsView)
    qtbot.waitUntil(view.isActiveWindow)
    settle(qtbot, view)
    return view
