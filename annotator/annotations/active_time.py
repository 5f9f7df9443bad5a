"""How long somebody works: gestures with pauses between them, of which long ones are cut off."""

from __future__ import annotations

IDLE_AFTER = 120
"""Seconds without a gesture after which nothing is counted until the next one."""


class Stopwatch:
    """Counts active seconds; told of gestures and asked with the time of any steady clock."""

    def __init__(self) -> None:
        self._last: float | None = None
        self._until = 0.0
        self._active = 0.0

    def gesture(self, now: float) -> None:
        """Note that somebody did something."""
        self._count(now)
        self._last = self._until = now

    def take(self, now: float) -> int:
        """Return the whole seconds since they were taken last; what is left goes on counting."""
        self._count(now)
        whole = int(self._active)
        self._active -= whole
        return whole

    def stop(self) -> None:
        """Count nothing until the next gesture."""
        self._last = None

    def _count(self, now: float) -> None:
        if self._last is not None:
            end = min(now, self._last + IDLE_AFTER)
            self._active += max(0.0, end - self._until)
            self._until = max(self._until, end)
