"""The command that tells what became of the suggestions."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.options import json_option
from annotator.cli.output import progress_bar, say, say_json
from annotator.cli.projects import project_argument


@click.command("suggestions")
@project_argument
@json_option
def suggestions(project: Path, as_json: bool) -> None:
    """Tell what became of the suggestions that annotators of PROJECT were shown.

    By kind, rule, confidence and annotator: accepted, edited, rejected, left in a done article, or
    still open. Then how labels differ between articles with suggestions and without.
    """
    from annotator.project import Project
    from annotator.workflows.evaluating.suggestions_report import (
        report_as_json,
        report_as_text,
        report_on_suggestions,
    )

    with Project.open(project, readonly=True) as opened, progress_bar() as progress:
        report = report_on_suggestions(opened, progress=progress)
    if as_json:
        say_json({"ok": True, **report_as_json(report)})
    else:
        say(report_as_text(report))


COMMANDS = (suggestions,)
