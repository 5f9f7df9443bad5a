"""An article as it is stored: its facts, its text and the zones proposed over the text."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.corpus.span import Span

ZONE_KINDS = ("metadata", "headline", "subheading", "body", "related_link", "boilerplate")
READABLE_ZONES = frozenset({"headline", "subheading", "body"})


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of an article with a job: headline, body, boilerplate and so on.

    ``lang`` is an ISO 639-1 code, or ``"und"`` where the text is too short to tell.
    Zones of one article are ordered, never overlap, and cover every character but white space.
    """

    kind: str
    span: Span
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Article:
    """The facts of one article, without its text.

    ``text_sha256`` is of the stored text in UTF-8, ``file_sha256`` of the file's bytes.
    ``length`` counts Unicode code points. ``date`` is ISO 8601 (``2026-02-27``) or empty.
    ``external_id`` is the name that another program or file gave to the article.
    """

    id: str
    title: str
    text_sha256: str
    length: int
    date: str = ""
    source: str = ""
    file_name: str = ""
    file_sha256: str = ""
    file_bytes: int = 0
    encoding: str = "utf-8"
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article on its way into a project: facts, text (LF line ends) and proposed zones."""

    article: Article
    text: str
    zones: tuple[Zone, ...]
