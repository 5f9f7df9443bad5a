"""Annotator by annotator: the measures of pairs side by side, and where a pair differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.agreement.explored.disagreements import Disagreement, DisagreementKind
from annotator.agreement.reported.measurement import Measurement, Part

KINDS_OF: dict[Part, tuple[DisagreementKind, ...]] = {
    "entities": ("missing_entity", "entity_boundary", "entity_kind"),
    "statements": ("missing_statement", "boundary", "source"),
    "claim_types": ("claim_type",),
    "stances": ("stance",),
    "article_labels": ("article_label",),
}
"""Which kinds of disagreement lower the measures of a part."""


@dataclass(frozen=True, slots=True)
class PairMatrix:
    """One measure for every pair of annotators (by name, in either order)."""

    part: Part
    of: str
    title: str
    pairs: Mapping[frozenset[str], Measurement]

    def at(self, one: str, other: str) -> Measurement | None:
        """Return the measure of two annotators; None where they share no article."""
        return self.pairs.get(frozenset((one, other)))


def pair_matrices(measurements: Sequence[Measurement]) -> tuple[PairMatrix, ...]:
    """Return the main measures that were made of each pair, in the report's order."""
    found: dict[tuple[Part, str, str], dict[frozenset[str], Measurement]] = {}
    for each in measurements:
        if each.rank == "main" and len(each.annotators) == 2:
            key = each.part, each.of, each.title
            found.setdefault(key, {})[frozenset(each.annotators)] = each
    return tuple(PairMatrix(*key, pairs) for key, pairs in found.items())


def between(
    disagreements: Sequence[Disagreement], part: Part, one: str, other: str, *, of: str = ""
) -> tuple[Disagreement, ...]:
    """Return where two annotators (by id) say different things about one part of the work.

    ``of`` is the kind of label, among labels of articles.
    """
    return tuple(
        each
        for each in disagreements
        if each.kind in KINDS_OF[part]
        and (part != "article_labels" or each.about == of)
        and _differ(dict(each.said), one, other)
    )


def _differ(said: Mapping[str, str], one: str, other: str) -> bool:
    return one in said and other in said and said[one] != said[other]
