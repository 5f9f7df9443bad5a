"""Reads one article at a time beside the window, so that parts of statements can be filled in.

What is found is neither shown nor stored. The engine works in a process of its own, which loads it
once and ends with the program; where that process cannot be had or ends, nothing is found.
"""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Sequence

from annotator.corpus.article import Zone
from annotator.preannotation.pipelines import own_process
from annotator.preannotation.suggestion import Suggestion
from annotator.workflows.framing import framed, pickled, send
from annotator.workflows.marking.marker import MarkerState, Unmarked
from annotator.workflows.marking.marking_worker import Marked, Mistake, answer_in

_MODULE = "annotator.workflows.marking.marking_worker"


class ReadingAlong:
    """One engine in a process of its own; may be asked from one thread and closed from another."""

    def __init__(self, state: MarkerState) -> None:
        self._state = state
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._lock = threading.Lock()

    def read(self, article_id: str, text: str, zones: Sequence[Zone]) -> tuple[Suggestion, ...]:
        """Return what the rules find in an article; nothing where the process has ended."""
        try:
            process = self._started()
            if process is None:
                return ()
            answer = _asked(process, (Unmarked(article_id, text, tuple(zones)),))
        except (OSError, EOFError):
            self._end()
            return ()
        found = None if isinstance(answer, Mistake) else answer.get(article_id)
        return () if found is None else found.suggestions

    def close(self) -> None:
        """End the process, whatever it does; nothing is found from now on."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.kill()
        self._end()

    def _started(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._closed:
                return None
            if self._process is not None:
                return self._process
            self._process = process = own_process.piped(_MODULE)
        _asked(process, self._state)
        return process

    def _end(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            own_process.end(process)


def _asked(process: subprocess.Popen[bytes], question: object) -> Marked | Mistake:
    assert process.stdin is not None
    assert process.stdout is not None
    send(process.stdin, pickled(question))
    return answer_in(framed(process.stdout))
