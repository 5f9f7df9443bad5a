"""The queue as it is shown: which articles fit the filter, in which order, how many are done."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Literal

from annotator.gui.widgets.matching import folded
from annotator.project.model import ArticleRow

Show = Literal["all", "open", "done", "news", "similar"]


class Listing:
    """Rows of the queue with a filter over them; ``shown`` holds indices into ``rows``. No Qt.

    ``done`` and ``news`` count all articles that are done, or were and have something new.
    """

    def __init__(self) -> None:
        self.rows: list[ArticleRow] = []
        self.shown: list[int] = []
        self.done = self.news = 0
        self._at: dict[str, int] = {}
        self._folded: dict[int, str] = {}
        self._words: tuple[str, ...] = ()
        self._show: Show = "all"
        self._similar: frozenset[str] = frozenset()

    def clear(self) -> None:
        """Forget every row, keep the filter."""
        self.rows.clear()
        self.shown.clear()
        self._at.clear()
        self._folded.clear()
        self.done = self.news = 0

    def extend(self, rows: Iterable[ArticleRow]) -> None:
        """Add rows at the end."""
        for row in rows:
            at = len(self.rows)
            self.rows.append(row)
            self._at[row.id] = at
            self.done += row.status == "done"
            self.news += row.news > 0
            if self._fits(at):
                self.shown.append(at)

    def fits(self, rows: Iterable[ArticleRow]) -> int:
        """Return how many of new rows the filter would show."""
        return sum(self._row_fits(row, _searched(row)) for row in rows)

    def narrow(self, text: str, show: Show, similar: frozenset[str] = frozenset()) -> None:
        """Show only rows that hold all words of ``text`` and are as wanted.

        With ``"news"`` these are articles that were done and have new suggestions, with
        ``"similar"`` those whose ids are in ``similar``.
        """
        self._words, self._show = tuple(folded(text).split()), show
        self._similar = similar
        self.shown = [at for at in range(len(self.rows)) if self._fits(at)]

    def replace(self, row: ArticleRow) -> int | None:
        """Take in what a row is now; return where it is shown, or None.

        A row that no longer fits stays in sight until the filter changes: it must not vanish from
        under the hands of the one who labels it.
        """
        at = self._at.get(row.id)
        if at is None:
            return None
        self.done += (row.status == "done") - (self.rows[at].status == "done")
        self.news += (row.news > 0) - (self.rows[at].news > 0)
        self.rows[at] = row
        self._folded.pop(at, None)
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
        for moved in range(count):
            row = self.rows[self.shown[(start + moved * step) % count]]
            is_left = row.news > 0 if self._show == "news" else row.status != "done"
            if is_left and row.id != article_id:
                return row.id
        return None

    def _id(self, place: int) -> str:
        return self.rows[self.shown[place]].id

    def _first_shown_from(self, at: int) -> int:
        return bisect_left(self.shown, at)

    def _fits(self, at: int) -> bool:
        if not self._words and self._show == "all":
            return True
        if at not in self._folded:
            self._folded[at] = _searched(self.rows[at])
        return self._row_fits(self.rows[at], self._folded[at])

    def _row_fits(self, row: ArticleRow, searched: str) -> bool:
        if self._show == "similar" and row.id not in self._similar:
            return False
        if self._show == "news" and not row.news:
            return False
        if self._show in ("open", "done") and (row.status == "done") != (self._show == "done"):
            return False
        return all(word in searched for word in self._words)


def _searched(row: ArticleRow) -> str:
    return folded(f"{row.title} {row.source} {row.date}")
