"""The command that trains spaCy on a project's labels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from annotator import paths
from annotator.cli.options import (
    annotators_option,
    json_option,
    opened_option,
    refuse_both,
)
from annotator.cli.output import progress_bar, say, say_report
from annotator.cli.projects import project_argument
from annotator.cli.row_options import by_option
from annotator.dataset.options import SEED, By, Whose
from annotator.preannotation.pipelines.training import TRAINABLE, Size, Trainable

if TYPE_CHECKING:
    from annotator.workflows.exporting.training_texts import TrainingOptions


@click.command("train")
@project_argument
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--task",
    "tasks",
    type=click.Choice(TRAINABLE),
    multiple=True,
    help="What to learn (can be given several times; default: all). spans are sources, cues and "
    "contents.",
)
@click.option(
    "--labels",
    "whose",
    type=click.Choice([each for each in get_args(Whose) if each != "soft"]),
    default="majority",
    show_default=True,
    help="each: a text per annotator. gold: what was settled. majority: more than half.",
)
@annotators_option
@opened_option
@click.option(
    "--split",
    default="70/15/15",
    show_default=True,
    metavar="SHARES",
    help="For training, for choosing the best step, and for the scores.",
)
@by_option
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=SEED,
    show_default=True,
    metavar="N",
    help="Another seed, another draw of splits, another training.",
)
@click.option(
    "--size",
    type=click.Choice(["small", "default"]),
    default="small",
    show_default=True,
    help="small: minutes on any machine. default: larger models and more steps.",
)
@click.option(
    "--steps", type=click.IntRange(min=1), metavar="N", help="End training after so many steps."
)
@click.option("--preview", "is_preview", is_flag=True, help="Only tell the counts, write nothing.")
@click.option("--run", "is_run", is_flag=True, help="Train it now, and tell the scores.")
@json_option
def train(
    project: Path,
    out: Path,
    tasks: tuple[Trainable, ...],
    whose: Whose,
    annotators: tuple[str, ...],
    opened: bool,
    split: str,
    by: By,
    seed: int,
    size: Size,
    steps: int | None,
    is_preview: bool,
    is_run: bool,
    as_json: bool,
) -> None:
    """Write a spaCy project to the folder OUT that learns the labels of PROJECT.

    Learns sources, cues and contents of statements, their claim types and stances, from articles
    marked as done. With --run it is trained here, and OUT/pipeline can mark articles:
    annotator preannotate PROJECT --pipeline OUT/pipeline.
    """
    from annotator.workflows.exporting.training_texts import TrainingOptions

    refuse_both("--labels gold", "--annotator", if_given=whose == "gold" and annotators)
    refuse_both("--preview", "--run", if_given=is_preview and is_run)
    options = TrainingOptions(
        out=out,
        tasks=tasks or TRAINABLE,
        whose=whose,
        annotators=annotators or None,
        done_only=not opened,
        split=split,
        by=by,
        size=size,
        seed=seed,
        steps=steps,
    )
    if is_preview:
        _tell_preview(project, options, as_json)
    else:
        _train(project, options, is_run, as_json)


def _tell_preview(project: Path, options: TrainingOptions, as_json: bool) -> None:
    from annotator.project import Project
    from annotator.workflows.exporting.training import counts_told
    from annotator.workflows.exporting.training_texts import preview_training

    with Project.open(project, readonly=True) as opened, progress_bar() as progress:
        found = preview_training(opened, options, progress=progress)
    if as_json:
        say_report({"tasks": found})
        return
    say("Nothing was written. It would be trained on:")
    for line in counts_told(found):
        say(line)


def _train(project: Path, options: TrainingOptions, is_run: bool, as_json: bool) -> None:
    from annotator.project import Project
    from annotator.workflows.exporting.training import write_training
    from annotator.workflows.exporting.training_run import run_training

    with progress_bar() as progress:
        with Project.open(project, readonly=True) as opened:
            report = write_training(opened, options, progress=progress)
        if is_run:
            report = run_training(report, progress=progress)
    if as_json:
        say_report(report)
        return
    for line in report.lines():
        say(line)
    if report.pipeline is not None:
        say(f"Use it: {paths.command()} preannotate {project} --pipeline {report.pipeline}")
    elif not is_run:
        say(f"Train it by the commands in {options.out / 'README.md'}, or with --run.")


COMMANDS = (train,)
