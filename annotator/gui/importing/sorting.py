"""Which of the files that a person named need a question before they come in. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from annotator.corpus.files import SUFFIX
from annotator.errors import ImportFileError
from annotator.formats.articles.found import Wish
from annotator.formats.articles.kinds import tables
from annotator.formats.articles.rows import TableLook
from annotator.workflows.importing.article_files import ArticleFiles
from annotator.workflows.importing.import_formats import labels_of


class Sorted(NamedTuple):
    """Files by what has to be asked: what labels become, what columns are, nothing."""

    labelled: tuple[Path, ...]
    tables: tuple[Path, ...]
    others: tuple[Path, ...]


def sorted_files(paths: Sequence[Path]) -> Sorted:
    """Return files and folders by what has to be asked before they come in."""
    labelled = tuple(each for each in paths if _has_labels(each))
    rest = [each for each in paths if each not in labelled]
    found = tuple(each for each in tables(rest) if each.is_file())
    return Sorted(labelled, found, tuple(each for each in rest if each not in found))


def _has_labels(path: Path) -> bool:
    if path.suffix.lower() == SUFFIX:
        return False
    found = labels_of(path)
    return found is not None and found.format is not None


def look_at_tables(
    paths: Sequence[Path], encodings: Mapping[str, str]
) -> tuple[tuple[Path, TableLook], ...]:
    """Return how those of the tables begin that can be read."""
    looks: list[tuple[Path, TableLook]] = []
    with ArticleFiles() as files:
        for path in paths:
            try:
                looks.append((path, files.look(path, Wish(encodings.get(str(path))))))
            except ImportFileError:
                continue  # the import reads it once more, and names it with the reason
    return tuple(looks)
