"""Writes a large project in two processes, whose pieces are joined here in the order of the queue.

Every process writes each second piece, so nobody has to ask what comes next. Where one ends before
its time, or cannot be started, its pieces are written here: the file is the same, it only takes
longer.
"""

from __future__ import annotations

import queue
import subprocess
import threading
from collections.abc import Callable, Generator
from contextlib import ExitStack
from dataclasses import replace
from types import TracebackType
from typing import Self

import msgspec

from annotator.formats.labelled.annotated_corpus import AnnotatedCorpus
from annotator.preannotation.pipelines import own_process
from annotator.project import Project
from annotator.workflows.exporting.export_pieces import ExportTask, Piece, written_piece
from annotator.workflows.exporting.outgoing import Chosen
from annotator.workflows.framing import framed, pickled, send

WORTH_PROCESSES = (
    15_000  # articles and statements: written here in the time processes take to start
)
PIECE_ARTICLES, PIECE_CHARACTERS = 200, 500_000
_MOST = 2  # of some 35 MB each
_AHEAD = 2  # pieces of a process that wait here
_TICK = 0.05  # seconds between two looks whether a person stopped it
_MODULE = "annotator.workflows.exporting.export_worker"
_decode = msgspec.msgpack.Decoder(Piece).decode


def task(
    project: Project, chosen: Chosen, corpus: AnnotatedCorpus, *, without_stance: bool
) -> ExportTask | None:
    """Return what processes have to know to write a project; None where they are not worth it.

    They are for a large project, where there are cores, and another process can read the same.
    """
    path = project.shared_path
    if path is None or own_process.usable_cores() < 2 or not project.is_large(WORTH_PROCESSES):
        return None
    return ExportTask(
        path=path,
        project=project.id,
        annotator=project.annotator.name,
        chosen=chosen,
        corpus=corpus,
        without_stance=without_stance,
        stretches=project.stretches(articles=PIECE_ARTICLES, characters=PIECE_CHARACTERS),
    )


def pieces(
    project: Project, task: ExportTask, go_on: Callable[[], None]
) -> Generator[Piece, None, None]:
    """Yield what is written of each stretch of a task, in order.

    ``go_on`` is called all the time, and raises where a person stopped it; no process is left then.
    """
    with ExitStack() as stack:
        count = min(own_process.usable_cores(), _MOST)
        workers = [
            stack.enter_context(_Worker(replace(task, stretches=task.stretches[first::count])))
            for first in range(count)
        ]
        for number, stretch in enumerate(task.stretches):
            go_on()
            piece = workers[number % count].piece(go_on)
            yield piece if piece is not None else written_piece(project, task, stretch)


class _Worker:
    """One process, and the thread that takes in what it writes; a context manager."""

    def __init__(self, task: ExportTask) -> None:
        self._task = task
        self._found: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._room = threading.Semaphore(_AHEAD)
        self._is_closing = self._has_ended = False
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._take_in, daemon=True)

    def __enter__(self) -> Self:
        try:
            self._process = own_process.piped(_MODULE)
        except OSError:
            self._has_ended = True
        else:
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self._is_closing = True
            self._process.kill()
            self._room.release()
            self._thread.join()
            own_process.end(self._process)

    def _take_in(self) -> None:
        """Hand over the task, then read pieces until the process ends.

        However this ends, it is told: else somebody would wait for the next piece for ever.
        """
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            send(self._process.stdin, pickled(self._task))
            while self._room.acquire() and not self._is_closing:
                self._found.put(framed(self._process.stdout))
        except (OSError, EOFError, MemoryError):
            pass  # what is missing is written here
        finally:
            self._found.put(None)

    def piece(self, go_on: Callable[[], None]) -> Piece | None:
        """Wait for the next piece; None where the process has ended."""
        while not self._has_ended:
            try:
                packed = self._found.get(timeout=_TICK)
            except queue.Empty:
                go_on()
                continue
            if packed is not None:
                self._room.release()
                return _decode(packed)
            self._has_ended = True
        return None
