r"""CSV as in RFC 4180: UTF-8, commas, CRLF, quotation marks doubled.

A spreadsheet takes a cell that begins with ``= + - @``, a tab or a line end for a formula, and
would run what stands in a news text or a note. Such a cell gets an apostrophe in front, also where
apostrophes or quotation marks come before. Take one apostrophe off a cell that matches
``'['"]*[=+\-@\t\r\n＝＋－＠]`` to have the exact text back. Numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from typing import BinaryIO

_LIVE = re.compile("['\"]*[=+\\-@\t\r\n＝＋－＠]")


class CsvTable:
    """Writes a header row and then row by row."""

    def __init__(
        self, out: BinaryIO, columns: Sequence[str], *, raw_cells: bool = False, bom: bool = False
    ) -> None:
        """``raw_cells`` leaves formulas live; ``bom`` begins with a byte order mark, for Excel."""
        self._out = out
        self._raw_cells = raw_cells
        if bom:
            out.write(b"\xef\xbb\xbf")
        self.row(columns)

    def row(self, cells: Sequence[object]) -> None:
        """Write one row; lists of words are joined by "; ", other lists are JSON, None is empty."""
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow([self._cell(cell) for cell in cells])
        self._out.write(line.getvalue().encode())

    def _cell(self, value: object) -> str | int | float:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int | float):
            return value
        words = _words(value)
        return words if self._raw_cells else neutralised(words)


def neutralised(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if _LIVE.match(cell) else cell


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        if all(isinstance(item, str) for item in value):
            return "; ".join(value)
        return json.dumps(value, ensure_ascii=False)
    return str(value)
