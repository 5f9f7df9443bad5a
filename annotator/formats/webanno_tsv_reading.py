"""Reads WebAnno TSV 3.x: span layers with stacked annotations, slots, relations and chains."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from annotator.formats.cas import ENTITY, PART, STATEMENT
from annotator.formats.files import archives
from annotator.formats.files.file_names import document_and_user
from annotator.formats.files.file_text import read_bytes
from annotator.formats.files.json_values import wrong_shape
from annotator.formats.labelled.attributes import read_attributes, read_role
from annotator.formats.labelled.foreign import RawSpan, RawText, ReadFile
from annotator.formats.labelled.labelled_text import Link, Role, Value
from annotator.formats.labelled.offset_units import ForeignSpan
from annotator.formats.labelled.pieces import joined

WHAT = "WebAnno TSV 3"
_HEAD = "#FORMAT=WebAnno TSV 3"
_ROW = re.compile(r"(\d+)-(\d+)(?:\.(\d+))?\t(\d+)-(\d+)\t([^\t]*)(.*)", re.DOTALL)
_ADDRESS = re.compile(r"(\d+-\d+(?:\.\d+)?)(?:\[(\d+)(?:_(\d+))?\])?")
_JAVA = ("3.0", "3.1")  # versions whose texts are escaped as in Java
_LABELS = ("label", "value", "PosValue", "DependencyType", "referenceType")
_CHAIN_LINK = re.compile(r"(?s)(.*)->(\d+)-(\d+)")  # relation, chain, number in the chain


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of a layer: a feature, or the roles or targets of a slot, or a relation's base."""

    layer: str
    kind: str  # feature, role, target, base, chain, none
    name: str = ""


@dataclass(slots=True)
class _Found:
    """An annotation as far as it was read: its places, values and slots."""

    layer: str
    key: str
    begin: int
    end: int
    values: dict[str, str] = field(default_factory=dict)
    roles: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    base: str = ""
    at: str = ""
    covered: str | None = None  # where it is one token
    next: tuple[str, str] = ("", "")  # in a chain: the relation to the next link, and its key


def is_likely(path: Path) -> bool:
    """Tell whether a path is such a table, or a folder or archive that has some."""
    if path.is_dir():
        return any(is_likely(each) for each in islice(path.rglob("*.tsv"), 3))
    if archives.is_archive(path):
        with archives.opened(path) as archive:
            tables = [name for name in archive.names if name.endswith(".tsv")]
            return any(archive.begins(each, 40).startswith(_HEAD.encode()) for each in tables[:3])
    try:
        with path.open("rb") as file:
            head = file.read(len(_HEAD) + 3).removeprefix(b"\xef\xbb\xbf")
        return head.startswith(_HEAD.encode())
    except OSError:
        return False


def read(path: Path) -> ReadFile:
    """Read a table, or all of a folder or archive.

    The text is put together from the sentences; what a table leaves out between them is filled with
    line ends, so that every offset stays right. The links of a chain are spans, each related to
    the next.
    """
    texts = []
    keeps_unit = True
    for name, data in _files(path):
        try:
            lines = data.decode("utf-8-sig").split("\n")
        except UnicodeDecodeError as error:
            raise wrong_shape(path, WHAT, f"{name} is not UTF-8 (byte {error.start})") from error
        table = _Table(path, name, lines)
        texts.append(table.text())
        keeps_unit &= not table.counts_code_points
    return ReadFile(tuple(texts), "UTF-16 units" if keeps_unit else None)


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        for each in sorted(path.rglob("*.tsv")):
            yield each.relative_to(path).as_posix(), read_bytes(each)
    elif archives.is_archive(path):
        with archives.opened(path) as archive:
            for name in sorted(archive.names):
                if name.endswith(".tsv"):
                    yield name, archive.read(name)
    else:
        yield path.name, read_bytes(path)


class _Table:
    """One table on its way in."""

    def __init__(self, path: Path, name: str, lines: Sequence[str]) -> None:
        self._path, self._name = path, name
        self._columns: list[_Column] = []
        self._found: dict[tuple[str, str], _Found] = {}
        self._by_address: dict[tuple[str, str], list[_Found]] = {}
        self._pieces: list[tuple[int, str]] = []
        self.counts_code_points = False  # as scripts do, against the format
        if not lines or not lines[0].startswith(_HEAD):
            raise self._wrong(1, f"it does not begin with {_HEAD}")
        self._read(lines)

    def _wrong(self, number: int, why: str) -> Exception:
        return wrong_shape(self._path, WHAT, f"{self._name}, line {number}: {why}")

    def _read(self, lines: Sequence[str]) -> None:
        waiting: list[str] = []
        is_java = lines[0].rstrip().endswith(_JAVA)
        for number, line in enumerate(lines, start=1):
            line = line.removesuffix("\r")
            if line.startswith("#Text="):
                waiting.append(_plain_text(line.removeprefix("#Text="), is_java=is_java))
            elif line.startswith("#"):
                self._header(line)
            elif line:
                row = _ROW.fullmatch(line)
                if row is None:
                    raise self._wrong(number, "it is no row of a token")
                if waiting:
                    self._pieces.append((int(row[4]), "\n".join(waiting)))
                    waiting = []
                self._take(row, number)

    def _header(self, line: str) -> None:
        kind, _, rest = line.partition("=")
        layer, *features = rest.split("|")
        if kind == "#T_SP":
            self._columns += _span_columns(layer, [each for each in features if each])
        elif kind == "#T_RL":
            names = [each for each in features if each]
            for each in names:
                is_base = each.startswith("BT_")
                self._columns.append(_Column(layer, "base" if is_base else "feature", each))
        elif kind == "#T_CH":
            self._columns += [_Column(layer, "chain", each) for each in features if each]

    def _take(self, row: re.Match[str], number: int) -> None:
        address = f"{row[1]}-{row[2]}" + (f".{row[3]}" if row[3] else "")
        begin, end = int(row[4]), int(row[5])
        if end - begin == len(row[6]) != _utf16(row[6]):
            self.counts_code_points = True
        cells = row[7].split("\t")[1:]
        if len(cells) < len(self._columns):
            raise self._wrong(number, f"{len(cells)} columns instead of {len(self._columns)}")
        marks: dict[tuple[str, int], str] = {}
        chains: dict[str, dict[str, str]] = {}
        for column, cell in zip(self._columns, cells, strict=False):
            if cell == "_":
                continue
            if column.kind == "chain":
                chains.setdefault(column.layer, {})[column.name] = cell
                continue
            for nth, part in enumerate(_split(cell, "|")):
                value, mark = _own_mark(column, part, marks.get((column.layer, nth)))
                marks.setdefault((column.layer, nth), mark)
                self._note(column, value, mark, f"{address}|{nth}", (begin, end), row[6])
        for layer, cell_of in chains.items():
            self._note_chains(layer, cell_of, (begin, end), row[6])

    def _note_chains(
        self, layer: str, cell_of: Mapping[str, str], place: tuple[int, int], token: str
    ) -> None:
        """Note the links of chains at a token; one with the same numbers goes on from before."""
        kinds = _split(cell_of.get("referenceType", ""), "|")
        for nth, cell in enumerate(_split(cell_of.get("referenceRelation", ""), "|")):
            link = _CHAIN_LINK.fullmatch(cell)
            if link is None:
                continue
            found = self._at_place((layer, f"{link[2]}-{link[3]}"), place, token)
            following = f"{link[2]}-{int(link[3]) + 1}"
            found.next = (_unescaped(link[1]) or layer.rpartition(".")[2], following)
            kind = _unescaped(_marked(kinds[nth])[0]) if nth < len(kinds) else ""
            if kind:
                found.values.setdefault("referenceType", kind)

    def _at_place(self, key: tuple[str, str], place: tuple[int, int], token: str) -> _Found:
        """Return the annotation with that key, which reaches over that token too."""
        found = self._found.get(key)
        if found is None:
            covered = None if "\\" in token else token
            found = self._found[key] = _Found(*key, *place, covered=covered)
        elif (found.begin, found.end) != place:
            found.covered = None
        found.begin, found.end = min(found.begin, place[0]), max(found.end, place[1])
        return found

    def _note(
        self,
        column: _Column,
        value: str,
        mark: str,
        where: str,
        place: tuple[int, int],
        token: str,
    ) -> None:
        address = where.partition("|")[0]
        key = f"[{mark}]" if mark else where
        found = self._at_place((column.layer, key), place, token)
        found.at = found.at or address
        there = self._by_address.setdefault((address, mark), [])
        if found not in there:
            there.append(found)
        if column.kind == "role":
            found.roles = found.roles or tuple(map(_unescaped, _split(value, ";")))
        elif column.kind == "target":
            found.targets = found.targets or tuple(_split(value, ";"))
        elif column.kind == "base":
            found.base = value
        elif column.kind == "feature" and value != "*":
            found.values.setdefault(column.name, _unescaped(value))

    # Putting together

    def text(self) -> RawText:
        """Return the text with everything that the table says of it."""
        relations = [each for each in self._found.values() if each.base]
        spans = [each for each in self._found.values() if not each.base]
        names = {(each.layer, each.key): _name(each, n) for n, each in enumerate(spans)}
        links = [link for each in spans for link in self._slots(each, names)]
        links += [
            Link(each.next[0], names[each.layer, each.key], names[each.layer, each.next[1]])
            for each in spans
            if (each.layer, each.next[1]) in names
        ]
        links += [link for each in relations if (link := self._relation(each, names)) is not None]
        raw = [_span(each, names[each.layer, each.key]) for each in spans]
        whole, linked = joined(raw, links)
        name, user = document_and_user(self._name)
        return RawText(name, self._joined(), whole, linked, annotator=user, where=self._name)

    def _joined(self) -> str:
        """Return the sentences at their places, with line ends between them."""
        parts: list[str] = []
        at = 0
        for token, words in self._pieces:
            lead = len(words) - len(words.lstrip())  # the first token is not where it begins
            gap = max(token - lead - at, 0)
            parts.append("\n" * gap + words)
            at += gap + (len(words) if self.counts_code_points else _utf16(words))
        return "".join(parts)

    def _slots(self, each: _Found, names: Mapping[tuple[str, str], str]) -> Iterator[Link]:
        for role, target in zip(each.roles, each.targets, strict=False):
            place = _ADDRESS.fullmatch(target)
            if place is None:
                continue
            end = self._at(place[1], place[2] or "", names)
            if end is not None:
                label = each.layer.rpartition(".")[2] if role == "*" else role
                yield Link(label, names[each.layer, each.key], end)

    def _relation(self, each: _Found, names: Mapping[tuple[str, str], str]) -> Link | None:
        place = _ADDRESS.fullmatch(each.base)
        if place is None:
            return None
        start = self._at(place[1], place[2] or "", names)
        end = self._at(each.at, place[3] or "", names)
        if start is None or end is None:
            return None
        label = next((each.values[n] for n in _LABELS if each.values.get(n)), "")
        return Link(label or each.layer.rpartition(".")[2], start, end)

    def _at(self, address: str, mark: str, names: Mapping[tuple[str, str], str]) -> str | None:
        """Return the span at an address: the one with that mark, else the first one there."""
        mark = "" if mark == "0" else mark
        for each in self._by_address.get((address, mark), ()):
            if (each.layer, each.key) in names:
                return names[each.layer, each.key]
        return None


def _span_columns(layer: str, features: Sequence[str]) -> Iterator[_Column]:
    if not features:
        yield _Column(layer, "none")
    is_target = False
    for each in features:
        if is_target:
            yield _Column(layer, "target")
            is_target = False
        elif each.startswith("ROLE_"):
            yield _Column(layer, "role", each)
            is_target = True
        else:
            yield _Column(layer, "feature", each)


def _split(cell: str, mark: str) -> list[str]:
    """Split a cell at a mark that is not escaped."""
    parts, now, at = [], "", 0
    while at < len(cell):
        if cell[at] == "\\" and at + 1 < len(cell):
            now += cell[at : at + 2]
            at += 2
        elif cell[at] == mark:
            parts.append(now)
            now, at = "", at + 1
        else:
            now, at = now + cell[at], at + 1
    return [*parts, now]


def _marked(part: str) -> tuple[str, str]:
    """Return a value and the number in brackets that follows it; "" where none does."""
    found = re.fullmatch(r"(?s)(.*?)(?<!\\)\[(\d+)\]", part)
    return (found[1], found[2]) if found else (part, "")


def _own_mark(column: _Column, part: str, before: str | None) -> tuple[str, str]:
    """Return a value and the number of its annotation.

    The numbers in a column of targets are those of the targets; that of the annotation is in the
    columns before.
    """
    if column.kind == "base":
        return part, ""
    if column.kind == "target" and before is not None:
        return part, before
    return _marked(part)


def _plain_text(line: str, *, is_java: bool) -> str:
    """Return a line of text without escapes."""

    def plain(found: re.Match[str]) -> str:
        if is_java and found[1]:
            return chr(int(found[1], 16))
        sign = found[2] or "u"
        return {"t": "\t", "n": "\n", "f": "\f", "r": "\r", "b": "\b"}.get(sign, sign) + (
            found[1] or ""
        )

    return re.sub(r"(?s)\\(?:u([0-9A-Fa-f]{4})|(.))", plain, line)


def _unescaped(value: str) -> str:
    def plain(found: re.Match[str]) -> str:
        return {"t": "\t", "n": "\n"}.get(found[1], found[1])

    return "" if value == "*" else re.sub(r"(?s)\\(->|.)", plain, value)


def _name(each: _Found, number: int) -> str:
    return each.values.get("name") or f"a{number}"


def _span(each: _Found, name: str) -> RawSpan:
    short = each.layer.rpartition(".")[2]
    label = next((each.values[n] for n in _LABELS if each.values.get(n)), short)
    role: Role = read_role(each.values.get("role")) if each.layer == PART else ""
    if each.layer in (STATEMENT, ENTITY):
        role = "content" if each.layer == STATEMENT else "mention"
    said: dict[str, Value] = {
        "actor" if (n, each.layer) == ("identifier", ENTITY) else n: value
        for n, value in each.values.items()
        if value and n not in ("name", "role", "attributes", *_LABELS)
    }
    try:
        said |= read_attributes(json.loads(each.values.get("attributes") or "{}"))
    except (ValueError, RecursionError):
        said["attributes"] = each.values["attributes"]
    place = ForeignSpan(each.begin, each.end, each.covered)
    return RawSpan(name, label, (place,), role, said)


def _utf16(words: str) -> int:
    return len(words.encode("utf-16-le", "surrogatepass")) // 2
