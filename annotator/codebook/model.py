"""A codebook as plain values: everything that may be labelled, and how it is worded and shown.

What may be labelled changes while annotations exist, and no annotation is rewritten for it. An
entry that is not offered any more stays in :attr:`Codebook.former`: ``merged_into`` names the entry
that stands for it now, ``split_into`` those of which a person has to choose; without both it is
retired. ``meaning`` is another word whenever an entry begins to mean something else, so that labels
given before can be told from labels given since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeVar

from annotator.codebook.article_labels import ArticleLabelKind

Requirement = Literal["required", "optional", "off"]
Section = Literal[
    "claim_types", "groups", "stance_values", "topics", "entity_kinds", "article_labels"
]
SECTIONS: tuple[Section, ...] = (
    "groups",
    "claim_types",
    "stance_values",
    "topics",
    "entity_kinds",
    "article_labels",
)
LABEL_SECTIONS: tuple[Section, ...] = ("claim_types", "stance_values", "topics", "entity_kinds")
"""The sections whose entries are labels in the text; what bears one may have to be looked at."""


@dataclass(frozen=True, slots=True)
class ClaimType:
    """A kind of claim. ``group`` decides its bracket and colour, ``key`` sets it in the window."""

    id: str
    label: str
    group: str
    key: str = ""
    definition: str = ""
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    merged_into: str | None = None
    split_into: tuple[str, ...] = ()
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of claim types. ``color`` is a role of the theme (blue), never a hex value."""

    id: str
    label: str
    color: str


@dataclass(frozen=True, slots=True)
class StanceValue:
    """A stance: ``value`` places it on the scale from -1 to 1, None where it has no place there.

    ``sign`` is the mark that tells it apart without colour (one character).
    """

    id: str
    label: str
    key: str
    value: float | None
    sign: str
    color: str
    definition: str = ""
    merged_into: str | None = None
    split_into: tuple[str, ...] = ()
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """Something one can take a stance on; ``kind`` (policy, claim) decides the wording."""

    id: str
    label: str
    kind: str = "policy"
    definition: str = ""
    merged_into: str | None = None
    split_into: tuple[str, ...] = ()
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class EntityKind:
    """A kind of mention.

    ``underline`` is its second mark beside colour: solid, dash, dot, dash_dot or wave.
    """

    id: str
    label: str
    color: str
    underline: str = "solid"
    definition: str = ""
    merged_into: str | None = None
    split_into: tuple[str, ...] = ()
    meaning: str = ""


LabelEntry = ClaimType | StanceValue | Topic | EntityKind
CodebookEntry = LabelEntry | Group | ArticleLabelKind


@dataclass(frozen=True, slots=True)
class Former:
    """Entries that annotations may still bear and that are not offered any more."""

    claim_types: tuple[ClaimType, ...] = ()
    groups: tuple[Group, ...] = ()
    stance_values: tuple[StanceValue, ...] = ()
    topics: tuple[Topic, ...] = ()
    entity_kinds: tuple[EntityKind, ...] = ()
    article_labels: tuple[ArticleLabelKind, ...] = ()


@dataclass(frozen=True, slots=True)
class CodebookActor:
    """An actor that every project with this codebook starts with."""

    id: str
    name: str
    type: str = "unspecified"
    acts_for: str | None = None
    country: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """What may be labelled in a project.

    ``layers`` says for each part of a statement whether it is required, optional or off.
    ``stance_wording`` maps a target's kind (a topic's kind, ``actor`` or ``statement``) to the
    words shown for each stance value. Everything else is found by id through the methods, which
    know former entries too, and give for a merged one the entry that stands for it now.
    ``allow_new_topics`` lets annotators add a topic while they label.
    """

    id: str
    version: str
    language: str = "en"
    title: str = ""
    zones: tuple[str, ...] = ()
    claim_types: tuple[ClaimType, ...] = ()
    groups: tuple[Group, ...] = ()
    max_claim_types: int = 2
    stance_values: tuple[StanceValue, ...] = ()
    stance_target_kinds: tuple[str, ...] = ("topic", "actor", "statement")
    stance_wording: Mapping[str, Mapping[str, str]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    topics: tuple[Topic, ...] = ()
    entity_kinds: tuple[EntityKind, ...] = ()
    actors: tuple[CodebookActor, ...] = ()
    certainty: tuple[str, ...] = ()
    quote_types: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    figure_units: tuple[str, ...] = ()
    layers: Mapping[str, Requirement] = field(default_factory=lambda: MappingProxyType({}))
    article_labels: tuple[ArticleLabelKind, ...] = ()
    allow_new_topics: bool = True
    former: Former = field(default_factory=Former)

    @property
    def reference(self) -> str:
        """The name under which annotations remember it, for example ``news-statements@1.0.0``."""
        return f"{self.id}@{self.version}"

    def claim_type(self, claim_type_id: str) -> ClaimType | None:
        """Return the claim type that stands for that id."""
        return _standing(self.claim_types, self.former.claim_types, claim_type_id)

    def group(self, group_id: str) -> Group | None:
        """Return the group with that id."""
        return _with_id((*self.groups, *self.former.groups), group_id)

    def stance_value(self, value_id: str) -> StanceValue | None:
        """Return the stance value that stands for that id."""
        return _standing(self.stance_values, self.former.stance_values, value_id)

    def topic(self, topic_id: str) -> Topic | None:
        """Return the topic that stands for that id."""
        return _standing(self.topics, self.former.topics, topic_id)

    def entity_kind(self, kind_id: str) -> EntityKind | None:
        """Return the entity kind that stands for that id."""
        return _standing(self.entity_kinds, self.former.entity_kinds, kind_id)

    def article_label(self, kind_id: str) -> ArticleLabelKind | None:
        """Return the kind of label for whole articles that stands for that id."""
        return _standing(self.article_labels, self.former.article_labels, kind_id)

    @property
    def has_former(self) -> bool:
        """Whether there are entries that are not offered any more."""
        return self.former != Former() or any(each.former_values for each in self.article_labels)

    @property
    def is_revised(self) -> bool:
        """Whether annotations may bear what is not offered any more or meant something else."""
        labels: list[LabelEntry] = [*self.claim_types, *self.stance_values]
        labels += (*self.topics, *self.entity_kinds)
        return self.has_former or any(each.meaning for each in labels)

    def offers(self, section: Section, entry_id: str) -> bool:
        """Tell whether an entry may be given to annotations now."""
        return any(each.id == entry_id for each in getattr(self, section))

    def requirement(self, layer: str) -> Requirement:
        """Tell whether a part of a statement is required, optional (the default) or off."""
        return self.layers.get(layer, "optional")

    def wording(self, target_kind: str, value_id: str, *, topic_kind: str = "policy") -> str:
        """Return how a stance value reads for a target: "favors", "denies", "blames"..."""
        row = self.stance_wording.get(topic_kind if target_kind == "topic" else target_kind, {})
        value = self.stance_value(value_id)
        standing_id = value_id if value is None else value.id
        if standing_id in row:
            return row[standing_id]
        return value_id if value is None else value.label


@dataclass(frozen=True, slots=True)
class CodebookPart:
    """One entry, or one field such as ``layers``, as plain values.

    ``id`` is the section and the entry's id (``topics/ceasefire``), or ``codebook/`` and the name
    of the field, whose value then stands under ``value``. ``place`` orders the entries of a
    section. ``is_former`` entries are not offered any more.
    """

    id: str
    plain: Mapping[str, object]
    place: float = 0.0
    is_former: bool = False

    @property
    def section(self) -> str:
        """The section of an entry, or ``codebook`` for a field."""
        return self.id.partition("/")[0]

    @property
    def name(self) -> str:
        """The id of the entry in its section, or the name of the field."""
        return self.id.partition("/")[2]


_E = TypeVar("_E", ClaimType, StanceValue, Topic, EntityKind, ArticleLabelKind)
_I = TypeVar("_I", ClaimType, StanceValue, Topic, EntityKind, ArticleLabelKind, Group)


def _with_id(entries: Iterable[_I], entry_id: str) -> _I | None:
    for each in entries:  # asked thousands of times for one article, so without a generator
        if each.id == entry_id:
            return each
    return None


def _standing(current: tuple[_E, ...], former: tuple[_E, ...], entry_id: str) -> _E | None:
    """Return the entry that stands for an id; in a circle of merged ones the first by its id.

    A circle can only come about where two copies of a project merged the same entries crosswise.
    """
    passed: dict[str, _E] = {}
    while (found := _with_id(current, entry_id)) is None:
        gone = _with_id(former, entry_id)
        if gone is None or gone.merged_into is None:
            return gone
        if entry_id in passed:
            ids = list(passed)
            return passed[min(ids[ids.index(entry_id) :])]
        passed[entry_id] = gone
        entry_id = gone.merged_into
    return found
