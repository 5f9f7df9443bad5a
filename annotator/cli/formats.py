"""The formats that can be written and read, and what each keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from annotator.cli.options import json_option
from annotator.cli.output import say, say_json
from annotator.workflows.exporting.dataset_formats import KINDS
from annotator.workflows.exporting.export_formats import FORMATS

if TYPE_CHECKING:
    from annotator.workflows.exporting.format_table import KnownFormat


@click.command("formats")
@click.option(
    "--fidelity",
    "format_id",
    type=click.Choice((*FORMATS, *KINDS)),
    help="Tell what this format keeps whole, in part and not at all.",
)
@click.option("--markdown", is_flag=True, help="Print the guide's page on what each format keeps.")
@json_option
def formats_command(format_id: str | None, markdown: bool, as_json: bool) -> int:
    """List the formats that can be written and read, or tell what one keeps."""
    from annotator.workflows.exporting import format_table

    if markdown:
        if format_id or as_json:
            raise click.UsageError("--markdown goes with nothing else.")
        click.echo(format_table.guide_page(), nl=False)
    elif format_id is not None:
        if as_json:
            kept = format_table.fidelity_of(format_id)
            held = {each.feature: {"held": each.held, "words": each.words} for each in kept}
            say_json({"ok": True, "format": format_id, "features": held})
        else:
            for line in format_table.fidelity_lines(format_id):
                say(line)
    else:
        _list(as_json=as_json)
    return 0


def _list(*, as_json: bool) -> None:
    import msgspec

    from annotator.plain_text import table
    from annotator.workflows.exporting import format_table

    known = format_table.known_formats()
    if as_json:
        say_json({"ok": True, "formats": [msgspec.to_builtins(each) for each in known]})
        return
    rows = [("format", "", "name")]
    rows += [(each.id, _ways(each), each.label) for each in known]
    for line in table(rows):
        say(line)


def _ways(each: KnownFormat) -> str:
    if each.is_written and each.is_read:
        return "written and read"
    return "written" if each.is_written else "read"


COMMANDS = (formats_command,)
