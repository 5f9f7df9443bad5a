"""The flat SQLite copy, read back with nothing but SQLite."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.annotations.model import (
    ActiveTime,
    ArticleLabel,
    Comment,
    DocumentStance,
    Flag,
    Target,
)
from annotator.corpus.span import Span
from annotator.errors import ExportError, FormatError
from annotator.formats import flat_sqlite, flat_sqlite_reading
from annotator.formats.files.sqlite_file import new_database
from annotator.formats.flat_tables import TABLES
from annotator.formats.labelled.annotated_corpus import AnnotatedCorpus
from annotator.formats.labelled.as_labelled import labelled_texts
from annotator.formats.labelled.foreign import place
from annotator.formats.labelled.labelled_text import LabelledSpan


@pytest.fixture
def full(corpus: AnnotatedCorpus) -> AnnotatedCorpus:
    """The awkward corpus with everything that may be said of an article."""
    first, *rest = corpus.articles
    layer, *others = first.layers
    label = ArticleLabel("l-1", "article-1", "ann-1", "tone", "sour")
    over = DocumentStance(
        "d-1", "article-1", "ann-1", "CHN", Target("topic", "dialogue"), "against", "favor"
    )
    told = (
        Comment("c-1", "article-1", "ann-1", "look", "s-1", Span(0, 5), written="2031-05-01"),
        Flag("f-1", "article-1", "ann-2", "odd"),
    )
    layer = replace(layer, labels=(label,), stances=(over,))
    times = (ActiveTime("t-1", "article-1", "ann-1", "2031-05-01T10:00:00Z", 90, 60),)
    first = replace(first, layers=(layer, *others), told=told, times=times)
    return replace(corpus, articles=(first, *rest))


@pytest.fixture
def database(full: AnnotatedCorpus, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    flat_sqlite.write(full, tmp_path)
    with closing(sqlite3.connect(tmp_path / "annotations.db")) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def all_of(database: sqlite3.Connection, sql: str, *values: object) -> list[dict[str, Any]]:
    return [dict(row) for row in database.execute(sql, values)]


def test_every_table_is_filled_and_every_reference_leads_somewhere(
    database: sqlite3.Connection,
) -> None:
    for table in TABLES:
        (count,) = database.execute(f"SELECT count(*) FROM {table.name}").fetchone()
        assert count, table.name
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


@pytest.mark.parametrize("table", ["statement_spans", "stance_target_spans", "figures"])
def test_offsets_are_those_of_substr(database: sqlite3.Connection, table: str) -> None:
    found = all_of(
        database,
        f"SELECT {table}.text, substr(articles.text, start_there, length_there) AS there FROM ("
        f"SELECT *, start_offset + 1 AS start_there, end_offset - start_offset AS length_there "
        f"FROM {table}) AS {table} JOIN statements ON statements.id = {table}.statement "
        "JOIN articles ON articles.id = statements.article",
    )
    assert found
    assert all(each["text"] == each["there"] for each in found)


def test_a_statement_is_there_with_all_its_parts(database: sqlite3.Connection) -> None:
    (one,) = all_of(database, "SELECT * FROM statements WHERE id = 's-1'")
    assert one["text"] == "“Both fleets must turn back,” … “before the ice does it for them.”"
    assert (one["speaker"], one["via"], one["certainty"]) == ("p:ilves", "TERN", "asserted")
    assert (one["voice"], one["voice_is_overruled"], one["is_unsure"]) == ("reported", 0, 0)
    assert one["note"].startswith("=HYPERLINK")
    roles = all_of(
        database,
        "SELECT role, text FROM statement_spans WHERE statement = 's-1' ORDER BY role, place",
    )
    assert [each["role"] for each in roles] == [
        "addressee",
        "content",
        "content",
        "cue",
        "source",
        "via",
    ]
    stances = all_of(database, "SELECT * FROM stances WHERE statement = 's-1' ORDER BY place")
    assert [(each["value"], each["number"], each["is_explicit"]) for each in stances] == [
        ("favor", 1, 1),
        ("against", -1, 0),
    ]
    (link,) = all_of(database, "SELECT * FROM stances WHERE target_kind = 'statement'")
    assert link["target"] == "s-1"
    assert link["target_label"].startswith("“Both fleets")
    (third,) = all_of(database, "SELECT * FROM statements WHERE id = 's-3'")
    assert (third["parent"], third["source_is_inferred"]) == ("s-2", 1)
    values = all_of(database, "SELECT value FROM figures WHERE statement = 's-3' ORDER BY place")
    assert [each["value"] for each in values] == [12, None, 12.5]


def test_the_text_is_found_and_the_view_reads_like_a_sentence(
    database: sqlite3.Connection,
) -> None:
    found = all_of(
        database,
        "SELECT articles.id FROM articles JOIN articles_fts ON articles_fts.rowid = articles.rowid "
        "WHERE articles_fts MATCH 'harbour'",
    )
    assert [each["id"] for each in found] == ["article-1"]
    (made,) = all_of(database, "SELECT sql FROM sqlite_schema WHERE name = 'articles_fts'")
    assert "content=[articles]" in made["sql"]  # how Datasette knows
    (line,) = all_of(
        database,
        "SELECT * FROM stances_in_words WHERE statement = 's-1' AND target LIKE 'The fighting%'",
    )
    assert (line["annotator"], line["wording"]) == ("Amina", "favors")
    assert line["holder"] == "China; Rada Ilves"


def test_who_nobody_described_is_an_actor_by_id(full: AnnotatedCorpus, tmp_path: Path) -> None:
    flat_sqlite.write(replace(full, actors=()), tmp_path)
    with closing(sqlite3.connect(tmp_path / "annotations.db")) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        found = connection.execute("SELECT name FROM actors WHERE id = 'CHN'").fetchone()
    assert found == ("CHN",)


def test_the_metadata_describes_every_table_and_column(
    database: sqlite3.Connection, tmp_path: Path
) -> None:
    metadata = json.loads((tmp_path / "metadata.json").read_text("utf-8"))
    described = metadata["databases"]["annotations"]["tables"]
    assert metadata["title"] == "Strait talks"
    for name, told in described.items():
        there = [each["name"] for each in all_of(database, f"PRAGMA table_info({name})")]
        assert list(told["columns"]) == there
        assert all(told["columns"].values())
        assert told.get("label_column", there[0]) in there


def test_the_report_counts_what_is_there(corpus: AnnotatedCorpus, tmp_path: Path) -> None:
    report = flat_sqlite.write(corpus, tmp_path)
    assert (report.articles, report.statements, report.mentions) == (2, 4, 4)
    assert report.losses.counts == ()


def test_what_sqlite_cannot_write_is_said_in_words(tmp_path: Path) -> None:
    with (
        pytest.raises(ExportError, match="Nothing was written"),
        new_database(tmp_path / "x.db") as database,
    ):
        database.run("CREATE TABLE once (id)")
        database.run("CREATE TABLE once (id)")


# Reading


def test_what_is_written_is_read_back(full: AnnotatedCorpus, tmp_path: Path) -> None:
    flat_sqlite.write(full, tmp_path)
    assert flat_sqlite_reading.is_likely(tmp_path)
    assert flat_sqlite_reading.is_likely(tmp_path / "annotations.db")
    placed = place(flat_sqlite_reading.read(tmp_path))
    assert placed.misfits == ()
    assert placed.evidence.told > 10
    wanted = {(text.id, text.annotator): text for _, text in labelled_texts(full)}
    found = {(text.id, text.annotator): text for text in placed.texts}
    assert set(found) == set(wanted)
    for name, text in found.items():
        there = wanted[name]
        assert sorted(text.spans, key=by_id) == [
            replace(each, record="") for each in sorted(there.spans, key=by_id)
        ]
        assert set(map(str, text.links)) == set(map(str, there.links))
        assert replace(text, spans=(), links=()) == replace(there, spans=(), links=())


def by_id(span: LabelledSpan) -> str:
    return span.id


def changed(corpus: AnnotatedCorpus, folder: Path, *sql: str) -> Path:
    flat_sqlite.write(corpus, folder)
    path = folder / "annotations.db"
    with closing(sqlite3.connect(path)) as connection:
        for each in sql:
            connection.execute(each)
        connection.commit()
    return path


def test_a_span_that_does_not_cover_its_words_is_listed(
    corpus: AnnotatedCorpus, tmp_path: Path
) -> None:
    moved = "UPDATE mentions SET start_offset = start_offset + 1 WHERE id = 'm-2'"
    placed = place(flat_sqlite_reading.read(changed(corpus, tmp_path, moved)))
    (misfit,) = placed.misfits
    assert "should cover “Rada Ilves”" in misfit.in_words()


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE mentions SET end_offset = 0", "a span reaches from"),
        ("UPDATE stances SET target_kind = 'moon'", "a target of the kind “moon”"),
        ("ALTER TABLE statements DROP COLUMN note", "no column note"),
        ("DROP TABLE figures", "no table figures"),
        ("UPDATE articles SET text = x'ff'", "row 1 of articles: text is bytes"),
    ],
)
def test_a_copy_of_another_shape_is_refused(
    corpus: AnnotatedCorpus, tmp_path: Path, sql: str, said: str
) -> None:
    path = changed(corpus, tmp_path, sql)
    with pytest.raises(FormatError, match="Nothing was imported") as caught:
        flat_sqlite_reading.read(path)
    assert said in str(caught.value)
