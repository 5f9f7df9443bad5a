"""Commands for what comes out: datasets, and how good the suggestions were."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.options import (
    annotators_option,
    bom_option,
    json_option,
    raw_cells_option,
    refuse_both,
)
from annotator.cli.output import progress_bar, say, say_json, say_report
from annotator.cli.projects import project_argument
from annotator.workflows.exporting.export_formats import FORMATS


@click.command("export")
@project_argument
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "file_format",
    type=click.Choice(tuple(FORMATS)),
    required=True,
    help="json: everything, lossless. jsonl, csv: one row per stance. articles-...: one row per "
    "article and annotator. docbin: for spaCy.",
)
@annotators_option
@click.option(
    "--labels",
    type=click.Choice(["people", "gold"]),
    default="people",
    show_default=True,
    help="Whose labels: the annotators', or those that were settled between them.",
)
@click.option("--done-only", is_flag=True, help="Only articles that the annotator marked done.")
@click.option(
    "--unopened",
    is_flag=True,
    help="Also the texts of articles that nobody opened, without labels, so that they can be "
    "labelled elsewhere. Without it they are in complete JSON and databases alone.",
)
@raw_cells_option
@bom_option
@click.option("--no-empty", is_flag=True, help="jsonl, csv: leave out statements without a stance.")
@click.option(
    "--no-report", is_flag=True, help="Write no second file that names what was left out, by id."
)
@json_option
def export_command(
    project: Path,
    out: Path,
    file_format: str,
    annotators: tuple[str, ...],
    labels: str,
    done_only: bool,
    unopened: bool,
    raw_cells: bool,
    bom: bool,
    no_empty: bool,
    no_report: bool,
    as_json: bool,
) -> int:
    """Write PROJECT's annotations to OUT; an earlier OUT stays whole until the new one is."""
    from annotator.project import Project
    from annotator.workflows.exporting.files import ExportOptions, export

    refuse_both("--labels gold", "--annotator", if_given=labels == "gold" and annotators)
    refuse_both("--unopened", "--done-only", if_given=unopened and done_only)
    options = ExportOptions(
        format=file_format,
        out=out,
        annotators=("gold",) if labels == "gold" else annotators or None,
        done_only=done_only,
        unopened=unopened,
        raw_cells=raw_cells,
        bom=bom,
        without_stance=not no_empty,
        with_report=not no_report,
    )
    with Project.open(project, readonly=True) as opened, progress_bar() as progress:
        report = export(opened, options, progress=progress)
    if as_json:
        say_report(report)
    else:
        for line in report.lines():
            say(line)
    return 0


@click.command("evaluate")
@project_argument
@click.option(
    "--annotator",
    "annotators",
    multiple=True,
    metavar="NAME",
    help="Take only this annotator's decisions as the truth (default: everybody's, pooled).",
)
@click.option("--errors", "with_errors", is_flag=True, help="List every difference with its words.")
@click.option(
    "--without-suggestions",
    "only_withheld",
    is_flag=True,
    help="Only articles that were served without suggestions: nobody was led by them.",
)
@json_option
def evaluate_command(
    project: Path,
    annotators: tuple[str, ...],
    with_errors: bool,
    only_withheld: bool,
    as_json: bool,
) -> int:
    """Tell how good PROJECT's suggestions are, by the articles that people marked done."""
    from annotator.project import Project
    from annotator.workflows.evaluating.evaluation_report import report_as_json, report_as_text
    from annotator.workflows.evaluating.suggestions import EvaluationOptions, evaluate

    options = EvaluationOptions(
        annotators=annotators or None, with_errors=with_errors, only_withheld=only_withheld
    )
    with Project.open(project, readonly=True) as opened, progress_bar() as progress:
        found = evaluate(opened, options, progress=progress)
    if as_json:
        say_json({"ok": True, **report_as_json(found, with_errors=with_errors)})
    else:
        say(report_as_text(found))
    return 0


COMMANDS = (export_command, evaluate_command)
