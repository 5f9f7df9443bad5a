"""A codebook as plain values: everything that may be labelled, and how it is worded and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Requirement = Literal["required", "optional", "off"]


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


@dataclass(frozen=True, slots=True)
class Topic:
    """Something one can take a stance on; ``kind`` (policy, claim) decides the wording."""

    id: str
    label: str
    kind: str = "policy"
    definition: str = ""


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
    words shown for each stance value. Everything else is found by id through the methods.
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

    @property
    def reference(self) -> str:
        """The name under which annotations remember it, for example ``news-statements@1.0.0``."""
        return f"{self.id}@{self.version}"

    def claim_type(self, claim_type_id: str) -> ClaimType | None:
        """Return the claim type with that id."""
        return next((each for each in self.claim_types if each.id == claim_type_id), None)

    def group(self, group_id: str) -> Group | None:
        """Return the group with that id."""
        return next((each for each in self.groups if each.id == group_id), None)

    def stance_value(self, value_id: str) -> StanceValue | None:
        """Return the stance value with that id."""
        return next((each for each in self.stance_values if each.id == value_id), None)

    def topic(self, topic_id: str) -> Topic | None:
        """Return the topic with that id."""
        return next((each for each in self.topics if each.id == topic_id), None)

    def entity_kind(self, kind_id: str) -> EntityKind | None:
        """Return the entity kind with that id."""
        return next((each for each in self.entity_kinds if each.id == kind_id), None)

    def requirement(self, layer: str) -> Requirement:
        """Tell whether a part of a statement is required, optional (the default) or off."""
        return self.layers.get(layer, "optional")

    def wording(self, target_kind: str, value_id: str, *, topic_kind: str = "policy") -> str:
        """Return how a stance value reads for a target: "favors", "denies", "blames"..."""
        row = self.stance_wording.get(topic_kind if target_kind == "topic" else target_kind, {})
        if value_id in row:
            return row[value_id]
        value = self.stance_value(value_id)
        return value.label if value is not None else value_id
