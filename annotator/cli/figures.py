"""The command that lists the figures of all articles."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.options import json_option
from annotator.cli.output import progress_bar, say, say_json
from annotator.cli.projects import project_argument


@click.command("figures")
@project_argument
@click.option(
    "--annotator",
    "annotators",
    multiple=True,
    metavar="NAME",
    help="Only figures in this annotator's statements (default: everybody's).",
)
@click.option("--labelled-only", is_flag=True, help="Leave out what only the program found.")
@click.option(
    "--csv",
    "out",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Write one row per figure to OUT as CSV; an earlier OUT stays whole until then.",
)
@json_option
def figures(
    project: Path,
    annotators: tuple[str, ...],
    labelled_only: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """List the figures of PROJECT by unit, side and date, and tell which differ.

    Those that people put into statements, and those that the program finds where nobody did.
    Offsets are Unicode code points.
    """
    from annotator.project import Project
    from annotator.workflows.figures import (
        FiguresOptions,
        list_figures,
        report_as_text,
        write_csv,
    )

    options = FiguresOptions(annotators=annotators or None, with_found=not labelled_only)
    with Project.open(project, readonly=True) as opened, progress_bar() as progress:
        report = list_figures(opened, options, progress=progress)
    if out is not None:
        write_csv(report, out, never=project)
    if as_json:
        import msgspec

        facts = msgspec.to_builtins(report)
        say_json({"ok": True, "contradictions": report.contradictions, **facts})
    elif out is not None:
        count = len(report.rows)
        say(f"Wrote {out}: {count} {'figure' if count == 1 else 'figures'}.")
    else:
        say(report_as_text(report))


COMMANDS = (figures,)
