"""Opens a project in the window, without reading what only the other commands need.

No click here: ``annotator open PROJECT`` is to be as quick as ``annotator`` alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from annotator.errors import AnnotationError, AnnotatorError


def asks_plainly(given: Sequence[str]) -> bool:
    """Tell whether arguments say ``open PROJECT`` and nothing else."""
    return len(given) == 2 and given[0] == "open" and not given[1].startswith("-")


def open_in_window(project: Path, *, annotator: str | None = None, is_new: bool = False) -> int:
    """Open a project and return the exit code once the window is closed.

    Raises AnnotationError where nobody of that name labels there, unless ``is_new``: whoever
    mistypes a name would not see their own labels, and leave a person behind who does not exist.
    """
    if annotator is not None and not is_new:
        _require_known(project, annotator)
    from annotator.gui.starting import open_window

    return open_window(project, annotator=annotator)


def _require_known(project: Path, name: str) -> None:
    from annotator.project import Project

    try:
        with Project.open(project, readonly=True) as opened:
            known = [each.name for each in opened.annotators()]
    except AnnotatorError:
        return  # the window tells why it cannot be opened
    if name.strip() not in known:
        raise AnnotationError(
            f"Nobody is called “{name.strip()}” in {project.name}; who labels there: "
            f"{', '.join(known)}. Nothing was changed. Write one of these names, or let somebody "
            "new begin with --new-annotator."
        )
