"""What a rule would settle: the majority, or the likeliest label by what all have said so far.

Proposals are for people: nothing is settled by them, and a tie stays a tie.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from annotator.adjudication.compared import Compared
from annotator.adjudication.matters import Matter, Slot, Version

if TYPE_CHECKING:
    from annotator.adjudication.dawid_skene import DawidSkene

ProposingRule = Literal["majority", "dawid-skene"]
FEWEST = 3
"""How many annotators a rule needs; of two, none is more than the other."""
TIE = 1e-6
"""Probabilities that differ by no more are equal."""
Place = tuple[str, Slot, str, str]
"""The article, slot, target and group of what labels are about."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version, by its first letter, and how much speaks for it: a share or a probability."""

    letter: str
    words: str
    share: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a rule proposes for a matter: a letter, or None where it is a tie.

    ``candidates`` are all versions, the one with most behind it first.
    """

    rule: ProposingRule
    letter: str | None
    candidates: tuple[Candidate, ...]

    @property
    def is_tie(self) -> bool:
        """Whether the rule does not decide."""
        return self.letter is None


def by_majority(matter: Matter) -> Proposal | None:
    """Propose what more than half of the annotators say; None for fewer than three of them."""
    everybody = len(matter.letters)
    if everybody < FEWEST or not matter.is_disputed:
        return None
    found = _ordered((each, len(each.letters) / everybody) for each in matter.versions)
    best = found[0]
    return Proposal("majority", best.letter if best.share > 0.5 + TIE else None, found)


@dataclass(frozen=True, slots=True)
class LabelUnit:
    """What annotators say about one thing, as labels that repeat over many things.

    ``kind`` tells which units have the same labels: a slot, or one kind of article label.
    """

    place: Place
    kind: str
    labels: Mapping[str, str]


def label_units(compared: Compared) -> Iterator[LabelUnit]:
    """Yield what Dawid and Skene's model learns from: everything labelled, agreed or not.

    Whether there is a statement, its claim types, its stance on each target, the kind of an entity
    ("" for none) and the article's labels. Sources and boundaries have no labels that repeat.
    """
    aligned, words = compared.aligned, compared.words
    everybody = tuple(aligned.standing.layers)
    for name, group in aligned.groups.items():
        members = group.members
        here = {who: "here" if who in members else "" for who in everybody}
        yield LabelUnit((aligned.article, "statement", "", name), "statement", here)
        if len(members) < 2:
            continue
        for slot, target in words.slots_of(tuple(members.values())):
            if slot in ("claim_type", "stance"):
                said = {who: words.value(each, slot, target) for who, each in members.items()}
                yield LabelUnit((aligned.article, slot, target, name), slot, said)
    for name, mentions in aligned.mention_groups.items():
        kinds = dict.fromkeys(everybody, "")
        kinds |= {who: each.kind for who, each in mentions.members.items()}
        yield LabelUnit((aligned.article, "entity", "", name), "entity", kinds)
    for matter in compared.matters:
        if matter.slot == "article_label":
            place: Place = (aligned.article, "article_label", matter.target, matter.group)
            yield LabelUnit(place, f"article_label {matter.target}", _label_values(matter))


def _label_values(matter: Matter) -> dict[str, str]:
    return {who: each.words for each in matter.versions for who, _ in each.origins}


@dataclass(frozen=True)
class Estimated:
    """What the model estimated for one kind of units, and who said what in each of them."""

    model: DawidSkene
    annotators: tuple[str, ...]
    units: Mapping[Place, tuple[Mapping[str, str], int]]

    def probabilities(self, place: Place) -> Mapping[str, float]:
        """Return the probability of each label for one unit."""
        row = self.model.posteriors[self.units[place][1]]
        return {str(label): float(p) for label, p in zip(self.model.labels, row, strict=True)}


class Likeliest:
    """Dawid and Skene's model over all articles, one for each kind of units.

    Nothing is proposed where fewer than three annotators labelled.
    """

    def __init__(self, units: Iterable[LabelUnit]) -> None:
        by_kind: dict[str, list[LabelUnit]] = {}
        for unit in units:
            by_kind.setdefault(unit.kind, []).append(unit)
        self.estimated = {kind: found for kind, some in by_kind.items() if (found := _fit(some))}
        self._by_place = {place: each for each in self.estimated.values() for place in each.units}

    def propose(self, matter: Matter) -> Proposal | None:
        """Propose the likeliest label of a matter; None where the model says nothing about it."""
        place: Place = (matter.article, matter.slot, matter.target, matter.group)
        known = self._by_place.get(place)
        if known is None or not matter.is_disputed:
            return None
        said, probabilities = known.units[place][0], known.probabilities(place)
        labels = {each.letters[0]: said[each.origins[0][0]] for each in matter.versions}
        found = _ordered((each, probabilities[labels[each.letters[0]]]) for each in matter.versions)
        best, second = found[0], found[1]
        clear = best.share - second.share > TIE and best.share >= max(probabilities.values()) - TIE
        return Proposal("dawid-skene", best.letter if clear else None, found)


def _fit(units: Sequence[LabelUnit]) -> Estimated | None:
    annotators = tuple(sorted({who for each in units for who in each.labels}))
    if len(annotators) < FEWEST:
        return None
    from annotator.adjudication.dawid_skene import counts_of, fit

    patterns = Counter(tuple(sorted(each.labels.items())) for each in units)
    rows = {pattern: row for row, pattern in enumerate(sorted(patterns))}
    labels = sorted({label for each in units for label in each.labels.values()})
    counts = counts_of([dict(each) for each in rows], annotators, labels)
    import numpy as np

    weights = np.array([float(patterns[each]) for each in rows])
    model = fit(counts, labels, weights=weights)
    places = {each.place: (each.labels, rows[tuple(sorted(each.labels.items()))]) for each in units}
    return Estimated(model, annotators, places)


def _ordered(found: Iterable[tuple[Version, float]]) -> tuple[Candidate, ...]:
    candidates = (Candidate(each.letters[0], each.words, share) for each, share in found)
    return tuple(sorted(candidates, key=lambda each: (-each.share, each.letter)))
