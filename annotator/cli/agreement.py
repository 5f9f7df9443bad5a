"""The command for agreement: between annotators, with themselves, and as a report for a paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from annotator.cli.options import json_option
from annotator.cli.output import progress_bar, say, say_json
from annotator.cli.projects import project_argument

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.workflows.agreement.measuring import AgreementOptions
    from annotator.workflows.agreement.report_forms import Block, ReportFormat


@click.command("agreement")
@project_argument
@click.option(
    "--annotator",
    "annotators",
    multiple=True,
    metavar="NAME",
    help="Compare only these (default: everybody who marked articles done).",
)
@click.option("--opened", is_flag=True, help="Count articles that were opened, not only done ones.")
@click.option("--all-measures", is_flag=True, help="All measures, not only the usual ones.")
@click.option("--gamma", "with_gamma", is_flag=True, help="Gamma too; it takes its time.")
@click.option(
    "--resamples",
    type=click.IntRange(0, 100_000),
    default=1000,
    show_default=True,
    metavar="N",
    help="How often articles are drawn for the intervals; 0 leaves intervals out.",
)
@click.option("--seed", type=click.IntRange(min=0), metavar="N", help="Another draw of articles.")
@click.option(
    "--report",
    "out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the report to a file ending in .md, .html or .tex, to paste into a paper.",
)
@click.option(
    "--format",
    "file_format",
    type=click.Choice(("markdown", "html", "latex")),
    help="The form of the report; without --report it is printed.",
)
@click.option(
    "--article-labels",
    "only_labels",
    is_flag=True,
    help="Only labels of whole articles, every measure; quick for very many.",
)
@click.option(
    "--self",
    "with_self",
    is_flag=True,
    help="How far everybody agrees with themselves on the articles that came back (see repeat).",
)
@json_option
def agreement(
    project: Path,
    annotators: tuple[str, ...],
    opened: bool,
    all_measures: bool,
    with_gamma: bool,
    resamples: int,
    seed: int | None,
    out: Path | None,
    file_format: ReportFormat | None,
    only_labels: bool,
    with_self: bool,
    as_json: bool,
) -> int:
    """Tell how far the annotators of PROJECT agree, and where they do not."""
    from annotator.workflows.agreement.measuring import SEED, AgreementOptions
    from annotator.workflows.agreement.report_forms import format_of

    options = AgreementOptions(
        annotators=annotators or None,
        status="opened" if opened else "done",
        is_full=all_measures,
        with_gamma=with_gamma,
        rounds=resamples,
        seed=SEED if seed is None else seed,
    )
    if with_self and only_labels:
        raise click.UsageError("--self takes no --article-labels: it compares everything.")
    paper = _Paper(out, file_format or (format_of(out) if out is not None else None))
    if with_self:
        return _self_agreement(project, options, paper, as_json)
    return _agreement(project, options, paper, only_labels, as_json)


class _Paper(NamedTuple):
    """The report for a paper that is asked for, if any, and its file."""

    out: Path | None
    file_format: ReportFormat | None

    def give(self, blocks: Iterable[Block], project: Path) -> str:
        """Write the report, or return it; returns what to print."""
        from annotator.workflows.agreement.report_forms import render_blocks, write_blocks

        if self.file_format is None:
            return ""
        if self.out is None:
            return render_blocks(blocks, self.file_format)
        write_blocks(blocks, self.out, file_format=self.file_format, never=project)
        return f"The report is in {self.out}."


def _agreement(
    project: Path,
    options: AgreementOptions,
    paper: _Paper,
    only_labels: bool,
    as_json: bool,
) -> int:
    from annotator.project import Project
    from annotator.workflows.agreement.agreement_report import blocks
    from annotator.workflows.agreement.measuring import measure, report_as_json, report_as_text
    from annotator.workflows.agreement.measuring_labels import measure_article_labels

    with Project.open(project, readonly=True) as opened, progress_bar() as progress:
        if only_labels:
            report = measure_article_labels(opened, options)
        else:
            report = measure(opened, options, progress=progress)
    given = paper.give(blocks(report), project)
    if as_json:
        say_json({"ok": True, **report_as_json(report)})
    else:
        say(given or report_as_text(report))
    return 0


def _self_agreement(project: Path, options: AgreementOptions, paper: _Paper, as_json: bool) -> int:
    from annotator.project import Project
    from annotator.workflows.agreement.self_agreement import measure_selves
    from annotator.workflows.agreement.self_agreement_paper import self_blocks
    from annotator.workflows.agreement.self_agreement_report import selves_as_json, selves_as_text

    with Project.open(project, readonly=True) as opened, progress_bar() as progress:
        found = measure_selves(opened, options, progress=progress)
    given = paper.give(self_blocks(found), project)
    if as_json:
        say_json({"ok": True, **selves_as_json(found)})
    else:
        say(given or selves_as_text(found))
    return 0


COMMANDS = (agreement,)
