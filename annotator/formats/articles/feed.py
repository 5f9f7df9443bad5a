"""RSS and Atom files: each entry is an article, as far as the feed holds its text."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Mapping
from pathlib import Path

from annotator.corpus.reading import file_bytes
from annotator.errors import FormatError
from annotator.formats.articles.found import (
    MOST_ARTICLES,
    Finds,
    FoundArticle,
    LeftOut,
    Noted,
    Wish,
    tidied,
    under_headline,
)
from annotator.formats.articles.page_blocks import words_of

LIMIT_BYTES = 50_000_000
_BEGINS = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)\b")
_LOOKED_AT = 4_000
_TEASER_WORDS = 80

Entry = Mapping[str, object]


def articles(path: Path, _wish: Wish) -> Finds:
    """Yield the entries of a feed; raises a child of ImportFileError where it is none."""
    data = file_bytes(path, LIMIT_BYTES, what="a feed")
    head = data[:_LOOKED_AT].replace(b"\0", b"")
    if not _BEGINS.search(head):
        raise _no_feed(path, "it is XML of another kind" if b"<" in head else "it is no XML")
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise _no_feed(path, "it declares entities, which may grow without end")
    import feedparser

    # Bytes in a stream: given a text, the library would fetch it where that is an address.
    found = feedparser.parse(io.BytesIO(data))
    entries = found.entries[:MOST_ARTICLES]
    if not entries:
        why = found.get("bozo_exception")
        raise _no_feed(path, f"no entry is in it ({why})" if why else "no entry is in it")
    articles = [_article(number, each, found.feed) for number, each in enumerate(entries, start=1)]
    if not any(isinstance(each, FoundArticle) for each in articles):
        raise _no_feed(path, "no entry has a text")
    yield from articles
    if found.bozo:
        yield Noted(f"The feed has faults and was read as far as it goes: {found.bozo_exception}.")
    texts = [each.text for each in articles if isinstance(each, FoundArticle)]
    if short := sum(len(each.split()) < _TEASER_WORDS for each in texts):
        yield Noted(f"Entries that likely hold only the beginning of the article: {short}.")


def _article(number: int, entry: Entry, feed: Entry) -> FoundArticle | LeftOut:
    title = " ".join(words_of(_text(entry, "title")).split())
    where = f"entry {number}"
    text = words_of(_body(entry))
    if not text:
        return LeftOut(where, f"it has a title and no text: {title}" if title else "it is empty")
    link = _text(entry, "link")
    return FoundArticle(
        text=under_headline(title, text),
        where=where,
        title=title,
        date=_date(entry),
        source=tidied(_text(feed, "title")),
        id=link or _text(entry, "id"),
        language=_text(feed, "language"),
    )


def _text(entry: Entry, name: str) -> str:
    found = entry.get(name)
    return found if isinstance(found, str) else ""


def _body(entry: Entry) -> str:
    contents = entry.get("content")
    bodies = [_text(each, "value") for each in contents] if isinstance(contents, list) else []
    return max((*bodies, _text(entry, "summary")), key=len)


def _date(entry: Entry) -> str:
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        found = entry.get(name)
        if isinstance(found, time.struct_time):
            return f"{found.tm_year:04}-{found.tm_mon:02}-{found.tm_mday:02}"
    return ""


def _no_feed(path: Path, why: str) -> FormatError:
    return FormatError(
        f"{path.name} is no RSS or Atom feed with articles: {why}. Nothing was taken from it. "
        "Check that it is the right file.",
        path=path,
    )
