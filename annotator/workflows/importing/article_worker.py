"""Reads files of articles in a process of its own: the other side of ``article_files``.

A parser that somebody else's file leads astray takes this process with it, and no more: it has
limits of memory here, and limits of time there. What comes in is an :class:`Asked`; what goes out
are the finds one by one, then :class:`Ended` or :class:`Refused`; each behind its length.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec

from annotator.errors import EmptyFileError, EncodingError, ImportFileError, TooLargeError
from annotator.formats.articles.found import FoundArticle, LeftOut, Noted, Wish
from annotator.formats.articles.kinds import kind_of
from annotator.formats.articles.rows import TableLook
from annotator.workflows.framing import framed, send

MEMORY_BYTES = 4_000_000_000


class Asked(msgspec.Struct, frozen=True):
    """Which file to read, and how; ``is_look`` asks only how a table begins."""

    path: bytes
    wish: Wish
    is_look: bool = False


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """Why a file cannot be taken, in words; ``kind`` is the name of the error."""

    kind: str
    words: str
    candidates: tuple[str, ...] = ()


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """All of a file was read."""


Answer = FoundArticle | LeftOut | Noted | TableLook | Refused | Ended
_answers = msgspec.msgpack.Decoder(Answer)
_asked = msgspec.msgpack.Decoder(Asked)
_ERRORS = {each.__name__: each for each in (EmptyFileError, TooLargeError, ImportFileError)}


def answer_in(packed: bytes) -> Answer:
    """Return what the process answered."""
    answer: Answer = _answers.decode(packed)
    return answer


def error_of(refused: Refused, path: Path) -> ImportFileError:
    """Return the error that a file met in the process."""
    from annotator.errors import FormatError

    if refused.kind == EncodingError.__name__:
        return EncodingError(refused.words, path=path, candidates=refused.candidates)
    return _ERRORS.get(refused.kind, FormatError)(refused.words, path=path)


def main() -> int:
    """Answer on what was standard output; what libraries print goes elsewhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program itself ends this process
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    _limit_memory()
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        while True:
            _answer(answers, _asked.decode(framed(questions)))
    except (EOFError, BrokenPipeError):
        return 0


def _limit_memory() -> None:
    """Let no file take all memory of the machine; not every system can say so."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        limit = MEMORY_BYTES if most == resource.RLIM_INFINITY else min(MEMORY_BYTES, most)
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))


def _answer(answers: IO[bytes], asked: Asked) -> None:
    encoder = msgspec.msgpack.Encoder()
    for each in _answers_to(asked):
        send(answers, encoder.encode(each))


def _answers_to(asked: Asked) -> Iterator[Answer]:
    path = Path(os.fsdecode(asked.path))
    kind = kind_of(path)
    try:
        if kind is None:
            raise ValueError(f"no reader for {path.name}")
        if asked.is_look:
            yield kind.look(path, asked.wish)
        else:
            yield from kind.articles(path, asked.wish)
    except EncodingError as error:
        yield Refused(type(error).__name__, _words(error), error.candidates)
    except ImportFileError as error:
        yield Refused(type(error).__name__, _words(error))
    except MemoryError:
        yield Refused(
            TooLargeError.__name__,
            f"{_name(path)} needs more memory than there is "
            "for one file. Nothing more was taken from it. Split it up.",
        )
    except (Exception, RecursionError) as error:  # a parser's own mistake over somebody's file
        yield Refused(
            "FormatError",
            f"{_name(path)} could not be read: its reader gave up over it "
            f"({type(error).__name__}). Nothing more was taken from it. Save it once "
            "more, or save its text as plain text (.txt).",
        )
    else:
        yield Ended()


def _name(path: Path) -> str:
    from annotator.corpus.reading import shown_name

    return shown_name(path)


def _words(error: Exception) -> str:
    return str(error).encode("utf-8", "replace").decode()


if __name__ == "__main__":
    sys.exit(main())
