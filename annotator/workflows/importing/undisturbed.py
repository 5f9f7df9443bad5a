"""Keeps the collector of garbage away while much is made that stays.

It would look through all texts and labels again and again, and hold every thread up meanwhile,
though nothing of them refers back to what holds it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Collect no garbage inside; where somebody else has stopped that, it stays stopped."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
