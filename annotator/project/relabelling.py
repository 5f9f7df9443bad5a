"""The codebook of a project as it changes: its parts, its versions, and what annotations bear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, cast

from annotator.annotations.edits import RecordKind
from annotator.annotations.model import ArticleLabel, Mention, Statement
from annotator.codebook.model import Codebook, CodebookPart
from annotator.project.asked import reading
from annotator.project.history import records
from annotator.project.storage.connection import Connection
from annotator.project.storage.pages import row_pages

if TYPE_CHECKING:
    from annotator.annotations.revisiting import Label

BASE = "codebook_base"  # in meta: the codebook with which the project began, once it changed
_FEW = 20  # labels that are looked for in the stored text; with more, reading all is quicker
_LABELS = (
    "SELECT 'claim_types', each.value, count(*) FROM statements, "
    "json_each(body, '$.claim_types') each WHERE statements.rowid BETWEEN ? AND ? GROUP BY 2",
    "SELECT 'stance_values', json_extract(each.value, '$.value'), count(*) FROM statements, "
    "json_each(body, '$.stances') each WHERE statements.rowid BETWEEN ? AND ? GROUP BY 2",
    "SELECT 'topics', json_extract(each.value, '$.target.id'), count(*) FROM statements, "
    "json_each(body, '$.stances') each WHERE statements.rowid BETWEEN ? AND ? "
    "AND json_extract(each.value, '$.target.kind') = 'topic' GROUP BY 2",
)
_KINDS = (
    "SELECT 'entity_kinds', json_extract(body, '$.kind'), count(*) FROM mentions "
    "WHERE rowid BETWEEN ? AND ? AND json_extract(body, '$.decision') <> 'rejected' GROUP BY 2"
)

_OF_ARTICLES = (
    "SELECT 'article_labels', json_extract(body, '$.label'), count(*) FROM article_labels "
    "WHERE rowid BETWEEN ? AND ? GROUP BY 2",
    "SELECT 'article_values', json_extract(body, '$.label') || '/' || "
    "json_extract(body, '$.value'), count(*) FROM article_labels "
    "WHERE rowid BETWEEN ? AND ? GROUP BY 2",
)
_QUERIES = (("statements", _LABELS), ("mentions", (_KINDS,)), ("article_labels", _OF_ARTICLES))
_TABLES: Mapping[RecordKind, str] = {
    "statement": "statements",
    "mention": "mentions",
    "article_label": "article_labels",
}


def current(connection: Connection) -> Codebook:
    """Return the codebook that holds now."""
    return _version(connection, reading.meta(connection, "codebook"))


def base(connection: Connection) -> Codebook:
    """Return the codebook with which the project began."""
    known = reading.meta(connection, BASE) or reading.meta(connection, "codebook")
    return _version(connection, known)


def version(connection: Connection, reference: str) -> Codebook | None:
    """Return a version of the codebook; None where this project never had it."""
    found = connection.row("SELECT body FROM codebooks WHERE reference = ?", reference)
    return None if found is None else records.decoded_codebook(str(found[0]))


def _version(connection: Connection, reference: str) -> Codebook:
    found = version(connection, reference)
    if found is not None:
        return found
    known = reading.codebooks(connection)
    if not known:
        raise records.damaged("its codebook is missing")
    return known[-1]


def changed_parts(connection: Connection) -> dict[str, CodebookPart]:
    """Return the parts that were changed since the project began, by id."""
    rows = connection.rows("SELECT body FROM codebook_parts ORDER BY id")
    found = (records.read(CodebookPart, body) for (body,) in rows)
    return {each.id: each for each in found}


def folded(connection: Connection) -> Codebook:
    """Return the codebook that follows from the base and what was changed of it."""
    changed = changed_parts(connection)
    if not changed:
        return base(connection)
    from annotator.codebook.parts import assembled

    return assembled(base(connection), changed.values())


def keep(connection: Connection, codebook: Codebook) -> None:
    """Write a version of the codebook down, inside the caller's transaction."""
    import hashlib

    body = records.encoded_plain(codebook)
    connection.run(
        "INSERT INTO codebooks VALUES (?, ?, ?) ON CONFLICT (reference) DO NOTHING",
        codebook.reference,
        body,
        hashlib.sha256(body.encode()).hexdigest(),
    )


def problems(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with the codebook of a project, in sentences."""
    if folded(connection).reference != reading.meta(connection, "codebook"):
        yield "The current codebook is not what its changes make of it."


def label_counts(connection: Connection) -> Mapping[tuple[str, str], int]:
    """Return how often each label is given, as it is written: (section, id) -> count.

    Values of article labels stand under ``article_values``, by kind and value with a slash.
    """
    found: Counter[tuple[str, str]] = Counter()
    for table, queries in _QUERIES:
        for page in row_pages(connection, table):
            for query in queries:
                for section, entry_id, count in connection.rows(query, *page):
                    found[str(section), str(entry_id)] += cast("int", count)
    return found


def records_with(
    connection: Connection, labels: Collection[Label], *, annotator: str | None = None
) -> Iterator[Statement | Mention | ArticleLabel]:
    """Yield what bears one of these labels, in short reads; of everybody, or of one annotator."""
    from annotator.annotations.revisiting import labels_in

    bearing: Mapping[str, RecordKind] = {
        "entity_kinds": "mention",
        "article_labels": "article_label",
    }
    by_kind: dict[RecordKind, set[Label]] = {kind: set() for kind in _TABLES}
    for each in labels:
        by_kind[bearing.get(each[0], "statement")].add(each)
    for kind, wanted in by_kind.items():
        for record in _rows(connection, kind, {entry for _, entry in wanted}, annotator):
            if not wanted.isdisjoint(labels_in(record)):
                yield record


def is_used(connection: Connection, label: Label) -> bool:
    """Tell whether any annotation bears a label."""
    return next(records_with(connection, {label}), None) is not None


def articles_in_order(connection: Connection, articles: Collection[str]) -> tuple[str, ...]:
    """Return articles in queue order, each once."""
    wanted = set(articles)
    if not wanted:
        return ()
    rows = connection.rows("SELECT id FROM articles ORDER BY position")
    return tuple(str(row[0]) for row in rows if row[0] in wanted)


def versions(connection: Connection) -> Callable[[str], Codebook | None]:
    """Return a way to look versions up that reads each of them once."""
    known: dict[str, Codebook | None] = {}

    def find(reference: str) -> Codebook | None:
        if reference not in known:
            known[reference] = version(connection, reference)
        return known[reference]

    return find


def _rows(
    connection: Connection, kind: RecordKind, ids: Collection[str], annotator: str | None
) -> Iterator[Statement | Mention | ArticleLabel]:
    if not ids:
        return
    table = _TABLES[kind]
    quoted = [records.encoded_plain(each) for each in sorted(ids)] if len(ids) <= _FEW else []
    where = f" AND ({' OR '.join('instr(body, ?)' for _ in quoted)})" if quoted else ""
    values: list[object] = [*quoted]
    if annotator is not None:
        where, values = f" AND annotator = ?{where}", [annotator, *values]
    for page in row_pages(connection, table):
        sql = f"SELECT body FROM {table} WHERE rowid BETWEEN ? AND ?{where}"
        for (body,) in connection.rows(sql, *page, *values):
            yield cast("Mention | Statement | ArticleLabel", records.decoded(kind, str(body)))


def to_revisit(connection: Connection, codebook: Codebook, annotator: str) -> tuple[str, ...]:
    """Return the articles with something that an annotator must look at again, in queue order."""
    if not reading.meta(connection, BASE):
        return ()  # the codebook is the one with which the project began
    from annotator.annotations.revisiting import all_labels, doubtful_labels, reasons

    labels = set(doubtful_labels(codebook))
    for each in reading.codebooks(connection):  # what was added, given and taken back again
        labels |= all_labels(each) - all_labels(codebook)
    find = versions(connection)
    found = {
        record.article
        for record in records_with(connection, labels, annotator=annotator)
        if not isinstance(record, ArticleLabel) and reasons(record, codebook, find)
    }
    return articles_in_order(connection, found)
