"""Which rows a dataset has, as options of a command: together they are one value for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, get_args  # Any: click's decorators and what they hand on

import click

from annotator.cli.options import annotators_option, opened_option, refuse_both
from annotator.dataset.options import (
    BYS,
    HANDLINGS,
    SEED,
    UNITS,
    WHOSE,
    DatasetOptions,
    Ties,
    split_named,
)
from annotator.dataset.tasks.rows import TASKS

by_option: Callable[[Any], Any] = click.option(
    "--by",
    type=click.Choice(BYS),
    default="cluster",
    show_default=True,
    help="What is never parted by a split: an article, articles that tell much the same, that "
    "share a passage, or of one source; date: the newest go last.",
)
_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--task",
        type=click.Choice(TASKS),
        default="stance",
        show_default=True,
        help="What is to be learned.",
    ),
    click.option(
        "--labels",
        "whose",
        type=click.Choice(WHOSE),
        default="each",
        show_default=True,
        help="each: a row per annotator. gold: what was settled. majority: more than half. "
        "soft: the shares of all votes.",
    ),
    annotators_option,
    opened_option,
    click.option(
        "--codebook",
        "versions",
        multiple=True,
        metavar="ID@VERSION",
        help="Only annotations made under this version (can be given several times).",
    ),
    click.option(
        "--unit",
        type=click.Choice(UNITS),
        default="sentence",
        show_default=True,
        help="The text of a row: the sentences concerned, these with some around them, or the "
        "article.",
    ),
    click.option(
        "--window",
        type=click.IntRange(1, 1000),
        default=3,
        show_default=True,
        metavar="N",
        help="How many sentences a window has.",
    ),
    click.option(
        "--unclear",
        type=click.Choice(HANDLINGS),
        default="keep",
        show_default=True,
        help="Unclear stances: keep them, drop them, or give all of them one label of their own.",
    ),
    click.option(
        "--implicit",
        type=click.Choice(HANDLINGS),
        default="keep",
        show_default=True,
        help="The same for stances that are only implied.",
    ),
    click.option(
        "--unsure",
        type=click.Choice(HANDLINGS),
        default="keep",
        show_default=True,
        help="The same for what annotators marked as unsure.",
    ),
    click.option(
        "--ties",
        type=click.Choice(get_args(Ties)),
        default="drop",
        show_default=True,
        help="Rows on which the majority is not clear.",
    ),
    click.option(
        "--least-votes",
        type=click.IntRange(1, 1000),
        default=1,
        show_default=True,
        metavar="N",
        help="majority, soft: leave out rows on which fewer people voted.",
    ),
    click.option(
        "--negatives",
        default="1",
        show_default=True,
        metavar="RATIO",
        help="Rows without anything there, for each other one: a number, or all.",
    ),
    click.option(
        "--split",
        "split_words",
        default="",
        metavar="SHARES",
        help='Training, validation and test, like 80/10/10; training and test, like 80/20; or "5 '
        'folds" (default: one file).',
    ),
    by_option,
    click.option(
        "--not-stratified",
        is_flag=True,
        help="Do not keep the shares of labels alike in all splits.",
    ),
    click.option(
        "--seed",
        type=click.IntRange(min=0),
        default=SEED,
        show_default=True,
        metavar="N",
        help="Another seed, another draw of splits and of rows without anything.",
    ),
)
_AS_GIVEN = (
    "task", "whose", "unit", "window", "unclear", "implicit", "unsure", "ties", "least_votes",
    "seed",
)  # fmt: skip
_TAKEN = ("annotators", "opened", "versions", "negatives", "split_words", "by", "not_stratified")


def row_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of rows; it is called with ``rows`` in place of them."""

    @wraps(command)
    def with_rows(**given: Any) -> int:
        chosen = {name: given.pop(name) for name in (*_AS_GIVEN, *_TAKEN)}
        return command(rows=_rows(chosen), **given)

    for option in reversed(_OPTIONS):
        option(with_rows)
    return with_rows


def _rows(chosen: dict[str, Any]) -> DatasetOptions:
    whose, least_votes = chosen["whose"], chosen["least_votes"]
    refuse_both("--labels gold", "--annotator", if_given=whose == "gold" and chosen["annotators"])
    if least_votes > 1 and whose not in ("majority", "soft"):
        raise click.UsageError("--least-votes is for --labels majority and soft.")
    split = split_named(
        chosen["split_words"] or "100",
        by=chosen["by"],
        seed=chosen["seed"],
        is_stratified=not chosen["not_stratified"],
    )
    return DatasetOptions(
        annotators=chosen["annotators"] or None,
        done_only=not chosen["opened"],
        versions=chosen["versions"] or None,
        negatives=_ratio(chosen["negatives"]),
        split=split,
        **{name: chosen[name] for name in _AS_GIVEN},
    )


def _ratio(words: str) -> float | None:
    if words == "all":
        return None
    try:
        found = float(words)
    except ValueError:
        found = -1.0
    if not 0 <= found < 1e9:
        raise click.UsageError(f'--negatives is a number from 0 on, or all, and not "{words}".')
    return found
