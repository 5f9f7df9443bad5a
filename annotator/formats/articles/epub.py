"""EPUB books and newspapers: each document of the reading order is an article."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from annotator.corpus.dates import date_in_file_name
from annotator.errors import FormatError
from annotator.formats.articles.found import Finds, FoundArticle, LeftOut, Wish, tidied
from annotator.formats.articles.page_blocks import lines_of, parsed
from annotator.formats.articles.web_page import page_text
from annotator.formats.files import archives
from annotator.formats.files.safe_xml import parsed as parsed_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

    from annotator.formats.files.archives import Archive

_WHAT = "an EPUB book"
_CONTAINER = "META-INF/container.xml"
_LOCKS = frozenset({"META-INF/rights.xml", "META-INF/license.lcpl"})
_FEWEST_WORDS = 30  # of an article; covers and title pages have fewer
_PAGES = frozenset({"application/xhtml+xml", "text/html"})


class _Book(NamedTuple):
    title: str
    date: str
    publisher: str
    identifier: str
    language: str
    pages: tuple[tuple[str, bool], ...]  # names in the archive; whether it is a list of contents


def articles(path: Path, wish: Wish) -> Finds:
    """Yield the documents of a book as articles; raises a child of ImportFileError."""
    count = 0
    with archives.opened(path) as archive:
        book = _book(path, archive)
        for number, (name, is_contents) in enumerate(book.pages, start=1):
            found = _article(path, archive, book, number, name, wish, is_contents=is_contents)
            count += isinstance(found, FoundArticle)
            yield found
    if not count:
        raise _damaged(path, "no part of it has running text")


def _book(path: Path, archive: Archive) -> _Book:
    names = frozenset(archive.names)
    if _CONTAINER not in names:
        raise _damaged(path, f"{_CONTAINER} is missing")
    if not _LOCKS.isdisjoint(names):
        raise _damaged(path, "it is locked by its seller")
    root = parsed_xml(archive.read(_CONTAINER), path, _WHAT)
    package = next((each.get("full-path") for each in _named(root, "rootfile")), None)
    if not package or package not in names:
        raise _damaged(path, "it does not say what it holds")
    tree = parsed_xml(archive.read(package), path, _WHAT)
    return _Book(
        title=_first(tree, "title"),
        date=date_in_file_name(_first(tree, "date")),
        publisher=_first(tree, "publisher"),
        identifier=_first(tree, "identifier"),
        language=_first(tree, "language"),
        pages=tuple(_pages(tree, posixpath.dirname(package), names)),
    )


def _pages(tree: _Element, folder: str, names: frozenset[str]) -> Iterator[tuple[str, bool]]:
    items = {each.get("id"): each for each in _named(tree, "item")}
    for reference in _named(tree, "itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGES:
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        if name in names:  # a name of the archive, never a path of this machine
            yield name, "nav" in (item.get("properties") or "").split()


def _article(
    path: Path,
    archive: Archive,
    book: _Book,
    number: int,
    name: str,
    wish: Wish,
    *,
    is_contents: bool,
) -> FoundArticle | LeftOut:
    where = f"part {number} ({name})"
    if is_contents:
        return LeftOut(where, "it is the table of contents")
    markup, encoding = page_text(path, archive.read(name), wish.encoding)
    root = parsed(markup)
    lines = () if root is None else lines_of(root)
    text = "\n\n".join(lines)
    if root is None or len(text.split()) < _FEWEST_WORDS:
        return LeftOut(where, "it has no running text, such as a cover")
    return FoundArticle(
        text=text,
        where=where,
        title=_heading(root) or f"{book.title} {number}".strip(),
        date=book.date,
        source=book.publisher or book.title,
        id=f"{book.identifier or book.title}#{name}",
        language=book.language,
        encoding=encoding,
    )


def _heading(root: _Element) -> str:
    for name in ("h1", "h2", "h3"):
        for each in root.iter(name):
            words = " ".join("".join(str(part) for part in each.itertext()).split())
            if words:
                return tidied(words)
    return ""


def _named(root: _Element, name: str) -> Iterator[_Element]:
    return (each for each in root.iter() if isinstance(each.tag, str) and _local(each.tag) == name)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _first(tree: _Element, name: str) -> str:
    return next((" ".join((e.text or "").split()) for e in _named(tree, name) if e.text), "")


def _damaged(path: Path, why: str) -> FormatError:
    return FormatError(
        f"{path.name} is no EPUB that can be read: {why}. Nothing was taken from it. Get it once "
        "more, or save what you need as plain text (.txt).",
        path=path,
    )
