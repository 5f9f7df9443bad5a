"""The sample project that the first start shows: invented articles, imported like any others."""

from __future__ import annotations

import os
from pathlib import Path

from annotator import paths
from annotator.codebook.reading import bundled_codebooks, read_codebook
from annotator.errors import ProjectError, StorageError
from annotator.project import Project
from annotator.workflows.importing.articles import ImportOptions, import_paths

CODEBOOK = "strait-of-vell"
TITLE = "Sample: the strait of Estovia"


def sample_files() -> tuple[Path, ...]:
    """Return the bundled sample articles in order of name."""
    return tuple(sorted((paths.resources() / "sample").glob("*.txt")))


def make_sample_project(path: Path, *, annotator: str) -> Path:
    """Make the sample project at ``path`` and return the path; an existing file is never touched.

    It is made beside and renamed, so that a half-made project never stands there.
    """
    if path.exists():
        raise ProjectError(
            f"A file named {path.name} is already there. It was left as it is. "
            "Open it, or choose another name for the sample project."
        )
    aside = path.with_name(f".{path.name}.{os.getpid()}.making")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(
            f"The folder for the sample project, {path.parent}, cannot be written: "
            f"{error.strerror}. Choose another place for a project."
        ) from error
    try:
        _fill(aside, annotator)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return path


def _fill(path: Path, annotator: str) -> None:
    with Project.create(
        path,
        title=TITLE,
        codebook=read_codebook(bundled_codebooks()[CODEBOOK]),
        annotator=annotator,
    ) as project:
        import_paths(project, sample_files(), ImportOptions())
