"""Read a codebook from a file that a person edits by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from annotator import paths
from annotator.codebook.basing import with_base
from annotator.codebook.building import build
from annotator.codebook.checking import problems
from annotator.codebook.model import Codebook
from annotator.codebook.problem import Problem
from annotator.codebook.tree import TreeProblem, read_tree
from annotator.errors import CodebookError

MAX_BYTES = 1_000_000
DEFAULT = "news-statements"
_SHOWN = 20


def default_codebook() -> Codebook:
    """Return the codebook that a new project gets when none is named."""
    return read_codebook(bundled_codebooks()[DEFAULT])


def bundled_codebooks() -> dict[str, Path]:
    """Return the codebooks that come with the program: name to file."""
    found = sorted((paths.resources() / "codebooks").glob("*.yaml"))
    return {path.stem: path for path in found}


def read_codebook(path: Path) -> Codebook:
    """Return the codebook in a YAML file.

    Raises :class:`CodebookError` whose ``problems`` name every line that is wrong; its text holds
    them too, so that showing the error is enough.
    """
    return parse_codebook(_text_of(path), name=path.name)


def parse_codebook(text: str, *, name: str) -> Codebook:
    """Return the codebook in a YAML text; ``name`` is what errors call it.

    A codebook may be based on one that comes with the program (:mod:`annotator.codebook.basing`).
    """
    try:
        root = with_base(read_tree(text), bundled_codebooks())
    except TreeProblem as error:
        raise _refusal(name, (error.problem,)) from error
    found = problems(root)
    if found:
        raise _refusal(name, found)
    return build(root)


def _text_of(path: Path) -> str:
    if paths.is_special(path):
        raise _unreadable(path, "it is a device, a pipe or a socket. Name a .yaml file")
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except IsADirectoryError as error:
        raise _unreadable(path, "it is a folder. Name a .yaml file") from error
    except FileNotFoundError as error:
        raise _unreadable(path, "there is no such file. Check the name") from error
    except OSError as error:
        raise _unreadable(path, f"{error.strerror}. Check the file's permissions") from error
    if len(raw) > MAX_BYTES:
        raise _unreadable(path, f"it is larger than {MAX_BYTES // 1000:,} kB. No codebook is")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problem = Problem(line, 1, "the characters are not UTF-8; save the file as UTF-8")
        raise _refusal(path.name, (problem,)) from error


def _unreadable(path: Path, reason: str) -> CodebookError:
    return CodebookError(f"The codebook {path} could not be read: {reason}. Nothing was changed.")


def _refusal(name: str, found: Sequence[Problem]) -> CodebookError:
    lines = tuple(str(problem) for problem in found)
    count = "one problem" if len(lines) == 1 else f"{len(lines)} problems"
    shown = list(lines[:_SHOWN])
    if len(lines) > _SHOWN:
        shown.append(f"and {len(lines) - _SHOWN} more")
    head = f"The codebook {name} cannot be used: {count}. Nothing was changed; mend and try again."
    return CodebookError("\n".join([head, *shown]), problems=lines)
