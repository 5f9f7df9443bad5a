"""A list of actors with their aliases, as CSV or JSON: what a newsroom keeps, in and out."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from annotator.annotations.model import Actor
from annotator.errors import FormatError
from annotator.formats.files.csv_table import CsvTable
from annotator.formats.files.file_text import read_bytes

COLUMNS = ("id", "name", "kind", "country", "acts_for", "aliases", "merged_into")
_LIMIT = 50_000_000  # bytes
_GUARDED = re.compile("'['\"]*[=+\\-@\t\r\n＝＋－＠]")  # as csv_table writes it


@dataclass(frozen=True, slots=True)
class ListedActor:
    """One entry of a list; empty where the list says nothing, ``line`` as a person counts."""

    line: int
    name: str
    id: str = ""
    kind: str = ""
    country: str = ""
    acts_for: str = ""
    aliases: tuple[str, ...] = ()
    merged_into: str = ""


def write_csv(actors: Iterable[Actor], uses: Mapping[str, int], out: BinaryIO) -> None:
    """Write one row per actor, with how often it is named."""
    table = CsvTable(out, (*COLUMNS, "uses"))
    for each in actors:
        facts = (each.id, each.name, each.kind, each.country, each.acts_for, each.aliases)
        table.row((*facts, each.merged_into, uses.get(each.id, 0)))


def read(path: Path) -> tuple[ListedActor, ...]:
    """Read a list: CSV with a header that has ``name``, or a JSON list of objects.

    Aliases are separated by semicolons in CSV. Columns that are not ours are passed over. Raises a
    child of :class:`~annotator.errors.ImportFileError`.
    """
    raw = read_bytes(path, limit=_LIMIT)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(path, "it is not UTF-8. Save it as UTF-8") from error
    rows = _json(text, path) if text.lstrip()[:1] in "[{" else _csv(text, path)
    listed = tuple(_listed(line, row, path) for line, row in rows if any(row.values()))
    if not listed:
        raise _refused(path, "it holds no actors. Give it a row per actor")
    return listed


def _refused(path: Path, why: str) -> FormatError:
    return FormatError(f"{path.name} could not be taken in: {why}. Nothing was changed.", path=path)


def _csv(text: str, path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [each.strip().casefold() for each in next(reader)]
        if "name" not in columns:
            raise _refused(
                path, f"its first line has no column “name” (columns: {', '.join(COLUMNS)})"
            )
        for cells in reader:
            yield reader.line_num, dict(zip(columns, map(_unguarded, cells), strict=False))
    except csv.Error as error:
        raise _refused(path, f"line {reader.line_num} is no CSV ({error})") from error


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def _json(text: str, path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _refused(path, f"it is no JSON ({error})") from error
    entries = found.get("actors") if isinstance(found, dict) else found
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise _refused(path, "it is not a list of actors, each with a name")
    for number, entry in enumerate(entries, start=1):
        yield number, {str(key).casefold(): value for key, value in entry.items()}


def _listed(line: int, row: Mapping[str, object], path: Path) -> ListedActor:
    def words(column: str) -> str:
        value = row.get(column)
        if value is not None and not isinstance(value, str):
            raise _refused(path, f"entry {line} has no text as its {column}")
        return " ".join((value or "").split())

    aliases = row.get("aliases")
    if isinstance(aliases, list) and all(isinstance(each, str) for each in aliases):
        names = [" ".join(each.split()) for each in aliases]
    else:
        names = [each.strip() for each in words("aliases").split(";")]
    return ListedActor(
        line,
        words("name"),
        words("id"),
        words("kind") or words("type"),
        words("country"),
        words("acts_for"),
        tuple(each for each in names if each),
        words("merged_into"),
    )
