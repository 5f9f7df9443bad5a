"""What there is to settle in an article: one matter for each thing on which annotators speak."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Literal

from annotator.annotations.model import Ruling
from annotator.corpus.span import Span

Slot = Literal[
    "statement", "boundary", "source", "claim_type", "stance", "entity", "article_label", "added"
]
"""What a matter settles: a whole record (statement, entity, article label), or a part of one."""
MatterKind = Literal[
    "missing",
    "extra",
    "boundary",
    "source",
    "claim_type",
    "stance",
    "entity_missing",
    "entity_extra",
    "entity_boundary",
    "entity_kind",
    "entity_actor",
    "article_label",
    "statement",
    "entity",
    "added",
    "gone",
]
KINDS: dict[MatterKind, str] = {
    "missing": "statement missing",
    "extra": "statement of few",
    "boundary": "statement boundary",
    "source": "source",
    "claim_type": "claim type",
    "stance": "stance",
    "article_label": "article label",
    "entity_missing": "entity missing",
    "entity_extra": "entity of few",
    "entity_boundary": "entity boundary",
    "entity_kind": "entity kind",
    "entity_actor": "actor of an entity",
    "statement": "statement",
    "entity": "entity",
    "added": "added while settling",
    "gone": "said by nobody any more",
}
"""Each kind in words, in the order in which those of one passage and weight are listed."""
State = Literal["open", "changed", "agreed", "deferred", "unclear", "settled"]
"""``changed``: settled, but somebody has changed their version since, so it is open again.
``agreed``: all say the same, and nobody has accepted it yet."""


@dataclass(frozen=True, slots=True)
class Version:
    """What some annotators say on a matter; ``letters`` stand for them, in order.

    ``words`` tell it to a person, ``spans`` show it in the text. ``is_nothing`` where it is that
    there is nothing. ``origins`` are (annotator, id of their record, "" where there is none); show
    letters instead, so that adjudicating stays blind.
    """

    letters: tuple[str, ...]
    words: str
    spans: tuple[Span, ...]
    origins: tuple[tuple[str, str], ...]
    is_nothing: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing on which annotators speak: disputed where there are several versions.

    ``key`` is the same whenever the project is opened; ``group`` is shared by the matters of the
    same aligned statements. ``span`` is the passage to open and ``passage`` its beginning on one
    line; ``about`` names the target of a stance, or the kind of article label, in words.
    ``weight`` is what the matter adds to the observed disagreement: pairs of annotators who differ
    (each counted twice) divided by one less than the annotators who have a say, as a unit counts
    in Krippendorff's alpha (Krippendorff 2011, part C). ``seen`` holds a digest of what each says.
    """

    key: str
    slot: Slot
    kind: MatterKind
    article: str
    group: str
    span: Span
    passage: str
    about: str
    versions: tuple[Version, ...]
    weight: float
    seen: tuple[tuple[str, str], ...]
    state: State = "open"
    ruling: Ruling | None = None
    target: str = ""

    @property
    def is_disputed(self) -> bool:
        """Whether annotators say different things."""
        return len(self.versions) > 1

    @property
    def is_due(self) -> bool:
        """Whether somebody has to decide, now or later."""
        return self.state != "settled"

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of all who have a say, in the order of the alphabet."""
        return tuple(sorted(letter for each in self.versions for letter in each.letters))

    def version(self, letter: str) -> Version | None:
        """Return the version of the annotator behind a letter."""
        return next((each for each in self.versions if letter in each.letters), None)

    def origin(self, letter: str) -> tuple[str, str] | None:
        """Return the annotator behind a letter, and the id of their record ("" for none)."""
        version = self.version(letter)
        return None if version is None else version.origins[version.letters.index(letter)]

    def letter_of(self, annotator: str) -> str | None:
        """Return the letter that stands for an annotator here."""
        for version in self.versions:
            for letter, (who, _) in zip(version.letters, version.origins, strict=True):
                if who == annotator:
                    return letter
        return None


def matter_key(slot: Slot, target: str, ids: Sequence[str]) -> str:
    """Return the key of a matter: what it settles, about what, and the records compared."""
    return f"{slot}|{target}|{','.join(sorted(ids))}"


@dataclass(frozen=True, slots=True)
class KeyParts:
    """A key taken apart again."""

    slot: str
    target: str
    ids: tuple[str, ...]


def key_parts(key: str) -> KeyParts:
    """Return what :func:`matter_key` put together."""
    slot, _, rest = key.partition("|")
    target, _, ids = rest.rpartition("|")
    return KeyParts(slot, target, tuple(ids.split(",")) if ids else ())


def letters_for(key: str, annotators: Sequence[str]) -> dict[str, str]:
    """Return a letter for each annotator, shuffled by the matter: always the same for the same.

    The order is that of a hash of key and annotator, so a letter tells nothing about who it is, and
    another matter has another order.
    """
    shuffled = sorted(annotators, key=lambda each: digest(f"{key}|{each}"))
    return {each: letter(place) for place, each in enumerate(shuffled)}


def letter(place: int) -> str:
    """Return the letter of a place: A to Z, then AA, AB..."""
    name, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, len(ascii_uppercase))
        name = ascii_uppercase[rest] + name
    return name


def digest(words: str) -> str:
    """Return 16 hexadecimal digits that differ where the words differ."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def weight_of(sizes: Sequence[int]) -> float:
    """Return what versions with so many annotators each add to the observed disagreement."""
    total = sum(sizes)
    if total < 2:
        return 0.0
    return (total * total - sum(size * size for size in sizes)) / (total - 1)
