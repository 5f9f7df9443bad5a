"""What is loaded when the window of a project is painted first: no more than is seen."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

HEAVY = {"spacy", "numpy", "pandas", "scipy", "sqlite_utils", "charset_normalizer", "click"}
NOT_SEEN = {
    "annotator.gui.labelling.annotating",
    "annotator.gui.palette.view",
    "annotator.gui.labelling.similar",
    "annotator.gui.statements.card",
    "annotator.gui.statements.mention_card",
    "annotator.gui.statements.whole.telling",
    "annotator.project.model",
    "annotator.project.history.writing",
}
AT_MOST = 220
"""Modules of ours. Each takes the start some 0.2 ms, and 0.4 ms more for each class of values in
it: load what is not seen in the function that needs it, or after the paint, before raising this."""

PROGRAM = """
import json, linecache, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from annotator.gui.starting import open_window

class Watch(QObject):
    def begin(self):
        for each in application.topLevelWidgets():
            each.installEventFilter(self)
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self.tell)
        return False
    def tell(self):
        print(json.dumps([sorted(sys.modules), sorted(linecache.cache)]), flush=True)
        application.closeAllWindows()
        application.quit()

application = QApplication([])
watch = Watch()
QTimer.singleShot(0, watch.begin)
open_window(Path(sys.argv[1]), annotator=None)
"""


@pytest.fixture
def first_paint(project_path, tmp_path):
    """Return the modules that are loaded then, and the files whose source was read.

    That of the second start: the first one shows the guide, and writes that an article was opened.
    """
    for _ in range(2):
        told = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(project_path)],
            env={**os.environ, "ANNOTATOR_HOME": str(tmp_path / "home")},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert told.returncode == 0, told.stderr
    modules, sources = json.loads(told.stdout.splitlines()[0])
    return set(modules), sources


def test_the_first_paint_of_a_project_loads_what_is_seen_and_no_more(first_paint):
    modules, sources = first_paint
    ours = {each for each in modules if each.split(".")[0] == "annotator"}
    assert not modules & HEAVY
    assert sorted(ours & NOT_SEEN) == []
    assert 100 < len(ours) <= AT_MOST, sorted(ours)
    assert not [each for each in sources if each.endswith("main_window.py")]  # read by Qt
