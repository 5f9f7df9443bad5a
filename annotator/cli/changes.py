"""The command that tells what is suggested differently since articles were marked again."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.options import annotator_option, json_option
from annotator.cli.output import say, say_json
from annotator.cli.projects import project_argument


@click.command("changes")
@project_argument
@click.option(
    "--unseen",
    is_flag=True,
    help="Only what is still to be looked at in articles that the annotator marked done before.",
)
@annotator_option
@json_option
def changes(project: Path, unseen: bool, annotator: str | None, as_json: bool) -> None:
    """Tell which suggestions of PROJECT are new, gone or changed since it was marked again.

    Each article keeps what changed the last three times. Offsets are Unicode code points.
    """
    from annotator.project import Project
    from annotator.workflows.agreement.choosing_annotators import chosen_annotators
    from annotator.workflows.marking.changed_suggestions import list_changes, report_as_text

    with Project.open(project, annotator=annotator, readonly=True) as opened:
        chosen_annotators(opened.annotators(), None if annotator is None else [annotator])
        report = list_changes(opened, unseen=unseen)
    if as_json:
        import msgspec

        facts = msgspec.to_builtins(report)
        say_json({"ok": True, "offset_unit": "unicode_code_point", **facts})
    else:
        say(report_as_text(report))


COMMANDS = (changes,)
