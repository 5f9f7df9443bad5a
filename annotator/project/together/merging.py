"""Joins another copy of the same project: its events, and the state that follows from all of them.

Copies are joined by the union of their events. State is folded anew for every record that a new
event is about (see :mod:`annotator.project.history.folding`), and what one copy removed while the
other referred to it stays (:mod:`annotator.project.history.kept`). Events are numbered, and
articles queued, in the order of their clocks, so that copies with the same events are the same, in
whatever order they were joined. What stands beside the history has rules of its own
(:mod:`annotator.project.together.merging_beside`).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from annotator.annotations.edits import Recorded, RecordKind, Zones
from annotator.annotations.wording import excerpt
from annotator.corpus.article import Article
from annotator.errors import DamagedProjectError, MergeError
from annotator.project.asked import reading, words
from annotator.project.history import integrity, kept, records, state
from annotator.project.history.folding import Fold, Key, folds
from annotator.project.storage.connection import Connection
from annotator.project.together import handing_out, joining_events, merging_beside
from annotator.project.together.joined import Joined, JoinedExample, JoinedRecord, JoinedWhat
from annotator.project.together.joining_events import Told

_END = re.compile(r'"end":(\d+)')
_EXAMPLES = 3  # of each sort
_IN_ORDER: tuple[RecordKind, ...] = ("annotator", "article", "zones")  # the others come after


def join(connection: Connection, other: Connection) -> Joined:
    """Take everything of another copy in, inside the caller's transaction.

    Raises MergeError where the two do not belong together, and DamagedProjectError where the other
    copy is damaged; the caller's transaction is to be taken back then.
    """
    _require_copy(connection, other)
    try:
        return _Joining(connection, other).run()
    except DamagedProjectError as error:
        raise DamagedProjectError(
            f"{other.path.name} could not be taken in, because something in it or in this project "
            f"is damaged. {error}"
        ) from error


def _require_copy(connection: Connection, other: Connection) -> None:
    name = other.path.name
    if reading.meta(connection, "id") != reading.meta(other, "id"):
        raise MergeError(
            f"{name} is no copy of this project: it was begun on its own. Nothing was changed. "
            "To bring its labels over, export them from there and import them here."
        )
    ours, theirs = merging_beside.begun_with(connection), merging_beside.begun_with(other)
    if ours != theirs:
        raise MergeError(
            f"{name} was begun with the codebook {theirs}, this project with {ours}, so the two "
            "cannot be put together. Nothing was changed."
        )


@dataclass(slots=True)
class _Joining:
    """One copy on its way into the project."""

    connection: Connection
    other: Connection
    told: Mapping[Key, Told] = field(default_factory=dict)
    known: set[Key] = field(default_factory=set)
    removed: set[Key] = field(default_factory=set)
    referred: set[Key] = field(default_factory=set)
    noted: list[JoinedRecord] = field(default_factory=list)
    sorts: Counter[tuple[str, RecordKind, JoinedWhat]] = field(default_factory=Counter)
    examples: list[tuple[JoinedRecord, Recorded]] = field(default_factory=list)

    def run(self) -> Joined:
        new = joining_events.new_events(self.connection, self.other)
        if new:
            self.told = joining_events.insert(self.connection, self.other, new)
            self._fold_state()
        beside = merging_beside.join(self.connection, self.other)
        parts = handing_out.not_given(self.connection) | handing_out.not_given(self.other)
        handing_out.note_gaps(self.connection, parts.keys())
        return Joined(
            path=self.other.path,
            events=len(new),
            records=tuple(self.noted),
            examples=tuple(self._example(*each) for each in self.examples),
            same=_same(self.other, self.told.keys()),
            runs=beside.runs,
            notes=beside.notes,
        )

    def _fold_state(self) -> None:
        self.known = _known(self.connection, self.told)
        before = set(kept.noted(self.connection))
        for key in before - self.told.keys():
            state.remove(self.connection, *key)
        found = [
            each
            for each in folds(self.connection, {target for _, target in self.told})
            if (each.kind, each.target) in self.told
        ]
        self._write_heads(found)
        self._put_first_kinds(found)
        for each in found:
            if each.kind not in _IN_ORDER:
                self._put(each)
        doubtful = before | self.removed | kept.missing(self.connection, self.referred)
        doubtful |= kept.removed_parts(self.connection)
        revived = kept.revive(self.connection, doubtful)
        kept.note(self.connection, revived)

    def _write_heads(self, found: Sequence[Fold]) -> None:
        self.connection.run_many(
            "DELETE FROM heads WHERE kind = ? AND target = ?",
            ((each.kind, each.target) for each in found),
        )
        self.connection.run_many(
            "INSERT INTO heads VALUES (?, ?, ?)",
            ((each.kind, each.target, head.event) for each in found for head in each.heads),
        )

    def _put_first_kinds(self, found: Sequence[Fold]) -> None:
        for each in found:
            if each.kind == "annotator":
                self._put(each)
        zones = {each.target: each for each in found if each.kind == "zones"}
        new: list[Fold] = []
        for each in found:
            if each.kind == "article":
                if ("article", each.target) in self.known:
                    self._put(each)
                else:
                    new.append(each)
        self._add_articles(new, zones)
        for target, each in zones.items():
            if ("zones", target) in self.known:
                self._put(each)

    def _add_articles(self, new: Sequence[Fold], zones: Mapping[str, Fold]) -> None:
        if not new:
            return
        for each in new:
            its_zones = zones.get(each.target)
            body = its_zones.body if its_zones is not None else None
            if each.body is None or body is None:
                raise records.damaged(f"the article {each.target} is told of in part only")
            article = records.read(Article, each.body)
            text = _text(self.other, article)
            state.insert_articles(
                self.connection, [(article, text, records.read(Zones, body), body)]
            )
            for one in (each, cast("Fold", its_zones)):
                self._note(one, records.decoded(one.kind, cast("str", one.body)))
        queue_by_clock(self.connection)

    def _put(self, fold: Fold) -> None:
        """Write what a record is now, or that it is gone."""
        key = (fold.kind, fold.target)
        body = fold.body
        if body is None:
            if state.stored(self.connection, *key) is not None:
                self.removed.add(key)
                state.remove(self.connection, *key)
            record = None if fold.last is None else records.decoded(fold.kind, fold.last)
            self._note(fold, record)
            return
        record = records.decoded(fold.kind, body)
        self._require_inside(record, body)
        state.put(self.connection, fold.kind, record, body)
        self.referred.update(kept.references(record))
        self._note(fold, record)

    def _require_inside(self, record: Recorded, body: str) -> None:
        """Raise DamagedProjectError for a record of nobody, of no article or outside its text."""
        annotator, article = getattr(record, "annotator", None), getattr(record, "article", None)
        if annotator is not None and not self._exists("annotators", annotator):
            raise records.damaged(f"something in it belongs to nobody known ({annotator})")
        if article is None:
            return
        row = self.connection.row("SELECT length FROM articles WHERE id = ?", article)
        if row is None:
            raise records.damaged(f"something in it is about an unknown article ({article})")
        length = cast("int", row[0])
        if max(map(int, _END.findall(body)), default=0) > length:
            raise records.damaged(f"a passage lies outside its article ({article})")
        if isinstance(record, Zones) and not integrity.are_in_order(record.zones, length):
            raise records.damaged(f"the zones of an article overlap ({article})")

    def _exists(self, table: str, wanted: str) -> bool:
        return self.connection.row(f"SELECT 1 FROM {table} WHERE id = ?", wanted) is not None

    def _note(self, fold: Fold, record: Recorded | None) -> None:
        key = (fold.kind, fold.target)
        what: JoinedWhat = "changed" if key in self.known else "new"
        if fold.is_conflict:
            what = "conflicting"
        elif fold.body is None:
            if key not in self.known:
                return  # made and taken back there: nothing is different here
            what = "removed"
        told = self.told[key]
        owner = getattr(record, "annotator", told.annotator)
        joined = JoinedRecord(fold.kind, fold.target, told.article, owner, what)
        self.noted.append(joined)
        self.sorts[owner, fold.kind, what] += 1
        if record is not None and self.sorts[owner, fold.kind, what] <= _EXAMPLES:
            self.examples.append((joined, record))

    def _example(self, joined: JoinedRecord, record: Recorded) -> JoinedExample:
        article = joined.article
        if article is None:
            return JoinedExample(joined, record, "", "")
        spans = sorted(integrity.spans_of(record))[:2] if joined.kind not in _IN_ORDER else ()
        text = reading.text(self.connection, article) if spans else ""
        title = reading.article(self.connection, article).title
        return JoinedExample(joined, record, title, excerpt(text, spans))


def _known(connection: Connection, told: Iterable[Key]) -> set[Key]:
    """Return which of these records had events here before."""
    sql = "SELECT 1 FROM heads WHERE kind = ? AND target = ?"
    return {key for key in told if connection.row(sql, *key) is not None}


def _text(other: Connection, article: Article) -> str:
    text = reading.text(other, article.id)
    if hashlib.sha256(text.encode()).hexdigest() != article.text_sha256:
        raise records.damaged(f"the text of “{article.title}” is not as it was stored")
    if len(text) != article.length:
        raise records.damaged(f"the length of “{article.title}” is not as it was stored")
    return text


def queue_by_clock(connection: Connection) -> None:
    """Put the queue into the order in which the articles came in, whichever copy took them in."""
    rows = connection.rows(
        "SELECT target FROM events WHERE kind = 'article' GROUP BY target ORDER BY min(number)"
    )
    wanted = [str(target) for (target,) in rows]
    rows = connection.rows("SELECT id FROM articles ORDER BY position")
    if [str(article) for (article,) in rows] == wanted:
        return
    words.empty(connection)  # it goes by position; it is made again in small steps
    last = connection.row("SELECT max(position) FROM articles")
    beyond = 1 + cast("int", cast("tuple[object, ...]", last)[0]) + len(wanted)
    connection.run("UPDATE articles SET position = position + ?", beyond)
    connection.run_many(
        "UPDATE articles SET position = ? WHERE id = ?", iter(list(enumerate(wanted)))
    )


def _same(other: Connection, touched: Iterable[Key]) -> dict[tuple[str, RecordKind], int]:
    """Count what the copy holds and is here already, by annotator ("" for everybody's) and kind."""
    told = set(touched)
    found: Counter[tuple[str, RecordKind]] = Counter()
    for kind, (table, key) in state.BODY_TABLES.items():
        owner = "annotator" if state.has_annotator(kind) else "''"
        for target, annotator in other.rows(f"SELECT {key}, {owner} FROM {table}"):
            if (kind, target) not in told:
                found[str(annotator), kind] += 1
    for (article,) in other.rows("SELECT id FROM articles"):
        found["", "article"] += ("article", article) not in told
    return {key: count for key, count in found.items() if count}
