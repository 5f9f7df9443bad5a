"""What a format could not hold, counted as it is written, with the id of everything concerned."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import starmap
from operator import itemgetter

import msgspec

from annotator.formats.labelled.features import Feature

_PIECE = 1 << 13  # packed bytes that are read at once
_AT_ONCE = 1000  # losses that are packed together
_encode_lines = msgspec.json.Encoder().encode_lines


@dataclass(frozen=True, slots=True)
class Loss:
    """How many things of a kind a format did not hold as they were, and why, in words."""

    feature: Feature
    why: str
    count: int


class Lost(msgspec.Struct, frozen=True, gc=False, rename={"feature": "what"}):
    """One thing that was not held as it was: ``id`` of the record in the article with that id."""

    feature: Feature
    why: str
    article: str
    id: str


LostRecord = tuple[Feature, str, str]
"""A feature that was not held as it was, why, and the id of the record in the article."""
_Noted = tuple[Feature, str, str, str]  # as in something that was lost
_reason: Callable[[_Noted], tuple[Feature, str]] = itemgetter(0, 1)
_decode_lines = msgspec.json.Decoder(Lost).decode_lines


class PackedLosses(msgspec.Struct, frozen=True):
    """What :class:`Losses` collected, as it travels to another process of this program."""

    counts: tuple[tuple[Feature, str, int], ...]
    packed: tuple[bytes, ...]


class Losses:
    """Collects what a writer drops or changes; ids are packed, so a million take little memory."""

    def __init__(self) -> None:
        self._counts: dict[tuple[Feature, str], int] = {}
        self._noted: list[_Noted] = []
        self._whole: list[bytes] = []  # packed lines that nothing more comes to
        self._begin()

    def _begin(self) -> None:
        self._packer = zlib.compressobj(level=1)
        self._packed = bytearray()

    def note(self, feature: Feature, why: str, *, article: str, record: str) -> None:
        """Note that a record of an article is not as it was in the project."""
        self._noted.append((feature, why, article, record))
        if len(self._noted) >= _AT_ONCE:
            self._pack()

    def note_all(self, article: str, found: Iterable[LostRecord]) -> None:
        """Note some records of an article, as :meth:`note` does each."""
        self._noted += [(feature, why, article, record) for feature, why, record in found]
        if len(self._noted) >= _AT_ONCE:
            self._pack()

    def _pack(self) -> None:
        if self._noted:
            self._count(Counter(map(_reason, self._noted)).items())
            lost = list(starmap(Lost, self._noted))
            self._packed += self._packer.compress(_encode_lines(lost))
            self._noted.clear()

    def _count(self, found: Iterable[tuple[tuple[Feature, str], int]]) -> None:
        for reason, count in found:
            self._counts[reason] = self._counts.get(reason, 0) + count

    def _close(self) -> None:
        """Pack what was noted up to now by itself."""
        self._pack()
        self._packed += self._packer.flush()
        self._whole.append(bytes(self._packed))
        self._begin()

    def packed(self) -> PackedLosses:
        """Return all that was noted, for :meth:`add` somewhere else."""
        self._close()
        counts = tuple((each.feature, each.why, each.count) for each in self.counts)
        return PackedLosses(counts, tuple(self._whole))

    def add(self, others: PackedLosses) -> None:
        """Note behind all else what was noted elsewhere."""
        self._close()
        self._count(((feature, why), count) for feature, why, count in others.counts)
        self._whole += others.packed

    @property
    def counts(self) -> tuple[Loss, ...]:
        """What was not held, in the order in which it was first met."""
        self._pack()
        return tuple(Loss(*reason, count) for reason, count in self._counts.items())

    def each(self) -> Iterator[Lost]:
        """Yield everything that was not held, in the order in which it was noted."""
        for lines in self.lines():
            yield from _decode_lines(lines)

    def lines(self) -> Iterator[bytes]:
        """Yield the same as lines of JSON, some whole ones at a time."""
        self._pack()
        last = bytes(self._packed) + self._packer.copy().flush()
        for packed in (*self._whole, last):
            yield from _unpacked(packed)


def _unpacked(packed: bytes) -> Iterator[bytes]:
    reader, rest = zlib.decompressobj(), b""
    for at in range(0, len(packed), _PIECE):
        found = rest + reader.decompress(packed[at : at + _PIECE])
        end = found.rfind(b"\n") + 1
        rest = found[end:]
        if end:
            yield found[:end]
