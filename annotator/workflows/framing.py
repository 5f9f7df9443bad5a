"""How values travel between this program and its processes: packed, each behind its length."""

from __future__ import annotations

import copyreg
import io
import pickle
from types import MappingProxyType
from typing import IO, Any  # Any: whatever was pickled

_LENGTH = 8  # bytes


class _Pickler(pickle.Pickler):
    """Knows also the read-only mappings of a codebook, which pickle leaves out."""

    dispatch_table = copyreg.dispatch_table | {
        MappingProxyType: lambda mapping: (_read_only, (dict(mapping),))
    }


def _read_only(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


def pickled(value: object) -> bytes:
    """Return a value as it travels to another process of this program."""
    packed = io.BytesIO()
    _Pickler(packed, pickle.HIGHEST_PROTOCOL).dump(value)
    return packed.getvalue()


def unpickled(packed: bytes) -> Any:
    """Return what :func:`pickled` packed, in a process of this program."""
    return pickle.loads(packed)


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
