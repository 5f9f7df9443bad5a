"""What is to be settled in all articles, ordered by how much it adds to the disagreement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from annotator.adjudication.matters import KINDS, Matter, MatterKind, State
from annotator.corpus.span import Span

_ORDER = {kind: place for place, kind in enumerate(KINDS)}
Place = tuple[float, int, Span, int, str]
"""Where a matter stands in the queue: weight, article, passage, kind, and its key."""


@dataclass(frozen=True, slots=True)
class ArticleMatters:
    """The matters of one article that need, or needed, somebody.

    ``agreed`` counts what all say the same about and nobody has accepted, ``accepted`` what was
    accepted by rule. ``position`` is that of the article in the project's queue.
    """

    article: str
    title: str
    position: int
    matters: tuple[Matter, ...]
    agreed: int = 0
    accepted: int = 0
    is_settled: bool = False


def article_matters(
    article: str, title: str, position: int, matters: Iterable[Matter], *, is_settled: bool
) -> ArticleMatters:
    """Return what a queue keeps of an article's matters."""
    kept: list[Matter] = []
    agreed = accepted = 0
    for each in matters:
        if each.state == "agreed":
            agreed += 1
        elif each.state == "settled" and each.ruling is not None and is_by_agreement(each):
            accepted += 1
        else:
            kept.append(each)
    return ArticleMatters(article, title, position, tuple(kept), agreed, accepted, is_settled)


def is_by_agreement(matter: Matter) -> bool:
    """Tell whether a matter was settled because all say the same."""
    return matter.ruling is not None and matter.ruling.outcome == "agreed"


@dataclass(frozen=True)
class Queue:
    """The disagreements of a project; another value after every change, made of the same parts."""

    articles: Mapping[str, ArticleMatters]

    def with_article(self, changed: ArticleMatters) -> Queue:
        """Return the queue after one article was looked at again; all others stay in order."""
        others = [pair for pair in self._ordered if pair[1].article != changed.article]
        after = Queue({**self.articles, changed.article: changed})
        # sorting what is nearly in order takes little time
        after.__dict__["_ordered"] = sorted([*others, *_placed(changed)], key=_place_of)
        return after

    @cached_property
    def total(self) -> float:
        """What all disagreements weigh together, settled ones too."""
        return sum(each.weight for one in self.articles.values() for each in one.matters)

    def share(self, matter: Matter) -> float:
        """Return a matter's share of the overall disagreement, 0 to 1."""
        return matter.weight / self.total if self.total else 0.0

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """All disagreements, heaviest first; then in the order of articles and text."""
        return tuple(each for _, each in self._ordered)

    @cached_property
    def _ordered(self) -> list[tuple[Place, Matter]]:
        placed = (pair for one in self.articles.values() for pair in _placed(one))
        return sorted(placed, key=_place_of)

    def among(
        self,
        states: Collection[State] = ("open", "changed"),
        *,
        kinds: Collection[MatterKind] | None = None,
        article: str | None = None,
    ) -> tuple[Matter, ...]:
        """Return the disagreements in these states, of these kinds, in their order."""
        return tuple(
            each
            for each in self.matters
            if each.state in states
            and (kinds is None or each.kind in kinds)
            and (article is None or each.article == article)
        )

    def counts(self) -> Mapping[State, int]:
        """Return how many disagreements there are, by state; what all agree on, too."""
        found = Counter[State](each.state for each in self.matters)
        found["agreed"] = sum(each.agreed for each in self.articles.values())
        return dict(found)

    def kind_counts(self) -> Mapping[MatterKind, int]:
        """Return how many disagreements are open, by kind."""
        found = Counter(each.kind for each in self.among())
        return {kind: found[kind] for kind in KINDS if found[kind]}

    @property
    def settled_articles(self) -> int:
        """How many articles have nothing left to decide or to accept."""
        return sum(each.is_settled for each in self.articles.values())


def _placed(one: ArticleMatters) -> list[tuple[Place, Matter]]:
    return [
        ((-each.weight, one.position, each.span, _ORDER[each.kind], each.key), each)
        for each in one.matters
    ]


def _place_of(pair: tuple[Place, Matter]) -> Place:
    return pair[0]
