"""The command line: each command parses, calls one workflow, prints its report, returns a code.

Exit codes: 0 done, 1 could not be done (the reason is on standard error), 2 wrong usage or a
machine that lacks something, 3 done in part (the report names what was left out), 70 a mistake in
the program, 130 stopped by Ctrl+C. Nothing heavy is imported before a command needs it.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

__all__ = ["main"]
_RARELY = 100_000, 50, 100  # records form no circles, and looking for some takes a quarter of time


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (default: the arguments of the process); return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    gc.set_threshold(*_RARELY)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # waiting threads cost more than they do
    try:
        outcome = _run(given)
    except (Exception, KeyboardInterrupt) as error:
        from annotator.cli.failing import tell

        return tell(error, given)
    return outcome if isinstance(outcome, int) else 0


def _run(given: Sequence[str]) -> object:
    """Run a command; the window is shown without reading any, by itself or on a project."""
    if not given:
        from annotator.gui.starting import open_window

        return open_window(None, annotator=None)
    from annotator.cli.opening import asks_plainly, open_in_window

    if asks_plainly(given):
        return open_in_window(Path(given[1]))
    from annotator.cli.command_line import annotator

    return annotator.main(args=list(given), prog_name="annotator", standalone_mode=False)
