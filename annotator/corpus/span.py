"""A stretch of text, the one way in which anything here points into an article."""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True, order=True, gc=False):
    """A half-open stretch ``[start, end)`` in Unicode code points of the stored text.

    Raises ``ValueError`` where ``0 <= start < end`` does not hold. It is no dataclass, because
    there are more spans than of anything else: one is made, hashed and compared in a quarter of
    the time, and the interpreter does not look through them for garbage.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start} to {self.end}")

    @property
    def ends(self) -> tuple[int, int]:
        """Start and end as plain numbers, which sort and compare many times faster."""
        return self.start, self.end

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Tell whether both share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def covered(self, text: str) -> str:
        """Return the characters of ``text`` that the span covers."""
        return text[self.start : self.end]
