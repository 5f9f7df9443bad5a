"""The one place where code points (ours) and UTF-16 units (Qt's) are converted into each other.

Everything that is stored or exported counts Unicode code points; ``QString`` and all that is
built on it counts UTF-16 units, two for every character above U+FFFF.
"""

from __future__ import annotations

import re
from bisect import bisect_left

_ABOVE_BMP = re.compile("[\U00010000-\U0010ffff]")


class OffsetMap:
    """Converts offsets of one text both ways, in the logarithm of its characters above U+FFFF."""

    __slots__ = ("_code_points", "_units", "length", "units")

    def __init__(self, text: str) -> None:
        wide = [] if text.isascii() else [found.start() for found in _ABOVE_BMP.finditer(text)]
        self._code_points = wide
        self._units = [offset + before for before, offset in enumerate(wide)]
        self.length = len(text)
        """How many code points the text has."""
        self.units = len(text) + len(wide)
        """How many UTF-16 units the text has."""

    def to_qt(self, offset: int) -> int:
        """Return the UTF-16 position of a code point offset."""
        return offset + bisect_left(self._code_points, offset)

    def from_qt(self, position: int) -> int:
        """Return the code point offset of a UTF-16 position.

        A position inside a surrogate pair means the start of the character it belongs to.
        """
        return position - bisect_left(self._units, position)


def to_qt(text: str, cp_offset: int) -> int:
    """Return the UTF-16 position of a code point offset into ``text``."""
    return cp_offset + len(_ABOVE_BMP.findall(text, 0, cp_offset))


def from_qt(text: str, position: int) -> int:
    """Return the code point offset of a UTF-16 position in ``text``.

    A position inside a surrogate pair means the start of the character it belongs to.
    """
    return OffsetMap(text).from_qt(position)
