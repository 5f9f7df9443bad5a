"""What a person must look at again because the codebook changed since it was said, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from annotator.annotations.model import ArticleLabel, Mention, Statement
from annotator.annotations.standing import contradictory
from annotator.codebook.changing import SECTION_WORDS, label_of
from annotator.codebook.model import LABEL_SECTIONS, Codebook, LabelEntry, Section

Versions = Callable[[str], Codebook | None]
"""Gives the version of the codebook under a reference; None for one that nobody knows."""

Label = tuple[Section, str]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an annotation must be looked at again: which label, and what a person reads."""

    section: Section
    entry_id: str
    text: str


def labels_in(record: Statement | Mention | ArticleLabel) -> Iterator[Label]:
    """Yield every label of the codebook that a record bears, as it is written there."""
    if isinstance(record, ArticleLabel):
        yield "article_labels", record.label
        return
    if isinstance(record, Mention):
        if record.decision != "rejected":
            yield "entity_kinds", record.kind
        return
    for claim_type in record.claim_types:
        yield "claim_types", claim_type
    for stance in record.stances:
        yield "stance_values", stance.value
        if stance.target.kind == "topic":
            yield "topics", stance.target.id


def reasons(
    record: Statement | Mention, codebook: Codebook, versions: Versions
) -> tuple[Reason, ...]:
    """Return why a record must be looked at again, by the codebook that holds now; mostly none.

    A label must be looked at that was split, that means something else than under the version in
    which it was given, or that the codebook does not know; and so must several stances on topics
    that were merged.
    """
    found: dict[Label, Reason] = {}
    for section, entry_id in labels_in(record):
        text = _reason(section, entry_id, record.codebook, codebook, versions)
        if text:
            found[section, entry_id] = Reason(section, entry_id, text)
    if isinstance(record, Statement) and codebook.has_former:
        for topic in contradictory(record, codebook):
            name = label_of(codebook, "topics", topic)
            text = f"Topics were merged into {name}, and it has several stances on them: keep one."
            found["topics", topic] = Reason("topics", topic, text)
    return tuple(found.values())


def _reason(
    section: Section, entry_id: str, made_under: str, codebook: Codebook, versions: Versions
) -> str:
    entry = standing_entry(codebook, section, entry_id)
    what = SECTION_WORDS[section]
    if entry is None:
        return f"The codebook does not know the {what} “{entry_id}”: choose another."
    name = label_of(codebook, section, entry_id)
    if entry.split_into and not codebook.offers(section, entry.id):
        choice = " or ".join(label_of(codebook, section, each) for each in entry.split_into)
        return f"The {what} {name} was split: choose {choice}."
    meaning = _meaning(codebook, section, entry_id)
    if not meaning:
        return ""
    earlier = versions(made_under)
    if earlier is not None and _meaning(earlier, section, entry_id) == meaning:
        return ""
    return f"The {what} {name} was defined anew since: see whether it still fits."


def standing_entry(codebook: Codebook, section: Section, entry_id: str) -> LabelEntry | None:
    """Return the claim type, stance value, topic or entity kind that stands for an id."""
    find: Mapping[str, Callable[[str], LabelEntry | None]] = {
        "claim_types": codebook.claim_type,
        "stance_values": codebook.stance_value,
        "topics": codebook.topic,
        "entity_kinds": codebook.entity_kind,
    }
    return find[section](entry_id)


def _meaning(codebook: Codebook, section: Section, entry_id: str) -> str | None:
    """Return the word for what an entry means, not what stands for it; None where it is unknown."""
    for each in (*getattr(codebook, section), *getattr(codebook.former, section)):
        if each.id == entry_id:
            return cast(str, each.meaning)
    return None


def all_labels(codebook: Codebook) -> frozenset[Label]:
    """Return every label that a codebook knows, current and former."""
    return frozenset(
        (section, each.id)
        for section in LABEL_SECTIONS
        for each in (*getattr(codebook, section), *getattr(codebook.former, section))
    )


def doubtful_labels(codebook: Codebook) -> frozenset[Label]:
    """Return the labels that can be a reason to look again, as they may be written."""
    return frozenset(
        (section, each.id)
        for section in LABEL_SECTIONS
        for each in (*getattr(codebook, section), *getattr(codebook.former, section))
        if each.meaning or _is_split(codebook, section, each.id) or _is_merged(section, each)
    )


def _is_split(codebook: Codebook, section: Section, entry_id: str) -> bool:
    entry = standing_entry(codebook, section, entry_id)
    return entry is not None and bool(entry.split_into)


def _is_merged(section: Section, entry: LabelEntry) -> bool:
    return section in ("topics", "stance_values") and entry.merged_into is not None
