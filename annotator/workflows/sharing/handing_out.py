"""Writes a copy of a project for each annotator, to be labelled apart and merged again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import AnnotationError, Cancelled, ProjectError, UnknownAnnotatorError
from annotator.plain_text import counted
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.annotations.model import Annotator
    from annotator.project import Project

_LONGEST = 60  # of the part of a file name that names somebody, in characters
_NOT_SAFE = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True)
class HandedOut:
    """One copy that was written: for whom, where, and with how many articles."""

    annotator: str
    path: Path
    articles: int


def hand_out(
    project: Project,
    folder: Path,
    annotators: Sequence[str] = (),
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> tuple[HandedOut, ...]:
    """Write a copy for each of these annotators, all or none; without names for all concerned.

    Those are the ones who are asked to label something, or everybody where nothing is assigned.
    Raises UnknownAnnotatorError for a name that nobody has, AnnotationError where somebody is
    asked to label nothing, ProjectError where a file exists already or cannot be written; what was
    written before is taken away then, also where it is cancelled.
    """
    chosen = _chosen(project, annotators)
    names = file_names(project.path.stem, [each.name for each in chosen], project.path.suffix)
    paths = [folder / name for name in names]
    for path in paths:
        if path.exists():
            raise ProjectError(
                f"{path} exists already and was left as it is. Nothing was written. "
                "Choose another folder, or move that file away."
            )
    made: list[HandedOut] = []
    is_new = _make(folder)
    try:
        for number, (each, path) in enumerate(zip(chosen, paths, strict=True)):
            if cancelled():
                raise Cancelled("Stopped. No copy was kept; the project is as it was.")
            if progress is not None:
                progress(number, len(chosen), each.name)
            made.append(HandedOut(each.name, path, project.hand_out(each, path)))
    except BaseException:
        _take_away(made, folder if is_new else None)
        raise
    return tuple(made)


def _chosen(project: Project, names: Sequence[str]) -> tuple[Annotator, ...]:
    people = project.annotators()
    if not names:
        assigned = {who for each in project.assignments().values() for who in each}
        return tuple(each for each in people if not assigned or each.id in assigned)
    known = {each.name: each for each in people}
    found: dict[str, Annotator] = {}
    for name in names:
        if name.strip() not in known:
            raise UnknownAnnotatorError(
                f"Nobody in this project is called {name}. Nothing was written. Assign articles "
                "to them first, or choose one of: " + ", ".join(known) + "."
            )
        found[name.strip()] = known[name.strip()]
    for each in found.values():
        if project.assignments() and not project.assigned(each.id):
            raise AnnotationError(
                f"{each.name} is asked to label nothing. Nothing was written. "
                "Assign articles to them first."
            )
    return tuple(found.values())


def _make(folder: Path) -> bool:
    """Make the folder; tell whether it was missing."""
    if folder.is_dir():
        return False
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise ProjectError(
            f"The folder {folder} could not be made: {error.strerror}. Nothing was written. "
            "Choose another one."
        ) from error
    return True


def _take_away(made: Sequence[HandedOut], folder: Path | None) -> None:
    for each in made:
        with suppress(OSError):
            each.path.unlink()
    if folder is not None:
        with suppress(OSError):
            folder.rmdir()


def file_names(stem: str, names: Sequence[str], suffix: str) -> tuple[str, ...]:
    """Return a file name for each annotator that every system takes, no two the same."""
    taken: set[str] = set()
    found = []
    for name in names:
        safe = _safe(name)
        number, wanted = 1, f"{stem}-{safe}"
        while wanted.casefold() in taken:
            number += 1
            wanted = f"{stem}-{safe}-{number}"
        taken.add(wanted.casefold())
        found.append(wanted + suffix)
    return tuple(found)


def _safe(name: str) -> str:
    plain = unicodedata.normalize("NFC", name)
    return _NOT_SAFE.sub("-", plain)[:_LONGEST].strip("-") or "annotator"


def as_text(made: Sequence[HandedOut]) -> str:
    """Return what was written, as lines for a person."""
    return "\n".join(
        f"{each.annotator}: {each.path} ({counted(each.articles, 'article')})" for each in made
    )


def as_json(made: HandedOut) -> dict[str, object]:
    """Return what was written, for programs."""
    return {"annotator": made.annotator, "path": str(made.path), "articles": made.articles}
