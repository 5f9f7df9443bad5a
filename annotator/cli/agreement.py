"""The command for agreement: between annotators, with themselves, and as a report for a paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.output import json_option, progress_bar, say, say_json
from annotator.cli.projects import project_argument

if TYPE_CHECKING:
    from annotator.workflows.agreement_report import ReportFormat
    from annotator.workflows.measuring import AgreementOptions


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
    from annotator.workflows.measuring import SEED, AgreementOptions

    options = AgreementOptions(
        annotators=annotators or None,
        status="opened" if opened else "done",
        is_full=all_measures,
        with_gamma=with_gamma,
        rounds=resamples,
        seed=SEED if seed is None else seed,
    )
    if with_self and (out is not None or file_format is not None):
        raise click.UsageError("--self is printed or given as --json, not as a report for a paper.")
    if with_self:
        return _self_agreement(project, options, as_json)
    return _agreement(project, options, out, file_format, only_labels, as_json)


def _agreement(
    project: Path,
    options: AgreementOptions,
    out: Path | None,
    file_format: ReportFormat | None,
    only_labels: bool,
    as_json: bool,
) -> int:
    from annotator.project import Project
    from annotator.workflows.agreement_report import format_of, render, write_report
    from annotator.workflows.measuring import measure, report_as_json, report_as_text
    from annotator.workflows.measuring_labels import measure_article_labels

    if out is not None and file_format is None:
        file_format = format_of(out)
    with Project.open(project, readonly=True) as opened, progress_bar() as progress:
        if only_labels:
            report = measure_article_labels(opened, options)
        else:
            report = measure(opened, options, progress=progress)
    if out is not None and file_format is not None:
        write_report(report, out, file_format=file_format, never=project)
    if as_json:
        say_json({"ok": True, **report_as_json(report)})
    elif out is not None:
        say(f"The report is in {out}.")
    elif file_format is not None:
        say(render(report, file_format))
    else:
        say(report_as_text(report))
    return 0


def _self_agreement(project: Path, options: AgreementOptions, as_json: bool) -> int:
    from annotator.project import Project
    from annotator.workflows.self_agreement import measure_selves
    from annotator.workflows.self_agreement_report import selves_as_json, selves_as_text

    with Project.open(project, readonly=True) as opened, progress_bar() as progress:
        found = measure_selves(opened, options, progress=progress)
    if as_json:
        say_json({"ok": True, **selves_as_json(found)})
    else:
        say(selves_as_text(found))
    return 0


COMMANDS = (agreement,)
