"""Opens the window: looks first whether it can be shown, and loads Qt only then."""

from __future__ import annotations

import gc
from pathlib import Path

from annotator.gui import preflight


def open_window(project: Path | None, *, annotator: str | None) -> int:
    """Open the window and return its exit code; a machine without a screen gets one sentence."""
    preflight.ensure_window_possible()
    gc.disable()  # until the window is shown: nearly all that is made by then stays
    try:
        from annotator.gui.plain_imports import import_plainly

        import_plainly()
        from annotator.gui.app import run_window

        return run_window(project, annotator=annotator)
    finally:
        gc.enable()
