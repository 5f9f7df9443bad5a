"""Commands for working apart: a copy for each annotator, and all copies together again."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.options import json_option, refuse_both
from annotator.cli.output import progress_bar, say, say_json
from annotator.cli.projects import project_argument


@click.command("merge")
@project_argument
@click.argument("others", metavar="[OTHER]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--preview", is_flag=True, help="Only tell what would come of it.")
@click.option(
    "--join-actors",
    is_flag=True,
    help="Let actors of one name that were made apart be one (a step that can be undone).",
)
@json_option
def merge(
    project: Path, others: tuple[Path, ...], preview: bool, join_actors: bool, as_json: bool
) -> None:
    """Take copies of PROJECT in that were labelled elsewhere.

    Each OTHER is left as it is. Order and repetition do not matter, and nothing is lost: where
    copies say different things of the same, both versions are kept and listed. Without OTHER, the
    conflicts that are still open are listed. Folders of backups are passed over.
    """
    from annotator.project import Project
    from annotator.project.storage.files import is_backup_folder
    from annotator.workflows.sharing import merging, merging_report

    others = tuple(each for each in others if not is_backup_folder(each)) or others
    refuse_both("--preview", "--join-actors", if_given=preview and join_actors)
    writes = (others and not preview) or join_actors
    with Project.open(project, readonly=not writes) as opened, progress_bar() as progress:
        if preview and others:
            report = merging.preview(opened, others)
        elif others:
            report = merging.merge(opened, others, progress=progress)
        else:
            report = merging.state(opened)
        joined = merging.join_same_named(opened) if join_actors else None
    if joined is not None:
        report = merging_report.with_actors_joined(report)
    if as_json:
        did = None if joined is None else joined.wording
        say_json({"ok": True, **merging_report.as_json(report), "joined_actors": did})
        return
    say(merging_report.as_text(report))
    if joined is not None:
        say(f"Done: {joined.wording}.")


@click.command("hand-out")
@project_argument
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder for the copies; it is made where it is missing.",
)
@click.option(
    "--annotator",
    "annotators",
    metavar="NAME",
    multiple=True,
    help="Only for this annotator (can be given several times).",
)
@json_option
def hand_out(project: Path, out: Path, annotators: tuple[str, ...], as_json: bool) -> None:
    """Write a copy of PROJECT for each annotator, to label apart.

    A copy holds only the articles that its annotator is asked to label (see `assign`; all where
    nothing is assigned), with suggestions, codebook and actors, and no labels of others. `merge`
    takes it back in.
    """
    from annotator.project import Project
    from annotator.workflows.sharing import handing_out

    with Project.open(project, readonly=True) as opened, progress_bar() as progress:
        made = handing_out.hand_out(opened, out, annotators, progress=progress)
    if as_json:
        say_json({"ok": True, "copies": [handing_out.as_json(each) for each in made]})
        return
    say(handing_out.as_text(made))


COMMANDS = (hand_out, merge)
