"""What the tests of the window share: no dialog blocks, this machine's settings stay untouched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_HERE = Path(__file__).parent
_OFFSCREEN = "This plugin does not support propagateSizeHints"


def pytest_collection_modifyitems(items):
    """Let the offscreen platform say what it always says of a window."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(_OFFSCREEN, extend=True))


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Settings, logs and the sample project of a test live in its own folder."""
    home = tmp_path / "home"
    monkeypatch.setenv("ANNOTATOR_HOME", str(home))
    return home
