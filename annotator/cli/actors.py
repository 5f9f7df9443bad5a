"""The command that lists the actors of a project, and changes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.options import annotator_option, json_option
from annotator.cli.output import say, say_json, say_report
from annotator.cli.projects import project_argument

if TYPE_CHECKING:
    from annotator.annotations.edits import Change, Step
    from annotator.annotations.steps.on_actors import Registry
    from annotator.project import Project

    Gesture = Callable[[Registry], Step]


@click.command("actors")
@project_argument
@click.option(
    "--merge",
    "merged",
    multiple=True,
    metavar="ACTOR",
    help="Merge ACTOR (an id or a name) into the one of --into; may be given several times.",
)
@click.option("--into", metavar="ACTOR", help="The actor that stands for the merged ones.")
@click.option("--unmerge", metavar="ACTOR", help="Let a merged actor stand for itself again.")
@click.option("--rename", nargs=2, metavar="ACTOR NAME", help="The old name stays as an alias.")
@click.option("--alias", nargs=2, metavar="ACTOR ALIAS", help="Add one more name to an actor.")
@click.option("--remove", metavar="ACTOR", help="Remove an actor whom nobody names.")
@click.option("--undo", is_flag=True, help="Take the last change to the actors back.")
@click.option("--redo", is_flag=True, help="Do again what was taken back last.")
@click.option(
    "--import",
    "list_in",
    type=click.Path(path_type=Path),
    metavar="LIST",
    help="Take in a list as CSV or JSON: name, and if known id, kind, country, acts_for, aliases.",
)
@click.option(
    "--csv", "out", type=click.Path(path_type=Path), metavar="OUT", help="Write the list to OUT."
)
@annotator_option
@json_option
def actors(
    project: Path,
    merged: tuple[str, ...],
    into: str | None,
    unmerge: str | None,
    rename: tuple[str, str] | None,
    alias: tuple[str, str] | None,
    remove: str | None,
    undo: bool,
    redo: bool,
    list_in: Path | None,
    out: Path | None,
    annotator: str | None,
    as_json: bool,
) -> None:
    """List the actors of PROJECT with their kind, country, aliases and how often they are named.

    With an option, change them instead, in one step that --undo takes back. A list that was taken
    in adds and changes actors, and removes nothing.
    """
    if bool(merged) != (into is not None):
        raise click.UsageError("--merge needs --into, and --into needs --merge.")
    steps = _gestures(merged, into, unmerge, rename, alias, remove)
    wanted = list(steps)
    others = {"--undo": undo, "--redo": redo, "--import": list_in, "--csv": out}
    wanted += [name for name, given in others.items() if given]
    if len(wanted) > 1:
        raise click.UsageError(f"One thing at a time: {' or '.join(wanted)}.")
    build = next(iter(steps.values()), None)
    if build is not None or undo or redo:
        _change(project, annotator, build, undo=undo, as_json=as_json)
    elif list_in is not None:
        _import(project, list_in, annotator, as_json=as_json)
    elif out is not None:
        _write(project, out, as_json=as_json)
    else:
        _list(project, as_json=as_json)


def _gestures(
    merged: tuple[str, ...],
    into: str | None,
    unmerge: str | None,
    rename: tuple[str, str] | None,
    alias: tuple[str, str] | None,
    remove: str | None,
) -> dict[str, Gesture]:
    """Return what is asked of the registry, by the name of the option."""
    steps: dict[str, Gesture] = {}
    if into is not None:
        steps["--merge"] = lambda at: at.merge([_id(at, each) for each in merged], _id(at, into))
    if unmerge is not None:
        steps["--unmerge"] = lambda at: at.unmerge(_id(at, unmerge))
    if rename is not None:
        steps["--rename"] = lambda at: at.rename(_id(at, rename[0]), rename[1])
    if alias is not None:
        steps["--alias"] = lambda at: at.add_alias(_id(at, alias[0]), alias[1])
    if remove is not None:
        steps["--remove"] = lambda at: at.remove(_id(at, remove))
    return steps


def _id(registry: Registry, words: str) -> str:
    """Return the id of an actor that is given as id, name or alias."""
    from annotator.errors import AnnotationError

    if words in registry.actors:
        return words
    own = (each for each in registry.actors.stored.values() if each.name == words)
    found = next(own, None) or registry.actors.named(words)
    if found is None:
        raise AnnotationError(
            f"There is no actor “{words}”. Nothing was changed. `annotator actors` lists them."
        )
    return found.id


def _change(
    path: Path,
    annotator: str | None,
    build: Gesture | None,
    *,
    undo: bool,
    as_json: bool,
) -> None:
    from annotator.annotations.steps.on_actors import Registry
    from annotator.project import Project

    with Project.open(path, annotator=annotator) as project:
        change: Change | None
        if build is not None:
            registry = Registry(project.standing_actors(), project.codebook)
            change = project.apply(build(registry))
        else:
            change = project.undo_registry() if undo else project.redo_registry()
    if as_json:
        did = change.wording if change is not None else None
        say_json({"ok": True, "action": change and change.action, "change": did})
    elif change is None:
        say(f"Nothing to {'take back' if undo else 'do again'}.")
    else:
        words = {"do": "Done", "undo": "Taken back", "redo": "Done again"}[change.action]
        say(f"{words}: {change.wording}.")


def _import(path: Path, list_in: Path, annotator: str | None, *, as_json: bool) -> None:
    from annotator.project import Project
    from annotator.workflows.marking.actor_lists import import_actors

    with Project.open(path, annotator=annotator) as project:
        report = import_actors(project, list_in)
    if as_json:
        say_report(report)
    else:
        say(report.words())


def _write(path: Path, out: Path, *, as_json: bool) -> None:
    from annotator.plain_text import counted
    from annotator.project import Project
    from annotator.workflows.marking.actor_lists import write_actors

    with Project.open(path, readonly=True) as project:
        count = write_actors(project, out)
    if as_json:
        say_json({"ok": True, "path": str(out), "actors": count})
    else:
        say(f"Wrote {out}: {counted(count, 'actor')}.")


def _list(path: Path, *, as_json: bool) -> None:
    from annotator.project import Project

    with Project.open(path, readonly=True) as project:
        if as_json:
            say_json({"ok": True, "actors": _facts(project)})
        else:
            say("\n".join(_lines(project)))


def _facts(project: Project) -> list[dict[str, object]]:
    import msgspec

    uses = project.actor_counts()
    return [
        {**msgspec.to_builtins(each), "uses": uses.get(each.id, 0)} for each in project.actors()
    ]


def _lines(project: Project) -> list[str]:
    from annotator.annotations.wording import actor_name, label
    from annotator.plain_text import counted, printable, table

    standing, uses = project.standing_actors(), project.actor_counts()
    rows = [("name", "kind", "country", "acts for", "uses", "id", "aliases")]
    for actor in sorted(standing.values(), key=lambda each: (each.name.casefold(), each.id)):
        behind = actor_name(standing, actor.acts_for) if actor.acts_for else ""
        named = str(uses.get(actor.id, 0))
        told = (actor.name, label(actor.kind), actor.country or "", behind, named, actor.id)
        rows.append((*told, ", ".join(actor.aliases)))
    merged = len(standing.stored) - len(standing)
    head = counted(len(standing), "actor") + (f", {merged} merged into others" if merged else "")
    return [f"{head}.", *(printable(each).rstrip() for each in table(rows, indent="  "))]


COMMANDS = (actors,)
