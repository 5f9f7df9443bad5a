"""What the codebook says as a whole, as pages of fields: wording, parts, rules and lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication

from annotator.codebook import vocabulary
from annotator.codebook.changing import EditCodebook
from annotator.codebook.model import Codebook
from annotator.codebook.parts import declared
from annotator.gui.codebook.entry_fields import EntryField, written
from annotator.gui.keys.own import with_keys

PageSection = Literal["stance_wording", "codebook"]
PAGE_SECTIONS: tuple[PageSection, ...] = ("stance_wording", "codebook")
_LISTS = ("certainty", "quote_types", "voices", "figure_units", "zones")


@dataclass(frozen=True, slots=True)
class Page:
    """Some fields that belong together; ``note`` says what cannot be written here, and where."""

    id: str
    label: str
    note: str = ""


def pages_of(codebook: Codebook, section: PageSection) -> tuple[Page, ...]:
    """Return the pages of a section: kinds of target, or what else holds for all entries."""
    if section == "stance_wording":
        note = _tr("How a stance reads toward such a target; its label where nothing is written.")
        return tuple(Page(each, _target_words(each), note) for each in _target_kinds(codebook))
    about = with_keys(
        _tr(
            "The name in files (%1) stays as long as the project; actors have a window of their "
            "own: {review.actors}."
        )
    )
    return (
        Page("names", _tr("Name and version"), about.replace("%1", codebook.id)),
        Page("parts", _tr("Parts of a statement"), _tr("Content is always required.")),
        Page("rules", _tr("Rules")),
        Page("lists", _tr("Lists"), _tr("Annotations keep what is taken out of a list.")),
    )


def page_fields(codebook: Codebook, section: PageSection, page_id: str) -> tuple[EntryField, ...]:
    """Return the fields of a page."""
    if section == "stance_wording":
        return tuple(EntryField(each.id, each.label) for each in codebook.stance_values)
    yes_or_no = (("yes", _tr("yes")), ("no", _tr("no")))
    if page_id == "names":
        return (
            EntryField("title", _tr("Title")),
            EntryField("version", _tr("Version")),
            EntryField("language", _tr("Language")),
        )
    if page_id == "parts":
        return tuple(
            EntryField(each, _words(each), "choice", _requirements())
            for each in vocabulary.PARTS
            if each != "content"
        )
    if page_id == "rules":
        return (
            EntryField("max_claim_types", _tr("Most claim types"), "number"),
            EntryField("allow_new_topics", _tr("New topics while labelling"), "choice", yes_or_no),
            EntryField("stance_target_kinds", _tr("Targets of stances"), "lines"),
        )
    return tuple(EntryField(each, _words(each), "lines") for each in _LISTS)


def page_values(codebook: Codebook, section: PageSection, page_id: str) -> dict[str, str]:
    """Return what stands in the fields of a page."""
    if section == "stance_wording":
        row = codebook.stance_wording.get(page_id, {})
        return {each.id: row.get(each.id, "") for each in codebook.stance_values}
    if page_id == "parts":
        return {each: codebook.requirement(each) for each in vocabulary.PARTS}
    found = {
        each.name: written(getattr(codebook, each.name))
        for each in page_fields(codebook, section, page_id)
    }
    if page_id == "names":
        found["version"] = declared(codebook.version)
    return found


def page_change(
    codebook: Codebook, section: PageSection, page_id: str, fields: Mapping[str, object]
) -> EditCodebook:
    """Return the change that stores fields of a page."""
    if section == "stance_wording":
        rows = {kind: dict(row) for kind, row in codebook.stance_wording.items()}
        row = {**rows.get(page_id, {}), **fields}
        rows[page_id] = {name: str(words) for name, words in row.items() if words}
        return EditCodebook({"stance_wording": {kind: row for kind, row in rows.items() if row}})
    if page_id == "parts":
        return EditCodebook({"layers": {**codebook.layers, **fields}})
    return EditCodebook(fields)


def _target_kinds(codebook: Codebook) -> tuple[str, ...]:
    """Return the kinds of target that a stance may be worded for, kinds of topics first."""
    topics = (*vocabulary.TOPIC_KINDS, *(each.kind for each in codebook.topics))
    others = tuple(each for each in ("actor", "statement") if each in vocabulary.TARGET_KINDS)
    return tuple(dict.fromkeys((*topics, *others, *codebook.stance_wording)))


def _target_words(kind: str) -> str:
    if kind in ("actor", "statement"):
        return _tr("Toward an actor") if kind == "actor" else _tr("Toward another statement")
    return _tr("Toward a topic: %1").replace("%1", kind.replace("_", " "))


def _requirements() -> tuple[tuple[str, str], ...]:
    words = {"required": _tr("required"), "optional": _tr("optional"), "off": _tr("off")}
    return tuple((each, words[each]) for each in vocabulary.REQUIREMENTS)


def _words(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _tr(text: str) -> str:
    return QCoreApplication.translate("CodebookPages", text)
