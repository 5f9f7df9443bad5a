"""Repeat items: a share of what somebody is done with comes back, unannounced, some days later.

Which articles come back is drawn from seed, article and annotator alone, so every copy of a project
draws the same. What is said the second time is a layer of its own, beside the first one: that is
out of sight until the second is done, and counts again from then on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from msgspec import structs

from annotator.annotations.edits import Told
from annotator.annotations.model import Annotator, Comment, Layer, Statement, Status
from annotator.annotations.repeats import repeat_id, repeat_of
from annotator.project import relabelling
from annotator.project.article_row import ArticleRow
from annotator.project.asked import queue, reading, told
from annotator.project.asked.revising import Revising
from annotator.project.history import records
from annotator.project.storage.connection import Connection

if TYPE_CHECKING:
    from annotator.project.model import RepeatCount, RepeatTimes

SHARE = "repeat-share"  # settings: which share of the done articles comes back, 0 to 1
AFTER_DAYS = "repeat-after-days"
SEED = "repeat-seed"
USUAL_DAYS = 7
USUAL_SEED = "1"
_DRAWS = 1 << 64
_DAY_MS = 24 * 60 * 60 * 1000
_COUNTER_BITS = 16  # of the history's clock, below its milliseconds
_DONE = """
SELECT p.article FROM progress p WHERE p.annotator = ? AND p.status = 'done' AND NOT EXISTS
  (SELECT 1 FROM progress r WHERE r.article = p.article AND r.annotator = ?)
"""
_BEGUN = "SELECT article FROM progress WHERE annotator = ? AND status = 'opened'"
_AGAIN_DONE = """
SELECT p.article FROM progress p JOIN articles a ON a.id = p.article
WHERE p.annotator = ? AND p.status = 'done' AND a.position BETWEEN ? AND ?
"""
_COUNTS = """
SELECT n.id, n.name, coalesce(sum(r.status = 'done'), 0), coalesce(sum(r.status = 'opened'), 0)
FROM annotators n JOIN progress r ON r.annotator = n.id || '#2' GROUP BY n.id ORDER BY n.id
"""

_TIMES = """
WITH again AS (
  SELECT r.article, r.id, a.position, (SELECT min(clock) FROM events WHERE target = r.id) AS begun,
    (SELECT max(clock) FROM events WHERE target = r.id) AS done
  FROM progress r JOIN articles a ON a.id = r.article
  WHERE r.annotator = ? AND r.status = 'done')
SELECT g.article,
  (SELECT max(e.clock) FROM events e WHERE e.target = g.article || ':' || ? AND e.clock < g.begun),
  g.begun, g.done,
  EXISTS (SELECT 1 FROM events e WHERE e.history = g.article AND e.annotator = ?
    AND e.clock > g.begun AND e.kind NOT IN ('comment', 'flag', 'progress'))
FROM again g ORDER BY g.position
"""


@dataclass(frozen=True, slots=True)
class RepeatPlan:
    """Which share of one's done articles comes back, after how many days, drawn with which seed."""

    share: float
    after_days: int = USUAL_DAYS
    seed: str = USUAL_SEED


def plan(connection: Connection) -> RepeatPlan | None:
    """Return how articles come back; None where none do."""
    wanted = (reading.setting(connection, name) for name in (SHARE, AFTER_DAYS, SEED))
    share, days, seed = wanted
    try:
        found = RepeatPlan(float(share or 0), int(days or USUAL_DAYS), seed or USUAL_SEED)
    except ValueError as error:
        raise records.damaged("how articles come back is no number") from error
    return found if found.share > 0 else None


def draw(seed: str, article: str, annotator: str) -> float:
    """Return a number in [0, 1): below the share, the article comes back to that annotator."""
    import hashlib

    drawn = hashlib.sha256(f"{seed} {article} {annotator}".encode()).digest()[:8]
    return int.from_bytes(drawn, "big") / _DRAWS


def due(connection: Connection, annotator: str, wanted: RepeatPlan) -> frozenset[str]:
    """Return the articles that somebody was done with long enough ago, and that are drawn."""
    before = time.time_ns() // 1_000_000 - wanted.after_days * _DAY_MS
    clock = f"{max(before, 0) << _COUNTER_BITS:016x}"
    rows = connection.rows(_DONE, annotator, repeat_id(annotator))
    drawn = (
        str(article)
        for (article,) in rows
        if draw(wanted.seed, str(article), annotator) < wanted.share
    )
    return frozenset(each for each in drawn if _marked(connection, each, annotator) <= clock)


def _marked(connection: Connection, article: str, annotator: str) -> str:
    """Return when somebody last said how far they are with an article, as a clock."""
    found = connection.row(
        "SELECT coalesce(max(clock), '') FROM events WHERE target = ?", f"{article}:{annotator}"
    )
    return "" if found is None else str(found[0])


def _status(connection: Connection, article: str, annotator: str) -> Status | None:
    found = connection.row(
        "SELECT status FROM progress WHERE article = ? AND annotator = ?", article, annotator
    )
    return None if found is None else cast("Status", found[0])


def with_repeated(
    connection: Connection, rows: Sequence[ArticleRow], annotator: str
) -> tuple[ArticleRow, ...]:
    """Return rows of the queue that tell which articles somebody labelled a second time."""
    again = repeat_id(annotator)
    if not rows or connection.row("SELECT 1 FROM annotators WHERE id = ?", again) is None:
        return tuple(rows)
    ends = rows[0].position, rows[-1].position
    found = {str(row[0]) for row in connection.rows(_AGAIN_DONE, again, *ends)}
    return tuple(structs.replace(row, repeated=True) if row.id in found else row for row in rows)


def as_new(connection: Connection, row: ArticleRow, person: str) -> ArticleRow:
    """Return a row as if its article had not been labelled by that person yet."""
    again = repeat_id(person)
    (fresh,) = queue.rows(connection, again, after=row.position - 1, limit=1)
    flags, comments = (
        connection.row(f"SELECT count(*) FROM {table} AND annotator <> ?", row.id, person)
        for table in ("flags WHERE article = ?", "comments WHERE is_open = 1 AND article = ?")
    )
    assert flags is not None and comments is not None
    return structs.replace(
        fresh,
        people=fresh.people - (fresh.status is None),
        flags=cast("int", flags[0]),
        comments=cast("int", comments[0]),
    )


def counts(connection: Connection) -> tuple[RepeatCount, ...]:
    """Return how many articles everybody labelled a second time, or is at it."""
    from annotator.project.model import RepeatCount

    rows = connection.rows(_COUNTS)
    return tuple(RepeatCount(*cast("tuple[str, str, int, int]", row)) for row in rows)


def times(connection: Connection, person: str) -> tuple[RepeatTimes, ...]:
    """Return when somebody labelled which articles for the first and the second time."""
    from annotator.project.history.events import time_of
    from annotator.project.model import RepeatTimes

    rows = connection.rows(_TIMES, repeat_id(person), person, person)
    return tuple(
        RepeatTimes(
            str(article),
            time_of(str(first or begun)),
            time_of(str(begun)),
            time_of(str(done)),
            bool(changed),
        )
        for article, first, begun, done, changed in rows
    )


def _of_others(found: Sequence[Told], person: str) -> tuple[Told, ...]:
    """Leave out what somebody said, and what others answered to it."""
    own = {each.id for each in found if each.annotator == person}
    return tuple(
        each
        for each in found
        if each.id not in own and not (isinstance(each, Comment) and each.answers in own)
    )


class Repeating(Revising):
    """Answers about repeat items in an open project; ``annotator`` is whoever labels now.

    Only where ``brings_back`` is set, which the window does, is anything out of sight: whoever
    reads a project otherwise reads what is there.
    """

    annotator: Annotator
    brings_back = False
    _connection: Connection
    _coming: frozenset[str] | None = None
    _in_hand: tuple[str, Annotator] | None = None
    _labelled_again: frozenset[tuple[str, str]] = frozenset()

    def hand_for(self, article_id: str) -> Annotator:
        """Return on whose layer the current annotator works in an article: mostly their own.

        In one that came back it is the layer for the second time, until that is done. Of the
        article in hand (see :meth:`take_in_hand`) it stays the same, and of one that was labelled
        the second time here, too: whoever opens it again finds, and can undo, what they just did.
        """
        in_hand, kept = self._in_hand or ("", self.annotator)
        if in_hand == article_id and self.annotator.id in (kept.id, kept.of):
            return kept
        is_back = self.brings_back and self._is_back(article_id)
        return repeat_of(self.annotator) if is_back else self.annotator

    def take_in_hand(self, article_id: str) -> None:
        """Keep to the layer on which an article is opened now, until another one is."""
        self._in_hand = None
        hand = self.hand_for(article_id)
        self._in_hand = article_id, hand
        if hand.of is not None:
            self._labelled_again |= {(article_id, hand.of)}

    def look_for_repeats(self) -> bool:
        """Find anew which articles come back: time has passed, or the settings are others.

        Tells whether it is different from what was known.
        """
        before, self._coming = self._coming, None
        return before is not None and before != self._coming_back()

    def repeat_plan(self) -> RepeatPlan | None:
        """Return how articles come back in this project; None where none do."""
        return plan(self._connection)

    def repeat_counts(self) -> tuple[RepeatCount, ...]:
        """Return how many articles everybody labelled a second time, or is at it."""
        return counts(self._connection)

    def repeat_times(self, annotator_id: str) -> tuple[RepeatTimes, ...]:
        """Return when somebody labelled articles for the first and second time, in queue order."""
        return times(self._connection, annotator_id)

    def told_in_hand(self, article_id: str) -> tuple[Told, ...]:
        """Return the comments and flags on an article, as whoever labels it may see them now.

        Who labels it a second time does not see what they said the first time.
        """
        found = told.of_article(self._connection, article_id)
        hand = self.hand_for(article_id)
        return found if hand.of is None else _of_others(found, hand.of)

    def people_layers(self, article_id: str) -> tuple[Layer, ...]:
        """Return the layers of people who label, without those that stand beside them."""
        people = {each.id for each in reading.people(self._connection)}
        who = [
            each for each in reading.annotators_of(self._connection, article_id) if each in people
        ]
        return tuple(reading.layer(self._connection, article_id, each) for each in who)

    def revisit(self, annotator_id: str | None = None) -> tuple[str, ...]:
        """Return the articles in which one annotator (None: the current one) must look again."""
        found = super().revisit(annotator_id)
        if annotator_id is not None or not self.brings_back:
            return found
        again = repeat_id(self.annotator.id)
        begun = self._back(relabelling.to_revisit(self._connection, self.codebook, again))
        kept = {*found} - self._back(found) | begun
        return relabelling.articles_in_order(self._connection, kept)

    def _in_labels(self, find: Callable[[str], Iterator[str]]) -> frozenset[str]:
        """Return the articles that are found in the labels that are in sight."""
        found = super()._in_labels(find)
        if not self.brings_back:
            return found
        again = frozenset(find(repeat_id(self.annotator.id)))
        return found - self._back(found) | self._back(again)

    def _is_back(self, article_id: str) -> bool:
        """Tell whether an article is open for the second time, or waits to be."""
        me = self.annotator.id
        status = _status(self._connection, article_id, repeat_id(me))
        if status is not None:
            is_on = status == "opened" or (article_id, me) in self._labelled_again
            return is_on and plan(self._connection) is not None
        if article_id not in self._coming_back():
            return False
        return _status(self._connection, article_id, me) == "done"

    def _back(self, article_ids: Iterable[str]) -> frozenset[str]:
        """Return which of these articles the current annotator labels a second time now."""
        if not self.brings_back:
            return frozenset()
        coming = self._coming_back() | {article for article, _ in self._labelled_again}
        some = (each for each in article_ids if each in coming)
        return frozenset(each for each in some if self.hand_for(each).of is not None)

    def _coming_back(self) -> frozenset[str]:
        """Return all that is due or begun, as it was when it was looked for."""
        if self._coming is None:
            wanted = plan(self._connection)
            me = self.annotator.id
            begun = self._connection.rows(_BEGUN, repeat_id(me)) if wanted is not None else ()
            found = due(self._connection, me, wanted) if wanted is not None else frozenset()
            self._coming = found | {str(article) for (article,) in begun}
        return self._coming

    def _in_sight(self, statements: Sequence[Statement]) -> tuple[Statement, ...]:
        """Leave out what was said the first time in articles that came back."""
        back = self._back({each.article for each in statements})
        return tuple(each for each in statements if each.article not in back)

    def _as_they_come(self, rows: Sequence[ArticleRow]) -> tuple[ArticleRow, ...]:
        """Return rows of the queue in which what came back looks like what never was opened."""
        rows = with_repeated(self._connection, rows, self.annotator.id)
        back = self._back(row.id for row in rows)
        if not back:
            return rows
        me = self.annotator.id
        return tuple(as_new(self._connection, row, me) if row.id in back else row for row in rows)
