"""Articles with all that is said about them, a page at a time: what goes out is read here.

A page takes a few reads of one state, however many articles are in it, and is short: nobody who
labels meanwhile waits. Of articles on different pages, some may be older than others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from annotator.annotations.edits import Told, Zones
from annotator.annotations.indexes.in_order import by_content, by_span
from annotator.annotations.model import (
    ActiveTime,
    Annotator,
    ArticleLabel,
    Comment,
    DocumentStance,
    Flag,
    Layer,
    Mention,
    Progress,
    Statement,
)
from annotator.project.asked import reading, told
from annotator.project.history import records, state
from annotator.project.storage.connection import Connection

if TYPE_CHECKING:
    from annotator.corpus.article import Article, Zone
    from annotator.corpus.token_cuts import TokenCuts
    from annotator.project.model import WholeArticle

_T = TypeVar("_T", bound=Mention | Statement | Progress | ArticleLabel | DocumentStance)
_Told = TypeVar("_Told", bound=Comment | Flag | ActiveTime)
_CHARACTERS = 4_000_000  # of all texts of a page; a longer text is a page of its own
_LAST = 2**63 - 1  # no position is behind it
_MOST = 100  # articles: more at once are read no faster, and keep the collector of garbage busy


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the queue: what stands behind position ``after``, up to ``until`` (None: all)."""

    after: int = -1
    until: int | None = None


class WholeArticles:
    """Reads whole articles of an open project."""

    annotator: Annotator
    _connection: Connection

    def whole_articles(
        self,
        *,
        after: int = -1,
        until: int | None = None,
        limit: int = _MOST,
        with_cuts: bool = False,
    ) -> tuple[WholeArticle, ...]:
        """Return the articles behind position ``after`` in queue order, at most ``limit``.

        Fewer come at once where their texts are long, and none behind position ``until``. Nothing
        is left to come where none does. ``with_cuts`` brings the tokens along that are kept.
        """
        with self._connection.one_state():
            page = _page(self._connection, after, until, min(limit, _MOST))
            ids = [each.id for _, each in page]
            return _Page(self._connection, ids, with_cuts=with_cuts).articles(page)

    def stretches(self, *, articles: int, characters: int) -> tuple[Stretch, ...]:
        """Return the queue in parts of at most so many articles and, but for one, characters.

        The last one has no end, so that whatever comes in behind it is read, too.
        """
        ends = _ends(self._connection, articles, characters)[:-1]
        return tuple(Stretch(*each) for each in zip([-1, *ends], [*ends, None], strict=True))

    def is_large(self, most: int) -> bool:
        """Tell whether there are more articles and statements than ``most``."""
        tables = ("articles", "statements")
        return sum(reading.count(self._connection, each) for each in tables) > most

    @property
    def shared_path(self) -> Path | None:
        """Where another process can open the same project, and reads what is read here."""
        return self._connection.shared_path


def _ends(connection: Connection, articles: int, characters: int) -> list[int]:
    """Return the positions at which stretches of the queue end."""
    ends: list[int] = []
    count, length, last = 0, 0, None
    rows = connection.rows("SELECT position, length FROM articles ORDER BY position")
    for position, size in cast("Iterable[tuple[int, int]]", rows):
        if last is not None and (count == articles or length + size > characters):
            ends.append(last)
            count = length = 0
        count, length, last = count + 1, length + size, position
    return ends if last is None else [*ends, last]


def _page(
    connection: Connection, after: int, until: int | None, limit: int
) -> list[tuple[int, Article]]:
    rows = connection.rows(
        f"SELECT position, {state.ARTICLE_COLUMNS} FROM articles WHERE position > ? "
        "AND position <= ? ORDER BY position LIMIT ?",
        *(after, _LAST if until is None else until, limit),
    )
    page: list[tuple[int, Article]] = []
    characters = 0
    for position, *facts in rows:
        article = state.article_of(facts)
        characters += article.length
        if page and characters > _CHARACTERS:
            break
        page.append((cast("int", position), article))
    return page


class _Page:
    """What is stored about some articles, table by table."""

    def __init__(self, connection: Connection, ids: Sequence[str], *, with_cuts: bool) -> None:
        self._connection = connection
        self._ids = ids
        self._with_cuts = with_cuts
        self._marks = ", ".join("?" * len(ids))

    def articles(self, page: Iterable[tuple[int, Article]]) -> tuple[WholeArticle, ...]:
        from annotator.project.model import WholeArticle

        if not self._ids:
            return ()
        texts, zones, layers = self._texts(), self._zones(), self._layers()
        said, times, marked = self._told(), self._times(), self._marked()
        cuts = self._cuts() if self._with_cuts else {}
        return tuple(
            WholeArticle(
                position=position,
                article=each,
                text=self._text(each.id, texts),
                zones=self._zones_of(each.id, zones),
                layers=tuple(layers.get(each.id, ())),
                told=tuple(said.get(each.id, ())),
                times=tuple(times.get(each.id, ())),
                is_marked=each.id in marked,
                cuts=cuts.get(each.id),
            )
            for position, each in page
        )

    def _rows(self, columns: str, table: str) -> list[tuple[object, ...]]:
        query = f"SELECT {columns} FROM {table} WHERE article IN ({self._marks})"
        return self._connection.rows(query, *self._ids)

    def _texts(self) -> Mapping[str, str]:
        return {str(article): str(text) for article, text in self._rows("article, text", "texts")}

    def _text(self, article_id: str, texts: Mapping[str, str]) -> str:
        if article_id in texts:
            return texts[article_id]
        return reading.text(self._connection, article_id)  # tells what is wrong

    def _zones(self) -> Mapping[str, Zones]:
        rows = self._rows("article, body", "zones")
        return {str(article): records.read(Zones, body) for article, body in rows}

    def _zones_of(self, article_id: str, zones: Mapping[str, Zones]) -> tuple[Zone, ...]:
        if article_id in zones:
            return zones[article_id].zones
        return reading.zones(self._connection, article_id)  # tells what is wrong

    def _cuts(self) -> Mapping[str, TokenCuts]:
        from annotator.project import tokens

        rows = self._rows("article, tokenizer, text_sha256, packed", "tokens")
        return {str(article): tokens.of_row(tuple(cuts)) for article, *cuts in rows}

    def _marked(self) -> Collection[str]:
        rows = self._connection.rows(
            f"SELECT id FROM articles a WHERE id IN ({self._marks}) "
            "AND EXISTS (SELECT 1 FROM suggestions s WHERE s.article = a.id)",
            *self._ids,
        )
        return {str(article) for (article,) in rows}

    def _layers(self) -> Mapping[str, Sequence[Layer]]:
        """Return the layers of each article, those of the first annotator to come first."""
        mentions = self._owned(Mention, "mentions", by_span)
        statements = self._owned(Statement, "statements", by_content)
        progress = self._owned(Progress, "progress", _by_id)
        labels = self._owned(ArticleLabel, "article_labels", _by_id)
        stances = self._owned(DocumentStance, "document_stances", _by_id)
        owners = {*mentions, *statements, *progress, *labels, *stances}
        coming = [each.id for each in reading.annotators(self._connection)]
        found: defaultdict[str, list[Layer]] = defaultdict(list)
        for key in sorted(owners, key=lambda key: coming.index(key[1])):
            article, annotator = key
            found[article].append(
                Layer(
                    article,
                    annotator,
                    mentions=tuple(mentions.get(key, ())),
                    statements=tuple(statements.get(key, ())),
                    progress=progress[key][0] if key in progress else None,
                    labels=tuple(labels.get(key, ())),
                    stances=tuple(stances.get(key, ())),
                )
            )
        return found

    def _owned(
        self, wanted: type[_T], table: str, order: Callable[[_T], object]
    ) -> Mapping[tuple[str, str], Sequence[_T]]:
        """Return the records of a table by article and annotator, in order."""
        found: defaultdict[tuple[str, str], list[_T]] = defaultdict(list)
        rows = self._rows("article, annotator, body", table)
        read = records.read_all(wanted, (body for _, _, body in rows))
        for (article, annotator, _), record in zip(rows, read, strict=True):
            found[str(article), str(annotator)].append(record)
        for some in found.values():
            if len(some) > 1:
                some.sort(key=order)  # type: ignore[arg-type]  # each order is of one kind of key
        return found

    def _told(self) -> Mapping[str, Sequence[Told]]:
        found: defaultdict[str, list[Told]] = defaultdict(list)
        comments, flags = self._said(Comment, "comments"), self._said(Flag, "flags")
        for comment in sorted(comments, key=told.by_time):
            found[comment.article].append(comment)
        for flag in sorted(flags, key=told.by_time):
            found[flag.article].append(flag)
        return found

    def _times(self) -> Mapping[str, Sequence[ActiveTime]]:
        found: defaultdict[str, list[ActiveTime]] = defaultdict(list)
        for each in sorted(self._said(ActiveTime, "active_times"), key=told.by_start):
            found[each.article].append(each)
        return found

    def _said(self, wanted: type[_Told], table: str) -> Iterator[_Told]:
        return (records.read(wanted, body) for (body,) in self._rows("body", table))


def _by_id(record: Progress | ArticleLabel | DocumentStance) -> str:
    return record.id
