"""Reads datasets of rows: those of this program, and other people's of the same general shape."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from annotator.errors import ImportFileError
from annotator.formats.dataset_rows.cells import OwnRow, plain_rows
from annotator.formats.dataset_rows.columns import Columns, chosen, is_labelled, propose
from annotator.formats.dataset_rows.foreign_rows import ForeignRows, StanceRows
from annotator.formats.dataset_rows.own_rows import OwnRows, kind_of
from annotator.formats.dataset_rows.tables import (
    SUFFIXES,
    WHAT,
    Row,
    RowFiles,
    files_of,
    has_card,
    read_rows,
)
from annotator.formats.files.json_values import Fields, first_object, wrong_shape
from annotator.formats.labelled.foreign import ReadFile, SeenColumns
from annotator.plain_text import counted

_NO_COLUMNS: Columns = MappingProxyType({})
_LOOKED_AT = 1_000_000  # bytes of a file
_WRAPPED = re.compile(r'\s*\{\s*"([^"]{1,60})"\s*:\s*(?=\{)|\s*\{\s*"[^"]{1,60}"\s*:\s*\[\s*(?=\{)')


def read(path: Path, columns: Columns = _NO_COLUMNS) -> ReadFile:
    """Read a file or a folder with a card; ``columns`` say what holds what in others' rows."""
    files = read_rows(path)
    if not files.rows:
        raise wrong_shape(path, WHAT, "it has no rows")
    kinds = {kind_of(row.cells) for row in files.rows}
    if kinds == {""} or columns:
        return _foreign(path, files, columns)
    if len(kinds) > 1:
        raise wrong_shape(path, WHAT, "its rows are of different kinds")
    return _own(path, files, kinds.pop())


def _own(path: Path, files: RowFiles, kind: str) -> ReadFile:
    rows = [OwnRow(Fields(row.cells, path, WHAT, row.where)) for row in plain_rows(files)]
    own = OwnRows()
    try:
        texts = own.texts(rows, kind)
    except ValueError as error:
        raise wrong_shape(path, WHAT, str(error)) from error
    return ReadFile(texts, "code points", (*files.notes, *own.notes))


def _foreign(path: Path, files: RowFiles, wanted: Columns) -> ReadFile:
    if files.is_text:
        files = replace(files, rows=[Row(_with_lists(r.cells), r.where) for r in files.rows])
    names = files.names
    columns = chosen(path, names, files.rows, wanted)
    kind = StanceRows if "target" in columns else ForeignRows
    reading = kind(files, columns)
    texts = reading.texts([Fields(row.cells, path, WHAT, row.where) for row in files.rows])
    if not is_labelled(columns):  # nobody said anything about these texts
        texts = tuple(replace(each, is_done=False) for each in texts)
    return ReadFile(
        texts,
        None,
        (*files.notes, *_notes(files, columns, reading.without, len(texts))),
        SeenColumns(names, columns),
    )


def _with_lists(cells: Mapping[str, object]) -> dict[str, object]:
    """Return the cells of a table with the lists that some of them are as text."""
    found = dict(cells)
    for name, cell in cells.items():
        if isinstance(cell, str) and cell.startswith("[") and cell.endswith("]"):
            try:
                found[name] = json.loads(cell)
            except (ValueError, RecursionError):
                continue  # words in brackets
    return found


def _notes(files: RowFiles, columns: Columns, without: int, texts: int) -> Iterator[str]:
    taken = ", ".join(f"{role} from {' + '.join(columns[role])}" for role in columns)
    used = {name for each in columns.values() for name in each}
    unused = [name for name in files.names if name not in used]
    yield f"Taken: {taken}" + (f"; not taken: {', '.join(unused)}." if unused else ".")
    if not is_labelled(columns):
        yield "No column has the name of a label, so only texts are read."
    if texts < len(files.rows):
        yield f"{counted(len(files.rows), 'row')} are of {counted(texts, 'text')}."
    if without:
        yield f"{counted(without, 'row')} take no stance on their target."


# What it is, from its beginning


def is_likely(path: Path) -> bool:
    """Tell whether a file likely holds rows with labels, or a folder has a card and such files."""
    if path.is_dir():
        return has_card(path) and any(is_likely(place) for _, place in files_of(path)[:1])
    if path.suffix.lower() not in SUFFIXES:
        return False
    cells = _first_cells(path)
    if not cells:
        return False
    return bool(kind_of(cells)) or is_labelled(propose(cells, [Row(cells, "")]))


def _first_cells(path: Path) -> Mapping[str, object]:
    suffix = path.suffix.lower()
    if suffix in (".csv", ".tsv"):
        return _first_line(path)
    if suffix == ".parquet":
        return _first_of_parquet(path)
    return _first_inside(path) or first_object(path) or {}


def _first_inside(path: Path) -> Mapping[str, object]:
    """Return the first object in an object: of a list there, or the one under the first name."""
    try:
        with path.open("rb") as file:
            text = file.read(_LOOKED_AT).decode("utf-8-sig", "ignore")
        found = _WRAPPED.match(text)
        value = json.JSONDecoder().raw_decode(text, found.end())[0] if found else {}
    except (OSError, ValueError, RecursionError):
        return {}
    is_row = isinstance(value, dict) and any(isinstance(each, str) for each in value.values())
    return value if is_row and found and found[1] not in ("data", "meta") else {}


def _first_line(path: Path) -> Mapping[str, object]:
    """Return the first row of a table as text, by its columns."""
    try:
        with path.open("rb") as file:
            lines = file.read(_LOOKED_AT).decode("utf-8-sig", "replace").splitlines(keepends=True)
        parted = max(",;\t|", key=lambda each: lines[0].count(each) if lines else 0)
        rows = csv.reader(lines, delimiter=parted)
        names, cells = next(rows, []), next(rows, [])
    except (OSError, csv.Error):
        return {}
    return dict.fromkeys((each.strip() for each in names), "") | dict(
        zip((each.strip() for each in names), cells, strict=False)
    )


def _first_of_parquet(path: Path) -> Mapping[str, object]:
    from annotator.formats.articles.parquet_rows import open_table

    try:
        return next((row.cells for row in open_table(path).rows), {})
    except ImportFileError:
        return {}
