"""What can be done now, as it follows from what is open."""

from __future__ import annotations

from annotator.gui.actions import Needs
from annotator.gui.workbench import Workbench


def possible_now(workbench: Workbench) -> list[Needs]:
    """Return what is there for actions that need something."""
    possible: list[Needs] = []
    is_writable = not workbench.is_readonly
    if workbench.project is not None:
        possible.append("project")
        if is_writable:
            possible.append("project_writing")
    if workbench.session is not None:
        possible.append("article")
        if is_writable:
            possible.append("writing")
    return possible
