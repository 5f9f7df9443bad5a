"""Learn in another process, so that a window stays at hand meanwhile."""

from __future__ import annotations

import contextlib
import subprocess
import threading
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryFile
from typing import IO

import msgspec

from annotator.errors import Cancelled, LearnedLayerError
from annotator.preannotation.learning.stored import StoredLayer
from annotator.preannotation.pipelines.own_process import NO_WINDOW, command, environment
from annotator.workflows.learning.corrections import STOPPED
from annotator.workflows.learning.worker import MODULE, Failed, Learned, Message
from annotator.workflows.watching import IsCancelled, TellProgress, never

_LOOK_UP = 0.05  # seconds between two looks whether a person has stopped it
_TIME_TO_END = 0.5  # seconds; while it trains it ends within a tenth


def learn_apart(
    path: Path,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> StoredLayer:
    """Do what ``learn`` of :mod:`~annotator.workflows.learning.corrections` does, at ``path``.

    Raises LearnedLayerError where nothing can be learned, and Cancelled.
    """
    with TemporaryFile() as said:
        process = subprocess.Popen(
            [*command(MODULE), str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            env=environment(),
            creationflags=NO_WINDOW,
        )
        try:
            learned = _learned(process, progress, cancelled)
        finally:
            _end(process)
        if learned is None:
            said.seek(0)
            raise _mistake(said.read())
        return learned


def _learned(
    process: subprocess.Popen[bytes], progress: TellProgress | None, cancelled: IsCancelled
) -> StoredLayer | None:
    """Return what came out; None where the process ended without a word."""
    assert process.stdout is not None
    lines: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_pass_on, args=(process.stdout, lines), daemon=True).start()
    while True:
        if cancelled():
            raise Cancelled(STOPPED)
        try:
            line = lines.get(timeout=_LOOK_UP)
        except Empty:
            continue
        if not line:
            return None
        message = msgspec.json.decode(line, type=Message)
        if isinstance(message, Learned):
            return message.layer
        if isinstance(message, Failed):
            raise LearnedLayerError(message.words)
        if progress is not None:
            progress(message.done, message.total, message.what)


def _pass_on(stream: IO[bytes], lines: SimpleQueue[bytes]) -> None:
    with stream:
        for line in stream:
            lines.put(line)
    lines.put(b"")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Let the process end: its input ends, which stops it and what it started."""
    assert process.stdin is not None
    with contextlib.suppress(OSError):
        process.stdin.close()
    try:
        process.wait(_TIME_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _mistake(said: bytes) -> RuntimeError:
    return RuntimeError("learning ended unexpectedly: " + said.decode("utf-8", "replace")[-4000:])
