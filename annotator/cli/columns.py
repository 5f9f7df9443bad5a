"""Which columns of tables are what: said on the command line, in a file, or proposed for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.output import say

if TYPE_CHECKING:
    from annotator.project import Project


def chosen_columns(words: str | None, file: Path | None) -> Mapping[str, tuple[str, ...]] | None:
    """Return what was said of columns; None where nothing was."""
    from annotator.formats.articles.columns import from_words, read_columns

    if words is not None and file is not None:
        raise click.UsageError("Choose either --columns or --mapping.")
    if file is not None:
        return read_columns(file)
    try:
        return None if words is None else from_words(words)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def write_columns(project: Project, paths: Sequence[Path], out: Path, encoding: str | None) -> int:
    """Write what the columns of the first table likely are, to be edited; return the exit code."""
    from annotator.formats.articles.columns import as_yaml
    from annotator.formats.articles.found import Wish
    from annotator.formats.articles.kinds import tables
    from annotator.formats.files.writing import write_aside
    from annotator.workflows.importing.article_files import ArticleFiles

    found = tables(paths)
    if not found:
        raise click.UsageError(
            "No table (CSV, JSON, Parquet) is among the files. What labels become is written with "
            "--format labelled."
        )
    with ArticleFiles() as files:
        look = files.look(found[0], Wish(encoding))
    names = "".join(f"# {name}\n" for name in look.names)
    with write_aside(out, never=project.path) as file:
        file.write(f"{as_yaml(look.columns)}# The columns of {found[0].name}:\n{names}".encode())
    say(f"Wrote {out}. Edit it, then import with --mapping {out}.")
    return 0
