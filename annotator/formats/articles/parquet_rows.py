"""Tables in Parquet, through the optional library pyarrow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import FormatError
from annotator.formats.articles import rows
from annotator.formats.articles.found import Finds, Wish
from annotator.formats.articles.rows import Row, Table, TableLook

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

_AT_ONCE = 200  # rows; texts are long


def articles(path: Path, wish: Wish) -> Finds:
    """Yield the articles of a table; raises FormatError where it is none."""
    yield from rows.articles(path, open_table(path), wish.columns)


def look(path: Path, _wish: Wish) -> TableLook:
    """Return how the table begins."""
    return rows.look(open_table(path))


def open_table(path: Path) -> Table:
    """Return the table of a file; raises FormatError where it is none."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise FormatError(
            f"{path.name} is a Parquet table, and the library that reads those is not installed. "
            'Nothing was imported. Install it with pip install "annotator[parquet]", or save the '
            "table as CSV.",
            path=path,
        ) from error
    try:
        file = ParquetFile(path, memory_map=False)
        names = tuple(file.schema_arrow.names)
    except (ArrowException, OSError, ValueError) as error:
        raise _damaged(path, error) from error
    return Table(names, _rows(path, file, ArrowException), "Parquet")


def _rows(path: Path, file: ParquetFile, problem: type[Exception]) -> Iterator[Row]:
    number = 0
    try:
        for batch in file.iter_batches(batch_size=_AT_ONCE):
            for cells in batch.to_pylist():
                number += 1
                yield Row(f"row {number}", cells)
    except (problem, OSError, ValueError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> FormatError:
    return FormatError(
        f"{path.name} is no Parquet table, or damaged ({error}). What follows in it was not "
        "imported. Get it once more.",
        path=path,
    )
