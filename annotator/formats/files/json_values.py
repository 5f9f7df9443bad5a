"""The values of a JSON file of any common kind: one per line, one after the other, or a list."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from annotator.errors import FormatError
from annotator.formats.files.file_text import read_bytes

LOOKED_AT = 4_000_000
"""Bytes of a file in which its first object is looked for."""

JsonMap = Mapping[str, object]
_BLANK = b" \t\r\n"


class Placed(NamedTuple):
    """An object of a file with the line in which it begins, counted from 1."""

    value: JsonMap
    where: str


def objects(path: Path, what: str) -> Iterator[Placed]:
    """Yield the objects of a file; ``what`` names the kind of file in errors.

    Raises a child of :class:`~annotator.errors.ImportFileError` where the file cannot be read, is
    no JSON, or holds something else than objects. The file is in memory as it is; a list over
    several lines also as text.
    """
    yield from objects_in(read_bytes(path), path, what)


def objects_in(raw: bytes, path: Path, what: str) -> Iterator[Placed]:
    """Yield the objects of what stands in a file, or in a file of an archive; see above."""
    for value, line in _values(raw, path, what):
        for each in value if isinstance(value, list) else (value,):
            if not isinstance(each, dict):
                raise wrong_shape(path, what, f"line {line}: {_kind(each)} instead of an object")
            yield Placed(each, f"line {line}")


def first_object(path: Path) -> JsonMap | None:
    """Return the first object of a file, to see what it is; None where there is none to be had.

    Only the beginning of the file is read: an object longer than that is not looked into.
    """
    try:
        with path.open("rb") as file:
            return first_object_in(file.read(LOOKED_AT))
    except OSError:
        return None


def first_object_in(raw: bytes) -> JsonMap | None:
    """Return the first object of how a file begins; None where there is none to be had."""
    text = raw.decode("utf-8-sig", "ignore").lstrip()
    text = text[1:].lstrip() if text.startswith("[") else text
    try:
        value, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def wrong_shape(path: Path, what: str, why: str) -> FormatError:
    """Return the error for a file that is not what it claims to be."""
    return FormatError(
        f"{path.name} is not {what}: {why}. Nothing was imported. Check that the right file and "
        "format were chosen.",
        path=path,
    )


def no_json(error: json.JSONDecodeError) -> str:
    """Return in words where a text ends to be JSON."""
    words = error.msg.removesuffix(" at").removesuffix(" starting").lower()
    return f"line {error.lineno}, character {error.colno}: it is no JSON ({words})"


def _text(raw: bytes, path: Path, what: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise wrong_shape(path, what, f"it is not UTF-8 (byte {error.start})") from error


def _values(raw: bytes, path: Path, what: str) -> Iterator[tuple[object, int]]:
    """Yield the values of a file, each with its line.

    No more than a line is decoded at once, as long as each holds one value.
    """
    decoder = json.JSONDecoder()
    at = len(BOM_UTF8) if raw.startswith(BOM_UTF8) else 0
    given = number = 0
    while at < len(raw):
        end = raw.find(b"\n", at) + 1 or len(raw)
        line, at, number = raw[at:end].strip(_BLANK), end, number + 1
        if not line:
            continue
        try:
            value = decoder.decode(line.decode())
        except (ValueError, RecursionError):  # it goes on in the next line, or is wrong
            yield from islice(_values_at_once(_text(raw, path, what), path, what), given, None)
            return
        given += 1
        yield value, number


def _values_at_once(text: str, path: Path, what: str) -> Iterator[tuple[object, int]]:
    decoder = json.JSONDecoder()
    at, line, counted = 0, 1, 0
    while True:
        while at < len(text) and text[at] in " \t\r\n":
            at += 1
        if at == len(text):
            return
        line += text.count("\n", counted, at)
        counted = at
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise wrong_shape(path, what, no_json(error)) from error
        except RecursionError as error:
            raise wrong_shape(path, what, f"line {line}: it is nested too deeply") from error
        except ValueError as error:  # Python reads no whole number of more than 4,300 digits
            raise wrong_shape(path, what, f"line {line}: a number without end") from error
        yield value, line


def _kind(value: object) -> str:
    names = {str: "a text", int: "a number", float: "a number", bool: "true or false"}
    return "a list" if isinstance(value, list) else names.get(type(value), "null")


class Fields:
    """Reads the fields of one object, and says in words which one is wrong."""

    def __init__(self, value: JsonMap, path: Path, what: str, where: str) -> None:
        self.value, self.where = value, where
        self._path, self._what = path, what

    def wrong(self, why: str) -> FormatError:
        """Return the error for something that is wrong in this object."""
        return wrong_shape(self._path, self._what, f"{self.where}: {why}")

    def text(self, name: str, otherwise: str | None = None) -> str:
        """Return a field that holds a text; ``otherwise`` where it is missing or null."""
        found = self.value.get(name)
        if found is None and otherwise is not None:
            return otherwise
        if not isinstance(found, str):
            raise self.wrong(f"“{name}” is {_kind(found)} instead of a text")
        return found

    def number(self, name: str) -> int:
        """Return a field that holds a whole number."""
        found = self.value.get(name)
        if isinstance(found, bool) or not isinstance(found, int):
            raise self.wrong(f"“{name}” is {_kind(found)} instead of a whole number")
        return found

    def list(self, name: str) -> list[object]:
        """Return a field that holds a list; an empty one where it is missing or null."""
        found = self.value.get(name)
        if found is None:
            return []
        if not isinstance(found, list):
            raise self.wrong(f"“{name}” is {_kind(found)} instead of a list")
        return found

    def objects(self, name: str) -> Iterator[Fields]:
        """Yield the objects of a field that holds a list of objects."""
        for number, each in enumerate(self.list(name), start=1):
            yield self.inner(each, f"“{name}” {number}")

    def child(self, name: str) -> Fields:
        """Return a field that holds an object; an empty one where it is missing or null."""
        return self.inner(self.value.get(name) or {}, f"“{name}”")

    def inner(self, value: object, where: str) -> Fields:
        """Return the reader of an object inside this one."""
        if not isinstance(value, dict):
            raise self.wrong(f"{where} is {_kind(value)} instead of an object")
        return Fields(value, self._path, self._what, f"{self.where}, {where}")

    def name(self, name: str, otherwise: str = "") -> str:
        """Return an id: a text or a number, as text."""
        found = self.value.get(name)
        if found is None:
            return otherwise
        if isinstance(found, bool) or not isinstance(found, str | int):
            raise self.wrong(f"“{name}” is {_kind(found)} instead of a name or number")
        return str(found)
