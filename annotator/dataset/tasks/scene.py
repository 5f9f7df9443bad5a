"""One article with those layers whose labels become rows together, and what all rows share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple, TypedDict

from annotator.annotations.model import Layer, Statement
from annotator.codebook.model import Codebook
from annotator.corpus.span import Span
from annotator.dataset.options import DatasetOptions
from annotator.dataset.tasks.rows import NONE, Ends, Row, Vote
from annotator.dataset.tasks.text_units import TextUnits
from annotator.dataset.votes import Labels, Verdict
from annotator.formats.labelled.annotated_corpus import AnnotatedArticle
from annotator.formats.labelled.features import Feature

UNSURE, UNCLEAR = "unsure", "unclear"


@dataclass(frozen=True, slots=True)
class Dropped:
    """One thing that became no row, and why; ``record`` is its id in the article."""

    feature: Feature
    why: str
    article: str
    record: str


class Negative(NamedTuple):
    """A row without anything in it, which is taken where ``draw`` (0 to 1) is small enough."""

    draw: float
    row: Callable[[], Row]


Found = Row | Dropped | Negative


class Facts(TypedDict):
    """The fields that the rows of every task have; they are those of a row."""

    id: str
    split: str
    article_id: str
    article_uid: str
    title: str
    date: str
    source: str
    group: str
    text: str
    start: int
    end: int
    label: str
    labels: Labels
    shares: Mapping[str, float]
    votes: tuple[Vote, ...]
    is_tie: bool
    annotators: tuple[str, ...]
    annotator_ids: tuple[str, ...]
    statements: tuple[str, ...]
    codebook: str


@dataclass(frozen=True)
class Names:
    """What ids are called, and how labels are made: the same for all articles."""

    options: DatasetOptions
    codebook: Codebook
    annotators: Mapping[str, str]
    actors: Mapping[str, str]
    unclear: frozenset[str] = field(default_factory=frozenset)

    def annotator(self, annotator_id: str) -> str:
        """Return the name of an annotator."""
        return self.annotators.get(annotator_id, annotator_id)

    def actor_names(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the names of actors."""
        return tuple(self.actors.get(each, each) for each in ids)


@dataclass(frozen=True)
class Scene:
    """An article, the layers (by annotator id, in today's words) that are settled together.

    ``split`` and ``group`` say where its rows go.
    """

    each: AnnotatedArticle
    layers: Mapping[str, Layer]
    names: Names
    units: TextUnits
    split: str = ""
    group: str = ""

    @property
    def options(self) -> DatasetOptions:
        """What the dataset is made of."""
        return self.names.options

    @cached_property
    def why_not(self) -> Mapping[str, str]:
        """Why statements do not count, by id; what nobody can tell of is no negative either."""
        found: dict[str, str] = {}
        for layer in self.layers.values():
            for each in layer.statements:
                why = self._why_not(each)
                if why:
                    found[each.id] = why
        return found

    def _why_not(self, statement: Statement) -> str:
        if statement.unsure and self.options.unsure == "drop":
            return "the annotator was not sure"
        return self.why_not_version(statement.codebook)

    def why_not_version(self, codebook: str) -> str:
        """Return why what was made under a version of the codebook does not count; "" if it does"""
        versions = self.options.versions
        if versions is None or codebook in versions:
            return ""
        return f"made under another version of the codebook ({codebook or 'none'})"

    def is_own(self, statement: Statement) -> bool:
        """Tell whether a statement gets the label for what annotators were not sure of."""
        return statement.unsure and self.options.unsure == "own"

    def may_say_nothing(self, who: str) -> bool:
        """Tell whether it means something that an annotator has no label somewhere."""
        progress = self.layers[who].progress
        return progress is not None and progress.status == "done"

    def dropped(self, feature: Feature, why: str, record: str) -> Dropped:
        """Return that something of this article became no row."""
        return Dropped(feature, why, self.each.article.id, record)

    def dropped_statements(self) -> Iterator[Dropped]:
        """Yield the statements that do not count."""
        for record, why in self.why_not.items():
            yield self.dropped("statements", why, record)

    def name_in(self, unit: Span, more: str = "") -> str:
        """Return the id of a row about a text unit, apart for each annotator where needed."""
        place = f"{self.each.article.id}:{unit.start}-{unit.end}"
        return "|".join(filter(None, (place, more, self._whose_row)))

    @cached_property
    def _whose_row(self) -> str:
        return "|".join(self.layers) if self.options.whose == "each" else ""

    def draw(self, row_id: str) -> float:
        """Return a number from 0 to 1 that depends on the seed and on what a row is about alone."""
        digest = blake2b(f"{self.options.seed}|{row_id}".encode(), digest_size=8).digest()
        return int.from_bytes(digest) / 2**64

    def facts(
        self,
        row_id: str,
        unit: Span,
        found: Verdict,
        votes: Mapping[str, Labels],
        statements: Iterable[str] = (),
    ) -> Facts:
        """Return what the rows of every task have."""
        article = self.each.article
        return Facts(
            id=row_id,
            split=self.split,
            article_id=article.external_id or article.id,
            article_uid=article.id,
            title=article.title,
            date=article.date,
            source=article.source,
            group=self.group,
            text=unit.covered(self.each.text),
            start=unit.start,
            end=unit.end,
            label=found.label,
            labels=found.labels,
            shares=found.shares,
            votes=tuple(Vote(self.names.annotator(who), votes[who]) for who in votes),
            is_tie=found.is_tie,
            annotators=tuple(self.names.annotator(who) for who in found.winners),
            annotator_ids=found.winners,
            statements=tuple(statements),
            codebook=self.names.codebook.reference,
        )

    def nothing(self) -> dict[str, Labels]:
        """Return the votes where nobody has a label: of all whose silence means something."""
        return {who: (NONE,) for who in self.layers if self.may_say_nothing(who)}


def inside(spans: Iterable[Span], unit: Span) -> tuple[Ends, ...]:
    """Return where spans lie within a unit, counted from its beginning and cut at its ends."""
    return tuple(
        (max(each.start, unit.start) - unit.start, min(each.end, unit.end) - unit.start)
        for each in spans
        if each.overlaps(unit)
    )
