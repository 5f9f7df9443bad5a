"""Tables as text: CSV, TSV and their relatives; what parts their cells is found out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.corpus.reading import decoded, file_bytes
from annotator.errors import FormatError
from annotator.formats.articles import rows
from annotator.formats.articles.found import Finds, Wish
from annotator.formats.articles.rows import Row, Table, TableLook

if TYPE_CHECKING:
    import _csv

LIMIT_BYTES = 500_000_000
_LONGEST_CELL = 10_000_000
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_LOOKED_AT = 200  # rows
_MOST_COLUMNS = 5_000


def articles(path: Path, wish: Wish) -> Finds:
    """Yield the articles of a table; raises a child of ImportFileError where it is none."""
    yield from rows.articles(path, open_table(path, wish, is_whole=True), wish.columns)


def look(path: Path, wish: Wish) -> TableLook:
    """Return how the table begins."""
    return rows.look(open_table(path, wish, is_whole=False))


def open_table(path: Path, wish: Wish, *, is_whole: bool) -> Table:
    """Return the table of a file; with ``is_whole`` it is refused where any line is broken."""
    csv.field_size_limit(_LONGEST_CELL)
    read = decoded(path, file_bytes(path, LIMIT_BYTES, what="a table"), wish.encoding)
    delimiter = _delimiter(read.raw)
    names = _header(path, read.raw, delimiter)
    if is_whole:  # one broken line may have shifted all others: first see that there is none
        for _ in _rows(path, read.raw, delimiter, names):
            pass
    manner = f"Cells parted by {_DELIMITERS[delimiter]}, {read.encoding}"
    return Table(names, _rows(path, read.raw, delimiter, names), manner, read.encoding)


def _delimiter(text: str) -> str:
    """Return what parts the cells: what gives most columns, the same number in every row."""

    def columns(delimiter: str) -> tuple[bool, int]:
        widths: list[int] = []
        try:
            for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
                if cells:
                    widths.append(len(cells))
                if len(widths) >= _LOOKED_AT:
                    break
        except csv.Error:
            return (False, 0)
        return (len(set(widths)) == 1 and widths[0] > 1, widths[0] if widths else 0)

    return max(_DELIMITERS, key=columns)


def _header(path: Path, text: str, delimiter: str) -> tuple[str, ...]:
    try:
        first = next((each for each in _lines(text, delimiter) if any(each)), [])
    except csv.Error as error:
        raise _damaged(path, f"line 1: {error}") from error
    names = tuple(each.strip() for each in first)
    twice = sorted({each for each in names if each and names.count(each) > 1}) if names else []
    if twice or not any(names) or len(names) > _MOST_COLUMNS:
        why = f"two columns are called {twice[0]}" if twice else "its first line names no columns"
        raise _damaged(path, why)
    return names


def _lines(text: str, delimiter: str) -> _csv.Reader:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _rows(path: Path, text: str, delimiter: str, names: tuple[str, ...]) -> Iterator[Row]:
    reader = _lines(text, delimiter)
    number, before = 0, 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if not any(cells):
                continue
            number += 1
            if number == 1:
                continue
            where = f"row {number - 1} (line {line})"
            if len(cells) > len(names):
                why = f"{len(cells)} cells, and the first line names {len(names)} columns"
                raise _damaged(path, f"{where} has {why}")
            yield Row(where, dict(zip(names, cells, strict=False)))
    except csv.Error as error:
        raise _damaged(path, f"from line {before + 1} on: {error}") from error


def _damaged(path: Path, why: str) -> FormatError:
    return FormatError(
        f"{path.name} is no whole table: {why}. Nothing was imported. Save it once more as CSV in "
        "UTF-8, with quotation marks around cells that hold commas or line ends.",
        path=path,
    )
