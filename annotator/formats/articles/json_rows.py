"""Tables as JSON: one object per line, or a list of objects; inner objects as ``meta.title``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from annotator.corpus.reading import decoded, file_bytes
from annotator.errors import FormatError
from annotator.formats.articles import rows
from annotator.formats.articles.found import Finds, Wish
from annotator.formats.articles.rows import Row, Table, TableLook
from annotator.formats.files.json_values import no_json

LIMIT_BYTES = 500_000_000
_NAMED_ROWS = 200  # rows whose names are gathered as columns
_LISTS = ("articles", "data", "documents", "docs", "items", "results", "rows", "records")
_SPACE = re.compile(r"[ \t\r\n]*")


def articles(path: Path, wish: Wish) -> Finds:
    """Yield the articles of the objects; raises a child of ImportFileError where it has none."""
    yield from rows.articles(path, _table(path, wish, is_whole=True), wish.columns)


def look(path: Path, wish: Wish) -> TableLook:
    """Return how the table begins."""
    return rows.look(_table(path, wish, is_whole=False))


def _table(path: Path, wish: Wish, *, is_whole: bool) -> Table:
    read = decoded(path, file_bytes(path, LIMIT_BYTES, what="a table"), wish.encoding)
    names: dict[str, None] = {}
    for number, row in enumerate(_rows(path, read.raw)):
        if number < _NAMED_ROWS:
            names |= dict.fromkeys(row.cells)
        elif not is_whole:
            break
    if not names:
        raise _damaged(path, "it holds no objects with names")
    return Table(tuple(names), _rows(path, read.raw), f"JSON, {read.encoding}", read.encoding)


def _rows(path: Path, text: str) -> Iterator[Row]:
    for number, (value, line) in enumerate(_objects(path, text), start=1):
        if not isinstance(value, dict):
            raise _damaged(path, f"line {line} holds something else than an object")
        yield Row(f"row {number} (line {line})", _flat(value))


def _flat(value: dict[str, object], before: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for name, inner in value.items():
        if isinstance(inner, dict) and before.count(".") < 3:
            flat |= _flat(inner, f"{before}{name}.")
        else:
            flat[before + name] = _cell(inner)
    return flat


def _cell(value: object) -> object:
    """Return a value as it may be a cell; a list of lines is a text in lines."""
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return "\n".join(value)
    return value


def _objects(path: Path, text: str) -> Iterator[tuple[object, int]]:
    decoder = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_number)
    at = line = counted = 0
    while (at := _end_of_space(text, at)) < len(text):
        line += text.count("\n", counted, at)
        counted = at
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise _damaged(path, no_json(error)) from error
        except RecursionError as error:
            raise _damaged(path, f"line {line + 1}: it is nested too deeply") from error
        except ValueError as error:
            # Python reads no whole number of more than 4,300 digits.
            why = "a number without end" if "int_max_str_digits" in str(error) else str(error)
            raise _damaged(path, f"line {line + 1}: {why}") from error
        for each in _listed(value):
            yield each, line + 1


def _end_of_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return at if found is None else found.end()


def _listed(value: object) -> list[object]:
    """Return the objects of a list, or of an object that only wraps one."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        for name in _LISTS:
            inner = value.get(name)
            if isinstance(inner, list) and inner and all(isinstance(each, dict) for each in inner):
                return inner
    return [value]


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"“{twice}” stands twice in one object")
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number in JSON")


def _damaged(path: Path, why: str) -> FormatError:
    return FormatError(
        f"{path.name} is no table in JSON: {why}. Nothing was imported. Mend that place, or get "
        "the file once more.",
        path=path,
    )
