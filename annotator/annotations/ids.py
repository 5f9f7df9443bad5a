"""Our own ids: version 7 UUIDs (RFC 9562, section 5.7), which sort by the time they were made."""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Iterable

_last_ms = 0
_counter = 0


def new_id() -> str:
    """Return a new UUIDv7 in its usual 36-character form.

    The 12 bits after the milliseconds count ids of the same millisecond, so that ids made by one
    process sort in the order of their making (RFC 9562, section 6.2, method 1).
    """
    global _last_ms, _counter
    now = time.time_ns() // 1_000_000
    if now > _last_ms:
        _last_ms, _counter = now, secrets.randbits(11)
    else:
        _counter += 1
        if _counter > 0xFFF:
            _last_ms, _counter = _last_ms + 1, 0
    value = (_last_ms & (1 << 48) - 1) << 80 | 0x7 << 76 | _counter << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))


def free_id(wanted: str, taken: Iterable[str]) -> str:
    """Return an id that says what a record is about, so that copies agree; else a new one."""
    return wanted if wanted not in set(taken) else new_id()
