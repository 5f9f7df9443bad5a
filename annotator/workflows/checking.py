"""What this machine has of what the program needs; read by ``annotator doctor``."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

from annotator import __version__, paths

LIBRARIES = (
    "PySide6-Essentials",
    "sqlite-utils",
    "spacy",
    "click",
    "rich",
    "numpy",
    "scipy",
    "platformdirs",
    "msgspec",
    "PyYAML",
    "charset-normalizer",
)
RESOURCES = ("codebooks/news-statements.yaml", "gazetteers", "sample", "guide")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, whether it is well, and what was seen."""

    name: str
    is_well: bool
    detail: str


def _python() -> Finding:
    fits = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Finding(
        "Python",
        fits,
        f"{platform.python_version()} on {platform.platform(terse=True)}"
        + ("" if fits else "; the program needs Python 3.11 to 3.13"),
    )


def _library(name: str) -> Finding:
    try:
        return Finding(name, True, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Finding(name, False, f"is missing; install it with: pip install {name}")


def _resource(name: str) -> Finding:
    place = paths.resources() / name
    there = place.exists()
    return Finding(
        f"resource {name}", there, "there" if there else f"is missing from {paths.resources()}"
    )


def _settings_place() -> Finding:
    place = paths.settings_file().parent
    nearest: Path = place
    while not nearest.exists() and nearest != nearest.parent:
        nearest = nearest.parent
    writable = os.access(nearest, os.W_OK)
    return Finding(
        "settings folder",
        writable,
        str(place) if writable else f"{place} cannot be written; set ANNOTATOR_HOME to another",
    )


def examine_machine() -> tuple[Finding, ...]:
    """Look at Python, the libraries, the bundled resources and the place for settings."""
    return (
        Finding("annotator", True, __version__),
        _python(),
        *(_library(name) for name in LIBRARIES),
        *(_resource(name) for name in RESOURCES),
        _settings_place(),
    )
