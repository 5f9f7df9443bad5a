"""The tables of the flat SQLite copy: names, columns, keys, and what each is in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Type = Literal["TEXT", "INTEGER", "REAL"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``refers`` names the table whose ``id`` stands in it."""

    name: str
    words: str
    type: Type = "TEXT"
    refers: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its key and the columns by which it is looked up."""

    name: str
    words: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)
    indexed: tuple[str, ...] = ()
    label: str = ""

    def made(self) -> Iterator[str]:
        """Yield the SQL that makes it."""
        parts = [f'"{each.name}" {each.type}' for each in self.columns]
        parts.append(f"PRIMARY KEY ({', '.join(self.key)})")
        parts += (
            f'FOREIGN KEY ("{each.name}") REFERENCES {each.refers} (id)'
            for each in self.columns
            if each.refers
        )
        yield f"CREATE TABLE {self.name} ({', '.join(parts)})"
        for name in self.indexed:
            yield f'CREATE INDEX {self.name}_by_{name} ON {self.name} ("{name}")'


def _id(words: str) -> Column:
    return Column("id", words)


def _of(name: str, table: str, words: str) -> Column:
    return Column(name, words, refers=table)


def _number(name: str, words: str) -> Column:
    return Column(name, words, "INTEGER")


_ARTICLE = _of("article", "articles", "the article")
_ANNOTATOR = _of("annotator", "annotators", "who says so")
_STATEMENT = _of("statement", "statements", "the statement")
_CODEBOOK = Column("codebook", "the version of the codebook under which it was made")
_START = _number("start_offset", "where it begins in the article, in Unicode code points")
_END = _number("end_offset", "where it ends: the first code point behind it")
_TEXT = Column("text", "the words it covers")
_PLACE = _number("place", "which one of several it is, from 0")
_TARGET = (
    Column("target_kind", "topic, actor or statement"),
    Column("target", "the id of the topic, actor or statement"),
)

TABLES = (
    Table(
        "codebook_entries",
        "What may be labelled; former entries are not offered any more.",
        (
            Column("section", "claim_types, stance_values, topics, entity_kinds, article_labels"),
            _id("the entry's id, as labels name it"),
            Column("label", "what it is called"),
            Column("definition", "how it is defined"),
            Column("value", "the place of a stance on the scale from -1 to 1", "REAL"),
            _number("is_former", "1 where it is not offered any more"),
        ),
        ("section", "id"),
        label="label",
    ),
    Table(
        "annotators",
        "Who labelled.",
        (
            _id("the annotator's id"),
            Column("name", "the annotator's name"),
            Column("kind", "person, repeat or gold"),
        ),
        label="name",
    ),
    Table(
        "actors",
        "Who holds, addresses or is the target of stances.",
        (
            _id("the actor's id"),
            Column("name", "what the actor is called"),
            Column("kind", "person, government, organization..."),
            Column("country", "the country's code"),
            _of("acts_for", "actors", "the actor for whom this one acts"),
        ),
        label="name",
    ),
    Table(
        "actor_aliases",
        "Other names of actors.",
        (_of("actor", "actors", "the actor"), Column("alias", "another name")),
        ("actor", "alias"),
    ),
    Table(
        "articles",
        "One news text each, with its facts.",
        (
            _id("the article's id"),
            Column("external_id", "the name that its source gave to it"),
            Column("title", "the title"),
            Column("date", "ISO 8601, empty where unknown"),
            Column("source", "who published it"),
            Column("file_name", "the file it came from"),
            Column("text", "the text; offsets count its code points"),
            _number("length", "how many code points the text has"),
            Column("text_sha256", "digest of the text in UTF-8"),
        ),
        indexed=("date", "source"),
        label="title",
    ),
    Table(
        "zones",
        "Headline, body, boilerplate and other stretches of an article.",
        (
            _ARTICLE,
            _PLACE,
            Column("kind", "what it is"),
            _START,
            _END,
            Column("language", "ISO 639-1, or und"),
        ),
        ("article", "place"),
    ),
    Table(
        "progress",
        "How far each annotator is with each article.",
        (_ARTICLE, _ANNOTATOR, Column("status", "opened or done"), _CODEBOOK),
        ("article", "annotator"),
    ),
    Table(
        "mentions",
        "Entities: a span with a kind, perhaps an actor. Rejected ones are none.",
        (
            _id("the mention's id"),
            _ARTICLE,
            _ANNOTATOR,
            _START,
            _END,
            _TEXT,
            Column("kind", "the entity kind"),
            _of("actor", "actors", "who it names"),
            Column("decision", "added, accepted, corrected or rejected"),
            _CODEBOOK,
        ),
        indexed=("article", "kind", "actor"),
        label="text",
    ),
    Table(
        "statements",
        "One holder, one cue event, one claim-type profile.",
        (
            _id("the statement's id"),
            _ARTICLE,
            _ANNOTATOR,
            Column("external_id", "the name that another program gave to it"),
            Column("text", "its content; fragments are joined by an ellipsis"),
            _START,
            _END,
            Column("sentence", "the whole sentences that hold the content"),
            Column("voice", "reported or author"),
            Column("quote", "direct, indirect or mixed"),
            _number("voice_is_overruled", "1 where a person set the voice"),
            _number("quote_is_overruled", "1 where a person set the quotation type"),
            Column("certainty", "how certain it is"),
            _of("speaker", "actors", "who spoke for the holder"),
            _of("via", "actors", "the medium through which the words came"),
            Column("source_mention", "how the text names the source"),
            _number("source_is_inferred", "1 where the text leaves the source out"),
            Column("parent", "the statement inside which it is made"),
            _number("is_unsure", "1 where the annotator was not sure"),
            Column("note", "the annotator's note"),
            _CODEBOOK,
        ),
        indexed=("article", "annotator", "parent"),
        label="text",
    ),
    Table(
        "statement_spans",
        "Where the parts of statements stand: content, source, cue, addressee, via.",
        (_STATEMENT, Column("role", "which part"), _PLACE, _START, _END, _TEXT),
        ("statement", "role", "place"),
        ("role",),
    ),
    Table(
        "statement_claim_types",
        "The claim types of statements, the first one first.",
        (_STATEMENT, _PLACE, Column("claim_type", "the claim type")),
        ("statement", "place"),
        ("claim_type",),
    ),
    Table(
        "statement_actors",
        "Holders and addressees of statements.",
        (
            _STATEMENT,
            Column("role", "holder or addressee"),
            _PLACE,
            _of("actor", "actors", "the actor"),
        ),
        ("statement", "role", "place"),
        ("actor",),
    ),
    Table(
        "stances",
        "What the holder of a statement thinks of a target.",
        (
            _STATEMENT,
            _PLACE,
            *_TARGET,
            Column("target_label", "the target in words"),
            Column("value", "the stance value"),
            Column("number", "its place on the scale from -1 to 1", "REAL"),
            Column("wording", "how it reads: favors, denies..."),
            _number("is_explicit", "0 where it is implicit"),
        ),
        ("statement", "place"),
        ("target", "value"),
        label="target_label",
    ),
    Table(
        "stance_target_spans",
        "Where the text names the target of a stance.",
        (
            _STATEMENT,
            _number("stance", "the stance's place among those of the statement"),
            _PLACE,
            _START,
            _END,
            _TEXT,
        ),
        ("statement", "stance", "place"),
    ),
    Table(
        "figures",
        "Numbers that statements give.",
        (
            _STATEMENT,
            _PLACE,
            _START,
            _END,
            _TEXT,
            Column("value", "the number, null where none is named", "REAL"),
            Column("bound", "exact, at_least, about..."),
            Column("unit", "what is counted"),
            Column("people", "whom: all, civilians..."),
            Column("side", "whose people"),
        ),
        ("statement", "place"),
        ("unit",),
    ),
    Table(
        "article_labels",
        "Labels of whole articles.",
        (
            _id("the label's id"),
            _ARTICLE,
            _ANNOTATOR,
            Column("kind", "the kind of label"),
            Column("value", "its value"),
            _CODEBOOK,
        ),
        indexed=("article", "value"),
    ),
    Table(
        "document_stances",
        "Stances over a whole article that a person set against what follows.",
        (
            _id("the record's id"),
            _ARTICLE,
            _ANNOTATOR,
            _of("holder", "actors", "whose stance it is"),
            *_TARGET,
            Column("value", "the stance value"),
            Column("derived", "what followed from the statements"),
            _CODEBOOK,
        ),
        indexed=("article",),
    ),
    Table(
        "comments",
        "Comments on articles, passages and statements.",
        (
            _id("the comment's id"),
            _ARTICLE,
            _of("annotator", "annotators", "who wrote it"),
            Column("text", "the words"),
            Column("statement", "the statement it is about; it may be gone"),
            _START,
            _END,
            Column("answers", "the comment that it answers"),
            _number("is_settled", "1 where it is settled"),
            Column("written", "when, UTC"),
        ),
        indexed=("article",),
        label="text",
    ),
    Table(
        "flags",
        "Articles that need a second look.",
        (
            _id("the flag's id"),
            _ARTICLE,
            _of("annotator", "annotators", "who set it"),
            Column("reason", "why"),
            Column("written", "when, UTC"),
        ),
        indexed=("article",),
    ),
    Table(
        "active_times",
        "Stretches of work on articles.",
        (
            _id("the record's id"),
            _ARTICLE,
            _of("annotator", "annotators", "who worked"),
            Column("started", "when, UTC"),
            _number("seconds", "how long, in active seconds"),
        ),
        indexed=("article",),
    ),
    Table(
        "about",
        "What this file is.",
        (Column("name", "which fact"), Column("value", "the fact")),
        ("name",),
    ),
)
SEARCHED = {"articles": ("title", "text"), "statements": ("text", "note")}
"""Tables with a full-text index, and what is in it."""
VIEW = """
CREATE VIEW stances_in_words AS
SELECT articles.title AS article, articles.date, annotators.name AS annotator,
  (SELECT group_concat(actors.name, '; ') FROM statement_actors JOIN actors
   ON actors.id = statement_actors.actor
   WHERE statement_actors.statement = statements.id AND statement_actors.role = 'holder') AS holder,
  stances.wording, stances.target_label AS target, statements.text, statements.sentence,
  statements.id AS statement
FROM stances JOIN statements ON statements.id = stances.statement
JOIN articles ON articles.id = statements.article
JOIN annotators ON annotators.id = statements.annotator
"""


def searched(table: str) -> Iterator[str]:
    """Yield the SQL that makes and fills the full-text index of a table."""
    columns = ", ".join(f'"{each}"' for each in SEARCHED[table])
    index = f"{table}_fts"
    # in square brackets, because Datasette looks for the name so
    yield f"CREATE VIRTUAL TABLE {index} USING fts5({columns}, content=[{table}])"
    yield f"INSERT INTO {index} ({index}) VALUES ('rebuild')"
