"""Stretches of an article, as rows of a dataset have them, put together to a text again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

BETWEEN = "\n\n[…]\n\n"
"""What stands where the rows do not tell the text; of one or two characters it is white space."""
_SMALL = {0: "", 1: " ", 2: "\n\n"}


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A piece of the article: where it began there, and where it begins now."""

    start: int
    end: int
    now: int


class Patchwork:
    """An article made of its known stretches; ``gaps`` counts what is missing between them."""

    def __init__(self, pieces: Sequence[tuple[int, str]]) -> None:
        """``pieces`` are stretches with where each begins in the article, in code points.

        Raises ValueError where two of them say different things of one place.
        """
        self.gaps = 0
        self._stretches: list[_Stretch] = []
        parts: list[str] = []
        length = end = 0
        tail, longest = "", max((len(words) for _, words in pieces), default=0)
        for start, words in sorted(pieces, key=lambda each: (each[0], -len(each[1]))):
            known = end - start
            if self._stretches and known > 0:
                if tail[-known:][: len(words)] != words[:known]:
                    raise ValueError("two rows say different things of one place in the article")
                words, start = words[known:], end
                if not words:
                    continue
            elif self._stretches:
                gap = _SMALL.get(-known, BETWEEN)
                self.gaps += gap is BETWEEN
                parts.append(gap)
                length += len(gap)
            self._stretches.append(_Stretch(start, start + len(words), length))
            parts.append(words)
            tail = (tail + words)[-longest:] if known > 0 else words
            length += len(words)
            end = start + len(words)
        self.text = "".join(parts)
        self._starts = [each.start for each in self._stretches]

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a stretch of the article lies now; None where not all of it is known."""
        first, last = self._stretch(start), self._stretch(max(start, end - 1))
        if first is None or last is None or end > last.end:
            return None
        return start - first.start + first.now, end - last.start + last.now

    def _stretch(self, at: int) -> _Stretch | None:
        number = bisect_right(self._starts, at) - 1
        found = self._stretches[number] if number >= 0 else None
        return found if found is not None and at < found.end else None
