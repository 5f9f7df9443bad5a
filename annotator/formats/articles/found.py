"""What the readers of articles give: articles as a file has them, and what they left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from annotator.corpus.reading import canonical

MOST_ARTICLES = 200_000  # of one file; more is a feed that never ends, or not meant so

_FIRST_LINES = 4  # of a page, in which its headline stands if it is there at all

_CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f]")
_HALF_PAIRS = re.compile("[\ud800-\udfff]")


class Wish(msgspec.Struct, frozen=True):
    """How to read a file. ``columns`` are of tables: role -> names of columns; None proposes them.

    ``encoding`` is what a person chose; None takes what the file says, else UTF-8.
    """

    encoding: str | None = None
    columns: dict[str, tuple[str, ...]] | None = None


class FoundArticle(msgspec.Struct, frozen=True, tag="article"):
    """An article of a file. ``where`` names its place there ("row 12"), empty for a whole file.

    ``text`` has LF line ends. ``furniture`` are lines of the page and not of the article, as spans
    in code points. ``id`` is what the file calls it: a name, or the address on the web.
    """

    text: str
    where: str = ""
    title: str = ""
    date: str = ""
    source: str = ""
    id: str = ""
    language: str = ""
    encoding: str = "utf-8"
    furniture: tuple[tuple[int, int], ...] = ()


class LeftOut(msgspec.Struct, frozen=True, tag="left out"):
    """A part of a file that is no article, and why, in words."""

    where: str
    why: str


class Noted(msgspec.Struct, frozen=True, tag="note"):
    """Something that a person should know about a file, in a sentence."""

    words: str


Found = FoundArticle | LeftOut | Noted
Finds = Iterator[Found]


def tidied(text: str) -> str:
    """Return text that was drawn from a page or a document as it can be stored.

    LF line ends, no control characters, no halves of surrogate pairs, no blank lines at the ends.
    """
    plain = _CONTROLS.sub(" ", canonical(text).replace("\x0c", "\n"))
    return _HALF_PAIRS.sub("\ufffd", plain).strip("\n \t")


def under_headline(title: str, text: str) -> str:
    """Return the text with its headline on top, where it does not begin with it already."""
    head = " ".join(title.split())
    lines = (" ".join(line.split()) for line in text[:2_000].split("\n"))
    first = [line.casefold() for line in lines if line][:_FIRST_LINES]
    if not head or any(line.startswith(head.casefold()) for line in first):
        return text
    return f"{head}\n\n{text}"
