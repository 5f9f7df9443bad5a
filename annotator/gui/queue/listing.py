"""The queue as it is shown: which articles fit the filter, in which order, how many are done."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.gui.queue.filtering import QueueFilter, Test
from annotator.gui.widgets.matching import folded
from annotator.project.article_row import ArticleRow


@dataclass(frozen=True, slots=True)
class Found:
    """What the project knows of a filter, as article ids.

    ``sets`` are those of ``is:mine`` and the like; ``hits`` hold all wanted words in their text,
    ``excluded`` an unwanted one; both are empty until the texts were searched.
    """

    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    hits: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()


class Listing:
    """Rows of the queue with a filter over them; ``shown`` holds indices into ``rows``. No Qt.

    ``done`` and ``news`` count the articles that are done, or were and have something new: all of
    them, or those among ``counted``.
    """

    def __init__(self) -> None:
        self.rows: list[ArticleRow] = []
        self.shown: list[int] = []
        self.done = self.news = 0
        self._counted: frozenset[str] | None = None
        self._at: dict[str, int] = {}
        self._searched: list[str] = []
        self._filter = QueueFilter()
        self._found = Found()
        self._tests: list[Test] = []
        self._order: list[int] | None = None
        self._rank: list[int] = []

    def clear(self, counted: frozenset[str] | None = None) -> None:
        """Forget every row and the order, keep the filter."""
        self.rows.clear()
        self.shown.clear()
        self._at.clear()
        self._searched.clear()
        self._order = None
        self._rank.clear()
        self._counted = counted
        self.done = self.news = 0

    def extend(
        self, rows: Iterable[ArticleRow], begin: Callable[[int], object] = lambda _count: None
    ) -> int:
        """Add rows at the end; return how many of them are shown, told ``begin`` beforehand."""
        first = len(self.rows)
        for at, row in enumerate(rows, first):
            self.rows.append(row)
            self._searched.append(_searched(row))
            self._at[row.id] = at
            self._count(row, 1)
        new = range(first, len(self.rows))
        if self._order is not None:
            self._order.extend(new)
            self._rank.extend(new)
        fitting = self._fitting(new)
        if fitting:
            begin(len(fitting))
            self.shown.extend(fitting)
        return len(fitting)

    def _count(self, row: ArticleRow, times: int) -> None:
        if self._counted is None or row.id in self._counted:
            self.done += times * (row.status == "done")
            self.news += times * (row.news > 0)

    def count_among(self, counted: frozenset[str] | None) -> None:
        """Count what is done or new anew: from now on of those among ``counted``, or of all."""
        self._counted = counted
        begun = [row for row in self.rows if row.status or row.news]
        own = begun if counted is None else [row for row in begun if row.id in counted]
        self.done = sum(row.status == "done" for row in own)
        self.news = sum(row.news > 0 for row in own)

    def narrow(self, wanted: QueueFilter, found: Found) -> None:
        """Show only rows that fit."""
        self._filter, self._found = wanted, found
        self._tests = [fact.test(found.sets) for fact in wanted.facts]
        self._show()

    def arrange(self, keys: Sequence[int] | None) -> None:
        """Show rows by a key for each, equal ones in queue order; None: all in queue order."""
        if keys is None:
            self._order, self._rank = None, []
        else:
            self._order = sorted(range(len(self.rows)), key=keys.__getitem__)
            self._rank = [0] * len(self.rows)
            for rank, at in enumerate(self._order):
                self._rank[at] = rank
        self._show()

    @property
    def is_arranged(self) -> bool:
        """Whether the rows are in another order than that of the queue."""
        return self._order is not None

    def _show(self) -> None:
        everything = self._order if self._order is not None else range(len(self.rows))
        self.shown = self._fitting(everything)

    def _fitting(self, ats: Iterable[int]) -> list[int]:
        """Return which of these rows fit. One pass for each part of the filter: many rows."""
        rows, searched, wanted, found = self.rows, self._searched, self._filter, self._found
        left = list(ats)
        for test in self._tests:
            left = [at for at in left if test(rows[at])]
        if found.excluded:
            left = [at for at in left if rows[at].id not in found.excluded]
        for word in wanted.unwanted:
            left = [at for at in left if word not in searched[at]]
        if not wanted.words:
            return left
        named = left
        for word in wanted.words:
            named = [at for at in named if word in searched[at]]
        if not found.hits:
            return named
        either = set(named)
        return [at for at in left if at in either or rows[at].id in found.hits]

    def replace(self, row: ArticleRow) -> int | None:
        """Take in what a row is now; return where it is shown, or None.

        A row that no longer fits stays in sight until the filter changes: it must not vanish from
        under the hands of the one who labels it. For the same reason it keeps its place.
        """
        at = self._at.get(row.id)
        if at is None:
            return None
        self._count(self.rows[at], -1)
        self._count(row, 1)
        self.rows[at] = row
        self._searched[at] = _searched(row)
        return self.place(row.id)

    def row(self, article_id: str) -> ArticleRow | None:
        """Return the row of an article, shown or not."""
        at = self._at.get(article_id)
        return self.rows[at] if at is not None else None

    def place(self, article_id: str | None) -> int | None:
        """Return at which place an article is shown, or None."""
        at = self._at.get(article_id or "")
        if at is None:
            return None
        place = self._first_shown_from(at)
        return place if place < len(self.shown) and self.shown[place] == at else None

    def neighbour(self, article_id: str | None, step: int, *, open_only: bool) -> str | None:
        """Return the article ``step`` places on among those shown.

        With ``open_only``, articles that are done are passed over, except where those with new
        suggestions are shown, and after the last one the search goes on from the first.
        """
        if not self.shown:
            return None
        at = self._at.get(article_id or "")
        if at is None:
            start = 0 if step > 0 else len(self.shown) - 1
        else:
            place = self._first_shown_from(at)
            is_here = place < len(self.shown) and self.shown[place] == at
            start = place + step if is_here or step < 0 else place + step - 1
        if not open_only:
            return self._id(start) if 0 <= start < len(self.shown) else None
        return self._next_open(article_id, start, 1 if step > 0 else -1)

    def _next_open(self, article_id: str | None, start: int, step: int) -> str | None:
        count = len(self.shown)
        is_news = self._filter.has_set("news")
        for moved in range(count):
            row = self.rows[self.shown[(start + moved * step) % count]]
            is_left = row.news > 0 if is_news else row.status != "done"
            if is_left and row.id != article_id:
                return row.id
        return None

    def _id(self, place: int) -> str:
        return self.rows[self.shown[place]].id

    def _first_shown_from(self, at: int) -> int:
        if self._order is None:
            return bisect_left(self.shown, at)
        return bisect_left(self.shown, self._rank[at], key=self._rank.__getitem__)


def _searched(row: ArticleRow) -> str:
    return folded(f"{row.title} {row.source} {row.date}")
