"""One line of the queue, as a project tells it."""

from __future__ import annotations

import msgspec

from annotator.annotations.model import Status


class ArticleRow(msgspec.Struct, frozen=True, gc=False):
    """One line of the queue, without the text.

    ``length`` counts code points. ``status`` and ``statements`` are the current annotator's;
    ``suggestions`` counts the suggested mentions that this annotator has not decided yet, and
    ``possible`` the possible statements. ``news`` counts what is suggested newly or differently
    since this annotator marked the article as done, and is not decided yet. ``people`` counts who
    has opened the article, whatever they said. ``flags`` and open ``comments`` are everybody's.
    ``repeated`` tells that this annotator labelled the article a second time.

    Other than most values it is no dataclass: a hundred thousand are made in a twelfth of the time,
    and the interpreter does not look through them for garbage.
    """

    position: int
    id: str
    title: str
    date: str
    source: str
    length: int
    status: Status | None
    suggestions: int
    statements: int
    possible: int = 0
    news: int = 0
    people: int = 0
    flags: int = 0
    comments: int = 0
    repeated: bool = False
