"""Web archives (WARC, ISO 28500): each page in it is an article; needs the library warcio."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import FormatError, ImportFileError
from annotator.formats.articles import web_page
from annotator.formats.articles.found import (
    MOST_ARTICLES,
    Finds,
    FoundArticle,
    LeftOut,
    Noted,
    Wish,
)

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_HTML = ("text/html", "application/xhtml+xml")


def articles(path: Path, wish: Wish) -> Finds:
    """Yield the pages of an archive as articles; raises a child of ImportFileError."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise FormatError(
            f"{path.name} is a web archive, and the library that reads those is not installed. "
            'Nothing was imported. Install it with pip install "annotator[warc]".',
            path=path,
        ) from error
    count = others = 0
    try:
        with path.open("rb") as file:
            for number, record in enumerate(ArchiveIterator(file), start=1):
                if not _is_page(record):
                    others += record.rec_type == "response"
                    continue
                found = _page(path, record, number, wish)
                count += isinstance(found, FoundArticle)
                yield found
                if count >= MOST_ARTICLES:
                    break
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        if not count:
            raise _damaged(path, f"{error}") from error
        yield Noted(f"The archive is damaged; what follows page {count} was not read ({error}).")
        return
    if not count:
        raise _damaged(path, "no page with an article is in it")
    if others:
        yield Noted(f"Answers that are no web pages, such as pictures and errors: {others}.")


def _is_page(record: ArcWarcRecord) -> bool:
    headers = record.http_headers
    if record.rec_type != "response" or headers is None:
        return False
    kind = (headers.get_header("Content-Type") or "").casefold()
    return headers.get_statuscode() == "200" and kind.startswith(_HTML)


def _page(path: Path, record: ArcWarcRecord, number: int, wish: Wish) -> FoundArticle | LeftOut:
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    where = f"record {number} ({address})"
    data = record.content_stream().read(web_page.LIMIT_BYTES + 1)
    if len(data) > web_page.LIMIT_BYTES:
        return LeftOut(where, "the page is too large")
    try:
        return web_page.article(
            path, data, wish.encoding or _charset(record), address=address, where=where
        )
    except ImportFileError as error:
        return LeftOut(where, str(error))


def _charset(record: ArcWarcRecord) -> str | None:
    kind = record.http_headers.get_header("Content-Type") or ""
    _, found, name = kind.casefold().partition("charset=")
    return name.split(";")[0].strip("\"' ") or None if found else None


def _damaged(path: Path, why: str) -> FormatError:
    return FormatError(
        f"{path.name} is no web archive with articles, or damaged: {why}. Nothing was taken from "
        "it. Get it once more.",
        path=path,
    )
