"""The command that tells what is to be settled between annotators, and settles it by rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from annotator.cli.options import json_option, refuse_both
from annotator.cli.output import progress_bar, say, say_json
from annotator.cli.projects import project_argument

if TYPE_CHECKING:
    from annotator.adjudication.proposals import ProposingRule


@click.command("adjudicate")
@project_argument
@click.option(
    "--annotator",
    "annotators",
    multiple=True,
    metavar="NAME",
    help="Compare only these (default: everybody who marked articles done).",
)
@click.option(
    "--as", "adjudicator", metavar="NAME", help="Who settles (default: who worked here last)."
)
@click.option("--list", "lists_all", is_flag=True, help="List every disagreement, not the first.")
@click.option(
    "--accept-unanimous", is_flag=True, help="Settle what all annotators agree on, by rule."
)
@click.option(
    "--withdraw-unanimous", is_flag=True, help="Open again what was settled by that rule."
)
@click.option(
    "--propose",
    type=click.Choice(["majority", "dawid-skene"]),
    help="Say what a rule would settle; needs three annotators. Ties stay ties.",
)
@click.option(
    "--accept-proposed", is_flag=True, help="With --propose: settle so what is open, but no tie."
)
@click.option(
    "--show-gold/--hide-gold",
    default=None,
    help="Whether annotators may see their labels beside what was settled.",
)
@click.option(
    "--beside",
    metavar="NAME",
    help="Only show this annotator's labels beside what was settled, if the project allows it.",
)
@json_option
def adjudicate(
    project: Path,
    annotators: tuple[str, ...],
    adjudicator: str | None,
    lists_all: bool,
    accept_unanimous: bool,
    withdraw_unanimous: bool,
    propose: str | None,
    accept_proposed: bool,
    show_gold: bool | None,
    beside: str | None,
    as_json: bool,
) -> None:
    """Tell what the annotators of PROJECT disagree on, heaviest first, and what is settled.

    Annotators are letters, shuffled for each disagreement. What is settled goes into a layer of its
    own, with who settled it and when; nobody's labels are changed. Every ruling can be taken back.
    """
    from annotator.project import Project
    from annotator.workflows.agreement import adjudication_report as reporting
    from annotator.workflows.agreement.adjudicating import AdjudicationOptions

    if accept_proposed and propose is None:
        raise click.UsageError("--accept-proposed needs --propose: say which rule proposes.")
    refuse_both(
        "--accept-unanimous",
        "--withdraw-unanimous",
        if_given=accept_unanimous and withdraw_unanimous,
    )
    if beside is not None:
        _say_beside(project, beside, as_json=as_json)
        return
    wanted = reporting.Wanted(
        AdjudicationOptions(annotators or None),
        accept_unanimous=accept_unanimous,
        withdraw_unanimous=withdraw_unanimous,
        propose=cast("ProposingRule | None", propose),
        accept_proposed=accept_proposed,
        show_gold=show_gold,
    )
    with (
        Project.open(project, annotator=adjudicator, readonly=not wanted.writes) as opened,
        progress_bar() as progress,
    ):
        report = reporting.carry_out(opened, wanted, progress=progress)
    if as_json:
        say_json({"ok": True, **reporting.report_as_json(report)})
    else:
        say(reporting.report_as_text(report, most=None if lists_all else 20))


def _say_beside(path: Path, annotator: str, *, as_json: bool) -> None:
    from annotator.project import Project
    from annotator.workflows.agreement.beside_gold import all_beside_gold, beside_gold_as_text
    from annotator.workflows.agreement.choosing_annotators import chosen_annotators

    with Project.open(path, readonly=True) as opened:
        (person,) = chosen_annotators(opened.annotators(), [annotator])[:1]
        opened.use_annotator(person.name)
        found = all_beside_gold(opened)
    if as_json:
        import msgspec

        say_json({"ok": True, "articles": msgspec.to_builtins(found)})
    else:
        say(beside_gold_as_text(found))


COMMANDS = (adjudicate,)
