"""Shares articles out among annotators: drawn from a seed, balanced, with an overlap.

The draw depends on the seed, the articles' ids and the order of the names alone, so the same
project and options give the same shares on any machine. What somebody has begun stays theirs.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Literal

from annotator.annotations.validation import annotator_name
from annotator.errors import AnnotationError
from annotator.plain_text import counted, table

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.project.model import ArticleRow, AssignedCount

Balance = Literal["count", "length"]


@dataclass(frozen=True, slots=True)
class AssignOptions:
    """How to share articles out.

    ``overlap`` (0 to 1) of the articles go to ``each`` annotators, the others to one. ``balance``
    says what everybody gets about as much of: articles, or text. With ``by_cluster``, articles
    that tell much the same go to the same people.
    """

    annotators: tuple[str, ...]
    overlap: float = 0.0
    each: int = 2
    seed: int = 1
    balance: Balance = "count"
    by_cluster: bool = False

    def require_sense(self) -> None:
        """Raise AnnotationError where the options do not fit each other."""
        names = [annotator_name(each) for each in self.annotators]
        if not names:
            raise AnnotationError("Nobody is named. Nothing was assigned. Name the annotators.")
        twice = [name for name, times in Counter(names).items() if times > 1]
        if twice:
            raise AnnotationError(f"{twice[0]} is named twice. Nothing was assigned.")
        if not 0 <= self.overlap <= 1:
            raise AnnotationError("The overlap is a share from 0 to 1. Nothing was assigned.")
        if self.overlap > 0 and not 2 <= self.each <= len(names):
            raise AnnotationError(
                f"An overlap needs 2 to {len(names)} people for each article, of "
                f"{counted(len(names), 'annotator')}. Nothing was assigned."
                if len(names) > 1
                else "An overlap needs at least two annotators. Nothing was assigned."
            )


@dataclass(slots=True)
class _Shares:
    """What everybody has so far: the load in articles or code points, and shared pairs."""

    people: Sequence[str]
    seed: int
    load: Counter[str] = field(default_factory=Counter)

    def least(self, number: int, unit: str, taken: Iterable[str]) -> tuple[str, ...]:
        """Return ``taken`` and whoever has least, until there are ``number`` people."""
        chosen = list(taken)
        others = [each for each in self.people if each not in chosen]
        others.sort(
            key=lambda each: (self.load[each], _drawn(self.seed, unit, self.people.index(each)))
        )
        return (*chosen, *others[: max(0, number - len(chosen))])


def _drawn(*parts: object) -> bytes:
    """Return what decides between equals: the same on every machine, and in every Python."""
    return hashlib.sha256(" ".join(map(str, parts)).encode()).digest()


def assign(project: Project, options: AssignOptions) -> tuple[AssignedCount, ...]:
    """Share all articles out and store it; return how much everybody has.

    Raises AnnotationError where the options make no sense or there is no article, and ProjectError
    where it cannot be stored; nothing is changed then. People who are not known yet are added.
    """
    options.require_sense()
    rows = project.articles()
    if not rows:
        raise AnnotationError("There are no articles to assign. Bring some in first.")
    people = project.know_annotators(options.annotators)
    shared = _shared_out(project, rows, [each.id for each in people], options)
    project.assign(shared, drawn_with=asdict(options))
    return project.assigned_counts()


def _shared_out(
    project: Project, rows: Sequence[ArticleRow], people: Sequence[str], options: AssignOptions
) -> dict[str, tuple[str, ...]]:
    lengths = {row.id: row.length if options.balance == "length" else 1 for row in rows}
    clusters = project.clusters() if options.by_cluster else ()
    return share_out(
        _units([row.id for row in rows], clusters), lengths, people, project.begun(), options
    )


def _units(
    articles: Sequence[str], clusters: Sequence[Sequence[str]]
) -> tuple[tuple[str, ...], ...]:
    """Return what stays together: each cluster, and each article that is in none."""
    inside = {article for cluster in clusters for article in cluster}
    alone = ((article,) for article in articles if article not in inside)
    return (*(tuple(cluster) for cluster in clusters), *alone)


def share_out(
    units: Sequence[tuple[str, ...]],
    weights: Mapping[str, int],
    people: Sequence[str],
    begun: Mapping[str, Sequence[str]],
    options: AssignOptions,
) -> dict[str, tuple[str, ...]]:
    """Return who is to label each article: article id -> annotator ids.

    Which units are shared is drawn before anything else, so it does not depend on the people. What
    is begun and what is long is given out first, so that the rest can make up for it.
    """
    shares = _Shares(people, options.seed)
    found: dict[str, tuple[str, ...]] = {}
    numbers = _numbers(units, len(weights), options)
    for unit in sorted(
        numbers, key=lambda each: (not begun.keys() & set(each), -_weight(each, weights))
    ):
        theirs = [who for who in people if any(who in begun.get(each, ()) for each in unit)]
        chosen = shares.least(numbers[unit], unit[0], theirs)
        shares.load.update(dict.fromkeys(chosen, _weight(unit, weights)))
        for article in unit:
            before = [who for who in begun.get(article, ()) if who not in chosen]
            found[article] = (*chosen, *before)
    return found


def _numbers(
    units: Sequence[tuple[str, ...]], articles: int, options: AssignOptions
) -> dict[tuple[str, ...], int]:
    """Return, in drawn order, how many people are to label each unit."""
    wanted, shared = round(options.overlap * articles), 0
    numbers: dict[tuple[str, ...], int] = {}
    for unit in sorted(units, key=lambda each: _drawn(options.seed, each[0])):
        numbers[unit] = options.each if shared < wanted else 1
        shared += len(unit)
    return numbers


def _weight(unit: Sequence[str], weights: Mapping[str, int]) -> int:
    return sum(weights[each] for each in unit)


def as_text(counts: Sequence[AssignedCount]) -> str:
    """Return how much everybody has, as lines for a person."""
    if not counts:
        return "Nothing is assigned: everybody is asked to label all articles."
    head = ("annotator", "articles", "shared", "begun", "done", "characters")
    lines = [
        (
            each.name,
            *map(str, (each.articles, each.shared, each.opened, each.done, each.characters)),
        )
        for each in counts
    ]
    return "\n".join(table([head, *lines]))
