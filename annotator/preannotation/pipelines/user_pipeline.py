"""A spaCy pipeline of the user's own: found, checked, and run beside the built-in rules.

It works in a process of its own (:mod:`annotator.preannotation.pipelines.pipeline_worker`), so that
one that hangs, crashes or asks for too much stops there. This module itself never imports spaCy.
"""

from __future__ import annotations

import hashlib
import json
import os
import queue
import re
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self  # Any: JSON has no narrower type

from annotator.errors import Cancelled, PipelineError
from annotator.preannotation.pipelines.own_process import NO_WINDOW, command, environment

Kind = Literal["installed", "folder"]
Entity = tuple[int, int, str]
Ends = tuple[int, int]
_CODE = frozenset(
    {".py", ".pyc", ".so", ".pyd", ".dll", ".dylib", ".pkl", ".pickle", ".pt", ".exe"}
)
_PIECE = 100_000  # code points read at once; a model takes memory by the length of its text
_META_BYTES = 1 << 20
_TICK = 0.05  # seconds between two looks whether a person stopped it


@dataclass(frozen=True, slots=True)
class PipelineChoice:
    """A pipeline that may be used: a package that is installed, or a folder on disk.

    ``name`` is the package's name or the folder's absolute path: what a project remembers.
    """

    kind: Kind
    name: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement that a trained pipeline found, in code points; no claim type: it has none."""

    content: Ends
    source: Ends | None
    cue: Ends | None
    claim_type: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How many seconds a pipeline has to get ready, and to read one stretch of text."""

    loading: float = 120.0
    reading: float = 60.0


def installed_pipelines() -> tuple[PipelineChoice, ...]:
    """Return the spaCy pipelines that are installed as packages, by name; nothing is imported."""
    from importlib import metadata  # late: the window starts without it

    found = {
        each.name: PipelineChoice("installed", each.name, each.dist.version if each.dist else "")
        for each in metadata.entry_points(group="spacy_models")
    }
    return tuple(found[name] for name in sorted(found))


def find_pipeline(wanted: str) -> PipelineChoice:
    """Return the pipeline that a name or a folder means, after a look at what lies there.

    Raises PipelineError with reason ``missing``, ``broken``, ``version`` or ``unsafe``.
    """
    known = installed_pipelines()
    for each in known:
        if each.name == wanted:
            return each
    if wanted.startswith(("\\\\", "//")):
        raise PipelineError(
            f"{wanted} lies on another machine and was not opened. Copy the pipeline to this one.",
            reason="unsafe",
        )
    folder = Path(wanted).expanduser().absolute()
    if not folder.is_dir():
        names = ", ".join(each.name for each in known) or "none"
        raise PipelineError(
            f"There is no spaCy pipeline {wanted}: no installed one has that name (installed: "
            f"{names}), and there is no such folder. Suggestions are as before. Choose another.",
            reason="missing",
        )
    return _checked(folder)


def _checked(folder: Path) -> PipelineChoice:
    """Look at a folder as data, before spaCy reads any of it."""
    inner = _data_folder(folder)
    meta = _meta(inner)
    _require_version(inner, str(meta.get("spacy_version") or ""))
    _require_no_code(inner)
    return PipelineChoice("folder", str(inner), str(meta.get("version") or ""))


def _data_folder(folder: Path) -> Path:
    if (folder / "config.cfg").is_file():
        return folder
    try:
        inside = [each.parent for each in folder.glob("*/config.cfg") if each.is_file()]
    except OSError:
        inside = []
    if len(inside) == 1:
        return inside[0]
    raise PipelineError(
        f"{folder} holds no spaCy pipeline: there is no config.cfg in it. Suggestions are as "
        "before. Choose the folder that nlp.to_disk() or “spacy train” wrote (model-best).",
        reason="missing",
    )


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(each for each in folder.rglob("*") if each.is_file())
    except OSError as error:
        raise _unreadable(folder, error) from error


def _unreadable(folder: Path, error: OSError) -> PipelineError:
    return PipelineError(
        f"The pipeline in {folder} could not be read: {error.strerror}. Suggestions are as before. "
        "Check the folder and try again.",
        reason="broken",
    )


def _require_no_code(folder: Path) -> None:
    for path in _files(folder):
        if path.suffix.lower() in _CODE or _is_pickle(path):
            raise PipelineError(
                f"The pipeline in {folder} was not loaded: {path.relative_to(folder)} may hold "
                "program code, and a pipeline on disk is only ever read as data. Suggestions are "
                "as before. If you trust it, install it as a package and choose it by name.",
                reason="unsafe",
            )


def _is_pickle(path: Path) -> bool:
    """Tell a pickle of protocol 2 to 5 by its opcodes PROTO and STOP (see pickletools)."""
    try:
        with path.open("rb") as file:
            start = file.read(2)
            if len(start) < 2 or start[0] != 0x80 or not 2 <= start[1] <= 5:
                return False
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"."
    except OSError as error:
        raise _unreadable(path.parent, error) from error


def _meta(folder: Path) -> dict[str, Any]:
    path = folder / "meta.json"
    found = None
    try:
        if path.is_file():  # nothing that waits for somebody to write into it
            with path.open("rb") as file:
                found = json.loads(file.read(_META_BYTES))
    except OSError as error:
        raise _unreadable(folder, error) from error
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise PipelineError(
            f"The pipeline in {folder} is incomplete: its meta.json is missing or is not JSON. "
            "Suggestions are as before. Write or copy the pipeline again.",
            reason="broken",
        )
    return found


def _require_version(folder: Path, wanted: str) -> None:
    bound = re.search(r"(?:^|>=|==|~=|>)\s*(\d+)\.(\d+)", wanted)
    if bound is None:
        return
    from importlib import metadata

    ours = metadata.version("spacy")
    here = tuple(int(each) for each in ours.split(".")[:2])
    there = int(bound[1]), int(bound[2])
    if there[0] == here[0] and there <= here:
        return
    raise PipelineError(
        f"The pipeline in {folder} was made for spaCy {wanted}, and this is spaCy {ours}. "
        "Suggestions are as before. Train or download it for this version.",
        reason="version",
    )


def fingerprint(choice: PipelineChoice) -> str:
    """Return what tells this state of a pipeline from another: a SHA-256, or the version."""
    if choice.kind == "installed":
        return choice.version
    folder = Path(choice.name)
    digest = hashlib.sha256()
    for path in _files(folder):
        try:
            with path.open("rb") as file:
                inside = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise _unreadable(folder, error) from error
        digest.update(f"{path.relative_to(folder).as_posix()}\t{inside}\n".encode())
    return digest.hexdigest()


class UserPipeline:
    """One pipeline at work; a context manager that ends its process.

    ``engine`` is the name for its runs, ``version`` and ``lang`` are what the pipeline says of
    itself, ``detail`` tells what it was made of.
    """

    def __init__(
        self,
        choice: PipelineChoice,
        *,
        limits: Limits | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        """Load the pipeline. Raises PipelineError and Cancelled."""
        self._choice = choice
        self._limits = limits or Limits()
        self._cancelled = cancelled
        self._answers: queue.Queue[str] = queue.Queue()
        mark = fingerprint(choice)
        self._process = _worker()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            facts = self._ask({"kind": choice.kind, "name": choice.name}, self._limits.loading)
        except BaseException:
            self.close()
            raise
        self.lang = str(facts["lang"])
        self.name = _engine_part(choice, facts)
        self.version = str(facts["version"]) or choice.version or "unknown"
        self.detail = f"spaCy {facts['spacy']}; {', '.join(facts['pipes'])}; {mark[:16]}"

    @property
    def engine(self) -> str:
        """The engine's name, as runs record it."""
        return f"spacy:{self.name}"

    def entities(self, text: str) -> list[Entity]:
        """Return the entities in a text: start, end and label, in code points."""
        return self.read(text)[0]

    def read(self, text: str) -> tuple[list[Entity], list[FoundStatement]]:
        """Return the entities and statements in a text."""
        entities: list[Entity] = []
        statements: list[FoundStatement] = []
        for start, piece in _pieces(text):
            answer = self._ask(piece, self._limits.reading)
            entities += [
                (start + int(first), start + int(last), str(label))
                for first, last, label in answer["entities"]
            ]
            statements += (_statement(start, each) for each in answer["statements"])
        return entities, statements

    def close(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was not written yet has no reader any more
                    continue

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._answers.put(line)
        self._answers.put("")

    def _ask(self, question: object, seconds: float) -> dict[str, Any]:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
        except OSError as error:
            raise self._problem("broken", "its process ended") from error
        line = self._wait(seconds)
        if not line:
            raise self._problem("broken", "its process ended without an answer")
        answer: dict[str, Any] = json.loads(line)
        if "problem" in answer:
            raise self._problem(answer["problem"], str(answer["text"]))
        return answer

    def _wait(self, seconds: float) -> str:
        end = time.monotonic() + seconds
        while True:
            try:
                return self._answers.get(timeout=_TICK)
            except queue.Empty:
                if self._cancelled():
                    raise Cancelled("Stopped. What was finished before is kept.") from None
                if time.monotonic() > end:
                    why = f"it gave no answer within {seconds:g} seconds"
                    raise self._problem("slow", why) from None

    def _problem(self, reason: str, why: str) -> PipelineError:
        advice = {
            "unsafe": "If you trust it, install it as a package and choose it by name.",
            "slow": "Choose a smaller pipeline, or none.",
        }.get(reason, "Write or install it again, or choose another.")
        return PipelineError(
            f"The spaCy pipeline {self._choice.name} was stopped: {why}. Suggestions stored before "
            f"and all decisions are as they were. {advice}",
            reason=reason,
        )


def _statement(offset: int, said: list[Any]) -> FoundStatement:
    content, source, cue, claim_type = said

    def moved(ends: list[int]) -> Ends:
        return offset + int(ends[0]), offset + int(ends[1])

    return FoundStatement(
        moved(content), source and moved(source), cue and moved(cue), str(claim_type)
    )


def _engine_part(choice: PipelineChoice, facts: dict[str, Any]) -> str:
    if choice.kind == "installed":
        return choice.name
    own = f"{facts['lang']}_{facts['name']}" if facts["name"] else ""
    return own or Path(choice.name).name


def _worker() -> subprocess.Popen[str]:
    return subprocess.Popen(
        command("annotator.preannotation.pipelines.pipeline_worker"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        encoding="utf-8",
        creationflags=NO_WINDOW,
    )


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Cut a long text at the ends of lines, or else at blanks, or else anywhere."""
    start = 0
    while start < len(text):
        end = start + _PIECE
        if end < len(text):
            line, blank = text.rfind("\n", start, end), text.rfind(" ", start, end)
            end = next((each for each in (line, blank) if each > start), end)
        piece = text[start:end]
        if not piece.isspace():
            yield start, piece
        start = end
