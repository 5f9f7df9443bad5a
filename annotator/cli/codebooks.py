"""Commands about codebooks: as files by themselves, and as what a project labels with."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator import paths
from annotator.cli.options import annotator_option, json_option
from annotator.cli.output import EXIT_FAILED, say, say_json
from annotator.cli.projects import project_argument

if TYPE_CHECKING:
    from annotator.codebook.comparing import Told
    from annotator.codebook.model import Codebook
    from annotator.project import Project
    from annotator.workflows.codebook_files import CodebookPlan

_file = click.argument("file", type=click.Path(path_type=Path))


@click.group("codebook")
def codebook() -> None:
    """Check, export, compare and change codebooks."""


@codebook.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def check_codebook(file: Path, as_json: bool) -> int:
    """Check a codebook FILE; every problem is named with its line."""
    from annotator.codebook.reading import read_codebook
    from annotator.errors import CodebookError

    try:
        book = read_codebook(file)
    except CodebookError as error:
        if as_json:
            say_json({"ok": False, "message": str(error), "problems": list(error.problems)})
        else:
            for problem in error.problems or (str(error),):
                say(problem)
        return EXIT_FAILED
    if as_json:
        say_json({"ok": True, "codebook": book.reference, "problems": []})
    else:
        say(
            f"{book.reference} is fine: {len(book.claim_types)} claim types, "
            f"{len(book.stance_values)} stance values, {len(book.topics)} topics, "
            f"{len(book.actors)} actors, {len(book.entity_kinds)} entity kinds."
        )
    return 0


@codebook.command("copy")
@click.argument("out", type=click.Path(path_type=Path))
def copy_codebook(out: Path) -> None:
    """Write the default codebook to OUT, to edit by hand; an existing file is left alone."""
    from annotator.errors import ExportError

    content = (paths.resources() / "codebooks" / "news-statements.yaml").read_bytes()
    try:
        with out.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise ExportError(
            f"{out} is there already and was left alone. Name another file."
        ) from error
    except OSError as error:
        raise ExportError(f"{out} could not be written: {error.strerror}.") from error
    say(f"Wrote {out}. Edit it, then: {paths.command()} codebook check {out}")


@codebook.command("export")
@project_argument
@_file
def export_codebook(project: Path, file: Path) -> None:
    """Write the codebook of PROJECT to FILE, to edit it or to begin another project with it."""
    from annotator.project import Project
    from annotator.workflows.codebook_files import export_codebook as export

    with Project.open(project, readonly=True) as opened:
        export(opened, file)
        reference = opened.codebook.reference
    say(f"Wrote {file}: {reference}.")


@codebook.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@json_option
def diff_codebooks(old: Path, new: Path, as_json: bool) -> None:
    """Tell how the codebook NEW differs from OLD.

    Each is a codebook file, a project, or the name of a codebook that comes with the program.
    """
    from annotator.annotations.consequences import consequences
    from annotator.codebook.changing import apply
    from annotator.codebook.comparing import compare

    before, after = _codebook_of(old), _codebook_of(new)
    found = compare(before, after)
    reached = apply(before, found.changes) if found.changes else before
    outcomes = consequences(before, reached, ()).outcomes
    if as_json:
        rows = [
            {"section": each.section, "id": each.entry_id, "what": each.what, "label": each.label}
            for each in outcomes
        ]
        say_json({"ok": True, "differences": rows})
        return
    for each in outcomes:
        say(each.difference)
    if not outcomes:
        say("Both offer the same.")


@codebook.command("change")
@project_argument
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--preview", is_flag=True, help="Only tell what would become of the annotations.")
@click.option("--rename", multiple=True, metavar="OLD=NEW", help="An entry has another id now.")
@click.option(
    "--merge",
    multiple=True,
    metavar="A,B=C",
    help="C stands for A and B now; values of an article label: KIND/A=C.",
)
@click.option("--split", multiple=True, metavar="A=B,C", help="What was A is B or C: a person says")
@click.option("--look-again", multiple=True, metavar="ID", help="It means something else now.")
@click.option("--undo", is_flag=True, help="Take the last change back.")
@click.option("--redo", is_flag=True, help="Do again what was taken back last.")
@annotator_option
@json_option
def change_codebook(
    project: Path,
    file: Path | None,
    preview: bool,
    rename: tuple[str, ...],
    merge: tuple[str, ...],
    split: tuple[str, ...],
    look_again: tuple[str, ...],
    undo: bool,
    redo: bool,
    annotator: str | None,
    as_json: bool,
) -> None:
    """Make FILE the codebook of PROJECT, in one step that can be taken back.

    No annotation is rewritten. An entry that FILE lacks is not offered any more and stays where it
    was given, unless an option says what stands for it now.
    """
    from annotator.project import Project
    from annotator.workflows.codebook_files import plan_codebook, take_codebook

    if (file is None) != (undo or redo) or (undo and redo):
        raise click.UsageError("Name the file with the new codebook, or say --undo or --redo.")
    with Project.open(project, annotator=annotator, readonly=preview) as opened:
        if file is None:
            _take_back(opened, undo=undo, as_json=as_json)
            return
        plan = plan_codebook(opened, file, _told(rename, merge, split, look_again))
        if not preview:
            take_codebook(opened, plan, file)
        _report(plan, opened.codebook.reference, is_preview=preview, as_json=as_json)


@codebook.command("revisit")
@project_argument
@annotator_option
@json_option
def revisit(project: Path, annotator: str | None, as_json: bool) -> None:
    """List the articles that an annotator must look at again since the codebook changed."""
    from annotator.project import Project

    with Project.open(project, annotator=annotator, readonly=True) as opened:
        found = [(each, opened.article(each).title) for each in opened.revisit()]
        name = opened.annotator.name
    if as_json:
        rows = [{"id": article, "title": title} for article, title in found]
        say_json({"ok": True, "annotator": name, "articles": rows})
        return
    for article, title in found:
        say(f"{article}  {title}")
    if not found:
        say(f"{name} has nothing to look at again.")


def _codebook_of(named: Path) -> Codebook:
    from annotator.codebook.reading import bundled_codebooks, read_codebook
    from annotator.project import Project

    if not named.exists() and str(named) in bundled_codebooks():
        return read_codebook(bundled_codebooks()[str(named)])
    if named.suffix == ".annotator":
        with Project.open(named, readonly=True) as opened:
            return opened.codebook
    return read_codebook(named)


def _told(
    rename: Iterable[str], merge: Iterable[str], split: Iterable[str], look_again: Iterable[str]
) -> Told:
    from annotator.codebook.comparing import Told

    merged = [(old, into) for each in merge for olds, into in [_sides(each)] for old in olds]
    return Told(
        renamed={
            _one(old, each): _one(new, each) for each in rename for old, new in [_sides(each)]
        },
        merged={old: _one(into, old) for old, into in merged},
        split={_one(old, each): new for each in split for old, new in [_sides(each)]},
        look_again=tuple(look_again),
    )


def _sides(said: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids on both sides of an equals sign."""
    old, equals, new = said.partition("=")
    sides = [tuple(filter(None, map(str.strip, side.split(",")))) for side in (old, new)]
    if not equals or not all(sides):
        raise click.UsageError(f"“{said}” must have ids on both sides of an equals sign: OLD=NEW.")
    return sides[0], sides[1]


def _one(ids: tuple[str, ...], said: str) -> str:
    if len(ids) != 1:
        raise click.UsageError(f"“{said}”: name one id on that side; see also --merge and --split.")
    return ids[0]


def _take_back(project: Project, *, undo: bool, as_json: bool) -> None:
    change = project.undo_registry() if undo else project.redo_registry()
    if as_json:
        say_json(
            {"ok": True, "action": change and change.action, "change": change and change.wording}
        )
    elif change is None:
        say(f"Nothing to {'take back' if undo else 'do again'}.")
    else:
        say(f"{'Took back' if undo else 'Did again'}: {change.wording}.")


def _report(plan: CodebookPlan, reference: str, *, is_preview: bool, as_json: bool) -> None:
    import dataclasses

    if as_json:
        found = dataclasses.asdict(plan.consequences)
        say_json(
            {"ok": True, "changed": bool(plan.changes) and not is_preview, "codebook": reference}
            | {**found, "questions": list(plan.questions)}
        )
        return
    for line in plan.lines:
        say(line)
    if not plan.changes:
        return
    say("Nothing was changed: this is a preview." if is_preview else f"Now in use: {reference}.")


COMMANDS = (codebook,)
