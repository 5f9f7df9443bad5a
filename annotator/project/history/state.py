"""The state tables: what holds now, one row per record, written together with the history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from annotator.annotations.edits import Recorded, RecordKind, Zones
from annotator.annotations.model import (
    ActiveTime,
    Actor,
    Annotator,
    ArticleLabel,
    Comment,
    DocumentStance,
    Flag,
    GuidelineNote,
    Mention,
    Progress,
    Ruling,
    Statement,
)
from annotator.corpus.article import Article
from annotator.project.asked import words
from annotator.project.history import records
from annotator.project.storage.connection import Connection

ARTICLE_COLUMNS = (
    "id, title, text_sha256, length, date, source, file_name, file_sha256, file_bytes, encoding, "
    "external_id"
)


def _statement(record: Recorded) -> tuple[object, ...]:
    statement = cast("Statement", record)
    return statement.id, statement.article, statement.annotator


def _mention(record: Recorded) -> tuple[object, ...]:
    mention = cast("Mention", record)
    return mention.id, mention.article, mention.annotator, mention.suggestion


def _progress(record: Recorded) -> tuple[object, ...]:
    progress = cast("Progress", record)
    return progress.id, progress.article, progress.annotator, progress.status


def _owned(record: Recorded) -> tuple[object, ...]:
    owned = cast("ArticleLabel | DocumentStance | Flag", record)
    return owned.id, owned.article, owned.annotator


def _comment(record: Recorded) -> tuple[object, ...]:
    comment = cast("Comment", record)
    is_open = comment.answers is None and not comment.settled
    return comment.id, comment.article, comment.annotator, comment.answers, is_open


def _ruling(record: Recorded) -> tuple[object, ...]:
    ruling = cast("Ruling", record)
    return ruling.id, ruling.article, ruling.annotator, ruling.outcome


def _active_time(record: Recorded) -> tuple[object, ...]:
    time = cast("ActiveTime", record)
    return time.id, time.article, time.annotator, time.started, time.seconds


def _guideline_note(record: Recorded) -> tuple[object, ...]:
    note = cast("GuidelineNote", record)
    return note.id, note.annotator


def _named(record: Recorded) -> tuple[object, ...]:
    named = cast("Actor | Annotator", record)
    return named.id, named.name


def _only_id(record: Recorded) -> tuple[object, ...]:
    return (record.id,)


_TABLES: dict[RecordKind, tuple[str, tuple[str, ...], Callable[[Recorded], tuple[object, ...]]]] = {
    "statement": ("statements", ("id", "article", "annotator"), _statement),
    "mention": ("mentions", ("id", "article", "annotator", "suggestion"), _mention),
    "progress": ("progress", ("id", "article", "annotator", "status"), _progress),
    "article_label": ("article_labels", ("id", "article", "annotator"), _owned),
    "document_stance": ("document_stances", ("id", "article", "annotator"), _owned),
    "comment": ("comments", ("id", "article", "annotator", "answers", "is_open"), _comment),
    "flag": ("flags", ("id", "article", "annotator"), _owned),
    "ruling": ("rulings", ("id", "article", "annotator", "outcome"), _ruling),
    "active_time": (
        "active_times",
        ("id", "article", "annotator", "started", "seconds"),
        _active_time,
    ),
    "guideline_note": ("guideline_notes", ("id", "annotator"), _guideline_note),
    "actor": ("actors", ("id", "name"), _named),
    "annotator": ("annotators", ("id", "name"), _named),
    "zones": ("zones", ("article",), _only_id),
    "codebook_part": ("codebook_parts", ("id",), _only_id),
}
BODY_TABLES: dict[RecordKind, tuple[str, str]] = {
    kind: (table, columns[0]) for kind, (table, columns, _) in _TABLES.items()
}


def has_annotator(kind: RecordKind) -> bool:
    """Tell whether records of a kind belong to one annotator each."""
    return "annotator" in _TABLES[kind][1]


def stored(connection: Connection, kind: RecordKind, target: str) -> str | None:
    """Return the encoded record that holds now; None where there is none."""
    if kind == "article":
        article = article_with_id(connection, target)
        return None if article is None else records.encoded("article", article)
    table, columns, _ = _TABLES[kind]
    found = connection.row(f"SELECT body FROM {table} WHERE {columns[0]} = ?", target)
    return None if found is None else str(found[0])


def put(connection: Connection, kind: RecordKind, record: Recorded, body: str) -> None:
    """Write what a record is now; an article's facts are changed, never made, here."""
    if isinstance(record, Article):
        _put_facts(connection, record)
        return
    table, columns, values = _TABLES[kind]
    names = (*columns, "body")
    updates = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    connection.run(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) "
        f"ON CONFLICT ({columns[0]}) DO UPDATE SET {updates}",
        *values(record),
        body,
    )


def row(kind: RecordKind, record: Recorded, body: str) -> tuple[object, ...]:
    """Return the row of a record, as :func:`insert` takes it."""
    return (*_TABLES[kind][2](record), body)


def insert(connection: Connection, kind: RecordKind, rows: Sequence[tuple[object, ...]]) -> None:
    """Write records of one kind that are not there yet."""
    table, columns, _ = _TABLES[kind]
    names = (*columns, "body")
    connection.run_many(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        iter(rows),
    )


def any_known(connection: Connection, kind: RecordKind, targets: Sequence[str]) -> bool:
    """Tell whether any of these records is there, or was there once."""
    table, columns, _ = _TABLES[kind]
    asked = records.encoded_plain(targets)
    found = connection.row(
        f"SELECT 1 FROM json_each(?) WHERE EXISTS (SELECT 1 FROM {table} WHERE {columns[0]} = "
        "value) OR EXISTS (SELECT 1 FROM heads WHERE kind = ? AND target = value) LIMIT 1",
        *(asked, kind),
    )
    return found is not None


def remove(connection: Connection, kind: RecordKind, target: str) -> None:
    """Take a record out of the state; the history keeps it."""
    table, columns, _ = _TABLES[kind]
    connection.run(f"DELETE FROM {table} WHERE {columns[0]} = ?", target)


def columns_agree(connection: Connection, kind: RecordKind, target: str, body: str) -> bool:
    """Tell whether the columns beside an encoded record repeat what the record says."""
    table, columns, values = _TABLES[kind]
    found = connection.row(
        f"SELECT {', '.join(columns)} FROM {table} WHERE {columns[0]} = ?", target
    )
    return found == values(records.decoded(kind, body))


def insert_articles(
    connection: Connection, articles: list[tuple[Article, str, Zones, str]]
) -> None:
    """Write articles with text, zones and encoded zones at the end of the queue."""
    last = connection.row("SELECT max(position) FROM articles")
    first = 0 if last is None or last[0] is None else cast("int", last[0]) + 1
    connection.run_many(
        f"INSERT INTO articles (position, {ARTICLE_COLUMNS}) VALUES ({', '.join('?' * 12)})",
        ((first + place, *_facts(each[0])) for place, each in enumerate(articles)),
    )
    connection.run_many(
        "INSERT INTO texts VALUES (?, ?)", ((each[0].id, each[1]) for each in articles)
    )
    connection.run_many(
        "INSERT INTO zones VALUES (?, ?)", ((each[0].id, each[3]) for each in articles)
    )
    if words.reaches(connection) == first - 1:
        indexed = enumerate(articles, first)
        words.add(connection, ((place, each[0].title, each[1]) for place, each in indexed))


def article_with_id(connection: Connection, article_id: str) -> Article | None:
    """Return an article's facts."""
    found = connection.row(f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE id = ?", article_id)
    return None if found is None else article_of(found)


def article_of(facts: Sequence[object]) -> Article:
    """Return the article of a row of :data:`ARTICLE_COLUMNS`."""
    return Article(*cast("tuple[str, str, str, int]", facts))


def _put_facts(connection: Connection, article: Article) -> None:
    before = article_with_id(connection, article.id)
    if before is not None:
        words.retitle(connection, article.id, before.title, article.title)
    names = ARTICLE_COLUMNS.split(", ")
    settings = ", ".join(f"{name} = ?" for name in names)
    connection.run(f"UPDATE articles SET {settings} WHERE id = ?", *_facts(article), article.id)


def _facts(article: Article) -> tuple[object, ...]:
    return tuple(getattr(article, name) for name in ARTICLE_COLUMNS.split(", "))
