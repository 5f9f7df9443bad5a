"""How a workflow tells how far it is, and learns that it shall stop: the same for all of them."""

from __future__ import annotations

from collections.abc import Callable

TellProgress = Callable[[int, int, str], None]
"""Called with how much is done, how much there is in all, and what is being worked on."""

IsCancelled = Callable[[], bool]
"""Asked again and again; true from when a person has stopped the work."""


def never() -> bool:
    """Return False: nobody can stop the work."""
    return False
