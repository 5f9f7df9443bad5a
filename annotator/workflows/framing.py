"""How packed values travel between this program and its processes: each behind its length."""

from __future__ import annotations

from typing import IO

_LENGTH = 8  # bytes


def send(stream: IO[bytes], packed: bytes) -> None:
    """Write one packed value. Raises OSError where the other side has ended."""
    stream.write(len(packed).to_bytes(_LENGTH, "big"))
    stream.write(packed)
    stream.flush()


def framed(stream: IO[bytes]) -> bytes:
    """Return the next value, still packed. Raises EOFError where the other side has ended."""
    return _exactly(stream, int.from_bytes(_exactly(stream, _LENGTH), "big"))


def _exactly(stream: IO[bytes], size: int) -> bytes:
    found = stream.read(size)
    if len(found) < size:
        raise EOFError
    return found
