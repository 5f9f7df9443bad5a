"""Options that several commands have, and which of them do not go together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any  # Any: click's decorators have no narrower type

import click

json_option: Callable[[Any], Any] = click.option(
    "--json", "as_json", is_flag=True, help="Print the report as JSON."
)
annotator_option: Callable[[Any], Any] = click.option(
    "--annotator", metavar="NAME", help="Who labels (default: the one of the last session)."
)
jobs_option: Callable[[Any], Any] = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes mark articles at once (default: one per core).",
)
annotators_option: Callable[[Any], Any] = click.option(
    "--annotator",
    "annotators",
    multiple=True,
    metavar="NAME",
    help="Only this annotator's labels (can be given several times).",
)
opened_option: Callable[[Any], Any] = click.option(
    "--opened", is_flag=True, help="Articles that were opened too, not only done ones."
)
raw_cells_option: Callable[[Any], Any] = click.option(
    "--raw-cells", is_flag=True, help="csv: leave cells that look like formulas as they are."
)
bom_option: Callable[[Any], Any] = click.option(
    "--bom", is_flag=True, help="csv: begin with a byte order mark, for Excel."
)


def refuse_both(one: str, other: str, *, if_given: object) -> None:
    """Refuse two options that do not go together, where both were given."""
    if if_given:
        raise click.UsageError(f"{one} and {other} do not go together.")
