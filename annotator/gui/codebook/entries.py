"""What the codebook editor lists: the entries of each section with their state and uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeGuard, cast

from PySide6.QtCore import QCoreApplication

from annotator.annotations.revisiting import standing_entry
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
from annotator.gui.codebook.pages import PAGE_SECTIONS, Page, PageSection, pages_of

ShownSection = Section | PageSection
SHOWN_SECTIONS: tuple[ShownSection, ...] = (
    "claim_types",
    "stance_values",
    "topics",
    "entity_kinds",
    "groups",
    "article_labels",
    *PAGE_SECTIONS,
)
WITH_KEYS = ("claim_types", "stance_values", "article_labels")


def is_of_pages(section: ShownSection) -> TypeGuard[PageSection]:
    """Tell whether a section has pages of the whole codebook, no entries of its own."""
    return section in PAGE_SECTIONS


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry or page in the list; ``uses`` is None while it is counted, and for a page."""

    entry: CodebookEntry | Page
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


def section_title(section: ShownSection) -> str:
    """Return what a section is called above the list."""
    return {
        "claim_types": _tr("Claim types"),
        "stance_values": _tr("Stances"),
        "topics": _tr("Topics"),
        "entity_kinds": _tr("Entity kinds"),
        "groups": _tr("Groups"),
        "article_labels": _tr("Article labels"),
        "stance_wording": _tr("Wording"),
        "codebook": _tr("Whole codebook"),
    }[section]


def rows_of(
    codebook: Codebook, section: ShownSection, counts: Mapping[tuple[str, str], int] | None
) -> tuple[EntryRow, ...]:
    """Return the entries of a section, those that are not offered any more at the end."""
    if is_of_pages(section):
        return tuple(EntryRow(each, False, "", None) for each in pages_of(codebook, section))
    section = cast(Section, section)
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
    find = codebook.article_label if section == "article_labels" else None
    found = Counter()
    for (counted, name), count in counts.items():
        if counted == section:
            stands = find(name) if find else standing_entry(codebook, section, name)
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
    if section == "article_labels":
        return ArticleLabelKind(name, label)
    return Group(name, label, "grey")


def _free_sign(codebook: Codebook, label: str) -> str:
    """Return a mark that no other stance has: a letter of the label if one is left."""
    taken = {each.sign for each in codebook.stance_values}
    letters = (*label.upper(), *"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return next((each for each in letters if each.isalnum() and each not in taken), "·")


def _tr(text: str) -> str:
    return QCoreApplication.translate("CodebookEntries", text)
