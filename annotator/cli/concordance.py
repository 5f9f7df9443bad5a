"""The command that lists words, actors, cues or labels with what stands around them."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from annotator.cli.options import json_option
from annotator.cli.output import progress_bar, say, say_json
from annotator.cli.projects import project_argument

_LOOKED = ("words", "actor", "cue", "claim_type", "topic")
_ORDERS = ("article", "before", "keyword", "behind")


@click.command("concordance")
@project_argument
@click.argument("wanted")
@click.option(
    "--of",
    "looked",
    type=click.Choice(_LOOKED),
    default="words",
    show_default=True,
    help="What WANTED is: words of the text, or the name of an actor, cue, claim type or topic.",
)
@click.option("--annotator", metavar="NAME", help="Whose labels are told (default: the last one).")
@click.option(
    "--order",
    type=click.Choice(_ORDERS),
    default="article",
    show_default=True,
    help="Order of the list: of the articles, or by the words before, of or behind the place.",
)
@click.option(
    "--csv",
    "out",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Write one row per place to OUT as CSV; an earlier OUT stays whole until then.",
)
@json_option
def concordance(
    project: Path,
    wanted: str,
    looked: str,
    annotator: str | None,
    order: str,
    out: Path | None,
    as_json: bool,
) -> None:
    """List every place of WANTED in PROJECT with what stands before and behind it.

    Several words stand together; "word*" begins a word. Offsets are Unicode code points.
    """
    from annotator.project import Project
    from annotator.workflows import concordance as work

    options = work.ConcordanceOptions(wanted, cast("work.Looked", looked))
    chosen = cast("work.Order", order)
    opening = Project.open(project, annotator=annotator, readonly=True)
    with opening as opened, progress_bar() as progress:
        found = work.look_up(opened, options, progress=progress)
    if out is not None:
        work.write_csv(found, out, chosen, never=project)
    if as_json:
        import msgspec

        rows = msgspec.to_builtins(found.ordered(chosen))
        say_json({"ok": True, "rows": rows, "is_cut": found.is_cut})
    elif out is not None:
        count = len(found.rows)
        say(f"Wrote {out}: {count} {'place' if count == 1 else 'places'}.")
    else:
        say(work.concordance_as_text(found, chosen))


COMMANDS = (concordance,)
