"""How this program starts a further process of its own that runs one of its modules."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import annotator

NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""For ``creationflags``: Windows opens no console window for the process."""


def command(module: str) -> list[str]:
    """Return what starts ``module`` with the same Python as this process."""
    return [sys.executable, "-P", "-m", module]


def environment() -> dict[str, str]:
    """Return the environment in which the process finds the same modules as this one."""
    ours = str(Path(annotator.__file__).resolve().parent.parent)
    places = dict.fromkeys((ours, *(each for each in sys.path if each)))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
