"""Databases of Discourse Network Analyzer 3: statements of persons and organizations on concepts.

One statement of DNA has one person, organization and concept, so a statement here becomes one for
each holder and each stance, over the same words (``statement`` names it in all of them). A stance
with a side is a "DNA Statement", whose ``agreement`` says which; one without (neutral, unclear, or
none at all) is of a type of its own, because DNA would count it as agreement. ``strength`` is the
place on the scale times 100. Offsets count UTF-16 units, as Java does; dates are seconds since
1970, UTC. Sources, cues and addressees are kept as words.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from annotator.annotations import derived
from annotator.annotations.model import Actor, Stance, Statement
from annotator.annotations.wording import excerpt
from annotator.corpus.span import Span
from annotator.formats.dna_tables import (
    DATE,
    LONGEST,
    PASSWORD,
    SIDED,
    VALUE_TABLES,
    VERSION,
    WITHOUT_SIDE,
    made,
    password_hash,
    variables,
)
from annotator.formats.files.sqlite_file import NewDatabase, Value, new_database
from annotator.formats.labelled.annotated_corpus import (
    PLAIN,
    AnnotatedArticle,
    AnnotatedCorpus,
    WriteOptions,
    WriteReport,
)
from annotator.formats.labelled.as_labelled import LabelNames
from annotator.formats.labelled.features import Feature
from annotator.formats.labelled.losses import Losses
from annotator.formats.labelled.offset_units import Offsets
from annotator.formats.labelled.uses import Fidelity, note_left_out

FIDELITY = Fidelity(
    whole=frozenset(
        {
            "text",
            "statements",
            "fragments",
            "holders",
            "claim types",
            "certainty",
            "stances on statements",
            "implicit stances",
            "parents",
            "unsure",
            "notes",
            "quotation types",
            "annotators",
            "offsets",
            "overlaps",
        }
    ),
    partly={
        "facts": f"titles and sources of up to {LONGEST} characters; whole dates",
        "second claim types": "up to two claim types",
        "sources": "the words",
        "cues": "the words",
        "speakers": "the speaker of an organization, and the medium",
        "addressees": "one actor, and the words",
        "stances": "without the words for the target",
    },
)
_ATTRIBUTES = ("ID", "Type", "Alias", "Notes")
_ABOUT_ACTORS = ("person", "organization", "concept", "addressee", "medium")
_COLORS = {SIDED: (239, 208, 51), WITHOUT_SIDE: (211, 211, 211)}
_FULL = 100  # strength of a stance at the end of the scale
Cells = dict[str, Value]
Named = dict[str, tuple[str, str]]  # variable -> id and name of what stands in it


def write(corpus: AnnotatedCorpus, out: BinaryIO, _options: WriteOptions = PLAIN) -> WriteReport:
    """Write a database that DNA opens; the report tells the password of its coders."""
    with TemporaryDirectory(prefix="annotator-") as folder:
        path = Path(folder) / "new.dna"
        with new_database(path) as database:
            report = _Writing(corpus, database).run()
        with path.open("rb") as file:
            shutil.copyfileobj(file, out)
    return report


class _Writing:
    """One corpus on its way into the tables of DNA."""

    def __init__(self, corpus: AnnotatedCorpus, database: NewDatabase) -> None:
        self._corpus, self._database = corpus, database
        self._actors: Mapping[str, Actor] = {each.id: each for each in corpus.actors}
        self._names = LabelNames(corpus.codebook)
        self._coders = {each.id: n for n, each in enumerate(corpus.annotators, start=2)}
        self._variables = {(each.of, each.name): each for each in variables()}
        self._entities: dict[tuple[int, str], int] = {}
        self._values: set[tuple[int, str]] = set()
        self._attributes: dict[tuple[int, str], int] = {}
        self._losses = Losses()

    def run(self) -> WriteReport:
        """Fill all tables."""
        for sql in made():
            self._database.run(sql)
        self._add_frame()
        articles = statements = rows = 0
        for each in self._corpus.articles:
            articles += 1
            note_left_out(self._losses, FIDELITY, each)
            self._add_document(articles, each)
            for layer in each.layers:
                statements += len(layer.statements)
                for statement in layer.statements:
                    rows += self._add_statement(articles, each, statement)
        told = f"In DNA the password of every coder is “{PASSWORD}”."
        return WriteReport(articles, statements, rows=rows, notes=(told,), losses=self._losses)

    def _add_frame(self) -> None:
        """Add what every file has: settings, coders, types, variables, and the empty entities."""
        add = self._database.add
        for name, value in (("version", VERSION), ("date", DATE)):
            add("SETTINGS", {"Property": name, "Value": value})
        people = {1: "Admin", **{self._coders[a.id]: a.name for a in self._corpus.annotators}}
        for number, name in people.items():
            hashed = password_hash(PASSWORD, f"{self._corpus.project_id}:{number}".encode())
            color = dict(zip(("Red", "Green", "Blue"), _color(number), strict=True))
            add("CODERS", {"ID": number, "Name": name[:LONGEST], "Password": hashed, **color})
        for number, (label, rgb) in enumerate(_COLORS.items(), start=1):
            color = dict(zip(("Red", "Green", "Blue"), rgb, strict=True))
            add("STATEMENTTYPES", {"ID": number, "Label": label, **color})
        for each in self._variables.values():
            values: Cells = {"ID": each.id, "Variable": each.name, "DataType": each.type}
            add("VARIABLES", {**values, "StatementTypeId": each.of})
            if each.type == "short text":
                self._entities[each.id, ""] = add("ENTITIES", {"VariableId": each.id, "Value": ""})
                self._values.add((each.id, ""))
            for name in _ATTRIBUTES if each.name in _ABOUT_ACTORS else ():
                told: Cells = {"VariableId": each.id, "AttributeVariable": name}
                self._attributes[each.id, name] = add("ATTRIBUTEVARIABLES", told)

    # Documents

    def _add_document(self, number: int, each: AnnotatedArticle) -> None:
        article = each.article
        seconds = _seconds(article.date)
        title = article.title or article.file_name or article.id
        is_cut = max(len(article.title), len(article.source)) > LONGEST
        if is_cut or (article.date and seconds is None):
            why = "a title, source or date that DNA does not hold as it is"
            self._losses.note("facts", why, article=article.id, record=article.id)
        self._database.add(
            "DOCUMENTS",
            {
                "ID": number,
                "Title": title[:LONGEST],
                "Text": each.text,
                "Coder": 1,
                "Source": article.source[:LONGEST],
                "Notes": article.external_id or article.id,
                "Date": seconds or 0,
            },
        )

    # Statements

    def _add_statement(self, document: int, each: AnnotatedArticle, statement: Statement) -> int:
        """Add a statement for each holder and stance; return how many."""
        offsets = Offsets(each.text, "UTF-16 units")
        self._note_losses(statement)
        end = max(span.end for span in statement.content)
        count = 0
        holders = statement.source.actors or (None,)
        for holder, stance in product(holders, statement.stances or (None,)):
            side = self._side(stance)
            type_ = 1 if side else 2
            number = self._database.add(
                "STATEMENTS",
                {
                    "StatementTypeId": type_,
                    "DocumentId": document,
                    "Start": offsets.in_unit(statement.content[0].start),
                    "Stop": offsets.in_unit(end),
                    "Coder": self._coders.get(statement.annotator, 1),
                },
            )
            named = {**self._named(statement, each), **self._of_holder(holder, statement)}
            named |= self._of_stance(stance, each)
            plain = _plain_cells(statement, each.text, offsets)
            plain["strength"] = round(self._value(stance) * _FULL)
            plain["implicit"] = stance is not None and not stance.explicit
            if side:
                plain["agreement"] = side > 0
            self._add_values(number, type_, named, plain)
            count += 1
        return count

    def _add_values(self, statement: int, type_: int, named: Named, plain: Cells) -> None:
        """Give a statement a value for every variable of its type; DNA wants them all."""
        for (of, name), variable in self._variables.items():
            if of != type_:
                continue
            row: Cells = {"StatementId": statement, "VariableId": variable.id}
            if variable.type == "short text":
                row["Entity"] = self._entity(variable.id, *named.get(name, ("", "")))
            else:
                row["Value"] = plain[name]
            self._database.add(VALUE_TABLES[variable.type], row)

    def _entity(self, variable: int, id_: str, name: str) -> int:
        """Return the entity of a thing; one with its name, or one that tells it apart."""
        known = self._entities.get((variable, id_))
        if known is not None:
            return known
        value = name[:LONGEST]
        if (variable, value) in self._values:
            end = f" ({id_})"[-LONGEST + 1 :]
            value = name[: LONGEST - len(end)] + end
        number = 1
        while (variable, value) in self._values:
            number += 1
            value = f"{value[: LONGEST - 8]} {number}"
        found = self._database.add("ENTITIES", {"VariableId": variable, "Value": value})
        self._entities[variable, id_] = found
        self._values.add((variable, value))
        self._add_attributes(found, variable, id_)
        return found

    def _add_attributes(self, entity: int, variable: int, id_: str) -> None:
        if (variable, "ID") not in self._attributes:
            return
        actor = self._actors.get(id_)
        told = {"ID": id_[:LONGEST]}
        if actor is not None:
            told |= {"Type": actor.kind, "Alias": "; ".join(actor.aliases)[:LONGEST]}
        for name, value in told.items():
            of = self._attributes[variable, name]
            row: Cells = {"EntityId": entity, "AttributeVariableId": of, "AttributeValue": value}
            self._database.add("ATTRIBUTEVALUES", row)

    # What stands in the variables

    def _called(self, actor: str) -> tuple[str, str]:
        known = self._actors.get(actor)
        return actor, actor if known is None else known.name

    def _is_person(self, actor: str) -> bool:
        known = self._actors.get(actor)
        return known is not None and known.kind == "person"

    def _of_holder(self, holder: str | None, statement: Statement) -> Named:
        if holder is None:
            return {}
        if self._is_person(holder):
            return {"person": self._called(holder)}
        speaker = statement.source.speaker
        found = {"organization": self._called(holder)}
        return found if speaker is None else {**found, "person": self._called(speaker)}

    def _of_stance(self, stance: Stance | None, each: AnnotatedArticle) -> Named:
        if stance is None:
            return {}
        target, name = stance.target, stance.target.id
        value = self._names.of("stance_values", stance.value)
        if target.kind == "actor":
            name = self._called(target.id)[1]
        elif target.kind == "topic" and (topic := self._corpus.codebook.topic(target.id)):
            name = topic.label
        elif target.kind == "statement":
            name = _words_of(target.id, each)
        return {
            "concept": (f"{target.kind}:{target.id}", name),
            "stance": (value, value),
            "target kind": (target.kind, target.kind),
        }

    def _named(self, statement: Statement, each: AnnotatedArticle) -> Named:
        types = [self._names.of("claim_types", each) for each in statement.claim_types]
        types += ["", ""]
        via, addressees = statement.source.via, statement.addressee.actors
        said = {
            "claim type": types[0],
            "second claim type": types[1],
            "certainty": statement.certainty or "",
            "voice": statement.voice or derived.voice(statement),
            "quotation": statement.quote or derived.quote(statement, each.text),
        }
        return {
            **{name: (value, value) for name, value in said.items()},
            **({"medium": self._called(via.actor)} if via is not None else {}),
            **({"addressee": self._called(addressees[0])} if addressees else {}),
        }

    def _value(self, stance: Stance | None) -> float:
        """Return the place of a stance on the scale; 0 for one that has none."""
        known = None if stance is None else self._corpus.codebook.stance_value(stance.value)
        return 0.0 if known is None else known.value or 0.0

    def _side(self, stance: Stance | None) -> int:
        value = self._value(stance)
        return (value > 0) - (value < 0)

    def _note_losses(self, statement: Statement) -> None:
        source = statement.source
        is_beside = bool(source.speaker) and all(map(self._is_person, source.actors))
        parts: tuple[tuple[Feature, bool, str], ...] = (
            ("sources", bool(source.spans), "sources kept as words, without their places"),
            ("second claim types", len(statement.claim_types) > 2, "claim types after the second"),
            ("cues", bool(statement.cue), "cues kept as words, without their places"),
            (
                "addressees",
                bool(statement.addressee.spans) or len(statement.addressee.actors) > 1,
                "addressees without their places, and only the first actor of several",
            ),
            (
                "speakers",
                bool(source.mention or source.inferred or is_beside)
                or bool(source.via and source.via.spans),
                "how the text names the source, places of media, speakers of persons",
            ),
            (
                "stances",
                any(each.target.spans for each in statement.stances),
                "stances without the words for the target",
            ),
        )
        for feature, is_lost, why in parts:
            if is_lost:
                self._losses.note(feature, why, article=statement.article, record=statement.id)


def _plain_cells(statement: Statement, text: str, offsets: Offsets) -> Cells:
    """Return what stands in the variables that are no short texts."""

    def words(spans: tuple[Span, ...]) -> str:
        return " … ".join(each.covered(text) for each in spans)

    pieces = (
        f"{offsets.in_unit(each.start)}-{offsets.in_unit(each.end)}" for each in statement.content
    )
    return {
        "unsure": statement.unsure,
        "source": words(statement.source.spans),
        "cue": words(statement.cue),
        "addressed": words(statement.addressee.spans),
        "note": statement.note,
        "fragments": "; ".join(pieces) if len(statement.content) > 1 else "",
        "statement": statement.id,
        "parent": statement.parent or "",
    }


def _words_of(statement: str, each: AnnotatedArticle) -> str:
    found = (one for layer in each.layers for one in layer.statements if one.id == statement)
    there = next(found, None)
    return statement if there is None else excerpt(each.text, there.content, length=LONGEST)


def _seconds(date: str) -> int | None:
    """Return the beginning of a day in seconds since 1970, UTC."""
    try:
        day = datetime.fromisoformat(date)
    except ValueError:
        return None
    return int(day.replace(tzinfo=day.tzinfo or UTC).timestamp())


_PALETTE = ((255, 255, 0), (31, 119, 180), (44, 160, 44), (214, 39, 40), (148, 103, 189))


def _color(number: int) -> tuple[int, int, int]:
    """Return a colour for a coder; that of the administrator is DNA's."""
    return _PALETTE[(number - 1) % len(_PALETTE)]
