"""Reads spaCy's DocBins as the data that they are: no object of spaCy is made from what they hold.

Entities are those of ``doc.ents``, further spans those of all groups in ``doc.spans``; categories
of at least a half are labels of the text. What our own writer left in ``doc.user_data`` is exact
and goes before these. A folder of DocBins is read like one. Offsets are code points.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from annotator.errors import TooLargeError
from annotator.formats.docbin_file import ATTRS, SPAN
from annotator.formats.files.file_text import read_bytes
from annotator.formats.files.json_values import wrong_shape
from annotator.formats.labelled.foreign import RawSpan, RawText, ReadFile
from annotator.formats.labelled.labelled_text import LabelledText
from annotator.formats.labelled.offset_units import ForeignSpan

WHAT = "a DocBin of spaCy"
SUFFIX = ".spacy"
_MOST = 1_000_000_000  # bytes of a file, unpacked
_BEGIN, _INSIDE = 3, 1
_LEAST = 0.5  # of a category


class _Map(msgspec.Struct):
    """The map that a DocBin is; see spacy/tokens/_serialize.py."""

    attrs: list[int]
    tokens: bytes
    spaces: bytes
    lengths: bytes
    strings: list[str]
    cats: list[dict[str, float]]
    flags: list[dict[str, bool]] = []
    span_groups: list[bytes] = []
    user_data: list[bytes | None] = []


class _Group(msgspec.Struct):
    spans: list[bytes]
    name: str = ""


def is_likely(path: Path) -> bool:
    """Tell whether a file, or a folder that has some, is likely a DocBin."""
    try:
        if path.is_dir():
            return any(is_likely(each) for each in path.glob(f"*{SUFFIX}"))
        with path.open("rb") as file:
            start = zlib.decompressobj().decompress(file.read(256), 64)
    except (OSError, zlib.error):
        return False
    return path.suffix.lower() == SUFFIX and start[:1] >= b"\x80" and b"version" in start


def read(path: Path) -> ReadFile:
    """Read a DocBin, or all of a folder."""
    files = sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]
    if not files:
        raise wrong_shape(path, WHAT, f"there is no file {SUFFIX} in it")
    texts = tuple(text for each in files for text in _texts(each, several=len(files) > 1))
    return ReadFile(texts, "code points")


def _texts(path: Path, *, several: bool) -> Iterator[RawText]:
    found = _unpacked(path)
    try:
        lengths = memoryview(found.lengths).cast("i")
        values = memoryview(found.tokens).cast("Q")
        width = len(found.attrs)
        if min(lengths, default=0) < 0 or sum(lengths) * width != len(values):
            raise ValueError("the tokens are not as many as it says")
        if len(found.spaces) != sum(lengths) or len(found.cats) != len(lengths):
            raise ValueError("spaces or categories are missing")
        strings, first = _strings(found.strings), 0
        for number, length in enumerate(lengths):
            rows = values[first * width : (first + length) * width]
            spaces = found.spaces[first : first + length]
            doc = _Doc(found, number, rows, spaces, strings)
            first += length
            where = f"doc {number + 1}" if not several else f"{path.name}, doc {number + 1}"
            yield doc.text(where, f"{path.stem}-{number + 1}")
    except (ValueError, TypeError, LookupError, struct.error, msgspec.MsgspecError) as error:
        raise wrong_shape(path, WHAT, str(error)) from error


def _unpacked(path: Path) -> _Map:
    packed = read_bytes(path)
    try:
        reader = zlib.decompressobj()
        raw = reader.decompress(packed, _MOST)
        if reader.unconsumed_tail:
            raise TooLargeError(
                f"{path.name} unpacks to more than {_MOST:,} bytes. Nothing was imported. Split "
                "it up, or export it as a folder.",
                path=path,
            )
        return msgspec.msgpack.decode(raw, type=_Map)
    except (zlib.error, msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise wrong_shape(path, WHAT, str(error)) from error


def _strings(known: Sequence[str]) -> Callable[[int], str]:
    """Return what tells the text that a number of spaCy stands for."""
    from spacy.strings import StringStore

    store = StringStore(known)

    def text(number: int) -> str:
        return store[number] if number else ""

    return text


@dataclass(slots=True)
class _Doc:
    """One doc of a file; ``rows`` has the attributes of each token after those of the other."""

    of: _Map
    number: int
    rows: memoryview
    spaces: bytes
    strings: Callable[[int], str]

    def text(self, where: str, name: str) -> RawText:
        """Return the text with its labels."""
        words = [self.strings(each) for each in self._column("ORTH")]
        flags = self.of.flags[self.number] if self.of.flags else {}
        spaces = b"\1" * len(words) if flags.get("has_unknown_spaces") else self.spaces
        text, places = _joined(words, spaces)
        data = self._user_data()
        ours = _ours(data, text)
        if ours is not None:
            return _raw(ours, where)
        cats = self.of.cats[self.number]
        labels: dict[str, tuple[str, ...]] = {}
        for cat, value in cats.items():
            kind, _, chosen = cat.partition("/")
            if value >= _LEAST:
                labels[kind] = (*labels.get(kind, ()), chosen or "yes")
        facts = {
            key: data[key]
            for key in ("title", "date", "source")
            if isinstance(data.get(key), str) and data[key]
        }
        return RawText(
            id=str(data.get("id") or data.get("article") or name),
            text=text,
            spans=(*self._entities(places), *self._groups(places)),
            labels=labels,
            facts={key: str(value) for key, value in facts.items()},
            where=where,
        )

    def _column(self, attr: str) -> list[int]:
        width = len(self.of.attrs)
        if ATTRS[attr] not in self.of.attrs:
            return [0] * (len(self.rows) // width)
        return self.rows[self.of.attrs.index(ATTRS[attr]) :: width].tolist()

    def _entities(self, places: Sequence[tuple[int, int]]) -> Iterator[RawSpan]:
        kinds, actors, ids = (self._column(each) for each in ("ENT_TYPE", "ENT_KB_ID", "ENT_ID"))
        begins = [at for at, iob in enumerate(self._column("ENT_IOB")) if iob == _BEGIN]
        iobs = self._column("ENT_IOB")
        for number, first in enumerate(begins):
            last = first
            while last + 1 < len(iobs) and iobs[last + 1] == _INSIDE:
                last += 1
            actor = self.strings(actors[first])
            yield RawSpan(
                self.strings(ids[first]) or f"e{number}",
                self.strings(kinds[first]) or "entity",
                (ForeignSpan(places[first][0], places[last][1], None),),
                attributes={"actor": actor} if actor else {},
            )

    def _groups(self, places: Sequence[tuple[int, int]]) -> Iterator[RawSpan]:
        packed = self.of.span_groups[self.number] if self.of.span_groups else b""
        if not packed:
            return
        groups = msgspec.msgpack.decode(packed)
        named = groups.items() if isinstance(groups, dict) else ((each, []) for each in groups)
        for body, keys in named:
            group = msgspec.msgpack.decode(body, type=_Group)
            for key in keys or [group.name]:
                for number, each in enumerate(group.spans):
                    _, actor, label, first, last, _, _ = SPAN.unpack(each)
                    if not 0 <= first < last <= len(places):
                        raise ValueError(f"a span of the group “{key}” lies outside the text")
                    yield RawSpan(
                        f"{key}-{number}",
                        self.strings(label) or str(key),
                        (ForeignSpan(places[first][0], places[last - 1][1], None),),
                        attributes={"actor": self.strings(actor)} if actor else {},
                    )

    def _user_data(self) -> Mapping[str, object]:
        packed = self.of.user_data[self.number] if self.of.user_data else None
        try:
            found = msgspec.msgpack.decode(packed or b"\x80")
        except (msgspec.MsgspecError, TypeError):  # what else is kept there is not ours to read
            return {}
        return found if isinstance(found, dict) else {}


def _joined(words: Sequence[str], spaces: bytes) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of tokens, and where each of them stands in it."""
    places, at = [], 0
    for word, space in zip(words, spaces, strict=True):
        places.append((at, at + len(word)))
        at += len(word) + bool(space)
    text = "".join(word + " " * bool(space) for word, space in zip(words, spaces, strict=True))
    return text, places


def _ours(data: Mapping[str, object], text: str) -> LabelledText | None:
    """Return what our writer keeps beside the tokens; None in a DocBin of somebody else."""
    labelled = data.get("labelled")
    if not isinstance(labelled, dict):
        return None
    return msgspec.convert({**labelled, "text": text}, LabelledText)


def _raw(ours: LabelledText, where: str) -> RawText:
    spans = (
        RawSpan(
            each.id,
            each.label,
            tuple(ForeignSpan(span.start, span.end, None) for span in each.spans),
            each.role,
            each.attributes,
        )
        for each in ours.spans
    )
    return RawText(
        ours.id,
        ours.text,
        tuple(spans),
        ours.links,
        ours.labels,
        ours.facts,
        ours.annotator,
        ours.is_done,
        where,
    )
