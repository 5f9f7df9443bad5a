"""XML that somebody else made: no entities, no network, no endless trees."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.formats.files.json_values import wrong_shape

if TYPE_CHECKING:
    from lxml.etree import _Element

# XML 1.0, section 2.2: what no document may hold.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOOKED_AT = 4_096  # bytes in which a document type stands
_DOCTYPE = "it has a document type, which may hide entities"


def parsed(data: bytes, path: Path, what: str) -> _Element:
    """Return the root of a document; raises FormatError where it is no XML, or has a DOCTYPE.

    A document type may define entities that grow without end or lead to other files: our formats
    have none, so whatever brings one is refused.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise wrong_shape(path, what, _why(error, data)) from error
    if root.getroottree().docinfo.doctype:
        raise wrong_shape(path, what, _DOCTYPE)
    return root


def _why(error: Exception, data: bytes) -> str:
    """Return why a document could not be read."""
    if b"<!DOCTYPE" in data[:_LOOKED_AT]:
        return _DOCTYPE
    words = " ".join(str(getattr(error, "msg", "") or error).split())
    if "limit exceeded" in words or "Excessive depth" in words:
        return "it is larger or nested more deeply than XML that is safe to read"
    return f"it is no XML ({words})"


def legal(text: str) -> str:
    """Return a text as XML 1.0 may hold it: what it may not becomes a space."""
    return _ILLEGAL.sub(" ", text)
