"""Web pages: the article on them, its title, date and site; only from the file, no network."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Any

from annotator.corpus.encodings import canonical_name
from annotator.corpus.reading import decoded, file_bytes
from annotator.errors import EncodingError, FormatError
from annotator.formats.articles.found import Finds, FoundArticle, Wish, tidied, under_headline
from annotator.formats.articles.page_blocks import words_of
from annotator.formats.articles.web_address import host_of

LIMIT_BYTES = 20_000_000
MOST_TAGS = 300_000
_LOOKED_AT = 4_000  # bytes in which a page says what its encoding is
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE)
_UTF8_MARK = codecs.BOM_UTF8


def articles(path: Path, wish: Wish) -> Finds:
    """Yield the article of a page; raises a child of ImportFileError where there is none."""
    data = file_bytes(path, LIMIT_BYTES, what="a web page")
    yield article(path, data, wish.encoding)


def article(
    path: Path, data: bytes, encoding: str | None = None, *, address: str = "", where: str = ""
) -> FoundArticle:
    """Return the article of a page from its bytes."""
    markup, name = page_text(path, data, encoding)
    if markup.count("<") > MOST_TAGS:
        raise FormatError(
            f"{path.name} is a page of more than {MOST_TAGS:,} tags, which no article needs. "
            "Nothing was taken from it. Save its text as plain text (.txt).",
            path=path,
        )
    found = _extracted(markup, address)
    if not found.text.strip():
        raise FormatError(
            f"{path.name} is a page without an article in it: no running text was found. "
            "Nothing was taken from it. Save its text as plain text (.txt) and import that.",
            path=path,
        )
    return FoundArticle(
        text=under_headline(found.title, found.text),
        where=where,
        title=found.title,
        date=found.date,
        source=found.source,
        id=found.id,
        language=found.language,
        encoding=name,
    )


def page_text(path: Path, data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Return a page as text, and the encoding: chosen, marked, UTF-8, or as the page itself says.

    Raises :class:`EncodingError` where it would have to be guessed.
    """
    if encoding is None and not data.startswith(_UTF8_MARK):
        head = data[:_LOOKED_AT]
        said = _CHARSET.search(head) or _XML.search(head)
        encoding = None if said is None else _as_browsers_read(said[1].decode("ascii", "ignore"))
    try:
        read = decoded(path, data)
    except EncodingError:
        if encoding is None:
            raise
        read = decoded(path, data, encoding)
    return read.raw, read.encoding


def _as_browsers_read(name: str) -> str | None:
    """Return the encoding that a name means on the web (WHATWG Encoding, section 4.2)."""
    known = canonical_name(name)
    return "windows-1252" if known in {"iso-8859-1", "ascii", "us-ascii"} else known


def _extracted(markup: str, address: str) -> FoundArticle:
    import trafilatura

    found: Any = trafilatura.bare_extraction(  # its Document, typed as a dict too
        markup,
        url=address or None,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or not (found.text or "").strip():
        return FoundArticle(text=words_of(markup))  # a page too short to be told from its menus
    paragraphs = [line for line in tidied(found.text).split("\n") if line.strip()]
    where = address or str(found.url or "")
    return FoundArticle(
        text="\n\n".join(paragraphs),
        title=tidied(found.title or ""),
        date=found.date or "",
        source=tidied(found.sitename or "") or host_of(where),
        id=where,
        language=found.language or "",
    )
