"""The command for datasets: rows for training and testing, split so that nothing leaks."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.options import bom_option, json_option, raw_cells_option
from annotator.cli.output import progress_bar, say, say_json
from annotator.cli.projects import project_argument
from annotator.cli.row_options import row_options
from annotator.dataset.options import DatasetOptions
from annotator.workflows.exporting.dataset_formats import DATASET_FORMATS

if TYPE_CHECKING:
    from annotator.workflows.exporting.building import BuildOptions

_SHOWN = 20


@click.command("dataset")
@project_argument
@click.argument("out", type=click.Path(path_type=Path), required=False)
@row_options
@click.option(
    "--format",
    "file_format",
    type=click.Choice(tuple(DATASET_FORMATS)),
    default="jsonl",
    show_default=True,
    help="hf: Parquet for the Hugging Face Hub. nli: pairs of premise and hypothesis. lewidi: "
    "learning with disagreement.",
)
@click.option("--licence", default="", metavar="NAME", help="For the card, such as CC-BY-4.0.")
@click.option("--no-agreement", is_flag=True, help="Do not measure agreement for the card.")
@raw_cells_option
@bom_option
@click.option("--preview", is_flag=True, help="Only tell what would be written, with some rows.")
@json_option
def dataset_command(
    project: Path,
    out: Path | None,
    rows: DatasetOptions,
    file_format: str,
    licence: str,
    no_agreement: bool,
    raw_cells: bool,
    bom: bool,
    preview: bool,
    as_json: bool,
) -> int:
    """Write PROJECT's labels to the folder OUT as rows for training and testing, with a card."""
    from annotator.workflows.exporting.building import BuildOptions

    if preview == (out is not None):
        raise click.UsageError("Give either a folder OUT to write to or --preview, not both.")
    if out is None:
        return _preview(project, rows, as_json)
    how = BuildOptions(
        dataset=rows,
        out=out,
        format=file_format,
        licence=licence,
        command=_command(),
        with_agreement=not no_agreement,
        raw_cells=raw_cells,
        bom=bom,
    )
    return _build(project, how, as_json)


def _command() -> str:
    """Return what was typed, with file names instead of whole paths: the card is published."""
    context = click.get_current_context()
    words = ["annotator", "dataset"]
    for parameter in context.command.params:
        name = parameter.name or ""
        source = context.get_parameter_source(name)
        value = context.params.get(name)
        if source is not click.core.ParameterSource.COMMANDLINE or name == "as_json":
            continue
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(parameter, click.Option):
                words.append(parameter.opts[0])
            if not isinstance(each, bool):
                words.append(each.name if isinstance(each, Path) else str(each))
    return shlex.join(words)


def _preview(project: Path, options: DatasetOptions, as_json: bool) -> int:
    from annotator.project import Project
    from annotator.workflows.exporting.building import preview
    from annotator.workflows.exporting.dataset_report import counts_as_json, preview_lines

    with Project.open(project, readonly=True) as opened, progress_bar() as progress:
        found = preview(opened, options, progress=progress)
    if as_json:
        import msgspec

        rows = [msgspec.to_builtins(each) for each in found.rows]
        facts = counts_as_json(found.counts)
        say_json({"ok": True, **facts, "notes": found.notes, "first_rows": rows})
    else:
        for line in preview_lines(found, options.split.names, most=_SHOWN):
            say(line)
    return 0


def _build(project: Path, options: BuildOptions, as_json: bool) -> int:
    from annotator.project import Project
    from annotator.workflows.exporting.building import build
    from annotator.workflows.exporting.dataset_report import counts_as_json, report_lines

    with Project.open(project, readonly=True) as opened, progress_bar() as progress:
        report = build(opened, options, progress=progress)
    if as_json:
        import msgspec

        facts = {
            "path": str(report.path),
            **counts_as_json(report.counts),
            "leaks": msgspec.to_builtins(report.leaks),
            "agreement": msgspec.to_builtins(report.agreement),
            "notes": report.notes,
        }
        say_json({"ok": True, **facts})
    else:
        for line in report_lines(report):
            say(line)
    return 0


COMMANDS = (dataset_command,)
