"""What is suggested differently after an article was marked again."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from annotator.corpus.span import Span
from annotator.preannotation.suggestion import Candidate, Suggestion

Outcome = Literal["new", "gone", "changed"]
Slot = Literal["span", "kind", "actor", "source", "cue", "addressee"]
_SLOT_WORDS = {"span": "extent"}
_NOTHING = Candidate(())
_LOOK_AT = 64  # suggestions that may overlap one, beyond which none is looked for


@dataclass(frozen=True, slots=True)
class SuggestionChange:
    """One suggestion before and after: no ``before`` where it is new, no ``after`` where gone."""

    before: Suggestion | None
    after: Suggestion | None

    @property
    def shown(self) -> Suggestion:
        """The suggestion as it is now, or as it was where it is gone."""
        shown = self.after if self.after is not None else self.before
        assert shown is not None
        return shown

    @property
    def outcome(self) -> Outcome:
        """Whether the suggestion is new, gone or changed."""
        if self.before is None:
            return "new"
        return "gone" if self.after is None else "changed"

    @property
    def differs(self) -> tuple[Slot, ...]:
        """What of a changed suggestion is different; of others, nothing is."""
        if self.before is None or self.after is None:
            return ()
        before, after = _slots(self.before), _slots(self.after)
        return tuple(slot for slot in before if before[slot] != after[slot])


@dataclass(frozen=True, slots=True)
class ChangeCounts:
    """How many suggestions changed in ``articles``, by kind: an entity kind, "direct", "statement".

    ``slots`` counts what is different in the changed ones.
    """

    articles: int = 0
    new: Mapping[str, int] = field(default_factory=dict)
    gone: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    slots: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: ChangeCounts) -> ChangeCounts:
        """Return both counts together; they are of different articles."""
        pairs = zip(self._by_kind(), other._by_kind(), strict=True)
        new, gone, changed, slots = (dict(Counter(one) + Counter(two)) for one, two in pairs)
        return ChangeCounts(self.articles + other.articles, new, gone, changed, slots)

    def _by_kind(self) -> tuple[Mapping[str, int], ...]:
        return self.new, self.gone, self.changed, self.slots

    @property
    def total(self) -> int:
        """How many suggestions are new, gone or changed."""
        return sum(map(sum, (self.new.values(), self.gone.values(), self.changed.values())))

    def lines(self) -> tuple[str, ...]:
        """Return the counts in sentences; none where nothing changed."""
        told = (("new", self.new), ("gone", self.gone), ("changed", self.changed))
        lines = [f"{name}: {sum(each.values())} ({_listed(each)})" for name, each in told if each]
        if self.slots:
            slots = {_SLOT_WORDS.get(slot, slot): count for slot, count in self.slots.items()}
            lines[-1] += f"; different in {_listed(slots)}"
        return tuple(lines)


def kind_counted(suggestion: Suggestion) -> str:
    """Return the kind under which a suggestion is counted."""
    return "statement" if suggestion.kind == "statement" else suggestion.label


def changes_between(
    before: Iterable[Suggestion], after: Iterable[Suggestion]
) -> tuple[SuggestionChange, ...]:
    """Return what is different between two sets of suggestions for one article, in text order.

    Ids, rules and confidence do not count: they change with each version of an engine. What stands
    in the same place, or else overlaps most, is the same suggestion changed.
    """
    old, new = _without_equals(before, after)
    changes = []
    for one, two in _pairs(old, new):
        changes.append(SuggestionChange(one, two))
    paired = {id(each.before) for each in changes} | {id(each.after) for each in changes}
    changes += [SuggestionChange(each, None) for each in old if id(each) not in paired]
    changes += [SuggestionChange(None, each) for each in new if id(each) not in paired]
    return tuple(sorted(changes, key=lambda each: (each.shown.span, each.shown.id)))


def _without_equals(
    before: Iterable[Suggestion], after: Iterable[Suggestion]
) -> tuple[list[Suggestion], list[Suggestion]]:
    """Return what of both sides says something that the other does not."""
    waiting: defaultdict[object, list[Suggestion]] = defaultdict(list)
    for each in before:
        waiting[_said(each)].append(each)
    new = []
    for each in after:
        same = waiting.get(_said(each))
        if same:
            same.pop()
        else:
            new.append(each)
    old = [each for some in waiting.values() for each in some]
    return sorted(old, key=_place), sorted(new, key=_place)


def _pairs(
    old: Sequence[Suggestion], new: Sequence[Suggestion]
) -> list[tuple[Suggestion, Suggestion]]:
    """Join suggestions of one kind one to one, those that share most first."""
    likely = [
        ((one.span != two.span, -_shared(one.span, two.span)), at, place)
        for at, one in enumerate(old)
        for place, two in _overlapping(one, new)
    ]
    pairs, taken_old, taken_new = [], set[int](), set[int]()
    for _, at, place in sorted(likely):
        if at not in taken_old and place not in taken_new:
            taken_old.add(at)
            taken_new.add(place)
            pairs.append((old[at], new[place]))
    return pairs


def _overlapping(
    suggestion: Suggestion, others: Sequence[Suggestion]
) -> Iterable[tuple[int, Suggestion]]:
    """Yield those of the same kind that overlap, among the nearest by their ends."""
    end = bisect_left(others, suggestion.span.end, key=lambda each: each.span.start)
    for at in range(end - 1, max(-1, end - 1 - _LOOK_AT), -1):
        other = others[at]
        if other.kind == suggestion.kind and other.span.overlaps(suggestion.span):
            yield at, other


def _shared(one: Span, two: Span) -> int:
    return min(one.end, two.end) - max(one.start, two.start)


def _place(suggestion: Suggestion) -> tuple[Span, str]:
    return suggestion.span, suggestion.id


def _said(suggestion: Suggestion) -> tuple[object, ...]:
    return suggestion.kind, *_slots(suggestion).values()


def _slots(suggestion: Suggestion) -> dict[Slot, object]:
    parts = suggestion.candidate or _NOTHING
    return {
        "span": (suggestion.span, parts.content),
        "kind": suggestion.label,
        "actor": (suggestion.actor, parts.actors, parts.speaker),
        "source": parts.source,
        "cue": parts.cue,
        "addressee": parts.addressee,
    }


def _listed(kinds: Mapping[str, int]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
