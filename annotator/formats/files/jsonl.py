"""JSON lines: one object per line, in UTF-8."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

import msgspec

# Line ends of their own for some readers (Unicode Standard, section 5.8); JSON lets us escape them.
_ESCAPED = (
    (b"\xc2\x85", b"\\u0085"),
    (b"\xe2\x80\xa8", b"\\u2028"),
    (b"\xe2\x80\xa9", b"\\u2029"),
)
_encode_lines = msgspec.json.Encoder().encode_lines


def write_line(value: object, out: BinaryIO) -> None:
    """Write one value (a dataclass, dict, list...) as one line, whatever its texts hold."""
    write_lines((value,), out)


def write_lines(values: Sequence[object], out: BinaryIO) -> None:
    """Write values, each as one line, in one go."""
    lines = _encode_lines(values)
    if not lines.isascii():
        for plain, escaped in _ESCAPED:
            if plain[-1:] in lines:  # a single byte is found many times faster
                lines = lines.replace(plain, escaped)
    out.write(lines)
