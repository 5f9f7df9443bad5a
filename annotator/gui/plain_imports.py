"""Spares the start reading the source of every module, which Qt for Python does at each import."""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401  # puts its own import in the place of Python's


def import_plainly() -> None:
    """Put Python's own import back.

    Qt's looks through each module's text for whether its methods are to be called by other names
    (``from __feature__ import snake_case``); we never ask for that, and the looking costs a tenth
    of the start and keeps the whole source in memory.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
