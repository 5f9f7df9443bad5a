"""Commands that bring articles in and mark them before a person looks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.columns import chosen_columns, write_columns
from annotator.cli.labelled import LABELLED, OFFSET_NAMES, Asked, import_labelled
from annotator.cli.options import annotator_option, jobs_option, json_option
from annotator.cli.output import EXIT_FAILED, EXIT_PARTLY, EXIT_STOPPED, progress_bar, say, say_json
from annotator.cli.projects import project_argument
from annotator.errors import FormatError
from annotator.plain_text import counted

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.workflows.importing.articles import ImportReport
    from annotator.workflows.marking.preannotating import PreannotationReport

paths_argument = click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."
)


def _import_statements(
    project: Project,
    paths: tuple[Path, ...],
    texts: Path | None,
    *,
    preannotate: bool,
    as_json: bool,
) -> int:
    from annotator.workflows.importing.exchanging import import_news_statements

    with progress_bar() as progress:
        reports = [
            import_news_statements(
                project, path, texts=texts, progress=progress, preannotate=preannotate
            )
            for path in paths
        ]
    if as_json:
        import msgspec

        say_json({"ok": True, "files": [msgspec.to_builtins(report) for report in reports]})
        return 0
    for report in reports:
        say(
            f"{report.file}: {counted(report.statements, 'statement')} in "
            f"{counted(report.articles, 'article')} by {report.annotator}"
            + (f", {report.already_there} were already there" if report.already_there else "")
        )
        for note in report.notes:
            say("  " + note)
    return 0


def _import_code(report: ImportReport) -> int:
    if report.is_cancelled:
        return EXIT_STOPPED
    if not report.failures and not report.undecided:
        return 0
    return EXIT_PARTLY if report.imported or report.duplicates else EXIT_FAILED


def _tell(report: ImportReport) -> None:
    say(f"Imported {counted(len(report.imported), 'article')}.")
    if report.comparison is not None and report.comparison.similar:
        say(f"  sharing passages with others: {report.comparison.similar} (annotator similar)")
    for path, words in report.notes:
        say(f"  {path.name}: {words}")
    for path, article_id, where in report.duplicates:
        say(f"  already there: {path}{f', {where}' if where else ''} (article {article_id})")
    for path, reason in report.failures:
        click.echo(f"  not imported: {path}: {reason}", err=True)
    for path, reason in report.doubts:
        click.echo(f"  not imported: {path}: {reason}", err=True)
    if report.undecided:
        likely = report.undecided[0].candidates[:4]
        click.echo(f"  Choose with --encoding, for example: {', '.join(likely)}", err=True)
    layer = report.preannotation.pipeline if report.preannotation else None
    for line in layer.lines() if layer else ():
        say("  " + line)
    if report.preannotation is not None and report.preannotation.problem:
        click.echo(f"  {report.preannotation.problem}", err=True)
    if report.others:
        count = len(report.others)
        say(f"  left out, of other kinds: {count} {'file' if count == 1 else 'files'} in folders")


def _as_json(report: ImportReport) -> dict[str, object]:
    return {
        "ok": _import_code(report) == 0,
        "imported": list(report.imported),
        "similar": 0 if report.comparison is None else report.comparison.similar,
        "duplicates": [
            {"path": str(each.path), "article": each.article, "where": each.where}
            for each in report.duplicates
        ],
        "notes": [{"path": str(path), "note": words} for path, words in report.notes],
        "failures": [{"path": str(path), "reason": reason} for path, reason in report.failures],
        "others": [str(path) for path in report.others],
        "undecided": [
            {"path": str(path), "candidates": list(candidates)}
            for path, candidates in report.undecided
        ],
    }


@click.command("import")
@project_argument
@paths_argument
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["text", "articles", "news-statements", "json", "labelled", *LABELLED]),
    default="text",
    show_default=True,
    help="What the files are: articles without labels (text: of any kind, by the ending of the "
    "name; articles: also of files that hold labels, which are left), one annotator's statements, "
    "this program's own complete JSON, or texts labelled in another tool (labelled: which one is "
    "found out).",
)
@click.option("--encoding", help="The encoding of files that are not UTF-8, for example cp1251.")
@click.option(
    "--texts",
    type=click.Path(path_type=Path),
    help="Where the articles of a statements file lie (default: beside it).",
)
@click.option(
    "--columns",
    metavar="ROLE=COLUMN,...",
    help="Tables: which column is what, for example text=headline+body,title=headline,date=day "
    "(also source, id, url, language), where their names do not tell.",
)
@click.option("--no-highlight", is_flag=True, help="Do not mark entities and quotations.")
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    help="A file that says which column of a table is what, or what labels become.",
)
@click.option(
    "--write-mapping",
    type=click.Path(path_type=Path),
    help="Write what is proposed for columns or labels there, to be edited; import nothing.",
)
@click.option("--preview", is_flag=True, help="labelled: tell what would come in; import nothing.")
@click.option(
    "--offsets",
    type=click.Choice(OFFSET_NAMES),
    help="labelled: what their offsets count, where it should not be found out.",
)
@jobs_option
@annotator_option
@json_option
def import_articles(
    project: Path,
    paths: tuple[Path, ...],
    file_format: str,
    encoding: str | None,
    texts: Path | None,
    columns: str | None,
    no_highlight: bool,
    mapping: Path | None,
    write_mapping: Path | None,
    preview: bool,
    offsets: str | None,
    jobs: int | None,
    annotator: str | None,
    as_json: bool,
) -> int:
    """Bring articles from PATHS (files and whole folders) into PROJECT.

    Text, web pages (HTML, MHTML), PDF, Word, EPUB, feeds and WARC; tables (CSV, JSON, Parquet)
    where they are named themselves, with one article per row. The same text twice is recognised.
    A bad file is named with the reason, the rest goes in.
    """
    from annotator.project import Project
    from annotator.workflows.importing.articles import ImportOptions, import_paths

    with Project.open(project, annotator=annotator) as opened:
        if file_format in ("labelled", *LABELLED):
            wanted = None if file_format == "labelled" else file_format
            asked = Asked(wanted, offsets, mapping, write_mapping, preview, not no_highlight, jobs)
            return import_labelled(opened, paths, asked, as_json=as_json)
        if file_format not in ("text", "articles"):
            return _import_statements(
                opened, paths, texts, preannotate=not no_highlight, as_json=as_json
            )
        if write_mapping is not None:
            return write_columns(opened, paths, write_mapping, encoding)
        options = ImportOptions(
            default_encoding=encoding,
            all_columns=chosen_columns(columns, mapping),
            texts_only=file_format == "articles",
            preannotate=not no_highlight,
            jobs=jobs,
        )
        with progress_bar() as progress:
            report = import_paths(opened, paths, options, progress=progress)
    if as_json:
        say_json(_as_json(report))
    else:
        _tell(report)
    return _import_code(report)


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def _preannotate_project(
    path: Path,
    *,
    pipeline: str | None,
    no_pipeline: bool,
    again: bool,
    withhold: float | None,
    jobs: int | None,
    as_json: bool,
) -> int:
    from annotator.project import Project
    from annotator.workflows.marking.adding_pipeline import choose_pipeline
    from annotator.workflows.marking.preannotating import preannotate
    from annotator.workflows.marking.withholding import choose_share

    with Project.open(path) as opened, progress_bar() as progress:
        if withhold is not None:
            choose_share(opened, withhold)
        if pipeline is not None or no_pipeline:
            choose_pipeline(opened, pipeline)
        report = preannotate(opened, progress=progress, again=again, jobs=jobs)
    layer = report.pipeline
    is_whole = layer is None or not layer.problem
    if as_json:
        import msgspec

        say_json({"ok": is_whole, **msgspec.to_builtins(report)})
    else:
        _tell_marked(report, is_whole=is_whole)
    return 0 if is_whole and not (report.learned_problem or report.problem) else EXIT_PARTLY


def _tell_marked(report: PreannotationReport, *, is_whole: bool) -> None:
    counts = ", ".join(f"{kind} {count}" for kind, count in sorted(report.by_kind.items()))
    say(
        f"Marked {counted(report.articles, 'article')} with {report.engine} {report.version}: "
        f"{counts or 'nothing new found'}."
    )
    if report.unchanged:
        say(f"  marked by this version before: {counted(report.unchanged, 'article')}")
    for line in report.pipeline.lines() if report.pipeline else ():
        click.echo(line, err=not is_whole)
    if report.learned:
        say(f"  with what was learned from corrections: {report.learned}")
    for problem in (report.learned_problem, report.problem):
        if problem:
            click.echo(problem, err=True)
    if report.changes.total:
        where = counted(report.changes.articles, "article")
        say(f"Suggested differently than before in {where}; decisions of people are untouched:")
    for line in report.changes.lines():
        say("  " + line)


@click.command("preannotate")
@paths_argument
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where to write the predictions (JSON)."
)
@click.option(
    "--pipeline",
    metavar="NAME_OR_FOLDER",
    help="A spaCy pipeline, installed or on disk, that this project uses from now on beside the "
    "rules: it adds what they leave and never overrules them.",
)
@click.option("--no-pipeline", is_flag=True, help="Use only the built-in rules from now on.")
@click.option(
    "--again",
    is_flag=True,
    help="Mark also what this version has marked before, for example with new names of actors.",
)
@click.option(
    "--withhold",
    type=float,
    metavar="SHARE",
    help="Show no suggestions in that share of the articles from now on (0.1: every tenth, drawn; "
    "0: in none), so that their influence can be measured. Opened articles stay as they are.",
)
@jobs_option
@json_option
def preannotate_command(
    paths: tuple[Path, ...],
    out: Path | None,
    pipeline: str | None,
    no_pipeline: bool,
    again: bool,
    withhold: float | None,
    jobs: int | None,
    as_json: bool,
) -> int:
    """Mark a project's articles again, or predict entities for text files.

    A single project file is marked in place; decisions of people are never touched, and what is
    suggested differently than before is told in numbers. Text files and folders give a JSON object:
    file name to a list of [start, end, kind], in Unicode code points.
    """
    from annotator.workflows.marking.predicting import predictions

    if pipeline is not None and no_pipeline:
        raise click.UsageError("Choose either --pipeline or --no-pipeline.")
    if len(paths) == 1 and _is_database(paths[0]):
        return _preannotate_project(
            paths[0],
            pipeline=pipeline,
            no_pipeline=no_pipeline,
            again=again,
            withhold=withhold,
            jobs=jobs,
            as_json=as_json,
        )
    if pipeline is not None or no_pipeline or again or withhold is not None:
        raise click.UsageError("These options are for a project; give one project file.")
    predicted = predictions(paths)
    if not predicted:
        raise FormatError("No text file was found there, so there is nothing to predict.")
    if out is None:
        say_json(predicted)
        return 0
    from annotator.formats.files.writing import write_aside

    with write_aside(out) as file:
        file.write(json.dumps(predicted, ensure_ascii=False).encode("utf-8", "backslashreplace"))
    say(f"Wrote {out}: {sum(map(len, predicted.values()))} entities in {len(predicted)} files.")
    return 0


COMMANDS = (import_articles, preannotate_command)
