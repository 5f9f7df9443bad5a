"""What a format could not hold, counted as it is written, with the id of everything concerned."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from annotator.formats.features import Feature

_PIECE = 1 << 16  # packed bytes that are read at once
_AT_ONCE = 512  # losses that are packed together
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(tuple[Feature, str, str, str]).decode


@dataclass(frozen=True, slots=True)
class Loss:
    """How many things of a kind a format did not hold as they were, and why, in words."""

    feature: Feature
    why: str
    count: int


@dataclass(frozen=True, slots=True)
class Lost:
    """One thing that was not held as it was: ``id`` of the record in the article with that id."""

    feature: Feature
    why: str
    article: str
    id: str


class Losses:
    """Collects what a writer drops or changes; ids are packed, so a million take little memory."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[Feature, str]] = Counter()
        self._packer = zlib.compressobj(level=1)
        self._packed = bytearray()
        self._lines: list[bytes] = []

    def note(self, feature: Feature, why: str, *, article: str, record: str) -> None:
        """Note that a record of an article is not as it was in the project."""
        self._counts[feature, why] += 1
        self._lines.append(_encode((feature, why, article, record)))
        if len(self._lines) == _AT_ONCE:
            self._pack()

    def _pack(self) -> None:
        if self._lines:
            self._packed += self._packer.compress(b"\n".join(self._lines) + b"\n")
            self._lines.clear()

    @property
    def counts(self) -> tuple[Loss, ...]:
        """What was not held, in the order in which it was first met."""
        return tuple(Loss(feature, why, count) for (feature, why), count in self._counts.items())

    def each(self) -> Iterator[Lost]:
        """Yield everything that was not held, in the order in which it was noted."""
        self._pack()
        reader, rest = zlib.decompressobj(), b""
        for at in range(0, len(self._packed), _PIECE):
            *lines, rest = (rest + reader.decompress(self._packed[at : at + _PIECE])).split(b"\n")
            yield from (_lost(line) for line in lines)
        last = rest + reader.decompress(self._packer.copy().flush())
        yield from (_lost(line) for line in last.splitlines())


def _lost(line: bytes) -> Lost:
    return Lost(*_decode(line))
