"""How far the annotators agree, as the card of a dataset tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.agreement.labels.coefficient import in_words, interval_in_words
from annotator.dataset.files.card import AgreementLine
from annotator.plain_text import counted

if TYPE_CHECKING:
    from annotator.agreement.reported.measurement import Measurement, Part
    from annotator.agreement.reported.report import AgreementReport
    from annotator.dataset.options import DatasetOptions, Whose
    from annotator.dataset.tasks.rows import Task

PARTS_OF: Mapping[Task, tuple[Part, ...]] = {
    "stance": ("statements", "stances"),
    "claim-detection": ("statements",),
    "claim-type": ("statements", "claim_types"),
    "spans": ("statements",),
    "quotations": ("statements",),
    "entities": ("entities",),
    "article-labels": ("article_labels",),
}
"""The parts of the work whose measures a task rests on."""
_ROWS: Mapping[Whose, str] = {
    "each": "The rows are theirs",
    "gold": "The rows are what was settled between them",
    "majority": "The rows are what most of them say",
    "soft": "The rows are the shares of their votes",
}


def agreement_in_card(
    report: AgreementReport, options: DatasetOptions, makers: Sequence[str]
) -> tuple[tuple[AgreementLine, ...], tuple[str, ...]]:
    """Return the measures that a dataset's task rests on, and in sentences how they were made.

    ``makers`` are the ids of the annotators whose labels became rows.
    """
    everybody = max(
        [sum(bool(each.compared) for each in report.work)]
        + [len(each.annotators) for each in report.measurements]
    )
    chosen = tuple(
        each
        for each in report.measurements
        if each.part in PARTS_OF[options.task]
        and each.rank == "main"
        and len(each.annotators) == everybody
    )
    lines = tuple(
        AgreementLine(
            each.of,
            each.title,
            in_words(each.coefficient),
            interval_in_words(each.coefficient),
            each.coefficient.units,
        )
        for each in chosen
    )
    told = replace(report, measurements=chosen)
    return lines, (_whose(report, options, makers), told.handling, *_intervals(chosen, told))


def _whose(report: AgreementReport, options: DatasetOptions, makers: Sequence[str]) -> str:
    """Return between whom it was measured, and what the rows have to do with them."""
    measured = {each.annotator for each in report.work if each.compared}
    found = (
        f"Measured between {counted(len(measured), 'annotator')}, on "
        f"{counted(report.articles, 'article')} labelled by several of them."
    )
    if options.whose != "gold" and len(makers) == 1:
        if measured.isdisjoint(makers):
            return f"{found} The rows are those of somebody else, whose labels it says nothing of."
        return f"{found} The rows are those of one of them."
    alone = sum(bool(each.articles) and not each.compared for each in report.work)
    rest = f" The labels of {alone:,} more could not be compared." if alone else ""
    return f"{found} {_ROWS[options.whose]}.{rest}"


def _intervals(chosen: Sequence[Measurement], told: AgreementReport) -> Iterator[str]:
    """Yield how intervals were made or why there is none; where in several ways, of which each."""
    made, missing = dict[str, dict[str, None]](), dict[str, dict[str, None]]()
    for each in chosen:
        interval, name = each.coefficient.interval, f"{each.of}: {each.title}"
        if interval is not None and interval.low is not None:
            made.setdefault(interval.words, {})[name] = None
        elif interval is not None and interval.reason not in ("", "there is no value"):
            missing.setdefault(interval.reason, {})[name] = None
    said = list(told.intervals)
    for ways, words in ((made, "{of}: interval by {how}."), (missing, "{of}: no interval, {how}.")):
        plain, said = said[: len(ways)], said[len(ways) :]
        each_of = (words.format(of="; ".join(of), how=how) for how, of in ways.items())
        yield from plain if len(ways) < 2 else each_of
    yield from said
