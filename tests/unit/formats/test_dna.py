"""Databases of Discourse Network Analyzer, both ways."""

from __future__ import annotations

import base64
import hashlib
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.annotations import derived
from annotator.annotations.model import Statement
from annotator.errors import FormatError, ImportFileError
from annotator.formats import dna, dna_reading
from annotator.formats.dna_tables import PASSWORD, SALT, TABLES, made, salted, variables
from annotator.formats.files.sqlite_file import new_database
from annotator.formats.labelled.annotated_corpus import (
    AnnotatedArticle,
    AnnotatedCorpus,
    WriteReport,
)
from annotator.formats.labelled.foreign import Placed, labels_in, links_in, place
from annotator.formats.labelled.from_labelled import Ground, from_labelled
from annotator.formats.labelled.label_mapping import propose


def written(corpus: AnnotatedCorpus, folder: Path) -> tuple[Path, WriteReport]:
    out = io.BytesIO()
    report = dna.write(corpus, out)
    path = folder / "out.dna"
    path.write_bytes(out.getvalue())
    return path, report


@pytest.fixture
def path(corpus: AnnotatedCorpus, tmp_path: Path) -> Path:
    return written(corpus, tmp_path)[0]


@pytest.fixture
def database(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def all_of(database: sqlite3.Connection, sql: str) -> list[dict[str, Any]]:
    return [dict(row) for row in database.execute(sql)]


SHORT = """
SELECT STATEMENTS.ID AS id, Variable AS name, ENTITIES.Value AS value FROM STATEMENTS
JOIN DATASHORTTEXT ON StatementId = STATEMENTS.ID
JOIN VARIABLES ON VARIABLES.ID = DATASHORTTEXT.VariableId
JOIN ENTITIES ON ENTITIES.ID = Entity
"""


# Writing


def test_every_table_of_dna_is_there_and_sound(database: sqlite3.Connection) -> None:
    there = {each["name"] for each in all_of(database, "SELECT name FROM sqlite_schema")}
    assert {name for name, _ in TABLES} <= there
    assert len(TABLES) == 16
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    settings = {
        each["Property"]: each["Value"] for each in all_of(database, "SELECT * FROM SETTINGS")
    }
    assert settings["version"].startswith("3.")


def test_every_short_text_has_an_empty_entity(database: sqlite3.Connection) -> None:
    lacking = all_of(
        database,
        "SELECT Variable FROM VARIABLES WHERE DataType = 'short text' AND ID NOT IN "
        "(SELECT VariableId FROM ENTITIES WHERE Value = '')",
    )
    assert lacking == []


def test_the_first_type_is_that_of_dna(database: sqlite3.Connection) -> None:
    (first, second) = all_of(database, "SELECT * FROM STATEMENTTYPES ORDER BY ID")
    assert first["Label"] == "DNA Statement"
    assert second["Label"] == "Statement without a side"
    found = all_of(database, "SELECT * FROM VARIABLES WHERE StatementTypeId = 1 ORDER BY ID")
    assert [(each["Variable"], each["DataType"]) for each in found[:4]] == [
        ("person", "short text"),
        ("organization", "short text"),
        ("concept", "short text"),
        ("agreement", "boolean"),
    ]


def test_each_statement_has_a_value_for_every_variable(database: sqlite3.Connection) -> None:
    wanted = {
        each["ID"]: sum(one.of == each["StatementTypeId"] for one in variables())
        for each in all_of(database, "SELECT * FROM STATEMENTS")
    }
    tables = ("DATASHORTTEXT", "DATALONGTEXT", "DATAINTEGER", "DATABOOLEAN")
    for number, count in wanted.items():
        have = sum(
            database.execute(
                f"SELECT count(*) FROM {table} WHERE StatementId = {number}"
            ).fetchone()[0]
            for table in tables
        )
        assert have == count


def test_offsets_count_utf_16_units_and_stop_is_exclusive(
    database: sqlite3.Connection,
) -> None:
    rows = all_of(
        database,
        "SELECT Start, Stop, Text, Value FROM STATEMENTS JOIN DOCUMENTS ON DOCUMENTS.ID = "
        "DocumentId JOIN DATALONGTEXT ON StatementId = STATEMENTS.ID JOIN VARIABLES ON "
        "VARIABLES.ID = VariableId WHERE Variable = 'statement'",
    )
    covered = {
        each["Value"]: each["Text"]
        .encode("utf-16-le")[2 * each["Start"] : 2 * each["Stop"]]
        .decode("utf-16-le")
        for each in rows
    }
    assert covered["s-2"] == "the charge that its 👩‍🚀 pilots jammed the radar"
    assert covered["s-1"].startswith("“Both fleets")
    assert covered["s-1"].endswith("for them.”")


def test_a_statement_stands_once_for_each_holder_and_stance(
    database: sqlite3.Connection,
) -> None:
    by_row: dict[int, dict[str, str]] = {}
    for each in all_of(database, SHORT):
        by_row.setdefault(each["id"], {})[each["name"]] = each["value"]
    agreement = {
        each["StatementId"]: each["Value"]
        for each in all_of(
            database,
            "SELECT StatementId, Value FROM DATABOOLEAN JOIN VARIABLES ON VARIABLES.ID = "
            "VariableId WHERE Variable = 'agreement'",
        )
    }
    stopping = "The fighting should stop / be de-escalated"
    found = [
        (row["person"], row["organization"], row["concept"], agreement.get(number))
        for number, row in by_row.items()
    ]
    assert found[:4] == [
        ("Rada Ilves", "China", stopping, 1),
        ("Rada Ilves", "China", "Pakistan", 0),
        ("Rada Ilves", "", stopping, 1),
        ("Rada Ilves", "", "Pakistan", 0),
    ]
    unclear = next(row for row in by_row.values() if row["stance"] == "unclear")
    assert agreement.get(next(n for n, row in by_row.items() if row is unclear)) is None


def test_a_password_is_stored_as_jasypt_itself_stores_it() -> None:
    # made by StrongPasswordEncryptor of Jasypt 1.9.3
    made = {
        "annotator": "U3ndTMRVyOPKq8ETmQ2/I0LhKgmNfb6pOG0ssJxUAJYurKd0FIfSwqyVJu0Hi5d4",
        "Ångström é ﬁ": "0MhdklkpP+Kva4/dOSYtxsUE5lIQW+/aiKKimcNADKxj9a4LtDg8KParTsLMdwhy",
    }
    for password, stored in made.items():
        assert salted(password, base64.b64decode(stored)[:SALT]) == stored


def test_the_password_is_checked_as_dna_does(
    database: sqlite3.Connection, corpus: AnnotatedCorpus, tmp_path: Path
) -> None:
    coders = all_of(database, "SELECT ID, Name, Password FROM CODERS ORDER BY ID")
    assert [each["Name"] for each in coders] == ["Admin", "Amina", "+Bo"]
    stored = base64.b64decode(coders[1]["Password"])
    salt, digest = stored[:16], stored[16:]
    tried = salt + PASSWORD.encode()
    for _ in range(100_000):
        tried = hashlib.sha256(tried).digest()
    assert tried == digest
    assert PASSWORD in " ".join(written(corpus, tmp_path)[1].notes)


def test_dates_are_seconds_and_what_dna_cannot_hold_is_named(
    corpus: AnnotatedCorpus, tmp_path: Path
) -> None:
    first, second = corpus.articles
    long = replace(second, article=replace(second.article, title="x" * 300, date="last May"))
    made_of = replace(corpus, articles=(first, long))
    path, report = written(made_of, tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT Title, Date FROM DOCUMENTS ORDER BY ID").fetchall()
    assert rows == [("Talks stall", 1935360000), ("x" * 190, 0)]
    lost = {(each.feature, each.id) for each in report.losses.each()}
    assert ("facts", "article-2") in lost
    assert {("sources", "s-1"), ("cues", "s-2"), ("mentions", "m-1"), ("figures", "s-3")} <= lost
    assert ("statements", "s-1") not in lost


def test_long_and_equal_names_stay_apart(corpus: AnnotatedCorpus, tmp_path: Path) -> None:
    actors = tuple(replace(each, name="N" * 300) for each in corpus.actors)
    path, _ = written(replace(corpus, actors=actors), tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        names = [
            value
            for (value,) in connection.execute("SELECT Value FROM ENTITIES WHERE Value LIKE 'NN%'")
        ]
    assert names
    assert all(len(each) <= 190 for each in names)


# Reading


def plain(statement: Statement, names: dict[str, str], text: str) -> Statement:
    """The statement as far as DNA holds it, under the names that it has in the file."""
    stances = tuple(
        replace(
            each,
            target=replace(each.target, id=names.get(each.target.id, each.target.id), spans=()),
        )
        for each in statement.stances
    )
    source = statement.source
    return replace(
        statement,
        id=names[statement.id],
        source=replace(
            source,
            spans=(),
            mention=None,
            inferred=False,
            via=None if source.via is None else replace(source.via, spans=()),
        ),
        cue=(),
        addressee=replace(statement.addressee, spans=(), actors=statement.addressee.actors[:1]),
        figures=(),
        stances=stances,
        parent=names.get(statement.parent or ""),
        external_id="",
        codebook="",
        voice=statement.voice or derived.voice(statement),
        quote=statement.quote or derived.quote(statement, text),
    )


def test_what_is_written_is_read_back(corpus: AnnotatedCorpus, path: Path) -> None:
    article: AnnotatedArticle = next(iter(corpus.articles))
    assert dna_reading.is_likely(path)
    placed = place(dna_reading.read(path))
    assert placed.misfits == ()
    by_name = {(each.id, each.annotator): each for each in placed.texts}
    assert set(by_name) == {("tern", "Amina"), ("tern", "+Bo"), ("article-2", "")}
    people = {each.id: each.name for each in corpus.annotators}
    for layer in article.layers:
        text = by_name["tern", people[layer.annotator]]
        assert text.text == article.text
        assert text.facts["date"] == "2031-05-01"
        mapping = propose(
            corpus.codebook, labels=labels_in((text,)), links=links_in((text,)), text_labels=()
        )
        ground = Ground(
            corpus.codebook, frozenset(each.id for each in corpus.actors), layer.annotator
        )
        back = from_labelled(text, article.article.id, mapping, ground)
        assert back.unread == ()
        names = {each.id: each.external_id for each in back.layer.statements}
        wanted = sorted(layer.statements, key=lambda each: each.content[0])
        assert [plain(each, names, article.text) for each in back.layer.statements] == [
            plain(each, {one.id: one.id for one in layer.statements}, article.text)
            for each in wanted
        ]
    assert by_name["article-2", ""].is_done is False


def small(folder: Path, *more: str) -> Path:
    """A database such as DNA makes, with one statement."""
    path = folder / "small.dna"
    with new_database(path) as database:
        for sql in made():
            database.run(sql)
        database.add("CODERS", {"ID": 1, "Name": "Admin", "Password": ""})
        database.add(
            "DOCUMENTS", {"ID": 3, "Title": "T", "Text": "a 😀 Kabul said", "Coder": 1, "Date": 0}
        )
        database.add("STATEMENTTYPES", {"ID": 1, "Label": "DNA Statement"})
        for number, name in enumerate(("person", "organization", "concept"), start=1):
            variable = {"ID": number, "Variable": name, "StatementTypeId": 1}
            database.add("VARIABLES", variable)
            value = {"organization": "Norland", "concept": "dialogue"}.get(name, "")
            database.add("ENTITIES", {"ID": number, "VariableId": number, "Value": value})
        database.add(
            "VARIABLES",
            {"ID": 4, "Variable": "agreement", "DataType": "boolean", "StatementTypeId": 1},
        )
        database.add(
            "STATEMENTS",
            {"ID": 1, "StatementTypeId": 1, "DocumentId": 3, "Start": 5, "Stop": 10, "Coder": 1},
        )
        for number in (1, 2, 3):
            database.add(
                "DATASHORTTEXT", {"StatementId": 1, "VariableId": number, "Entity": number}
            )
        database.add("DATABOOLEAN", {"StatementId": 1, "VariableId": 4, "Value": 0})
        for sql in more:
            database.run(sql)
    return path


def read(path: Path) -> Placed:
    return place(dna_reading.read(path))


def test_a_file_of_dna_itself_is_read(tmp_path: Path) -> None:
    (text,) = read(small(tmp_path)).texts
    (span,) = text.spans
    assert span.spans[0].covered(text.text) == "Kabul"
    assert (span.label, span.role) == ("statement", "content")
    assert span.attributes == {
        "holders": ("Norland",),
        "stances": ("against topic dialogue",),
    }
    assert (text.id, text.annotator, text.facts) == ("3", "Admin", {"title": "T"})


def test_a_topic_is_found_by_its_name_too(corpus: AnnotatedCorpus, tmp_path: Path) -> None:
    topic = corpus.codebook.topic("dialogue")
    assert topic is not None
    path = small(tmp_path, f"UPDATE ENTITIES SET Value = '{topic.label.upper()}' WHERE ID = 3")
    (text,) = read(path).texts
    mapping = propose(corpus.codebook, labels=labels_in((text,)), links={}, text_labels=())
    back = from_labelled(text, "a", mapping, Ground(corpus.codebook, frozenset(), "x"))
    assert back.layer.statements[0].stances[0].target.id == "dialogue"


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (("DROP TABLE ENTITIES",), "no table ENTITIES"),
        (
            ("DROP TABLE ENTITIES", "CREATE VIEW ENTITIES AS SELECT 1 AS ID, '' AS Value"),
            "no table",
        ),
        (
            (
                "INSERT INTO SETTINGS (Property, Value) VALUES ('version', '3.0.1')",
                "ALTER TABLE STATEMENTS RENAME COLUMN StatementTypeId TO StatementType",
            ),
            "another version of DNA (it says 3.0.1), STATEMENTS has no column StatementTypeId",
        ),
        (
            ("DROP TABLE REGEXES", "ALTER TABLE DOCUMENTS RENAME COLUMN Notes TO Remarks"),
            "no column Notes",
        ),
        (
            (
                "DROP TABLE CODERRELATIONS",
                "DROP TABLE SETTINGS",
                "CREATE TABLE other (ID, Name AS (hex(zeroblob(9))))",
                "DROP TABLE CODERS",
                "ALTER TABLE other RENAME TO CODERS",
            ),
            "no column Name",
        ),
        (("UPDATE ENTITIES SET Value = x'ff00' WHERE ID = 2",), "bytes, which does not belong"),
        (("UPDATE DATABOOLEAN SET Value = 'no'",), "row 1 of DATABOOLEAN: Value is a text"),
    ],
)
def test_a_database_of_another_shape_is_refused(
    tmp_path: Path, sql: tuple[str, ...], said: str
) -> None:
    with pytest.raises(FormatError, match="Nothing was imported") as caught:
        dna_reading.read(small(tmp_path, *sql))
    assert said in str(caught.value)


def test_triggers_and_views_of_a_stranger_are_not_run(tmp_path: Path) -> None:
    path = small(
        tmp_path,
        "CREATE VIEW bomb AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        "SELECT i FROM n",
        "CREATE TRIGGER gone BEFORE UPDATE ON CODERS BEGIN DELETE FROM DOCUMENTS; END",
    )
    before = path.read_bytes()
    assert len(read(path).texts) == 1
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["small.dna"]


def test_damage_and_open_files_are_said_in_words(tmp_path: Path) -> None:
    path = small(tmp_path)
    path.write_bytes(path.read_bytes()[:5000] + bytes(4000))
    with pytest.raises(FormatError, match="damaged"):
        dna_reading.read(path)
    assert not dna_reading.is_likely(tmp_path / "missing.dna")
    text = tmp_path / "a.dna"
    text.write_text("no database")
    with pytest.raises(FormatError, match="no SQLite database"):
        dna_reading.read(text)


def test_a_file_that_is_open_elsewhere_is_refused(tmp_path: Path) -> None:
    path = small(tmp_path)
    (tmp_path / "small.dna-wal").write_bytes(b"more")
    with pytest.raises(ImportFileError, match="open in another program"):
        dna_reading.read(path)
    assert not dna_reading.is_likely(path)


def test_statements_outside_their_text_are_listed(tmp_path: Path) -> None:
    path = small(tmp_path, "UPDATE STATEMENTS SET Start = 3, Stop = 99")
    placed = read(path)
    assert placed.texts[0].spans == ()
    assert "lies outside the text" in placed.misfits[0].in_words()
    other = tmp_path / "other"
    other.mkdir()
    lost = small(other, "DELETE FROM DOCUMENTS")
    assert "1 statements of documents that are not there" in read(lost).notes[0]


# Version 2


TEXT_OF_2 = "🥳 Amina Diarra said 👻 that the talks must go on. Bo was against."


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A database as DNA 2 makes them: words beside statements, and dates in milliseconds."""
    path = tmp_path / "older.dna"
    with closing(sqlite3.connect(path)) as made_by_2:
        made_by_2.executescript(
            """
            CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT);
            CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name TEXT, Password TEXT);
            CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER,
              Author TEXT, Source TEXT, Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
            CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT);
            CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT,
              StatementTypeId INTEGER);
            CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER,
              DocumentId INTEGER, Start INTEGER, Stop INTEGER, Coder INTEGER);
            CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INTEGER,
              VariableId INTEGER, StatementTypeId INTEGER, Value INTEGER);
            CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId INTEGER,
              VariableId INTEGER, StatementTypeId INTEGER, Value INTEGER);
            CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER,
              VariableId INTEGER, StatementTypeId INTEGER, Value TEXT);
            CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER,
              VariableId INTEGER, StatementTypeId INTEGER, Value TEXT);
            INSERT INTO CODERS VALUES (1, 'Admin', '');
            INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement');
            INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1),
              (2, 'organization', 'short text', 1), (3, 'concept', 'short text', 1),
              (4, 'agreement', 'boolean', 1);
            INSERT INTO STATEMENTS VALUES (1, 1, 7, 29, 49, 1), (2, 1, 7, 51, 65, 1);
            INSERT INTO DATASHORTTEXT VALUES (1, 1, 1, 1, 'Amina Diarra'), (2, 1, 2, 1, ''),
              (3, 1, 3, 1, 'dialogue'), (4, 2, 1, 1, 'Bo'), (5, 2, 3, 1, 'dialogue');
            INSERT INTO DATABOOLEAN VALUES (1, 1, 4, 1, 1), (2, 2, 4, 1, 0);
            """
        )
        made_by_2.execute(
            "INSERT INTO DOCUMENTS VALUES (7, 'Talks', ?, 1, '', 'Daily', '', '', '', ?)",
            (TEXT_OF_2, 1_700_000_000_000),
        )
        made_by_2.commit()
    return path


def test_a_database_of_version_2_is_read_with_its_words_and_dates(older: Path) -> None:
    assert dna_reading.is_likely(older)
    placed = place(dna_reading.read(older))
    (text,) = placed.texts
    assert text.facts["date"] == "2023-11-14"
    assert not placed.misfits
    found = [
        (each.spans[0].covered(text.text), each.attributes["holders"], each.attributes["stances"])
        for each in text.spans
    ]
    assert found == [
        ("the talks must go on", ("Amina Diarra",), ("favor topic dialogue",)),
        ("Bo was against", ("Bo",), ("against topic dialogue",)),
    ]
