"""The command for datasets: rows for training and testing, split so that nothing leaks."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from annotator.cli.output import json_option, progress_bar, say, say_json
from annotator.cli.projects import project_argument
from annotator.dataset.options import (
    BYS,
    HANDLINGS,
    SEED,
    UNITS,
    WHOSE,
    By,
    DatasetOptions,
    Handling,
    Ties,
    Unit,
    Whose,
    split_named,
)
from annotator.dataset.tasks.rows import TASKS, Task
from annotator.workflows.exporting.dataset_formats import DATASET_FORMATS

if TYPE_CHECKING:
    from annotator.workflows.exporting.building import BuildOptions

_SHOWN = 20


@click.command("dataset")
@project_argument
@click.argument("out", type=click.Path(path_type=Path), required=False)
@click.option(
    "--task",
    type=click.Choice(TASKS),
    default="stance",
    show_default=True,
    help="What is to be learned.",
)
@click.option(
    "--labels",
    "whose",
    type=click.Choice(WHOSE),
    default="each",
    show_default=True,
    help="each: a row per annotator. gold: what was settled. majority: more than half. soft: the "
    "shares of all votes.",
)
@click.option(
    "--annotator",
    "annotators",
    multiple=True,
    metavar="NAME",
    help="Only this annotator's labels (can be given several times).",
)
@click.option("--opened", is_flag=True, help="Articles that were opened too, not only done ones.")
@click.option(
    "--codebook",
    "versions",
    multiple=True,
    metavar="ID@VERSION",
    help="Only annotations made under this version (can be given several times).",
)
@click.option(
    "--unit",
    type=click.Choice(UNITS),
    default="sentence",
    show_default=True,
    help="The text of a row: the sentences concerned, these with some around them, or the article.",
)
@click.option(
    "--window",
    type=click.IntRange(1, 1000),
    default=3,
    show_default=True,
    metavar="N",
    help="How many sentences a window has.",
)
@click.option(
    "--unclear",
    type=click.Choice(HANDLINGS),
    default="keep",
    show_default=True,
    help="Unclear stances: keep them, drop them, or give all of them one label of their own.",
)
@click.option(
    "--implicit",
    type=click.Choice(HANDLINGS),
    default="keep",
    show_default=True,
    help="The same for stances that are only implied.",
)
@click.option(
    "--unsure",
    type=click.Choice(HANDLINGS),
    default="keep",
    show_default=True,
    help="The same for what annotators marked as unsure.",
)
@click.option(
    "--ties",
    type=click.Choice(get_args(Ties)),
    default="drop",
    show_default=True,
    help="Rows on which the majority is not clear.",
)
@click.option(
    "--least-votes",
    type=click.IntRange(1, 1000),
    default=1,
    show_default=True,
    metavar="N",
    help="majority, soft: leave out rows on which fewer people voted.",
)
@click.option(
    "--negatives",
    default="1",
    show_default=True,
    metavar="RATIO",
    help="Rows without anything there, for each other one: a number, or all.",
)
@click.option(
    "--split",
    "split_words",
    default="",
    metavar="SHARES",
    help='Training, validation and test, like 80/10/10; training and test, like 80/20; or "5 '
    'folds" (default: one file).',
)
@click.option(
    "--by",
    type=click.Choice(BYS),
    default="cluster",
    show_default=True,
    help="What is never parted by a split: an article, articles that tell much the same, that "
    "share a passage, or of one source; date: the newest go last.",
)
@click.option(
    "--not-stratified", is_flag=True, help="Do not keep the shares of labels alike in all splits."
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=SEED,
    show_default=True,
    metavar="N",
    help="Another seed, another draw of splits and of rows without anything.",
)
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
@click.option(
    "--raw-cells", is_flag=True, help="csv: leave cells that look like formulas as they are."
)
@click.option("--bom", is_flag=True, help="csv: begin with a byte order mark, for Excel.")
@click.option("--preview", is_flag=True, help="Only tell what would be written, with some rows.")
@json_option
def dataset_command(
    project: Path,
    out: Path | None,
    task: Task,
    whose: Whose,
    annotators: tuple[str, ...],
    opened: bool,
    versions: tuple[str, ...],
    unit: Unit,
    window: int,
    unclear: Handling,
    implicit: Handling,
    unsure: Handling,
    ties: Ties,
    least_votes: int,
    negatives: str,
    split_words: str,
    by: By,
    not_stratified: bool,
    seed: int,
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

    if whose == "gold" and annotators:
        raise click.UsageError("--labels gold and --annotator do not go together.")
    if least_votes > 1 and whose not in ("majority", "soft"):
        raise click.UsageError("--least-votes is for --labels majority and soft.")
    if preview == (out is not None):
        raise click.UsageError("Give a folder OUT to write to, or --preview to write nothing.")
    options = DatasetOptions(
        task=task,
        whose=whose,
        annotators=annotators or None,
        done_only=not opened,
        versions=versions or None,
        unit=unit,
        window=window,
        unclear=unclear,
        unsure=unsure,
        implicit=implicit,
        ties=ties,
        least_votes=least_votes,
        negatives=_ratio(negatives),
        seed=seed,
        split=split_named(split_words or "100", by=by, seed=seed, is_stratified=not not_stratified),
    )
    if out is None:
        return _preview(project, options, as_json)
    how = BuildOptions(
        dataset=options,
        out=out,
        format=file_format,
        licence=licence,
        command=_command(),
        with_agreement=not no_agreement,
        raw_cells=raw_cells,
        bom=bom,
    )
    return _build(project, how, as_json)


def _ratio(words: str) -> float | None:
    if words == "all":
        return None
    try:
        found = float(words)
    except ValueError:
        found = -1.0
    if not 0 <= found < 1e9:
        raise click.UsageError(f'--negatives is a number from 0 on, or all, and not "{words}".')
    return found


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
