"""What of a text is shown: every character keeps its place, none disappears or acts up.

The shown text has exactly as many UTF-16 units as the stored one, unit for unit, so an offset
into the one is an offset into the other. Only the picture of a character may differ.
"""

from __future__ import annotations

import re
import unicodedata

_PICTURES = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
_PICTURES |= {
    0x7F: 0x2421,  # delete
    0x85: 0x2028,  # next line
    0x2029: 0x2028,  # Qt gives a paragraph separator inside a paragraph no width and no break
    0xFEFF: 0x2060,  # a leading one is lost on the way from str to QString
    0xFFFC: 0xFFFD,  # Qt would take it for an embedded object
    0xFDD0: 0xFFFD,  # Qt's own marks for frames
    0xFDD1: 0xFFFD,
}
_PICTURES |= {code: 0xFFFD for code in range(0x80, 0xA0) if code != 0x85}

_TURNS = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def shown(text: str) -> str:
    """Return what is drawn for ``text``: controls as pictures, other line ends as line breaks."""
    return text if text.isascii() and text.isprintable() else text.translate(_PICTURES)


def is_right_to_left(text: str) -> bool:
    """Tell whether the first strong character runs from right to left (UAX 9, rules P2 and P3)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction == "L":
            return False
        if direction in ("R", "AL"):
            return True
    return False


def changes_direction(text: str) -> bool:
    """Tell whether some of it runs from right to left, so that next is not always beside."""
    return _TURNS.search(text) is not None
