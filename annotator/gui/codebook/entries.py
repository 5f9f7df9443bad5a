"""What the codebook editor shows of each entry, and which of its fields a person may write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication

from annotator.annotations.revisiting import standing_entry
from annotator.codebook import vocabulary
from annotator.codebook.article_labels import ArticleLabelKind
from annotator.codebook.changing import free_id, label_of
from annotator.codebook.model import (
    ClaimType,
    Codebook,
    CodebookEntry,
    EntityKind,
    Group,
    Section,
    StanceValue,
    Topic,
)
from annotator.codebook.stored import plain_entry

FieldKind = Literal["line", "text", "lines", "number", "choice"]
Values = Mapping[str, str]
"""What stands in the fields of an entry, by name; several lines where a field holds a list."""

SHOWN_SECTIONS: tuple[Section, ...] = (
    "claim_types",
    "stance_values",
    "topics",
    "entity_kinds",
    "groups",
)


@dataclass(frozen=True, slots=True)
class EntryField:
    """One field of an entry: its name in the codebook, its words, and how it is written."""

    name: str
    words: str
    kind: FieldKind = "line"
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry in the list; ``uses`` is None while it is counted."""

    entry: CodebookEntry
    is_former: bool
    state: str
    uses: int | None

    @property
    def label(self) -> str:
        """What the entry is called."""
        return self.entry.label or self.entry.id

    @property
    def key(self) -> str:
        """The key that gives the label, "" where it has none."""
        return getattr(self.entry, "key", "")


def section_title(section: Section) -> str:
    """Return what a section is called above the list."""
    return {
        "claim_types": _tr("Claim types"),
        "stance_values": _tr("Stances"),
        "topics": _tr("Topics"),
        "entity_kinds": _tr("Entity kinds"),
        "groups": _tr("Groups"),
    }[section]


def rows_of(
    codebook: Codebook, section: Section, counts: Mapping[tuple[str, str], int] | None
) -> tuple[EntryRow, ...]:
    """Return the entries of a section, those that are not offered any more at the end."""
    uses = None if counts is None else _uses(codebook, section, counts)
    return tuple(
        EntryRow(
            each,
            is_former,
            _state(codebook, section, each) if is_former else "",
            None if uses is None else uses[each.id],
        )
        for is_former, entries in (
            (False, getattr(codebook, section)),
            (True, getattr(codebook.former, section)),
        )
        for each in entries
    )


def _uses(
    codebook: Codebook, section: Section, counts: Mapping[tuple[str, str], int]
) -> Counter[str]:
    """Count what bears each entry, with what bears one that was merged into it."""
    if section == "groups":
        types = _uses(codebook, "claim_types", counts)
        found: Counter[str] = Counter()
        for each in codebook.claim_types:
            found[each.group] += types[each.id]
        return found
    found = Counter()
    for (counted, name), count in counts.items():
        if counted == section:
            stands = standing_entry(codebook, section, name)
            found[name if stands is None else stands.id] += count
    return found


def _state(codebook: Codebook, section: Section, entry: CodebookEntry) -> str:
    """Return in words what stands for an entry that is not offered any more."""
    if isinstance(entry, Group | ArticleLabelKind):
        return _tr("retired")
    if entry.merged_into:
        stands = standing_entry(codebook, section, entry.id)
        name = label_of(codebook, section, entry.merged_into if stands is None else stands.id)
        return _tr("counts as %1").replace("%1", name)
    if entry.split_into:
        names = " / ".join(label_of(codebook, section, each) for each in entry.split_into)
        return _tr("split: %1").replace("%1", names)
    return _tr("retired")


def fields_of(codebook: Codebook, section: Section) -> tuple[EntryField, ...]:
    """Return the fields of the entries of a section, in the order in which they are shown."""
    label, key = EntryField("label", _tr("Label")), EntryField("key", _tr("Key"))
    colors = tuple((each, each) for each in vocabulary.COLORS)
    color = EntryField("color", _tr("Color"), "choice", colors)
    definition = EntryField("definition", _tr("Definition"), "text")
    groups = tuple((each.id, each.label or each.id) for each in codebook.groups)
    kinds = {*vocabulary.TOPIC_KINDS, *(each.kind for each in codebook.topics)}
    lines = tuple((each, each.replace("_", " ")) for each in vocabulary.UNDERLINES)
    return {
        "claim_types": (
            label,
            key,
            EntryField("group", _tr("Group"), "choice", groups),
            definition,
            EntryField("examples", _tr("Examples"), "lines"),
            EntryField("counter_examples", _tr("Not these"), "lines"),
        ),
        "stance_values": (
            label,
            key,
            EntryField("sign", _tr("Sign")),
            EntryField("value", _tr("On the scale"), "number"),
            color,
            definition,
        ),
        "topics": (
            label,
            EntryField(
                "kind", _tr("Kind"), "choice", tuple((each, each) for each in sorted(kinds))
            ),
            definition,
        ),
        "entity_kinds": (
            label,
            color,
            EntryField("underline", _tr("Underline"), "choice", lines),
            definition,
        ),
        "groups": (label, color),
    }[section]


def values_of(entry: CodebookEntry, fields: tuple[EntryField, ...]) -> dict[str, str]:
    """Return what stands in the fields of an entry."""
    plain = plain_entry(entry)
    return {each.name: _written(plain.get(each.name)) for each in fields}


def _written(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(map(str, value))
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)


def typed_value(field: EntryField, text: str) -> object:
    """Return what a person typed as the codebook keeps it; what is no number stays text."""
    if field.kind == "lines":
        return tuple(line.strip() for line in text.splitlines() if line.strip())
    if field.kind == "number":
        try:
            return float(text.replace(",", ".")) if text.strip() else None
        except ValueError:
            return text.strip()
    return text.strip()


def new_entry(codebook: Codebook, section: Section, label: str) -> CodebookEntry:
    """Return a new entry of that label; everything else is as plain as it can be."""
    name = free_id(codebook, section, label)
    if section == "claim_types":
        return ClaimType(name, label, codebook.groups[0].id)
    if section == "stance_values":
        return StanceValue(name, label, "", None, _free_sign(codebook, label), "grey")
    if section == "topics":
        return Topic(name, label)
    if section == "entity_kinds":
        return EntityKind(name, label, "grey")
    return Group(name, label, "grey")


def _free_sign(codebook: Codebook, label: str) -> str:
    """Return a mark that no other stance has: a letter of the label if one is left."""
    taken = {each.sign for each in codebook.stance_values}
    letters = (*label.upper(), *"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return next((each for each in letters if each.isalnum() and each not in taken), "·")


def _tr(text: str) -> str:
    return QCoreApplication.translate("CodebookEntries", text)
