"""Word documents (.docx): paragraphs and tables in their order, as they read with all changes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.corpus.reading import file_bytes
from annotator.errors import FormatError, TooLargeError
from annotator.formats.articles.found import Finds, FoundArticle, Noted, Wish, tidied
from annotator.formats.files import archives

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

LIMIT_BYTES = 100_000_000
MOST_BYTES = 300_000_000  # unpacked
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Not of the text: what was struck, boxes beside it, fallbacks of the same thing, codes of fields.
_UNREAD = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "txbxContent", "instrText"))
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADINGS = ("title", "heading 1")


def articles(path: Path, _wish: Wish) -> Finds:
    """Yield the text of a document; raises a child of ImportFileError where it is none."""
    document = _opened(path)
    body = document.element.body
    text = tidied("\n\n".join(_paragraphs(body)))
    if not text:
        raise FormatError(
            f"{path.name} holds no text. Nothing was taken from it. Check that it is the right "
            "file.",
            path=path,
        )
    yield FoundArticle(text=text, title=_title(document))
    struck = sum(1 for _ in body.iter(f"{_W}del"))
    if struck:
        yield Noted(f"Changes were recorded in it; {struck} struck passages were left out.")
    boxes = sum(1 for _ in body.iter(f"{_W}txbxContent"))
    notes = sum(1 for _ in body.iter(f"{_W}footnoteReference", f"{_W}endnoteReference"))
    if boxes or notes:
        yield Noted(f"Left out: {notes} notes at the foot or end, {boxes} text boxes.")


def _opened(path: Path) -> Document:
    data = file_bytes(path, LIMIT_BYTES, what="a document")
    with archives.opened(path) as archive:
        if archive.unpacked_bytes > MOST_BYTES:
            raise TooLargeError(
                f"{path.name} unpacks to {archive.unpacked_bytes / 1e6:,.0f} MB; a document may "
                f"have up to {MOST_BYTES / 1e6:.0f}. Nothing was taken from it.",
                path=path,
            )
    import docx

    try:
        return docx.Document(io.BytesIO(data))
    except MemoryError:
        raise
    except Exception as error:  # python-docx raises whatever Python does over a damaged file
        raise FormatError(
            f"{path.name} is no Word document (.docx), or damaged ({error}). Nothing was taken "
            "from it. Open it in your word processor, save it once more, and import that.",
            path=path,
        ) from error


def _paragraphs(body: _Element) -> Iterator[str]:
    for paragraph in body.iter(f"{_W}p"):
        above = (each.tag for each in paragraph.iterancestors())
        if not any(each in _UNREAD or each == _FALLBACK for each in above):
            words = "".join(_pieces(paragraph)).strip()
            if words:
                yield words


def _pieces(paragraph: _Element) -> Iterator[str]:
    waiting = list(reversed(paragraph))
    while waiting:
        node = waiting.pop()
        if node.tag == f"{_W}t":
            yield node.text or ""
        elif node.tag in _BREAKS:
            yield _BREAKS[node.tag]
        elif node.tag not in _UNREAD and node.tag not in (_FALLBACK, f"{_W}pPr", f"{_W}p"):
            waiting += reversed(node)


def _title(document: Document) -> str:
    for number, paragraph in enumerate(document.paragraphs):
        style = paragraph.style.name if paragraph.style is not None else ""
        if (style or "").casefold() in _HEADINGS and paragraph.text.strip():
            return " ".join(tidied(paragraph.text).split())
        if number > 20:
            break
    return " ".join(tidied(document.core_properties.title or "").split())
