"""A project's codebook as a file, and a file as the project's codebook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.annotations.consequences import Consequences
from annotator.codebook.changing import CodebookChange
from annotator.codebook.comparing import Told, compare
from annotator.codebook.reading import read_codebook
from annotator.codebook.writing import codebook_text
from annotator.formats.files.writing import write_aside

if TYPE_CHECKING:
    from annotator.project import Project


@dataclass(frozen=True, slots=True)
class CodebookPlan:
    """What it takes to make a file the codebook of a project, and what that does."""

    changes: tuple[CodebookChange, ...]
    questions: tuple[str, ...]
    consequences: Consequences

    @property
    def lines(self) -> tuple[str, ...]:
        """What happens, and what to think of before, in sentences."""
        return (*self.consequences.lines, *self.questions)


def export_codebook(project: Project, out: Path) -> None:
    """Write the codebook that holds now to a file; raises ExportError in words."""
    with write_aside(out, never=project.path) as file:
        file.write(codebook_text(project.codebook).encode())


def plan_codebook(project: Project, path: Path, told: Told | None = None) -> CodebookPlan:
    """Compare a codebook file with the project's codebook; nothing is changed.

    Raises CodebookError where the file cannot be used or ``told`` does not fit.
    """
    found = compare(project.codebook, read_codebook(path), told)
    return CodebookPlan(found.changes, found.questions, project.consequences(found.changes))


def take_codebook(project: Project, plan: CodebookPlan, path: Path) -> None:
    """Make the change of a plan in one step, which can be undone."""
    if plan.changes:
        project.change_codebook(plan.changes, f"Take the codebook {path.name}")
