"""Commands about a project as a whole: make, open, describe, check, back up."""

from __future__ import annotations

import getpass
import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator import paths
from annotator.cli.options import annotator_option, json_option
from annotator.cli.output import EXIT_FAILED, say, say_json
from annotator.plain_text import counted

if TYPE_CHECKING:
    from annotator.codebook.model import Codebook
    from annotator.project.model import ProjectInfo

project_argument = click.argument("project", type=click.Path(path_type=Path))


def own_name() -> str:
    """Return how to call the person at this machine until they say otherwise."""
    try:
        return os.environ.get("ANNOTATOR_NAME") or getpass.getuser()
    except (KeyError, OSError):
        return "annotator"


def _codebook(wanted: Path | None) -> Codebook:
    from annotator.codebook.reading import bundled_codebooks, default_codebook, read_codebook

    if wanted is None:
        return default_codebook()
    bundled = bundled_codebooks()
    is_name = not wanted.exists() and str(wanted) in bundled
    return read_codebook(bundled[str(wanted)] if is_name else wanted)


@click.command("new")
@project_argument
@click.option(
    "--codebook",
    type=click.Path(path_type=Path),
    help="A codebook file, or the name of one that comes with the program "
    "(default: news-statements).",
)
@click.option("--title", help="The project's title (default: its file name).")
@click.option("--sample", is_flag=True, help="Fill it with the sample corpus, already highlighted.")
@annotator_option
@json_option
def new(
    project: Path,
    codebook: Path | None,
    title: str | None,
    sample: bool,
    annotator: str | None,
    as_json: bool,
) -> None:
    """Make a new PROJECT file; an existing file is never overwritten.

    Its name ends with .annotator; that is added where it is missing.
    """
    from annotator.project import Project

    project = paths.project_file(project)
    if sample and (codebook or title):
        raise click.UsageError("--sample brings its own title and codebook; leave these out.")
    name = annotator or own_name()
    if sample:
        from annotator.workflows.importing.sampling import make_sample_project

        make_sample_project(project, annotator=name)
    else:
        book = _codebook(codebook)
        Project.create(project, title=title or project.stem, codebook=book, annotator=name).close()
    if as_json:
        say_json({"ok": True, "project": str(project), "annotator": name})
        return
    named = shlex.quote(str(project))
    if sample:
        say(f"Made {project}. Label it with: {paths.command()} open {named}")
    else:
        say(f"Made {project}. Bring articles in with: {paths.command()} import {named} FOLDER")


@click.command("open")
@project_argument
@annotator_option
@click.option("--new-annotator", is_flag=True, help="Let --annotator be somebody new in PROJECT.")
def open_project(project: Path, annotator: str | None, new_annotator: bool) -> int:
    """Open PROJECT in the window."""
    from annotator.cli.opening import open_in_window

    if new_annotator and annotator is None:
        raise click.UsageError("--new-annotator needs --annotator NAME: who is new?")
    return open_in_window(project, annotator=annotator, is_new=new_annotator)


def _describe(info: ProjectInfo) -> str:
    lines = [
        f"{info.title} ({info.path})",
        f"  articles    {info.articles}",
        f"  codebook    {info.codebook}",
        f"  statements  {info.statements}, mentions {info.mentions}",
        f"  beside them {info.article_labels} article labels, {info.flags} flags, "
        f"{info.comments} comments",
        f"  suggestions {info.suggestions}",
        f"  history     {info.events} events, {info.size / 1e6:.1f} MB",
    ]
    if info.rulings or info.settled:
        articles, rulings = counted(info.settled, "article"), counted(info.rulings, "ruling")
        lines.append(f"  settled     {articles}, {rulings}")
    lines += [
        f"  {person.name}: {person.done} done, {person.opened} opened, "
        f"{person.statements} statements, {person.mentions} mentions"
        f"{_time(person.seconds)}"
        for person in info.annotators
    ]
    return "\n".join(lines)


def _time(seconds: int) -> str:
    hours, minutes = divmod(round(seconds / 60), 60)
    return f", {hours} h {minutes:02} min active" if seconds else ""


@click.command("info")
@project_argument
@json_option
def info(project: Path, as_json: bool) -> None:
    """Tell what is in PROJECT: articles, annotators, how far they are."""
    import msgspec

    from annotator.project import Project

    with Project.open(project, readonly=True) as opened:
        described = opened.info()
        warnings = opened.warnings
    if as_json:
        facts = msgspec.to_builtins(described, enc_hook=str)
        say_json({"ok": True, **facts, "warnings": list(warnings)})
        return
    say(_describe(described))
    for warning in warnings:
        say("  note: " + warning)


@click.command("check")
@project_argument
@click.option("--renew-index", is_flag=True, help="First make the index for searching anew.")
@json_option
def check(project: Path, renew_index: bool, as_json: bool) -> int:
    """Check PROJECT deeply: the file, every text, every annotation, the history."""
    from annotator.project import Project

    if renew_index:
        with Project.open(project) as opened:
            opened.renew_index()
            while opened.index_more(seconds=1):
                pass
    with Project.open(project, readonly=True) as opened:
        problems = opened.check()
    if as_json:
        say_json({"ok": not problems, "problems": list(problems)})
    elif problems:
        for problem in problems:
            say(problem)
    else:
        say("All is well: the file, every text, every annotation and the history.")
    return EXIT_FAILED if problems else 0


@click.command("backup")
@project_argument
@click.argument("out", type=click.Path(path_type=Path))
@json_option
def backup(project: Path, out: Path, as_json: bool) -> None:
    """Write a verified copy of PROJECT to OUT."""
    from annotator.project import Project

    with Project.open(project, readonly=True) as opened:
        opened.backup(out)
    if as_json:
        say_json({"ok": True, "out": str(out)})
    else:
        say(f"Wrote {out}.")


COMMANDS = (new, open_project, info, check, backup)
