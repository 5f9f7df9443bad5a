"""The command that tells what stands in several articles."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.options import json_option
from annotator.cli.output import progress_bar, say, say_report
from annotator.cli.projects import project_argument


@click.command("similar")
@project_argument
@json_option
def similar(project: Path, as_json: bool) -> None:
    """Tell which articles of PROJECT tell much the same, and which passages stand in several.

    Articles that have not been compared yet are compared first. Offsets are Unicode code points.
    """
    from annotator.project import Project
    from annotator.workflows.marking.similarity_report import as_text, report_similar

    _compare_what_is_new(project)
    with Project.open(project, readonly=True) as opened:
        report = report_similar(opened)
    if as_json:
        say_report(report)
    else:
        say(as_text(report))


def _compare_what_is_new(path: Path) -> None:
    """Compare where something waits; otherwise the project is only read, whoever else has it."""
    from annotator.project import Project
    from annotator.workflows.marking.comparing import compare

    with Project.open(path, readonly=True) as opened:
        if not opened.uncompared():
            return
    with Project.open(path) as opened, progress_bar() as progress:
        if not opened.readonly:
            compare(opened, progress=progress)


COMMANDS = (similar,)
