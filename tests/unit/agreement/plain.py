"""The measures over labels and marks as one would write them down from their definitions.

Slow, in plain loops and fractions of nothing but Python: what the measures are held against. Each
returns None where it has no value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations, permutations
from typing import Any

Row = tuple[Hashable | None, ...]
Distance = Callable[[Any, Any], float]


def given(row: Row) -> list[Hashable]:
    return [each for each in row if each is not None]


def pairable(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if len(given(row)) > 1]


def raw(rows: Sequence[Row]) -> float | None:
    agreeing, count = 0.0, 0
    for row in pairable(rows):
        labels = given(row)
        pairs = sum(one == other for one, other in permutations(labels, 2))
        agreeing += pairs / (len(labels) - 1)
        count += len(labels)
    return agreeing / count if count else None


def unit_mean(rows: Sequence[Row], weight: Distance = lambda one, other: one == other) -> float:
    shares = []
    for row in pairable(rows):
        pairs = list(permutations(given(row), 2))
        shares.append(sum(weight(one, other) for one, other in pairs) / len(pairs))
    return sum(shares) / len(shares)


def alpha(rows: Sequence[Row], distance: Distance) -> float | None:
    """Krippendorff 2011, part C, from all ordered pairs of labels."""
    observed, everything = 0.0, []
    for row in pairable(rows):
        labels = given(row)
        everything += labels
        apart = sum(distance(one, other) for one, other in permutations(labels, 2))
        observed += apart / (len(labels) - 1)
    expected = sum(distance(one, other) for one, other in permutations(everything, 2))
    if not expected:
        return None
    return 1 - (len(everything) - 1) * observed / expected


def ordinal(rows: Sequence[Row], order: Sequence[Hashable]) -> Distance:
    """Krippendorff 2011, part D: by how many labels lie between, and half of both."""
    counts = Counter(label for row in pairable(rows) for label in given(row))

    def distance(one: Hashable, other: Hashable) -> float:
        low, high = sorted((order.index(one), order.index(other)))
        between = sum(counts[each] for each in order[low : high + 1])
        return (between - (counts[one] + counts[other]) / 2) ** 2

    return distance


def interval(one: float, other: float) -> float:
    return (one - other) ** 2


def ratio(one: float, other: float) -> float:
    return 0.0 if one == other else ((one - other) / (one + other)) ** 2


def nominal(one: Hashable, other: Hashable) -> float:
    return float(one != other)


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return 0.0 if one == other else 1 - len(one & other) / len(one | other)


def masi(one: frozenset[str], other: frozenset[str]) -> float:
    shared = one & other
    if one == other:
        return 0.0
    factor = 2 / 3 if shared in (one, other) else 1 / 3 if shared else 0.0
    return 1 - factor * (1 - jaccard(one, other))


def both(rows: Sequence[Row], one: int = 0, other: int = 1) -> list[tuple[Any, Any]]:
    return [
        (row[one], row[other]) for row in rows if row[one] is not None and row[other] is not None
    ]


def cohen(pairs: list[tuple[Any, Any]], distance: Distance = nominal) -> float | None:
    """Cohen 1960 and 1968, as one minus observed over expected disagreement."""
    observed = sum(distance(*pair) for pair in pairs) / len(pairs)
    firsts, seconds = zip(*pairs, strict=True)
    expected = sum(distance(one, other) for one in firsts for other in seconds) / len(pairs) ** 2
    return 1 - observed / expected if expected else None


def corrected(observed: float, expected: float) -> float | None:
    return None if abs(1 - expected) < 1e-12 else (observed - expected) / (1 - expected)


def agreeing(pairs: list[tuple[Any, Any]]) -> float:
    return sum(one == other for one, other in pairs) / len(pairs)


def scott(pairs: list[tuple[Any, Any]]) -> float | None:
    counts = Counter(label for pair in pairs for label in pair)
    expected = sum((count / (2 * len(pairs))) ** 2 for count in counts.values())
    return corrected(agreeing(pairs), expected)


def shares(rows: Sequence[Row]) -> Counter[Hashable]:
    """The share of each label, averaged over units with any label (Gwet 2014)."""
    found: Counter[Hashable] = Counter()
    some = [given(row) for row in rows if given(row)]
    for labels in some:
        for label in labels:
            found[label] += 1 / len(labels) / len(some)
    return found


def fleiss(rows: Sequence[Row]) -> float | None:
    if len({len(given(row)) for row in rows}) > 1:
        return None
    return corrected(unit_mean(rows), sum(share**2 for share in shares(rows).values()))


def gwet(rows: Sequence[Row], labels: Sequence[Hashable], weight: Distance) -> float | None:
    count = len(labels)
    if count < 2:
        return None
    spread = sum(share * (1 - share) for share in shares(rows).values())
    weights = sum(weight(one, other) for one in labels for other in labels)
    return corrected(unit_mean(rows, weight), weights / (count * (count - 1)) * spread)


def near(labels: Sequence[Hashable], power: int) -> Distance:
    """Gwet's weights: by values where all labels are numbers, else by their places."""
    are_numbers = all(isinstance(each, int | float) for each in labels)
    places: dict[Hashable, Any] = {
        each: each if are_numbers else place for place, each in enumerate(labels)
    }
    widest = max(places.values()) - min(places.values())
    return lambda one, other: 1 - (abs(places[one] - places[other]) / widest) ** power


def each_pair(rows: Sequence[Row], annotators: int) -> Iterator[list[tuple[Any, Any]]]:
    for one, other in combinations(range(annotators), 2):
        pairs = both(rows, one, other)
        if pairs:
            yield pairs


def hubert(rows: Sequence[Row], annotators: int) -> float | None:
    every = list(each_pair(rows, annotators))
    expected = [
        sum(one == other for one, _ in pairs for _, other in pairs) / len(pairs) ** 2
        for pairs in every
    ]
    return corrected(sum(map(agreeing, every)) / len(every), sum(expected) / len(expected))


def light(rows: Sequence[Row], annotators: int) -> float | None:
    values = [cohen(pairs) for pairs in each_pair(rows, annotators)]
    if any(each is None for each in values):
        return None
    return sum(each or 0 for each in values) / len(values)


# -- marks: (start, end, label)

Place = tuple[int, int, str]


def iou(one: Place, other: Place) -> float:
    ones, others = set(range(*one[:2])), set(range(*other[:2]))
    return len(ones & others) / len(ones | others)


def best(ones: list[Place], others: list[Place], at_least: float) -> tuple[float, int]:
    """The greatest total overlap of marks one to one, and of those the most pairs."""
    if not ones:
        return 0.0, 0
    first, rest = ones[0], ones[1:]
    found = [best(rest, others, at_least)]
    for place, other in enumerate(others):
        share = iou(first, other)
        if share > 0 and share >= at_least:
            total, pairs = best(rest, others[:place] + others[place + 1 :], at_least)
            found.append((total + share, pairs + 1))
    top = max(total for total, _ in found)
    return max(each for each in found if each[0] > top - 1e-12)


def overlapping(one: set[Place], other: set[Place], at_least: float = 0.0) -> tuple[float, int]:
    labels = {each[2] for each in one | other}
    found = [
        best(
            sorted(each for each in one if each[2] == label),
            sorted(each for each in other if each[2] == label),
            at_least,
        )
        for label in labels
    ]
    return sum(total for total, _ in found), sum(pairs for _, pairs in found)


def f1(
    annotators: Sequence[dict[str, set[Place]]],
    common: Callable[[str, set[Place], set[Place]], float],
    seen: Callable[[str, set[Place]], set[Any]] = lambda _, marks: marks,
) -> tuple[float | None, list[float | None]]:
    """The mean over pairs of F1 pooled over articles, and that of each pair."""
    pairs: list[float | None] = []
    for one, other in combinations(annotators, 2):
        articles = one.keys() & other.keys()
        size = sum(len(seen(each, one[each])) + len(seen(each, other[each])) for each in articles)
        shared = sum(common(each, one[each], other[each]) for each in articles)
        pairs.append(2 * shared / size if size else None)
    known = [each for each in pairs if each is not None]
    return (sum(known) / len(known) if known else None), pairs
