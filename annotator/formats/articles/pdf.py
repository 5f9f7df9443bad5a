"""PDF documents: their text page by page, as far as it is text and not pictures of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.corpus.reading import file_bytes
from annotator.errors import FormatError
from annotator.formats.articles.found import Finds, FoundArticle, Noted, Wish, tidied
from annotator.formats.articles.printed_lines import reflowed

if TYPE_CHECKING:
    from pypdf import PdfReader

LIMIT_BYTES = 200_000_000
MOST_PAGES = 3_000
_LONGEST_TITLE = 300
# What programs put where a title should be.
_NO_TITLES = ("untitled", "microsoft word", "document", "layout 1", "presentation")


def articles(path: Path, _wish: Wish) -> Finds:
    """Yield the text of a document; raises a child of ImportFileError where it has none."""
    data = file_bytes(path, LIMIT_BYTES, what="a PDF document")
    try:
        pages = tuple(_pages(path, data))
        title = _title(data)
    except (FormatError, MemoryError):
        raise
    except Exception as error:  # pypdf raises whatever Python does over a damaged file
        raise _damaged(path, f"{type(error).__name__}: {error}") from error
    printed = reflowed([tidied(page).split("\n") for page in pages])
    if not any(each.isalpha() for each in printed.text):
        raise FormatError(
            f"{path.name} holds no text: its {len(pages)} pages are likely pictures from a "
            "scanner. Nothing was taken from it. Run text recognition (OCR) over it, and import "
            "what comes out.",
            path=path,
        )
    yield FoundArticle(text=printed.text, title=title, furniture=printed.furniture)
    empty = sum(not page.strip() for page in pages)
    if empty:
        yield Noted(f"Pages without text, perhaps pictures: {empty} of {len(pages)}.")
    if printed.joined:
        yield Noted(f"Words joined that were parted at the end of a line: {printed.joined}.")
    if printed.furniture:
        count = len(printed.furniture)
        yield Noted(f"Headers, footers and page numbers marked as boilerplate: {count}.")


def _pages(path: Path, data: bytes) -> Iterator[str]:
    reader = _reader(data)
    if reader.is_encrypted and not reader.decrypt(""):
        raise FormatError(
            f"{path.name} is locked with a password. Nothing was taken from it. Save a copy "
            "without one, and import that.",
            path=path,
        )
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise FormatError(
            f"{path.name} has {count:,} pages; one article may have up to {MOST_PAGES:,}. Nothing "
            "was taken from it. Split it up.",
            path=path,
        )
    for page in reader.pages:
        yield page.extract_text()


def _reader(data: bytes) -> PdfReader:
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(data), strict=False)


def _title(data: bytes) -> str:
    reader = _reader(data)
    if reader.is_encrypted:
        reader.decrypt("")
    found = tidied(str((reader.metadata and reader.metadata.title) or "")).replace("\n", " ")
    is_meant = found and not found.casefold().startswith(_NO_TITLES) and "." not in found[-5:-2]
    return found[:_LONGEST_TITLE] if is_meant else ""


def _damaged(path: Path, why: str) -> FormatError:
    return FormatError(
        f"{path.name} is no PDF document, or damaged ({why[:200]}). Nothing was taken from it. "
        "Open it in a viewer, save it once more, and import that.",
        path=path,
    )
