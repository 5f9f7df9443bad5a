"""Write one JSON object whose last field is a long list, without ever holding the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import BinaryIO

import msgspec

from annotator.formats.labelled.shapes import encode

_encode_lines = msgspec.json.Encoder().encode_lines
_AT_ONCE = 1000  # small items that are written together


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

    def lines(self, values: Iterable[object]) -> None:
        """Write many small items of the list, a line for each."""
        waiting = iter(values)
        while some := list(islice(waiting, _AT_ONCE)):
            self._out.write(b"\n" if self._is_first else b",\n")
            self._is_first = False
            # JSON has no line end within a value.
            self._out.write(_encode_lines(some)[:-1].replace(b"\n", b",\n"))

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
