"""Rows of a table become articles: the chosen columns are taken, and rows that fail are named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotator.corpus.dates import date_in_file_name
from annotator.corpus.reading import canonical
from annotator.errors import FormatError
from annotator.formats.articles.columns import Columns, checked, propose
from annotator.formats.articles.found import Finds, FoundArticle, LeftOut, Noted
from annotator.formats.articles.web_address import host_of

SHOWN_ROWS = 20
_SHOWN = 300  # characters of a cell


class Row(NamedTuple):
    """The cells of a row by their columns, and where it stands ("row 3 (line 7)")."""

    where: str
    cells: Mapping[str, object]


class Table(NamedTuple):
    """An open table: its columns, its rows one after the other, and how it is written."""

    names: tuple[str, ...]
    rows: Iterable[Row]
    manner: str
    encoding: str = "utf-8"


class TableLook(msgspec.Struct, frozen=True, tag="table"):
    """The beginning of a table, to see which column is what. Long cells are cut."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    manner: str
    columns: dict[str, tuple[str, ...]]


def look(table: Table) -> TableLook:
    """Return how a table begins, and what its columns likely are."""
    rows = [
        tuple(shown(row.cells.get(name))[:_SHOWN] for name in table.names)
        for row, _ in zip(table.rows, range(SHOWN_ROWS), strict=False)
    ]
    return TableLook(table.names, tuple(rows), table.manner, propose(table.names))


def articles(path: Path, table: Table, chosen: Columns | None) -> Finds:
    """Yield the articles of the rows; raises FormatError where no column holds the text."""
    columns = checked(path, table.names, chosen)
    undated = count = 0
    for row in table.rows:
        found = _article(row, columns, table.encoding)
        yield found
        count += isinstance(found, FoundArticle)
        has_date = any(shown(row.cells.get(name)) for name in columns.get("date", ()))
        undated += isinstance(found, FoundArticle) and has_date and not found.date
    if not count:
        raise FormatError(f"No row of {path.name} holds an article. Nothing was imported.")
    yield from _notes(table, columns, undated)


def _notes(table: Table, columns: Columns, undated: int) -> Iterator[Noted]:
    taken = ", ".join(f"{role} from {' + '.join(columns[role])}" for role in columns)
    used = {name for each in columns.values() for name in each}
    unused = [name for name in table.names if name not in used]
    beside = f"; not taken: {', '.join(unused)}" if unused else ""
    yield Noted(f"{table.manner}: {taken}{beside}.")
    if undated:
        yield Noted(f"Dates that can be read in more than one way, or not at all: {undated}.")


def _article(row: Row, columns: Columns, encoding: str) -> FoundArticle | LeftOut:
    parts = [row.cells.get(name) for name in columns["text"]]
    wrong = next((each for each in parts if each is not None and not isinstance(each, str)), None)
    if wrong is not None:
        return LeftOut(row.where, f"its text is {type(wrong).__name__}, not words")
    text = canonical("\n\n".join(str(each) for each in parts if each))
    if not text.strip():
        return LeftOut(row.where, "its text is empty")
    if why := _unstorable(text):
        return LeftOut(row.where, why)
    cells = {role: _facts(row, names) for role, names in columns.items()}
    address = cells.get("url", "")
    return FoundArticle(
        text=text,
        where=row.where,
        title=cells.get("title", ""),
        date=date_in_file_name(cells.get("date", "")),
        source=cells.get("source", "") or host_of(address),
        id=cells.get("id", "") or address,
        language=cells.get("language", ""),
        encoding=encoding,
    )


def _facts(row: Row, names: Sequence[str]) -> str:
    words = " ".join(shown(row.cells.get(name)) for name in names)
    plain = " ".join(words.split())
    return "" if _unstorable(plain) else plain


def _unstorable(text: str) -> str:
    if "\0" in text:
        return "its text holds a NUL character, which no text has"
    if any("\ud800" <= each <= "\udfff" for each in text):
        return "its text holds half of a surrogate pair"
    return ""


def shown(value: object) -> str:
    """Return a cell in words: what a file calls nothing is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
