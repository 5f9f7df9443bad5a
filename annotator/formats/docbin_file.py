"""Writes a DocBin doc by doc, without ever holding all of them (the format of spaCy 3, "0.1").

A DocBin is one compressed msgpack map whose values run over all docs: their tokens, spaces, span
groups and so on. Each is gathered in a temporary file of its own, and they are put together at the
end. spaCy's own class builds the whole map in memory, several times over.
"""

from __future__ import annotations

import struct
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO, Final, Self

import msgspec

from annotator.errors import ExportError

if TYPE_CHECKING:
    from spacy.tokens import Doc

ATTRS: Final = {"ORTH": 65, "ENT_IOB": 77, "ENT_TYPE": 78, "ENT_KB_ID": 452, "ENT_ID": 454}
"""What is stored of each token, and spaCy's numbers for it."""
SPAN: Final = struct.Struct(">QQQllll")
"""A span of a group: id, actor, label, first and last token, start and end in code points."""
_SPACY = 81  # whether a space follows
_VERSION = "0.1"
_SECTIONS = ("tokens", "spaces", "lengths", "strings", "cats", "flags", "span_groups", "user_data")
_BYTES = ("tokens", "spaces", "lengths")  # one value over all docs; the others are lists
_MOST = (1 << 32) - 1  # what msgpack can count
_KNOWN = 100_000  # strings that are remembered, not to be written twice
_PIECE = 1 << 20
_LEVEL = 4  # of compression: half the time of spaCy's 6, a tenth larger
_encode = msgspec.msgpack.encode


class DocBinFile:
    """Gathers docs; a context manager that gives the room on the disk back at the end."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._files: dict[str, BinaryIO] = {}
        for each in _SECTIONS:
            self._files[each] = self._stack.enter_context(
                tempfile.TemporaryFile()  # noqa: SIM115 - the stack closes it
            )
        self._counts = dict.fromkeys(_SECTIONS, 0)
        self._known: set[str] = set()
        self.docs = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def add(self, doc: Doc, words: Iterable[str]) -> None:
        """Add a doc of these words with its entities, span groups, categories and user data."""
        tokens = doc.to_array([*ATTRS.values()]).astype("<u8")
        self._files["tokens"].write(tokens.tobytes())
        self._files["spaces"].write(doc.to_array([_SPACY]).astype(bool).tobytes())
        self._files["lengths"].write(struct.pack("<i", len(doc)))
        self._add("strings", self._new_strings(doc, words))
        self._add("cats", [dict(doc.cats)])
        self._add("flags", [{"has_unknown_spaces": False}])
        self._add("span_groups", [packed_groups(doc)])
        self._add("user_data", [_encode(doc.user_data)])
        self.docs += 1

    def _add(self, section: str, values: Iterable[object]) -> None:
        for each in values:
            self._files[section].write(_encode(each))
            self._counts[section] += 1

    def _new_strings(self, doc: Doc, words: Iterable[str]) -> Iterator[str]:
        found, ids = set(words), set[str]()  # an id stands in one doc only
        for span in chain(doc.ents, *doc.spans.values()):
            found |= {span.label_, span.kb_id_}
            ids.add(span.id_)
        new = sorted(found - self._known)
        # In order, so that the same docs are the same bytes wherever they are written.
        self._known.update(islice(new, max(0, _KNOWN - len(self._known))))
        yield from filter(None, merge(new, sorted(ids - found - self._known)))

    def write_to(self, out: BinaryIO, go_on: Callable[[], None]) -> None:
        """Write everything that was added as one DocBin; ``go_on`` is called at each piece.

        Raises :class:`ExportError` where it is more than a DocBin can hold.
        """
        if any(self._files[each].tell() > _MOST for each in _BYTES):
            raise ExportError(
                "This is more than one DocBin can hold. Nothing was written, and an earlier file "
                "of that name is as it was. Export a folder of DocBins instead (docbin-folder)."
            )
        packer = zlib.compressobj(_LEVEL)
        for piece in self._pieces():
            go_on()
            out.write(packer.compress(piece))
        out.write(packer.flush())

    def _pieces(self) -> Iterator[bytes]:
        yield bytes([0x80 | (len(_SECTIONS) + 2)])  # a map of so many
        yield _encode("version") + _encode(_VERSION)
        yield _encode("attrs") + _encode([*ATTRS.values()])
        for section in _SECTIONS:
            file = self._files[section]
            if section in _BYTES:
                head = b"\xc6" + struct.pack(">I", file.tell())  # bin 32
            else:
                head = b"\xdd" + struct.pack(">I", self._counts[section])  # array 32
            yield _encode(section) + head
            file.seek(0)
            while piece := file.read(_PIECE):
                yield piece


def packed_groups(doc: Doc) -> bytes:
    """Return what ``doc.spans.to_bytes()`` does; that looks for plugins at every call."""
    groups: dict[bytes, list[str]] = {}
    for key, group in doc.spans.items():
        spans = [
            SPAN.pack(
                *(each.id, each.kb_id, each.label, each.start, each.end),
                *(each.start_char, each.end_char),
            )
            for each in group
        ]
        packed = _encode({"name": group.name, "attrs": group.attrs, "spans": spans})
        groups.setdefault(packed, []).append(key)
    return _encode(groups or [])
