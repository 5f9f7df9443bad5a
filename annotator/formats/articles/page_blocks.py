"""The words of a piece of HTML, one line per block, nothing judged: for chapters and feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.formats.articles.found import tidied

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd"),
        *(
            "details",
            "dir",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
        ),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol"),
        *("p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
        "ul",
    }
)
_UNSEEN = frozenset(
    {"head", "script", "style", "template", "noscript", "title", "svg", "math", "object", "iframe"}
)
_SPACES = re.compile(r"[ \t\n\r\f\v]+")


def words_of(markup: str) -> str:
    """Return the words of a piece of HTML; paragraphs are parted by an empty line."""
    root = parsed(markup)
    return "" if root is None else "\n\n".join(lines_of(root))


def parsed(markup: str) -> _Element | None:
    """Return the root of HTML as browsers would understand it; None where nothing is in it."""
    from lxml import etree, html

    parser = html.HTMLParser(no_network=True, huge_tree=False, recover=True, encoding="utf-8")
    raw = markup.encode("utf-8", "replace")
    try:
        return html.document_fromstring(raw, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def lines_of(root: _Element) -> tuple[str, ...]:
    """Return the words below an element, block by block; needs no recursion."""
    lines: list[str] = []
    pieces: list[str] = []
    for piece in _pieces(root):
        if piece is not None:
            pieces.append(piece)
            continue
        line = _SPACES.sub(" ", tidied("".join(pieces))).strip()
        pieces.clear()
        if line:
            lines.append(line)
    return tuple(lines)


def _pieces(root: _Element) -> Iterator[str | None]:
    """Yield the words in their order, and None where a block begins or ends."""
    from lxml import etree

    unseen = 0
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            unseen += name in _UNSEEN
            if name in _BLOCKS:
                yield None
            if node.text and not unseen:
                yield node.text
            continue
        if event == "end":
            unseen -= name in _UNSEEN
            if name in _BLOCKS:
                yield None
        if node.tail and not unseen and node is not root:
            yield node.tail
    yield None
