"""From what annotators say in an article to the matters between them, each with its state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from annotator.adjudication.aligned import Aligned
from annotator.adjudication.matters import (
    KINDS,
    Matter,
    MatterKind,
    Slot,
    Version,
    letters_for,
    matter_key,
    weight_of,
)
from annotator.adjudication.rulings import Rulings, is_decided, state_of
from annotator.adjudication.sayings import Words, mention_value, seen
from annotator.agreement.units import Group
from annotator.annotations.model import Layer, Mention, Ruling, Statement
from annotator.annotations.standing import standing_layer
from annotator.annotations.wording import excerpt
from annotator.corpus.span import Span

_R = TypeVar("_R")
_PASSAGE = 90
_ORDER = {kind: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Said:
    """What one annotator says on a matter: ``record`` is "" where they say that there is nothing.

    ``value`` is compared; ``written`` is the same under the labels and actors with which it was
    made: that these were merged since is no change of anybody's mind.
    """

    record: str
    value: str
    written: str
    words: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Compared:
    """An article's layers side by side, with the gold layer and the rulings made so far."""

    aligned: Aligned
    gold: Layer
    rulings: tuple[Ruling, ...]

    @cached_property
    def ruled(self) -> Rulings:
        """The rulings by what they are about."""
        return Rulings(self.rulings, self.aligned.group_of)

    @cached_property
    def words(self) -> Words:
        """How records are compared and put into words."""
        aligned = self.aligned
        return Words(aligned.text, aligned.codebook, aligned.actors, self.ruled.group_of)

    @cached_property
    def gold_standing(self) -> Mapping[str, Statement]:
        """The settled statements in today's words, by id."""
        layer = standing_layer(self.gold, self.aligned.actors, self.aligned.codebook)
        return {each.id: each for each in layer.statements}

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """All matters of the article in text order, agreed and settled ones too."""
        if len(self.aligned.layers) < 2:
            return ()
        found = [
            *self._about_labels(),
            *self._about_statements(),
            *self._about_mentions(),
            *self._about_added(),
        ]
        return tuple(sorted(found, key=lambda each: (each.span, _ORDER[each.kind], each.key)))

    @property
    def due(self) -> tuple[Matter, ...]:
        """The matters that still have to be decided, or accepted."""
        return tuple(each for each in self.matters if each.is_due)

    def matter(self, key: str) -> Matter | None:
        """Return the matter of a key, or None where there is none any more."""
        return next((each for each in self.matters if each.key == key), None)

    # -- statements

    def _about_statements(self) -> Iterator[Matter]:
        for name, group in self.aligned.groups.items():
            parts = tuple(self._parts(name, group))
            disputed = any(each.is_disputed for each in parts)
            whole = self.existence(name)
            if whole.is_disputed or not disputed or whole.ruling is not None:
                yield whole
            gone = whole.ruling
            rejected = gone is not None and gone.gold is None and is_decided(gone)
            for each in parts:
                yield replace(each, state="settled", ruling=gone) if rejected else each

    def existence(self, name: str) -> Matter:
        """Return the matter of whether there is a statement, also where nobody disputes it."""
        group = self.aligned.groups[name]
        said = {
            who: Said(each.id, "here", "here", self.words.said(each, "boundary"), each.content)
            for who, each in group.members.items()
        }
        everybody = self._with_nothing(said, "no statement here")
        kind: MatterKind = "statement"
        if len(said) < len(everybody):
            kind = "missing" if 2 * len(said) >= len(everybody) else "extra"
        return self._of_group("statement", kind, name, group, everybody)

    def _parts(self, name: str, group: Group[Statement]) -> Iterator[Matter]:
        """Yield what is disputed among those who have the statement, or was, or has changed."""
        members = tuple(group.members.values())
        slots = self.words.slots_of(members)
        for slot, target in slots:
            first = members[0]
            is_one = all(self._is_same(first, each, slot, target) for each in members[1:])
            if not is_one or self.ruled.on(slot, target, name) is not None:
                yield self._part(name, group, slot, target)
            elif self._has_moved(name, first, slot, target):
                yield replace(self._part(name, group, slot, target), state="changed")
        known = {target for _, target in slots}
        for target in sorted({*self.ruled.stances_of(name), *self._settled_on(name)} - known):
            part = self._part(name, group, "stance", target)
            yield part if part.ruling is not None else replace(part, state="changed")

    def _is_same(self, one: Statement, other: Statement, slot: Slot, target: str) -> bool:
        return self.words.is_same(one, other, slot, target)

    def _settled(self, name: str) -> Statement | None:
        """Return the settled statement of a group, unless the adjudicator edited it."""
        gold = self.ruled.gold_of.get(name)
        if gold is None or gold in self.ruled.edited:
            return None
        return self.gold_standing.get(gold)

    def _settled_on(self, name: str) -> set[str]:
        """Return the targets on which the settled statement of a group takes a stance."""
        gold = self._settled(name)
        stances = () if gold is None else gold.stances
        return {self.words.target_name(each.target) for each in stances}

    def _has_moved(self, name: str, said: Statement, slot: Slot, target: str) -> bool:
        """Tell whether all say something else by now than what was settled without dispute."""
        gold = self._settled(name)
        if gold is None or self._is_same(gold, said, slot, target):
            return False
        kind, _, other = target.partition(":")
        return kind != "statement" or other in self.ruled.gold_of

    def _part(self, name: str, group: Group[Statement], slot: Slot, target: str) -> Matter:
        words, written = self.words, self.aligned.written_statement
        said = {
            who: Said(
                each.id,
                words.value(each, slot, target),
                words.value(written(each), slot, target),
                words.said(each, slot, target),
                words.spans(each, slot, target),
            )
            for who, each in group.members.items()
        }
        return self._of_group(slot, _PART_KINDS[slot], name, group, said, target)

    def _target_words(self, group: Group[Statement], target: str) -> str:
        other = target.partition(":")[2]
        for each in group.members.values():
            stance = self.words.stance_on(each, target)
            if stance is not None:
                known = self.aligned.groups.get(other)
                hulls = {} if known is None else {other: (known.hull,)}
                return self.words.target_words(replace(stance.target, id=other), hulls)
        return other

    # -- entities

    def _about_mentions(self) -> Iterator[Matter]:
        for name, group in self.aligned.mention_groups.items():
            said = {
                who: Said(
                    each.id,
                    mention_value(each),
                    mention_value(self.aligned.written_mention(each)),
                    self.words.mention_words(each),
                    (each.span,),
                )
                for who, each in group.members.items()
            }
            everybody = self._with_nothing(said, "nothing here")
            kind = _mention_kind(tuple(group.members.values()), len(everybody))
            yield self._of_group("entity", kind, name, group, everybody)

    # -- article labels

    def _about_labels(self) -> Iterator[Matter]:
        for kind in self.aligned.codebook.article_labels:
            said: dict[str, Said] = {}
            for who, layer in self.aligned.standing.layers.items():
                given = [each for each in layer.labels if each.label == kind.id]
                value = ",".join(sorted(each.value for each in given))
                words = ", ".join(kind.value_label(each) for each in value.split(",") if each)
                record = min((each.id for each in given), default="")
                said[who] = Said(record, value, value, words or "no label")
            ruling = self.ruled.on_label(kind.id)
            if any(each.record for each in said.values()) or ruling is not None:
                yield self._label_matter(kind.id, kind.label, said, ruling)

    def _label_matter(
        self, kind: str, words: str, said: Mapping[str, Said], ruling: Ruling | None
    ) -> Matter:
        key = matter_key("article_label", kind, ())
        versions = self._versions(key, said, _equal)
        end = min(_PASSAGE, len(self.aligned.text)) or 1
        matter = Matter(
            key=key,
            slot="article_label",
            kind="article_label",
            article=self.aligned.article,
            group=key,
            span=Span(0, end),
            passage=excerpt(self.aligned.text, [Span(0, end)], length=_PASSAGE),
            about=words,
            versions=versions,
            weight=weight_of([len(each.letters) for each in versions]),
            seen=_remembered(said),
            target=kind,
        )
        return replace(matter, state=state_of(matter, ruling), ruling=ruling)

    # -- what nobody has said

    def _about_added(self) -> Iterator[Matter]:
        """Yield what was added while settling, and what was settled and nobody says any more."""
        spans = {each.id: each.content for each in self.gold.statements}
        spans |= {each.id: (each.span,) for each in self.gold.mentions}
        for ruling in (*self.ruled.added, *self.ruled.orphans):
            if ruling.gold is not None and ruling.gold in spans:
                is_gone = ruling in self.ruled.orphans
                hull = Span(spans[ruling.gold][0].start, spans[ruling.gold][-1].end)
                yield Matter(
                    key=ruling.disagreement,
                    slot="added",
                    kind="gone" if is_gone else "added",
                    article=self.aligned.article,
                    group=ruling.disagreement,
                    span=hull,
                    passage=excerpt(self.aligned.text, [hull], length=_PASSAGE),
                    about="",
                    versions=(),
                    weight=0.0,
                    seen=(),
                    state="changed" if is_gone else "settled",
                    ruling=ruling,
                )

    # -- all of them

    def _with_nothing(self, said: Mapping[str, Said], words: str) -> dict[str, Said]:
        nothing = Said("", "", "", words)
        return {who: said.get(who, nothing) for who in self.aligned.standing.layers}

    def _of_group(
        self,
        slot: Slot,
        kind: MatterKind,
        name: str,
        group: Group[Statement] | Group[Mention],
        said: Mapping[str, Said],
        target: str = "",
    ) -> Matter:
        key = matter_key(slot, target, [each.id for each in group.members.values()])
        same = self._is_same_source if slot == "source" else _equal
        versions = self._versions(key, said, same)
        about = ""
        if slot == "stance":
            about = self._target_words(self.aligned.groups[name], target)
        hull = group.hull
        matter = Matter(
            key=key,
            slot=slot,
            kind=kind,
            article=self.aligned.article,
            group=name,
            span=hull,
            passage=excerpt(self.aligned.text, [hull], length=_PASSAGE),
            about=about,
            versions=versions,
            weight=weight_of([len(each.letters) for each in versions]),
            seen=_remembered(said),
            target=target,
        )
        ruling = self.ruled.on(slot, target, name)
        return replace(matter, state=state_of(matter, ruling), ruling=ruling)

    def _is_same_source(self, one: Said, other: Said) -> bool:
        statements = self.aligned.statements
        return self._is_same(statements[one.record], statements[other.record], "source", "")

    def _versions(
        self, key: str, said: Mapping[str, Said], same: Callable[[Said, Said], bool]
    ) -> tuple[Version, ...]:
        letters = letters_for(key, tuple(said))
        order = sorted(said, key=lambda who: (len(letters[who]), letters[who]))
        return tuple(
            Version(
                letters=tuple(letters[who] for who in some),
                words=said[some[0]].words,
                spans=said[some[0]].spans,
                origins=tuple((who, said[who].record) for who in some),
                is_nothing=not said[some[0]].record,
            )
            for some in _classes(order, lambda one, other: same(said[one], said[other]))
        )


_PART_KINDS: Mapping[Slot, MatterKind] = {
    "boundary": "boundary",
    "source": "source",
    "claim_type": "claim_type",
    "stance": "stance",
}


def _remembered(said: Mapping[str, Said]) -> tuple[tuple[str, str], ...]:
    return tuple((who, seen(each.written)) for who, each in sorted(said.items()))


def _classes(items: Sequence[_R], same: Callable[[_R, _R], bool]) -> list[list[_R]]:
    """Return the items in classes of those that are the same, joined through others too."""
    classes: list[list[_R]] = []
    for item in items:
        joined = [some for some in classes if any(same(each, item) for each in some)]
        if not joined:
            classes.append([item])
            continue
        joined[0].append(item)
        for some in joined[1:]:
            joined[0].extend(some)
            classes.remove(some)
    return classes


def _equal(one: Said, other: Said) -> bool:
    return one.value == other.value


def _mention_kind(mentions: Sequence[Mention], everybody: int) -> MatterKind:
    if len(mentions) < everybody:
        return "entity_missing" if 2 * len(mentions) >= everybody else "entity_extra"
    if len({each.span for each in mentions}) > 1:
        return "entity_boundary"
    if len({each.kind for each in mentions}) > 1:
        return "entity_kind"
    return "entity_actor" if len({each.actor for each in mentions}) > 1 else "entity"
