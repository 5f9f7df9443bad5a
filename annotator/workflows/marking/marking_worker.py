"""Marks articles in a process of its own, for :mod:`annotator.workflows.marking.marking_pool`.

Reads and writes values, each behind its length in eight bytes. What comes in first is the pickled
state of the marker, which is answered by no marked article; then come pickled tuples of articles,
each of which is answered by its marked articles or, where the engine made a mistake, by a Mistake.
What waits is read while the engine works, so that whoever asks never has to wait with a question.
The process ends when nothing more comes in, and so never outlives the program.
"""

from __future__ import annotations

import gc
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING

import msgspec

from annotator.preannotation.suggestion import MarkedArticle
from annotator.workflows.framing import framed, send, unpickled

if TYPE_CHECKING:
    from annotator.workflows.marking.marker import Marker, Unmarked

Marked = dict[str, MarkedArticle]
_NICENESS = 5  # the window and other programs go first


class Mistake(msgspec.Struct, frozen=True, array_like=True):
    """What went wrong that should not: the traceback, in words."""

    words: str


_answers = msgspec.msgpack.Decoder(Marked | Mistake)


def answer_in(packed: bytes) -> Marked | Mistake:
    """Return what a process answered."""
    answer: Marked | Mistake = _answers.decode(packed)
    return answer


def main() -> int:
    """Answer on what was standard output; what libraries print goes elsewhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program itself ends this process
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        _answer_all(questions, answers)
    except (EOFError, BrokenPipeError):
        return 0
    except MemoryError:  # the program sees the end and goes on with smaller pieces
        return 1
    return 0


def _answer_all(questions: IO[bytes], answers: IO[bytes]) -> None:
    from annotator.workflows.marking.marker import Marker

    marker = Marker(unpickled(framed(questions)))
    gc.freeze()  # the engine stays; looking through it for garbage takes time
    send(answers, msgspec.msgpack.encode({}))
    waiting: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    threading.Thread(target=_take_in, args=(questions, waiting), daemon=True).start()
    while (question := waiting.get()) is not None:
        send(answers, msgspec.msgpack.encode(_marked(marker, unpickled(question))))


def _take_in(questions: IO[bytes], waiting: queue.SimpleQueue[bytes | None]) -> None:
    """Read what comes in until nothing more does."""
    try:
        while True:
            waiting.put(framed(questions))
    except (EOFError, OSError, MemoryError):
        waiting.put(None)


def _marked(marker: Marker, articles: Iterable[Unmarked]) -> Marked | Mistake:
    try:
        return {each.id: marker.marked(*each) for each in articles}
    except MemoryError:
        raise
    except Exception:  # told by the program, which raises it
        return Mistake(traceback.format_exc())


if __name__ == "__main__":
    sys.exit(main())
