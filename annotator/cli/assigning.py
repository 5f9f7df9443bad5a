"""The command that shares articles out among annotators."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from annotator.cli.options import json_option, refuse_both
from annotator.cli.output import say, say_json
from annotator.cli.projects import project_argument

if TYPE_CHECKING:
    from annotator.workflows.sharing.assigning import Balance


@click.command("assign")
@project_argument
@click.option("--annotators", metavar="NAMES", help="Who labels, with commas between: Amina,Bo.")
@click.option(
    "--overlap",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Share of the articles that several people label.",
)
@click.option(
    "--each",
    type=click.IntRange(min=2),
    default=2,
    show_default=True,
    help="How many people label an article of the overlap.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, another draw.")
@click.option(
    "--balance",
    type=click.Choice(["count", "length"]),
    default="count",
    show_default=True,
    help="What everybody gets about as much of: articles, or text.",
)
@click.option(
    "--by-cluster", is_flag=True, help="Keep articles that tell much the same in one hand."
)
@click.option("--clear", is_flag=True, help="Ask everybody to label all articles again.")
@json_option
def assign(
    project: Path,
    annotators: str | None,
    overlap: float,
    each: int,
    seed: int,
    balance: str,
    by_cluster: bool,
    clear: bool,
    as_json: bool,
) -> None:
    """Share the articles of PROJECT out among annotators, or tell how they are shared out.

    The same articles, names and seed give the same shares. What somebody has begun stays theirs.
    Without --annotators nothing is changed.
    """
    from annotator.project import Project
    from annotator.workflows.sharing import assigning

    refuse_both("--clear", "--annotators", if_given=clear and annotators)
    with Project.open(project, readonly=not (annotators or clear)) as opened:
        if clear:
            opened.clear_assignments()
        if annotators:
            names = tuple(name.strip() for name in annotators.split(",") if name.strip())
            kind = cast("Balance", balance)
            options = assigning.AssignOptions(names, overlap, each, seed, kind, by_cluster)
            assigning.assign(opened, options)
        counts = opened.assigned_counts()
    if as_json:
        import msgspec

        say_json({"ok": True, "annotators": msgspec.to_builtins(counts)})
    else:
        say(assigning.as_text(counts))


COMMANDS = (assign,)
