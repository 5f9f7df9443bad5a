"""Writes parts of a project in a process of its own, for ``export_pool``.

What comes in is one pickled task; what goes out are its pieces, in order, each behind its length.
Where one cannot be written the process ends: whoever waits for it writes it and learns why.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import IO

import msgspec

from annotator.project import Project
from annotator.workflows.exporting.export_pieces import ExportTask, written_piece
from annotator.workflows.framing import framed, send, unpickled

_NICENESS = 5  # the window and other programs go first
_GARBAGE = 100_000  # records have no circles, so there is little to look for


def main() -> int:
    """Write the pieces to what was standard output; what libraries print goes elsewhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program itself ends this process
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    pieces = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        _write_all(unpickled(framed(sys.stdin.buffer)), pieces)
    except Exception:  # said by the program, which meets the same
        return 1
    return 0


def _write_all(task: ExportTask, pieces: IO[bytes]) -> None:
    gc.freeze()
    gc.set_threshold(_GARBAGE)
    with Project.open(task.path, annotator=task.annotator, readonly=True) as project:
        if project.id != task.project:  # something else was put there
            return
        for stretch in task.stretches:
            send(pieces, msgspec.msgpack.encode(written_piece(project, task, stretch)))


if __name__ == "__main__":
    sys.exit(main())
