"""Plain text for people: counted words, columns, lines, and no character that does harm."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence

_STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_WIDTH = 98  # of a line, in columns


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 article", "1,200 articles"."""
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"


def table(rows: Sequence[Sequence[str]], *, indent: str = "") -> Iterator[str]:
    """Yield rows as lines with aligned columns, numbers to the right; the first row is the head."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(_width, column)) for column in columns]
    numeric = [all(_is_number(cell) for cell in column[1:]) for column in columns]
    for row in rows:
        cells = zip(row, widths, numeric, strict=True)
        yield indent + "  ".join(
            _padded(cell, width, to_right=right) for cell, width, right in cells
        )


def wrapped(text: str, *, indent: str = "") -> list[str]:
    """Return a paragraph as lines that fit a terminal."""
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def printable(text: str) -> str:
    """Return the text without characters by which an article could steer the terminal."""
    return "".join("\ufffd" if _steers(each) else each for each in text)


def on_one_line(text: str) -> str:
    """Return a text without controls, and with U+FFFD for bytes of a file name that are no text."""
    stands_for = {"Cc": " ", "Cs": "\ufffd"}
    return "".join(stands_for.get(unicodedata.category(each), each) for each in text)


def _steers(character: str) -> bool:
    if character in _STEERING:
        return True
    return character != "\n" and unicodedata.category(character) in {"Cc", "Cs"}


def _padded(cell: str, width: int, *, to_right: bool) -> str:
    space = " " * (width - _width(cell))
    return space + cell if to_right else cell + space


def _width(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    wide = sum(unicodedata.east_asian_width(each) in "WF" for each in text)
    return len(text) + wide - sum(unicodedata.combining(each) > 0 for each in text)


def _is_number(cell: str) -> bool:
    return cell in ("", "undefined") or cell.replace(".", "", 1).replace("-", "", 1).isdigit()
