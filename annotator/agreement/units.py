"""From what annotators said to what is compared: marks, aligned statements, labels on them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from typing import Any, Generic, TypeVar

from annotator.agreement.slots import Slots
from annotator.agreement.spans.marks import Mark, align, mark, overlap
from annotator.annotations.model import Layer, Mention, Stance, Statement
from annotator.corpus.span import Span

SAME_STATEMENT = 1 / 3
"""Least overlap of two contents that count as the same statement.

At an intersection over union of 1/3 the shared characters are half of the mean length of both.
"""
NONE = "none"
"""The label of an annotator who had the unit before them and gave no label."""

Item = TypeVar("Item", Mention, Statement)
_T = TypeVar("_T")
Row = tuple[Hashable | None, ...]


@dataclass(frozen=True, slots=True)
class ArticleLayers:
    """One article and the layers of those annotators whose work on it counts.

    A layer without anything in it is work that counts too: done, nothing found. What is worked out
    about the article is ``kept`` with it, so that whoever keeps the article need not work it out
    again; ``lasting`` is what was worked out of one or two layers, whoever else is compared.
    """

    article: str
    layers: Mapping[str, Layer]
    kept: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)
    lasting: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    def only(self, annotators: Iterable[str]) -> ArticleLayers:
        """Return the article with the layers of ``annotators`` alone."""
        names = tuple(each for each in annotators if each in self.layers)
        if names == tuple(self.layers):
            return self
        return self.once(("only", names), lambda: self._only(names))

    def _only(self, annotators: Iterable[str]) -> ArticleLayers:
        some = {each: self.layers[each] for each in annotators}
        return ArticleLayers(self.article, some, lasting=self.lasting)

    def once(self, key: Hashable, work_out: Callable[[], _T]) -> _T:
        """Return what is kept under ``key``, worked out the first time that it is asked for."""
        return _once(self.kept, key, work_out)

    def once_for_all(self, key: Hashable, work_out: Callable[[], _T]) -> _T:
        """Return what follows from the layers that ``key`` names, whoever else is compared.

        :meth:`only` hands it on.
        """
        return _once(self.lasting, key, work_out)


def _once(found: dict[Hashable, Any], key: Hashable, work_out: Callable[[], _T]) -> _T:
    if key not in found:
        found[key] = work_out()
    known: _T = found[key]
    return known


@dataclass(frozen=True, slots=True)
class Group(Generic[Item]):
    """What several annotators meant by the same passage: at most one thing of each annotator.

    ``hull`` is the passage from the first to the last character that anyone of them marked.
    """

    members: Mapping[str, Item]
    hull: Span = field(init=False, compare=False)

    def __post_init__(self) -> None:
        spans = [span for each in self.members.values() for span in stretches(each)]
        ends = min([each.start for each in spans]), max([each.end for each in spans])
        object.__setattr__(self, "hull", Span(*ends))


def stretches(item: Mention | Statement) -> tuple[Span, ...]:
    """Return what an annotation covers: a mention's span, or a statement's content."""
    return (item.span,) if isinstance(item, Mention) else item.content


def mentions_of(layer: Layer) -> tuple[Mention, ...]:
    """Return the mentions an annotator stands for: added, accepted or corrected ones."""
    return tuple(each for each in layer.mentions if each.decision != "rejected")


def entity_marks(articles: Sequence[ArticleLayers], annotator: str) -> dict[str, frozenset[Mark]]:
    """Return one annotator's mentions as marks under their kind, by article."""
    return {
        each.article: each.once_for_all(
            ("entity marks", annotator), partial(_entity_marks, each.layers[annotator])
        )
        for each in articles
        if annotator in each.layers
    }


def _entity_marks(layer: Layer) -> frozenset[Mark]:
    return frozenset([Mark((mention.span,), mention.kind) for mention in mentions_of(layer)])


def statement_marks(
    articles: Sequence[ArticleLayers], annotator: str
) -> dict[str, frozenset[Mark]]:
    """Return the contents of one annotator's statements as marks without a label, by article."""
    return {
        each.article: each.once_for_all(
            ("statement marks", annotator), partial(_statement_marks, each.layers[annotator])
        )
        for each in articles
        if annotator in each.layers
    }


def _statement_marks(layer: Layer) -> frozenset[Mark]:
    return frozenset([mark(each.content) for each in layer.statements])


def statement_groups(article: ArticleLayers) -> tuple[Group[Statement], ...]:
    """Align the statements of all annotators of an article, in text order.

    Two annotators: the one-to-one alignment of greatest total overlap of content among pairs that
    overlap by :data:`SAME_STATEMENT`; between equal overlaps, source and cue decide, never the
    labels that are measured. More annotators: the aligned pairs are joined, closest first, so that
    no group holds two statements of one annotator.
    """
    statements = {name: layer.statements for name, layer in article.layers.items()}
    return article.once(
        "statements", lambda: _groups(article, statements, SAME_STATEMENT, _same_attribution)
    )


def mention_groups(article: ArticleLayers) -> tuple[Group[Mention], ...]:
    """Align the mentions of all annotators of an article as :func:`statement_groups` does.

    Any overlap will do; between equal overlaps the mention of the same kind is taken.
    """
    mentions = {name: mentions_of(layer) for name, layer in article.layers.items()}
    return article.once("mentions", lambda: _groups(article, mentions, 0.0, _same_kind))


def _same_kind(one: Mention, other: Mention) -> float:
    return float(one.kind == other.kind)


def _same_attribution(one: Statement, other: Statement) -> float:
    sources = overlap(one.source.spans, other.source.spans)
    return (sources + overlap(one.cue, other.cue)) / 2


def _groups(
    article: ArticleLayers,
    items: Mapping[str, Sequence[Item]],
    at_least: float,
    prefer: Callable[[Item, Item], float],
) -> tuple[Group[Item], ...]:
    groups: dict[str, dict[str, Item]] = {
        each.id: {name: each} for name, all_of_one in items.items() for each in all_of_one
    }
    for one, other in _aligned_pairs(article, items, at_least, prefer):
        joined = groups[one.id]
        joining = groups[other.id]
        if joined is not joining and not joined.keys() & joining.keys():
            joined.update(joining)
            groups.update({each.id: joined for each in joining.values()})
    unique = {id(members): members for members in groups.values()}
    found = [Group({name: one[name] for name in items if name in one}) for one in unique.values()]
    return tuple(sorted(found, key=_text_order))


def _aligned_pairs(
    article: ArticleLayers,
    items: Mapping[str, Sequence[Item]],
    at_least: float,
    prefer: Callable[[Item, Item], float],
) -> list[tuple[Item, Item]]:
    """Return the aligned pairs of every two annotators, closest first, ties in text order."""
    pairs: list[tuple[float, tuple[int, int], str, str, tuple[Item, Item]]] = []
    for one, other in combinations(items, 2):
        ones, others = items[one], items[other]
        aligned = article.once_for_all(
            (prefer, one, other), partial(_align, ones, others, at_least, prefer)
        )
        for pair, share in aligned.items():
            matched = ones[pair[0]], others[pair[1]]
            pairs.append((-share, stretches(matched[0])[0].ends, one, other, matched))
    return [pair for *_, pair in sorted(pairs, key=lambda each: each[:4])]


def _align(
    ones: Sequence[Item],
    others: Sequence[Item],
    at_least: float,
    prefer: Callable[[Item, Item], float],
) -> dict[tuple[int, int], float]:
    return align(
        [stretches(each) for each in ones],
        [stretches(each) for each in others],
        at_least=at_least,
        prefer=lambda left, right: prefer(ones[left], others[right]),
    )


def _text_order(group: Group[Item]) -> tuple[tuple[int, int], tuple[str, ...]]:
    return group.hull.ends, tuple(sorted(group.members))


def claim_type_rows(
    groups: Iterable[Group[Statement]], annotators: Sequence[str]
) -> list[tuple[frozenset[str] | None, ...]]:
    """Return the claim types of each aligned statement, one set per annotator.

    None stands for an annotator who does not have the statement: that is counted by the coverage
    of the alignment, not by the labels.
    """
    return [
        tuple(
            frozenset(group.members[name].claim_types) if name in group.members else None
            for name in annotators
        )
        for group in groups
        if len(group.members) > 1
    ]


def primary_claim_type_rows(
    groups: Iterable[Group[Statement]], annotators: Sequence[str]
) -> list[Row]:
    """Return the claim type named first on each aligned statement, "none" where there is none."""
    return [
        tuple(
            (*group.members[name].claim_types, NONE)[0] if name in group.members else None
            for name in annotators
        )
        for group in groups
        if len(group.members) > 1
    ]


def holder_rows(
    groups: Iterable[Group[Statement]], annotators: Sequence[str]
) -> list[tuple[frozenset[str] | None, ...]]:
    """Return the holders of each aligned statement, one set of actors per annotator."""
    return [
        tuple(
            frozenset(group.members[name].source.actors) if name in group.members else None
            for name in annotators
        )
        for group in groups
        if len(group.members) > 1
    ]


def certainty_rows(groups: Iterable[Group[Statement]], annotators: Sequence[str]) -> list[Row]:
    """Return the certainty of each aligned statement, "none" where an annotator gave none."""
    return [
        tuple(
            (group.members[name].certainty or NONE) if name in group.members else None
            for name in annotators
        )
        for group in groups
        if len(group.members) > 1
    ]


def stance_rows(groups: Sequence[Group[Statement]], annotators: Sequence[str]) -> list[Row]:
    """Return the stance values on each target that anyone named on an aligned statement.

    Units are (aligned statement, target). An annotator who has the statement but no stance on that
    target says "none". A stance on another statement counts as the same target where the two
    statements it is on are aligned.
    """
    places = statement_places(groups)
    return [
        tuple(said.get(name) for name in annotators)
        for group in groups
        for said in stances_by_target(group, places).values()
    ]


def shared_stance_rows(groups: Sequence[Group[Statement]], annotators: Sequence[str]) -> list[Row]:
    """Return :func:`stance_rows` without "none": what annotators say on targets they did name."""
    return [
        tuple(None if value == NONE else value for value in row)
        for row in stance_rows(groups, annotators)
    ]


TargetKey = tuple[str, str]


def stances_by_target(
    group: Group[Statement], places: Mapping[str, str]
) -> dict[TargetKey, dict[str, str]]:
    """Return for each target of an aligned statement what each member says: value or "none".

    ``places`` is that of :func:`statement_places`. A group of one has nothing to compare and gives
    nothing. Who says different things on one target, since two targets were merged, has no label
    there until they choose.
    """
    if len(group.members) < 2:
        return {}
    said = {name: _by_target(each, places) for name, each in group.members.items()}
    nothing = frozenset((NONE,))
    return {
        target: {
            name: next(iter(values))
            for name, stances in said.items()
            if len(values := stances.get(target, nothing)) == 1
        }
        for target in sorted({target for stances in said.values() for target in stances})
    }


def _by_target(statement: Statement, places: Mapping[str, str]) -> dict[TargetKey, frozenset[str]]:
    found: dict[TargetKey, frozenset[str]] = {}
    for each in statement.stances:
        target = target_key(each, places)
        found[target] = found.get(target, frozenset()) | {each.value}
    return found


def statement_places(groups: Sequence[Group[Statement]]) -> dict[str, str]:
    """Return for each statement id the name of the group it is in."""
    return {
        statement.id: f"group {place:06d}"
        for place, group in enumerate(groups)
        for statement in group.members.values()
    }


def target_key(stance: Stance, places: Mapping[str, str]) -> TargetKey:
    """Return what identifies a stance's target across annotators."""
    target = stance.target
    if target.kind == "statement":
        return target.kind, places.get(target.id, target.id)
    return target.kind, target.id


def statement_slots(groups: Sequence[Group[Statement]], annotator: str) -> list[Slots]:
    """Return one annotator's statements as slots: holders, claim types, targets, stances."""
    places = statement_places(groups)
    return [
        _slots(group.members[annotator], places) for group in groups if annotator in group.members
    ]


SLOTS = ("holders", "claim types", "targets", "stances")


def _slots(statement: Statement, places: Mapping[str, str]) -> Slots:
    stances = frozenset((target_key(each, places), each.value) for each in statement.stances)
    return (
        frozenset(statement.source.actors),
        frozenset(statement.claim_types),
        frozenset(target for target, _ in stances),
        stances,
    )
