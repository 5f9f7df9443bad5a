"""Reads files of articles in a process apart, within limits of time and memory."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from annotator.corpus.reading import file_problem, shown_name
from annotator.errors import FormatError, ImportFileError, TooLargeError
from annotator.formats.articles.found import Found, Wish
from annotator.formats.articles.rows import TableLook
from annotator.preannotation.pipelines import own_process
from annotator.workflows.framing import framed, send
from annotator.workflows.importing.article_worker import (
    Answer,
    Asked,
    Ended,
    Refused,
    answer_in,
    error_of,
)
from annotator.workflows.watching import IsCancelled, never

SECONDS_PER_ARTICLE = 60.0  # until the next article of a file has to be there
_LOOKS_EVERY = 0.2  # seconds between two looks whether a person has stopped it
_MODULE = "annotator.workflows.importing.article_worker"


class ArticleFiles(AbstractContextManager["ArticleFiles"]):
    """One reader in a process of its own, started at the first file; leaves no process behind."""

    def __init__(
        self, *, seconds: float = SECONDS_PER_ARTICLE, cancelled: IsCancelled = never
    ) -> None:
        self._seconds = seconds
        self._cancelled = cancelled
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            own_process.end(process)

    def read(self, path: Path, wish: Wish) -> Iterator[Found]:
        """Yield what is in a file, as it is found; raises a child of ImportFileError.

        What was yielded before an error is whole. Leaving off early ends the process, and so does
        a person who stops the work: then nothing more is yielded.
        """
        is_whole = False
        try:
            for answer in self._answers(path, Asked(os.fsencode(path.absolute()), wish)):
                if not isinstance(answer, TableLook):
                    yield answer
            is_whole = True
        except ImportFileError:
            is_whole = self._process is not None
            raise
        finally:
            if not is_whole:
                self.close()

    def look(self, path: Path, wish: Wish) -> TableLook:
        """Return how a table begins; raises a child of ImportFileError."""
        for answer in self._answers(path, Asked(os.fsencode(path.absolute()), wish, is_look=True)):
            if isinstance(answer, TableLook):
                found = answer
        return found

    def _answers(self, path: Path, asked: Asked) -> Iterator[Found | TableLook]:
        _require_ordinary(path)
        self._ask(path, asked)
        while True:
            answer = self._next(path)
            if isinstance(answer, Refused):
                raise error_of(answer, path)
            if isinstance(answer, Ended):
                return
            yield answer

    def _ask(self, path: Path, asked: Asked) -> None:
        process = self._process = self._process or own_process.piped(_MODULE)
        assert process.stdin is not None
        try:
            send(process.stdin, msgspec.msgpack.encode(asked))
        except OSError as error:
            raise self._lost(path) from error

    def _next(self, path: Path) -> Answer:
        process = self._process
        assert process is not None
        assert process.stdout is not None
        is_there = threading.Event()
        until = time.monotonic() + self._seconds
        threading.Thread(target=self._watch, args=(process, until, is_there), daemon=True).start()
        try:
            return answer_in(framed(process.stdout))
        except (EOFError, OSError) as error:
            if self._cancelled():
                self.close()
                return Ended()
            raise (self._late(path) if time.monotonic() >= until else self._lost(path)) from error
        finally:
            is_there.set()

    def _watch(
        self, process: subprocess.Popen[bytes], until: float, is_there: threading.Event
    ) -> None:
        """End the process where an answer takes too long, or nobody waits for it any more."""
        while not is_there.wait(_LOOKS_EVERY):
            if self._cancelled() or time.monotonic() > until:
                process.kill()
                return

    def _late(self, path: Path) -> ImportFileError:
        self.close()
        return TooLargeError(
            f"{shown_name(path)} took longer than {self._seconds:.0f} seconds to read and was "
            "left. Nothing more was taken from it. Save its text as plain text (.txt), or split it "
            "up.",
            path=path,
        )

    def _lost(self, path: Path) -> ImportFileError:
        self.close()
        return FormatError(
            f"{shown_name(path)} could not be read: its reader broke down over it. Nothing more "
            "was taken from it. Save its text as plain text (.txt) and import that.",
            path=path,
        )


def _require_ordinary(path: Path) -> None:
    try:
        if path.is_file():
            return
        path.stat()
    except OSError as error:
        raise file_problem(path, error) from error
    except ValueError as error:
        raise FormatError(f"{shown_name(path)} is not a file name.", path=path) from error
    raise FormatError(
        f"{shown_name(path)} is no ordinary file. Nothing was taken from it.", path=path
    )
