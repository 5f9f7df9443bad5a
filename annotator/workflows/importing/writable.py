"""Whether a project can take anything in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.errors import ReadOnlyProjectError

if TYPE_CHECKING:
    from annotator.project import Project


def require_writable(project: Project) -> None:
    """Raise ReadOnlyProjectError, before anything is read that could not be stored then."""
    if project.readonly:
        raise ReadOnlyProjectError(
            "The project is open for reading only, so nothing was imported. "
            "Open a copy of it that can be written, and import there."
        )
