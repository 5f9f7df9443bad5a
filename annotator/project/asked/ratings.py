"""Labels of whole articles in columns, for agreement over very many of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

import msgspec

from annotator.annotations.model import Status
from annotator.project.history import records
from annotator.project.storage.connection import Connection

_AT_ONCE = 1_000
_T = TypeVar("_T")


class _Given(msgspec.Struct, gc=False):
    article: str
    annotator: str
    label: str
    value: str


class _Worked(msgspec.Struct, gc=False):
    article: str
    annotator: str
    status: Status


class _Numbers(dict[str, int]):
    """The numbers of words, in the order in which they are met."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


@dataclass(frozen=True, slots=True)
class LabelColumns:
    """What annotators gave to whole articles, one row per label, as it was stored.

    ``article``, ``annotator``, ``label`` and ``value`` are numbers into ``articles`` (ids),
    ``annotators`` (ids), ``labels`` and ``values``; ``worked`` are the numbers of article and
    annotator of the work that counts, also where nothing was given.
    """

    articles: tuple[str, ...]
    annotators: tuple[str, ...]
    labels: tuple[str, ...]
    values: tuple[str, ...]
    worked: tuple[Sequence[int], Sequence[int]]
    article: Sequence[int]
    annotator: Sequence[int]
    label: Sequence[int]
    value: Sequence[int]


def label_columns(
    connection: Connection, annotators: Sequence[str], *, opened: bool = False
) -> LabelColumns:
    """Return the labels that some annotators (ids) gave to articles that they are done with.

    ``opened`` takes those that they have only opened as well. Reads more than a million labels
    a second, in short pages.
    """
    rows = connection.rows("SELECT id FROM articles ORDER BY position")
    articles = tuple(str(row[0]) for row in rows)
    place = {each: number for number, each in enumerate(articles)}
    who = {each: number for number, each in enumerate(annotators)}
    counts = {"done", "opened"} if opened else {"done"}
    worked: tuple[list[int], list[int]] = [], []
    for marks in _pages(connection, "progress", list[_Worked]):
        own = [each for each in marks if each.annotator in who and each.status in counts]
        worked[0].extend([place[each.article] for each in own])
        worked[1].extend([who[each.annotator] for each in own])
    labels, values = _Numbers(), _Numbers()
    article, annotator, label, value = array("q"), array("q"), array("q"), array("q")
    for page in _pages(connection, "article_labels", list[_Given]):
        given = [each for each in page if each.annotator in who]
        article.extend([place[each.article] for each in given])
        annotator.extend([who[each.annotator] for each in given])
        label.extend([labels[each.label] for each in given])
        value.extend([values[each.value] for each in given])
    return LabelColumns(
        articles,
        tuple(annotators),
        tuple(labels),
        tuple(values),
        worked,
        article,
        annotator,
        label,
        value,
    )


def _pages(connection: Connection, table: str, kind: type[list[_T]]) -> Iterator[list[_T]]:
    """Yield the records of a table, many at once and only as far as they are needed."""
    decoder = msgspec.json.Decoder(kind)
    last = connection.row(f"SELECT coalesce(max(rowid), 0) FROM {table}")
    for start in range(0, 0 if last is None else cast("int", last[0]), _AT_ONCE):
        page = connection.row(
            f"SELECT '[' || group_concat(body) || ']' FROM {table} WHERE rowid > ? AND rowid <= ?",
            start,
            start + _AT_ONCE,
        )
        if page is None or page[0] is None:
            continue
        try:
            yield decoder.decode(cast("str", page[0]))
        except msgspec.MsgspecError as error:
            raise records.damaged(f"stored labels cannot be read ({error})") from error
