"""Where bundled resources, settings, logs and projects live, and which paths are no files."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path
from typing import Literal

import platformdirs

PROJECT_ENDING = ".annotator"
_PACKAGE = Path(__file__).resolve().parent


def is_special(path: Path) -> bool:
    """Tell whether a path is a device, a pipe or a socket: reading it may never end."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def resources() -> Path:
    """Return the folder of bundled resources (codebooks, gazetteers, guide, sample corpus)."""
    beside = _PACKAGE.parent / "resources"  # in a checkout
    return beside if beside.is_dir() else _PACKAGE / "resources"


def _place(kind: Literal["config", "data", "log"]) -> Path:
    override = os.environ.get("ANNOTATOR_HOME")
    if override:
        return Path(override) / kind
    places = platformdirs.PlatformDirs("annotator", appauthor=False)
    return {
        "config": places.user_config_path,
        "data": places.user_data_path,
        "log": places.user_log_path,
    }[kind]


def command() -> str:
    """Return what a person types to start the program's commands here."""
    if shutil.which("annotator"):
        return "annotator"
    beside = Path(sys.executable).with_name("annotator")
    return str(beside) if beside.exists() else f"{sys.executable} -m annotator"


def settings_file() -> Path:
    """Return the file in which the window keeps its settings; its folder may not exist yet."""
    return _place("config") / "settings.ini"


def logs() -> Path:
    """Return the folder of logs; it may not exist yet."""
    return _place("log")


def project_file(named: Path) -> Path:
    """Return a new project's path with its ending, by which the window offers it to be opened."""
    if named.name in ("", "..") or named.suffix.lower() == PROJECT_ENDING:
        return named
    return named.with_name(named.name + PROJECT_ENDING)


def sample_project() -> Path:
    """Return where the sample project is made at the first start."""
    return _place("data") / "sample.annotator"


def last_project_file() -> Path:
    """Return the file that names the project opened last, one path as the system spells it."""
    return _place("config") / "last-project"
