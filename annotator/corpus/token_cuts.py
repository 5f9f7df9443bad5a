"""Where a tokenizer cuts a text, packed small enough to be kept beside each article.

Each token is one number, its length in code points times two, plus one where a space follows that
belongs to no token; the numbers are variable-length integers (seven bits a byte, lowest first),
deflated. Tokens and spaces together are the whole text, so a text can be told to fit.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_MOST = 1 << 28  # bytes that packed cuts may unpack to
_LEVEL = 6  # of compression


@dataclass(frozen=True, slots=True)
class TokenCuts:
    """The cuts of the text with that SHA-256 by a tokenizer, named with its version."""

    tokenizer: str
    text_sha256: str
    packed: bytes

    def tokens(self, text: str) -> tuple[list[str], list[bool]] | None:
        """Return the tokens, and whether a space follows each; None where they do not fit."""
        return unpacked(self.packed, text)


def packed(tokens: Iterable[tuple[int, bool]]) -> bytes:
    """Return tokens in order, each its length and whether a space follows, as bytes."""
    return packed_numbers([length * 2 + is_spaced for length, is_spaced in tokens])


def packed_numbers(numbers: Sequence[int]) -> bytes:
    """Return tokens that are one number each already, as bytes."""
    is_short = max(numbers, default=0) < 0x80
    return zlib.compress(bytes(numbers if is_short else _bytes_of(numbers)), _LEVEL)


def _bytes_of(numbers: Iterable[int]) -> Iterator[int]:
    for number in numbers:
        while number > 0x7F:
            yield number & 0x7F | 0x80
            number >>= 7
        yield number


def unpacked(cuts: bytes, text: str) -> tuple[list[str], list[bool]] | None:
    """Return the tokens of a text, and whether a space follows each; None where cuts do not fit."""
    numbers = _numbers(cuts)
    if numbers is None:
        return None
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for number in numbers:
        end = at + (number >> 1)
        is_spaced = number & 1 == 1
        words.append(text[at:end])
        spaces.append(is_spaced)
        at = end
        if is_spaced:
            if text[end : end + 1] != " ":
                return None
            at += 1
    return (words, spaces) if at == len(text) and all(words) else None


def _numbers(cuts: bytes) -> Iterable[int] | None:
    reader = zlib.decompressobj()
    try:
        numbers = reader.decompress(cuts, _MOST)
    except zlib.error:
        return None
    if not reader.eof or reader.unused_data:
        return None
    return numbers if not numbers or max(numbers) < 0x80 else _long_numbers(numbers)


def _long_numbers(numbers: bytes) -> list[int]:
    """Return the numbers of which some take several bytes."""
    found: list[int] = []
    number = shift = 0
    for byte in numbers:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            found.append(number)
            number = shift = 0
    return found
