"""Learns from corrections in a process of its own, for :mod:`annotator.workflows.learning.apart`.

Gets the path of a project, which it opens for reading only, and writes one JSON object per line:
how far it is, and at the end what was learned or why nothing was. It stops when its standard input
ends, and so never outlives the program.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import msgspec

from annotator.errors import AnnotatorError, Cancelled
from annotator.preannotation.learning.stored import StoredLayer

MODULE = "annotator.workflows.learning.worker"


class Told(msgspec.Struct, tag="told"):
    """How far the work is."""

    done: int
    total: int
    what: str


class Learned(msgspec.Struct, tag="learned"):
    """What was learned."""

    layer: StoredLayer


class Failed(msgspec.Struct, tag="failed"):
    """Why nothing was learned, in a sentence."""

    words: str


Message = Told | Learned | Failed


def _say(message: Message) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(message) + b"\n")
    sys.stdout.buffer.flush()


def _stop_at_end_of_input(stopped: threading.Event) -> None:
    while sys.stdin.buffer.read(1):
        pass
    stopped.set()


def main(path: Path) -> None:
    """Learn from the project at ``path``."""
    from annotator.project import Project
    from annotator.workflows.learning.corrections import learn

    stopped = threading.Event()
    threading.Thread(target=_stop_at_end_of_input, args=(stopped,), daemon=True).start()

    def tell(done: int, total: int, what: str) -> None:
        _say(Told(done, total, what))

    try:
        with Project.open(path, readonly=True) as project:
            _say(Learned(learn(project, progress=tell, cancelled=stopped.is_set)))
    except Cancelled:
        return  # whoever closed the input knows
    except AnnotatorError as error:
        _say(Failed(str(error)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
