"""What a format could not hold, counted as it is written, with the id of everything concerned."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from annotator.formats.labelled.features import Feature

_PIECE = 1 << 16  # packed bytes that are read at once
_AT_ONCE = 1000  # losses that are packed together
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(list[tuple[int, str, str]]).decode


@dataclass(frozen=True, slots=True)
class Loss:
    """How many things of a kind a format did not hold as they were, and why, in words."""

    feature: Feature
    why: str
    count: int


class Lost(msgspec.Struct, frozen=True, rename={"feature": "what"}):
    """One thing that was not held as it was: ``id`` of the record in the article with that id."""

    feature: Feature
    why: str
    article: str
    id: str


class Losses:
    """Collects what a writer drops or changes; ids are packed, so a million take little memory."""

    def __init__(self) -> None:
        self._reasons: dict[tuple[Feature, str], int] = {}  # and their numbers
        self._counts: list[int] = []  # by number
        self._noted: list[tuple[int, str, str]] = []  # number of the reason, article, record
        self._packer = zlib.compressobj(level=1)
        self._packed = bytearray()

    def note(self, feature: Feature, why: str, *, article: str, record: str) -> None:
        """Note that a record of an article is not as it was in the project."""
        number = self._reasons.get((feature, why))
        if number is None:
            number = self._reasons[feature, why] = len(self._counts)
            self._counts.append(0)
        self._counts[number] += 1
        self._noted.append((number, article, record))
        if len(self._noted) == _AT_ONCE:
            self._pack()

    def _pack(self) -> None:
        if self._noted:
            self._packed += self._packer.compress(_encode(self._noted) + b"\n")
            self._noted.clear()

    @property
    def counts(self) -> tuple[Loss, ...]:
        """What was not held, in the order in which it was first met."""
        reasons = zip(self._reasons, self._counts, strict=True)
        return tuple(Loss(feature, why, count) for (feature, why), count in reasons)

    def each(self) -> Iterator[Lost]:
        """Yield everything that was not held, in the order in which it was noted."""
        self._pack()
        reasons = tuple(self._reasons)
        for line in self._lines():
            for number, article, record in _decode(line):
                yield Lost(*reasons[number], article, record)

    def _lines(self) -> Iterator[bytes]:
        reader, rest = zlib.decompressobj(), b""
        for at in range(0, len(self._packed), _PIECE):
            *lines, rest = (rest + reader.decompress(self._packed[at : at + _PIECE])).split(b"\n")
            yield from lines
        last = rest + reader.decompress(self._packer.copy().flush())
        yield from last.splitlines()
