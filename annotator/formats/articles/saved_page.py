"""Pages that a browser saved whole in one file: MHTML (RFC 2557) and Safari's web archive."""

from __future__ import annotations

import plistlib
from email import message_from_bytes, policy
from email.message import Message
from pathlib import Path
from typing import cast
from xml.parsers.expat import ExpatError

from annotator.corpus.reading import file_bytes
from annotator.errors import FormatError
from annotator.formats.articles import web_page
from annotator.formats.articles.found import Finds, Wish

LIMIT_BYTES = 100_000_000  # pictures are in it
_MOST_PARTS = 20_000
_HTML = frozenset({"text/html", "application/xhtml+xml"})


def articles(path: Path, wish: Wish) -> Finds:
    """Yield the article of a saved page; raises a child of ImportFileError."""
    data = file_bytes(path, LIMIT_BYTES, what="a saved page")
    is_webarchive = path.suffix.lower() == ".webarchive"
    markup, address, said = _webarchive(path, data) if is_webarchive else _mhtml(path, data)
    if len(markup) > web_page.LIMIT_BYTES:
        raise _damaged(path, "the page in it is too large")
    yield web_page.article(path, markup, wish.encoding or said, address=address)


def _mhtml(path: Path, data: bytes) -> tuple[bytes, str, str | None]:
    message = message_from_bytes(data, policy=policy.compat32)
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            break
        if part.get_content_type() in _HTML:
            found = cast("bytes | None", part.get_payload(decode=True))
            address = _header(part, "Content-Location") or _header(
                message, "Snapshot-Content-Location"
            )
            return found or b"", _web(address), part.get_content_charset()
    raise _damaged(path, "no web page is in it")


def _header(part: Message, name: str) -> str:
    return str(part.get(name) or "").strip()


def _webarchive(path: Path, data: bytes) -> tuple[bytes, str, str | None]:
    try:
        found = plistlib.loads(data)
    except (plistlib.InvalidFileException, ExpatError, ValueError, KeyError) as error:
        raise _damaged(path, f"it is no property list ({error})") from error
    page = found.get("WebMainResource") if isinstance(found, dict) else None
    markup = page.get("WebResourceData") if isinstance(page, dict) else None
    if not isinstance(page, dict) or not isinstance(markup, bytes):
        raise _damaged(path, "no web page is in it")
    said = page.get("WebResourceTextEncodingName")
    address = page.get("WebResourceURL")
    return markup, _web(str(address or "")), said if isinstance(said, str) else None


def _web(address: str) -> str:
    """Return an address on the web; one on somebody's disk or inside the file is none."""
    return address if address.startswith(("http://", "https://")) else ""


def _damaged(path: Path, why: str) -> FormatError:
    return FormatError(
        f"{path.name} is no saved page, or damaged: {why}. Nothing was taken from it. "
        "Save the page once more.",
        path=path,
    )
