"""The command that trains spaCy on a project's labels."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from annotator import paths
from annotator.cli.output import json_option, progress_bar, say, say_json
from annotator.cli.projects import project_argument
from annotator.dataset.options import SEED, Whose


@click.command("train")
@project_argument
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--labels",
    "whose",
    type=click.Choice([each for each in get_args(Whose) if each != "soft"]),
    default="majority",
    show_default=True,
    help="each: a text per annotator. gold: what was settled. majority: more than half.",
)
@click.option(
    "--annotator",
    "annotators",
    multiple=True,
    metavar="NAME",
    help="Only this annotator's labels (can be given several times).",
)
@click.option("--split", default="70/15/15", show_default=True, metavar="SHARES")
@click.option("--seed", type=click.IntRange(min=0), default=SEED, show_default=True, metavar="N")
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
@click.option("--run", "is_run", is_flag=True, help="Train it now, and tell the scores.")
@json_option
def train(
    project: Path,
    out: Path,
    whose: Whose,
    annotators: tuple[str, ...],
    split: str,
    seed: int,
    size: str,
    steps: int | None,
    is_run: bool,
    as_json: bool,
) -> None:
    """Write a spaCy project to the folder OUT that learns the labels of PROJECT.

    Learns sources, cues and contents of statements, their claim types and stances, from articles
    marked as done. With --run it is trained here, and OUT/pipeline can mark articles:
    annotator preannotate PROJECT --pipeline OUT/pipeline.
    """
    from annotator.project import Project
    from annotator.workflows.training import TrainingOptions, run_training, write_training

    if whose == "gold" and annotators:
        raise click.UsageError("--labels gold and --annotator do not go together.")
    options = TrainingOptions(
        out=out,
        whose=whose,
        annotators=annotators or None,
        split=split,
        size="small" if size == "small" else "default",
        seed=seed,
        steps=steps,
    )
    with progress_bar() as progress:
        with Project.open(project, readonly=True) as opened:
            report = write_training(opened, options, progress=progress)
        if is_run:
            report = run_training(report, progress=progress)
    if as_json:
        import msgspec

        say_json({"ok": True, **msgspec.to_builtins(report, enc_hook=str)})
        return
    for line in report.lines():
        say(line)
    if report.pipeline is not None:
        say(f"Use it: {paths.command()} preannotate {project} --pipeline {report.pipeline}")
    elif not is_run:
        say(f"Train it by the commands in {out / 'README.md'}, or with --run.")


COMMANDS = (train,)
