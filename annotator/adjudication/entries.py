"""Which entry of the codebook is unclear where annotators differ, as ``section/id``."""

from __future__ import annotations

from annotator.adjudication.compared import Compared
from annotator.adjudication.matters import Matter
from annotator.annotations.wording import label
from annotator.codebook.model import SECTIONS, Codebook

LAYERS = "layers"
"""The section of what no single label is about: where a content ends, who the source is."""


def is_entry(entry: str, codebook: Codebook) -> bool:
    """Tell whether a codebook has such an entry: a label, or a part of statements."""
    section, _, name = entry.partition("/")
    if section == LAYERS:
        return name in codebook.layers
    return section in SECTIONS and any(each.id == name for each in getattr(codebook, section))


def entry_words(entry: str, codebook: Codebook) -> str:
    """Return how an entry is called."""
    section, _, name = entry.partition("/")
    entries = getattr(codebook, section) if section in SECTIONS else ()
    known = next((each.label for each in entries if each.id == name), "")
    return known or label(name)


def likely_entries(matter: Matter, compared: Compared) -> tuple[str, ...]:
    """Return the entries that a disagreement is most likely about, those named there first."""
    codebook = compared.aligned.codebook
    found = dict.fromkeys((*_named(matter, compared), *_parts(matter)))
    return tuple(each for each in found if is_entry(each, codebook))


def _named(matter: Matter, compared: Compared) -> list[str]:
    """Return the labels that somebody gave there."""
    if matter.slot == "article_label":
        return [f"article_labels/{matter.target}"]
    if matter.slot == "entity":
        mentions = compared.aligned.mention_groups[matter.group].members.values()
        return sorted(f"entity_kinds/{each.kind}" for each in mentions)
    if matter.slot not in ("statement", "claim_type", "stance"):
        return []
    statements = compared.aligned.groups[matter.group].members.values()
    if matter.slot == "stance":
        said = (compared.words.stance_on(each, matter.target) for each in statements)
        values = sorted(f"stance_values/{each.value}" for each in said if each is not None)
        kind, _, name = matter.target.partition(":")
        return [*values, f"topics/{name}"] if kind == "topic" else values
    return sorted(f"claim_types/{name}" for each in statements for name in each.claim_types)


def _parts(matter: Matter) -> tuple[str, ...]:
    if matter.slot in ("statement", "boundary"):
        return (f"{LAYERS}/content",)
    parts = {"source": "source", "claim_type": "claim_types", "stance": "stances"}
    return (f"{LAYERS}/{parts[matter.slot]}",) if matter.slot in parts else ()
