"""What copies of a project made twice: actors and annotators of one name, articles of one text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from annotator.annotations.actors import StandingActors, folded
from annotator.annotations.model import Actor, Annotator
from annotator.project.asked import reading
from annotator.project.storage.connection import Connection

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Twice:
    """Groups of what may be the same; ``articles`` holds titles, one for each text."""

    actors: tuple[tuple[Actor, ...], ...] = ()
    annotators: tuple[tuple[Annotator, ...], ...] = ()
    articles: tuple[str, ...] = ()


def found(connection: Connection) -> Twice:
    """Return what stands in a project twice; each group the oldest id first."""
    standing = StandingActors(reading.actors(connection)).values()
    people = (each for each in reading.annotators(connection) if each.kind == "person")
    titles = connection.rows(
        "SELECT min(title) FROM articles GROUP BY text_sha256 HAVING count(*) > 1 "
        "ORDER BY min(position)"
    )
    return Twice(
        _groups(standing, lambda each: folded(each.name), lambda each: each.id),
        _groups(people, lambda each: folded(each.name), lambda each: each.id),
        tuple(str(title) for (title,) in titles),
    )


def _groups(
    things: Iterable[_T], name: Callable[[_T], str], place: Callable[[_T], str]
) -> tuple[tuple[_T, ...], ...]:
    by_name: defaultdict[str, list[_T]] = defaultdict(list)
    for each in things:
        by_name[name(each)].append(each)
    groups = (sorted(group, key=place) for _, group in sorted(by_name.items()) if len(group) > 1)
    return tuple(map(tuple, groups))
