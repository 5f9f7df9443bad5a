"""What the labels of a foreign file become here: proposed from their names, kept in a file.

The file is YAML::

    labels:            # of spans
      PER: entity PERSON
      Claim: claim fact
      Quote: statement
      Speaker: source
      Misc: skip
    links:             # arrows between spans
      said_by: source
      rejects: stance against
    text labels:       # of whole texts
      genre: article label genre
      sentiment/negative: article label tone=negative
    targets:           # what stances in rows of a table are on
      Atheism: topic religion
      Hillary Clinton: actor Q6294
    columns:           # of a table: what holds which column, or several
      text: Tweet
      label: Stance

Right of the colon stand ids of the codebook, or of actors. What is not named is not taken in, and
told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast, get_args

import yaml

from annotator.codebook.model import Codebook
from annotator.errors import FormatError
from annotator.formats.labelled.as_labelled import PARENT, ROLES, STATEMENT, LabelNames

Kind = Literal[
    "entity",
    "claim",
    "statement",
    "source",
    "cue",
    "addressee",
    "via",
    "figure",
    "target",
    "stance",
    "parent",
    "article label",
    "topic",
    "actor",
    "skip",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
_WITH_ID: frozenset[str] = frozenset(
    {"entity", "claim", "stance", "article label", "topic", "actor"}
)
_SECTION = {"entity_kinds": "entity", "claim_types": "claim", "stance_values": "stance"}
# What other tools and corpora call the kinds of entities that most codebooks have.
_ENTITY_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "per": ("PERSON", "PER"),
        "person": ("PERSON", "PER"),
        "people": ("PERSON", "PER"),
        "org": ("ORG",),
        "organization": ("ORG",),
        "organisation": ("ORG",),
        "company": ("ORG",),
        "loc": ("LOC", "GPE"),
        "location": ("LOC", "GPE"),
        "place": ("LOC", "GPE"),
        "gpe": ("GPE", "LOC"),
        "country": ("GPE",),
        "norp": ("NORP",),
        "event": ("EVENT",),
        "date": ("DATE",),
    }
)
_ROLE_NAMES: Mapping[str, Kind] = MappingProxyType(
    {
        "source": "source",
        "sources": "source",
        "speaker": "source",
        "holder": "source",
        "saidby": "source",
        "cue": "cue",
        "cues": "cue",
        "content": "statement",
        "contents": "statement",
        "quote": "statement",
        "quotation": "statement",
        "claim": "statement",
        "statement": "statement",
        "addressee": "addressee",
        "target": "target",
        "parent": "parent",
        "figure": "figure",
        "via": "via",
    }
)


@dataclass(frozen=True, slots=True)
class Becomes:
    """What a label becomes: the ``kind`` of thing, and the codebook's ``id`` where it needs one.

    An article label may name the ``value`` too; without it the label's own value is taken.
    """

    kind: Kind
    id: str = ""
    value: str = ""

    def in_words(self) -> str:
        """Return it as it stands in a mapping file."""
        words = f"{self.kind} {self.id}".rstrip()
        return f"{words}={self.value}" if self.value else words


SKIP = Becomes("skip")


@dataclass(frozen=True, slots=True)
class LabelMapping:
    """What the labels of spans, links and whole texts become, by their names in the file.

    ``text_labels`` are named by kind, or by kind and value (``sentiment/negative``). ``targets``
    are what stances are on where a file names that in words. ``columns`` are those of a table by
    what they hold; empty where that is left to their names.
    """

    labels: Mapping[str, Becomes] = field(default_factory=lambda: MappingProxyType({}))
    links: Mapping[str, Becomes] = field(default_factory=lambda: MappingProxyType({}))
    text_labels: Mapping[str, Becomes] = field(default_factory=lambda: MappingProxyType({}))
    targets: Mapping[str, Becomes] = field(default_factory=lambda: MappingProxyType({}))
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def says_nothing_of_labels(self) -> bool:
        """Whether it tells of columns alone, so that what labels become is proposed."""
        return not (self.labels or self.links or self.text_labels or self.targets)

    def of_text_label(self, kind: str, value: str) -> tuple[str, str] | None:
        """Return which article label with which value a label of a text becomes."""
        found = self.text_labels.get(f"{kind}/{value}", self.text_labels.get(kind, SKIP))
        return None if found.kind == "skip" else (found.id, found.value or value)


class Proposer:
    """Proposes what labels become, by what they are called."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._names = LabelNames(codebook)
        self._folded: dict[str, Becomes] = {}
        for name, (section, entry) in self._names.entries.items():
            becomes = Becomes(cast("Kind", _SECTION[section]), entry)
            for each in (name, entry, self._names.wording(name)):
                self._folded.setdefault(_folded(each), becomes)

    def span(self, label: str) -> Becomes:
        """Return what the label of a span likely becomes; :data:`SKIP` where nothing is like it."""
        if label in self._names.entries:
            return self._entry(label)
        if label == STATEMENT:
            return Becomes("statement")
        if label in ROLES:
            return Becomes(cast("Kind", label))
        found = self._folded.get(_folded(label))
        if found is not None and found.kind != "stance":
            return found
        if (role := _ROLE_NAMES.get(_folded(label))) is not None:
            return Becomes(role)
        kinds = {each.id for each in self._codebook.entity_kinds}
        names = _ENTITY_NAMES.get(_folded(label), ())
        return next((Becomes("entity", each) for each in names if each in kinds), SKIP)

    def link(self, label: str) -> Becomes:
        """Return what the label of a link likely becomes; :data:`SKIP` where nothing is like it."""
        if label == PARENT:
            return Becomes("parent")
        found = self._names.entries.get(label)
        if found is not None and found[0] == "stance_values":
            return Becomes("stance", found[1])
        folded = self._folded.get(_folded(label))
        if folded is not None and folded.kind == "stance":
            return folded
        role = _ROLE_NAMES.get(_folded(label), "skip")
        return SKIP if role == "statement" else Becomes(role)

    def text_label(self, kind: str) -> Becomes:
        """Return which article label the label of a text likely becomes."""
        for each in self._codebook.article_labels:
            if _folded(kind) in (_folded(each.id), _folded(each.label)):
                return Becomes("article label", each.id)
        return SKIP

    def target(self, words: str) -> Becomes:
        """Return what something that stances are on likely is: a topic, or an actor."""
        folded = _folded(words)
        for topic in self._codebook.topics:
            if folded in (_folded(topic.id), _folded(topic.label)):
                return Becomes("topic", topic.id)
        for actor in self._codebook.actors:
            if folded in (_folded(actor.id), _folded(actor.name)):
                return Becomes("actor", actor.id)
        return SKIP

    def _entry(self, name: str) -> Becomes:
        section, entry = self._names.entries[name]
        return Becomes(cast("Kind", _SECTION[section]), entry)


def propose(
    codebook: Codebook,
    *,
    labels: Iterable[str],
    links: Iterable[str] = (),
    text_labels: Iterable[str] = (),
    targets: Iterable[str] = (),
) -> LabelMapping:
    """Propose a mapping for the labels of a file."""
    proposer = Proposer(codebook)
    return LabelMapping(
        {each: proposer.span(each) for each in labels},
        {each: proposer.link(each) for each in links},
        {each: proposer.text_label(each) for each in text_labels},
        {each: proposer.target(each) for each in targets},
    )


def as_yaml(mapping: LabelMapping) -> str:
    """Return a mapping as the text of a mapping file."""
    parts = {
        "labels": mapping.labels,
        "links": mapping.links,
        "text labels": mapping.text_labels,
        "targets": mapping.targets,
    }
    plain: dict[str, dict[str, str | list[str]]] = {
        name: {label: becomes.in_words() for label, becomes in part.items()}
        for name, part in parts.items()
        if part
    }
    if mapping.columns:
        plain["columns"] = {
            role: names[0] if len(names) == 1 else list(names)
            for role, names in mapping.columns.items()
        }
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False)


def read_mapping(path: Path, codebook: Codebook) -> LabelMapping:
    """Read a mapping file; raises :class:`FormatError` with every line that does not fit."""
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise FormatError(
            f"{path.name} could not be read as a mapping file: {error}. Nothing was imported.",
            path=path,
        ) from error
    problems: list[str] = []
    columns = _columns(found.pop("columns", None) if isinstance(found, dict) else None, problems)
    parts = _parts(found, problems)
    labels, links, text_labels, targets = (
        {label: _becomes(label, words, codebook, problems) for label, words in part.items()}
        for part in parts
    )
    mapping = LabelMapping(labels, links, text_labels, targets, columns)
    if problems:
        raise FormatError(
            f"{path.name} does not fit: {'; '.join(problems)}. Nothing was imported. "
            f"Right of the colon stands one of: {', '.join(KINDS)}.",
            path=path,
        )
    return mapping


def _parts(found: object, problems: list[str]) -> tuple[Mapping[str, str], ...]:
    names = ("labels", "links", "text labels", "targets")
    if not isinstance(found, dict) or not set(found) <= set(names):
        problems.append(f"it has other parts than {', '.join(names)}, columns")
        return ({}, {}, {}, {})
    parts = [found.get(name) or {} for name in names]
    for name, part in zip(names, parts, strict=True):
        if not isinstance(part, dict) or not all(isinstance(each, str) for each in part.values()):
            problems.append(f"the part “{name}” is no list of names with what they become")
            return ({}, {}, {}, {})
    return tuple(parts)


def _columns(found: object, problems: list[str]) -> Mapping[str, tuple[str, ...]]:
    if found is None:
        return {}
    columns: dict[str, tuple[str, ...]] = {}
    is_plain = isinstance(found, dict) and bool(found)
    for role, names in found.items() if isinstance(found, dict) else ():
        listed = names if isinstance(names, list) else [names]
        is_plain = is_plain and all(isinstance(each, str) and each for each in listed)
        columns[str(role)] = tuple(str(each) for each in listed)
    if not is_plain:
        problems.append("the part “columns” does not say which column holds what")
        return {}
    return columns


def _becomes(label: str, words: str, codebook: Codebook, problems: list[str]) -> Becomes:
    kind = next((each for each in KINDS if words == each or words.startswith(f"{each} ")), None)
    if kind is None:
        problems.append(f"“{label}: {words}”")
        return SKIP
    entry, _, value = words[len(kind) :].strip().partition("=")
    if bool(entry) != (kind in _WITH_ID):
        problems.append(f"“{label}: {words}” {'lacks an' if kind in _WITH_ID else 'needs no'} id")
    elif entry and not _is_known(kind, entry, codebook):
        problems.append(f"“{label}: {words}”: the codebook has no {kind} {entry}")
    return Becomes(kind, entry, value)


def _is_known(kind: Kind, entry: str, codebook: Codebook) -> bool:
    if kind == "actor":  # a new one is added
        return True
    found: object = {
        "topic": codebook.topic,
        "entity": codebook.entity_kind,
        "claim": codebook.claim_type,
        "stance": codebook.stance_value,
        "article label": codebook.article_label,
    }[kind](entry)
    return found is not None


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()
