"""In which order the queue shows its articles. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from annotator.project.article_row import ArticleRow

Order = Literal["queue", "newest", "oldest", "similar", "to_check", "fewest", "disputed"]
ORDERS: tuple[Order, ...] = get_args(Order)
SETTING = "queue-order"  # of the project
_UNDATED = 10**9


def order_named(name: str | None) -> Order:
    """Return the order of that name, or the queue's own."""
    return next((each for each in ORDERS if each == name), "queue")


def keys(
    order: Order, rows: Sequence[ArticleRow], groups: Sequence[Sequence[str]] = ()
) -> list[int] | None:
    """Return by what to sort rows; equal ones stay in queue order. None: queue order.

    ``groups`` are clusters for ``similar``, and the most disputed articles for ``disputed``. An
    order tells nobody where others differ in articles that are still to be labelled: ``fewest``
    counts who has opened one, and only what one is done with is ever among the disputed.
    """
    if order in ("newest", "oldest"):
        days = {date: _day(date) for date in {row.date for row in rows} if date}
        times = -1 if order == "newest" else 1
        return [times * days[row.date] if row.date else _UNDATED for row in rows]
    if order == "to_check":
        return [-(row.suggestions + row.possible + row.news) for row in rows]
    if order == "fewest":
        return [row.people for row in rows]
    if order == "similar":
        return _beside_each_other(rows, groups)
    if order == "disputed":
        first = {article: place for place, article in enumerate(groups[0] if groups else ())}
        return [first.get(row.id, len(first)) for row in rows]
    return None


def _day(date: str) -> int:
    digits = "".join(each for each in date if each in "0123456789")
    return int(digits[:8].ljust(8, "0"))


def _beside_each_other(rows: Sequence[ArticleRow], clusters: Sequence[Sequence[str]]) -> list[int]:
    """Return for each row the place of the first one of its cluster."""
    at = {row.id: place for place, row in enumerate(rows)}
    found = list(range(len(rows)))
    for cluster in clusters:
        places = [at[article] for article in cluster if article in at]
        for place in places:
            found[place] = min(places)
    return found
