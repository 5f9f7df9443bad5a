"""The command that lets done articles come back, for self-agreement."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.options import json_option
from annotator.cli.output import say, say_json
from annotator.cli.projects import project_argument


@click.command("repeat")
@project_argument
@click.option(
    "--share",
    type=click.FloatRange(0, 1),
    help="Share of everybody's done articles that comes back; 0: none any more.",
)
@click.option(
    "--after-days",
    type=click.IntRange(0, 3650),
    help="How many days after an article was done it comes back (usually 7).",
)
@click.option("--seed", metavar="TEXT", help="Another seed, another draw (usually 1).")
@json_option
def repeat(
    project: Path, share: float | None, after_days: int | None, seed: str | None, as_json: bool
) -> None:
    """Let a share of the done articles of PROJECT come back unannounced, for self-agreement.

    Without options it tells how it is, and how many articles everybody labelled twice. What is
    said the second time never changes the first; `agreement --self` compares both.
    """
    from annotator.project import Project
    from annotator.workflows.sharing import repeating

    changes = (share, after_days, seed) != (None, None, None)
    with Project.open(project, readonly=not changes) as opened:
        if changes:
            known = repeating.chosen_repeats(opened)
            wanted = repeating.RepeatOptions(
                known.share if share is None else share,
                known.after_days if after_days is None else after_days,
                known.seed if seed is None else seed,
            )
            repeating.choose_repeats(opened, wanted)
        plan, counts = opened.repeat_plan(), opened.repeat_counts()
    if as_json:
        import msgspec

        facts = {"plan": plan, "annotators": counts}
        say_json({"ok": True, **msgspec.to_builtins(facts)})
    else:
        say(repeating.repeats_as_text(plan, counts))


COMMANDS = (repeat,)
