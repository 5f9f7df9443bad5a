"""Which disagreements the list shows, in which order, under which articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.adjudication.case import Case
from annotator.adjudication.matters import Matter, MatterKind, State
from annotator.adjudication.queue import ArticleMatters, Queue

RowId = tuple[str, str]
"""The article and the key of a matter; ``(article, "")`` is the heading of an article."""
Which = str
"""One of :data:`STATES`."""

STATES: Mapping[Which, frozenset[State]] = {
    "due": frozenset({"open", "changed"}),
    "deferred": frozenset({"deferred"}),
    "unclear": frozenset({"unclear"}),
    "settled": frozenset({"settled"}),
    "every": frozenset({"open", "changed", "deferred", "unclear", "settled"}),
    "agreed": frozenset(),
}
"""What may be shown, by the states that it takes in; "agreed" is what all say alike."""


PARTS: Mapping[str, frozenset[MatterKind]] = {
    "statements": frozenset(
        {"missing", "extra", "boundary", "source", "claim_type", "stance", "statement"}
    ),
    "entities": frozenset(
        {
            "entity_missing",
            "entity_extra",
            "entity_boundary",
            "entity_kind",
            "entity_actor",
            "entity",
        }
    ),
}
"""Kinds of disagreement that are gone through together."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is chosen above the list: which states and kinds, grouped, one article only.

    ``kind`` is one kind, one of :data:`PARTS`, or None for all.

    ``also`` is a matter that is shown whatever its state, because a person is at it.
    """

    which: Which = "due"
    kind: str | None = None
    by_article: bool = True
    article: str | None = None
    also: RowId | None = None

    def fits(self, matter: Matter) -> bool:
        """Tell whether a matter is shown."""
        if self.article is not None and matter.article != self.article:
            return False
        if (matter.article, matter.key) == self.also:
            return True
        return matter.state in STATES[self.which] and self.is_of_kind(matter)

    def is_of_kind(self, matter: Matter) -> bool:
        """Tell whether a matter is of a kind that is shown."""
        if self.kind is None or self.kind == matter.kind:
            return True
        return matter.kind in PARTS.get(self.kind, ())


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: a matter, or the heading of an article where ``matter`` is None."""

    article: str
    title: str
    matter: Matter | None = None
    settled: int = 0
    total: int = 0
    share: float = 0.0

    @property
    def id(self) -> RowId:
        """What names the row, also when the list is made anew."""
        return self.article, "" if self.matter is None else self.matter.key


class RowMaker:
    """Makes the rows of a queue; those of articles in which nothing is different are kept."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[ArticleMatters, Shown, float, tuple[Row, ...]]] = {}

    def rows_of(self, queue: Queue, shown: Shown, case: Case | None = None) -> tuple[Row, ...]:
        """Return the rows to show, heaviest first.

        Grouped, the articles that add most to the disagreement come first, and each is gone
        through in text order. What all agree on is listed of one article at a time, that of
        ``case``.
        """
        if shown.which == "agreed":
            return tuple(_agreed(queue, shown, case))
        if not shown.by_article:
            found = (each for each in queue.matters if shown.fits(each))
            return tuple(_row(queue, each) for each in found)
        return tuple(row for one in heaviest(queue) for row in self._of(queue, one, shown))

    def _of(self, queue: Queue, one: ArticleMatters, shown: Shown) -> tuple[Row, ...]:
        if shown.also is not None and shown.also[0] != one.article:
            shown = replace(shown, also=None)
        kept = self._kept.get(one.article)
        if kept is None or kept[0] is not one or kept[1:3] != (shown, queue.total):
            kept = (one, shown, queue.total, tuple(_grouped(queue, one, shown)))
            self._kept[one.article] = kept
        return kept[3]


def heaviest(queue: Queue) -> list[ArticleMatters]:
    """Return the articles, first those that add most to the disagreement, settled or not."""

    def place(one: ArticleMatters) -> tuple[float, int]:
        return -sum(each.weight for each in one.matters), one.position

    return sorted(queue.articles.values(), key=place)


def article_beyond(queue: Queue, here: str | None, step: int, *, due: bool) -> str | None:
    """Return the next article of the list (``step`` 1) or the one before (-1), None at the end.

    With ``due`` it is the next one that has something to settle, at last one from the beginning.
    """
    order = [each for each in heaviest(queue) if each.matters or each.agreed or each.accepted]
    names = [each.article for each in order]
    at = names.index(here) if here in names else (-1 if step > 0 else len(names))
    beyond = order[at + 1 :] + (order[:at] if due else []) if step > 0 else order[:at][::-1]
    found = (
        one.article
        for one in beyond
        if not due or any(each.is_due for each in one.matters) or one.agreed
    )
    return next(found, None)


def settled_of(matters: Sequence[Matter]) -> tuple[int, int]:
    """Return how many disagreements are settled, and how many there are."""
    asked = [each for each in matters if each.slot != "added"]
    return sum(each.state == "settled" for each in asked), len(asked)


def progress_of(queue: Queue) -> tuple[int, int]:
    """Return how many disagreements of all articles are settled, and how many there are."""
    return settled_of(queue.matters)


def _row(queue: Queue, matter: Matter) -> Row:
    title = queue.articles[matter.article].title
    return Row(matter.article, title, matter, share=queue.share(matter))


def _grouped(queue: Queue, one: ArticleMatters, shown: Shown) -> Iterator[Row]:
    found = [each for each in one.matters if shown.fits(each)]
    if found:
        settled, total = settled_of(one.matters)
        yield Row(one.article, one.title, settled=settled, total=total)
        for each in found:
            yield _row(queue, each)


def _agreed(queue: Queue, shown: Shown, case: Case | None) -> Iterator[Row]:
    one = None if case is None else queue.articles.get(case.article)
    if one is None or case is None:
        return
    kept = {each.key for each in one.matters}
    found = [each for each in case.matters if each.key not in kept]
    found = [each for each in found if shown.is_of_kind(each)]
    accepted = sum(each.state == "settled" for each in found)
    if found:
        yield Row(one.article, one.title, settled=accepted, total=len(found))
    for each in found:
        yield Row(one.article, one.title, each)


def following(rows: Sequence[Row], at: int, *, step: int, due: bool) -> int | None:
    """Return the next row with a matter, past the end from the other side; None without one.

    ``due`` looks only for what is still to settle.
    """
    count = len(rows)
    for far in range(1, count + 1):
        place = (at + step * far) % count
        matter = rows[place].matter
        if matter is not None and (not due or matter.state in STATES["due"]):
            return place
    return None
