"""Which articles go to training, validation and test, so that nothing leaks and shares are alike.

Articles that must stay together form a group. Groups are shared out by iterative stratification
(Sechidis, Tsoumakas and Vlahavas, "On the stratification of multi-label data", 2011, algorithm 1):
the rarest label first. A group has many rows, so it goes where it brings all labels together, rare
ones above all, closest to the shares that are wanted. What is equal is decided by a number made of
the seed and the group's name, so the order of the articles never matters.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import groupby

from annotator.dataset.options import By, SplitOptions

ROWS = ""  # the label that every row has: how many rows a split wants


@dataclass(frozen=True, slots=True)
class Splittable:
    """What sharing out has to know of an article: ``key`` is a digest of its text.

    ``labels`` is how many rows of each label it has; articles alike may have it together.
    """

    id: str
    key: str
    source: str = ""
    date: str = ""
    labels: Mapping[str, int] = field(default_factory=dict, compare=False)


@dataclass(slots=True)
class Group:
    """Articles that are never parted, and how many rows of each label they have.

    ``name`` is the smallest key of their texts: the same in every copy of a project. ``date`` is
    that of the newest.
    """

    name: str
    articles: tuple[str, ...]
    date: str = ""
    labels: Mapping[str, int] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return self.labels.get(ROWS, 0)


def groups_of(
    articles: Sequence[Splittable], clusters: Iterable[Iterable[str]], by: By
) -> tuple[Group, ...]:
    """Return the articles in groups, by name; the same text is never parted.

    ``clusters`` are ids of articles that tell much the same; they count unless ``by`` is article.
    """
    tied = tuple(clusters) if by != "article" else ()
    named = {each for cluster in tied for each in cluster}
    place = {each.id: at for at, each in enumerate(articles) if each.id in named}
    joined = _Joined(len(articles))
    texts, sources = dict[str, int](), dict[str, int]()
    for at, each in enumerate(articles):
        joined.join(at, texts.setdefault(each.key, at))
        if by == "source" and each.source:
            joined.join(at, sources.setdefault(each.source, at))
    for cluster in tied:
        first, *others = (place[each] for each in cluster if each in place)
        for other in others:
            joined.join(first, other)
    order = sorted(range(len(articles)), key=joined.leader)
    found = (_group([articles[at] for at in some]) for _, some in groupby(order, joined.leader))
    return tuple(sorted(found, key=lambda each: each.name))


def _group(some: Sequence[Splittable]) -> Group:
    labels = some[0].labels
    if len(some) > 1:
        labels = Counter[str]()
        for each in some:
            labels.update(each.labels)
    return Group(
        min(each.key for each in some),
        tuple(sorted(each.id for each in some)),
        max(each.date for each in some),
        labels,
    )


class _Joined:
    """Which things hang together, directly or through others; each is a number from 0 up."""

    def __init__(self, count: int) -> None:
        self._leader = array("L", range(count))

    def leader(self, one: int) -> int:
        while self._leader[one] != one:
            self._leader[one] = self._leader[self._leader[one]]
            one = self._leader[one]
        return one

    def join(self, one: int, other: int) -> None:
        self._leader[self.leader(one)] = self.leader(other)


def assign(groups: Sequence[Group], options: SplitOptions) -> dict[str, str]:
    """Return the split of each group, by the group's name."""
    if options.is_whole:
        return dict.fromkeys((each.name for each in groups), options.names[0])
    if options.by == "date":
        return _by_date(groups, options)
    return _Stratified(groups, options).shared_out()


def _by_date(groups: Sequence[Group], options: SplitOptions) -> dict[str, str]:
    """Fill one split after the other with what is newer; undated articles come first."""
    order = sorted(groups, key=lambda each: (each.date, _chance(each.name, options.seed)))
    total, whole = sum(each.rows for each in order), sum(options.ratios)
    ends = [sum(options.ratios[: place + 1]) / whole * total for place in range(len(options.names))]
    found: dict[str, str] = {}
    done = place = 0
    for each in order:
        middle = done + each.rows / 2
        while place + 1 < len(ends) and middle > ends[place]:
            place += 1
        found[each.name] = options.names[place]
        done += each.rows
    return found


class _Stratified:
    """Groups on their way into splits."""

    def __init__(self, groups: Sequence[Group], options: SplitOptions) -> None:
        self._options = options
        self._groups = {each.name: each for each in groups}
        self._left = dict(self._groups)
        totals: Counter[str] = Counter()
        self._with: defaultdict[str, list[Group]] = defaultdict(list)
        for each in groups:
            labels = self._labels(each)
            totals.update(labels)
            for label in labels:
                self._with[label].append(each)
        self._totals = totals
        self._shares = [ratio / sum(options.ratios) for ratio in options.ratios]
        self._wanted = [
            Counter({label: count * share for label, count in totals.items()})
            for share in self._shares
        ]

    def _labels(self, group: Group) -> Mapping[str, int]:
        if self._options.is_stratified:
            return {label: count for label, count in group.labels.items() if count}
        return {ROWS: group.rows} if group.rows else {}

    def shared_out(self) -> dict[str, str]:
        """Return the split of each group."""
        found: dict[str, str] = {}
        seed = self._options.seed
        for label in sorted(self._totals, key=lambda each: (self._totals[each], each)):
            waiting = [each for each in self._with[label] if each.name in self._left]
            # Large ones first, but no order within a size: it would put one label ahead.
            waiting.sort(key=lambda each: (-each.rows.bit_length(), _chance(each.name, seed)))
            for each in waiting:
                found[each.name] = self._options.names[self._take(each)]
        self._fill_empty(found)
        for each in sorted(self._left.values(), key=lambda each: _chance(each.name, seed)):
            found[each.name] = self._by_chance(each)
        return found

    def _fill_empty(self, found: dict[str, str]) -> None:
        """Give a split without any group one of a split that has several, if there is one."""
        for place, name in enumerate(self._options.names):
            if name in found.values():
                continue
            several = Counter(found.values())
            movable = [each for each, split in found.items() if several[split] > 1]
            wanted = self._wanted[place][ROWS]
            if movable:
                best = min(
                    movable,
                    key=lambda each: (abs(self._groups[each].rows - wanted), each),
                )
                found[best] = name

    def _take(self, group: Group) -> int:
        """Put a group where it brings all labels closest to what is wanted; return the place."""
        seed, labels = self._options.seed, self._labels(group)
        best = max(
            range(len(self._wanted)),
            key=lambda place: (
                round(self._gain(labels, place), 12),
                _chance(f"{group.name}|{place}", seed),
            ),
        )
        for each, count in labels.items():
            self._wanted[best][each] -= count
        del self._left[group.name]
        return best

    def _gain(self, labels: Mapping[str, int], place: int) -> float:
        """Return how much a split lacks of what a group has, as shares of what it is to have.

        While all splits are equally full, none is ahead. A rare label weighs more than a common.
        """
        wanted, whole = self._wanted[place], self._shares[place]
        return sum(
            count / self._totals[each] * (wanted[each] - count / 2) / (whole * self._totals[each])
            for each, count in labels.items()
        )

    def _by_chance(self, group: Group) -> str:
        """Return the split of a group without rows: it only has to be one and the same."""
        at = _chance(group.name, self._options.seed) * sum(self._options.ratios)
        for name, ratio in zip(self._options.names, self._options.ratios, strict=True):
            at -= ratio
            if at < 0:
                return name
        return self._options.names[-1]


def _chance(name: str, seed: int) -> float:
    digest = blake2b(f"{seed}|{name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) / 2**64
