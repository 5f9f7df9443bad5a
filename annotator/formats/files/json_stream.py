"""Write one JSON object whose last field is a long list, without ever holding the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from annotator.formats.labelled.shapes import encode


class JsonStream:
    """Writes a head, then item by item, then the end."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._is_first = True

    def begin(self, head: Mapping[str, object], *, listing: str) -> None:
        """Write the fields that come first; ``listing`` is the name of the list that follows."""
        self._out.write(encode(head).removesuffix(b"\n}") + b",\n " + encode(listing) + b": [")

    def item(self, shape: object) -> None:
        """Write one item of the list."""
        self._out.write(b"\n" if self._is_first else b",\n")
        self._is_first = False
        self._out.write(encode(shape))

    def encoded_lines(self, values: Iterable[bytes]) -> None:
        """Write items that are JSON already: lines with one item each, some at a time."""
        for lines in values:
            self._out.write(b"\n" if self._is_first else b",\n")
            self._is_first = False
            # JSON has no line end within a value.
            self._out.write(lines[:-1].replace(b"\n", b",\n"))

    def end(self) -> None:
        """Close list and object."""
        self._out.write(b"\n ]\n}\n")


class JsonList:
    """Writes a JSON list item by item, without ever holding it."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._out.write(b"[")
        self._is_first = True

    def item(self, shape: object) -> None:
        """Write one item of the list."""
        self._out.write(b"\n" if self._is_first else b",\n")
        self._is_first = False
        self._out.write(encode(shape))

    def end(self) -> None:
        """Close the list."""
        self._out.write(b"\n]\n")
