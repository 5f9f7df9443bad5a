"""Gamma and the measures over statements as their papers define them, by trying everything.

Slow, nothing but Python, for a few small units: what the measures are held against.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product
from typing import Any

Unit = tuple[float, float, str]
Edges = tuple[tuple[int, int], ...]


# -- gamma: Mathet, Widloecher and Metivier 2015


def apart(one: Unit, other: Unit, position: float, label: float, empty: float) -> float:
    """Section 4.3: places by their offsets against their lengths, and labels."""
    offsets = abs(one[0] - other[0]) + abs(one[1] - other[1])
    lengths = (one[1] - one[0]) + (other[1] - other[0])
    return empty * (position * (offsets / lengths) ** 2 + label * (one[2] != other[2]))


def disorder(article: Sequence[Sequence[Unit]], *weights: float) -> float:
    """Sections 4.1 and 4.2: of all alignments the one of least disorder, per mean unit."""
    mean = sum(map(len, article)) / len(article)
    return least(tuple(tuple(range(len(one))) for one in article), article, weights) / mean


def least(
    left: tuple[tuple[int, ...], ...], article: Sequence[Sequence[Unit]], weights: Sequence[float]
) -> float:
    who = next((place for place, numbers in enumerate(left) if numbers), None)
    if who is None:
        return 0.0
    choices = [(left[who][0],)] + [(*numbers, None) for numbers in left[who + 1 :]]
    found = []
    for picked in product(*choices):
        taken = (*(None,) * who, *picked)
        rest = tuple(
            tuple(number for number in numbers if number != gone)
            for numbers, gone in zip(left, taken, strict=True)
        )
        units = [
            None if number is None else article[place][number] for place, number in enumerate(taken)
        ]
        found.append(unitary(units, weights) + least(rest, article, weights))
    return min(found)


def unitary(units: Sequence[Unit | None], weights: Sequence[float]) -> float:
    """The mean over pairs of annotators; whoever has nothing there is ``empty`` away."""
    pairs = list(combinations(units, 2))
    costs = [
        weights[2] if not (one and other) else apart(one, other, *weights) for one, other in pairs
    ]
    return sum(costs) / len(pairs)


# -- statements


def alignments(ones: int, others: int) -> Iterator[Edges]:
    """Every way to put some of the one beside some of the other, one to one."""
    if not ones:
        yield ()
        return
    for rest in alignments(ones - 1, others):
        yield rest
        taken = {other for _, other in rest}
        for other in range(others):
            if other not in taken:
                yield (*rest, (ones - 1, other))


def best(
    ones: Sequence[Any], others: Sequence[Any], worth: Callable[[Any, Any], float]
) -> tuple[float, list[Edges]]:
    """The greatest total worth of an alignment, and all alignments that reach it.

    What is worth nothing is not aligned.
    """
    top, found = 0.0, []
    for edges in alignments(len(ones), len(others)):
        each = [worth(ones[one], others[other]) for one, other in edges]
        if all(one > 0 for one in each):
            found.append((sum(each), edges))
            top = max(top, sum(each))
    return top, [edges for total, edges in found if total > top - 1e-9]


def alike(one: Sequence[Any], other: Sequence[Any]) -> float:
    """The share of slots that are equal."""
    return sum(here == there for here, there in zip(one, other, strict=True)) / len(one)


def strict(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> float | None:
    """F1 of statements that are equal in every slot, each counted as often as both have it."""
    shared = one.keys() & other.keys()
    common = 0
    for article in shared:
        there = list(other[article])
        for statement in one[article]:
            if statement in there:
                there.remove(statement)
                common += 1
    size = sum(len(one[each]) + len(other[each]) for each in shared)
    return 2 * common / size if size else None


def soft(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> float | None:
    """F1 in which each aligned statement is worth its share of equal slots."""
    shared = one.keys() & other.keys()
    common = sum(best(one[each], other[each], alike)[0] for each in shared)
    size = sum(len(one[each]) + len(other[each]) for each in shared)
    return 2 * common / size if size else None


def equal_slots(
    one: dict[str, list[Any]], other: dict[str, list[Any]], slot: int
) -> set[tuple[int, int]]:
    """How many aligned statements have an equal slot, of how many: for each best alignment."""
    found = {(0, 0)}
    for article in one.keys() & other.keys():
        ones, others = one[article], other[article]
        here = {
            (sum(ones[left][slot] == others[right][slot] for left, right in edges), len(edges))
            for edges in best(ones, others, alike)[1]
        }
        found = {(equal + more, of + pairs) for equal, of in found for more, pairs in here}
    return found


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """The characters of both by those of either; nothing below a third."""
    ones, others = set(range(*one)), set(range(*other))
    share = len(ones & others) / len(ones | others)
    return share if share >= 1 / 3 else 0.0


def aligned(said: dict[str, list[tuple[int, int]]]) -> list[set[tuple[str, int]]] | None:
    """The statements that mean the same, closest pairs joined first; None where ties decide."""
    edges = []
    for one, other in combinations(said, 2):
        _, ways = best(said[one], said[other], overlap)
        if len(ways) > 1:
            return None
        edges += [
            (overlap(said[one][left], said[other][right]), (one, left), (other, right))
            for left, right in ways[0]
        ]
    if any(count > 1 for count in Counter(share for share, *_ in edges).values()):
        return None
    groups = [{(who, number)} for who in said for number in range(len(said[who]))]
    for _, here, there in sorted(edges, reverse=True):
        first = next(group for group in groups if here in group)
        second = next(group for group in groups if there in group)
        if first is not second and not {who for who, _ in first} & {who for who, _ in second}:
            first |= second
            groups.remove(second)
    return groups
