"""Our own ids: version 7 UUIDs (RFC 9562, section 5.7), which sort by the time they were made."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable

_LAST = (1 << 48) - 1  # millisecond that has a place in an id
_DRAWN = 10  # random bytes for an id
_VARIANT = dict(zip("0123456789abcdef", 4 * "89ab", strict=True))  # two bits are 1 and 0
_LETTERS = 6  # of a name, in bytes, that an annotator's id holds
_DECISIONS = "7d6b1f0e-5c3a-4a52-9f0e-2f9a4b8d1c63"  # our namespace (RFC 9562, 6.5)
_last_ms = 0
_counter = 0


def new_id() -> str:
    """Return a new UUIDv7 in its usual 36-character form.

    The 12 bits after the milliseconds count ids of the same millisecond, so that ids made by one
    process sort in the order of their making (RFC 9562, section 6.2, method 1).
    """
    return new_ids(1)[0]


def new_ids(count: int) -> list[str]:
    """Return as many new UUIDs, in order, as :func:`new_id` would one after the other."""
    global _last_ms, _counter
    now, drawn = time.time_ns() // 1_000_000, os.urandom(_DRAWN * count).hex()
    found = []
    for at in range(0, len(drawn), 2 * _DRAWN):
        if now > _last_ms:
            _last_ms, _counter = now, int(drawn[at : at + 3], 16) & 0x7FF
        else:
            _counter += 1
            if _counter > 0xFFF:
                _last_ms, _counter = _last_ms + 1, 0
        digits = f"{_last_ms & _LAST:012x}7{_counter:03x}{_VARIANT[drawn[at + 3]]}"
        found.append(
            f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16]}{drawn[at + 4 : at + 7]}"
            f"-{drawn[at + 7 : at + 19]}"
        )
    return found


def annotator_id(project: str, name: str, taken: Iterable[str]) -> str:
    """Return the id of somebody who joins a project: the same in every copy of it.

    So whoever begins under the same name in two copies is one person once these are put together.
    Looks like a UUIDv7 of a second after the project's, followed by the beginning of the name, so
    that ids sort as annotators came to a project: the first one first, then by name.
    """
    import hashlib
    import uuid

    begun = uuid.UUID(project).int >> 80
    letters = name.casefold().encode()[:_LETTERS].ljust(_LETTERS, b"\0")
    body = letters + hashlib.sha256(f"{project} {name}".encode()).digest()[:4]
    bits = int.from_bytes(body) >> 6  # 74 of 80: what a UUID has beside time, version and variant
    value = (begun + 1000 & (1 << 48) - 1) << 80 | 0x7 << 76 | bits >> 62 << 64
    value |= 0b10 << 62 | bits & (1 << 62) - 1
    return free_id(str(uuid.UUID(int=value)), taken)


def decision_id(
    kind: str, suggestion: str, article: str, annotator: str, taken: Iterable[str]
) -> str:
    """Return the id of what an annotator makes of a suggestion: the same in every copy.

    So whoever accepts it in two copies of a project has said it once when these are put together.
    """
    import uuid

    named = f"{kind} {article} {annotator} {suggestion}"
    return free_id(str(uuid.uuid5(uuid.UUID(_DECISIONS), named)), taken)


def free_id(wanted: str, taken: Iterable[str]) -> str:
    """Return an id that says what a record is about, so that copies agree; else a new one."""
    return wanted if wanted not in set(taken) else new_id()
