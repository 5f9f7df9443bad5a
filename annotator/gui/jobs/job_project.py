"""How work in a job gets at the open project: its own connection to read, the GUI thread to write.

There is one writer, and it is the GUI thread. A job that writes computes by itself and asks the
GUI thread to read and to store in short calls, between which the window is at hand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from annotator.gui.jobs.running import Job
from annotator.gui.workbench import Workbench
from annotator.project import Project

Done = Callable[[object], None]
Failed = Callable[[Exception], None]
ProjectWork = Callable[[Project, Job], object]


def read_in_job(workbench: Workbench, work: ProjectWork, *, done: Done, failed: Failed) -> Job:
    """Run ``work`` in a job with a read-only connection of its own to the open project."""
    project = _open(workbench)
    path, name = project.path, project.annotator.name
    brings_back = project.brings_back

    def run(job: Job) -> object:
        with Project.open(path, annotator=name, readonly=True) as reading:
            reading.brings_back = brings_back
            return work(reading, job)

    return workbench.jobs.start(run, done=done, failed=failed)


def write_in_job(workbench: Workbench, work: ProjectWork, *, done: Done, failed: Failed) -> Job:
    """Run ``work`` in a job with a stand-in for the open project that acts on the GUI thread."""
    project = _open(workbench)
    return workbench.jobs.start(
        lambda job: work(cast(Project, _OnGuiThread(project, job)), job), done=done, failed=failed
    )


def _open(workbench: Workbench) -> Project:
    project = workbench.project
    if project is None:
        raise ValueError("a job on a project needs an open project")
    return project


class _OnGuiThread:
    """Looks like a project to the work in a job; each use is one call on the GUI thread."""

    def __init__(self, project: Project, job: Job) -> None:
        self._project = project
        self._job = job

    def __getattr__(self, name: str) -> Any:  # whatever the project has under that name
        value = self._job.on_gui_thread(lambda: getattr(self._project, name))
        if not callable(value):
            return value

        def call(*args: Any, **options: Any) -> Any:  # passed on as they are
            return self._job.on_gui_thread(lambda: value(*args, **options))

        return call
