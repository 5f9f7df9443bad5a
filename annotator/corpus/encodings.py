"""Which encodings a file could be in, likeliest first, for a person to choose from."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

# UTF-32 first: the mark of UTF-16-LE is the beginning of that of UTF-32-LE.
BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
OFFERED = (
    "windows-1252",
    "iso-8859-1",
    "windows-1251",
    "windows-1256",
    "windows-1254",
    "windows-1250",
    "windows-1253",
    "windows-1255",
    "iso-8859-15",
    "iso-8859-2",
    "koi8-r",
    "shift-jis",
    "gb18030",
    "big5",
    "euc-kr",
    "utf-16-le",
    "utf-16-be",
)
_EAST_ASIAN = frozenset({"shift-jis", "gb18030", "big5", "euc-kr", "utf-16-le", "utf-16-be"})
_SAMPLE_BYTES = 8_000
# Codecs that are no encodings of text files, or that would hide damage.
_NOT_FOR_FILES = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf_7"}
)
_WORD = re.compile(r"[^\W\d_]+")


def canonical_name(encoding: str) -> str | None:
    """Return the usual name of an encoding (``cp1252`` is ``windows-1252``), None if unknown."""
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)  # refuses codecs that do not turn text into bytes
    except (LookupError, ValueError, UnicodeError):
        return None
    name = name.replace("_", "-")
    if name.replace("-", "_") in _NOT_FOR_FILES:
        return None
    name = re.sub(r"^cp(125\d)$", r"windows-\1", name)
    return {"utf-8-sig": "utf-8"}.get(name, re.sub(r"^iso8859-", "iso-8859-", name))


def _sample(data: bytes) -> bytes:
    """Return the stretch around the first byte beyond ASCII; there the encodings differ."""
    first = re.search(rb"[\x80-\xff\x00\x1b]", data)
    start = max(0, first.start() - 200 if first else 0) // 4 * 4
    return data[start : start + _SAMPLE_BYTES]


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split(" ", 1)[0]


def _word_oddness(word: str) -> float:
    """Return how unlikely it is that somebody wrote this word: scripts mixed, capitals inside."""
    foreign = [letter for letter in word if letter > "\x7f"]
    if not foreign:
        return 0.0
    scripts = {_script(letter) for letter in word}
    odd = 2.0 * (len(scripts) - 1) if "CJK" not in scripts else 3.0 * ("LATIN" in scripts)
    odd += sum(a.islower() and b.isupper() for a, b in pairwise(word))
    if scripts == {"LATIN"} and len(foreign) > 2 and len(foreign) == len(word):
        odd += 2.0
    return odd


def _oddness(text: str) -> float:
    """Return how unlikely the text is, per character beyond ASCII; 0 is a text without fault."""
    foreign = sum(character > "\x7f" for character in text) or 1
    odd = sum(_word_oddness(word) for word in _WORD.findall(text))
    for before, character in zip(" " + text, text, strict=False):
        category = unicodedata.category(character)
        if category in {"Co", "Cn"} or (category == "Cc" and character not in "\t\n\r\f\v\x1b"):
            odd += 3.0
        elif character > "\x7f" and category[0] in "SN" and before.isalpha():
            odd += 1.0
    return odd / foreign


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _fits(data: bytes, encoding: str) -> bool:
    text = _decoded(data, encoding)
    return text is not None and "\0" not in text


def _guessed(sample: bytes) -> list[str]:
    """Return what charset-normalizer holds likely, under the usual names."""
    import charset_normalizer

    names = (canonical_name(match.encoding) for match in charset_normalizer.from_bytes(sample))
    return [name for name in names if name]


def likely_encodings(data: bytes) -> tuple[str, ...]:
    """Return encodings in which the whole of ``data`` can be read, likeliest first, never none.

    Common encodings come first where they read without fault; what charset-normalizer finds decides
    between those that read equally well.
    """
    sample = _sample(data)
    guessed = _guessed(sample)
    names = [name for name in dict.fromkeys([*OFFERED, *guessed[:4]]) if name != "utf-8"]
    readings = {name: sample.decode(name, errors="replace") for name in names if _fits(data, name)}
    if not readings:
        return OFFERED[:3]
    ranks: dict[str, float] = {}
    for name, text in readings.items():
        rank: float = guessed.index(name) if name in guessed else len(guessed)
        rank -= 1.5 if name == OFFERED[0] else 0.0  # by far the most common one
        ranks[text] = min(rank, ranks.get(text, rank))

    def unlikeliness(name: str) -> tuple[float, float, int]:
        text = readings[name]
        odd = _oddness(text) + (0.0 if name in OFFERED else 0.15)
        if name in _EAST_ASIAN and not _is_east_asian_likely(name, sample, guessed):
            odd += 0.6
        return round(odd, 1), ranks[text], names.index(name)

    return tuple(sorted(readings, key=unlikeliness))


def _is_east_asian_likely(name: str, sample: bytes, guessed: list[str]) -> bool:
    """Tell whether one of the codecs that can read nearly anything deserves a place in front."""
    if name.startswith("utf-16"):
        side = sample[1::2] if name.endswith("le") else sample[0::2]
        return side.count(0) * 8 > len(side)
    return name in guessed[:2]
