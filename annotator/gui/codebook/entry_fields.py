"""Which fields of an entry of the codebook a person may write, and how they are written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from PySide6.QtCore import QCoreApplication

from annotator.codebook import vocabulary
from annotator.codebook.article_label_changes import new_value
from annotator.codebook.article_labels import ArticleLabelKind
from annotator.codebook.model import Codebook, CodebookEntry, Section
from annotator.codebook.stored import plain_entry

FieldKind = Literal["line", "text", "lines", "number", "choice", "values"]
Values = Mapping[str, str]
"""What stands in the fields of an entry, by name; several lines where a field holds a list."""


@dataclass(frozen=True, slots=True)
class EntryField:
    """One field of an entry: its name in the codebook, its words, and how it is written."""

    name: str
    words: str
    kind: FieldKind = "line"
    choices: tuple[tuple[str, str], ...] = ()


def fields_of(codebook: Codebook, section: Section) -> tuple[EntryField, ...]:
    """Return the fields of the entries of a section, in the order in which they are shown."""
    label, key = EntryField("label", _tr("Label")), EntryField("key", _tr("Key"))
    color = EntryField("color", _tr("Color"), "choice", _same(vocabulary.COLORS))
    definition = EntryField("definition", _tr("Definition"), "text")
    if section == "claim_types":
        return (label, key, *_claim_type_fields(codebook, definition))
    if section == "stance_values":
        sign, scale = EntryField("sign", _tr("Sign")), _tr("On the scale")
        return (label, key, sign, EntryField("value", scale, "number"), color, definition)
    if section == "topics":
        kinds = {*vocabulary.TOPIC_KINDS, *(each.kind for each in codebook.topics)}
        return (label, EntryField("kind", _tr("Kind"), "choice", _same(sorted(kinds))), definition)
    if section == "entity_kinds":
        lines = EntryField("underline", _tr("Underline"), "choice", _same(vocabulary.UNDERLINES))
        return (label, color, lines, definition)
    if section == "article_labels":
        return (label, key, *_article_label_fields(), definition)
    return (label, color)


def _claim_type_fields(codebook: Codebook, definition: EntryField) -> tuple[EntryField, ...]:
    groups = tuple((each.id, each.label or each.id) for each in codebook.groups)
    return (
        EntryField("group", _tr("Group"), "choice", groups),
        definition,
        EntryField("examples", _tr("Examples"), "lines"),
        EntryField("counter_examples", _tr("Not these"), "lines"),
    )


def _article_label_fields() -> tuple[EntryField, ...]:
    yes_or_no = (("yes", _tr("yes")), ("no", _tr("no")))
    return (
        EntryField("required", _tr("Required"), "choice", yes_or_no),
        EntryField("multiple", _tr("Several values"), "choice", yes_or_no),
        EntryField("values", _tr("Values"), "values"),
    )


def values_of(entry: CodebookEntry, fields: tuple[EntryField, ...]) -> dict[str, str]:
    """Return what stands in the fields of an entry."""
    plain = plain_entry(entry)
    found = {each.name: written(plain.get(each.name)) for each in fields}
    if isinstance(entry, ArticleLabelKind):
        found["values"] = written_values(entry)
    return found


def written(value: object) -> str:
    """Return a value of the codebook as it stands in a field."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "\n".join(map(str, value))
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)


def written_values(kind: ArticleLabelKind) -> str:
    """Return the values of an article label with those that are not offered, as one text."""
    rows = [[each.id, each.label, each.definition, True] for each in kind.values]
    rows += [[each.id, each.label, each.definition, False] for each in kind.former_values]
    return json.dumps(rows, ensure_ascii=False)


def typed_value(field: EntryField, text: str, entry: object) -> object:
    """Return what a person typed as the codebook keeps it; what is no number stays text."""
    if field.kind == "lines":
        return tuple(line.strip() for line in text.splitlines() if line.strip())
    if field.kind == "values":
        return _typed_values(text, cast(ArticleLabelKind, entry))
    if field.kind == "number":
        try:
            return float(text.replace(",", ".")) if text.strip() else None
        except ValueError:
            return text.strip()
    return text.strip()


def _typed_values(text: str, kind: ArticleLabelKind) -> list[dict[str, str]]:
    """Return the values that are offered; a new one gets an id of its own."""
    found: list[dict[str, str]] = []
    taken: list[str] = []
    for name, label, definition, is_offered in json.loads(text):
        if is_offered and label.strip():
            value_id = name or new_value(kind, label, taken).id
            taken.append(value_id)
            words = {"label": label.strip(), "definition": definition.strip()}
            found.append({"id": value_id, **words})
    return found


def _same(choices: tuple[str, ...] | list[str]) -> tuple[tuple[str, str], ...]:
    return tuple((each, each.replace("_", " ")) for each in choices)


def _tr(text: str) -> str:
    return QCoreApplication.translate("CodebookEntries", text)
