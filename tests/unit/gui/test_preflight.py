"""The check before Qt loads."""

from __future__ import annotations

import subprocess
import sys

import pytest

from annotator.errors import EnvironmentProblem
from annotator.gui import preflight

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks for a display")


@linux
def test_no_display_ends_with_a_sentence_that_names_the_commands():
    with pytest.raises(EnvironmentProblem, match=r"no display.*import, info, export"):
        preflight.ensure_window_possible({})


@linux
def test_a_display_that_is_dead_is_told_before_qt_aborts():
    program = (
        "from annotator.gui import preflight\n"
        "from annotator.errors import EnvironmentProblem\n"
        "try: preflight.ensure_window_possible()\n"
        "except EnvironmentProblem as problem: print(problem)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        env={"DISPLAY": ":4711", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "does not answer" in told.stdout or "libraries" in told.stdout


@linux
def test_a_missing_library_names_the_package(monkeypatch):
    monkeypatch.setattr(preflight, "_loads", lambda library: library != "libEGL.so.1")
    with pytest.raises(EnvironmentProblem, match=r"sudo apt install libegl1$"):
        preflight.ensure_window_possible({"QT_QPA_PLATFORM": "offscreen"})


def test_offscreen_needs_no_display(monkeypatch):
    monkeypatch.setattr(preflight, "_loads", lambda library: True)
    preflight.ensure_window_possible({"QT_QPA_PLATFORM": "offscreen"})


def test_the_check_itself_loads_no_qt():
    program = "import sys, annotator.gui.preflight; print('PySide6' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "False"
