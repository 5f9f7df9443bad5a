"""Marks of all annotators in columns of numbers, for measures over very many of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from annotator.agreement.labels.tallies import Floats, Ints
from annotator.agreement.spans.marks import Mark

ArticleMarks = Mapping[str, frozenset[Mark]]
Booleans = NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class SpanTable:
    """One row per fragment of a mark, sorted by article, annotator, start and end.

    ``article``, ``annotator`` and ``label`` are numbers into ``articles``, the annotators and
    ``labels``; ``start`` and ``end`` are code points; ``mark`` is one number for all fragments of
    the same mark, also of different annotators. ``looked[article, annotator]`` tells who worked on
    an article; ``lengths[article]`` is how many code points it has.
    """

    article: Ints
    annotator: Ints
    start: Ints
    end: Ints
    label: Ints
    mark: Ints
    labels: tuple[str, ...]
    looked: Booleans
    lengths: Ints
    articles: tuple[str, ...] = ()

    @property
    def annotators(self) -> int:
        """How many annotators there are."""
        return int(self.looked.shape[1])

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield each two annotators, in order."""
        yield from combinations(range(self.annotators), 2)


def span_table(
    annotators: Sequence[ArticleMarks],
    lengths: Mapping[str, int] | None = None,
    *,
    labels: tuple[str, ...] | None = None,
) -> SpanTable:
    """Return the table of what each annotator marked in each article.

    ``lengths`` gives the code points of the articles; without it an article ends with its last
    mark. ``labels`` are those that occur, unless more are to be known.
    """
    articles = tuple(sorted({article for each in annotators for article in each}))
    place = {article: number for number, article in enumerate(articles)}
    if labels is None:
        labels = tuple(
            sorted({one.label for each in annotators for some in each.values() for one in some})
        )
    code = {label: number for number, label in enumerate(labels)}
    marks: dict[tuple[int, Mark], int] = {}
    rows = [
        (place[article], who, span.start, span.end, code[one.label], number)
        for who, each in enumerate(annotators)
        for article, some in each.items()
        for one in some
        for number in [marks.setdefault((place[article], one), len(marks))]
        for span in one.fragments
    ]
    columns = np.array(rows, dtype=np.int64).reshape(len(rows), 6).T
    looked = np.zeros((len(articles), len(annotators)), dtype=np.bool_)
    for who, each in enumerate(annotators):
        looked[[place[article] for article in each], who] = True
    known = lengths or {}
    sizes = np.array([known.get(article, 0) for article in articles], dtype=np.int64)
    np.maximum.at(sizes, columns[0], columns[3])
    article, annotator, start, end, label, mark = columns
    table = SpanTable(article, annotator, start, end, label, mark, labels, looked, sizes, articles)
    return chosen(table, np.lexsort((end, start, annotator, article)))


def chosen(table: SpanTable, rows: Ints | Booleans) -> SpanTable:
    """Return a table with only these rows."""
    return SpanTable(
        table.article[rows],
        table.annotator[rows],
        table.start[rows],
        table.end[rows],
        table.label[rows],
        table.mark[rows],
        table.labels,
        table.looked,
        table.lengths,
        table.articles,
    )


def exact_counts(table: SpanTable) -> Floats:
    """Return what each pair of annotators has in common and has together, by article.

    ``[article, pair, 2]``: twice the marks with equal boundaries and label, and the marks of both,
    in articles that both looked at.
    """
    count = len(table.looked)
    kinds, first = np.unique(table.mark, return_index=True)
    where = table.article[first]
    held = np.zeros((table.annotators, int(kinds.max(initial=-1)) + 1), dtype=np.bool_)
    held[table.annotator, table.mark] = True
    held = held[:, kinds]
    sizes = [np.bincount(where[one], minlength=count) for one in held]
    found = np.zeros((count, len(list(table.pairs())), 2))
    for number, (one, other) in enumerate(table.pairs()):
        both = table.looked[:, one] & table.looked[:, other]
        common = np.bincount(where[held[one] & held[other]], minlength=count)
        found[:, number, 0] = np.where(both, 2 * common, 0)
        found[:, number, 1] = np.where(both, sizes[one] + sizes[other], 0)
    return found
