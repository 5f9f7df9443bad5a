"""The tables of Discourse Network Analyzer 3, as its own ``Sql.java`` makes them for SQLite.

(Leifeld, DNA 3.0.11, https://github.com/leifeld/dna, ``dna/src/main/java/sql``.)

DNA keeps one value for each variable of a statement. Texts of variables of the type ``short text``
are entities, which are shared; each such variable needs an entity with the empty text, without
which DNA takes no new statements. Names are shorter than 191 characters.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

LONGEST = 190
VERSION, DATE = "3.0.11", "2023-12-03"
PASSWORD = "annotator"  # not a secret: DNA asks for one, and the report tells it
_TURNS = 100_000
SALT = 16  # bytes

DataType = Literal["short text", "long text", "integer", "boolean"]
VALUE_TABLES: dict[DataType, str] = {
    "short text": "DATASHORTTEXT",
    "long text": "DATALONGTEXT",
    "integer": "DATAINTEGER",
    "boolean": "DATABOOLEAN",
}
SIDED, WITHOUT_SIDE = "DNA Statement", "Statement without a side"
"""The types of statements: DNA's own, and one for what neither agrees nor disagrees."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a type of statements, by number."""

    id: int
    name: str
    type: DataType
    of: int


_OWN: tuple[tuple[str, DataType], ...] = (
    ("stance", "short text"),
    ("strength", "integer"),
    ("implicit", "boolean"),
    ("target kind", "short text"),
    ("claim type", "short text"),
    ("second claim type", "short text"),
    ("certainty", "short text"),
    ("addressee", "short text"),
    ("medium", "short text"),
    ("voice", "short text"),
    ("quotation", "short text"),
    ("unsure", "boolean"),
    ("source", "long text"),
    ("cue", "long text"),
    ("addressed", "long text"),
    ("note", "long text"),
    ("fragments", "long text"),
    ("statement", "long text"),
    ("parent", "long text"),
)
_FIRST: tuple[tuple[str, DataType], ...] = (
    ("person", "short text"),
    ("organization", "short text"),
    ("concept", "short text"),
)
_AGREEMENT: tuple[tuple[str, DataType], ...] = (("agreement", "boolean"),)


def variables() -> Iterator[Variable]:
    """Yield the variables of both types of statements, DNA's own four first."""
    of_types = ((1, (*_FIRST, *_AGREEMENT, *_OWN)), (2, (*_FIRST, *_OWN)))
    number = 0
    for type_, found in of_types:
        for name, kind in found:
            number += 1
            yield Variable(number, name, kind, type_)


@cache
def password_hash(password: str, seed: bytes) -> str:
    """Return a password as DNA stores it, salted from a seed."""
    return salted(password, hashlib.sha256(seed).digest()[:SALT])


def salted(password: str, salt: bytes) -> str:
    """Return a salt of 16 bytes and the SHA-256, a hundred thousand times, in Base64.

    That is what ``StrongPasswordEncryptor`` of Jasypt 1.9.3 makes and takes, which DNA uses.
    """
    digest = salt + unicodedata.normalize("NFC", password).encode()
    for _ in range(_TURNS):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()


def _name(column: str, *, default: str = "") -> str:
    return f"{column} TEXT NOT NULL{default} CHECK (LENGTH({column}) < {LONGEST + 1})"


def _color(*, is_needed: bool = True) -> str:
    needed = " NOT NULL" if is_needed else ""
    return ", ".join(
        f"{each} INTEGER{needed} DEFAULT 0 CHECK ({each} BETWEEN 0 AND 255)"
        for each in ("Red", "Green", "Blue")
    )


def _switch(column: str, default: int) -> str:
    return f"{column} INTEGER NOT NULL DEFAULT {default} CHECK ({column} BETWEEN 0 AND 1)"


def _refers(column: str, table: str) -> str:
    return f"FOREIGN KEY ({column}) REFERENCES {table} (ID) ON DELETE CASCADE"


_EMPTY = " DEFAULT ''"
_ID = "ID INTEGER NOT NULL PRIMARY KEY"
_PERMISSIONS = (
    *("AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments"),
    *("AddStatements", "EditStatements", "DeleteStatements"),
    *("EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations"),
    *("ViewOthersDocuments", "EditOthersDocuments"),
    *("ViewOthersStatements", "EditOthersStatements"),
)


def _values(table: str, value: str, *more: str) -> tuple[str, tuple[str, ...]]:
    columns = (
        _ID,
        "StatementId INTEGER NOT NULL",
        "VariableId INTEGER NOT NULL",
        value,
        _refers("StatementId", "STATEMENTS"),
        _refers("VariableId", "VARIABLES"),
        *more,
        "UNIQUE (StatementId, VariableId)",
    )
    return table, columns


TABLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("SETTINGS", ("Property TEXT PRIMARY KEY", "Value TEXT NOT NULL")),
    (
        "CODERS",
        (
            _ID,
            _name("Name"),
            _color(),
            "Refresh INTEGER NOT NULL DEFAULT 0 CHECK (Refresh BETWEEN 0 AND 9999)",
            "FontSize INTEGER NOT NULL DEFAULT 14 CHECK (FontSize BETWEEN 1 AND 99)",
            _name("Password"),
            "PopupWidth INTEGER DEFAULT 300 CHECK (PopupWidth BETWEEN 100 AND 9999)",
            _switch("ColorByCoder", 0),
            _switch("PopupDecoration", 0),
            _switch("PopupAutoComplete", 1),
            *(_switch(f"Permission{each}", 1) for each in _PERMISSIONS),
        ),
    ),
    (
        "DOCUMENTS",
        (
            _ID,
            _name("Title"),
            "Text TEXT NOT NULL",
            "Coder INTEGER",
            *(_name(each, default=_EMPTY) for each in ("Author", "Source", "Section")),
            "Notes TEXT NOT NULL DEFAULT ''",
            _name("Type", default=_EMPTY),
            "Date INTEGER NOT NULL",
            _refers("Coder", "CODERS"),
        ),
    ),
    ("STATEMENTTYPES", (_ID, _name("Label"), _color())),
    (
        "VARIABLES",
        (
            _ID,
            _name("Variable"),
            "DataType TEXT NOT NULL DEFAULT 'short text' CHECK (DataType IN "
            "('boolean', 'integer', 'long text', 'short text'))",
            "StatementTypeId INTEGER",
            _refers("StatementTypeId", "STATEMENTTYPES"),
            "UNIQUE (Variable, StatementTypeId)",
        ),
    ),
    (
        "VARIABLELINKS",
        (
            _ID,
            "SourceVariableId INTEGER",
            "TargetVariableId INTEGER",
            "CHECK (TargetVariableId != SourceVariableId)",
            _refers("SourceVariableId", "VARIABLES"),
            _refers("TargetVariableId", "VARIABLES"),
        ),
    ),
    ("REGEXES", (f"Label TEXT PRIMARY KEY CHECK (LENGTH(Label) < {LONGEST + 1})", _color())),
    (
        "CODERRELATIONS",
        (
            _ID,
            "Coder INTEGER CHECK (Coder > 0)",
            "OtherCoder INTEGER CHECK (OtherCoder > 0)",
            *(
                _switch(each, 1)
                for each in ("viewStatements", "editStatements", "viewDocuments", "editDocuments")
            ),
            "CHECK (Coder != OtherCoder)",
            _refers("Coder", "CODERS"),
            _refers("OtherCoder", "CODERS"),
        ),
    ),
    (
        "STATEMENTS",
        (
            _ID,
            "StatementTypeId INTEGER",
            "DocumentId INTEGER",
            "Start INTEGER NOT NULL CHECK (Start >= 0)",
            "Stop INTEGER NOT NULL CHECK (Stop >= 0)",
            "Coder INTEGER",
            "CHECK (Start < Stop)",
            _refers("StatementTypeId", "STATEMENTTYPES"),
            _refers("Coder", "CODERS"),
            _refers("DocumentId", "DOCUMENTS"),
        ),
    ),
    (
        "ENTITIES",
        (
            _ID,
            "VariableId INTEGER NOT NULL",
            _name("Value", default=_EMPTY),
            _color(is_needed=False),
            "ChildOf INTEGER CHECK (ChildOf > 0)",
            "UNIQUE (VariableId, Value)",
            _refers("ChildOf", "ENTITIES"),
            _refers("VariableId", "VARIABLES"),
        ),
    ),
    _values("DATABOOLEAN", "Value INTEGER NOT NULL DEFAULT 1"),
    _values("DATAINTEGER", "Value INTEGER NOT NULL DEFAULT 0"),
    _values("DATALONGTEXT", "Value TEXT DEFAULT ''"),
    _values("DATASHORTTEXT", "Entity INTEGER NOT NULL", _refers("Entity", "ENTITIES")),
    (
        "ATTRIBUTEVARIABLES",
        (
            _ID,
            "VariableId INTEGER NOT NULL",
            _name("AttributeVariable"),
            "UNIQUE (VariableId, AttributeVariable)",
            _refers("VariableId", "VARIABLES"),
        ),
    ),
    (
        "ATTRIBUTEVALUES",
        (
            _ID,
            "EntityId INTEGER NOT NULL",
            "AttributeVariableId INTEGER NOT NULL",
            _name("AttributeValue", default=_EMPTY),
            "UNIQUE (EntityId, AttributeVariableId)",
            _refers("EntityId", "ENTITIES"),
            _refers("AttributeVariableId", "ATTRIBUTEVARIABLES"),
        ),
    ),
)
INDEXED = (
    *("STATEMENTS (DocumentId)", "STATEMENTS (StatementTypeId)", "ENTITIES (VariableId)"),
    *(f"{table} (VariableId)" for table in VALUE_TABLES.values()),
)


def made() -> Iterator[str]:
    """Yield the SQL that makes all tables."""
    for name, columns in TABLES:
        # SQLite wants the conditions on whole tables behind all columns
        whole = tuple(e for e in columns if e.startswith(("CHECK", "FOREIGN", "UNIQUE")))
        plain = tuple(e for e in columns if e not in whole)
        yield f"CREATE TABLE {name} ({', '.join((*plain, *whole))})"
    for number, place in enumerate(INDEXED):
        yield f"CREATE INDEX annotator_{number} ON {place}"
