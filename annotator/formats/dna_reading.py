"""Read databases of Discourse Network Analyzer 2 and 3, whoever made them.

A statement of DNA is a span; its organization, else its person, is the holder, and its concept with
``agreement`` a stance on a topic. In a file that was written here the further variables tell the
rest, and the statements that were one are one again. Everything is read as a stranger's
(:mod:`annotator.formats.files.sqlite_file`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from annotator.formats.dna_tables import SIDED, WITHOUT_SIDE
from annotator.formats.files.sqlite_file import ForeignDatabase, Kind, has_tables, opened
from annotator.formats.labelled.as_labelled import PARENT, STATEMENT
from annotator.formats.labelled.foreign import RawSpan, RawText, ReadFile
from annotator.formats.labelled.labelled_text import Link, Value
from annotator.formats.labelled.offset_units import ForeignSpan

WHAT = "a database of DNA 2 or 3"
_TABLES = ("DOCUMENTS", "STATEMENTS", "STATEMENTTYPES", "VARIABLES", "DATASHORTTEXT")
_AGREES, _DISAGREES = "favor", "against"
_FRAGMENTS = re.compile(r"\d+-\d+(; \d+-\d+)*")
_FIRST_DAY = datetime(1970, 1, 1, tzinfo=UTC)
_PLAIN_TABLES: Mapping[str, Kind] = {
    "DATALONGTEXT": str,
    "DATAINTEGER": int,
    "DATABOOLEAN": int,
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "CODERS": ("ID", "Name"),
    "DOCUMENTS": ("ID", "Title", "Text", "Source", "Notes", "Date"),
    "STATEMENTTYPES": ("ID", "Label"),
    "VARIABLES": ("ID", "Variable"),
    "STATEMENTS": ("ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder"),
    "DATASHORTTEXT": ("StatementId", "VariableId"),
}


@dataclass(frozen=True, slots=True)
class _Entity:
    """What stands in a short text: an id of ours where the file has one, and the words."""

    id: str
    words: str

    @property
    def name(self) -> str:
        return self.id or self.words


@dataclass(slots=True)
class _Statement:
    """A statement of DNA with its values by the names of the variables."""

    id: int
    label: str
    document: int
    coder: int
    start: int
    stop: int
    entities: dict[str, _Entity] = field(default_factory=dict)
    plain: dict[str, str | int] = field(default_factory=dict)

    @property
    def whole(self) -> str:
        """The name of the statement that it is a part of, or its own."""
        return str(self.plain.get("statement") or f"dna-{self.id}")

    def of(self, variable: str) -> str:
        """Return what a short text names, "" where it is empty."""
        found = self.entities.get(variable)
        return "" if found is None or not found.words else found.name


def is_likely(path: Path) -> bool:
    """Tell whether a file is likely a database of DNA 3."""
    return has_tables(path, _TABLES)


def read(path: Path) -> ReadFile:
    """Read documents with the statements of each coder.

    Raises a child of ImportFileError for another file, one that is open in DNA, or a damaged one.
    """
    with opened(path, WHAT) as database:
        _require_version(database)
        coders = _coders(database)
        variables = database.rows("VARIABLES", {"Variable": str})
        is_ours = any(row["Variable"] == "fragments" for row in variables)
        by_document: dict[int, dict[int, list[_Statement]]] = defaultdict(dict)
        for each in _statements(database):
            by_document[each.document].setdefault(each.coder, []).append(each)
        texts: list[RawText] = []
        wanted: Mapping[str, Kind] = dict.fromkeys(("Title", "Text", "Source", "Notes"), str)
        for row in database.rows("DOCUMENTS", {"ID": int, **wanted, "Date": int}):
            found = by_document.pop(cast("int", row["ID"]), {})
            name = str((row["Notes"] if is_ours else "") or row["ID"])
            for coder, statements in found.items():
                texts.append(_text(row, name, coders.get(coder, ""), statements))
            if not found:
                texts.append(_text(row, name, "", ()))
    lost = sum(len(some) for of in by_document.values() for some in of.values())
    notes = [f"{lost} statements of documents that are not there were left out."] if lost else []
    return ReadFile(tuple(texts), "UTF-16 units", tuple(notes))


def _require_version(database: ForeignDatabase) -> None:
    """Refuse the tables of an early DNA 3, whose databases changed from one alpha to the next."""
    for table, names in _NEEDED.items():
        missing = sorted(set(names) - database.columns(table))
        if missing:
            said = f" (it says {version})" if (version := _version(database)) else ""
            raise database.wrong(
                f"its tables are those of another version of DNA{said}, {table} has no column "
                f"{missing[0]}; where a later DNA opens the file, save it from there"
            )


def _version(database: ForeignDatabase) -> str:
    if "SETTINGS" not in database.tables:
        return ""
    if not database.columns("SETTINGS").issuperset(("Property", "Value")):
        return ""
    rows = database.rows("SETTINGS", {"Property": str, "Value": str})
    return next((str(row["Value"])[:20] for row in rows if row["Property"] == "version"), "")


def _coders(database: ForeignDatabase) -> dict[int, str]:
    rows = database.rows("CODERS", {"ID": int, "Name": str})
    return {cast("int", row["ID"]): cast("str", row["Name"] or "") for row in rows}


def _facts(row: Mapping[str, object]) -> dict[str, str]:
    seconds = row["Date"]
    date = ""
    if isinstance(seconds, int) and abs(seconds) >= 2**33:  # DNA 2 counts milliseconds
        seconds //= 1000
    if isinstance(seconds, int) and seconds and abs(seconds) < 2**36:
        date = (_FIRST_DAY + timedelta(seconds=seconds)).date().isoformat()
    facts = {"title": row["Title"], "date": date, "source": row["Source"]}
    return {name: str(value) for name, value in facts.items() if value}


def _statements(database: ForeignDatabase) -> tuple[_Statement, ...]:
    """Return all statements with their values."""
    types = {
        row["ID"]: str(row["Label"] or "")
        for row in database.rows("STATEMENTTYPES", {"ID": int, "Label": str})
    }
    names = {
        row["ID"]: str(row["Variable"] or "")
        for row in database.rows("VARIABLES", {"ID": int, "Variable": str})
    }
    whole = _NEEDED["STATEMENTS"]
    found: dict[object, _Statement] = {}
    for row in database.rows("STATEMENTS", dict.fromkeys(whole, int)):
        number, type_, document, start, stop, coder = (row[each] for each in whole)
        if not isinstance(number, int) or not isinstance(start, int) or not isinstance(stop, int):
            raise database.wrong("a statement has no number or no place")
        of = document if isinstance(document, int) else 0
        by = coder if isinstance(coder, int) else 0
        found[number] = _Statement(number, types.get(type_, STATEMENT), of, by, start, stop)
    columns: Mapping[str, Kind] = {"StatementId": int, "VariableId": int}
    for short, entity in _short_texts(database, columns):
        statement, name = found.get(short["StatementId"]), names.get(short["VariableId"])
        if statement is not None and name:
            statement.entities[name] = entity
    for table, kind in _PLAIN_TABLES.items():
        for row in database.rows(table, {**columns, "Value": kind}):
            statement, name = found.get(row["StatementId"]), names.get(row["VariableId"])
            if statement is not None and name and isinstance(row["Value"], str | int):
                statement.plain[name] = row["Value"]
    return tuple(found.values())


def _short_texts(
    database: ForeignDatabase, columns: Mapping[str, Kind]
) -> Iterator[tuple[Mapping[str, str | int | float | None], _Entity]]:
    """Yield what short texts name: DNA 3 has entities, DNA 2 has the words themselves."""
    if "Entity" in database.columns("DATASHORTTEXT"):
        entities = _entities(database)
        for row in database.rows("DATASHORTTEXT", {**columns, "Entity": int}):
            if row["Entity"] in entities:
                yield row, entities[row["Entity"]]
    else:
        for row in database.rows("DATASHORTTEXT", {**columns, "Value": str}):
            yield row, _Entity("", str(row["Value"] or ""))


def _entities(database: ForeignDatabase) -> dict[object, _Entity]:
    """Return the entities by number, with our ids where the file was written here."""
    ids: dict[object, str] = {}
    if database.tables.issuperset(("ATTRIBUTEVARIABLES", "ATTRIBUTEVALUES")):
        kinds = database.rows("ATTRIBUTEVARIABLES", {"ID": int, "AttributeVariable": str})
        ours = {row["ID"] for row in kinds if row["AttributeVariable"] == "ID"}
        columns = {"EntityId": int, "AttributeVariableId": int, "AttributeValue": str}
        for row in database.rows("ATTRIBUTEVALUES", columns):
            if row["AttributeVariableId"] in ours and row["AttributeValue"]:
                ids[row["EntityId"]] = str(row["AttributeValue"])
    rows = database.rows("ENTITIES", {"ID": int, "Value": str})
    return {row["ID"]: _Entity(ids.get(row["ID"], ""), str(row["Value"] or "")) for row in rows}


# From statements to spans


def _text(
    row: Mapping[str, object], name: str, coder: str, statements: Iterable[_Statement]
) -> RawText:
    groups: dict[str, list[_Statement]] = {}
    for each in statements:
        groups.setdefault(each.whole, []).append(each)
    return RawText(
        id=name,
        text=str(row["Text"] or ""),
        spans=tuple(_span(each, parts) for each, parts in groups.items()),
        links=tuple(_links(groups)),
        facts=_facts(row),
        annotator=coder,
        is_done=None if groups else False,
        where=f"document {row['ID']}",
    )


def _span(name: str, parts: list[_Statement]) -> RawSpan:
    first = parts[0]
    pieces = str(first.plain.get("fragments") or "")
    if _FRAGMENTS.fullmatch(pieces):
        ends = (each.split("-") for each in pieces.split("; "))
        fragments = tuple(ForeignSpan(int(start), int(end)) for start, end in ends)
    else:
        fragments = (ForeignSpan(first.start, first.stop),)
    label = first.of("claim type")
    if not label:
        label = STATEMENT if first.label in (SIDED, WITHOUT_SIDE) else first.label
    return RawSpan(name, label, fragments, "content", _attributes(parts))


def _attributes(parts: list[_Statement]) -> dict[str, Value]:
    first = parts[0]
    types = (first.of("claim type"), first.of("second claim type"))
    speakers = (each.of("person") for each in parts if each.of("organization"))
    stances = dict.fromkeys(filter(None, map(_stance, parts)))
    implicit = (each for each in parts if each.plain.get("implicit") and _stance(each))
    found: dict[str, Value] = {
        "holders": _each_once(each.of("organization") or each.of("person") for each in parts),
        "speaker": next(filter(None, speakers), ""),
        "via_actor": first.of("medium"),
        "addressees": _each_once([first.of("addressee")]),
        "claim_types": _each_once(types),
        "certainty": first.of("certainty"),
        "voice": first.of("voice"),
        "quote": first.of("quotation"),
        "stances": tuple(stances),
        "implicit_stances": _each_once(_stance(each).partition(" ")[2] for each in implicit),
        "unsure": bool(first.plain.get("unsure")),
        "note": str(first.plain.get("note") or ""),
        "parent": str(first.plain.get("parent") or ""),
    }
    return {name: value for name, value in found.items() if value not in ("", (), False)}


def _stance(each: _Statement) -> str:
    """Return a stance as an attribute has it: value, kind of target, target; "" for none."""
    concept = each.entities.get("concept")
    if concept is None or not concept.words:
        return ""
    value = each.of("stance")
    if not value:
        if "agreement" not in each.plain:
            return ""
        value = _AGREES if each.plain["agreement"] else _DISAGREES
    kind, _, target = concept.id.partition(":")
    if kind not in ("topic", "actor", "statement") or not target:
        kind, target = "topic", concept.words
    return f"{value} {kind} {target}"


def _links(groups: Mapping[str, list[_Statement]]) -> Iterator[Link]:
    for name, parts in groups.items():
        parent = str(parts[0].plain.get("parent") or "")
        if parent in groups:
            yield Link(PARENT, name, parent)


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in names if each))
