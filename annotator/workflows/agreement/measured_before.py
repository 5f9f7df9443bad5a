"""What a measurement read and worked out, so that the next one does only what has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from annotator.agreement.units import ArticleLayers

if TYPE_CHECKING:
    from annotator.annotations.model import Actor
    from annotator.codebook.model import Codebook


class Followed(Protocol):
    """What is asked of a project to know what has changed."""

    @property
    def codebook(self) -> Codebook: ...  # noqa: D102

    def actors(self) -> tuple[Actor, ...]: ...  # noqa: D102

    def changed_articles(  # noqa: D102
        self, since: int = 0
    ) -> tuple[int, frozenset[str]]: ...


@dataclass(frozen=True, slots=True)
class MeasuredBefore:
    """The articles as they were read up to event number ``last``, each with what is known of it.

    It holds for the same annotators (ids), the same work that counts, the same codebook, and as
    long as no actor of then has become another one.
    """

    annotators: tuple[str, ...]
    status: Literal["done", "opened"]
    codebook: Codebook
    actors: Mapping[str, Actor]
    last: int
    articles: dict[str, ArticleLayers] = field(default_factory=dict)

    def layers(self, article: str, read: Callable[[], ArticleLayers]) -> ArticleLayers:
        """Return an article as it is known, else as it is read."""
        if article not in self.articles:
            self.articles[article] = read()
        return self.articles[article]


def what_still_holds(
    before: MeasuredBefore | None,
    project: Followed,
    annotators: Sequence[str],
    status: Literal["done", "opened"],
) -> MeasuredBefore:
    """Return what is still true of an earlier measurement; nothing where there was none.

    The earlier one stays as it is. Ask before anything is read: what is written meanwhile is then
    found the next time.
    """
    actors = {each.id: each for each in project.actors()}
    last, changed = project.changed_articles(0 if before is None else before.last)
    now = MeasuredBefore(tuple(annotators), status, project.codebook, actors, last)
    if before is not None and _is_same(before, now):
        kept = ((id_, each) for id_, each in before.articles.items() if id_ not in changed)
        now.articles.update(kept)
    return now


def _is_same(before: MeasuredBefore, now: MeasuredBefore) -> bool:
    return (
        (before.annotators, before.status) == (now.annotators, now.status)
        and before.last <= now.last
        and before.codebook == now.codebook
        and all(now.actors.get(id_) == each for id_, each in before.actors.items())
    )
